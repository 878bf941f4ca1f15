import type { Page } from 'playwright-core';
import { axeViolations } from './browser.js';

/** Words that stand on a page only by a mistake of the program. */
export const slips = /\b(?:undefined|NaN|null|Infinity|Invalid Date)\b|\[object \w+\]/u;

/** Latin words that stand on Chinese pages rightly: kinds of files and programs. Codes in capitals pass too, and a person's login in brackets. */
const latin = /^(?:xlsx|xls|csv|pdf|Excel|[A-Z]+)$/u;

/**
 * What is wrong with the page as it stands, at the width that it has; one line each: structure, language, labels, sideways scrolling,
 * slips, personal numbers in full, tables without rows, links to absent places, and all that axe finds.
 */
export async function pageFaults(page: Page): Promise<string[]> {
  const found = await page.evaluate<string[]>(`(${inspect})(${slips}, ${latin})`);
  return [...found, ...(await axeViolations(page))];
}

/** Runs in the page. */
const inspect = `(slips, latin) => {
  const faults = [];
  const show = (element) => element.outerHTML.replace(/\\s+/g, ' ').slice(0, 140);
  const root = document.documentElement;
  if (root.lang !== 'zh-CN') faults.push('lang is ' + root.lang);
  if (!document.title.trim()) faults.push('no title');
  const heads = [...document.querySelectorAll('h1')];
  if (heads.length !== 1 || !heads[0].textContent.trim()) faults.push(heads.length + ' h1');
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && e.checkVisibility());
    faults.push('scrolls sideways at ' + innerWidth + ' to ' + root.scrollWidth + ': ' + wide.slice(0, 3).map(show).join(' | '));
  }
  for (const box of document.body.querySelectorAll(':not(.visually-hidden)')) {
    const clips = box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1 && ['hidden', 'clip'].includes(getComputedStyle(box).overflowX);
    if (clips && getComputedStyle(box).textOverflow !== 'ellipsis') faults.push('cut off at ' + innerWidth + ': ' + box.innerText.slice(0, 100));
  }
  for (const field of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
    const label = [...(field.labels ?? [])].map((l) => l.textContent.trim()).join('') || field.getAttribute('aria-label');
    if (!label) faults.push('field without a label: ' + show(field));
  }
  for (const body of document.querySelectorAll('tbody')) if (body.rows.length === 0) faults.push('table without rows: ' + show(body.parentElement));
  for (const list of document.querySelectorAll('main ul, main ol, main dl, main select')) if (list.children.length === 0) faults.push('empty list: ' + show(list));
  for (const picture of document.images) if (picture.naturalWidth === 0) faults.push('picture is not there: ' + show(picture));
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) < i))) faults.push('id twice: ' + id);
  for (const link of document.querySelectorAll('a[href^="#"]')) if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) faults.push('leads to nothing: ' + show(link));
  for (const button of document.querySelectorAll('button, a[href]')) if (!button.innerText.trim() && button.checkVisibility() && !button.querySelector('img, svg')) faults.push('says nothing: ' + show(button));
  const attributes = (names) => names.flatMap((name) => [...document.querySelectorAll('[' + name + ']')].map((element) => [element.getAttribute(name), element]));
  const said = attributes(['title', 'alt', 'aria-label', 'placeholder', 'data-label']);
  for (const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), it = {}; it.node = walk.nextNode();) said.push([it.node.data, it.node.parentElement]);
  for (const [text, element] of [...said, ...attributes(['value', 'href', 'action'])]) {
    if (/(?<![0-9A-Za-z])(?:[1-9][0-9]{16}[0-9X]|62[0-9]{14,17})(?![0-9A-Za-z])/.test(text)) faults.push('a personal number in full, in ' + element.tagName);
    if (slips.test(text)) faults.push('slip: ' + text.trim().slice(0, 100) + ' in ' + show(element));
    if (/^\\/.*:/.test(text)) faults.push('address without its record: ' + text);
  }
  const words = said.filter(([, element]) => !element.closest('.code')).flatMap(([text]) => text.replace(/[(][a-z0-9]+[)]$/, '').match(/[A-Za-z]{3,}/g) ?? []);
  for (const word of new Set(words)) if (!latin.test(word)) faults.push('not Chinese: ' + word);
  return faults;
}`;
