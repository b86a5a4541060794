// Somebody opens Fanline for the first time: a key that is no good, the practice line, the first automatic answers, a
// personal one, and an update that is taken back once.

import assert from 'node:assert/strict';
import { practiceCarrier, tally } from './carrier.mjs';
import { connectTo, fillKey } from './connect.mjs';
import { examine } from './examine.mjs';
import { eventually, expectOutline } from './expect.mjs';
import * as outlines from './outlines.mjs';
import { play, rpc, set, task } from './stage.mjs';

const UPDATE = 'Tickets for the harbour show go out on Friday at ten. See you there!';
const REPLY = 'Front row is yours. Bring the yellow umbrella.';
/** What the line below a text says, by the carrier's state of it. */
const SHOWN = { sent: /^Sent /, delivered: /^Delivered /, undelivered: /^Not delivered/, failed: /^Not delivered/ };

await play(
  async (stage) => {
    await looksRight(stage);
    const page = await stage.page();
    await page.goto(task.url);
    await refusesWrongKeys(page);
    const carrier = await practise(page);
    await answersAutomatically(page, carrier);
    await answersPersonally(page, carrier);
    await sendsAnUpdate(page, carrier);
  },
  {
    refusals: ['status.get: no_line', 'lines.find_numbers: key_refused', 'lines.find_numbers: offline'],
  },
);

async function looksRight(stage) {
  for (const locale of ['en-GB', 'it-IT']) {
    const page = await stage.page({ reducedMotion: 'reduce', locale });
    await page.goto(task.url);
    await page.getByRole('main').waitFor();
    if (locale === 'en-GB') await expectOutline(page.getByRole('main'), outlines.welcome);
    await examine(page, 'welcome');
    await page.close();
  }
}

async function refusesWrongKeys(page) {
  const find = page.getByRole('button', { name: 'Find my numbers' });
  await find.click();
  const missing = page.getByText(
    'Paste the account SID. It begins with AC and stands on the first page of the console.',
  );
  await missing.waitFor();

  const wrong = { ...task.carrier, secret: 'this-is-not-the-secret' };
  await connectTo(page, task.carrier.base_url);
  await fillKey(page, wrong);
  await find.click();
  await page.getByRole('alert').filter({ hasText: 'The provider refused the key' }).waitFor();
  await keepsWhatWasTyped(page, wrong);

  // Nobody listens there.
  await connectTo(page, 'http://127.0.0.1:9');
  await find.click();
  await page.getByRole('alert').filter({ hasText: 'could not be reached' }).waitFor();
  await keepsWhatWasTyped(page, wrong);
  await connectTo(page, undefined);
}

/** Whoever mistyped one field does not type all three again; the secret is never legible. */
async function keepsWhatWasTyped(page, { account, key }) {
  assert.equal(await page.getByLabel('Account SID').inputValue(), account, 'the typed account stays');
  assert.equal(await page.getByLabel('API key SID').inputValue(), key, 'the typed key stays');
  assert.equal(
    await page.getByLabel('API key secret').getAttribute('type'),
    'password',
    'a secret is hidden',
  );
}

async function practise(page) {
  await page.getByRole('button', { name: 'Try it on a practice line' }).click();
  const list = page.getByRole('listbox', { name: 'Conversations' });
  const rows = list.getByRole('option');
  await rows.first().waitFor();
  await page.getByText('Practice, nothing is sent.').waitFor();
  await page.evaluate(() => (window.neverReloaded = true));
  const before = await rows.count();
  await eventually('more fans appear by themselves', async () => (await rows.count()) > before + 2);
  return practiceCarrier();
}

async function answersAutomatically(page, carrier) {
  await page.getByRole('link', { name: /^Replies/ }).click();
  const welcome = page.getByRole('switch', { name: 'Welcome' });
  assert.equal(await welcome.isChecked(), false, 'nothing answers before somebody switched it on');
  await welcome.click();
  await page.locator('.switch', { hasText: 'Auto-replies' }).getByRole('switch', { checked: true }).waitFor();
  await eventually('three fans are answered', async () => tally(await carrier.sent(), 'to').size >= 3);
  await carrier.rest();
  await carrier.heard();

  const sent = await carrier.sent();
  const twice = [...tally(sent, 'to')].filter(([, count]) => count > 1).map(([, count]) => count);
  assert.deepEqual(twice, [], 'nobody got more than one automatic answer');
  await page.getByRole('link', { name: /^Inbox/ }).click();
  for (const { to, body } of sent.slice(0, 3)) {
    await openThread(page, to);
    const answer = page.locator('.msg.automatic');
    await answer.first().waitFor();
    assert.equal(await answer.count(), 1, 'the thread shows one automatic answer');
    assert.equal(await answer.locator('.bubble').innerText(), body, 'the thread shows what was sent');
    await answer.getByText('Automatic Welcome').waitFor();
  }
}

async function answersPersonally(page, carrier) {
  const composer = page.getByRole('textbox', { name: /^Reply to/ });
  await composer.fill(REPLY);
  await page.getByText(/^1 text, \$0\.\d+$/).waitFor();
  await page.getByRole('button', { name: /^Send ↩/ }).click();
  const mine = page.locator('.msg.personal').filter({ hasText: REPLY });
  await mine.getByText('You', { exact: true }).waitFor();
  await tellsWhatBecameOfEach(page, carrier);
  assert.equal(await composer.inputValue(), '', 'what was sent leaves the composer');
  const sent = (await carrier.sent()).filter(({ body }) => body === REPLY);
  assert.equal(sent.length, 1, 'a personal answer goes out once');
}

/** One text in a hundred is never told of: what the carrier says of each, and not more, is what its line shows. */
async function tellsWhatBecameOfEach(page, carrier) {
  const { number } = await rpc('fans.get', { id: page.url().split('/').at(-1) });
  await eventually('the thread shows of each text what the carrier says', async () => {
    const sent = (await carrier.sent()).filter(({ to }) => to === number);
    const shown = await Promise.all(
      sent.map(async ({ body, status }) => {
        const line = page.locator('.msg').filter({ hasText: body }).getByText(SHOWN[status] ?? /^$/);
        return (await line.count()) === 1;
      }),
    );
    return sent.length >= 2 && shown.every(Boolean);
  });
}

async function sendsAnUpdate(page, carrier) {
  await set('quiet_hours', 'off');
  await page.getByRole('link', { name: /^Updates/ }).click();
  await page.getByRole('link', { name: 'Write an update' }).click();
  await page.getByRole('textbox', { name: 'Message' }).fill(UPDATE);
  await page.getByText(/^Draft saved/).waitFor();
  const receipt = page.getByRole('complementary', { name: 'Before you send' });
  const figure = (term) =>
    receipt.locator('dl > div').filter({ hasText: term }).getByRole('definition').innerText();
  const expected = await rpc('updates.preview', { text: UPDATE });
  await eventually(
    'the number of fans',
    async () => (await figure('Will get it')) === String(expected.recipients),
  );
  const cost = Math.round(Number(expected.cost.amount) * 100) / 100;
  assert.equal(await figure('1 segment each'), `$${cost.toFixed(2)}`, 'the cost stands before the button');

  await receipt.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Nothing has left yet. You can still take it back.').waitFor();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByText('Nothing was sent. The text is a draft again.').waitFor();
  assert.equal(
    await page.getByRole('textbox', { name: 'Message' }).inputValue(),
    UPDATE,
    'undo keeps the words',
  );
  assert.deepEqual(
    (await carrier.sent()).filter(({ body }) => body === UPDATE),
    [],
    'undo sends nothing',
  );

  await set('undo_window', '1s');
  await receipt.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('progressbar').waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: /Sent \d/ })
    .waitFor();
  const legend = page.locator('.now dl');
  await eventually('every text has its outcome', async () => {
    const { states, recipients } = await rpc('updates.get', { id: (await page.url()).split('/').at(-1) });
    const settled = ['delivered', 'undelivered', 'failed'].reduce(
      (sum, state) => sum + (states[state] ?? 0),
      0,
    );
    return settled + (states.sent ?? 0) === recipients && (states.delivered ?? 0) > 0;
  });
  const reached = (await carrier.sent()).filter(({ body }) => body === UPDATE);
  assert.equal(reached.length, expected.recipients, 'the update reached as many fans as were confirmed');
  assert.equal(tally(reached, 'to').size, reached.length, 'nobody got the update twice');
  await legend.getByText('Delivered', { exact: true }).waitFor();
  await page.getByText(`of ${expected.recipients}`).waitFor();
  assert.deepEqual(await carrier.duplicates(), [], 'nobody ever got the same words twice');
  assert.equal(await page.evaluate(() => window.neverReloaded), true, 'all of it happened without a reload');
}

async function openThread(page, number) {
  const { id } = await rpc('fans.get', { number });
  const row = page.locator(`#conversation-${id}`);
  const name = await row.locator('.who bdi').innerText();
  await row.click();
  await page.locator(`#conversation-${id}[aria-selected=true]`).waitFor();
  await eventually('it is asked for', async () => page.url().endsWith(`/${id}`));
  // Until it can be shown the one before it stays, and what is typed belongs there.
  await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
}
