import { describe, expect, it } from 'vitest';
import type { ActivityView } from '../../ipc';
import { activityText, actorText } from './activity';

function entry(what: string, params: ActivityView['params'] = {}, who = 'owner'): ActivityView {
  return { id: '1', at: 0, who, what, params };
}

describe('activity', () => {
  it('says in words what was done, and to what', () => {
    expect(activityText(entry('rule_set', { rule: 'Tour', on: 'true', changed: '' }))).toBe(
      'Tour was switched on',
    );
    expect(activityText(entry('rule_set', { rule: 'Tour', on: 'true', changed: 'text' }))).toBe(
      'Tour was changed',
    );
    expect(activityText(entry('auto_replies', { on: 'false' }))).toBe('Auto-replies were switched off');
    expect(activityText(entry('setting_set', { key: 'daily_cap' }))).toBe('Daily cap was changed');
    expect(activityText(entry('price_set', { country: 'US' }))).toBe('A price was set for United States');
    expect(activityText(entry('fans_changed', { fans: '4118' }))).toBe(
      'Many fans were changed at once: 4,118',
    );
  });

  it('shows the code of what a newer engine writes down, and not a gap', () => {
    expect(activityText(entry('line_repainted'))).toBe('line repainted');
    expect(activityText(entry('setting_set', { key: 'of_tomorrow' }))).toBe('of_tomorrow was changed');
  });

  it('names who did it: the owner, a person by their name, or Fanline itself', () => {
    expect(actorText(entry('rule_set'))).toBe('You');
    expect(actorText(entry('rule_set', {}, 'Mira'))).toBe('Mira');
    expect(actorText(entry('range_paused', {}, 'guard'))).toBe('A guard, by itself');
  });
});
