import type { desk as en } from '../en/desk';
import type { Translation } from '../messages';

export const desk: Translation<typeof en> = {
  'tray.pause': 'Metti tutto in pausa',
  'tray.open': 'Apri Fanline',
  'tray.quit': 'Esci da Fanline',
  'notice.discreet': {
    one: 'Un messaggio che forse chiede di te',
    other: '{n} messaggi che forse chiedono di te',
  },
  'notice.several': { one: 'Ti ha scritto {n} fan', other: 'Ti hanno scritto {n} fan' },
  'notice.closed': 'Fanline continua',
  'notice.closedHint':
    'La finestra è chiusa, ai messaggi si risponde ancora. Aprila o esci dall’icona vicino all’orologio.',
  'desk.notify': 'Avvisami dei messaggi personali',
  'desk.notifyHint': 'VIP, attenzione e domande, quando la finestra non c’è.',
  'desk.awake': 'Resta sveglio quando arrivano messaggi',
  'desk.awakeHint': 'Solo con l’alimentatore.',
  'desk.login': 'Apri all’accesso',
  'desk.loginHint': 'Parte senza finestra, tra le icone.',
  'awake.isOn': 'Il computer resta sveglio finché arrivano o partono messaggi. Premi per lasciarlo dormire.',
};
