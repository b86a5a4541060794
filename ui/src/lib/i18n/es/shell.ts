import type { shell as en } from '../en/shell';
import type { Translation } from '../messages';

export const shell: Translation<typeof en> = {
  'nav.label': 'Principal',
  'nav.inbox': 'Mensajes',
  'nav.replies': 'Respuestas',
  'nav.updates': 'Anuncios',
  'nav.line': 'Línea',
  'nav.goTo': 'Ir a…',
  'nav.unread': { one: '{n} conversación sin leer', other: '{n} conversaciones sin leer' },
  'nav.on': '{count} activas',
  'nav.running': { one: '{n} en camino', other: '{n} en camino' },
  'nav.guards': { one: '{n} bloque de números te espera', other: '{n} bloques de números te esperan' },
  'nav.spent': '**{spent}** hoy',
  'nav.spentOf': '**{spent}** de {cap} hoy',
  'nav.spentLabel': 'Gastado hoy: {percent} del límite',

  'bar.label': 'Línea',
  'bar.lastMinute': {
    one: '**{n}** mensaje en el último minuto',
    other: '**{n}** mensajes en el último minuto',
  },
  'bar.aMinute': '**{count}** por minuto',
  'bar.today': '{count} hoy',
  'bar.todayLong': { one: '{n} mensaje hoy', other: '{n} mensajes hoy' },
  'bar.spoken': '{minute} mensajes en el último minuto, {today} hoy',
  'bar.pace': '{pace} por segundo, ',
  'bar.waiting': { one: '{n} en espera', other: '{n} en espera' },
  'bar.waitingTitle': 'Esperan para salir',
  'bar.synced': 'Al día',
  'bar.syncedAgo': 'Al día {ago}',
  'bar.starting': 'Conectando',
  'bar.catchingUp': 'Poniéndose al día',
  'bar.catchingUpRead': { one: 'Poniéndose al día, {n} leído', other: 'Poniéndose al día, {n} leídos' },
  'bar.history': 'Leyendo mensajes antiguos',
  'bar.historyRead': {
    one: 'Mensajes antiguos: hasta el {day}, {n} leído',
    other: 'Mensajes antiguos: hasta el {day}, {n} leídos',
  },
  'bar.offline': 'Sin conexión',
  'bar.offlineSince': 'Sin conexión desde las {time}',
  'bar.keyRefused': 'Clave rechazada',
  'bar.providerError': 'Fallo del proveedor',
  'bar.storeFailed': 'Fallo del disco',
  'bar.idle': 'Sin escuchar',
  'bar.autoReplies': 'Respuestas automáticas',

  'lines.menu': 'Menú de números, {number}',
  'lines.practice': 'Práctica',
  'lines.connect': 'Conectar un número',
  'lines.tryPractice': 'Probar una línea de práctica',

  'kind.personal': 'Respuestas personales',
  'kind.auto_reply': 'Respuestas automáticas',
  'kind.broadcast': 'Anuncios',
  'kind.compliance': 'Respuestas a STOP y ayuda',

  'auto.paused': 'Respuestas automáticas en pausa',
  'auto.resumed': 'Respuestas automáticas activas',
  'auto.begun': 'Cada fan nuevo recibe un saludo, que dice que es automático.',
  'auto.noneOn': 'Aún no hay ninguna respuesta activa. Activa una aquí.',
  'auto.askTitle': { one: '{n} fan esperaba respuesta', other: '{n} fans esperaban respuesta' },
  'auto.askBody':
    'Escribieron mientras las respuestas automáticas estaban apagadas. ¿Responderles también, o empezar con quien escriba desde ahora?',
  'auto.answer': 'Responderles',
  'auto.letGo': 'Empezar desde ahora',
  'auto.pausedBanner': '**Las respuestas automáticas están en pausa.**',
  'auto.pausedSince': '**Las respuestas automáticas están en pausa desde las {time}.**',
  'auto.pausedWaiting': { one: '{n} fan espera.', other: '{n} fans esperan.' },
  'auto.turnOn': 'Activar',

  'practice.band': '**Práctica: no se envía nada.** Todos los fans de aquí son inventados.',
  'practice.memory':
    'Solo en memoria: no hay servicio de llaves, así que la práctica empieza de cero cada vez.',
  'practice.connect': 'Conecta tu número',

  'banners.label': 'Avisos',
  'problem.offline':
    '**Sin conexión desde las {time}.** Puedes leer y escribir; las respuestas esperan aquí y salen en orden.',
  'problem.offlineNow':
    '**Sin conexión.** Puedes leer y escribir; las respuestas esperan aquí y salen en orden.',
  'problem.key_refused':
    '**El proveedor ha rechazado la clave.** No entra ni sale ningún mensaje. Vuelve a conectar el número con una clave válida.',
  'problem.reconnect': 'Volver a conectar',
  'problem.cap_reached':
    '**Hoy se han gastado {spent}.** Las respuestas automáticas y los anuncios esperan hasta medianoche. A mano puedes seguir respondiendo.',
  'problem.line_in_use': '**Otro Fanline en {device} responde en este número.** Aquí puedes leer y escribir.',
  'problem.answered_elsewhere':
    '**Otro ordenador responde en este número.** Aquí las respuestas automáticas están apagadas, para que ningún fan reciba dos.',
  'problem.older_copy':
    '**Estos mensajes son una copia antigua.** Antes de enviar se busca lo que quedó sin salir; los anuncios están en pausa y las respuestas automáticas, apagadas.',
  'problem.answerHere': 'Responder aquí',
  'problem.other': '**Algo impide que esta línea funcione:** {why}.',
};
