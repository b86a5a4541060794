import type { welcome as en } from '../en/welcome';
import type { Translation } from '../messages';

export const welcome: Translation<typeof en> = {
  'welcome.title': 'Publique seu número.',
  'welcome.title2': 'Responda como gente.',
  'welcome.lede':
    'Cada mensagem chega aqui ({device}) e fica aqui. O que você escreve é seu; o que é automático diz que é.',
  'welcome.practice': 'Testar em uma linha de treino',
  'welcome.practiceHint': 'Fãs inventados escrevem para você, nada é enviado. Sem conta.',
  'welcome.practiceStarting': 'Abrindo a linha de treino…',
  'welcome.connect': 'Conecte seu número',
  'welcome.backToLine': 'Voltar a {number}',

  'connect.provider': 'Seu número está na **Twilio**. A chave vem do console dela, em API keys & tokens.',
  'connect.account': 'Account SID',
  'connect.key': 'API key SID',
  'connect.secret': 'API key secret',
  'connect.accountMissing': 'Cole o Account SID. Ele começa com AC e está na primeira página do console.',
  'connect.accountOdd': 'Um Account SID começa com AC e tem 34 caracteres.',
  'connect.keyMissing': 'Cole o SID da chave de API. Ele começa com SK.',
  'connect.keyOdd': 'O SID de uma chave começa com SK e tem 34 caracteres.',
  'connect.secretMissing': 'Cole o segredo. A Twilio o mostra uma vez, quando a chave é criada.',
  'connect.keptMac': 'Fica nas Chaves do seu Mac. O Fanline não tem servidor para onde mandar.',
  'connect.keptWindows':
    'Fica no Gerenciador de Credenciais deste PC. O Fanline não tem servidor para onde mandar.',
  'connect.keptLinux':
    'Fica no Secret Service deste computador. O Fanline não tem servidor para onde mandar.',
  'connect.find': 'Achar meus números',
  'connect.finding': 'Procurando…',

  'connect.choose': 'Para qual número os fãs escrevem?',
  'connect.balance': 'Saldo {balance}',
  'connect.none': 'Esta conta ainda não tem números. Consiga um no console da Twilio e olhe de novo.',
  'connect.again': 'Olhar de novo',
  'connect.otherKey': 'Outra chave',
  'connect.long_code': 'Número longo',
  'connect.toll_free': 'Gratuito',
  'connect.short_code': 'Número curto',
  'connect.noSms': 'Sem SMS',
  'connect.added': 'Já conectado',
  'connect.webhook':
    'Algo na Twilio também responde às mensagens deste número ({webhook}). Tire lá, ou os fãs podem receber duas respostas.',
  'connect.name': 'Nome que os fãs conhecem',
  'connect.nameHint': 'Abre o oi automático. Sem ele, as mensagens dizem “este número”.',
  'connect.contact': 'Contato para ajuda',
  'connect.contactHint': 'Um e-mail ou página. Quem escreve HELP recebe.',
  'connect.optional': 'opcional',
  'connect.add': 'Conectar {number}',
  'connect.adding': 'Conectando…',
  'connect.done': 'Seu número está conectado. As mensagens estão chegando.',
};
