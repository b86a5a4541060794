import type { errors as en } from '../en/errors';
import type { Translation } from '../messages';

export const errors: Translation<typeof en> = {
  'error.unknown_command': 'Esta ventana y su motor son de versiones distintas. Instala Fanline de nuevo.',
  'error.bad_params': 'Algo del formulario no está bien rellenado. {detail}',
  'error.bad_number':
    '«{number}» no es un número de teléfono. Escríbelo con el prefijo del país, como +1 415 555 0132.',
  'error.empty_text': 'No hay nada que enviar. Escribe algo primero.',
  'error.unknown_field': 'No existe el campo «{field}». Usa uno de estos: {known}.',
  'error.text_too_long': 'Son {length} caracteres y en un mensaje caben {limit}. Acórtalo o envía dos.',
  'error.unknown_setting': 'No existe un ajuste llamado «{key}». Hay: {known}.',
  'error.bad_setting': '«{value}» no vale para {key}. Se espera: {expected}.',
  'error.bad_value': 'El valor de «{field}» no se puede usar. Corrígelo y guarda de nuevo.',
  'error.reserved_word':
    '«{word}» ya significa algo en toda línea de mensajes, así que ninguna respuesta puede esperarla. Elige otra palabra clave.',
  'error.key_taken': 'Otra respuesta ya se llama «{key}». Elige otro nombre.',
  'error.not_found': 'Eso ya no está aquí. Puede que se haya quitado en otra ventana.',
  'error.wrong_state': 'Ha cambiado desde que miraste ({state}), así que ya no es posible.',
  'error.no_line': 'Aún no hay ningún número conectado. Conecta uno o prueba la línea de práctica.',
  'error.line_exists': 'Este número ya está conectado en {device}. Elígelo en el menú de números.',
  'error.line_in_use': 'Otro Fanline en {device} ya responde en este número. Cierra ese primero.',
  'error.number_not_found': '{number} no pertenece a esta cuenta. Revisa el Account SID o elige otro número.',
  'error.number_not_textable':
    '{number} no puede enviar ni recibir mensajes. Elige un número con SMS o activa los SMS en el proveedor.',
  'error.practice_unavailable':
    'La línea de práctica no se pudo abrir en este programa. Abre la aplicación Fanline.',
  'error.key_refused':
    'El proveedor ha rechazado la clave. Revisa si falta o sobra un carácter en Account SID, key SID y secret. Si la clave se borró, crea otra en la consola del proveedor.',
  'error.offline': 'No se pudo llegar a {host}. Revisa la conexión a internet y prueba de nuevo.',
  'error.provider_error':
    'El proveedor tuvo un problema (estado {status} {provider_code}). Prueba en un minuto; si sigue, mira su página de estado.',
  'error.not_the_provider':
    'Respondió otro en lugar de {host}. En la red de un hotel o aeropuerto, identifícate antes en un navegador.',
  'error.not_trusted':
    'Quien responde como {host} no tiene un certificado en el que confíe este ordenador, así que no se envió nada allí. Revisa la fecha del ordenador, y si esta red o un programa de seguridad mira dentro de las conexiones.',
  'error.unknown_provider': 'Fanline no sabe hablar con este proveedor.',
  'error.bad_base_url': 'La dirección del proveedor no es válida. Empieza por https://.',
  'error.opted_out':
    'Este fan paró tus mensajes, así que no se le puede enviar nada. Puede escribir START para volver.',
  'error.suppressed':
    'Este número está en tu lista de no contactar, así que no se le puede enviar nada. Quítalo antes de la lista, con el motivo.',
  'error.stop_stands':
    'Este fan escribió STOP, y eso vale hasta que escriba START. Si aceptó de otra manera, di dónde.',
  'error.fan_being_erased': 'Se están borrando los datos de este fan: ya no se puede cambiar nada suyo.',
  'error.fan_blocked': 'Has bloqueado a este fan. Desbloquéalo para escribirle.',
  'error.not_confirmed': 'Esto no se puede deshacer ({texts} mensajes). Confírmalo primero.',
  'error.count_changed':
    'El número de destinatarios pasó de {given} a {expected} mientras mirabas. Míralo otra vez y confirma.',
  'error.no_recipients': 'Nadie recibiría esto. Mira quién queda fuera y por qué.',
  'error.already_running': 'Las mismas palabras ya están saliendo o salieron antes. Abre ese anuncio.',
  'error.keychain_missing':
    '{service} no está en marcha, así que no hay un lugar seguro para el secreto. Ponlo en marcha y prueba de nuevo.',
  'error.keychain_locked': '{store} está bloqueado. Desbloquéalo y prueba de nuevo.',
  'error.database_key_missing':
    'Los mensajes están aquí, pero la clave que los abre no está en {store}. Escribe la clave de recuperación o restaura {store}.',
  'error.database_key_wrong':
    'La clave en {store} no abre los mensajes de {device}. Escribe la clave de recuperación o restaura {store}.',
  'error.recovery_key_mistyped':
    'El grupo {group} no encaja. Una clave de recuperación tiene 13 grupos de cinco caracteres; compárala con lo que apuntaste.',
  'error.recovery_key_wrong':
    'Es la clave de recuperación de otro número. Busca la de este; los mensajes siguen intactos.',
  'error.recovery_key_gone':
    'La clave de recuperación ya se apuntó y no se muestra más. Mira donde la guardas.',
  'error.database_newer':
    'Un Fanline más nuevo escribió estos mensajes. Instala la última versión para abrirlos.',
  'error.database_damaged':
    'El archivo con los mensajes está dañado. Restaura una copia; el proveedor conserva la suya.',
  'error.disk_full': 'El disco de {device} está lleno. Libera espacio; no se ha perdido nada.',
  'error.read_only': 'Fanline no puede escribir en su carpeta. Dale permiso y prueba de nuevo.',
  'error.store_failed':
    'Los mensajes no se pudieron leer o escribir ({detail}). Prueba de nuevo; si sigue, reinicia Fanline.',
  'error.secret_missing': 'El secreto del proveedor ya no está en {store}. Conecta el número de nuevo.',
  'error.stopped': 'Fanline se está cerrando o se cerró. Ábrelo de nuevo.',
};
