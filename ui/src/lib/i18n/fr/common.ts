import type { common as en } from '../en/common';
import type { Translation } from '../messages';

export const common: Translation<typeof en> = {
  'common.tryAgain': 'Réessayer',
  'common.cancel': 'Annuler',
  'common.close': 'Fermer',
  'common.undo': 'Annuler',
  'common.save': 'Enregistrer',
  'common.dismiss': 'Masquer',
  'common.loading': 'Chargement',
  'common.failed': 'Cela n’a pas marché',
  'common.secondsLeft': { one: 'Encore {n} seconde', other: 'Encore {n} secondes' },
  'rule.welcome': 'Bienvenue',
  'device.mac': 'ce Mac',
  'device.windows': 'ce PC',
  'device.linux': 'cet ordinateur',
  'store.mac': 'le trousseau',
  'store.windows': 'le Gestionnaire d’identification',
  'store.linux': 'Secret Service',
  'words.add': 'Ajouter…',
  'words.addTo': 'Ajouter à : {list}',
  'words.remove': 'Retirer {word}',
};
