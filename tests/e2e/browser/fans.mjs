// All fans without a mouse: sorting, finding, selecting, tagging, blocking and taking that back, opening one.

import assert from 'node:assert/strict';
import { carrierAt } from './carrier.mjs';
import { examine, examineOver } from './examine.mjs';
import { eventually } from './expect.mjs';
import { forbidMouse, isFocused, tabTo } from './keys.mjs';
import { play, rpc, set, task } from './stage.mjs';

const FANS = [
  ['+12025550101', 'Giuliachiara Montefusco-Bellandi', 'Reggio nell’Emilia', ['choir', 'ospedale']],
  ['+12025550102', 'ليان الحداد', 'Amman', ['choir']],
  ['+12025550103', 'Lorenz Achtermann-Wiesengrund', 'Leipzig', ['geburtstagsglückwünsche-klasse-7b']],
  ['+12025550104', 'Ayşegül Karabay', 'İzmir', []],
  ['+12025550105', null, null, []],
];
const MORE = 130;
const carrier = carrierAt(task.carrier);

await play(async (stage) => {
  const { base_url, account, key, secret, number } = task.carrier;
  await rpc('lines.add', { provider: 'twilio', base_url, account, key, secret, number, name: 'Juno' });
  await rpc('lines.recovery_key_kept');
  await set('quiet_hours', 'off');
  for (let place = 0; place < MORE; place += 1)
    await carrier.text(`+1202555${String(150 + place).padStart(4, '0')}`, `Hello from seat ${place}`);
  for (const [from] of FANS) await carrier.text(from, 'We sang it at the wedding, four hundred people');
  await eventually('all are heard', async () => (await rpc('status.get')).fans === MORE + FANS.length);
  for (const [from, name, city, tags] of FANS) {
    const { id } = await rpc('fans.get', { number: from });
    await rpc('fans.set', { id, name, city, tags, vip: name !== null && name.startsWith('Giulia') });
  }
  await carrier.text('+12025550105', 'STOP');
  await eventually('the stop is heard', async () => {
    const { items } = await rpc('fans.find', { filter: { show: 'opted_out' } });
    return items.length === 1;
  });

  const page = await stage.page({ reducedMotion: 'reduce' });
  await forbidMouse(page);
  await page.goto(`${task.url}/#/inbox`);
  await page.getByRole('listbox', { name: 'Conversations' }).waitFor();
  await page.keyboard.press('ControlOrMeta+4');
  const grid = page.getByRole('grid');
  await grid.getByRole('row').nth(3).waitFor();
  await examine(page, 'fans');

  await tabTo(page, grid.getByRole('button', { name: 'Name' }));
  await page.keyboard.press('Enter');
  await eventually('names are in order', async () =>
    /Ayşegül/.test((await grid.getByRole('row').nth(1).textContent()) ?? ''),
  );
  await tabTo(page, grid);
  await page.keyboard.press('End');
  await eventually('the end of what is loaded is in view', async () =>
    (await grid.getByRole('row').allTextContents()).some((text) => /555/.test(text)),
  );
  await page.keyboard.press('Home');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('toolbar', { name: 'Selected fans' });
  await bar.getByText('2 selected').waitFor();
  await examine(page, 'fans-selected');
  await tabTo(page, bar.getByRole('button', { name: 'Tag…' }));
  await page.keyboard.press('Enter');
  await page.keyboard.type('front row');
  await page.keyboard.press('Enter');
  await examineOver(page, 'fans-tag');
  await tabTo(page, page.getByRole('button', { name: 'Save' }));
  await page.keyboard.press('Enter');
  await page.getByText('Tags changed for 2 fans').waitFor();
  assert.equal((await rpc('fans.count', { filter: { tags: ['front row'] } })).matched, 2);
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(
    'the tag is off again',
    async () => (await rpc('fans.count', { filter: { tags: ['front row'] } })).matched === 0,
  );

  await page.keyboard.press('ControlOrMeta+f');
  const search = page.getByRole('searchbox', { name: 'Search fans' });
  await eventually('the search has the focus', () => isFocused(search));
  await page.keyboard.type('aysegul');
  await page.getByText('1 matches').waitFor();
  await page.keyboard.press('ArrowDown');
  await eventually('the grid has the focus', () => isFocused(grid));
  await page.keyboard.press('Space');
  await tabTo(page, bar.getByRole('button', { name: 'Block' }));
  await page.keyboard.press('Enter');
  await page.getByText('1 fan is blocked').waitFor();
  assert.equal((await rpc('fans.count', { filter: { show: 'blocked' } })).matched, 1);
  await page.keyboard.press('ControlOrMeta+z');
  await eventually(
    'nobody is blocked',
    async () => (await rpc('fans.count', { filter: { show: 'blocked' } })).matched === 0,
  );
  await tabTo(page, grid);
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Conversation with Ayşegül Karabay' }).waitFor();
});
