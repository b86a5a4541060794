import { beforeEach, describe, expect, it } from 'vitest';
import { digitsOf, score } from './match';
import { recent, remember } from './recent';

describe('what is typed into the palette', () => {
  it('finds words without accents, in any order, by their beginning first', () => {
    expect(score('zoe', 'Zoë Ångström')).toBeGreaterThan(0);
    expect(score('ang zo', 'Zoë Ångström')).toBeGreaterThan(0);
    expect(score('reply', 'New update')).toBe(0);
    expect(score('up', 'Updates')).toBeGreaterThan(score('up', 'New update'));
    expect(score('up', 'New update')).toBeGreaterThan(score('date', 'New update'));
    expect(score('日本', '日本のファン')).toBeGreaterThan(0);
    expect(score('', 'anything')).toBeGreaterThan(0);
  });

  it('is only ever text, never a pattern', () => {
    expect(score('.*', 'Inbox')).toBe(0);
    expect(score('(', 'Inbox (old)')).toBeGreaterThan(0);
  });

  it('is a number only when it is nothing else', () => {
    expect(digitsOf('+1 (415) 555-0132')).toBe('14155550132');
    expect(digitsOf('0132')).toBe('0132');
    expect(digitsOf('12 roses')).toBeUndefined();
    expect(digitsOf('12')).toBeUndefined();
  });
});

describe('what was chosen lately', () => {
  beforeEach(() => localStorage.clear());

  it('comes first, once each, and not for ever', () => {
    for (let place = 0; place < 20; place += 1) remember(`fan:${String(place)}`);
    remember('fan:12');
    expect(recent().slice(0, 2)).toEqual(['fan:12', 'fan:19']);
    expect(recent()).toHaveLength(12);
    expect(new Set(recent()).size).toBe(12);
  });

  it('is forgotten when what was stored makes no sense', () => {
    localStorage.setItem('fanline.recent', '{"a":1}');
    expect(recent()).toEqual([]);
  });
});
