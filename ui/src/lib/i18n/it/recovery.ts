import type { recovery as en } from '../en/recovery';
import type { Translation } from '../messages';

/** La chiave di recupero, un numero che non si apre, e le sue copie. */
export const recovery: Translation<typeof en> = {
  'key.title': 'Scrivi questa chiave',
  'key.why':
    'I tuoi messaggi sono cifrati su {device}. Se un giorno la loro chiave ({store}) va persa, li riaprono questi caratteri e nient’altro. Si mostrano finché non dici che li hai.',
  'key.groups': 'Chiave di recupero, 13 gruppi di cinque',
  'key.where': 'Tienila su carta, lontano da {device}. Chi ha lei e i tuoi file può leggere tutto.',
  'key.print': 'Stampa',
  'key.kept': 'Ce l’ho su carta',
  'key.later': 'Più tardi',
  'key.sheet': 'Chiave di recupero di Fanline per {number}',
  'key.banner':
    '**La chiave di recupero non è ancora annotata.** Senza, se il portachiavi si perde, si perdono i messaggi.',
  'key.show': 'Mostrala',

  'recover.title': 'Scrivi la chiave di recupero',
  'recover.missing': 'I tuoi messaggi sono qui. La chiave che li apre ({store}) non c’è più.',
  'recover.wrong': 'I tuoi messaggi sono qui. La chiave salvata ({store}) non è quella che li apre.',
  'recover.secretMissing':
    'I tuoi messaggi sono qui. Manca il segreto della chiave del fornitore ({store}): scrivi la chiave di recupero e anche il segreto.',
  'recover.key': 'Chiave di recupero',
  'recover.keyHint': '13 gruppi di cinque caratteri. Spazi, trattini e minuscole non contano.',
  'recover.secret': 'Segreto della chiave API',
  'recover.secretHint':
    'Solo se manca anche lui ({store}). Una chiave nuova si crea nella console di Twilio.',
  'recover.do': 'Apri i messaggi',
  'recover.doing': 'Apro…',

  'restore.title': 'I messaggi non si leggono',
  'restore.lede':
    'Il file con i messaggi è danneggiato. Non parte nulla e non si butta nulla. Una copia di prima riporta tutto; ciò che è arrivato dopo si rilegge dal fornitore.',
  'restore.none': 'Su {device} non c’è ancora una copia. Il fornitore ha ancora la sua.',
  'restore.list': 'Copie',
  'restore.do': 'Ripristina',
  'restore.done': 'Ripristinato. Prima di inviare si cerca ciò che non era partito.',
};
