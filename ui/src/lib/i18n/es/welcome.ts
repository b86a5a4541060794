import type { welcome as en } from '../en/welcome';
import type { Translation } from '../messages';

export const welcome: Translation<typeof en> = {
  'welcome.title': 'Publica tu número.',
  'welcome.title2': 'Responde en persona.',
  'welcome.lede':
    'Cada mensaje llega a {device} y se queda aquí. Lo que escribes es tuyo; lo automático lo dice.',
  'welcome.practice': 'Probar en una línea de práctica',
  'welcome.practiceHint': 'Te escriben fans inventados y no se envía nada. Sin cuenta.',
  'welcome.practiceStarting': 'Abriendo la línea de práctica…',
  'welcome.connect': 'Conecta tu número',
  'welcome.backToLine': 'Volver a {number}',

  'connect.provider': 'Tu número está en **Twilio**. La clave sale de su consola, en API keys & tokens.',
  'connect.account': 'Account SID',
  'connect.key': 'API key SID',
  'connect.secret': 'API key secret',
  'connect.accountMissing': 'Pega el Account SID. Empieza por AC y está en la primera página de la consola.',
  'connect.accountOdd': 'Un Account SID empieza por AC y tiene 34 caracteres.',
  'connect.keyMissing': 'Pega el SID de la clave API. Empieza por SK.',
  'connect.keyOdd': 'El SID de una clave empieza por SK y tiene 34 caracteres.',
  'connect.secretMissing': 'Pega el secreto. Twilio lo muestra una sola vez, al crear la clave.',
  'connect.keptMac': 'Se queda en el Llavero de tu Mac. Fanline no tiene servidor al que enviarlo.',
  'connect.keptWindows':
    'Se queda en el Administrador de credenciales de este PC. Fanline no tiene servidor al que enviarlo.',
  'connect.keptLinux':
    'Se queda en Secret Service en este ordenador. Fanline no tiene servidor al que enviarlo.',
  'connect.find': 'Buscar mis números',
  'connect.finding': 'Buscando…',

  'connect.choose': '¿A qué número escriben los fans?',
  'connect.balance': 'Saldo {balance}',
  'connect.none': 'Esta cuenta aún no tiene números. Consigue uno en la consola de Twilio y vuelve a mirar.',
  'connect.again': 'Volver a mirar',
  'connect.otherKey': 'Otra clave',
  'connect.long_code': 'Número largo',
  'connect.toll_free': 'Gratuito',
  'connect.short_code': 'Código corto',
  'connect.noSms': 'No admite SMS',
  'connect.added': 'Ya conectado',
  'connect.webhook':
    'Algo en Twilio también responde a los mensajes de este número ({webhook}). Quítalo allí, o los fans pueden recibir dos respuestas.',
  'connect.name': 'Nombre que conocen los fans',
  'connect.nameHint': 'Abre el saludo automático. Sin él, los mensajes dicen «este número».',
  'connect.contact': 'Contacto de ayuda',
  'connect.contactHint': 'Un correo o una página. Lo recibe quien escribe HELP.',
  'connect.optional': 'opcional',
  'connect.add': 'Conectar {number}',
  'connect.adding': 'Conectando…',
  'connect.done': 'Tu número está conectado. Los mensajes van llegando.',
};
