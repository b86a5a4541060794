/** The frame around every screen: navigation, live bar, banners. */
export const shell = {
  'nav.label': 'Main',
  'nav.inbox': 'Inbox',
  'nav.replies': 'Replies',
  'nav.updates': 'Updates',
  'nav.on': '{count} on',
} as const;
