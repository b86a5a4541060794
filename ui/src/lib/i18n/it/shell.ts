import type { shell as en } from '../en/shell';
import type { Translation } from '../messages';

export const shell: Translation<typeof en> = {
  'nav.label': 'Principale',
  'nav.inbox': 'Messaggi',
  'nav.replies': 'Risposte',
  'nav.updates': 'Annunci',
  'nav.on': '{count} attive',
};
