import type { welcome as en } from '../en/welcome';
import type { Translation } from '../messages';

export const welcome: Translation<typeof en> = {
  'welcome.title': 'Zeig deine Nummer.',
  'welcome.title2': 'Antworte als Mensch.',
  'welcome.lede':
    'Jede Nachricht landet auf {device} und bleibt dort. Was du schreibst, ist deins; was automatisch ist, sagt es.',
  'welcome.practice': 'Auf einer Übungslinie ausprobieren',
  'welcome.practiceHint': 'Erfundene Fans schreiben dir, nichts wird gesendet. Ohne Konto.',
  'welcome.practiceStarting': 'Die Übungslinie startet…',
  'welcome.connect': 'Deine Nummer verbinden',
  'welcome.backToLine': 'Zurück zu {number}',

  'connect.provider':
    'Deine Nummer ist bei **Twilio**. Der Schlüssel kommt aus der Konsole dort, unter API keys & tokens.',
  'connect.account': 'Account SID',
  'connect.key': 'API key SID',
  'connect.secret': 'API key secret',
  'connect.accountMissing':
    'Füge die Account SID ein. Sie beginnt mit AC und steht auf der ersten Seite der Konsole.',
  'connect.accountOdd': 'Eine Account SID beginnt mit AC und hat 34 Zeichen.',
  'connect.keyMissing': 'Füge die SID des API-Schlüssels ein. Sie beginnt mit SK.',
  'connect.keyOdd': 'Eine Schlüssel-SID beginnt mit SK und hat 34 Zeichen.',
  'connect.secretMissing': 'Füge das Geheimnis ein. Twilio zeigt es einmal, wenn der Schlüssel entsteht.',
  'connect.keptMac':
    'Bleibt im Schlüsselbund deines Macs. Fanline hat keinen Server, dem es das schicken könnte.',
  'connect.keptWindows':
    'Bleibt in der Anmeldeinformationsverwaltung dieses PCs. Fanline hat keinen Server, dem es das schicken könnte.',
  'connect.keptLinux':
    'Bleibt im Secret Service dieses Computers. Fanline hat keinen Server, dem es das schicken könnte.',
  'connect.find': 'Meine Nummern finden',
  'connect.finding': 'Sucht…',

  'connect.choose': 'Welcher Nummer schreiben Fans?',
  'connect.balance': 'Guthaben {balance}',
  'connect.none':
    'Dieses Konto hat noch keine Nummern. Hol eine in der Twilio-Konsole und sieh dann noch einmal nach.',
  'connect.again': 'Noch einmal nachsehen',
  'connect.otherKey': 'Anderer Schlüssel',
  'connect.long_code': 'Lange Nummer',
  'connect.toll_free': 'Gebührenfrei',
  'connect.short_code': 'Kurzwahl',
  'connect.noSms': 'Kann keine SMS',
  'connect.added': 'Schon verbunden',
  'connect.webhook':
    'Etwas bei Twilio beantwortet Nachrichten an diese Nummer auch ({webhook}). Entferne es dort, sonst bekommen Fans vielleicht zwei Antworten.',
  'connect.name': 'Name, den Fans kennen',
  'connect.nameHint': 'Eröffnet den automatischen Gruß. Ohne ihn heißt es „diese Nummer“.',
  'connect.contact': 'Kontakt für Hilfe',
  'connect.contactHint': 'Eine E-Mail oder Seite. Wer HELP schreibt, bekommt sie.',
  'connect.optional': 'freiwillig',
  'connect.add': '{number} verbinden',
  'connect.adding': 'Verbindet…',
  'connect.done': 'Deine Nummer ist verbunden. Nachrichten kommen an.',
};
