import type { desk as en } from '../en/desk';
import type { Translation } from '../messages';

export const desk: Translation<typeof en> = {
  'tray.pause': 'Alles pausieren',
  'tray.open': 'Fanline öffnen',
  'tray.quit': 'Fanline beenden',
  'notice.discreet': {
    one: 'Eine Nachricht, die dich vielleicht braucht',
    other: '{n} Nachrichten, die dich vielleicht brauchen',
  },
  'notice.several': { one: '{n} Fan hat dir geschrieben', other: '{n} Fans haben dir geschrieben' },
  'notice.closed': 'Fanline arbeitet weiter',
  'notice.closedHint':
    'Das Fenster ist zu, Nachrichten werden weiter beantwortet. Öffnen oder beenden über das Symbol bei der Uhr.',
  'desk.notify': 'Über persönliche Nachrichten informieren',
  'desk.notifyHint': 'VIPs, Fürsorge und Fragen, solange das Fenster weg ist.',
  'desk.awake': 'Wach bleiben, wenn Nachrichten kommen',
  'desk.awakeHint': 'Nur am Netzteil.',
  'desk.login': 'Bei der Anmeldung starten',
  'desk.loginHint': 'Beginnt ohne Fenster, im Infobereich.',
  'awake.isOn':
    'Der Computer bleibt wach, solange Nachrichten kommen oder gehen. Drücken, um ihn schlafen zu lassen.',
};
