import { SvelteMap } from 'svelte/reactivity';
import { call } from '../../ipc';
import { status } from '../../state/status.svelte';

/** Between the last key and the disk. */
const SAVE_MS = 500;

/** Words begun and not sent, as they stand on screen. The engine keeps a copy that survives a restart. */
const words = new SvelteMap<string, string>();
const saves = new Map<string, { timer: ReturnType<typeof setTimeout>; save: () => void }>();

/** Ids of fans are the line's own: the same id on another line is somebody else. */
const key = (lineId: string, fanId: string) => `${lineId}/${fanId}`;

export function draftOf(lineId: string, fanId: string): string {
  return words.get(key(lineId, fanId)) ?? '';
}

/** What the engine kept of an earlier run; what was typed since is newer. */
export function learnDraft(lineId: string, fanId: string, stored: string): void {
  const at = key(lineId, fanId);
  if (!words.has(at)) words.set(at, stored);
}

/** Keeps what is typed, here at once and in the engine after a moment. */
export function keepDraft(lineId: string, fanId: string, text: string): void {
  showDraft(lineId, fanId, text);
  const at = key(lineId, fanId);
  const save = () => {
    forgetSave(at);
    // Another line has another fan with this id.
    if (status.data?.line?.id !== lineId) return;
    // What cannot be kept now stays on screen, and the next key tries again.
    void call('drafts.set', { fan_id: fanId, text: draftOf(lineId, fanId) }).catch(() => undefined);
  };
  saves.set(at, { timer: setTimeout(save, SAVE_MS), save });
}

/** Shows words that the engine has kept already. */
export function showDraft(lineId: string, fanId: string, text: string): void {
  const at = key(lineId, fanId);
  forgetSave(at);
  words.set(at, text);
}

/** Keeps at once what still waits to be kept: somebody looks elsewhere, or the window closes. */
export function saveDrafts(): void {
  for (const { save } of [...saves.values()]) save();
}

function forgetSave(at: string): void {
  clearTimeout(saves.get(at)?.timer);
  saves.delete(at);
}
