import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CommandError, type Result } from '../../ipc';
import { Stage } from '../../../test/stage';
import { Composer } from './composer.svelte';
import { recipientsOf } from './confirmed.svelte';
import { previewOf, updateOf } from './samples';

const stage = new Stage();
let recipients = 246_318;

beforeEach(() => {
  stage.asked.length = 0;
  recipients = 246_318;
  stage.give({
    'updates.list': () => ({ items: [], next: null }),
    'updates.preview': () => previewOf(recipients),
    'updates.create': ({ text }) => updateOf({ text }),
    'updates.set': ({ id, text }) => updateOf({ id, text }),
    'updates.send': ({ id }) => updateOf({ id, state: 'undo' }),
    'updates.cancel': ({ id }) => updateOf({ id, state: 'cancelled' }),
  });
});

async function written(text: string): Promise<Composer> {
  const composer = new Composer();
  await composer.open();
  composer.type(text);
  await composer.look();
  return composer;
}

it('shows the confirmed number while the list is still being made: “0 fans” after a confirmation would frighten', async () => {
  const composer = await written('Doors at eight');
  const sent = await composer.send();
  expect(sent?.recipients, 'the list is not made yet').toBe(0);
  expect(sent && recipientsOf(sent)).toBe(246_318);
  expect(
    recipientsOf(updateOf({ state: 'done', recipients: 246_300 })),
    'the list itself counts in the end',
  ).toBe(246_300);
});

describe('Composer', () => {
  it('stores the last word before it sends, and confirms the number on screen: what people read is what leaves', async () => {
    const composer = await written('Doors at eight');
    const sent = await composer.send();
    expect(sent?.state).toBe('undo');
    expect(stage.params('updates.create')).toEqual([{ text: 'Doors at eight', audience: 'everyone' }]);
    expect(stage.params('updates.send')).toEqual([
      { id: '7', confirm: 246_318, as_of: '40', yes: false },
    ]);
    const order = stage.asked.map(({ method }) => method).filter((method) => method !== 'updates.preview');
    expect(order).toEqual(['updates.list', 'updates.create', 'updates.send']);
  });

  it('sends nothing when the text could not be stored: an older wording must not leave in its place', async () => {
    const composer = await written('Doors at eight');
    stage.give({
      'updates.create': () => {
        throw new CommandError('disk_full');
      },
    });
    expect(await composer.send()).toBeUndefined();
    expect(stage.params('updates.send')).toEqual([]);
    expect(composer.sendError?.code).toBe('disk_full');
  });

  it('explains a changed count with both numbers and asks for the typing again', async () => {
    const composer = await written('Doors at eight');
    composer.typed = '246318';
    stage.give({
      'updates.send': () => {
        recipients = 246_321;
        throw new CommandError('count_changed', { given: '246318', expected: '246321' });
      },
    });
    expect(await composer.send()).toBeUndefined();
    expect(composer.changed).toEqual({ given: 246_318, expected: 246_321 });
    expect(composer.typed, 'the old number confirms nothing').toBe('');
    expect(composer.preview?.recipients, 'the new number is on screen').toBe(246_321);
    expect(composer.sending).toBe(false);
  });

  it('keeps the number still while somebody types it: it must not run away from their fingers', async () => {
    const composer = await written('Doors at eight');
    composer.typed = '246';
    recipients = 246_400;
    await composer.follow();
    expect(composer.preview?.recipients).toBe(246_318);
    composer.typed = '';
    await composer.follow();
    expect(composer.preview?.recipients, 'and follows again').toBe(246_400);
  });

  it('goes on with the newest draft: walking away loses nothing', async () => {
    stage.give({
      'updates.list': () => ({
        items: [updateOf({ id: '9', state: 'done' }), updateOf({ id: '8', text: 'Half a thought' })],
        next: null,
      }),
    });
    const composer = new Composer();
    await composer.open();
    expect(composer.text).toBe('Half a thought');
    composer.type('A whole thought');
    await composer.save();
    expect(stage.params('updates.set')).toEqual([{ id: '8', text: 'A whole thought' }]);
    expect(stage.params('updates.create')).toEqual([]);
  });

  it('keeps what is typed before the draft arrives: the answer of the engine never overwrites fingers', async () => {
    let answer: (page: Result<'updates.list'>) => void = () => undefined;
    stage.give({ 'updates.list': () => new Promise((resolve) => (answer = resolve)) });
    const composer = new Composer();
    const opened = composer.open();
    composer.type('Quick');
    answer({ items: [updateOf({ text: 'Old draft' })], next: null });
    await opened;
    expect(composer.text).toBe('Quick');
  });

  it('makes one draft although saves overlap: no double in the list', async () => {
    const composer = new Composer();
    composer.type('One');
    const first = composer.save();
    composer.type('One two');
    await Promise.all([first, composer.save()]);
    expect(stage.params('updates.create')).toHaveLength(1);
    expect(stage.params('updates.set').at(-1) ?? stage.params('updates.create').at(-1)).toMatchObject({
      text: 'One two',
    });
  });

  it('lets an emptied draft go: an old text does not come back by itself', async () => {
    const composer = await written('Never mind');
    await composer.save();
    composer.type('');
    await composer.save();
    expect(stage.params('updates.cancel')).toEqual([{ id: '7' }]);
    expect(composer.id).toBeUndefined();
  });

  it('saves when the screen goes, without waiting for the typing to rest', async () => {
    vi.useFakeTimers();
    try {
      const composer = new Composer();
      composer.type('Last words');
      composer.close();
      await vi.waitFor(() => expect(stage.params('updates.create')).toHaveLength(1));
    } finally {
      vi.useRealTimers();
    }
  });
});
