import type { recovery as en } from '../en/recovery';
import type { Translation } from '../messages';

export const recovery: Translation<typeof en> = {
  'key.title': 'Schreib das auf',
  'key.why':
    'Deine Nachrichten sind auf {device} verschlüsselt. Geht der Schlüssel verloren ({store}), öffnen diese Zeichen sie wieder, und sonst nichts. Sie werden gezeigt, bis du sagst, dass du sie hast.',
  'key.groups': 'Wiederherstellungsschlüssel, 13 Fünfergruppen',
  'key.where':
    'Bewahre ihn auf Papier auf, nicht bei {device}. Wer ihn und deine Dateien hat, kann alles lesen.',
  'key.print': 'Drucken',
  'key.kept': 'Ich habe ihn auf Papier',
  'key.later': 'Später',
  'key.sheet': 'Fanline-Wiederherstellungsschlüssel für {number}',
  'key.banner':
    '**Der Wiederherstellungsschlüssel ist noch nicht aufgeschrieben.** Ohne ihn kostet ein verlorener Schlüsselbund deine Nachrichten.',
  'key.show': 'Zeigen',

  'recover.title': 'Gib den Wiederherstellungsschlüssel ein',
  'recover.missing': 'Deine Nachrichten sind da. Der Schlüssel dazu fehlt ({store}).',
  'recover.wrong': 'Deine Nachrichten sind da. Der gespeicherte Schlüssel ({store}) öffnet sie nicht.',
  'recover.secretMissing':
    'Deine Nachrichten sind da. Das Geheimnis des Anbieterschlüssels fehlt ({store}): Gib den Wiederherstellungsschlüssel ein, und das Geheimnis dazu.',
  'recover.key': 'Wiederherstellungsschlüssel',
  'recover.keyHint': '13 Gruppen zu fünf Zeichen. Leerzeichen, Striche und Kleinbuchstaben sind egal.',
  'recover.secret': 'API key secret',
  'recover.secretHint':
    'Nur wenn auch das verloren ist ({store}). Ein neuer Schlüssel entsteht in der Twilio-Konsole.',
  'recover.do': 'Meine Nachrichten öffnen',
  'recover.doing': 'Öffnet…',

  'restore.title': 'Die Nachrichten sind nicht lesbar',
  'restore.lede':
    'Die Datei mit deinen Nachrichten ist beschädigt. Nichts wird gesendet, nichts weggeworfen. Eine frühere Kopie bringt alles zurück; was danach kam, wird beim Anbieter neu gelesen.',
  'restore.none': 'Auf {device} gibt es noch keine Kopie. Der Anbieter hat seine noch.',
  'restore.list': 'Kopien',
  'restore.do': 'Wiederherstellen',
  'restore.done': 'Wiederhergestellt. Ungesendetes wird erst gesucht, bevor etwas hinausgeht.',
};
