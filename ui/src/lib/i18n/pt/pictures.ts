import type { pictures as en } from '../en/pictures';
import type { Translation } from '../messages';

export const pictures: Translation<typeof en> = {
  'picture.name': 'Imagem, {at}',
  'picture.nameOf': 'Imagem {n} de {count}, {at}',
  'picture.enlarge': '{name}: ampliar',
  'picture.coming': 'Imagem a caminho',
  'picture.tooLarge': 'Imagem grande demais: {size}',
  'picture.gone': 'Imagem apagada no provedor',
  'picture.failed': 'A imagem não veio',
  'picture.failedWhy': 'Sem imagem: {why}',
  'picture.unreadable': 'Não dá para mostrar esta imagem',
  'picture.again': 'Tentar de novo',
  'picture.againNamed': '{name}: tentar de novo',
  'picture.video': 'Um vídeo',
  'picture.audio': 'Um som',
  'picture.contact': 'Um cartão de contato',
  'picture.file': 'Um arquivo ({kind})',
};
