// A day in the inbox without a mouse: looking through, answering, taking back, choosing several, finding, and what stays
// after a reload.

import assert from 'node:assert/strict';
import { carrierAt } from './carrier.mjs';
import { examine, examineOver } from './examine.mjs';
import { eventually, expectAccessible } from './expect.mjs';
import { forbidMouse, isFocused, tabTo } from './keys.mjs';
import { play, rpc, set, shoot, task } from './stage.mjs';

const NUMBER = (place) => `+1202555${String(120 + place).padStart(4, '0')}`;
const TEXTS = [
  'Bring back the yellow umbrella song, please!',
  'Will you play in Rome this spring?',
  'お誕生日おめでとう 🎂',
  'I drove nine hours to see you. Worth every mile.',
  'first concert of my life was yours',
  'see you at the harbor',
];

const carrier = carrierAt(task.carrier);

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
  await set('pace_per_second', '100');
  for (const [place, body] of TEXTS.entries()) await carrier.text(NUMBER(place), body);
  await eventually('every fan is heard', async () => (await rpc('status.get')).fans === TEXTS.length);

  const page = await stage.page();
  await forbidMouse(page);
  await page.goto(task.url);
  await page.getByRole('option').first().waitFor();
  await filters(page);
  await insertsAndTakesBack(page);
  await answersAndGoesOn(page);
  await reactionsStandOnTheirText(page);
  await draftSurvives(page);
  await fillsTheCard(page);
  await choosesSeveral(page);
  await putsAside(page);
  await waitsBehindThePill(page);
  await finds(page);
});

function rows(page) {
  return page.getByRole('listbox', { name: 'Conversations' }).getByRole('option');
}

function composerOf(page) {
  return page.getByRole('textbox', { name: /^Reply to/ });
}

async function filters(page) {
  await tabTo(page, page.getByRole('button', { name: 'Questions', exact: true }));
  await page.keyboard.press('Enter');
  await eventually('only the question is listed', async () => (await rows(page).count()) === 1);
  await page.keyboard.press('j');
  await page.locator('.msg.fan .bubble').filter({ hasText: 'play in Rome' }).waitFor();
}

async function insertsAndTakesBack(page) {
  await set('personal_undo', '60s');
  await page.keyboard.press('r');
  const composer = composerOf(page);
  await eventually('R leads to the composer', () => isFocused(composer));
  await page.keyboard.type('In May ');
  await page.keyboard.press('/');
  const phrases = page.getByRole('combobox', { name: 'Saved phrases' });
  await phrases.waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Keep what I wrote' }));
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'In May' }).waitFor();
  await expectAccessible(page, 'the saved phrases');
  await page.keyboard.press('Escape');
  await eventually(
    'a slash that was meant is written',
    async () => (await composer.inputValue()) === 'In May /',
  );
  await page.keyboard.press('Backspace');
  await page.keyboard.press('{');
  await page.getByRole('combobox', { name: 'Merge field' }).waitFor();
  await page.keyboard.press('Enter');
  await eventually('a field is put in', async () => (await composer.inputValue()) === 'In May {first_name}');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('In May! ');
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, page.getByRole('button', { name: 'Emoji' }));
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Emoji' }).waitFor();
  await examineOver(page, 'emoji');
  await page.keyboard.type('party');
  await page.getByRole('option', { name: 'party face' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await eventually(
    'the second that was found is put in',
    async () => (await composer.inputValue()) === 'In May! 🎉',
  );
  await page.keyboard.press('Enter');
  await page.locator('.msg.personal').filter({ hasText: 'In May! 🎉' }).getByText('About to leave').waitFor();
  await expectAccessible(page, 'a text that is about to leave');
  await page.keyboard.press('ControlOrMeta+Z');
  await eventually('its words are back', async () => (await composer.inputValue()) === 'In May! 🎉');
  await eventually(
    'it is gone from the thread',
    async () => (await page.locator('.msg.personal').count()) === 0,
  );
  assert.deepEqual(await carrier.sent(), [], 'what is taken back never leaves');
}

async function answersAndGoesOn(page) {
  await set('personal_undo', '0s');
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('button', { name: 'All', exact: true }));
  await page.keyboard.press('Enter');
  await eventually('everybody is listed', async () => (await rows(page).count()) === TEXTS.length);
  await page.keyboard.press('r');
  const composer = composerOf(page);
  await eventually('R leads to the composer', () => isFocused(composer));
  const before = page.url();
  const whom = () => composerOf(page).getAttribute('placeholder');
  const asked = await whom();
  await page.keyboard.press('ControlOrMeta+Enter');
  await eventually('the next conversation is open', async () => page.url() !== before && (await whom()) !== asked);
  await eventually('with the focus in its composer', () => isFocused(composerOf(page)));
  await eventually('the answer went to the one who asked', async () => {
    const sent = await carrier.sent();
    return sent.length === 1 && sent[0].to === NUMBER(1) && sent[0].body === 'In May! 🎉';
  });
  await page.keyboard.press('Escape');
}

async function reactionsStandOnTheirText(page) {
  await carrier.text(NUMBER(1), 'Loved “In May! 🎉”');
  const asker = await fanOf(NUMBER(1));
  await page.goto(`${task.url}/#/inbox/${asker.id}`);
  await page.locator('.reactions').getByText('❤️').waitFor();
  const wording = page.getByRole('log').getByText('Loved “In May');
  await eventually('the wording of a phone is no text', async () => (await wording.count()) === 0);
}

async function draftSurvives(page) {
  await page.keyboard.press('r');
  await eventually('R leads to the composer', () => isFocused(composerOf(page)));
  await page.keyboard.type('half a thought');
  const asker = await fanOf(NUMBER(1));
  await eventually(
    'it is kept',
    async () => (await rpc('thread.list', { fan_id: asker.id })).draft === 'half a thought',
  );
  await page.reload();
  await eventually(
    'it is there again',
    async () => (await composerOf(page).inputValue()) === 'half a thought',
  );
}

async function fillsTheCard(page) {
  const card = page.getByRole('complementary', { name: 'Fan card' });
  await tabTo(page, card.getByRole('textbox', { name: 'Name' }));
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('Beatriz Almada');
  await page.keyboard.press('Enter');
  await tabTo(page, card.getByRole('textbox', { name: 'City' }));
  await page.keyboard.type('Belo Horizonte');
  await page.keyboard.press('Enter');
  await tabTo(page, card.getByRole('textbox', { name: 'Add a tag' }));
  await page.keyboard.type('sign');
  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: 'Remove the tag sign' }).waitFor();
  await card.getByText(/there$/).waitFor();
  await tabTo(page, card.getByText('What was said about it'));
  await page.keyboard.press('Enter');
  await card.getByText('Texted first').waitFor();
  const fan = await eventually('it is all kept', async () => {
    const found = await fanOf(NUMBER(1));
    return found.city === 'Belo Horizonte' && found.name === 'Beatriz Almada' && found;
  });
  assert.deepEqual(fan.tags, ['sign']);
  await examine(page, 'conversation');
  await tabTo(page, card.getByRole('button', { name: 'Erase everything…' }));
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  await shoot(page, 'erase-light');
  await expectAccessible(page, 'the question before erasing');
  assert.ok(await isFocused(page.getByRole('button', { name: 'Cancel' })), 'Return does not erase');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
}

async function choosesSeveral(page) {
  await toList(page);
  await page.keyboard.press('Home');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByRole('toolbar', { name: 'Chosen conversations' }).getByText('2 chosen').waitFor();
  assert.equal(await page.locator('[role=option][aria-selected=true]').count(), 2);
  await examine(page, 'chosen');
  await page.keyboard.press('t');
  const tag = page.getByRole('textbox', { name: 'Tag' });
  await eventually('the tag is asked for', () => isFocused(tag));
  await page.keyboard.type('Front Row');
  await page.keyboard.press('Enter');
  await page.getByText('2 fans tagged “Front Row”').waitFor();
  const tagged = async () => (await fansWith('front row')).length;
  assert.equal(await tagged(), 2);
  await page.keyboard.press('ControlOrMeta+Z');
  await eventually('undone', async () => (await tagged()) === 0);
}

async function putsAside(page) {
  await toList(page);
  const count = await rows(page).count();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('e');
  await eventually('they leave the list', async () => (await rows(page).count()) === count - 2);
  await page.keyboard.press('ControlOrMeta+Z');
  await eventually('and come back', async () => (await rows(page).count()) === count);
}

/** Somebody who stands in the list keeps their place; what is new waits. */
async function waitsBehindThePill(page) {
  await toList(page);
  const first = await rows(page).first().getAttribute('id');
  await carrier.text(NUMBER(7), 'somebody nobody knows yet');
  const pill = page.getByRole('button', { name: '1 new' });
  await pill.waitFor();
  assert.equal(await rows(page).first().getAttribute('id'), first, 'no row moved under the keys');
  await shoot(page, 'inbox-new-light');
  await page.keyboard.press('Shift+Tab');
  assert.ok(await isFocused(pill), 'what waits is one step before the list');
  await carrier.text(NUMBER(8), 'and one more');
  await page.getByRole('button', { name: '2 new' }).waitFor();
  await page.keyboard.press('Enter');
  await eventually('it is shown', async () => (await rows(page).first().getAttribute('id')) !== first);
  assert.ok(await isFocused(page.getByRole('listbox', { name: 'Conversations' })), 'the keys are in the list');
}

async function finds(page) {
  const box = page.getByRole('searchbox', { name: 'Search' });
  const results = page.getByRole('region', { name: 'Conversations' });
  for (const [words, found] of [
    ['umbrella', 'Bring back the yellow umbrella'],
    ['誕生', 'お誕生日'],
    ['🎂', 'お誕生日'],
    ['almad', 'Beatriz Almada'],
    ['5550123', 'I drove nine hours'],
  ]) {
    await page.keyboard.press('ControlOrMeta+F');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type(words);
    await results.locator('.hit').filter({ hasText: found }).first().waitFor();
  }
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('umbrella');
  await results.locator('mark').getByText('umbrella').waitFor();
  await expectAccessible(page, 'what was found');
  await shoot(page, 'found-light');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.locator('.text.found').filter({ hasText: 'umbrella' }).waitFor();
  assert.ok(await box.inputValue(), 'the words stay for the next hit');
}

/** To the list, wherever the focus is. */
async function toList(page) {
  const list = page.getByRole('listbox', { name: 'Conversations' });
  for (let presses = 0; presses < 4 && !(await isFocused(list)); presses += 1)
    await page.keyboard.press('Escape');
  await tabTo(page, list);
}

function fanOf(number) {
  return rpc('fans.get', { number });
}

async function fansWith(tag) {
  return (await rpc('fans.list', { limit: 100 })).items.filter(({ tags }) => tags.includes(tag));
}
