import type { pictures as en } from '../en/pictures';
import type { Translation } from '../messages';

export const pictures: Translation<typeof en> = {
  'picture.name': 'Image, {at}',
  'picture.nameOf': 'Image {n} sur {count}, {at}',
  'picture.enlarge': '{name} : agrandir',
  'picture.coming': 'Image en route',
  'picture.tooLarge': 'Image trop grande : {size}',
  'picture.gone': 'Image effacée chez le fournisseur',
  'picture.failed': 'L’image n’est pas venue',
  'picture.failedWhy': 'Pas d’image : {why}',
  'picture.unreadable': 'Cette image ne peut pas être montrée',
  'picture.again': 'Réessayer',
  'picture.againNamed': '{name} : réessayer',
  'picture.video': 'Une vidéo',
  'picture.audio': 'Un son',
  'picture.contact': 'Une fiche de contact',
  'picture.file': 'Un fichier ({kind})',
};
