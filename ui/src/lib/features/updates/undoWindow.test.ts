import { expect, it } from 'vitest';
import { secondsOf } from './undoWindow.svelte';

it.each([
  ['30s', 30],
  ['0s', 0],
  ['2m', 120],
  ['500ms', 0.5],
  ['1h', 3600],
  ['soon', undefined],
])('reads the undo window %j: the promise on screen is the one that is kept', (duration, seconds) => {
  expect(secondsOf(duration)).toBe(seconds);
});
