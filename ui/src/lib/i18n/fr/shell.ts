import type { shell as en } from '../en/shell';
import type { Translation } from '../messages';

export const shell: Translation<typeof en> = {
  'nav.label': 'Principal',
  'nav.inbox': 'Messages',
  'nav.replies': 'Réponses',
  'nav.updates': 'Annonces',
  'nav.line': 'Ligne',
  'nav.goTo': 'Aller à…',
  'nav.unread': { one: '{n} conversation non lue', other: '{n} conversations non lues' },
  'nav.on': '{count} actives',
  'nav.running': { one: '{n} en route', other: '{n} en route' },
  'nav.guards': { one: '{n} bloc de numéros vous attend', other: '{n} blocs de numéros vous attendent' },
  'nav.spent': '**{spent}** aujourd’hui',
  'nav.spentOf': '**{spent}** sur {cap} aujourd’hui',
  'nav.spentLabel': 'Dépensé aujourd’hui : {percent} du plafond',

  'bar.label': 'Ligne',
  'bar.lastMinute': {
    one: '**{n}** message la dernière minute',
    other: '**{n}** messages la dernière minute',
  },
  'bar.aMinute': '**{count}** par minute',
  'bar.today': '{count} aujourd’hui',
  'bar.todayLong': { one: '{n} message aujourd’hui', other: '{n} messages aujourd’hui' },
  'bar.spoken': '{minute} messages la dernière minute, {today} aujourd’hui',
  'bar.pace': '{pace} par seconde, ',
  'bar.waiting': { one: '{n} en attente', other: '{n} en attente' },
  'bar.waitingTitle': 'En attente de départ',
  'bar.synced': 'À jour',
  'bar.syncedAgo': 'À jour {ago}',
  'bar.starting': 'Connexion',
  'bar.catchingUp': 'Rattrapage',
  'bar.catchingUpRead': { one: 'Rattrapage, {n} lu', other: 'Rattrapage, {n} lus' },
  'bar.history': 'Lecture des anciens messages',
  'bar.historyRead': {
    one: 'Anciens messages : jusqu’au {day}, {n} lu',
    other: 'Anciens messages : jusqu’au {day}, {n} lus',
  },
  'bar.offline': 'Hors ligne',
  'bar.offlineSince': 'Hors ligne depuis {time}',
  'bar.keyRefused': 'Clé refusée',
  'bar.providerError': 'Problème du fournisseur',
  'bar.storeFailed': 'Problème de disque',
  'bar.idle': 'N’écoute pas',
  'bar.autoReplies': 'Réponses auto',

  'lines.menu': 'Menu des numéros, {number}',
  'lines.practice': 'Essai',
  'lines.connect': 'Connecter un numéro',
  'lines.tryPractice': 'Essayer une ligne d’entraînement',

  'kind.personal': 'Réponses personnelles',
  'kind.auto_reply': 'Réponses automatiques',
  'kind.broadcast': 'Annonces',
  'kind.compliance': 'Réponses à STOP et à l’aide',

  'auto.paused': 'Réponses auto en pause',
  'auto.resumed': 'Réponses auto actives',
  'auto.begun': 'Chaque nouveau fan reçoit un bonjour, qui dit qu’il est automatique.',
  'auto.noneOn': 'Aucune réponse n’est encore active. Activez-en une ici.',
  'auto.askTitle': { one: '{n} fan attendait une réponse', other: '{n} fans attendaient une réponse' },
  'auto.askBody':
    'Ils ont écrit pendant que les réponses auto étaient coupées. Leur répondre aussi, ou commencer par qui écrit à partir de maintenant ?',
  'auto.answer': 'Leur répondre',
  'auto.letGo': 'Commencer maintenant',
  'auto.pausedBanner': '**Les réponses auto sont en pause.**',
  'auto.pausedSince': '**Les réponses auto sont en pause depuis {time}.**',
  'auto.pausedWaiting': { one: '{n} fan attend.', other: '{n} fans attendent.' },
  'auto.turnOn': 'Activer',

  'practice.band': '**Entraînement, rien n’est envoyé.** Chaque fan ici est inventé.',
  'practice.memory':
    'En mémoire seulement : aucun service de trousseau ne tourne, l’entraînement repart donc de zéro chaque fois.',
  'practice.connect': 'Connecter votre numéro',

  'banners.label': 'Avis',
  'problem.offline':
    '**Hors ligne depuis {time}.** Lire et écrire fonctionnent ; les réponses attendent ici et partent dans l’ordre.',
  'problem.offlineNow':
    '**Hors ligne.** Lire et écrire fonctionnent ; les réponses attendent ici et partent dans l’ordre.',
  'problem.key_refused':
    '**Le fournisseur a refusé la clé.** Rien n’arrive et rien ne part. Reconnectez le numéro avec une clé valable.',
  'problem.reconnect': 'Reconnecter',
  'problem.cap_reached':
    '**{spent} dépensés aujourd’hui.** Réponses auto et annonces attendent minuit. Vous pouvez toujours répondre à la main.',
  'problem.line_in_use':
    '**Un autre Fanline sur {device} répond sur ce numéro.** Ici, vous pouvez lire et écrire.',
  'problem.answered_elsewhere':
    '**Un autre ordinateur répond sur ce numéro.** Ici, les réponses auto sont coupées, pour qu’aucun fan n’en reçoive deux.',
  'problem.older_copy':
    '**Ces messages sont une copie plus ancienne.** Ce qui n’y était pas parti est cherché d’abord ; les annonces sont en pause et les réponses auto coupées.',
  'problem.answerHere': 'Répondre ici',
  'problem.other': '**Quelque chose empêche cette ligne de marcher :** {why}.',
};
