import type { why as en } from '../en/why';
import type { Translation } from '../messages';

export const why: Translation<typeof en> = {};
