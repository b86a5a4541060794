// Every screen of a line on a busy day, as different people see it.

import { practiceCarrier } from './carrier.mjs';
import { examine, examineOver } from './examine.mjs';
import { eventually, expectOutline } from './expect.mjs';
import * as outlines from './outlines.mjs';
import { play, rpc, set, task } from './stage.mjs';

const STAR = '+14155550142';
const TEXTS = [
  ['+447700900142', 'Saw you in Leeds last night, still cannot speak. Will there be a second show?'],
  ['+12125550117', 'my sister and I drove nine hours. worth it!!'],
  ['+13105550164', 'Is this really you??'],
  ['+16175550103', 'STOP'],
  ['+13125550188', 'We named our cat after the third song. Sorry, cat.'],
  [STAR, 'Hi! Front row, yellow umbrella. I have waited for this for years'],
  [STAR, 'You waved at me. I am sure of it 😭'],
];
const REPLY = 'I did! That umbrella lit up the whole left side. Thank you for coming.';
const UPDATE = 'The second Leeds show is on: Friday at eight, doors at seven. Text STOP any time.';

await play(
  async (stage) => {
    await set('quiet_hours', 'off');
    const star = await fill(await practiceCarrier());
    const pages = [await stage.page(still('en-GB')), await stage.page(still('it-IT'))];
    const each = async (name, outline, show) => {
      for (const page of pages) {
        await show(page);
        if (page === pages[0]) await expectOutline(page.getByRole('main'), outline);
        await examine(page, name);
      }
    };
    const at = (page, route) => page.goto(`${task.url}/#/${route}`);

    await each('inbox', outlines.inbox, async (page) => {
      await at(page, 'inbox');
      await page.getByRole('option').first().waitFor();
    });
    await expectOutline(pages[0].getByRole('banner'), outlines.liveBar);
    await expectOutline(pages[0].getByRole('navigation'), outlines.navigation);
    await each('thread', outlines.thread, async (page) => {
      await at(page, `inbox/${star}`);
      await page.locator('.msg.personal').waitFor();
    });
    for (const page of pages) {
      const bar = page.getByRole('banner');
      await page.keyboard.press('ControlOrMeta+k');
      await page.locator('dialog.palette [role=option]').first().waitFor();
      await examineOver(page, 'palette');
      await page.keyboard.press('Escape');
      await page.locator('h1').first().click();
      await page.keyboard.press('Shift+?');
      await page.locator('dialog.roomy').waitFor();
      await examineOver(page, 'keys');
      await page.keyboard.press('Escape');
      await page.locator('nav .opener').click();
      await examineOver(page, 'look');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+Shift+D');
      await bar.locator('.discreet').waitFor();
      await examineOver(page, 'discreet');
      await page.keyboard.press('ControlOrMeta+Shift+D');
      await bar.locator('.discreet').waitFor({ state: 'detached' });
    }
    await each('replies', outlines.replies, async (page) => {
      await at(page, 'replies');
      await page.locator('.try input').first().fill('Is this really you?');
      await page.locator('.trace li').first().waitFor();
    });
    await each('line', outlines.line, async (page) => {
      await at(page, 'line');
      await page.getByRole('combobox').first().waitFor();
    });
    for (const page of pages) {
      await page.locator('#setting-never-row button').click();
      await page.locator('dialog li').first().waitFor();
      await examineOver(page, 'do-not-text');
      await page.keyboard.press('Escape');
    }
    await each('update-compose', outlines.compose, async (page) => {
      await at(page, 'updates/new');
      await page.locator('textarea').fill(UPDATE);
      await page.locator('.go .btn:enabled').waitFor();
    });

    await set('undo_window', '0s');
    await set('pace_per_second', '1');
    await pages[0].locator('.go .btn').click();
    await pages[0].getByRole('progressbar').waitFor();
    const id = pages[0].url().split('/').at(-1);
    await each('update-running', outlines.running, async (page) => {
      await at(page, `updates/${id}`);
      await page.locator('.now .actions .btn').first().waitFor();
    });
    await set('pace_per_second', '100');
    // A few networks never tell, so that "all of them" would be too many to wait for.
    await eventually('most fans have the update', async () => {
      const { states, recipients } = await rpc('updates.get', { id });
      return states.delivered > recipients * 0.8;
    });
    await each('update-done', outlines.done, async (page) => {
      await at(page, `updates/${id}`);
      await page.locator('.now .actions .btn').first().waitFor({ state: 'detached' });
    });
    // The second reader composed as well, and left a draft.
    for (const { id: draft, state } of (await rpc('updates.list')).items)
      if (state === 'draft') await rpc('updates.cancel', { id: draft });
    await each('updates', outlines.updates, async (page) => {
      await at(page, 'updates');
      await page.getByRole('table').waitFor();
    });
  },
  // A number that somebody tries a text from need not be a fan's.
  { refusals: ['fans.get: not_found'] },
);

/** Pictures hold still. */
function still(locale) {
  return { reducedMotion: 'reduce', locale };
}

/** A line with something of everything, and fans that rest from then on. Gives the id of the fan to look at. */
async function fill(carrier) {
  await rpc('rules.set', { id: 'welcome', on: true });
  for (const [from, body] of TEXTS) await carrier.text(from, body);
  await eventually('two dozen fans', async () => (await rpc('status.get')).fans >= 24);
  await carrier.rest();
  const { id } = await rpc('fans.get', { number: STAR });
  await rpc('fans.set', { id, name: 'Ana', vip: true });
  await rpc('messages.send', { fan_id: id, text: REPLY });
  await carrier.heard();
  await eventually('every text to her has arrived', async () => {
    const { items } = await rpc('thread.list', { fan_id: id });
    return items.every(({ state }) => ['received', 'delivered'].includes(state));
  });
  return id;
}
