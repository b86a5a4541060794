import { expect, test, vi } from 'vitest';
import type { MediaOfMessage, MediaView } from '../../../ipc';
import { text } from '../../../../test/data';
import { find, stand, Stage } from '../../../../test/stage';
import Pictures from './Pictures.svelte';

function media(change: Partial<MediaView> = {}): MediaView {
  return { id: '7', kind: 'image/png', state: 'fetched', bytes: 9, reason: null, ...change };
}

function of(items: MediaView[], problem: MediaOfMessage['problem'] = null): MediaOfMessage {
  return { id: 'm1', items, problem };
}

/** Everything is in view at once. */
function everythingIsSeen() {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(private readonly seen: (entries: { isIntersecting: boolean }[]) => void) {}
      observe() {
        this.seen([{ isIntersecting: true }]);
      }
      disconnect() {
        // Nothing is kept.
      }
    },
  );
}

/** If this fails a fan's picture is an empty box, or nobody can enlarge it with the keyboard. */
test('a picture is shown and can be enlarged', async () => {
  everythingIsSeen();
  const stage = new Stage();
  stage.give({
    'media.fetch': () => of([media()]),
    'media.get': () => ({ id: '7', kind: 'image/png', data: 'iVBORw0KGgo=' }),
  });
  const page = stand(Pictures, { item: text('m1', 1, { media: 1 }) });
  const image = await vi.waitFor(() => find<HTMLImageElement>(page, 'button img'));
  expect(image.src).toBe('data:image/png;base64,iVBORw0KGgo=');
  expect(image.alt).toContain('Picture');
  find(page, 'button').click();
  await vi.waitFor(() => find(page, 'dialog img'));
  find(page, 'dialog button').click();
  await vi.waitFor(() => {
    expect(page.querySelector('dialog')).toBeNull();
  });
});

/** If this fails the owner does not learn why there is no picture, or cannot ask for it again. */
test('what keeps a picture away is said, and asking again helps', async () => {
  everythingIsSeen();
  const stage = new Stage();
  const offline = { code: 'offline' as const, params: { host: 'api.example.com' } };
  const answers = [
    of([], offline),
    of([media({ state: 'failed', reason: { code: 'picture_cut', params: {} } })]),
    of([media({ state: 'too_large', bytes: 12_000_000 })]),
  ];
  stage.give({ 'media.fetch': () => answers.shift() ?? of([]) });
  const page = stand(Pictures, { item: text('m1', 1, { media: 1 }) });
  const again = () => vi.waitFor(() => find(page, '.pick'));
  await again();
  expect(page.textContent).toContain('api.example.com');
  (await again()).click();
  await vi.waitFor(() => {
    expect(page.textContent).toContain('only in part');
  });
  (await again()).click();
  await vi.waitFor(() => {
    expect(page.textContent).toContain('Picture too large: 12 MB');
  });
  expect(page.querySelector('button')).toBeNull();
});

/** If this fails the place of a deleted picture looks as if it were still coming, or a video is called a picture. */
test('what is no picture has its words', async () => {
  everythingIsSeen();
  const stage = new Stage();
  stage.give({ 'media.fetch': () => of([media({ state: 'file', kind: 'video/mp4' })]) });
  const page = stand(Pictures, { item: text('m1', 1, { media: 2 }) });
  await vi.waitFor(() => {
    expect(page.textContent).toContain('A video');
  });
  expect(page.textContent).toContain('deleted at the provider');
});

/** If this fails a thread with hundreds of pictures asks for all of them when it opens. */
test('nothing is asked for out of view', () => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {
        // It is never seen.
      }
      disconnect() {
        // Nothing is kept.
      }
    },
  );
  const stage = new Stage();
  stand(Pictures, { item: text('m1', 1, { media: 3 }) });
  expect(stage.count('media.fetch')).toBe(0);
});
