// One script's browser: pages that are listened to, and the end that says whether anything was wrong.

import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What is installed for the UI. */
export const fromUi = createRequire(new URL('../../../ui/package.json', import.meta.url));
const { chromium } = fromUi('playwright-core');

/** `{url, browser, screenshots, carrier}`, from the test that started this. */
export const task = JSON.parse(readFileSync(0, 'utf8'));

const SWITCHES = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** How long something on screen may take on a busy machine, in milliseconds. */
export const PATIENCE = 30_000;

/**
 * Plays a script and ends the process. `refusals` are the commands that the engine refuses in it, as
 * `method: code`; any other refusal, any word on the console and any request that fails is a fault.
 */
export async function play(script, { refusals = [] } = {}) {
  const started = performance.now();
  const browser = await chromium.launch({ executablePath: task.browser, args: SWITCHES });
  const faults = [];
  const refused = new Set();
  const stage = { browser, page: (options) => openPage(browser, options, faults, refused) };
  try {
    await script(stage);
    for (const refusal of refused) if (!refusals.includes(refusal)) faults.push(`refused ${refusal}`);
    for (const refusal of refusals) if (!refused.has(refusal)) faults.push(`was never refused: ${refusal}`);
    if (faults.length > 0) throw new Error(`the page was not silent:\n${[...new Set(faults)].join('\n')}`);
    console.log(`played in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } catch (fault) {
    console.error(fault);
    for (const line of faults) console.error(`meanwhile: ${line}`);
    await keepEvidence(browser);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

async function openPage(browser, options, faults, refused) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'en-US',
    colorScheme: 'light',
    ...options,
  });
  context.setDefaultTimeout(PATIENCE);
  await context.exposeBinding('violated', (_, what) => faults.push(`content policy: ${what}`));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      window.violated(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.stack ?? error}`));
  page.on('dialog', (dialog) => {
    faults.push(`a dialog of the browser: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    // A refusal is an answer of 400 on the bridge, which the browser reports as a resource that failed.
    if (new URL(message.location().url || task.url).pathname === '/rpc') return;
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // What was still asked when the page went.
    if (why !== 'net::ERR_ABORTED') faults.push(`no answer from ${request.url()}: ${why}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== task.url && protocol !== 'data:') faults.push(`asked elsewhere: ${request.url()}`);
  });
  page.on('response', async (response) => {
    if (response.status() < 400) return;
    if (new URL(response.url()).pathname !== '/rpc') {
      faults.push(`${response.status()} from ${response.url()}`);
      return;
    }
    const { method } = response.request().postDataJSON();
    const { code } = await response.json().catch(() => ({ code: 'unreadable' }));
    refused.add(`${method}: ${code}`);
  });
  return page;
}

async function keepEvidence(browser) {
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    const path = join(task.screenshots, `failed-${process.argv[1].replace(/.*\/|\.mjs$/g, '')}-${index}.png`);
    await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
    console.error(`the page at that moment: ${path}`);
    console.error(await page.locator('body').ariaSnapshot({ timeout: 5000 }).catch(String));
  }
}

mkdirSync(task.screenshots, { recursive: true });

/** Keeps a picture of the page as `browser-NAME.png`. */
export async function shoot(page, name) {
  await page.screenshot({ path: join(task.screenshots, `browser-${name}.png`), animations: 'disabled' });
}

/** Runs a command of the table as the window would. */
export async function rpc(method, params = {}) {
  const response = await fetch(`${task.url}/rpc`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ method, params }),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${method} was refused: ${JSON.stringify(answer)}`);
  return answer;
}

export const set = (key, value) => rpc('settings.set', { key, value });
