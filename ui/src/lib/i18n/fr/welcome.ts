import type { welcome as en } from '../en/welcome';
import type { Translation } from '../messages';

export const welcome: Translation<typeof en> = {
  'welcome.title': 'Publiez votre numéro.',
  'welcome.title2': 'Répondez en personne.',
  'welcome.lede':
    'Chaque message arrive sur {device} et y reste. Ce que vous écrivez est de vous, ce qui est automatique le dit.',
  'welcome.practice': 'Essayer sur une ligne d’entraînement',
  'welcome.practiceHint': 'Des fans inventés vous écrivent, rien n’est envoyé. Sans compte.',
  'welcome.practiceStarting': 'La ligne d’entraînement démarre…',
  'welcome.connect': 'Connecter votre numéro',
  'welcome.backToLine': 'Retour à {number}',

  'connect.provider': 'Votre numéro est chez **Twilio**. La clé vient de sa console, sous API keys & tokens.',
  'connect.account': 'Account SID',
  'connect.key': 'API key SID',
  'connect.secret': 'API key secret',
  'connect.accountMissing':
    'Collez l’Account SID. Il commence par AC et se trouve sur la première page de la console.',
  'connect.accountOdd': 'Un Account SID commence par AC et compte 34 caractères.',
  'connect.keyMissing': 'Collez le SID de la clé API. Il commence par SK.',
  'connect.keyOdd': 'Le SID d’une clé commence par SK et compte 34 caractères.',
  'connect.secretMissing': 'Collez le secret. Twilio le montre une seule fois, à la création de la clé.',
  'connect.keptMac': 'Reste dans le trousseau de votre Mac. Fanline n’a pas de serveur où l’envoyer.',
  'connect.keptWindows':
    'Reste dans le Gestionnaire d’identification de ce PC. Fanline n’a pas de serveur où l’envoyer.',
  'connect.keptLinux':
    'Reste dans Secret Service sur cet ordinateur. Fanline n’a pas de serveur où l’envoyer.',
  'connect.find': 'Trouver mes numéros',
  'connect.finding': 'Recherche…',

  'connect.choose': 'À quel numéro écrivent les fans ?',
  'connect.balance': 'Solde {balance}',
  'connect.none':
    'Ce compte n’a pas encore de numéro. Prenez-en un dans la console Twilio, puis regardez à nouveau.',
  'connect.again': 'Regarder à nouveau',
  'connect.otherKey': 'Autre clé',
  'connect.long_code': 'Numéro long',
  'connect.toll_free': 'Numéro vert',
  'connect.short_code': 'Numéro court',
  'connect.noSms': 'Sans SMS',
  'connect.added': 'Déjà connecté',
  'connect.webhook':
    'Chez Twilio, quelque chose répond aussi aux messages de ce numéro ({webhook}). Retirez-le là-bas, sinon les fans peuvent recevoir deux réponses.',
  'connect.name': 'Nom que les fans connaissent',
  'connect.nameHint': 'Ouvre le bonjour automatique. Sans lui, les messages disent « ce numéro ».',
  'connect.contact': 'Contact pour l’aide',
  'connect.contactHint': 'Un e-mail ou une page. Qui écrit HELP le reçoit.',
  'connect.optional': 'facultatif',
  'connect.add': 'Connecter {number}',
  'connect.adding': 'Connexion…',
  'connect.done': 'Votre numéro est connecté. Les messages arrivent.',
};
