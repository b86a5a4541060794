import type { common as en } from '../en/common';
import type { Translation } from '../messages';

export const common: Translation<typeof en> = {
  'common.tryAgain': 'Erneut versuchen',
  'common.cancel': 'Abbrechen',
  'common.close': 'Schließen',
  'common.undo': 'Rückgängig',
  'common.save': 'Speichern',
  'common.dismiss': 'Ausblenden',
  'common.loading': 'Wird geladen',
  'common.failed': 'Das hat nicht geklappt',
  'common.secondsLeft': { one: 'Noch {n} Sekunde', other: 'Noch {n} Sekunden' },
  'rule.welcome': 'Begrüßung',
  'device.mac': 'diesem Mac',
  'device.windows': 'diesem PC',
  'device.linux': 'diesem Computer',
  'store.mac': 'Schlüsselbund',
  'store.windows': 'Anmeldeinformationsverwaltung',
  'store.linux': 'Secret Service',
  'words.add': 'Hinzufügen…',
  'words.addTo': 'Hinzufügen zu: {list}',
  'words.remove': '{word} entfernen',
};
