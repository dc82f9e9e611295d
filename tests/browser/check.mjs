// Checks built sites in a browser: both colour schemes, phone and desktop, zoomed, printed, with a strict content security
// policy, opened from files, and for illegible text.
//
//     node check.mjs FOLDER [--one-page PAGE]...
//
// FOLDER is a built site. The largest page of every kind is checked. Each PAGE must print on one A4 sheet.

import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

import { files, largestOfEachKind, serve } from './built-pages.mjs';
import { faults } from './legible.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
// The rules checked in each colour scheme: a second scheme changes nothing but colours.
const AXE_RULES = {
  light: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
// A subfolder, so that links from the root of the host fail.
const FOLDER = '/a/site/';
// Widths in CSS pixels: the narrowest phone, a common one, a desktop, and that desktop at 200 %.
const WIDTHS = [320, 390, 1280, 640];
// Layouts checked for legibility: width in CSS pixels, and whether printed. The printed width is that of A4 without the
// margins of the style sheet.
const LAYOUTS = [
  { width: 390, media: 'screen' },
  { width: 1280, media: 'screen' },
  { width: 703, media: 'print' },
];
// System fonts; the first is the widest of the common ones.
const FONTS = ['DejaVu Sans', 'Noto Sans'];
// How many pages are checked at a time.
const WORKERS = 2;
// How often a page is loaded before a layout shift is reported.
const LOADS = 3;
const LARGEST_BRIEFING = 30_000;
const LARGEST_STYLE = 24_000;

const [root, onePage] = arguments_(process.argv.slice(2));
const found = [];
const fault = (page, words) => found.push(`${page}: ${words}`);

function arguments_(given) {
  const pages = [];
  let folder;
  for (let at = 0; at < given.length; at += 1) {
    if (given[at] === '--one-page') pages.push(given[(at += 1)]);
    else folder = resolve(given[at]);
  }
  if (!folder) throw new Error('usage: node check.mjs FOLDER [--one-page PAGE]...');
  return [folder, pages];
}

// Opens a browser tab that records all console messages and requested URLs.
async function open(browser, options, page) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  tab.on('console', (message) => fault(page, `the console says: ${message.text()}`));
  tab.on('pageerror', (error) => fault(page, `a script fails: ${error.message}`));
  tab.on('request', (request) => {
    if (!request.url().startsWith(base) && !request.url().startsWith('file:')) fault(page, `asks ${request.url()}`);
  });
  tab.on('response', (response) => response.status() >= 400 && fault(page, `${response.status()} for ${response.url()}`));
  await tab.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value)))
      .observe({ type: 'layout-shift', buffered: true });
  });
  return tab;
}

const address = (page) => base + page.split('/').map(encodeURIComponent).join('/');

async function accessible(browser, page) {
  for (const [colorScheme, runOnly] of Object.entries(AXE_RULES)) {
    const tab = await open(browser, { colorScheme }, page);
    for (const width of [1280, 390]) {
      const how = `${colorScheme}, ${width} px`;
      await tab.setViewportSize({ width, height: 844 });
      await tab.goto(address(page), { waitUntil: 'load' });
      await tab.evaluate(AXE);
      const { violations } = await tab.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ['violations'] }), runOnly);
      for (const { id, help, nodes } of violations) fault(page, `${how}: ${id}: ${help}: ${nodes[0].html.slice(0, 160)} (${nodes.length})`);
      const shift = await leastShift(tab, page);
      if (shift > 0) fault(page, `${how}: the layout shifts by ${shift.toFixed(4)}`);
    }
    await tab.context().close();
  }
}

// On a busy machine the browser may paint a line before all of its words are parsed. Only a shift that comes back is a
// fault of the page.
async function leastShift(tab, page) {
  let least = await shiftOnScroll(tab);
  for (let tries = 1; least > 0 && tries < LOADS; tries += 1) {
    await tab.goto(address(page), { waitUntil: 'load' });
    least = Math.min(least, await shiftOnScroll(tab));
  }
  return least;
}

async function shiftOnScroll(tab) {
  await tab.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  return tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.shift), 50))));
}

// A page whose menu arrives in two parts does not shift.
async function arrivesInParts(browser, page) {
  for (const width of [1280, 390]) {
    const tab = await open(browser, {}, page);
    await tab.setViewportSize({ width, height: 844 });
    await tab.goto(`${address(page)}?parts`, { waitUntil: 'load' });
    const shift = await shiftOnScroll(tab);
    if (shift > 0) fault(page, `${width} px, in parts: the layout shifts by ${shift.toFixed(4)}`);
    await tab.context().close();
  }
}

async function fits(browser, page) {
  const tab = await open(browser, {}, page);
  await tab.goto(address(page));
  for (const width of WIDTHS) {
    await tab.setViewportSize({ width, height: 800 });
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (over > 0) fault(page, `at ${width} px it is ${over} px too wide`);
  }
  await tab.context().close();
}

async function legible(browser, page) {
  const tab = await open(browser, {}, page);
  await tab.goto(address(page));
  await tab.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  for (const font of FONTS) {
    await tab.evaluate((font) => document.documentElement.style.setProperty('--sans', `"${font}"`), font);
    for (const { width, media } of LAYOUTS) {
      await tab.emulateMedia({ media });
      await tab.setViewportSize({ width, height: 844 });
      for (const words of await faults(tab, media === 'print')) fault(page, `${media}, ${width} px, ${font}: ${words}`);
    }
  }
  await tab.context().close();
}

// The first press of Tab focuses the skip link.
async function skips(browser, page) {
  const tab = await open(browser, {}, page);
  await tab.goto(address(page));
  await tab.keyboard.press('Tab');
  const skip = await tab.evaluate(() => ({ to: document.activeElement.hash, top: document.activeElement.getBoundingClientRect() }));
  if (skip.to !== '#_main' || skip.top.x < 0) fault(page, 'the first key press does not show the link that skips to the content');
  await tab.context().close();
}

async function opensFromFiles(browser, page) {
  const tab = await open(browser, {}, page);
  await tab.goto(pathToFileURL(join(root, page)).href);
  const styled = await tab.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--measure') !== '');
  if (!styled) fault(page, 'opened from a file it has no style');
  await tab.context().close();
}

async function leadsOn(browser, page) {
  const to = /id="_moved" href="([^"]*)"/.exec(readFileSync(join(root, page), 'utf8'))[1];
  const expected = new URL(to, address(page)).href;
  for (const [javaScriptEnabled, anchor] of [[true, '#_main'], [false, '']]) {
    const tab = await open(browser, { javaScriptEnabled }, page);
    await tab.goto(`${address(page)}#_main`).catch(() => {});
    await tab.waitForURL(expected + anchor, { timeout: 5000 }).catch(() => fault(page, `leads to ${tab.url()}, not ${expected + anchor}`));
    await tab.context().close();
  }
}

// Chromium writes one object of this type per sheet.
const sheets = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;

async function prints(browser, page) {
  const tab = await open(browser, {}, page);
  await tab.goto(address(page));
  for (const format of ['A4', 'Letter']) {
    const count = sheets(await tab.pdf({ format }));
    console.log(`${page}: ${count} sheet(s) of ${format}`);
    if (format === 'A4' && count !== 1) fault(page, `takes ${count} sheets of A4, not one`);
  }
  await tab.context().close();
}

function weighs(all) {
  const over = (path, limit) => {
    const { size } = statSync(join(root, path));
    if (size > limit) fault(path, `holds ${size} bytes, more than ${limit}`);
  };
  over('style.css', LARGEST_STYLE);
  onePage.forEach((path) => over(path, LARGEST_BRIEFING));
  return all.length;
}

const all = files(root).filter((path) => path.endsWith('.html')).sort();
const moved = all.filter((path) => readFileSync(join(root, path), 'utf8').includes('http-equiv="refresh"'));
// A server sends the "not found" page at any URL; its links begin at the root of the host.
const readable = all.filter((path) => !moved.includes(path) && path !== '404.html');
const pages = [...new Set([...largestOfEachKind(root, readable), ...onePage])];

const server = await serve(root, FOLDER, POLICY);
const base = `http://127.0.0.1:${server.address().port}${FOLDER}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
weighs(all);
const waiting = [...pages];
const worker = async () => {
  for (let page = waiting.shift(); page; page = waiting.shift()) {
    await accessible(browser, page);
    await fits(browser, page);
    await legible(browser, page);
  }
};
await Promise.all(Array.from({ length: WORKERS }, worker));
await skips(browser, pages[0]);
await arrivesInParts(browser, pages[0]);
await opensFromFiles(browser, pages.at(-1));
for (const page of moved.slice(0, 3)) await leadsOn(browser, page);
for (const page of onePage) await prints(browser, page);
await browser.close();
server.close();

console.log(`${pages.length} pages of ${all.length} looked at: ${pages.join(', ')}`);
found.sort().forEach((words) => console.error(words));
console.log(found.length ? `${found.length} found` : 'nothing found');
process.exitCode = found.length ? 1 : 0;
