// What is asked of a page, with the reason why in every complaint.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { setTimeout as rest } from 'node:timers/promises';
import { fromUi, PATIENCE } from './stage.mjs';

const AXE = readFileSync(fromUi.resolve('axe-core/axe.min.js'), 'utf8');
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

/** Waits until `probe` gives something true, and gives that. */
export async function eventually(what, probe, patience = PATIENCE) {
  const end = performance.now() + patience;
  let last;
  while (performance.now() < end) {
    last = await probe();
    if (last) return last;
    await rest(50);
  }
  throw new Error(`never happened: ${what} (last: ${JSON.stringify(last)})`);
}

/**
 * Compares what assistive technology is told about a part of the page with an outline. Places that change stand as
 * `<<pattern>>`; a line `…` stands for any lines below it.
 */
export async function expectOutline(locator, outline) {
  const wanted = unindent(outline);
  const pattern = new RegExp(`^${wanted.map(linePattern).join('')}$`);
  let found = '';
  try {
    await eventually(
      'the outline',
      async () => {
        found = await locator.ariaSnapshot();
        return pattern.test(`${found.trimEnd()}\n`);
      },
      10_000,
    );
  } catch {
    throw new Error(`the outline is another one. Wanted:\n${wanted.join('\n')}\nFound:\n${found}`);
  }
}

function linePattern(line) {
  if (line.trim() === '…') return '(?:.*\\n)*?';
  const pieces = line.split(/<<(.*?)>>/);
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `${pieces.map((piece, index) => (index % 2 === 1 ? piece : literal(piece))).join('')}\\n`;
}

function unindent(outline) {
  const lines = outline.split('\n').filter((line) => line.trim() !== '');
  const margin = Math.min(...lines.map((line) => line.search(/\S/)));
  return lines.map((line) => line.slice(margin).trimEnd());
}

/** Asks axe for everything that WCAG 2.1 AA forbids. */
export async function expectAccessible(page, where) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (tags) => {
    const { violations: found } = await window.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
    });
    return found.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id} (${help}): ${node.html}\n    ${node.failureSummary}`),
    );
  }, WCAG);
  assert.deepEqual(violations, [], `axe finds faults on ${where}`);
}

/**
 * Nothing sticks out sideways, no words lie over others, and every control that is in view can be pressed: nothing lies
 * over its middle, and it lies inside the window.
 */
export async function expectFits(page, where) {
  let faults = [];
  // A window that was just resized may still be moving.
  const still = async () => (faults = await misfits(page)).length === 0;
  await eventually('everything fits', still, 3000).catch(() => undefined);
  assert.deepEqual(faults, [], `something does not fit on ${where}`);
}

function misfits(page) {
  return page.evaluate(() => {
    const found = [];
    const name = (element) =>
      `<${element.localName}> ${element.getAttribute('aria-label') ?? element.innerText}`;
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in ${clientWidth}`);
    if (scrollHeight > clientHeight) found.push(`the page is ${scrollHeight} high in ${clientHeight}`);
    const isScroller = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    for (const element of document.querySelectorAll('body *')) {
      if (isScroller(element) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        found.push(
          `.${element.className} scrolls sideways: ${element.scrollWidth} in ${element.clientWidth}`,
        );
    }
    const clips = new Map();
    const clipOf = (node) => {
      const parent = node.parentElement;
      if (!parent) return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
      if (!clips.has(parent)) clips.set(parent, clipInside(parent));
      return clips.get(parent);
    };
    const clipInside = (element) => {
      const outer = clipOf(element);
      if (getComputedStyle(element).overflowY === 'visible') return outer;
      const box = element.getBoundingClientRect();
      return {
        left: Math.max(outer.left, box.left),
        top: Math.max(outer.top, box.top),
        right: Math.min(outer.right, box.right),
        bottom: Math.min(outer.bottom, box.bottom),
      };
    };
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      const holder = node.parentElement;
      if (node.data.trim() === '' || holder.closest('.sr, [inert]') || !holder.checkVisibility()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects()) {
        const clip = clipOf(node);
        // The box of a line is taller than its letters.
        const spare = box.height / 4;
        const rect = {
          left: Math.max(box.left, clip.left) + 1,
          right: Math.min(box.right, clip.right) - 1,
          top: Math.max(box.top + spare, clip.top),
          bottom: Math.min(box.bottom - spare, clip.bottom),
          node,
        };
        if (rect.right > rect.left && rect.bottom > rect.top) texts.push(rect);
      }
    }
    for (const [index, one] of texts.entries()) {
      for (const other of texts.slice(index + 1)) {
        // What an ellipsis cuts off is in the same text.
        if (one.node === other.node) continue;
        const apart =
          one.right <= other.left ||
          other.right <= one.left ||
          one.bottom <= other.top ||
          other.bottom <= one.top;
        if (!apart)
          found.push(`“${one.node.data.trim()}” and “${other.node.data.trim()}” lie over each other`);
      }
    }
    const controls = 'a[href], button, input, textarea, select, [role=option], [role=switch]';
    for (const element of document.querySelectorAll(controls)) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || !element.checkVisibility({ visibilityProperty: true })) continue;
      const clip = clipOf(element);
      const middle = { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
      if (middle.y < clip.top || middle.y > clip.bottom) continue; // One scrolls to it.
      if (box.left < -0.5 || box.right > innerWidth + 0.5)
        found.push(`${name(element)} sticks out: ${Math.round(box.left)} to ${Math.round(box.right)}`);
      const hit = document.elementFromPoint(middle.x, middle.y);
      const label = element.closest('label');
      if (!hit || !(element.contains(hit) || hit.contains(element) || label?.contains(hit)))
        found.push(
          `${name(element)} lies under ${hit ? `<${hit.localName} class="${hit.className}">` : 'nothing'}`,
        );
    }
    return found;
  });
}

/** Every word that is on screen or told about it, whoever wrote it. */
export function wordsOn(page) {
  return page.evaluate(() => {
    const words = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) words.add(walker.currentNode.data.trim());
    // Sentences with a strong word in them are several texts.
    for (const element of document.querySelectorAll('p, span, dt, dd, div.grow, button, a'))
      words.add(element.textContent.replace(/\s+/g, ' ').trim());
    for (const element of document.querySelectorAll('body *'))
      for (const attribute of ['aria-label', 'title', 'placeholder', 'data-label', 'alt'])
        for (const line of (element.getAttribute(attribute) ?? '').split('\n')) words.add(line.trim());
    words.delete('');
    return [...words];
  });
}
