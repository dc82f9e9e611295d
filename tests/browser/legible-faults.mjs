// Tests the legibility check: node legible-faults.mjs
//
// Each page below has one fault, except the last, which has none.
import { chromium } from 'playwright-core';

import { faults } from './legible.mjs';

const PAGES = [
  ['a link or button is too small', '<a href="#" style="position:absolute;width:1px;height:1px;overflow:hidden">Talks in Rome</a>'],
  ['text is cut off', '<p style="width:4rem;overflow:hidden;white-space:nowrap">Talks open in Rome</p>'],
  ['text is cut off', '<p style="position:relative;left:-3rem">Talks open</p>'],
  ['text is too small', '<p style="font-size:5px">Talks open</p>'],
  ['a word is broken', '<p style="width:4rem;overflow-wrap:anywhere">September</p>'],
  ['text stands on', '<p style="margin:0">Talks open</p><p style="margin:-1.1rem 0 0">in Rome again</p>'],
  ['a link stands in hidden text', '<p class="visually-hidden">see <a href="#">Rome</a></p>'],
  [null, '<p>Talks open in <a href="#">Rome</a><span class="visually-hidden"> (19 April)</span>, and a long September.</p>'],
];
const STYLE = '<!doctype html><style>.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}</style>';

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const tab = await browser.newPage({ viewport: { width: 390, height: 800 } });
let wrong = 0;
for (const [expected, html] of PAGES) {
  await tab.setContent(STYLE + html);
  const found = await faults(tab, false);
  const right = expected ? found.some((words) => words.startsWith(expected)) : found.length === 0;
  if (!right) {
    wrong += 1;
    console.error(`${html}: not “${expected ?? 'nothing'}” but ${JSON.stringify(found)}`);
  }
}
await browser.close();
console.log(`${PAGES.length - wrong} of ${PAGES.length} pages are judged rightly`);
process.exitCode = wrong ? 1 : 0;
