import type { desk as en } from '../en/desk';
import type { Translation } from '../messages';

export const desk: Translation<typeof en> = {
  'tray.pause': 'Tout mettre en pause',
  'tray.open': 'Ouvrir Fanline',
  'tray.quit': 'Quitter Fanline',
  'notice.discreet': {
    one: 'Un message qui a peut-être besoin de vous',
    other: '{n} messages qui ont peut-être besoin de vous',
  },
  'notice.several': { one: '{n} fan vous a écrit', other: '{n} fans vous ont écrit' },
  'notice.closed': 'Fanline continue',
  'notice.closedHint':
    'La fenêtre est fermée, les réponses continuent. Ouvrez ou quittez depuis l’icône près de l’horloge.',
  'desk.notify': 'Signaler les messages personnels',
  'desk.notifyHint': 'VIP, vigilance et questions, quand la fenêtre n’est pas là.',
  'desk.awake': 'Rester éveillé quand les messages arrivent',
  'desk.awakeHint': 'Seulement sur secteur.',
  'desk.login': 'Lancer à l’ouverture de session',
  'desk.loginHint': 'Démarre sans fenêtre, dans la barre système.',
  'awake.isOn':
    'L’ordinateur reste éveillé tant que des messages arrivent ou partent. Appuyez pour le laisser dormir.',
};
