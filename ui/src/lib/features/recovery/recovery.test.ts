import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { lineStatus } from '../../../test/data';
import { type } from '../../../test/mount';
import { find, Stage, stand } from '../../../test/stage';
import { CommandError } from '../../ipc';
import KeepKey from './KeepKey.svelte';
import Recover from './Recover.svelte';
import Restore from './Restore.svelte';

const stage = new Stage();
const GROUPS = Array.from({ length: 13 }, (_, place) => `AB${String(place).padStart(3, '0')}`);

async function settled(check: () => void) {
  await vi.waitFor(() => {
    flushSync();
    check();
  });
}

const button = (root: HTMLElement, words: string) => {
  const found = [...root.querySelectorAll('button')].find((one) => one.textContent.includes(words));
  if (!found) throw new Error(`no button says ${words}`);
  return found;
};

describe('the recovery key', () => {
  it('is shown in groups, and gone once it is written down', async () => {
    stage.answers['lines.recovery_key'] = () => ({ id: '1', groups: GROUPS });
    stage.answers['lines.recovery_key_kept'] = () => ({});
    stage.answers['status.get'] = () => lineStatus();
    const ondone = vi.fn();
    const root = stand(KeepKey, { number: '+14155550103', ondone });
    await settled(() =>
      expect([...root.querySelectorAll('li')].map((one) => one.textContent)).toEqual(GROUPS),
    );
    button(root, 'on paper').click();
    await settled(() => expect(ondone).toHaveBeenCalledOnce());
    expect(stage.count('lines.recovery_key_kept')).toBe(1);
  });

  it('names the group that holds a slip, and keeps what was typed', async () => {
    stage.answers['lines.recover'] = () => {
      throw new CommandError('recovery_key_mistyped', { group: '4' });
    };
    const error = new CommandError('database_key_missing', { line: 'abc' });
    const root = stand(Recover, { error });
    const field = find<HTMLTextAreaElement>(root, 'textarea');
    type(field, 'ab-cd');
    find(root, 'form').dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await settled(() => expect(find(root, '[role=alert]').textContent).toContain('Group 4'));
    expect(field.value).toBe('ab-cd');
    expect(stage.asked.at(-1)?.params).toEqual({ id: 'abc', key: 'ab-cd', secret: null });
  });

  it('offers the copies of a line that is damaged', async () => {
    stage.answers['lines.backups'] = () => ({ items: [{ id: '7', at: 1_000, bytes: 4_096 }], next: null });
    stage.answers['lines.restore_backup'] = () => ({});
    stage.answers['status.get'] = () => lineStatus();
    const root = stand(Restore, { error: new CommandError('database_damaged', { line: 'abc' }) });
    await settled(() => expect(root.querySelectorAll('li').length).toBe(1));
    button(root, 'Restore').click();
    await settled(() => expect(stage.count('lines.restore_backup')).toBe(1));
    const asked = stage.asked.find((one) => one.method === 'lines.restore_backup');
    expect(asked?.params).toEqual({ id: 'abc', backup: '7' });
  });
});
