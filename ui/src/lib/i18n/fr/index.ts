import type { en } from '../en';
import type { Translation } from '../messages';
import { answering } from './answering';
import { common } from './common';
import { desk } from './desk';
import { errors } from './errors';
import { fans } from './fans';
import { inbox } from './inbox';
import { line } from './line';
import { palette } from './palette';
import { pictures } from './pictures';
import { recovery } from './recovery';
import { replies } from './replies';
import { shell } from './shell';
import { tools } from './tools';
import { updates } from './updates';
import { welcome } from './welcome';
import { carrier, why } from './why';

export const fr: Translation<typeof en> = {
  ...answering,
  ...common,
  ...desk,
  ...errors,
  ...fans,
  ...inbox,
  ...line,
  ...palette,
  ...pictures,
  ...recovery,
  ...replies,
  ...shell,
  ...tools,
  ...updates,
  ...welcome,
  ...why,
  ...carrier,
};
