import type { recovery as en } from '../en/recovery';
import type { Translation } from '../messages';

export const recovery: Translation<typeof en> = {
  'key.title': 'Apunta esto',
  'key.why':
    'Tus mensajes están cifrados en {device}. Si {store} pierde su clave, estos caracteres los abren de nuevo, y nada más lo hace. Se muestran hasta que digas que los tienes.',
  'key.groups': 'Clave de recuperación, 13 grupos de cinco',
  'key.where':
    'Guárdala en papel, lejos de {device}. Quien la tenga junto con tus archivos puede leerlo todo.',
  'key.print': 'Imprimir',
  'key.kept': 'La tengo en papel',
  'key.later': 'Más tarde',
  'key.sheet': 'Clave de recuperación de Fanline para {number}',
  'key.banner':
    '**La clave de recuperación aún no está apuntada.** Sin ella, perder el llavero es perder los mensajes.',
  'key.show': 'Mostrarla',

  'recover.title': 'Escribe la clave de recuperación',
  'recover.missing': 'Tus mensajes están aquí. La clave que los abre ya no está en {store}.',
  'recover.wrong': 'Tus mensajes están aquí. La clave que hay en {store} no es la que los abre.',
  'recover.secretMissing':
    'Tus mensajes están aquí. El secreto de la clave del proveedor ya no está en {store}: escribe la clave de recuperación y también el secreto.',
  'recover.key': 'Clave de recuperación',
  'recover.keyHint': '13 grupos de cinco caracteres. Espacios, guiones y minúsculas dan igual.',
  'recover.secret': 'API key secret',
  'recover.secretHint':
    'Solo si {store} también lo perdió. Puedes crear una clave nueva en la consola de Twilio.',
  'recover.do': 'Abrir mis mensajes',
  'recover.doing': 'Abriendo…',

  'restore.title': 'Los mensajes no se pueden leer',
  'restore.lede':
    'El archivo con tus mensajes está dañado. No se envía nada y no se tira nada. Una copia anterior lo devuelve todo; lo que llegó después se lee de nuevo del proveedor.',
  'restore.none': 'Aún no hay ninguna copia en {device}. El proveedor conserva la suya.',
  'restore.list': 'Copias',
  'restore.do': 'Restaurar',
  'restore.done': 'Restaurado. Antes de enviar se busca lo que quedó sin salir.',
};
