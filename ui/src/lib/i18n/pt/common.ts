import type { common as en } from '../en/common';
import type { Translation } from '../messages';

export const common: Translation<typeof en> = {
  'common.tryAgain': 'Tentar de novo',
  'common.cancel': 'Cancelar',
  'common.close': 'Fechar',
  'common.undo': 'Desfazer',
  'common.save': 'Salvar',
  'common.dismiss': 'Dispensar',
  'common.loading': 'Carregando',
  'common.failed': 'Não funcionou',
  'common.secondsLeft': { one: 'Falta {n} segundo', other: 'Faltam {n} segundos' },
  'rule.welcome': 'Boas-vindas',
  'device.mac': 'este Mac',
  'device.windows': 'este PC',
  'device.linux': 'este computador',
  'store.mac': 'as Chaves',
  'store.windows': 'o Gerenciador de Credenciais',
  'store.linux': 'o Secret Service',
  'words.add': 'Adicionar…',
  'words.addTo': 'Adicionar a: {list}',
  'words.remove': 'Tirar {word}',
};
