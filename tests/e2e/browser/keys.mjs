// What somebody does who has no mouse.

/** A press of the mouse anywhere fails the test; Return and Space on a button give clicks that no pointer made. */
export async function forbidMouse(page) {
  await page.addInitScript(() => {
    addEventListener('pointerdown', () => console.error('a mouse was used'), true);
  });
}

export function isFocused(locator) {
  return locator.evaluate((element) => element === document.activeElement);
}

/** Presses Tab until something has the focus, as somebody does who knows that it is on the page. */
export async function tabTo(page, locator) {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await isFocused(locator)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never leads to ${locator}`);
}
