import { describe, expect, it } from 'vitest';
import { followRoute, go, href, parseRoute, route, type Route } from './route.svelte';

describe('routes', () => {
  it('survive the address bar: a link to a fan opens that fan', () => {
    const all: Route[] = [
      { screen: 'welcome' },
      { screen: 'inbox', fanId: null },
      { screen: 'inbox', fanId: '42' },
      { screen: 'replies' },
      { screen: 'updates' },
      { screen: 'newUpdate' },
      { screen: 'update', id: '7' },
      { screen: 'line', setting: null },
      { screen: 'line', setting: 'quiet_hours' },
    ];
    for (const one of all) expect(parseRoute(href(one))).toEqual(one);
  });

  it('of a notification come without a hash; unknown ones lead to the inbox', () => {
    expect(parseRoute('inbox/42')).toEqual({ screen: 'inbox', fanId: '42' });
    expect(parseRoute('#/nowhere/%')).toEqual({ screen: 'inbox', fanId: null });
    expect(parseRoute('')).toEqual({ screen: 'inbox', fanId: null });
  });

  it('change the screen at once, and follow the address when it changes', () => {
    const stop = followRoute();
    go({ screen: 'replies' });
    expect(route.current).toEqual({ screen: 'replies' });
    expect(location.hash).toBe('#/replies');
    history.replaceState(null, '', '#/updates/7');
    window.dispatchEvent(new Event('popstate'));
    expect(route.current).toEqual({ screen: 'update', id: '7' });
    stop();
  });
});
