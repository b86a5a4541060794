import { SvelteMap } from 'svelte/reactivity';
import type { RuleView } from '../../ipc';

interface Typed {
  text: string;
  /** The saved text when the typing began. */
  base: string;
}

type Saved = Pick<RuleView, 'id' | 'text'>;

/** What was typed and not saved, by rule. It outlives the screen, and no event from the engine touches it. */
const typed = new SvelteMap<string, Typed>();

export const drafts = {
  /** What the editor shows. */
  text(rule: Saved): string {
    return typed.get(rule.id)?.text ?? rule.text;
  },

  unsaved(rule: Saved): boolean {
    const draft = typed.get(rule.id);
    return draft !== undefined && draft.text !== rule.text;
  },

  /** The saved text is not the one that the typing began with. */
  changedElsewhere(rule: Saved): boolean {
    const draft = typed.get(rule.id);
    return draft !== undefined && draft.base !== rule.text && draft.text !== rule.text;
  },

  type(rule: Saved, text: string): void {
    typed.set(rule.id, { text, base: typed.get(rule.id)?.base ?? rule.text });
  },

  discard(id: string): void {
    typed.delete(id);
  },

  /** The rule was saved. Whatever was typed while that took stays. */
  saved(rule: Saved): void {
    const draft = typed.get(rule.id);
    if (!draft) return;
    if (draft.text === rule.text) typed.delete(rule.id);
    else typed.set(rule.id, { ...draft, base: rule.text });
  },
};
