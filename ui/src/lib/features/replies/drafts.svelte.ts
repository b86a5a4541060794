import { SvelteMap } from 'svelte/reactivity';
import type { RuleView } from '../../ipc';

/** What a person decides about a rule, its switch and its place aside. */
export type RuleBody = Pick<
  RuleView,
  'name' | 'trigger' | 'conditions' | 'text' | 'actions' | 'repeat' | 'timing'
>;

type Saved = RuleBody & Pick<RuleView, 'id'>;

interface Draft {
  body: RuleBody;
  /** The saved rule when the writing began, as JSON. */
  base: string;
}

/** The id of a rule that is being made. */
export const NEW = 'new';

/** What was changed and not saved, by rule. It outlives the screen, and no event from the engine touches it. */
const kept = new SvelteMap<string, Draft>();

export function bodyOf(rule: RuleBody): RuleBody {
  const { name, trigger, conditions, text, actions, repeat, timing } = rule;
  return { name, trigger, conditions, text, actions, repeat, timing };
}

/** The same for the same rule, whatever the order in which its parts were written. */
function written(rule: RuleBody): string {
  return JSON.stringify(bodyOf(rule), (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
}

export const drafts = {
  /** What the editor shows. */
  of(rule: Saved): RuleBody {
    return kept.get(rule.id)?.body ?? bodyOf(rule);
  },

  unsaved(rule: Saved): boolean {
    const draft = kept.get(rule.id);
    return draft !== undefined && written(draft.body) !== written(rule);
  },

  /** The saved rule is not the one that the writing began with. */
  changedElsewhere(rule: Saved): boolean {
    const draft = kept.get(rule.id);
    return draft !== undefined && draft.base !== written(rule) && written(draft.body) !== written(rule);
  },

  change(rule: Saved, parts: Partial<RuleBody>): void {
    const before = kept.get(rule.id);
    kept.set(rule.id, {
      body: { ...(before?.body ?? bodyOf(rule)), ...parts },
      base: before?.base ?? written(rule),
    });
  },

  discard(id: string): void {
    kept.delete(id);
  },

  /** `sent` was saved as `rule`. Whatever was written while that took stays. */
  saved(sent: RuleBody, rule: Saved): void {
    const draft = kept.get(rule.id);
    if (!draft) return;
    if (written(draft.body) === written(sent)) kept.delete(rule.id);
    else kept.set(rule.id, { ...draft, base: written(rule) });
  },

  /** The rule that is being made, if one is. */
  fresh(): RuleBody | undefined {
    return kept.get(NEW)?.body;
  },

  begin(body: RuleBody): void {
    kept.set(NEW, { body, base: '' });
  },
};

/** A rule that does something: its reply, or one of its actions. */
export function doesSomething({ text, actions }: RuleBody): boolean {
  const { ask, tags, flag, mark_read: read } = actions;
  return text.trim() !== '' || ask !== null || tags.length > 0 || flag || read;
}

/** Why a rule cannot be saved yet, as the key of a sentence. */
export function missing(
  body: RuleBody,
): 'replies.emptyText' | 'replies.noKeyword' | 'replies.noName' | undefined {
  if (body.name.trim() === '') return 'replies.noName';
  if (body.trigger.kind === 'keywords' && body.trigger.keywords.length === 0) return 'replies.noKeyword';
  return doesSomething(body) ? undefined : 'replies.emptyText';
}

/** A rule that does nothing yet. */
export function blank(name: string): RuleBody {
  return {
    name,
    trigger: { kind: 'keywords', keywords: [] },
    conditions: { fan: null, has_tags: [], lacks_tags: [], cities: [], hours: null, days: [] },
    text: '',
    actions: { ask: null, tags: [], flag: false, mark_read: false },
    repeat: { kind: 'cooldown', seconds: 24 * 3600 },
    timing: { from_at: null, until_at: null, delay_from_s: 0, delay_to_s: 0, catch_up_s: null },
  };
}

/** A rule that is being made, as the list and the editor show it. */
export function unmade(body: RuleBody): RuleView {
  return {
    ...body,
    id: NEW,
    key: '',
    on: false,
    enabled_at: null,
    today: 0,
    total: 0,
    segments: { encoding: 'GSM-7', units: 0, parts: 0, room: 160, forced_by: null },
    warnings: [],
  };
}
