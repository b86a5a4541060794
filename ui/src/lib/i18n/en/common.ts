/** Words used on more than one screen. */
export const common = {
  'common.tryAgain': 'Try again',
  'common.cancel': 'Cancel',
  'common.close': 'Close',
  'common.undo': 'Undo',
  'common.save': 'Save',
  'common.dismiss': 'Dismiss',
  'common.loading': 'Loading',
  'common.failed': 'That did not work',
  'common.secondsLeft': { one: '{n} second left', other: '{n} seconds left' },
  'rule.welcome': 'Welcome',
  'device.mac': 'this Mac',
  'device.windows': 'this PC',
  'device.linux': 'this computer',
  'store.mac': 'the Keychain',
  'store.windows': 'Credential Manager',
  'store.linux': 'Secret Service',
} as const;
