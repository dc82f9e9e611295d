// Measures `dateline serve`: the time from the write of a file to the served bytes, and to the load event of the browser.
//
//     node edit-times.mjs PROGRAM SITE [EDITS]
//
// PROGRAM is the program, best of a release build; SITE is a folder with a site, whose first briefing is edited and restored.

import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const [program, site] = process.argv.slice(2, 4).map((path) => resolve(path));
const edits = Number(process.argv[4] ?? 30);

function briefings(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? briefings(path) : path.endsWith('.md') ? [path] : [];
  });
}

const served = () =>
  new Promise((ready, failed) => {
    const begun = performance.now();
    const child = spawn(program, ['serve', '--port', '0', '--root', site], { stdio: ['ignore', 'pipe', 'ignore'] });
    createInterface({ input: child.stdout }).on('line', async (line) => {
      const address = /http:\/\/127[^ ]*/.exec(line)?.[0];
      if (!address) return;
      await (await fetch(address)).text();
      ready({ child, address, cold: performance.now() - begun });
    });
    child.on('exit', () => failed(new Error('the preview has ended')));
  });

// Finds the page of a briefing by its title in the archive.
async function pageOf(address, file) {
  const title = /^title: *"?(.*?)"?$/m.exec(readFileSync(file, 'utf8'))[1];
  for (let number = 1; ; number += 1) {
    const path = number === 1 ? 'archive/' : `archive/page/${number}/`;
    const reply = await fetch(address + path);
    if (!reply.ok) throw new Error(`no page has the title ${title}`);
    const text = await reply.text();
    const link = [...text.matchAll(/<a href="([^"]*)"[^>]*>([^<]*)</g)].find(([, , words]) => words.replaceAll('&amp;', '&') === title);
    if (link) return new URL(link[1], address + path).href;
  }
}

const sleep = (time) => new Promise((done) => setTimeout(done, time));

function print(what, times) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  console.log(`${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, of ${times.length}`);
}

function memory(child) {
  const status = `/proc/${child.pid}/status`;
  const line = existsSync(status) && /VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'));
  if (line) console.log(`memory: at most ${Math.round(line[1] / 1024)} MB`);
}

const file = briefings(join(site, 'content/briefings')).sort()[0];
const before = readFileSync(file, 'utf8');
const { child, address, cold } = await served();
console.log(`start to first page: ${Math.round(cold)} ms`);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await pageOf(address, file);
  const bytes = [];
  for (let edit = 0; edit < edits; edit += 1) {
    const begun = performance.now();
    writeFileSync(file, `${before.trimEnd()} word${edit}x\n`);
    for (;;) if ((await (await fetch(page)).text()).includes(`word${edit}x`)) break;
    bytes.push(performance.now() - begun);
    await sleep(400);
  }
  print('one word, to the served bytes', bytes);
  const tab = await browser.newPage();
  await tab.goto(page, { waitUntil: 'load' });
  await sleep(1000);
  const loads = [];
  for (let edit = 0; edit < edits; edit += 1) {
    const loaded = tab.waitForEvent('load');
    const begun = performance.now();
    writeFileSync(file, `${before.trimEnd()} word${edit}y\n`);
    await loaded;
    loads.push(performance.now() - begun);
    await sleep(400);
  }
  print('one word, to the load event', loads);
  memory(child);
} finally {
  writeFileSync(file, before);
  await browser.close();
  child.removeAllListeners('exit');
  child.kill('SIGINT');
}
