// Pictures that fans send: seen in their conversation, enlarged with the keyboard, and said in words where there is none.

import assert from 'node:assert/strict';
import { carrierAt } from './carrier.mjs';
import { examine } from './examine.mjs';
import { eventually, expectAccessible } from './expect.mjs';
import { play, rpc, set, shoot, task } from './stage.mjs';

const ANA = '+12125550117';
const carrier = carrierAt(task.carrier);
const file = (content_type, text) => ({
  content_type,
  base64: Buffer.from(text).toString('base64'),
});

/** One minute after the other: texts of one second have no order. */
let minute = 10;
const text = (body, media) => carrier.text(ANA, body, { media, at: Date.now() - 60_000 * minute-- });

await play(async (stage) => {
  const { account, key, secret, number, base_url } = task.carrier;
  await rpc('lines.add', {
    provider: 'twilio',
    account,
    key,
    secret,
    number,
    base_url,
  });
  await set('quiet_hours', 'off');
  await text('Two from the front row!', [{}, {}]);
  await text('', [file('video/mp4', 'ftypmp42')]);
  await text('and this one is broken', [file('image/png', '<html>sign in</html>')]);
  await text('look at that sky', [{}]);
  const fan = await eventually('the texts are stored', () =>
    rpc('fans.get', { number: ANA }).then(
      (fan) => fan.from_fan === 4 && fan,
      () => false,
    ),
  );

  const page = await stage.page();
  await page.goto(`${task.url}/#/inbox/${fan.id}`);
  const log = page.getByRole('log');
  const shown = log.locator('button img');
  // Only what is nearly in view is read.
  const first = log.locator('.msg').first();
  await first.waitFor();
  await first.scrollIntoViewIfNeeded();
  await eventually('three pictures are on screen', async () => {
    const widths = await shown.evaluateAll((images) => images.map((image) => image.naturalWidth));
    return widths.length === 3 && widths.every((width) => width === 96);
  });
  await log.getByText('A video').waitFor();
  await log.getByRole('button', { name: /^Picture, .*: try again$/ }).waitFor();
  assert.match(await page.getByRole('option').first().innerText(), /Picture · look at that sky/);
  await examine(page, 'pictures');

  // What arrives moves nothing: the conversation is as high before as after.
  let release;
  const released = new Promise((done) => (release = done));
  await page.route('**/rpc', async (route) => {
    if (route.request().postDataJSON().method === 'media.fetch') await released;
    await route.continue();
  });
  await page.reload();
  await eventually(
    'five places wait',
    async () => (await log.getByText('Picture on its way').count()) === 5 && (await shown.count()) === 0,
  );
  const height = () => log.evaluate((element) => element.scrollHeight);
  const before = await height();
  release();
  await first.scrollIntoViewIfNeeded();
  await eventually('three pictures again', async () => (await shown.count()) === 3);
  await log.getByText('A video').waitFor();
  assert.equal(await height(), before, 'a picture that arrives moves nothing');
  await page.unroute('**/rpc');

  await log.getByRole('button', { name: /^Picture, .*: enlarge$/ }).focus();
  await page.keyboard.press('Enter');
  const large = page.getByRole('dialog').getByRole('img');
  await large.waitFor();
  await shoot(page, 'picture-enlarged');
  await expectAccessible(page, 'an enlarged picture');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
});
