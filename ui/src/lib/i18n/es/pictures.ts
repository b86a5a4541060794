import type { pictures as en } from '../en/pictures';
import type { Translation } from '../messages';

export const pictures: Translation<typeof en> = {
  'picture.name': 'Imagen, {at}',
  'picture.nameOf': 'Imagen {n} de {count}, {at}',
  'picture.enlarge': '{name}: ampliar',
  'picture.coming': 'Imagen en camino',
  'picture.tooLarge': 'Imagen demasiado grande: {size}',
  'picture.gone': 'Imagen borrada en el proveedor',
  'picture.failed': 'La imagen no llegó',
  'picture.failedWhy': 'Sin imagen: {why}',
  'picture.unreadable': 'Esta imagen no se puede mostrar',
  'picture.again': 'Reintentar',
  'picture.againNamed': '{name}: reintentar',
  'picture.video': 'Un vídeo',
  'picture.audio': 'Un sonido',
  'picture.contact': 'Una tarjeta de contacto',
  'picture.file': 'Un archivo ({kind})',
};
