import type { shell as en } from '../en/shell';
import type { Translation } from '../messages';

export const shell: Translation<typeof en> = {
  'nav.label': 'Principale',
  'nav.inbox': 'Messaggi',
  'nav.replies': 'Risposte',
  'nav.updates': 'Annunci',
  'nav.line': 'Linea',
  'nav.goTo': 'Vai a…',
  'nav.unread': { one: '{n} conversazione non letta', other: '{n} conversazioni non lette' },
  'nav.on': '{count} attive',
  'nav.running': { one: '{n} in partenza', other: '{n} in partenza' },
  'nav.guards': { one: '{n} blocco di numeri ti aspetta', other: '{n} blocchi di numeri ti aspettano' },
  'nav.spent': '**{spent}** oggi',
  'nav.spentOf': '**{spent}** di {cap} oggi',
  'nav.spentLabel': 'Speso oggi: {percent} del limite',

  'bar.label': 'Linea',
  'bar.lastMinute': {
    one: '**{n}** messaggio nell’ultimo minuto',
    other: '**{n}** messaggi nell’ultimo minuto',
  },
  'bar.aMinute': '**{count}** al minuto',
  'bar.today': '{count} oggi',
  'bar.todayLong': { one: '{n} messaggio oggi', other: '{n} messaggi oggi' },
  'bar.spoken': '{minute} messaggi nell’ultimo minuto, {today} oggi',
  'bar.pace': '{pace} al secondo, ',
  'bar.waiting': { one: '{n} in attesa', other: '{n} in attesa' },
  'bar.waitingTitle': 'In attesa di partire',
  'bar.synced': 'Allineato',
  'bar.syncedAgo': 'Allineato {ago}',
  'bar.starting': 'Connessione',
  'bar.catchingUp': 'In recupero',
  'bar.catchingUpRead': { one: 'In recupero, {n} letto', other: 'In recupero, {n} letti' },
  'bar.history': 'Messaggi precedenti',
  'bar.historyRead': {
    one: 'Messaggi precedenti: fino al {day}, {n} letto',
    other: 'Messaggi precedenti: fino al {day}, {n} letti',
  },
  'bar.offline': 'Offline',
  'bar.offlineSince': 'Offline dalle {time}',
  'bar.keyRefused': 'Chiave rifiutata',
  'bar.providerError': 'Problemi del fornitore',
  'bar.storeFailed': 'Problemi del disco',
  'bar.idle': 'Non in ascolto',
  'bar.autoReplies': 'Risposte automatiche',

  'lines.menu': 'Menu dei numeri, {number}',
  'lines.practice': 'Prova',
  'lines.connect': 'Collega un numero',
  'lines.tryPractice': 'Prova una linea finta',

  'kind.personal': 'Risposte personali',
  'kind.auto_reply': 'Risposte automatiche',
  'kind.broadcast': 'Annunci',
  'kind.compliance': 'Risposte a stop e aiuto',

  'auto.paused': 'Risposte automatiche in pausa',
  'auto.resumed': 'Risposte automatiche attive',
  'auto.begun': 'Ogni nuovo fan riceve un saluto, che dice di essere automatico.',
  'auto.noneOn': 'Nessuna risposta è ancora accesa. Accendine una qui.',
  'auto.askTitle': { one: '{n} fan aspettava una risposta', other: '{n} fan aspettavano una risposta' },
  'auto.askBody':
    'Hanno scritto mentre le risposte automatiche erano spente. Rispondere anche a loro, o cominciare da chi scrive da qui in poi?',
  'auto.answer': 'Rispondi anche a loro',
  'auto.letGo': 'Comincia da qui',
  'auto.pausedBanner': '**Le risposte automatiche sono in pausa.**',
  'auto.pausedSince': '**Le risposte automatiche sono in pausa dalle {time}.**',
  'auto.pausedWaiting': { one: '{n} fan aspetta.', other: '{n} fan aspettano.' },
  'auto.turnOn': 'Riaccendi',

  'practice.band': '**Prova: non viene inviato niente.** Ogni fan qui è inventato.',
  'practice.memory':
    'Solo in memoria: manca un servizio portachiavi, quindi la prova ricomincia ogni volta da capo.',
  'practice.connect': 'Collega il tuo numero',

  'banners.label': 'Avvisi',
  'problem.offline':
    '**Offline dalle {time}.** Puoi leggere e scrivere; le risposte aspettano qui e partono in ordine.',
  'problem.offlineNow':
    '**Offline.** Puoi leggere e scrivere; le risposte aspettano qui e partono in ordine.',
  'problem.key_refused':
    '**Il fornitore ha rifiutato la chiave.** Non arriva e non parte nessun messaggio. Collega di nuovo il numero con una chiave valida.',
  'problem.reconnect': 'Collega di nuovo',
  'problem.cap_reached':
    '**Oggi hai speso {spent}.** Risposte automatiche e annunci aspettano mezzanotte. A mano puoi sempre rispondere.',
  'problem.line_in_use':
    '**Un altro Fanline su {device} risponde da questo numero.** Qui puoi leggere e scrivere.',
  'problem.answered_elsewhere':
    '**Un altro computer risponde da questo numero.** Qui le risposte automatiche sono spente, perché nessun fan ne riceva due.',
  'problem.older_copy':
    '**Questi messaggi sono una copia vecchia.** Prima di inviare si cerca ciò che non era partito; gli aggiornamenti sono in pausa e le risposte automatiche spente.',
  'problem.answerHere': 'Rispondi da qui',
  'problem.other': '**Qualcosa impedisce a questa linea di funzionare:** {why}.',
};
