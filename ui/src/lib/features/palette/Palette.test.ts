import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { conversation, fan, lineStatus } from '../../../test/data';
import { press, type } from '../../../test/mount';
import { find, Stage, stand } from '../../../test/stage';
import { CommandError } from '../../ipc';
import { loadLook, look } from '../../state/look.svelte';
import { go, route } from '../../state/route.svelte';
import { toasts } from '../../state/toasts.svelte';
import { palette } from './open.svelte';
import Palette from './Palette.svelte';
import { updateOf } from '../updates/samples';
import { remember } from './recent';

const stage = new Stage();
const HOSTILE = '<img src=x onerror=alert(1)>';
let window_: HTMLElement;

beforeEach(() => {
  localStorage.clear();
  loadLook();
  toasts.shown = [];
  go({ screen: 'replies' });
  stage.give({
    'lines.list': () => ({ items: [], next: null }),
    'updates.list': () => ({ items: [], next: null }),
    'rules.list': () => ({ items: [], next: null }),
    'settings.list': () => ({
      items: [{ key: 'quiet_hours', value: 'off', default: 'off', warning: null }],
      next: null,
    }),
    'inbox.list': () => ({
      items: [
        conversation('1', { name: 'Zoë Vale', number: '+447700900142' }),
        conversation('2', { name: HOSTILE, number: '+12125550117' }),
      ],
      next: null,
    }),
    'search.messages': ({ words }) => ({
      items: words.includes('umbrella')
        ? [
            {
              id: 'm1',
              shown_at: 'm1',
              fan_id: '7',
              number: '+12125550101',
              name: null,
              body: 'the yellow umbrella was mine',
              voice: 'fan',
              at: 1,
              opted_out: false,
            },
          ]
        : [],
      next: null,
    }),
    'fans.get': ({ id, number }) => {
      if (number === '+12125550199') return fan('9', { number });
      if (id === '1') return fan('1');
      throw new CommandError('not_found');
    },
  });
});

async function settled(check: () => void) {
  await vi.waitFor(() => {
    flushSync();
    check();
  });
}

async function open() {
  palette.open = true;
  window_ = stand(Palette, { status: lineStatus(), lineId: 'juno' });
  await settled(() => expect(stage.count('inbox.list')).toBeGreaterThan(0));
}

const field = () => find<HTMLInputElement>(window_, 'input');
const rows = () => [...window_.querySelectorAll('[role=option]')].map((row) => row.textContent.trim());
const marked = () => find(window_, '[role=option][aria-selected=true]');

describe('the palette', () => {
  it('leads to a screen by keys alone, and tells a screen reader which row they are on', async () => {
    await open();
    press(field(), 'ArrowDown');
    press(field(), 'ArrowDown');
    expect(field().getAttribute('aria-activedescendant')).toBe(marked().id);
    expect(marked().textContent).toContain('Updates');
    press(field(), 'ArrowUp');
    press(field(), 'ArrowUp');
    press(field(), 'ArrowUp');
    expect(marked().textContent.trim(), 'from the top to the end').toBe(rows().at(-1));
    type(field(), 'upd');
    press(field(), 'Enter');
    expect(route.current).toEqual({ screen: 'updates' });
    expect(palette.open).toBe(false);
  });

  it('finds a fan by name without the accent, and never takes a name for markup', async () => {
    await open();
    await settled(() => {
      type(field(), 'zoe');
      expect(rows()[0]).toContain('Zoë Vale');
    });
    type(field(), 'img');
    await settled(() => expect(rows()[0]).toContain(HOSTILE));
    expect(window_.querySelector('img')).toBeNull();
    type(field(), 'zoe');
    press(field(), 'Enter');
    expect(route.current).toEqual({ screen: 'inbox', fanId: '1' });
  });

  it('finds a fan by part of a number, by a whole one, and by what they wrote', async () => {
    await open();
    await settled(() => {
      type(field(), '0142');
      expect(rows()[0]).toContain('Zoë Vale');
    });
    type(field(), '+1 212 555 0199');
    await settled(() => expect(rows()[0]).toContain('Fan 9'));
    type(field(), 'umbrella');
    await settled(() => expect(rows().at(-1)).toContain('the yellow umbrella was mine'));
  });

  it('shows what was chosen lately first, on this line only', async () => {
    remember('screen:line');
    remember('fan:other:1');
    remember('fan:juno:1');
    await open();
    await settled(() => expect(rows().slice(0, 2).join()).toMatch(/Zoë Vale.*Line/));
    expect(rows().filter((row) => row.includes('Zoë')).length).toBe(1);
  });

  it('does things: the theme changes with three letters and Return', async () => {
    await open();
    type(field(), 'dark');
    press(field(), 'Enter');
    expect(look.theme).toBe('dark');
  });

  it('pauses an update that is on its way', async () => {
    stage.give({
      'updates.list': () => ({
        items: [
          updateOf({ id: '5', state: 'sending', text: 'Doors at seven' }),
          updateOf({ id: '6', state: 'done' }),
        ],
        next: null,
      }),
      'updates.pause': ({ id }) => updateOf({ id, state: 'paused' }),
    });
    await open();
    await settled(() => {
      type(field(), 'pause doors');
      expect(rows()[0]).toBe('Pause the update “Doors at seven”');
    });
    press(field(), 'Enter');
    await settled(() => expect(toasts.shown.at(-1)?.text).toBe('The update is paused'));
    expect(stage.params('updates.pause')).toEqual([{ id: '5' }]);
  });

  it('says so when nothing fits, and when the engine does not answer; screens still work then', async () => {
    await open();
    type(field(), 'xyzzy');
    await settled(() => expect(find(window_, '[role=status]').textContent).toContain('Nothing fits “xyzzy”'));
    stage.give({
      'search.messages': () => {
        throw new CommandError('stopped');
      },
    });
    type(field(), 'inb');
    await settled(() => expect(find(window_, '[role=status]').textContent).toContain('Open it again'));
    press(field(), 'Enter');
    expect(route.current).toEqual({ screen: 'inbox', fanId: null });
  });
});
