import type { welcome as en } from '../en/welcome';
import type { Translation } from '../messages';

export const welcome: Translation<typeof en> = {
  'welcome.title': 'Pubblica il numero.',
  'welcome.title2': 'Rispondi di persona.',
  'welcome.lede':
    'Ogni messaggio arriva su {device} e resta qui. Ciò che scrivi è tuo, ciò che è automatico lo dice.',
  'welcome.practice': 'Prova con una linea finta',
  'welcome.practiceHint': 'Ti scrivono fan inventati, non viene inviato niente. Senza account.',
  'welcome.practiceStarting': 'Avvio della linea di prova…',
  'welcome.connect': 'Collega il tuo numero',
  'welcome.backToLine': 'Torna a {number}',

  'connect.provider':
    'Il tuo numero è su **Twilio**. La chiave viene dalla sua console, in API keys & tokens.',
  'connect.account': 'Account SID',
  'connect.key': 'SID della chiave API',
  'connect.secret': 'Segreto della chiave API',
  'connect.accountMissing': 'Incolla l’account SID. Comincia con AC ed è sulla prima pagina della console.',
  'connect.accountOdd': 'Un account SID comincia con AC e ha 34 caratteri.',
  'connect.keyMissing': 'Incolla il SID della chiave API. Comincia con SK.',
  'connect.keyOdd': 'Il SID di una chiave comincia con SK e ha 34 caratteri.',
  'connect.secretMissing': 'Incolla il segreto. Twilio lo mostra una volta sola, quando crei la chiave.',
  'connect.keptMac': 'Resta nel Portachiavi del tuo Mac. Fanline non ha un server a cui mandarlo.',
  'connect.keptWindows':
    'Resta in Gestione credenziali su questo PC. Fanline non ha un server a cui mandarlo.',
  'connect.keptLinux': 'Resta in Secret Service su questo computer. Fanline non ha un server a cui mandarlo.',
  'connect.find': 'Trova i miei numeri',
  'connect.finding': 'Ricerca…',

  'connect.choose': 'A quale numero scrivono i fan?',
  'connect.balance': 'Credito {balance}',
  'connect.none':
    'Questo account non ha ancora numeri. Prendine uno nella console di Twilio, poi cerca di nuovo.',
  'connect.again': 'Cerca di nuovo',
  'connect.otherKey': 'Altra chiave',
  'connect.long_code': 'Numero lungo',
  'connect.toll_free': 'Numero verde',
  'connect.short_code': 'Numero breve',
  'connect.noSms': 'Senza SMS',
  'connect.added': 'Già collegato',
  'connect.webhook':
    'Anche qualcosa su Twilio risponde a chi scrive a questo numero ({webhook}). Toglilo da lì, o i fan riceveranno due risposte.',
  'connect.name': 'Nome per i fan',
  'connect.nameHint': 'Apre il saluto automatico. Senza, i messaggi dicono “questo numero”.',
  'connect.contact': 'Contatto per l’aiuto',
  'connect.contactHint': 'Un’e-mail o una pagina. La riceve chi scrive AIUTO.',
  'connect.optional': 'facoltativo',
  'connect.add': 'Collega {number}',
  'connect.adding': 'Collegamento…',
  'connect.done': 'Il tuo numero è collegato. I messaggi stanno arrivando.',
};
