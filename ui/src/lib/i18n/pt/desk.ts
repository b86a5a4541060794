import type { desk as en } from '../en/desk';
import type { Translation } from '../messages';

export const desk: Translation<typeof en> = {
  'tray.pause': 'Pausar tudo',
  'tray.open': 'Abrir o Fanline',
  'tray.quit': 'Sair do Fanline',
  'notice.discreet': {
    one: 'Uma mensagem que talvez precise de você',
    other: '{n} mensagens que talvez precisem de você',
  },
  'notice.several': { one: '{n} fã escreveu para você', other: '{n} fãs escreveram para você' },
  'notice.closed': 'O Fanline continua',
  'notice.closedHint':
    'A janela está fechada e as respostas continuam. Abra ou saia pelo ícone perto do relógio.',
  'desk.notify': 'Avisar sobre mensagens pessoais',
  'desk.notifyHint': 'VIP, cuidado e perguntas, quando a janela não está à vista.',
  'desk.awake': 'Ficar acordado quando chegam mensagens',
  'desk.awakeHint': 'Só na tomada.',
  'desk.login': 'Abrir ao entrar',
  'desk.loginHint': 'Começa sem janela, na bandeja.',
  'awake.isOn':
    'O computador fica acordado enquanto mensagens entram ou saem. Pressione para deixá-lo dormir.',
};
