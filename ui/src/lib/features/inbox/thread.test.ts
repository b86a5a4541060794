import { describe, expect, it } from 'vitest';
import { fan, text } from '../../../test/data';
import { later, MemoryHost } from '../../../test/host';
import { CommandError, type ThreadItem } from '../../ipc';
import { excerpt } from './search.svelte';
import { mergeNewest, ThreadState } from './thread.svelte';

const host = new MemoryHost();

function open(items: ThreadItem[]) {
  host.answers['thread.list'] = () => ({ fan: fan('7'), items, next: null, draft: null, zones: [] });
  return new ThreadState('7', () => undefined);
}

describe('a conversation', () => {
  it('keeps older texts that are on screen when new ones arrive', () => {
    const shown = [text('m1', 1), text('m2', 2), text('m3', 3)];
    const merged = mergeNewest(shown, [text('m3', 3), text('m4', 4)]);
    expect(merged.items.map((item) => item.id)).toEqual(['m1', 'm2', 'm3', 'm4']);
    expect(merged.kept).toBe(2);
  });

  it('never shows two ends of a gap as neighbours', () => {
    const merged = mergeNewest([text('m1', 1)], [text('m8', 8), text('m9', 9)]);
    expect(merged.items.map((item) => item.id)).toEqual(['m8', 'm9']);
    expect(merged.kept).toBe(0);
  });

  it('replaces a waiting text by the one that went out, instead of showing both', () => {
    const merged = mergeNewest([text('m1', 1), text('o5', 2)], [text('m1', 1), text('m2', 2)]);
    expect(merged.items.map((item) => item.id)).toEqual(['m1', 'm2']);
  });

  it('shows a text at once, and once', async () => {
    const thread = open([text('m1', 1)]);
    await thread.load();
    const answer = later<ThreadItem>();
    host.answers['messages.send'] = () => answer.promise;
    const sending = thread.send('hi');
    expect(thread.drafts.map((draft) => draft.text)).toEqual(['hi']);
    const clientId = thread.drafts[0]?.clientId ?? '';
    answer.resolve(text('o2', 2, { voice: 'personal', body: 'hi', state: 'waiting', client_id: clientId }));
    await sending;
    expect(thread.drafts).toEqual([]);
    expect(thread.items.map((item) => item.id)).toEqual(['m1', 'o2']);
  });

  it('drops the copy on screen when an event brings the text before the answer', async () => {
    const thread = open([]);
    const answer = later<ThreadItem>();
    host.answers['messages.send'] = () => answer.promise;
    const sending = thread.send('hi');
    const item = text('o2', 2, { client_id: thread.drafts[0]?.clientId ?? '' });
    host.answers['thread.list'] = () => ({
      fan: fan('7'),
      items: [item],
      next: null,
      draft: null,
      zones: [],
    });
    await thread.load();
    expect(thread.drafts).toEqual([]);
    answer.resolve(item);
    await sending;
    expect(thread.items.map((one) => one.id)).toEqual(['o2']);
  });

  it('keeps refused words with their reason, and tries again under the same client id: never sent twice', async () => {
    const thread = open([]);
    host.answers['messages.send'] = () => {
      throw new CommandError('disk_full');
    };
    await thread.send('hi');
    const [draft] = thread.drafts;
    expect(draft?.refused?.code).toBe('disk_full');
    await thread.send(draft?.text ?? '', draft?.clientId);
    const sent = host.asked.filter(({ method }) => method === 'messages.send').slice(-2);
    expect(sent[0]?.params['client_id']).toBe(sent[1]?.params['client_id']);
    expect(thread.drafts.length).toBe(1);
  });
});

describe('a search hit', () => {
  it('shows the words that were found, told apart, whatever signs they hold', () => {
    expect(excerpt('are you (really) real?', '(really)')).toEqual([
      { text: 'are you ', found: false },
      { text: '(really)', found: true },
      { text: ' real?', found: false },
    ]);
  });

  it('begins near the first find of a long text', () => {
    const [first] = excerpt(`${'far away '.repeat(40)}harbor at last`, 'harbor');
    expect(first?.text.startsWith('… ')).toBe(true);
    expect(first?.text.length).toBeLessThan(60);
  });
});
