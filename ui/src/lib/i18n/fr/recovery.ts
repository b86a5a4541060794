import type { recovery as en } from '../en/recovery';
import type { Translation } from '../messages';

export const recovery: Translation<typeof en> = {
  'key.title': 'Notez ceci',
  'key.why':
    'Vos messages sont chiffrés sur {device}. Si {store} perd sa clé, ces caractères les rouvrent, et rien d’autre. Ils restent affichés jusqu’à ce que vous disiez les avoir.',
  'key.groups': 'Clé de récupération, 13 groupes de cinq',
  'key.where': 'Gardez-la sur papier, loin de {device}. Qui l’a avec vos fichiers peut tout lire.',
  'key.print': 'Imprimer',
  'key.kept': 'Je l’ai sur papier',
  'key.later': 'Plus tard',
  'key.sheet': 'Clé de récupération Fanline pour {number}',
  'key.banner':
    '**La clé de récupération n’est pas encore notée.** Sans elle, un trousseau perdu coûte vos messages.',
  'key.show': 'L’afficher',

  'recover.title': 'Tapez la clé de récupération',
  'recover.missing': 'Vos messages sont là. La clé qui les ouvre n’est plus dans {store}.',
  'recover.wrong': 'Vos messages sont là. La clé dans {store} n’est pas celle qui les ouvre.',
  'recover.secretMissing':
    'Vos messages sont là. Le secret de la clé du fournisseur n’est plus dans {store} : tapez la clé de récupération, et le secret aussi.',
  'recover.key': 'Clé de récupération',
  'recover.keyHint': '13 groupes de cinq caractères. Espaces, tirets et minuscules sont sans importance.',
  'recover.secret': 'API key secret',
  'recover.secretHint':
    'Seulement si {store} l’a perdu aussi. Une nouvelle clé se crée dans la console Twilio.',
  'recover.do': 'Ouvrir mes messages',
  'recover.doing': 'Ouverture…',

  'restore.title': 'Les messages sont illisibles',
  'restore.lede':
    'Le fichier de vos messages est abîmé. Rien n’est envoyé, rien n’est jeté. Une copie d’avant ramène tout ; ce qui est venu depuis est relu chez le fournisseur.',
  'restore.none': 'Il n’y a pas encore de copie sur {device}. Le fournisseur a toujours la sienne.',
  'restore.list': 'Copies',
  'restore.do': 'Restaurer',
  'restore.done': 'Restauré. Ce qui n’était pas parti est cherché avant tout envoi.',
};
