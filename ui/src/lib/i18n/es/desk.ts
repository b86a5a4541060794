import type { desk as en } from '../en/desk';
import type { Translation } from '../messages';

export const desk: Translation<typeof en> = {
  'tray.pause': 'Pausarlo todo',
  'tray.open': 'Abrir Fanline',
  'tray.quit': 'Salir de Fanline',
  'notice.discreet': {
    one: 'Un mensaje que quizá te necesite',
    other: '{n} mensajes que quizá te necesiten',
  },
  'notice.several': { one: 'Te ha escrito {n} fan', other: 'Te han escrito {n} fans' },
  'notice.closed': 'Fanline sigue trabajando',
  'notice.closedHint':
    'La ventana está cerrada y se sigue respondiendo. Ábrela o sal desde el icono junto al reloj.',
  'desk.notify': 'Avisarme de mensajes personales',
  'desk.notifyHint': 'VIP, cuidado y preguntas, cuando la ventana no está.',
  'desk.awake': 'Seguir despierto cuando llegan mensajes',
  'desk.awakeHint': 'Solo con corriente.',
  'desk.login': 'Abrir al iniciar sesión',
  'desk.loginHint': 'Empieza sin ventana, en la bandeja.',
  'awake.isOn': 'El ordenador sigue despierto mientras entran o salen mensajes. Pulsa para dejarlo dormir.',
};
