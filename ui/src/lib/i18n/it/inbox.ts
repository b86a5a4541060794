import type { inbox as en } from '../en/inbox';
import type { Translation } from '../messages';

export const inbox: Translation<typeof en> = {};
