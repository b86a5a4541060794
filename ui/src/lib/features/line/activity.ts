import { isKey, t, tDynamic, type Key } from '../../i18n';
import { formatNumber } from '../../format';
import type { ActivityView } from '../../ipc';
import { regionName } from './words';

/** What somebody did, in a sentence; a deed that this version has no words for shows its code. */
export function activityText({ what, params }: ActivityView): string {
  const [key, filled] = sentence(what, params);
  return isKey(key) ? tDynamic(key, filled) : what.replaceAll('_', ' ');
}

function sentence(what: string, params: ActivityView['params']): [Key, Record<string, string | number>] {
  const filled: Record<string, string | number> = { ...params };
  // A rule is told by its key, and the key of the first one by our name for it.
  if (params['rule'] !== undefined)
    filled['rule'] = params['rule'] === 'welcome' ? t('rule.welcome') : params['rule'];
  if (params['country'] !== undefined) filled['country'] = regionName(params['country']);
  if (params['region'] !== undefined) filled['region'] = regionName(params['region']);
  for (const counted of ['fans', 'texts', 'rows', 'added']) {
    const value = Number(params[counted]);
    if (params[counted] !== undefined && !Number.isNaN(value)) filled[counted] = formatNumber(value);
  }
  let key = `activity.${what}`;
  if (what === 'auto_replies') key += params['on'] === 'true' ? '.on' : '.off';
  // Switched, and nothing else.
  else if (what === 'rule_set' && params['on'] !== undefined && params['changed'] === '')
    key += params['on'] === 'true' ? '.on' : '.off';
  else if (what === 'setting_set' || what === 'setting_reset') {
    const name = `setting.${params['key'] ?? ''}`;
    filled['setting'] = isKey(name) ? t(name as Key & 'setting.daily_cap') : (params['key'] ?? '');
  }
  return [key as Key, filled];
}

/** Who did it. */
export function actorText({ who }: ActivityView): string {
  const key = `activity.by.${who}`;
  return isKey(key) ? t(key as Key & 'activity.by.owner') : who;
}
