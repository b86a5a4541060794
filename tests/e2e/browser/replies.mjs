// Replies without a mouse: from a template to an answered fan, the order, the last day once more, and a slip taken back.

import assert from 'node:assert/strict';
import { carrierAt } from './carrier.mjs';
import { examine, examineOver } from './examine.mjs';
import { eventually } from './expect.mjs';
import { forbidMouse, isFocused, tabTo } from './keys.mjs';
import { play, rpc, set, task } from './stage.mjs';

const FAN = '+12025550117';
const REPLY = 'Dates come here first. (Automatic reply)';
const carrier = carrierAt(task.carrier);

await play(async (stage) => {
  const { base_url, account, key, secret, number } = task.carrier;
  await rpc('lines.add', {
    provider: 'twilio',
    base_url,
    account,
    key,
    secret,
    number,
    name: 'Juno',
  });
  await set('quiet_hours', 'off');
  await rpc('lines.recovery_key_kept');
  const page = await stage.page({ reducedMotion: 'reduce' });
  await forbidMouse(page);
  await page.goto(`${task.url}/#/replies`);
  await page.getByRole('switch', { name: 'Welcome' }).waitFor();
  await makesAReply(page);
  await changesTheOrder(page);
  await replays(page);
  await deletesAndTakesBack(page);
});

async function makesAReply(page) {
  await page.keyboard.press('ControlOrMeta+n');
  const first = page.getByRole('dialog', { name: 'New reply' }).getByRole('button', { name: /^Welcome/ });
  await eventually('the first template has the focus', () => isFocused(first));
  await examineOver(page, 'replies-new');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const name = page.getByRole('textbox', { name: 'Name of this reply' });
  await eventually('the name has the focus', () => isFocused(name));
  await page.keyboard.type('Tour');
  await tabTo(page, page.getByRole('textbox', { name: 'Add to: Words it listens for' }));
  await page.keyboard.type('gira');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('textbox', { name: 'Reply text' }));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(REPLY);
  await examine(page, 'replies-new-editor');
  assert.equal((await rpc('rules.list')).items.length, 1, 'nothing is made before it is saved');
  await page.keyboard.press('ControlOrMeta+s');
  const toggle = page.getByRole('switch', { name: 'Tour', checked: false });
  await toggle.waitFor();
  await page.keyboard.press('Shift+Tab');
  const add = page.getByRole('combobox', { name: 'Add a condition' });
  await tabTo(page, add);
  await add.selectOption('days');
  const monday = page.getByRole('button', { name: 'Monday' });
  await eventually('what was added has the focus', () => isFocused(monday));
  for (let day = 0; day < 5; day += 1) {
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('ControlOrMeta+s');
  await page
    .getByRole('status')
    .filter({ hasText: /^Saved$/ })
    .waitFor();
  const { items } = await rpc('rules.list');
  assert.deepEqual(items[1].conditions.days, ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
  assert.ok(items[1].trigger.keywords.includes('gira'), 'the word that was added is listened for');
  await tabTo(page, page.getByRole('switch', { name: 'Tour' }));
  await page.keyboard.press('Space');
  await page.getByRole('switch', { name: 'Tour', checked: true }).waitFor();
  await rpc('auto_replies.set', { on: true });
  await carrier.text(FAN, 'quando viene la gira?');
  await eventually('the fan is answered', async () =>
    (await carrier.sent()).some(({ to, body }) => to === FAN && body === REPLY),
  );
  await page.getByRole('listitem').filter({ hasText: '1 today' }).waitFor();
}

async function changesTheOrder(page) {
  const handle = page.getByRole('button', { name: /^Move Tour/ });
  // It is right before the switch.
  await page.keyboard.press('Shift+Tab');
  assert.ok(await isFocused(handle));
  await page.keyboard.press('ArrowUp');
  await eventually('the reply moved', async () => (await rpc('rules.list')).items[0].name === 'Tour');
  await page.getByText('Tour is at place 1 of 2').waitFor({ state: 'attached' });
  await eventually('the handle keeps the focus', () => isFocused(handle));
}

async function replays(page) {
  await tabTo(page, page.getByRole('button', { name: 'Replay yesterday' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Replay yesterday' });
  await dialog.getByText('quando viene la gira?').waitFor();
  await dialog.getByText('Of 1 text, 1 would be answered.').waitFor();
  await examineOver(page, 'replies-replay');
  const before = (await carrier.sent()).length;
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await carrier.sent()).length, before, 'nothing is sent by looking back');
}

async function deletesAndTakesBack(page) {
  await tabTo(page, page.getByRole('button', { name: 'Tour', exact: true }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Delete Tour' }));
  await page.keyboard.press('Enter');
  await page.getByRole('switch', { name: 'Tour' }).waitFor({ state: 'detached' });
  await page.keyboard.press('ControlOrMeta+z');
  await page.getByRole('switch', { name: 'Tour', checked: true }).waitFor();
  assert.equal((await rpc('rules.list')).items[0].name, 'Tour', 'it is back in its place');
}
