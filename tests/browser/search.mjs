// Checks the search of a built site: by keyboard, from a server under a subfolder and from files, with a strict policy.
//
//     node search.mjs FOLDER QUERY TITLE [--most-bytes N] [--meant QUERY BETTER] [--day QUERY EXCERPT]...
//
// FOLDER is a built site, TITLE the page that must be the first result for QUERY. `--most-bytes` limits the bytes loaded
// before the first result, including page and style sheet. `--meant` gives a misspelt query and the one that must be offered
// instead, `--day` a query with a date and the beginning of the sentence that the first result must show.

import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

import { serve } from './built-pages.mjs';

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const FOLDER = '/a/site/';
// Milliseconds from the first key to its results, with browser and server on one machine: the best of several tries, because
// the machine may be busy. A time over the goal is printed; only a time that no load explains is a fault.
const GOAL = 50;
const SLOWEST_KEY = 250;
const TRIES = 6;

const [folder, query, title, ...options] = process.argv.slice(2);
const option = (name, values) => options.flatMap((given, at) => (given === name ? [options.slice(at + 1, at + 1 + values)] : []));
const [[mostBytes] = []] = option('--most-bytes', 1);
const root = resolve(folder);
const found = [];
const fault = (where, words) => found.push(`${where}: ${words}`);

const server = await serve(root, FOLDER, POLICY);
const served = `http://127.0.0.1:${server.address().port}${FOLDER}search/index.html`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

async function open(where, address, options = {}) {
  const tab = await (await browser.newContext(options)).newPage();
  tab.on('console', (message) => fault(where, `the console says: ${message.text()}`));
  tab.on('pageerror', (error) => fault(where, `a script fails: ${error.message}`));
  await tab.goto(address);
  return tab;
}

const first = (tab) => tab.locator('#_results a').first();
const state = (tab) => tab.locator('#_state').textContent();

// Measures the time of the first key, in a new tab.
async function firstKey(where, address) {
  const tab = await open(where, address);
  await tab.waitForTimeout(500);
  await tab.evaluate(() => {
    const results = document.getElementById('_results');
    // Chars without a key on the keyboard are entered without a key press.
    for (const name of ['keydown', 'input']) window.addEventListener(name, (event) => (window.pressed ??= event.timeStamp), true);
    new MutationObserver(() => (window.answered ??= performance.now())).observe(results, { childList: true });
  });
  await tab.keyboard.type(query[0]);
  await first(tab).waitFor({ timeout: 5000 });
  const took = await tab.evaluate(() => window.answered - window.pressed);
  await tab.context().close();
  return took;
}

// Counts the bytes loaded before the first result of the whole query, including page and style sheet.
async function bytes() {
  const tab = await open('bytes', served);
  await tab.waitForTimeout(500);
  await tab.evaluate(() => {
    const shown = () => document.querySelector('#_results a') && (window.shown ??= performance.now());
    new MutationObserver(shown).observe(document.getElementById('_results'), { childList: true, subtree: true });
  });
  await tab.keyboard.insertText(query);
  await tab.waitForFunction(() => window.shown, null, { timeout: 5000 });
  const loaded = await tab.evaluate(() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .filter((entry) => entry.responseEnd <= window.shown)
    .map((entry) => entry.decodedBodySize));
  await tab.context().close();
  return loaded.reduce((sum, size) => sum + size, 0);
}

// Types the query into the field that has the focus.
async function types(tab) {
  await tab.keyboard.type(query);
  await tab.waitForFunction((title) => document.querySelector('#_results a')?.textContent === title, title, { timeout: 5000 })
    .catch(async () => fault('results', `the first is “${await first(tab).textContent()}”, not “${title}”`));
}

async function seeks(where, address) {
  let took = Infinity;
  for (let tried = 0; tried < TRIES && took > GOAL; tried += 1) took = Math.min(took, await firstKey(where, address));
  console.log(`${where}: first key answered in ${took.toFixed(1)} ms${took > GOAL ? `, over the goal of ${GOAL}` : ''}`);
  if (took > SLOWEST_KEY) fault(where, `the first key takes ${took.toFixed(1)} ms`);
  const tab = await open(where, address);
  if (!(await tab.evaluate(() => document.activeElement.id === '_query'))) fault(where, 'the field has no focus');
  await types(tab);
  if (!/\d/.test(await state(tab)) || (await tab.locator('#_state').getAttribute('role')) !== 'status') fault(where, 'the number of results is not announced');
  await tab.locator('#_results mark').first().waitFor({ timeout: 5000 }).catch(() => fault(where, 'no match is marked'));
  await tab.waitForFunction(() => document.querySelector('#_results .hit').textContent, null, { timeout: 5000 })
    .catch(() => fault(where, 'the sentence that matched is not shown'));
  await tab.keyboard.press('ArrowDown');
  if (!(await first(tab).evaluate((link) => link === document.activeElement))) fault(where, 'the key that leads down does not reach the first result');
  await tab.keyboard.press('Escape');
  if (!(await tab.evaluate(() => document.activeElement.id === '_query'))) fault(where, 'the key that leads back does not reach the field');
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Enter');
  await tab.waitForURL((url) => !url.pathname.endsWith('/search/index.html'), { timeout: 5000 }).catch(() => fault(where, 'the first result does not open'));
  if (!(await tab.title()).startsWith(title)) fault(where, `the first result opens “${await tab.title()}”`);
  await tab.context().close();
}

// A query in the URL is run at once, and filters narrow the results.
async function narrows() {
  const tab = await open('narrowed', `${served}?q=${encodeURIComponent(query)}`);
  await first(tab).waitFor({ timeout: 5000 });
  const all = await state(tab);
  await tab.locator('.narrow summary').click();
  await tab.waitForFunction(() => document.querySelectorAll('#_search select[name=topics] option').length > 1, null, { timeout: 5000 })
    .catch(() => fault('narrowed', 'no topics are offered'));
  for (const name of ['year', 'topics', 'actors', 'venues']) {
    const option = await tab.locator(`select[name=${name}] option`).nth(1).getAttribute('value').catch(() => null);
    if (!option) { fault('narrowed', `no ${name} are offered`); continue; }
    const number = /\((\d+)\)$/.exec(await tab.locator(`select[name=${name}] option`).nth(1).textContent())[1];
    await tab.locator(`select[name=${name}]`).selectOption(option);
    await tab.waitForFunction((number) => document.getElementById('_state').textContent.startsWith(number), number, { timeout: 5000 })
      .catch(async () => fault('narrowed', `${name} promises ${number} and gives “${await state(tab)}”`));
    if (!tab.url().includes(`${name}=`)) fault('narrowed', 'the address does not tell the choice');
    await tab.locator(`select[name=${name}]`).selectOption('');
    await tab.waitForFunction((all) => document.getElementById('_state').textContent === all, all, { timeout: 5000 })
      .catch(() => fault('narrowed', `without ${name} not all come back`));
  }
  await tab.locator('#_query').fill('qqqqzzzz');
  await tab.waitForFunction(() => document.querySelectorAll('#_results li').length === 0 && document.getElementById('_state').textContent, null, { timeout: 5000 })
    .catch(() => fault('narrowed', 'it is not said that nothing was found'));
  await tab.context().close();
}

// A query with a misspelt word offers the right one.
async function corrects(misspelt, better) {
  const tab = await open('misspelt', `${served}?q=${encodeURIComponent(misspelt)}`);
  const link = tab.locator('#_state a');
  await link.waitFor({ timeout: 5000 }).catch(() => fault('misspelt', `nothing is offered for “${misspelt}”`));
  if ((await link.count()) && (await link.textContent()) !== better) fault('misspelt', `“${await link.textContent()}” is offered, not “${better}”`);
  if (await link.count()) await link.click();
  await first(tab).waitFor({ timeout: 5000 }).catch(() => fault('misspelt', `“${better}” finds nothing`));
  if (await tab.locator('#_state a').count()) fault('misspelt', 'another query is offered for one without mistakes');
  await tab.context().close();
}

// A date finds a fact of that day, which is shown with its day.
async function dated(asked, excerpt) {
  const tab = await open('date', `${served}?q=${encodeURIComponent(asked)}`);
  await tab.waitForFunction((excerpt) => document.querySelector('#_results .hit')?.textContent.startsWith(excerpt), excerpt, { timeout: 5000 })
    .catch(async () => fault('date', `“${asked}” shows “${await tab.locator('#_results .hit').first().textContent().catch(() => '')}”`));
  await tab.context().close();
}

// Without JavaScript, the page is a listing.
async function lists() {
  const tab = await open('without a script', served, { javaScriptEnabled: false });
  if (await tab.locator('#_search').isVisible()) fault('without a script', 'a field is shown that does nothing');
  if ((await tab.locator('#_browse a').count()) < 3) fault('without a script', 'there is nothing to leaf through');
  await tab.context().close();
}

const most = await bytes();
console.log(`${most} bytes loaded before the first result`);
if (mostBytes && most > Number(mostBytes)) fault('bytes', `${most} are loaded before the first result, more than ${mostBytes}`);
await seeks('http', served);
await seeks('file', pathToFileURL(join(root, 'search/index.html')).href);
await narrows();
await lists();
for (const [misspelt, better] of option('--meant', 2)) await corrects(misspelt, better);
for (const [asked, excerpt] of option('--day', 2)) await dated(asked, excerpt);
await browser.close();
server.close();
found.forEach((words) => console.error(words));
console.log(found.length ? `${found.length} found` : 'nothing found');
process.exitCode = found.length ? 1 : 0;
