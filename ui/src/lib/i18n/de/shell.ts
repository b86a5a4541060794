import type { shell as en } from '../en/shell';
import type { Translation } from '../messages';

export const shell: Translation<typeof en> = {
  'nav.label': 'Hauptmenü',
  'nav.inbox': 'Postfach',
  'nav.replies': 'Antworten',
  'nav.updates': 'Rundrufe',
  'nav.line': 'Linie',
  'nav.goTo': 'Gehe zu…',
  'nav.unread': { one: '{n} ungelesene Unterhaltung', other: '{n} ungelesene Unterhaltungen' },
  'nav.on': '{count} an',
  'nav.running': { one: '{n} unterwegs', other: '{n} unterwegs' },
  'nav.guards': { one: '{n} Nummernblock wartet auf dich', other: '{n} Nummernblöcke warten auf dich' },
  'nav.spent': '**{spent}** heute',
  'nav.spentOf': '**{spent}** von {cap} heute',
  'nav.spentLabel': 'Heute ausgegeben: {percent} der Grenze',

  'bar.label': 'Linie',
  'bar.lastMinute': {
    one: '**{n}** Nachricht in der letzten Minute',
    other: '**{n}** Nachrichten in der letzten Minute',
  },
  'bar.aMinute': '**{count}** pro Minute',
  'bar.today': '{count} heute',
  'bar.todayLong': { one: '{n} Nachricht heute', other: '{n} Nachrichten heute' },
  'bar.spoken': '{minute} Nachrichten in der letzten Minute, {today} heute',
  'bar.pace': '{pace} pro Sekunde, ',
  'bar.waiting': { one: '{n} wartend', other: '{n} wartend' },
  'bar.waitingTitle': 'Wartet auf den Versand',
  'bar.synced': 'Synchron',
  'bar.syncedAgo': 'Synchron {ago}',
  'bar.starting': 'Verbindet',
  'bar.catchingUp': 'Holt auf',
  'bar.catchingUpRead': { one: 'Holt auf, {n} gelesen', other: 'Holt auf, {n} gelesen' },
  'bar.history': 'Liest ältere Nachrichten',
  'bar.historyRead': { one: 'Ältere: bis {day}, {n} gelesen', other: 'Ältere: bis {day}, {n} gelesen' },
  'bar.offline': 'Offline',
  'bar.offlineSince': 'Offline seit {time}',
  'bar.keyRefused': 'Schlüssel abgelehnt',
  'bar.providerError': 'Anbieter gestört',
  'bar.storeFailed': 'Datenträger gestört',
  'bar.idle': 'Hört nicht zu',
  'bar.autoReplies': 'Auto-Antworten',

  'lines.menu': 'Nummernmenü, {number}',
  'lines.practice': 'Übung',
  'lines.connect': 'Nummer verbinden',
  'lines.tryPractice': 'Übungslinie ausprobieren',

  'kind.personal': 'Persönliche Antworten',
  'kind.auto_reply': 'Automatische Antworten',
  'kind.broadcast': 'Rundrufe',
  'kind.compliance': 'Antworten auf STOP und Hilfe',

  'auto.paused': 'Auto-Antworten pausiert',
  'auto.resumed': 'Auto-Antworten sind an',
  'auto.begun': 'Jeder neue Fan bekommt einen Gruß, der sagt, dass er automatisch ist.',
  'auto.noneOn': 'Noch ist keine Antwort an. Schalte hier eine ein.',
  'auto.askTitle': { one: '{n} Fan wartete auf Antwort', other: '{n} Fans warteten auf Antwort' },
  'auto.askBody':
    'Sie schrieben, während die Auto-Antworten aus waren. Auch ihnen antworten, oder mit denen beginnen, die ab jetzt schreiben?',
  'auto.answer': 'Ihnen antworten',
  'auto.letGo': 'Ab jetzt beginnen',
  'auto.pausedBanner': '**Die Auto-Antworten sind pausiert.**',
  'auto.pausedSince': '**Die Auto-Antworten sind seit {time} pausiert.**',
  'auto.pausedWaiting': { one: '{n} Fan wartet.', other: '{n} Fans warten.' },
  'auto.turnOn': 'Einschalten',

  'practice.band': '**Übung, nichts wird gesendet.** Jeder Fan hier ist erfunden.',
  'practice.memory': 'Nur im Speicher: Kein Schlüsseldienst läuft, darum beginnt die Übung jedes Mal neu.',
  'practice.connect': 'Deine Nummer verbinden',

  'banners.label': 'Hinweise',
  'problem.offline':
    '**Offline seit {time}.** Lesen und Schreiben gehen; Antworten warten hier und gehen der Reihe nach hinaus.',
  'problem.offlineNow':
    '**Offline.** Lesen und Schreiben gehen; Antworten warten hier und gehen der Reihe nach hinaus.',
  'problem.key_refused':
    '**Der Anbieter hat den Schlüssel abgelehnt.** Nichts kommt an, nichts geht hinaus. Verbinde die Nummer mit einem gültigen Schlüssel neu.',
  'problem.reconnect': 'Neu verbinden',
  'problem.cap_reached':
    '**Heute {spent} ausgegeben.** Auto-Antworten und Rundrufe warten bis Mitternacht. Von Hand kannst du weiter antworten.',
  'problem.line_in_use':
    '**Ein anderes Fanline auf {device} antwortet auf dieser Nummer.** Hier kannst du lesen und schreiben.',
  'problem.answered_elsewhere':
    '**Ein anderer Computer antwortet auf dieser Nummer.** Hier sind die Auto-Antworten aus, damit kein Fan zwei bekommt.',
  'problem.older_copy':
    '**Diese Nachrichten sind eine ältere Kopie.** Was darin ungesendet war, wird erst gesucht; Rundrufe sind pausiert, Auto-Antworten aus.',
  'problem.answerHere': 'Hier antworten',
  'problem.other': '**Etwas hindert diese Linie an der Arbeit:** {why}.',
};
