import type { shell as en } from '../en/shell';
import type { Translation } from '../messages';

export const shell: Translation<typeof en> = {
  'nav.label': 'Principal',
  'nav.inbox': 'Mensagens',
  'nav.replies': 'Respostas',
  'nav.updates': 'Avisos',
  'nav.line': 'Linha',
  'nav.goTo': 'Ir para…',
  'nav.unread': { one: '{n} conversa não lida', other: '{n} conversas não lidas' },
  'nav.on': '{count} ativas',
  'nav.running': { one: '{n} a caminho', other: '{n} a caminho' },
  'nav.guards': { one: '{n} bloco de números espera você', other: '{n} blocos de números esperam você' },
  'nav.spent': '**{spent}** hoje',
  'nav.spentOf': '**{spent}** de {cap} hoje',
  'nav.spentLabel': 'Gasto hoje: {percent} do limite',

  'bar.label': 'Linha',
  'bar.lastMinute': { one: '**{n}** mensagem no último minuto', other: '**{n}** mensagens no último minuto' },
  'bar.aMinute': '**{count}** por minuto',
  'bar.today': '{count} hoje',
  'bar.todayLong': { one: '{n} mensagem hoje', other: '{n} mensagens hoje' },
  'bar.spoken': '{minute} mensagens no último minuto, {today} hoje',
  'bar.pace': '{pace} por segundo, ',
  'bar.waiting': { one: '{n} na fila', other: '{n} na fila' },
  'bar.waitingTitle': 'Esperando para sair',
  'bar.synced': 'Em dia',
  'bar.syncedAgo': 'Em dia {ago}',
  'bar.starting': 'Conectando',
  'bar.catchingUp': 'Pondo em dia',
  'bar.catchingUpRead': { one: 'Pondo em dia, {n} lida', other: 'Pondo em dia, {n} lidas' },
  'bar.history': 'Lendo mensagens antigas',
  'bar.historyRead': {
    one: 'Mensagens antigas: até {day}, {n} lida',
    other: 'Mensagens antigas: até {day}, {n} lidas',
  },
  'bar.offline': 'Sem conexão',
  'bar.offlineSince': 'Sem conexão desde {time}',
  'bar.keyRefused': 'Chave recusada',
  'bar.providerError': 'Falha do provedor',
  'bar.storeFailed': 'Falha do disco',
  'bar.idle': 'Sem escutar',
  'bar.autoReplies': 'Respostas automáticas',

  'lines.menu': 'Menu de números, {number}',
  'lines.practice': 'Treino',
  'lines.connect': 'Conectar um número',
  'lines.tryPractice': 'Testar uma linha de treino',

  'kind.personal': 'Respostas pessoais',
  'kind.auto_reply': 'Respostas automáticas',
  'kind.broadcast': 'Avisos',
  'kind.compliance': 'Respostas a STOP e ajuda',

  'auto.paused': 'Respostas automáticas em pausa',
  'auto.resumed': 'Respostas automáticas ativas',
  'auto.begun': 'Cada fã novo recebe um oi, que diz que é automático.',
  'auto.noneOn': 'Nenhuma resposta está ativa ainda. Ative uma aqui.',
  'auto.askTitle': { one: '{n} fã esperava resposta', other: '{n} fãs esperavam resposta' },
  'auto.askBody':
    'Escreveram enquanto as respostas automáticas estavam desligadas. Responder também a eles, ou começar por quem escrever daqui em diante?',
  'auto.answer': 'Responder a eles',
  'auto.letGo': 'Começar daqui',
  'auto.pausedBanner': '**As respostas automáticas estão em pausa.**',
  'auto.pausedSince': '**As respostas automáticas estão em pausa desde {time}.**',
  'auto.pausedWaiting': { one: '{n} fã está esperando.', other: '{n} fãs estão esperando.' },
  'auto.turnOn': 'Ligar',

  'practice.band': '**Treino, nada é enviado.** Todo fã aqui é inventado.',
  'practice.memory': 'Só na memória: nenhum serviço de chaves roda, então o treino recomeça a cada vez.',
  'practice.connect': 'Conecte seu número',

  'banners.label': 'Alertas',
  'problem.offline':
    '**Sem conexão desde {time}.** Dá para ler e escrever; as respostas esperam aqui e saem em ordem.',
  'problem.offlineNow': '**Sem conexão.** Dá para ler e escrever; as respostas esperam aqui e saem em ordem.',
  'problem.key_refused':
    '**O provedor recusou a chave.** Nada chega e nada sai. Conecte o número de novo com uma chave que funcione.',
  'problem.reconnect': 'Conectar de novo',
  'problem.cap_reached':
    '**{spent} gastos hoje.** Respostas automáticas e avisos esperam até meia-noite. À mão você ainda pode responder.',
  'problem.line_in_use': '**Outro Fanline ({device}) responde neste número.** Aqui você pode ler e escrever.',
  'problem.answered_elsewhere':
    '**Outro computador responde neste número.** Aqui as respostas automáticas estão desligadas, para que nenhum fã receba duas.',
  'problem.older_copy':
    '**Estas mensagens são uma cópia mais antiga.** O que não tinha saído é procurado antes de qualquer envio; os avisos estão em pausa e as respostas automáticas, desligadas.',
  'problem.answerHere': 'Responder aqui',
  'problem.other': '**Algo impede esta linha de funcionar:** {why}.',
};
