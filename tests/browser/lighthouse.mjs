// Audits built sites with Lighthouse, on its slow phone.
//
//     node lighthouse.mjs FOLDER [--slowest-paint MS]
//
// FOLDER is a built site. The largest page of every kind must have all points for accessibility and best practices, and no
// layout shift. With --slowest-paint its largest paint must be within so many milliseconds; that depends on the machine.

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';

import { files, largestOfEachKind, serve } from './built-pages.mjs';

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const CATEGORIES = ['accessibility', 'best-practices'];
const PORT = 9333;
const TRIES = 4;

const { positionals, values } = parseArgs({ allowPositionals: true, options: { 'slowest-paint': { type: 'string' } } });
const SLOWEST_PAINT = Number(values['slowest-paint'] ?? Infinity);
const root = resolve(positionals[0] ?? '');
// A page at an old URL redirects at once, and is no page to read.
const isReadable = (path) => path.endsWith('.html') && !readFileSync(join(root, path), 'utf8').includes('http-equiv="refresh"');
const pages = largestOfEachKind(root, files(root).filter(isReadable));
const server = await serve(root, '/', POLICY);
const base = `http://localhost:${server.address().port}/`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${PORT}`],
});
// On a busy machine Lighthouse measures more than the page, or loses its paint: the best of several tries counts.
async function audit(address) {
  const options = { port: PORT, logLevel: 'silent', onlyCategories: [...CATEGORIES, 'performance'] };
  for (let tried = 1; ; tried += 1) {
    const { lhr } = await lighthouse(address, options);
    if (tried === TRIES || lhr.audits['largest-contentful-paint'].numericValue <= SLOWEST_PAINT) return lhr;
  }
}

const found = [];
let slowest = 0;
for (const page of pages) {
  const { categories, audits } = await audit(base + page);
  for (const name of CATEGORIES) {
    const { score, auditRefs } = categories[name];
    if (score === 1) continue;
    const failed = auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1);
    found.push(`${page}: ${name} ${score}: ${failed.map(({ id }) => id).join(', ')}`);
  }
  const shift = audits['cumulative-layout-shift'].numericValue ?? 0;
  if (shift > 0) found.push(`${page}: the layout shifts by ${shift.toFixed(4)}`);
  const paint = audits['largest-contentful-paint'].numericValue;
  slowest = Math.max(slowest, paint ?? 0);
  if (!(paint <= SLOWEST_PAINT)) found.push(`${page}: the largest paint is after ${Math.round(paint)} ms`);
}
await browser.close();
server.close();
console.log(`${pages.length} pages; the slowest largest paint is after ${Math.round(slowest)} ms`);
found.forEach((words) => console.error(words));
console.log(found.length ? `${found.length} found` : 'nothing found');
process.exitCode = found.length ? 1 : 0;
