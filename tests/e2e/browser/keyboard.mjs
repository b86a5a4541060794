// The whole day without a mouse: connecting, picking a conversation, answering, automatic answers, an update.

import assert from 'node:assert/strict';
import { carrierAt, tally } from './carrier.mjs';
import { connectTo } from './connect.mjs';
import { eventually } from './expect.mjs';
import { forbidMouse, isFocused, tabTo } from './keys.mjs';
import { play, rpc, set, task } from './stage.mjs';

/** From a hundred recipients on, the button must be held. */
const FANS = 104;
const NUMBER = (place) => `+1202555${String(100 + place).padStart(4, '0')}`;
const REPLY = 'Thank you! See you at the stage door.';
const UPDATE = 'The second show is on. Same place, same hour.';

const carrier = carrierAt(task.carrier);

await play(
  async (stage) => {
    const page = await stage.page();
    await forbidMouse(page);
    await page.goto(task.url);
    await connects(page);
    await picksAndAnswers(page);
    await goesAnywhere(page);
    await switchesAutoRepliesOn(page);
    await switchesWelcome(page);
    await sendsAnUpdate(page);
  },
  { refusals: ['status.get: no_line', 'lines.find_numbers: key_refused'] },
);

async function connects(page) {
  await page.getByRole('heading', { name: 'Post your number.' }).waitFor();
  await connectTo(page, task.carrier.base_url);
  await tabTo(page, page.getByRole('textbox', { name: 'Account SID' }));
  await page.keyboard.type(task.carrier.account);
  await page.keyboard.press('Tab');
  await page.keyboard.type(task.carrier.key);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not-the-secret');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'The provider refused the key' }).waitFor();
  const secret = page.getByRole('textbox', { name: 'API key secret' });
  assert.ok(await isFocused(secret), 'a refusal leaves the focus where the mistake can be mended');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type(task.carrier.secret);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Which number do fans text?' }).waitFor();
  await tabTo(page, page.getByRole('textbox', { name: /^Name fans know/ }));
  await page.keyboard.type('Juno');
  await page.keyboard.press('Enter');
  await page.getByText('Quiet, for now').waitFor();
  await connectTo(page, undefined);
  // One second each would be a long wait.
  await set('pace_per_second', '100');
  await set('quiet_hours', 'off');
}

async function picksAndAnswers(page) {
  for (let place = 0; place < FANS; place += 1)
    await carrier.text(NUMBER(place), `Hello from seat ${place + 1}`);
  await eventually('every fan is heard', async () => (await rpc('status.get')).fans === FANS);
  const list = page.getByRole('listbox', { name: 'Conversations' });
  await list.getByRole('option').first().waitFor();
  await page.keyboard.press('j');
  await page.locator('[role=option][aria-selected=true]').waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await page.keyboard.press('r');
  const composer = page.getByRole('textbox', { name: /^Reply to/ });
  await eventually('R leads to the composer', () => isFocused(composer));
  await page.keyboard.type(REPLY);
  await page.keyboard.press('Enter');
  await page
    .locator('.msg.personal')
    .filter({ hasText: REPLY })
    .getByText(/^Delivered/)
    .waitFor();
  assert.deepEqual(
    (await carrier.sent()).map(({ body }) => body),
    [REPLY],
    'what was typed goes out, once, and nothing else does',
  );
  await page.keyboard.press('Escape');
  await eventually('Escape leads back to the list', () => isFocused(list));
}

/** The palette, the keys of the whole window, and how the window looks. */
async function goesAnywhere(page) {
  const dialog = page.locator('dialog.palette');
  const choose = async (words, row) => {
    await page.keyboard.press('ControlOrMeta+k');
    await eventually('the palette has the focus', () => isFocused(dialog.getByRole('combobox')));
    await page.keyboard.insertText(words);
    await dialog.getByRole('option', { name: row, selected: true }).waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
  };
  await choose('0101', '+1 202 555 0101');
  await page.locator('.thread, section').filter({ hasText: 'Hello from seat 2' }).first().waitFor();
  await choose('quiet hours', /^Quiet hours/);
  const quiet = page.getByRole('switch', { name: 'Quiet hours' });
  await eventually('the setting has the focus', () => isFocused(quiet));
  await page.keyboard.press('Space');
  await page.getByRole('combobox', { name: 'Quiet from' }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('combobox', { name: 'Quiet from' }).waitFor({ state: 'detached' });
  await choose('dark', 'Theme: dark');
  const shown = await page.evaluate(() => getComputedStyle(document.body).colorScheme);
  assert.match(shown, /dark/, 'the theme changes at once');
  await choose('theme system', /^Theme: as the system/);

  await page.keyboard.press('ControlOrMeta+k');
  await eventually('what was chosen last comes first', async () =>
    /Theme: as the system/.test((await dialog.getByRole('option').first().textContent()) ?? ''),
  );
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await page.keyboard.press('ControlOrMeta+1');
  await page.getByRole('listbox', { name: 'Conversations' }).getByRole('option').first().waitFor();
  await page.keyboard.press('j');
  await page.getByRole('textbox', { name: /^Reply to/ }).waitFor();
  const places = new Set();
  for (let presses = 0; presses < 5; presses += 1) {
    await page.keyboard.press('F6');
    places.add(
      await page.evaluate(() => document.activeElement?.closest('.livebar, nav, .pane')?.className ?? 'none'),
    );
  }
  assert.equal(places.size, 5, `F6 goes round the window, and not to ${[...places]} alone`);
  assert.ok(!places.has('none'));

  await page.keyboard.press('ControlOrMeta+Shift+D');
  await page.getByRole('button', { name: /^Discreet mode is on/ }).waitFor();
  assert.doesNotMatch(await page.locator('body').innerText(), /555/, 'no number is left on screen');
  await page.keyboard.press('ControlOrMeta+Shift+D');

  await page.keyboard.press('Escape');
  await page.evaluate(() => document.activeElement?.blur());
  await page.keyboard.press('Shift+?');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await tabTo(page, keys.getByRole('switch', { name: 'Single-letter keys' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  const before = page.url();
  await page.keyboard.press('j');
  await page.keyboard.press('ControlOrMeta+k');
  await dialog.waitFor();
  assert.equal(page.url(), before, 'a letter does nothing while letters are off');
  await page.keyboard.insertText('single letter');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
}

/** With no rule on, the switch in the bar switches Welcome on: one press and the next fan is answered. */
async function switchesAutoRepliesOn(page) {
  const bar = page.getByRole('switch', { name: 'Auto-replies' });
  await tabTo(page, bar);
  await page.keyboard.press('Space');
  await page.getByRole('switch', { name: 'Auto-replies', checked: true }).waitFor();
  const stranger = '+12125550101';
  await carrier.text(stranger, 'is this really you?');
  await carrier.text(stranger, 'hello??');
  await eventually(
    'the stranger is answered',
    async () => tally(await carrier.sent(), 'to').get(stranger) === 1,
  );
  await eventually(
    'both texts were heard',
    async () => (await rpc('fans.get', { number: stranger })).from_fan === 2,
  );
}

async function switchesWelcome(page) {
  await page.keyboard.press('ControlOrMeta+2');
  const welcome = page.getByRole('switch', { name: 'Welcome' });
  await welcome.waitFor();
  await tabTo(page, welcome);
  assert.equal(await welcome.isChecked(), true, 'the bar switched Welcome on');
  await page.keyboard.press('Space');
  await page.getByRole('switch', { name: 'Welcome', checked: false }).waitFor();
  await page.keyboard.press('Space');
  await page.getByRole('switch', { name: 'Welcome', checked: true }).waitFor();
  assert.ok(await isFocused(welcome), 'the switch keeps the focus');
}

async function sendsAnUpdate(page) {
  await set('undo_window', '2s');
  await page.keyboard.press('ControlOrMeta+3');
  await page.getByRole('heading', { name: 'Updates', level: 1 }).waitFor();
  await page.keyboard.press('ControlOrMeta+n');
  const message = page.getByRole('textbox', { name: 'Message' });
  await eventually('the message has the focus', () => isFocused(message));
  await page.keyboard.type(UPDATE);
  const hold = page.getByRole('button', { name: 'Hold to send' });
  await eventually('the button can be used', () => hold.isEnabled());
  await tabTo(page, hold);

  await page.keyboard.down('Space');
  await page.locator('.hold.holding').waitFor();
  await page.keyboard.up('Space');
  await page.getByText('Keep holding').waitFor();
  const { items } = await rpc('updates.list');
  assert.ok(
    items.every(({ state }) => state === 'draft'),
    'a press that is too short sends nothing',
  );

  await page.keyboard.down('Space');
  await page.getByText('Nothing has left yet. You can still take it back.').waitFor();
  await page.keyboard.up('Space');
  await page.keyboard.press('ControlOrMeta+z');
  await page.getByText('Nothing was sent. The text is a draft again.').waitFor();
  await eventually('the button is back', () => hold.isEnabled());
  await tabTo(page, hold);
  await page.keyboard.down('Space');
  await page.getByText('Nothing has left yet. You can still take it back.').waitFor();
  await page.keyboard.up('Space');
  await page
    .getByRole('status')
    .filter({ hasText: /Sent \d/ })
    .waitFor();

  const sent = (await carrier.sent()).filter(({ body }) => body === UPDATE);
  assert.equal(sent.length, FANS + 1, 'everybody who texted got the update');
  assert.equal(tally(sent, 'to').size, FANS + 1, 'and got it once');
}
