// Fans, and whoever writes here, send markup, scripts, endless words and characters that turn a line around. All of it is
// only ever text.

import assert from 'node:assert/strict';
import { carrierAt } from './carrier.mjs';
import { eventually, expectFits } from './expect.mjs';
import { play, rpc, set, shoot, task } from './stage.mjs';

const TEXTS = [
  '<img src=x onerror="document.title=\'owned\'">',
  '</textarea></div><script>document.title="owned"</script>',
  'javascript:document.title="owned" {name} {n} **bold** ${1+1} &lt;b&gt; %s',
  `A\u202eno lluf a fo tsil\u202c and \u2067${'right '.repeat(4)}\u2069 again`,
  `W${'o'.repeat(900)}w`,
  `${'👩‍👩‍👧‍👦'.repeat(60)}`,
  `Z${'\u0334\u0352\u0351\u0348'.repeat(40)}algo`,
  'مرحبا! <b>هل</b> هذا أنت حقا؟ 123 abc',
  'line one\n\n\n\n\tline two\u0000\u0007 with what nobody can see',
  'https://example.com/<script>?q="><svg onload=alert(1)>',
];
const NAME = `<b>${'Wilhelmina'.repeat(9)}</b>\u202e"'`;
const NUMBER = (place) => `+121255501${String(10 + place)}`;

const carrier = carrierAt(task.carrier);

await play(async (stage) => {
  await connect();
  const fans = [];
  for (const [place, body] of TEXTS.entries()) {
    await carrier.text(NUMBER(place), body);
    fans.push(await eventually('the text is stored', () => stored(NUMBER(place))));
  }
  const page = await stage.page();
  await page.goto(task.url);
  await page.getByRole('option').first().waitFor();
  const alien = await foreignElements(page);

  for (const fan of fans) {
    await page.goto(`${task.url}/#/inbox/${fan.id}`);
    await page.locator(`#conversation-${fan.id}[aria-selected=true]`).waitFor();
    await showsExactly(page, '.msg.fan .bubble', fan.body);
    const preview = await page
      .locator(`#conversation-${fan.id} .say`)
      .evaluate((element) => element.textContent);
    assert.equal(preview.trim(), fan.preview.trim(), 'the list shows the words themselves');
    await fitsEverywhere(page, `a text that begins with ${JSON.stringify(fan.body.slice(0, 12))}`);
  }
  await namesAreText(page, fans[0]);
  await shoot(page, 'hostile-light');
  await wordsOfTheOwnerAreText(page);
  await foundIsText(page, fans[0]);

  assert.equal(await foreignElements(page), alien, 'no text made an element of its own');
  assert.equal(await page.title(), 'Fanline', 'no text ran');
});

async function connect() {
  const { account, key, secret, number, base_url } = task.carrier;
  await rpc('lines.add', { provider: 'twilio', account, key, secret, number, base_url });
  await set('quiet_hours', 'off');
}

/** A fan with the one text that the store keeps of them. */
async function stored(number) {
  const { items } = await rpc('inbox.list', { limit: 50 });
  const row = items.find((one) => one.number === number);
  if (!row) return undefined;
  const thread = await rpc('thread.list', { fan_id: row.id });
  return { id: row.id, preview: row.preview, body: thread.items[0].body };
}

/** Elements that only a text could have brought along. */
function foreignElements(page) {
  return page.locator('img, script:not([src]), body b b, iframe, svg[onload], [onerror]').count();
}

async function showsExactly(page, selector, words) {
  await eventually(`${selector} shows ${JSON.stringify(words.slice(0, 20))}`, () =>
    page.evaluate(
      ([where, wanted]) =>
        [...document.querySelectorAll(where)].some(
          (element) =>
            element.textContent === wanted &&
            // An address in a text is the one thing that can be pressed.
            [...element.childNodes].every(
              (node) =>
                [Node.TEXT_NODE, Node.COMMENT_NODE].includes(node.nodeType) ||
                (node.matches('button.address') && node.children.length === 0),
            ),
        ),
      [selector, words],
    ),
  );
}

async function fitsEverywhere(page, where) {
  await expectFits(page, where);
  await page.setViewportSize({ width: 960, height: 640 });
  await expectFits(page, `${where}, small`);
  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  await expectFits(page, `${where}, small and right to left`);
  await page.evaluate(() => document.documentElement.removeAttribute('dir'));
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function namesAreText(page, fan) {
  await page.goto(`${task.url}/#/inbox/${fan.id}`);
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill(NAME);
  await name.press('Enter');
  await showsExactly(page, 'header h2 bdi', NAME);
  await showsExactly(page, `#conversation-${fan.id} .who bdi`, NAME);
  await fitsEverywhere(page, 'a fan with a hostile name');
}

async function wordsOfTheOwnerAreText(page) {
  const tail = TEXTS[4].slice(0, 200);
  const words = `${TEXTS[0]} {name} ${tail}`;
  await page.goto(`${task.url}/#/replies`);
  const reply = page.getByRole('textbox', { name: 'Reply text' });
  await reply.fill(words);
  await page.keyboard.press('ControlOrMeta+s');
  await page.getByRole('status').filter({ hasText: 'Saved' }).waitFor();
  await showsExactly(page, '.phone .bubble', words);
  await fitsEverywhere(page, 'a hostile reply');

  await page.goto(`${task.url}/#/updates/new`);
  await page.getByRole('textbox', { name: 'Message' }).fill(words);
  await showsExactly(page, '.phone .bubble', words);
  await page.getByText(/^Draft saved/).waitFor();
  await fitsEverywhere(page, 'a hostile update');
  await set('undo_window', '0s');
  await set('pace_per_second', '100');
  await eventually('the update can be sent', () => page.locator('.go .btn').isEnabled());
  await page.locator('.go .btn').click();
  await showsExactly(page, '.now .bubble span', words);
  await fitsEverywhere(page, 'a hostile update on its way');
  await page
    .getByRole('status')
    .filter({ hasText: /Sent \d/ })
    .waitFor();
  const bodies = new Set((await carrier.sent()).map(({ body }) => body));
  // A fan chooses their own name, and pays nobody's bill with it.
  const filled = words.replace('{name}', NAME.slice(0, 40));
  assert.ok(bodies.delete(filled), 'what is written is what is sent, and a name is only a name');
  for (const body of bodies)
    assert.equal(
      body.replace(/ +/g, ' '),
      `${TEXTS[0]} ${tail}`,
      'a fan without a name gets the same without it',
    );
  await page.goto(`${task.url}/#/updates`);
  await page.getByRole('table').getByRole('link').waitFor();
  await fitsEverywhere(page, 'the list with a hostile update');
}

async function foundIsText(page, fan) {
  await page.goto(`${task.url}/#/inbox`);
  await page.getByRole('searchbox').fill('onerror');
  const hit = page.locator('.hit .body').first();
  await hit.locator('mark').first().waitFor();
  assert.ok(
    (await page.locator('.hit .body').allTextContents()).includes(fan.body),
    'a hit shows the words themselves',
  );
  await fitsEverywhere(page, 'hostile search results');
}
