import type { common as en } from '../en/common';
import type { Translation } from '../messages';

export const common: Translation<typeof en> = {
  'common.tryAgain': 'Reintentar',
  'common.cancel': 'Cancelar',
  'common.close': 'Cerrar',
  'common.undo': 'Deshacer',
  'common.save': 'Guardar',
  'common.dismiss': 'Cerrar',
  'common.loading': 'Cargando',
  'common.failed': 'No ha funcionado',
  'common.secondsLeft': { one: 'Queda {n} segundo', other: 'Quedan {n} segundos' },
  'words.add': 'Añadir…',
  'words.addTo': 'Añadir a: {list}',
  'words.remove': 'Quitar {word}',
  'rule.welcome': 'Bienvenida',
  'device.mac': 'este Mac',
  'device.windows': 'este PC',
  'device.linux': 'este ordenador',
  'store.mac': 'el Llavero',
  'store.windows': 'el Administrador de credenciales',
  'store.linux': 'Secret Service',
};
