// Checks the filters of the timeline of a built site, with and without JavaScript: node chronology.mjs FOLDER
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const page = join(resolve(process.argv[2]), 'chronology/index.html');
const found = [];
const fault = (words) => found.push(words);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

async function open(options) {
  const tab = await (await browser.newContext(options)).newPage();
  tab.on('console', (message) => fault(`the console says: ${message.text()}`));
  tab.on('pageerror', (error) => fault(`a script fails: ${error.message}`));
  await tab.goto(pathToFileURL(page).href);
  await tab.locator('#_only summary').press('Enter');
  return tab;
}

const rows = (tab) => tab.locator('.dates > li:not(.asof):visible').count();
const tab = await open({});
const all = await rows(tab);
for (const list of ['Actors', 'Venues']) {
  const entry = tab.locator(`#_only ul[aria-label=${list}] li`).first();
  const [name, count] = /^(.*) (\d+)$/.exec((await entry.textContent()).trim()).slice(1);
  await entry.locator('a').press('Enter');
  const shown = await rows(tab);
  if (shown !== Number(count) || shown >= all) fault(`${name} promises ${count} and leaves ${shown} of ${all}`);
  if (!(await tab.locator('#_only [role=status]').textContent()).includes(count)) fault('what is left is not announced');
  if ((await tab.locator('main > .year:visible').count()) > shown) fault('a year without facts is shown');
}
await tab.locator('#_only button').press('Enter');
if ((await rows(tab)) !== all) fault('not all come back');
const picture = await tab.locator('main figure img').evaluate((img) => ({ wide: img.naturalWidth, alt: img.alt })).catch(() => null);
if (!picture?.wide || !picture.alt) fault('the picture of the history is not shown, or says nothing');

const bare = await open({ javaScriptEnabled: false });
await bare.locator('#_only a').first().click();
if (bare.url().endsWith('chronology/index.html') || !bare.url().includes('#')) fault('without a script the link does not lead to the facts');
if (!existsSync(new URL(bare.url().split('#')[0]))) fault('without a script the link leads nowhere');
await browser.close();
found.forEach((words) => console.error(words));
console.log(found.length ? `${found.length} found` : 'nothing found');
process.exitCode = found.length ? 1 : 0;
