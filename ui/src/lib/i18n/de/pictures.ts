import type { pictures as en } from '../en/pictures';
import type { Translation } from '../messages';

export const pictures: Translation<typeof en> = {
  'picture.name': 'Bild, {at}',
  'picture.nameOf': 'Bild {n} von {count}, {at}',
  'picture.enlarge': '{name}: vergrößern',
  'picture.coming': 'Bild ist unterwegs',
  'picture.tooLarge': 'Bild zu groß: {size}',
  'picture.gone': 'Bild beim Anbieter gelöscht',
  'picture.failed': 'Das Bild kam nicht an',
  'picture.failedWhy': 'Kein Bild: {why}',
  'picture.unreadable': 'Dieses Bild lässt sich nicht zeigen',
  'picture.again': 'Erneut versuchen',
  'picture.againNamed': '{name}: erneut versuchen',
  'picture.video': 'Ein Video',
  'picture.audio': 'Ein Ton',
  'picture.contact': 'Eine Kontaktkarte',
  'picture.file': 'Eine Datei ({kind})',
};
