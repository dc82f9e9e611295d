// Checks the preview of `dateline serve` in a browser: reload, kept place, errors, styles, the panel and its keys.
//
//     node preview.mjs PROGRAM FOLDER [--pictures]
//
// PROGRAM is the program to run; FOLDER is emptied for the site. With --pictures, pictures of the errors and of the panel
// are kept there.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PATIENCE = 20_000;
const [program, folder] = process.argv.slice(2, 4).map((path) => resolve(path));
const pictures = process.argv.includes('--pictures');
const TALKS = 'content/briefings/talks.md';
const FILLER = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of a long page, which scrolls.`).join('\n\n');
const talks = (word) =>
  `---\ntitle: Talks open\npublished: 2025-04-19\nactors:\n  - ada-marten\n---\n${word}. On 17 April 2025 the sides signed a truce in Oslo, after a meeting on 3 March 2025 in Lisbon.\n\n${FILLER}\n`;
const SITE = {
  'site.toml': 'title = "Desk"\nas_of = 2025-04-20T18:00:00Z\n',
  'content/actors/ada-marten.md': '---\nname: Ada Marten\nkind: person\n---\n',
  'content/briefings/other.md': '---\ntitle: Other\npublished: 2025-04-18\ndraft: true\n---\nWords.\n',
  [TALKS]: talks('First'),
};

const found = [];
let checks = 0;
const check = (holds, words) => {
  checks += 1;
  if (!holds) found.push(words);
};

const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

const served = () =>
  new Promise((ready, failed) => {
    const child = spawn(program, ['serve', '--drafts', '--port', '0', '--root', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /http:\/\/127[^ ]*/.exec(line)?.[0];
      if (address) ready({ child, address });
    });
    child.on('exit', () => failed(new Error('the preview has ended')));
  });

const eventually = (tab, condition, argument) =>
  tab.waitForFunction(condition, argument, { timeout: PATIENCE, polling: 50 }).then(() => true, () => false);
const shadow = (tab, selector) => tab.locator(`#_dateline ${selector}`);
const shows = (tab, selector) => shadow(tab, selector).first().waitFor({ state: 'visible', timeout: PATIENCE }).then(() => true, () => false);
const hides = (tab, selector) => shadow(tab, selector).first().waitFor({ state: 'hidden', timeout: PATIENCE }).then(() => true, () => false);
const hasWord = (tab, word) => eventually(tab, (word) => document.querySelector('main')?.textContent.includes(word), word);

async function picture(tab, name) {
  for (const [colorScheme, width, height] of [['light', 1280, 800], ['dark', 1280, 800], ['light', 390, 844], ['dark', 390, 844]]) {
    await tab.emulateMedia({ colorScheme });
    await tab.setViewportSize({ width, height });
    await tab.evaluate(AXE);
    const { violations } = await tab.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ['violations'], preload: false }), AXE_TAGS);
    for (const { id, help, nodes } of violations) check(false, `${name}, ${colorScheme}, ${width} px: ${id}: ${help}: ${nodes[0].html.slice(0, 160)}`);
    const over = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(over <= 0, `${name}, ${width} px: ${over} px too wide`);
    if (pictures) await tab.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`) });
  }
  await tab.emulateMedia({ colorScheme: 'light' });
  await tab.setViewportSize({ width: 1280, height: 800 });
}

async function reloads(tab) {
  await tab.evaluate(() => {
    window.mark = 1;
    scrollTo(0, 700);
  });
  write(TALKS, talks('Second'));
  check(await hasWord(tab, 'Second.'), 'a changed page is loaded again');
  check(await eventually(tab, () => Math.abs(scrollY - 700) < 2), 'the place is kept');
  await tab.evaluate(() => (window.mark = 2));
  write('content/briefings/third.md', '---\ntitle: Third\npublished: 2025-04-10\n---\nWords.\n');
  write('templates/style.css', readStyle().replace(/$/, '\nmain { outline: 7px solid }\n'));
  check(await eventually(tab, () => getComputedStyle(document.querySelector('main')).outlineWidth === '7px'), 'styles are replaced');
  check(await tab.evaluate(() => window.mark) === 2, 'without loading the page again');
  check(await tab.evaluate(() => Math.abs(scrollY - 700) < 2), 'at the same place');
}

const readStyle = () => readFileSync(new URL('../../templates/style.css', import.meta.url), 'utf8');

async function showsErrors(tab) {
  write(TALKS, talks('Third').replace('2025-04-19', '2025-04-31'));
  check(await shows(tab, '.errors'), 'errors are shown');
  const text = await shadow(tab, '.errors').innerText();
  for (const part of ['error[', 'April has 30 days', 'content/briefings/talks.md:3:12', 'published: 2025-04-31', 'Help: ']) {
    check(text.includes(part), `the errors contain ${part}: ${text}`);
  }
  const link = await shadow(tab, '.errors a').first().getAttribute('href');
  check(link.startsWith('vscode://file/') && link.endsWith('talks.md:3:12'), `the link opens the editor: ${link}`);
  check(await hasWord(tab, 'Second.'), 'the last good page stays');
  await picture(tab, 'errors');
  write(TALKS, talks('Fourth'));
  check(await hides(tab, '.errors'), 'errors go when they are corrected');
  check(await hasWord(tab, 'Fourth.'), 'and the page is new');
}

const focused = (tab) =>
  tab.evaluate(() => {
    const focus = document.querySelector('#_dateline')?.shadowRoot.activeElement;
    return focus ? `${focus.localName}.${focus.className}` : '';
  });
const proposals = (tab) => shadow(tab, '.proposal').count();

async function usesPanel(tab) {
  check(await hides(tab, '#panel'), 'the panel is closed at first');
  await tab.keyboard.press('Alt+p');
  check(await shows(tab, '.proposal'), 'a key opens the panel');
  await tab.waitForTimeout(300);
  check((await focused(tab)) === 'li.proposal', `the first proposal has the focus: ${await focused(tab)}`);
  const text = await shadow(tab, '#panel').innerText();
  for (const part of ['Ada Marten', 'front matter, line 5', '17 April 2025', 'talks.md']) check(text.includes(part), `the panel contains ${part}: ${text}`);
  check((await shadow(tab, '.proposal mark').first().innerText()).length > 3, 'the words are marked');
  check(await tab.evaluate(() => CSS.highlights.has('dateline')), 'the sentence is highlighted in the page');
  await picture(tab, 'panel');
  const before = await proposals(tab);
  await tab.keyboard.press('ArrowDown');
  await tab.keyboard.press('ArrowUp');
  await tab.keyboard.press('a');
  check(await fewer(tab, before - 1), 'a accepts');
  check(readFileSync(join(folder, TALKS), 'utf8').includes('dates:\n  - { when: 2025-'), 'the line is in front matter');
  check(await eventually(tab, () => document.querySelector('main')?.textContent.includes('17 April 2025')), 'the page shows the fact');
  check(await eventually(tab, () => document.querySelector('#_dateline')?.shadowRoot.activeElement?.className === 'proposal'), 'the next proposal has the focus');
  await edits(tab);
  const left = await proposals(tab);
  await tab.keyboard.press('r');
  check(await fewer(tab, left - 1), 'r rejects');
  check(readFileSync(join(folder, TALKS), 'utf8').includes('ignore'), 'the words are remembered');
  await refuses(tab);
  await tab.keyboard.press('Escape');
  check(await hides(tab, '#panel'), 'Escape closes the panel');
  check((await focused(tab)) === 'button.toggle', 'and focuses the button');
  await tab.keyboard.press('Enter');
  check(await shows(tab, '#panel'), 'the button opens it');
  await tab.keyboard.press('Alt+p');
  check(await hides(tab, '#panel'), 'the key closes it');
}

const fewer = (tab, count) =>
  eventually(tab, (count) => document.querySelector('#_dateline')?.shadowRoot.querySelectorAll('.proposal').length === count, count);

async function edits(tab) {
  await tab.keyboard.press('e');
  check(await shows(tab, '.proposal input'), 'e edits');
  const line = await shadow(tab, '.proposal input').inputValue();
  await shadow(tab, '.proposal input').fill('{ nonsense');
  await tab.keyboard.press('Enter');
  check(await shows(tab, '.refused'), 'a line that cannot be read is refused');
  check(!readFileSync(join(folder, TALKS), 'utf8').includes('nonsense'), 'and not written');
  await tab.keyboard.press('e');
  await shadow(tab, '.proposal input').fill(line);
  const current = readFileSync(join(folder, TALKS), 'utf8');
  write(TALKS, current.replace('Fourth.', 'Fifth.'));
  check(await eventually(tab, () => document.querySelector('#_dateline')?.shadowRoot.querySelector('.status').textContent !== ''), 'a change waits for the line');
  check((await shadow(tab, '.proposal input').inputValue()) === line, 'the line is kept');
  await tab.keyboard.press('Escape');
  check(await hasWord(tab, 'Fifth.'), 'and then the page is loaded again');
  check(await shows(tab, '.proposal'), 'with its panel');
  await shadow(tab, '.proposal').first().focus();
}

async function refuses(tab) {
  if ((await proposals(tab)) === 0) return;
  await shadow(tab, '.proposal').first().focus();
  await tab.route('**/_dateline/decision', (route) => route.fulfill({ status: 409, body: 'changed meanwhile' }));
  await tab.keyboard.press('a');
  check(await shows(tab, '.refused'), 'a conflict is told');
  await tab.unroute('**/_dateline/decision');
}

async function marksDrafts(tab, address) {
  await tab.goto(`${address}archive/`);
  const href = await tab.locator('a', { hasText: 'Other' }).first().getAttribute('href');
  await tab.goto(new URL(href, `${address}archive/`).href);
  check(await shows(tab, '.draft'), 'a draft has a banner');
}

async function waitsForPages(tab, address) {
  await tab.goto(`${address}later/`);
  write('content/later.md', '---\ntitle: Later\n---\nHere now.\n');
  check(await hasWord(tab, 'Here now.'), 'a missing page is loaded when it appears');
}

rmSync(folder, { recursive: true, force: true });
for (const [path, text] of Object.entries(SITE)) write(path, text);
const { child, address } = await served();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const tab = await (await browser.newContext()).newPage();
  tab.on('console', (message) => {
    // Pictures hide the caret by an inline style.
    const isExpected = /status of (404|409|422)/.test(message.text()) || (pictures && /inline style/.test(message.text()));
    if (message.type() !== 'error' || isExpected) return;
    check(false, `the console says: ${message.text()}`);
  });
  tab.on('pageerror', (error) => check(false, `a script fails: ${error.message}`));
  tab.on('request', (request) => check(request.url().startsWith(address), `asks ${request.url()}`));
  await tab.goto(`${address}archive/`);
  const href = await tab.locator('a', { hasText: 'Talks open' }).first().getAttribute('href');
  await tab.goto(new URL(href, `${address}archive/`).href);
  await reloads(tab);
  await showsErrors(tab);
  await usesPanel(tab);
  await marksDrafts(tab, address);
  await waitsForPages(tab, address);
} catch (error) {
  check(false, `${error}`);
} finally {
  await browser.close();
  child.removeAllListeners('exit');
  child.kill('SIGINT');
}
found.forEach((words) => console.error(words));
console.log(found.length ? `${found.length} found` : `nothing found in ${checks} checks`);
process.exitCode = found.length ? 1 : 0;
