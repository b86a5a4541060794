import type { errors as en } from '../en/errors';
import type { Translation } from '../messages';

export const errors: Translation<typeof en> = {
  'error.unknown_command':
    'Questa finestra e il motore che la serve sono di versioni diverse. Installa di nuovo Fanline.',
  'error.bad_params': 'Qualcosa nel modulo non è compilato bene. {detail}',
  'error.bad_number':
    '“{number}” non è un numero di telefono. Scrivilo con il prefisso del paese, come +1 415 555 0132.',
  'error.empty_text': 'Non c’è niente da inviare. Prima scrivi qualcosa.',
  'error.unknown_field': 'Non esiste un campo «{field}». Usa uno di questi: {known}.',
  'error.text_too_long':
    'Sono {length} caratteri e un messaggio ne contiene {limit}. Accorcialo, o mandane due.',
  'error.unknown_setting': 'Non esiste un’impostazione “{key}”. Ci sono: {known}.',
  'error.bad_setting': '“{value}” non va bene per {key}. Serve: {expected}.',
  'error.bad_value': 'Il valore di “{field}” non va bene. Correggilo e salva di nuovo.',
  'error.reserved_word':
    '“{word}” ha già un significato su ogni linea, quindi nessuna risposta può aspettarla. Scegli un’altra parola chiave.',
  'error.key_taken': 'Un’altra risposta si chiama già “{key}”. Scegli un altro nome.',
  'error.not_found': 'Non è più qui. Forse è stato tolto da un’altra finestra.',
  'error.wrong_state': 'Nel frattempo è andato avanti ({state}), quindi non si può più.',
  'error.no_line': 'Nessun numero è ancora collegato. Collegane uno, o prova la linea di prova.',
  'error.line_exists': 'Questo numero è già collegato su {device}. Sceglilo dal menu dei numeri.',
  'error.line_in_use': 'Un altro Fanline su {device} risponde già da questo numero. Prima chiudi quello.',
  'error.number_not_found':
    '{number} non è di questo account. Controlla l’account SID, o scegli un altro numero.',
  'error.number_not_textable':
    '{number} non può inviare o ricevere SMS. Scegli un numero con SMS, o attivali presso il fornitore.',
  'error.practice_unavailable': 'Questo programma non può avviare la linea di prova. Apri l’app Fanline.',
  'error.key_refused':
    'Il fornitore ha rifiutato la chiave. Controlla account SID, SID della chiave e segreto: forse manca o avanza un carattere. Se la chiave è stata cancellata, creane una nella console del fornitore.',
  'error.offline': '{host} non è raggiungibile. Controlla la connessione a internet e riprova.',
  'error.provider_error':
    'Il fornitore ha avuto un problema (stato {status} {provider_code}). Riprova tra un minuto; se continua, guarda la sua pagina di stato.',
  'error.not_the_provider':
    'Ha risposto qualcun altro al posto di {host}. Su una rete di hotel o aeroporto, prima accedi dal browser.',
  'error.not_trusted':
    'Chi risponde come {host} non ha un certificato di cui questo computer si fida, quindi là non è stato inviato niente. Controlla la data di questo computer, e se la rete o un programma di sicurezza guarda dentro le connessioni.',
  'error.unknown_provider': 'Fanline non sa parlare con questo fornitore.',
  'error.bad_base_url': 'L’indirizzo del fornitore non è valido. Comincia con https://.',
  'error.opted_out':
    'Questo fan ha fermato i tuoi messaggi: non si può inviare. Può tornare scrivendo START.',
  'error.suppressed':
    'Questo numero è nella tua lista di chi non vuole messaggi, quindi non si può inviare niente. Prima toglilo dalla lista, indicando il motivo.',
  'error.stop_stands':
    'Questo fan ha scritto STOP di persona, e vale finché non scrive START. Se ha acconsentito di nuovo in altro modo, indica dove.',
  'error.fan_being_erased':
    'Questo fan è in corso di cancellazione: i suoi dati non si possono più cambiare.',
  'error.fan_blocked': 'Hai bloccato questo fan. Sbloccalo per scrivere.',
  'error.not_confirmed': 'Non si può annullare ({texts} messaggi). Prima conferma.',
  'error.count_changed':
    'Mentre guardavi, i destinatari sono passati da {given} a {expected}. Guarda ancora una volta e conferma.',
  'error.no_recipients': 'Non lo riceverebbe nessuno. Guarda chi resta fuori, e perché.',
  'error.already_running': 'Le stesse parole stanno già partendo, o sono già partite. Apri quell’annuncio.',
  'error.keychain_missing':
    '{service} non è in funzione, quindi non c’è un posto sicuro per il segreto. Avvialo e riprova.',
  'error.keychain_locked': '{store}: è bloccato. Sbloccalo e riprova.',
  'error.database_key_missing':
    'I messaggi ci sono, ma la chiave che li apre non è più qui ({store}). Scrivi la chiave di recupero, o ripristinala.',
  'error.database_key_wrong':
    'La chiave salvata ({store}) non apre i messaggi su {device}. Scrivi la chiave di recupero, o ripristinala.',
  'error.recovery_key_mistyped':
    'Il gruppo {group} non torna. Una chiave di recupero ha 13 gruppi di cinque caratteri: confrontala con ciò che hai scritto.',
  'error.recovery_key_wrong':
    'Questa è la chiave di recupero di un altro numero. Cerca quella di questo; i messaggi sono intatti.',
  'error.recovery_key_gone':
    'La chiave di recupero è stata annotata e non si mostra più. Guarda dove la conservi.',
  'error.database_newer':
    'Questi messaggi li ha scritti un Fanline più recente. Installa l’ultima versione per aprirli.',
  'error.database_damaged':
    'Il file dei messaggi è danneggiato. Ripristina un backup; il fornitore ha ancora la sua copia.',
  'error.disk_full': 'Il disco di {device} è pieno. Libera un po’ di spazio; niente è andato perso.',
  'error.read_only': 'Fanline non può scrivere nella sua cartella. Dagli il permesso e riprova.',
  'error.store_failed':
    'I messaggi non si possono leggere o scrivere ({detail}). Riprova; se continua, riavvia Fanline.',
  'error.secret_missing': 'Il segreto del fornitore non c’è più ({store}). Collega di nuovo il numero.',
  'error.stopped': 'Fanline si sta chiudendo, o è chiuso. Riaprilo.',
};
