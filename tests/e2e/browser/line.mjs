// The line's tools without a mouse: the check, prices, hours, backups, everything as files, and who did what.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { examine, examineOver } from './examine.mjs';
import { eventually } from './expect.mjs';
import { forbidMouse, isFocused, tabTo } from './keys.mjs';
import { carrierAt } from './carrier.mjs';
import { play, rpc, set, task } from './stage.mjs';

const carrier = carrierAt(task.carrier);

await play(async (stage) => {
  const { base_url, account, key, secret, number } = task.carrier;
  await rpc('lines.add', { provider: 'twilio', base_url, account, key, secret, number, name: 'Juno' });
  await rpc('lines.recovery_key_kept');
  await set('quiet_hours', 'off');
  await carrier.text('+12025550117', 'We drove nine hours. Worth it!');
  await eventually('the text is heard', async () => (await rpc('status.get')).fans === 1);
  await rpc('rules.set', { id: 'welcome', on: true });
  const page = await stage.page({ reducedMotion: 'reduce' });
  await forbidMouse(page);
  await page.goto(`${task.url}/#/line`);
  await page.getByRole('region', { name: 'Connection' }).waitFor();

  await tabTo(page, page.getByRole('button', { name: 'Check', exact: true }));
  await page.keyboard.press('Enter');
  await page.getByText('It belongs to this account and can text.').waitFor();
  await examine(page, 'line-checked');

  await opens(page, 'Price list', async (dialog) => {
    const price = dialog.getByRole('textbox', { name: 'Price to fans in United States' });
    await tabTo(page, price);
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('0.0123');
    await page.keyboard.press('Tab');
    await dialog.getByText('Yours').waitFor();
    const of = async () => (await rpc('prices.list')).items.find(({ country }) => country === 'US').outbound;
    assert.deepEqual([Number((await of()).price.amount), (await of()).source], [0.0123, 'owner']);
    await examineOver(page, 'line-prices');
    await tabTo(page, dialog.getByRole('button', { name: 'By the list again: United States' }));
    await page.keyboard.press('Enter');
    await dialog.getByText('Yours').waitFor({ state: 'detached' });
    assert.notEqual((await of()).source, 'owner');
  });

  await opens(page, 'Hours by region', async (dialog) => {
    const until = dialog.getByRole('combobox', { name: 'Until, in Everywhere else' });
    await tabTo(page, until);
    await until.selectOption({ label: '6:00 PM' });
    await dialog.getByText('Set by you').waitFor();
    const everywhere = async () => (await rpc('quiet_hours.list')).items.find(({ id }) => id === '*');
    assert.equal((await everywhere()).closes, '18:00');
    await examineOver(page, 'line-regions');
    await tabTo(page, dialog.getByRole('button', { name: 'Reset all' }));
    await page.keyboard.press('Enter');
    await dialog.getByText('Set by you').waitFor({ state: 'detached' });
    assert.notEqual((await everywhere()).closes, '18:00');
  });

  await opens(page, 'Backups', async (dialog) => {
    await tabTo(page, dialog.getByRole('button', { name: 'Back up now' }));
    const before = (await rpc('lines.backups')).items.length;
    await page.keyboard.press('Enter');
    await eventually('a copy is made', async () => (await rpc('lines.backups')).items.length > before);
    await dialog
      .getByRole('button', { name: /^Restore the copy of/ })
      .first()
      .waitFor();
    await examineOver(page, 'line-backups');
  });

  await tabTo(page, page.getByRole('button', { name: 'Export' }));
  await page.keyboard.press('Enter');
  await page.getByText('1 text is in').waitFor();
  const folder = await page.locator('.path').innerText();
  assert.ok(existsSync(`${folder}/fans.csv`), 'the folder that is shown holds the files');
  assert.match(readFileSync(`${folder}/messages.jsonl`, 'utf8'), /nine hours/);

  await opens(page, 'Activity', async (dialog) => {
    await dialog.getByText('Welcome was switched on').waitFor();
    await dialog.getByText('Everything was exported').waitFor();
    await examineOver(page, 'line-activity');
    const area = dialog.getByRole('combobox', { name: 'Which activity' });
    await tabTo(page, area);
    await area.selectOption('replies');
    await dialog.getByText('Everything was exported').waitFor({ state: 'detached' });
    await dialog.getByText('Welcome was switched on').waitFor();
  });
});

/** Opens a tool by its button, and closes it with Escape. */
async function opens(page, name, work) {
  const button = page.getByRole('button', { name: `Open: ${name}` });
  await tabTo(page, button);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name });
  await dialog.waitFor();
  await work(dialog);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await eventually('the focus is back where it was', () => isFocused(button));
}
