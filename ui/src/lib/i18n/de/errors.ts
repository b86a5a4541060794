import type { errors as en } from '../en/errors';
import type { Translation } from '../messages';

export const errors: Translation<typeof en> = {
  'error.unknown_command':
    'Dieses Fenster und sein Motor sind verschiedene Versionen. Installiere Fanline neu.',
  'error.bad_params': 'Etwas im Formular ist nicht richtig ausgefüllt. {detail}',
  'error.bad_number':
    '„{number}“ ist keine Telefonnummer. Schreib sie mit Landesvorwahl, wie +1 415 555 0132.',
  'error.empty_text': 'Es gibt nichts zu senden. Schreib erst etwas.',
  'error.unknown_field': 'Ein Feld „{field}“ gibt es nicht. Nimm eins von diesen: {known}.',
  'error.text_too_long': 'Das sind {length} Zeichen, und {limit} passen hinein. Kürze es oder sende zwei.',
  'error.unknown_setting': 'Eine Einstellung „{key}“ gibt es nicht. Bekannt: {known}.',
  'error.bad_setting': '„{value}“ passt nicht zu {key}. Erwartet: {expected}.',
  'error.bad_value': 'Der Wert für „{field}“ ist nicht brauchbar. Korrigiere ihn und speichere erneut.',
  'error.reserved_word':
    '„{word}“ bedeutet auf jeder Linie schon etwas, darum kann keine Antwort darauf warten. Wähle ein anderes Stichwort.',
  'error.key_taken': 'Eine andere Antwort heißt schon „{key}“. Wähle einen anderen Namen.',
  'error.not_found': 'Das ist nicht mehr da. Vielleicht wurde es in einem anderen Fenster entfernt.',
  'error.wrong_state': 'Es hat sich seitdem verändert ({state}), darum geht das nicht mehr.',
  'error.no_line': 'Noch ist keine Nummer verbunden. Verbinde eine oder nimm die Übungslinie.',
  'error.line_exists': 'Diese Nummer ist auf {device} schon verbunden. Wähle sie im Nummernmenü.',
  'error.line_in_use':
    'Ein anderes Fanline auf {device} antwortet schon auf dieser Nummer. Schließe erst jenes.',
  'error.number_not_found':
    '{number} gehört nicht zu diesem Konto. Prüfe die Account SID oder wähle eine andere Nummer.',
  'error.number_not_textable':
    '{number} kann keine Nachrichten senden oder empfangen. Wähle eine Nummer mit SMS oder schalte SMS beim Anbieter ein.',
  'error.practice_unavailable':
    'Die Übungslinie konnte in diesem Programm nicht starten. Öffne stattdessen die App Fanline.',
  'error.key_refused':
    'Der Anbieter hat den Schlüssel abgelehnt. Prüfe Account SID, key SID und secret auf ein fehlendes oder überzähliges Zeichen. Wurde er gelöscht, mach in der Konsole einen neuen.',
  'error.offline': '{host} war nicht zu erreichen. Prüfe die Internetverbindung und versuche es erneut.',
  'error.provider_error':
    'Der Anbieter hatte ein Problem (Status {status} {provider_code}). Versuche es in einer Minute; bleibt es, sieh auf seiner Statusseite nach.',
  'error.not_the_provider':
    'Etwas anderes hat statt {host} geantwortet. In einem Hotel- oder Flughafennetz melde dich erst im Browser an.',
  'error.not_trusted':
    'Was als {host} antwortet, hat kein Zertifikat, dem dieser Computer traut, darum wurde nichts dorthin gesendet. Prüfe das Datum des Computers, und ob dieses Netz oder ein Sicherheitsprogramm in Verbindungen hineinsieht.',
  'error.unknown_provider': 'Fanline kann mit diesem Anbieter nicht sprechen.',
  'error.bad_base_url': 'Die Adresse des Anbieters ist ungültig. Sie beginnt mit https://.',
  'error.opted_out':
    'Dieser Fan hat deine Nachrichten gestoppt, darum kann nichts gesendet werden. Mit START kommt er zurück.',
  'error.suppressed':
    'Diese Nummer steht auf deiner Sperrliste, darum kann nichts gesendet werden. Nimm sie erst mit Begründung herunter.',
  'error.stop_stands':
    'Dieser Fan hat selbst STOP geschrieben, und das gilt, bis er START schreibt. Hat er anders zugestimmt, sag wo.',
  'error.fan_being_erased': 'Dieser Fan wird gerade gelöscht: An ihm lässt sich nichts mehr ändern.',
  'error.fan_blocked': 'Du hast diesen Fan blockiert. Gib ihn frei, um zu schreiben.',
  'error.not_confirmed': 'Das lässt sich nicht zurücknehmen ({texts} Nachrichten). Bestätige es erst.',
  'error.count_changed':
    'Die Zahl der Empfänger änderte sich von {given} auf {expected}, während du hinsahst. Sieh noch einmal hin und bestätige.',
  'error.no_recipients': 'Niemand bekäme das. Sieh nach, wer ausgelassen wird und warum.',
  'error.already_running':
    'Dieselben Worte gehen schon hinaus oder gingen früher hinaus. Öffne jenen Rundruf.',
  'error.keychain_missing':
    '{service} läuft nicht, darum gibt es keinen sicheren Ort für das Geheimnis. Starte den Dienst und versuche es erneut.',
  'error.keychain_locked': '{store} ist gesperrt. Entsperren, dann erneut versuchen.',
  'error.database_key_missing':
    'Die Nachrichten sind da, aber der Schlüssel dazu fehlt ({store}). Gib den Wiederherstellungsschlüssel ein.',
  'error.database_key_wrong':
    'Der gespeicherte Schlüssel ({store}) öffnet die Nachrichten auf {device} nicht. Gib den Wiederherstellungsschlüssel ein.',
  'error.recovery_key_mistyped':
    'Gruppe {group} passt nicht. Ein Wiederherstellungsschlüssel hat 13 Gruppen zu fünf Zeichen; vergleiche mit deinem Zettel.',
  'error.recovery_key_wrong':
    'Das ist der Wiederherstellungsschlüssel einer anderen Nummer. Suche den zu dieser; die Nachrichten sind unberührt.',
  'error.recovery_key_gone':
    'Der Wiederherstellungsschlüssel wurde aufgeschrieben und wird nicht mehr gezeigt. Sieh nach, wo du ihn verwahrst.',
  'error.database_newer':
    'Ein neueres Fanline hat diese Nachrichten geschrieben. Installiere die neueste Version, um sie zu öffnen.',
  'error.database_damaged':
    'Die Datei mit den Nachrichten ist beschädigt. Stelle eine Kopie wieder her; der Anbieter hat seine noch.',
  'error.disk_full': 'Der Datenträger von {device} ist voll. Schaffe Platz; nichts ging verloren.',
  'error.read_only':
    'Fanline darf nicht in seinen Ordner schreiben. Gib die Erlaubnis und versuche es erneut.',
  'error.store_failed':
    'Die Nachrichten ließen sich nicht lesen oder schreiben ({detail}). Versuche es erneut; bleibt es, starte Fanline neu.',
  'error.secret_missing': 'Das Geheimnis des Anbieters fehlt ({store}). Verbinde die Nummer neu.',
  'error.stopped': 'Fanline schließt gerade oder wurde geschlossen. Öffne es erneut.',
};
