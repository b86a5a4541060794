import type { recovery as en } from '../en/recovery';
import type { Translation } from '../messages';

export const recovery: Translation<typeof en> = {
  'key.title': 'Anote isto',
  'key.why':
    'Suas mensagens estão cifradas: {device}. Se {store} perder a chave, estes caracteres as abrem de novo, e nada mais. Eles aparecem até você dizer que os tem.',
  'key.groups': 'Chave de recuperação, 13 grupos de cinco',
  'key.where':
    'Guarde em papel, em outro lugar ({device} não conta). Quem tiver a chave e seus arquivos lê tudo.',
  'key.print': 'Imprimir',
  'key.kept': 'Tenho em papel',
  'key.later': 'Depois',
  'key.sheet': 'Chave de recuperação do Fanline para {number}',
  'key.banner':
    '**A chave de recuperação ainda não foi anotada.** Sem ela, perder as chaves é perder as mensagens.',
  'key.show': 'Mostrar',

  'recover.title': 'Digite a chave de recuperação',
  'recover.missing': 'Suas mensagens estão aqui. A chave que as abre sumiu ({store}).',
  'recover.wrong': 'Suas mensagens estão aqui. A chave guardada não é a que as abre ({store}).',
  'recover.secretMissing':
    'Suas mensagens estão aqui. O segredo da chave do provedor sumiu ({store}): digite a chave de recuperação, e o segredo também.',
  'recover.key': 'Chave de recuperação',
  'recover.keyHint': '13 grupos de cinco caracteres. Espaços, traços e minúsculas não importam.',
  'recover.secret': 'API key secret',
  'recover.secretHint': 'Só se {store} também perdeu isso. Uma chave nova se cria no console da Twilio.',
  'recover.do': 'Abrir minhas mensagens',
  'recover.doing': 'Abrindo…',

  'restore.title': 'Não dá para ler as mensagens',
  'restore.lede':
    'O arquivo com suas mensagens está danificado. Nada é enviado, nada é jogado fora. Uma cópia anterior traz tudo de volta; o que veio depois é lido de novo do provedor.',
  'restore.none': 'Ainda não há cópia aqui ({device}). O provedor ainda tem a dele.',
  'restore.list': 'Cópias',
  'restore.do': 'Restaurar',
  'restore.done': 'Restaurado. O que não saiu é procurado antes de qualquer envio.',
};
