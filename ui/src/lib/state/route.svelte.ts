/** What the sheet shows. */
export type Route =
  | { screen: 'welcome' }
  | { screen: 'inbox'; fanId: string | null }
  | { screen: 'replies' }
  | { screen: 'fans' }
  | { screen: 'updates' }
  | { screen: 'update'; id: string }
  | { screen: 'newUpdate' }
  /** `setting` is the one to look at. */
  | { screen: 'line'; setting: string | null };

/** `#/inbox/42` and the like; anything unknown is the inbox. */
export function parseRoute(hash: string): Route {
  const [screen = '', id = ''] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode);
  switch (screen) {
    case 'welcome':
      return { screen: 'welcome' };
    case 'replies':
      return { screen: 'replies' };
    case 'fans':
      return { screen: 'fans' };
    case 'updates':
      if (id === '') return { screen: 'updates' };
      return id === 'new' ? { screen: 'newUpdate' } : { screen: 'update', id };
    case 'line':
      return { screen: 'line', setting: id === '' ? null : id };
    default:
      return { screen: 'inbox', fanId: screen === 'inbox' && id !== '' ? id : null };
  }
}

/** The address of a route, for links. */
export function href(route: Route): string {
  switch (route.screen) {
    case 'inbox':
      return route.fanId === null ? '#/inbox' : `#/inbox/${encodeURIComponent(route.fanId)}`;
    case 'update':
      return `#/updates/${encodeURIComponent(route.id)}`;
    case 'newUpdate':
      return '#/updates/new';
    case 'line':
      return route.setting === null ? '#/line' : `#/line/${encodeURIComponent(route.setting)}`;
    default:
      return `#/${route.screen}`;
  }
}

let current = $state.raw<Route>(parseRoute(location.hash));

export const route = {
  get current() {
    return current;
  },
};

/** Shows a route. `replace` leaves no step to go back to. */
export function go(next: Route, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', href(next));
  else if (location.hash !== href(next)) history.pushState(null, '', href(next));
  current = next;
}

/** Follows links and the back button. */
export function followRoute(): () => void {
  const follow = () => (current = parseRoute(location.hash));
  window.addEventListener('hashchange', follow);
  window.addEventListener('popstate', follow);
  return () => {
    window.removeEventListener('hashchange', follow);
    window.removeEventListener('popstate', follow);
  };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
