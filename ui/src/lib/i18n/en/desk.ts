/** The desktop around the window: tray, notifications, sleep, login. */
export const desk = {
  'tray.pause': 'Pause everything',
  'tray.open': 'Open Fanline',
  'tray.quit': 'Quit Fanline',
  'notice.discreet': { one: 'A text that may need you', other: '{n} texts that may need you' },
  'notice.several': { one: '{n} fan wrote to you', other: '{n} fans wrote to you' },
  'notice.closed': 'Fanline works on',
  'notice.closedHint':
    'The window is closed, texts are still answered. Open it or quit from the icon by the clock.',
  'desk.notify': 'Tell me of personal texts',
  'desk.notifyHint': 'VIPs, care and questions, while the window is away.',
  'desk.awake': 'Stay awake while texts pour in',
  'desk.awakeHint': 'Only on mains power.',
  'desk.login': 'Start at login',
  'desk.loginHint': 'Begins without a window, in the tray.',
  'awake.isOn': 'The computer is kept awake while texts come in or go out. Press to let it sleep.',
} as const;
