// Pictures of the looks that `dateline init --look` begins with, for docs/look.md.
//
//     node looks.mjs PROGRAM FOLDER
//
// PROGRAM makes a site of each look; the pictures are written to FOLDER.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const LOOKS = ['plain', 'serif', 'ngo'];
const LARGEST = 60_000;

const [program, folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node looks.mjs PROGRAM FOLDER');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
for (const look of LOOKS) {
  const site = mkdtempSync(join(tmpdir(), 'look-'));
  try {
    execFileSync(resolve(program), ['init', site, '--look', look, '--title', 'The River Desk'], { stdio: 'pipe' });
    execFileSync(resolve(program), ['build', '--root', site], { stdio: 'pipe' });
    const briefings = join(site, 'public', 'briefings');
    const [year] = readdirSync(briefings);
    const tab = await browser.newPage({ viewport: { width: 480, height: 560 } });
    await tab.goto(pathToFileURL(join(briefings, year, 'first-meeting-agenda', 'index.html')).href);
    const path = join(folder, `${look}.png`);
    await tab.screenshot({ path });
    await tab.close();
    if (statSync(path).size > LARGEST) throw new Error(`${path} has more than ${LARGEST} bytes`);
  } finally {
    rmSync(site, { recursive: true });
  }
}
await browser.close();
