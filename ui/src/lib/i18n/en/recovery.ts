/** The recovery key, a line that does not open, and copies of it. */
export const recovery = {
  'key.title': 'Write this down',
  'key.why':
    'Your texts are encrypted on {device}. If {store} ever loses its key, these characters open them again, and nothing else does. They are shown until you say that you have them.',
  'key.groups': 'Recovery key, 13 groups of five',
  'key.where': 'Keep it on paper, away from {device}. Whoever has it and your files can read everything.',
  'key.print': 'Print',
  'key.kept': 'I have it on paper',
  'key.later': 'Later',
  'key.sheet': 'Fanline recovery key for {number}',
  'key.banner': '**The recovery key is not written down yet.** Without it, a lost keychain loses your texts.',
  'key.show': 'Show it',

  'recover.title': 'Type the recovery key',
  'recover.missing': 'Your texts are here. The key that opens them is not in {store} any more.',
  'recover.wrong': 'Your texts are here. The key in {store} is not the one that opens them.',
  'recover.secretMissing':
    'Your texts are here. The secret of your provider’s key is not in {store} any more: type the recovery key, and the secret too.',
  'recover.key': 'Recovery key',
  'recover.keyHint': '13 groups of five characters. Spaces, dashes and small letters do not matter.',
  'recover.secret': 'API key secret',
  'recover.secretHint': 'Only if {store} lost that as well. A new key can be made in the Twilio console.',
  'recover.do': 'Open my texts',
  'recover.doing': 'Opening…',

  'restore.title': 'The texts cannot be read',
  'restore.lede':
    'The file with your texts is damaged. Nothing is sent, and nothing is thrown away. A copy from before brings everything back; what came since is read again from the provider.',
  'restore.none': 'There is no copy on {device} yet. The provider still has its own.',
  'restore.list': 'Copies',
  'restore.do': 'Restore',
  'restore.done': 'Restored. Unsent texts are looked for before anything goes out.',
} as const;
