import type { common as en } from '../en/common';
import type { Translation } from '../messages';

export const common: Translation<typeof en> = {
  'common.tryAgain': 'Riprova',
  'common.cancel': 'Annulla',
  'common.close': 'Chiudi',
  'common.undo': 'Annulla',
  'common.save': 'Salva',
  'common.dismiss': 'Chiudi',
  'common.loading': 'Caricamento',
  'common.failed': 'Non ha funzionato',
  'common.secondsLeft': { one: 'Manca {n} secondo', other: 'Mancano {n} secondi' },
  'words.add': 'Aggiungi…',
  'words.addTo': 'Aggiungi a: {list}',
  'words.remove': 'Togli {word}',
  'rule.welcome': 'Benvenuto',
  'device.mac': 'questo Mac',
  'device.windows': 'questo PC',
  'device.linux': 'questo computer',
  'store.mac': 'Portachiavi',
  'store.windows': 'Gestione credenziali',
  'store.linux': 'Secret Service',
};
