import { describe, expect, it, vi } from 'vitest';
import { flushSync } from 'svelte';
import { find, stand, Stage } from '../../../test/stage';
import { route } from '../../state/route.svelte';
import { previewOf, updateOf } from './samples';
import UpdateScreen from './UpdateScreen.svelte';

describe('UpdateScreen', () => {
  it('offers the way back at once when a draft is sent from its own page: seconds are all there is', async () => {
    const stage = new Stage();
    stage.give({
      'updates.get': () => updateOf({ state: 'draft' }),
      'updates.preview': () => previewOf(3),
      'settings.get': ({ key }) => ({ key, value: '30s', default: '30s', warning: null }),
      'segments.count': () => previewOf(3).segments,
      'updates.send': () =>
        updateOf({ state: 'undo', approved_at: Date.now(), undo_until: Date.now() + 30_000, recipients: 3 }),
    });
    const root = stand(UpdateScreen, { id: '7' });
    const settled = (check: () => void) => vi.waitFor(() => (flushSync(), check()));
    await settled(() => expect(find<HTMLButtonElement>(root, '.go button').disabled).toBe(false));
    find<HTMLButtonElement>(root, '.go button').click();
    // No event comes along.
    await settled(() => expect(find(root, '.undo button').textContent).toContain('Undo'));
    expect(route.current).toEqual({ screen: 'update', id: '7' });
  });
});
