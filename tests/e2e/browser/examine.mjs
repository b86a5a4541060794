// One screen, looked at as different people see it: in light and dark, in a small window, from right to left, with text
// twice as large. Leaves pictures behind.

import assert from 'node:assert/strict';
import { expectAccessible, expectFits, wordsOn } from './expect.mjs';
import { shoot } from './stage.mjs';
import { englishOn } from './words.mjs';

const WIDE = { width: 1280, height: 800 };
/** The smallest window that the desktop app allows. */
const SMALL = { width: 960, height: 640 };

export async function examine(page, name) {
  const language = await page.evaluate(() => document.documentElement.lang);
  const suffix = language === 'en' ? '' : `-${language}`;
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await shoot(page, `${name}-${colorScheme}${suffix}`);
    await expectAccessible(page, `${name}, ${colorScheme}, ${language}`);
  }
  await expectFits(page, `${name}, ${language}`);
  if (language !== 'en') assert.deepEqual(englishOn(await wordsOn(page)), [], `words left over on ${name}`);

  await page.setViewportSize(SMALL);
  await expectFits(page, `${name}, small, ${language}`);
  await shoot(page, `${name}-light${suffix}-960`);
  await page.setViewportSize(WIDE);
  if (language !== 'en') return;

  await page.evaluate(() => (document.documentElement.dir = 'rtl'));
  await expectFits(page, `${name}, right to left`);
  await shoot(page, `${name}-light-rtl`);
  await page.evaluate(() => document.documentElement.removeAttribute('dir'));

  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
  await expectFits(page, `${name}, text at 200 %`);
  await shoot(page, `${name}-light-200`);
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
}

/** The same for what lies over a screen, where what is below it cannot be reached. */
export async function examineOver(page, name) {
  const language = await page.evaluate(() => document.documentElement.lang);
  const suffix = language === 'en' ? '' : `-${language}`;
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await shoot(page, `${name}-${colorScheme}${suffix}`);
    await expectAccessible(page, `${name}, ${colorScheme}, ${language}`);
  }
  if (language !== 'en') assert.deepEqual(englishOn(await wordsOn(page)), [], `words left over on ${name}`);
  await page.setViewportSize(SMALL);
  await shoot(page, `${name}-light${suffix}-960`);
  await page.setViewportSize(WIDE);
}
