import type { errors as en } from '../en/errors';
import type { Translation } from '../messages';

export const errors: Translation<typeof en> = {
  'error.unknown_command': 'Cette fenêtre et son moteur sont de versions différentes. Réinstallez Fanline.',
  'error.bad_params': 'Quelque chose est mal rempli dans le formulaire. {detail}',
  'error.bad_number':
    '« {number} » n’est pas un numéro de téléphone. Écrivez-le avec l’indicatif du pays, comme +1 415 555 0132.',
  'error.empty_text': 'Il n’y a rien à envoyer. Écrivez d’abord quelque chose.',
  'error.unknown_field': 'Le champ « {field} » n’existe pas. Utilisez l’un de ceux-ci : {known}.',
  'error.text_too_long':
    'Cela fait {length} caractères, et un message en tient {limit}. Raccourcissez, ou envoyez-en deux.',
  'error.unknown_setting': 'Aucun réglage ne s’appelle « {key} ». Connus : {known}.',
  'error.bad_setting': '« {value} » ne va pas pour {key}. Attendu : {expected}.',
  'error.bad_value': 'La valeur de « {field} » est inutilisable. Corrigez-la et enregistrez à nouveau.',
  'error.reserved_word':
    '« {word} » a déjà un sens sur toute ligne, aucune réponse ne peut donc l’attendre. Choisissez un autre mot-clé.',
  'error.key_taken': 'Une autre réponse s’appelle déjà « {key} ». Choisissez un autre nom.',
  'error.not_found': 'Ce n’est plus là. Une autre fenêtre l’a peut-être retiré.',
  'error.wrong_state': 'Cela a changé depuis ({state}), ce n’est donc plus possible.',
  'error.no_line': 'Aucun numéro n’est encore connecté. Connectez-en un, ou essayez la ligne d’entraînement.',
  'error.line_exists': 'Ce numéro est déjà connecté sur {device}. Choisissez-le dans le menu des numéros.',
  'error.line_in_use': 'Un autre Fanline sur {device} répond déjà sur ce numéro. Fermez d’abord celui-là.',
  'error.number_not_found':
    '{number} n’appartient pas à ce compte. Vérifiez l’Account SID, ou choisissez un autre numéro.',
  'error.number_not_textable':
    '{number} ne peut ni envoyer ni recevoir de messages. Choisissez un numéro avec SMS, ou activez-les chez le fournisseur.',
  'error.practice_unavailable':
    'La ligne d’entraînement n’a pas pu démarrer dans ce programme. Ouvrez plutôt l’application Fanline.',
  'error.key_refused':
    'Le fournisseur a refusé la clé. Vérifiez qu’il ne manque ni ne dépasse un caractère dans Account SID, key SID et secret. Si elle a été supprimée, créez-en une dans la console.',
  'error.offline': '{host} est injoignable. Vérifiez la connexion internet et réessayez.',
  'error.provider_error':
    'Le fournisseur a eu un problème (statut {status} {provider_code}). Réessayez dans une minute ; si cela dure, voyez sa page d’état.',
  'error.not_the_provider':
    'Autre chose a répondu à la place de {host}. Sur le réseau d’un hôtel ou d’un aéroport, identifiez-vous d’abord dans un navigateur.',
  'error.not_trusted':
    'Ce qui répond comme {host} n’a pas de certificat auquel cet ordinateur fait confiance, rien n’y a donc été envoyé. Vérifiez la date de l’ordinateur, et si ce réseau ou un logiciel de sécurité regarde dans les connexions.',
  'error.unknown_provider': 'Fanline ne sait pas parler à ce fournisseur.',
  'error.bad_base_url': 'L’adresse du fournisseur n’est pas valable. Elle commence par https://.',
  'error.opted_out':
    'Ce fan a arrêté vos messages, rien ne peut donc être envoyé. Il peut écrire START pour revenir.',
  'error.suppressed':
    'Ce numéro est sur votre liste à ne pas contacter, rien ne peut donc être envoyé. Retirez-le d’abord, avec la raison.',
  'error.stop_stands':
    'Ce fan a lui-même écrit STOP, et cela vaut jusqu’à ce qu’il écrive START. S’il a accepté autrement, dites où.',
  'error.fan_being_erased': 'Ce fan est en cours d’effacement : plus rien ne peut y être changé.',
  'error.fan_blocked': 'Vous avez bloqué ce fan. Débloquez-le pour écrire.',
  'error.not_confirmed': 'C’est irréversible ({texts} messages). Confirmez d’abord.',
  'error.count_changed':
    'Le nombre de destinataires est passé de {given} à {expected} pendant que vous regardiez. Regardez encore et confirmez.',
  'error.no_recipients': 'Personne ne recevrait ceci. Voyez qui est laissé de côté, et pourquoi.',
  'error.already_running': 'Les mêmes mots partent déjà, ou sont partis avant. Ouvrez plutôt cette annonce.',
  'error.keychain_missing':
    '{service} ne tourne pas, il n’y a donc aucun endroit sûr pour le secret. Démarrez-le, puis réessayez.',
  'error.keychain_locked': '{store} : verrouillé. Déverrouillez, puis réessayez.',
  'error.database_key_missing':
    'Les messages sont là, mais la clé qui les ouvre n’est pas dans {store}. Tapez la clé de récupération, ou restaurez {store}.',
  'error.database_key_wrong':
    'La clé dans {store} n’ouvre pas les messages sur {device}. Tapez la clé de récupération, ou restaurez {store}.',
  'error.recovery_key_mistyped':
    'Le groupe {group} ne va pas. Une clé de récupération a 13 groupes de cinq caractères ; comparez avec ce que vous avez noté.',
  'error.recovery_key_wrong':
    'C’est la clé de récupération d’un autre numéro. Cherchez celle de celui-ci ; les messages sont intacts.',
  'error.recovery_key_gone':
    'La clé de récupération a été notée et n’est plus montrée. Regardez là où vous la gardez.',
  'error.database_newer':
    'Un Fanline plus récent a écrit ces messages. Installez la dernière version pour les ouvrir.',
  'error.database_damaged':
    'Le fichier des messages est abîmé. Restaurez une copie ; le fournisseur a toujours la sienne.',
  'error.disk_full': 'Le disque de {device} est plein. Libérez de la place ; rien n’est perdu.',
  'error.read_only':
    'Fanline ne peut pas écrire dans son dossier. Donnez-lui l’autorisation, puis réessayez.',
  'error.store_failed':
    'Les messages n’ont pu être lus ou écrits ({detail}). Réessayez ; si cela dure, relancez Fanline.',
  'error.secret_missing': 'Le secret du fournisseur n’est plus dans {store}. Reconnectez le numéro.',
  'error.stopped': 'Fanline se ferme ou a été fermé. Rouvrez-le.',
};
