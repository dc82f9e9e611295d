// Compares timeline strips and maps of the sample site, as Chromium draws them, with the pictures in pictures/.
//
//     node pictures.mjs FOLDER [--update]
//
// FOLDER is the built site. A pixel differs if no pixel beside it in the other picture has about its colour, so another
// smoothing of edges is no difference. Each picture is drawn once more with a mark moved, which must be seen. With --update
// the pictures are written; look at them before you commit them.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const PICTURES = [
  ['strip', 'briefings/2025/us-iran-rome-talks', '.strip', 'light'],
  ['strip-dark', 'briefings/2025/us-iran-rome-talks', '.strip', 'dark'],
  ['strip-lanes', 'topics/iran-nuclear', '.strip', 'light'],
  ['map', 'briefings/2025/us-iran-rome-talks', '.map', 'light'],
  ['map-dark', 'briefings/2025/us-iran-rome-talks', '.map', 'dark'],
  ['map-all', 'venues', '.map', 'light'],
  ['map-near', 'venues/rome', '.map', 'light'],
];
const FOLDER = new URL('pictures/', import.meta.url);
// Difference of a colour, of 255, and number of pixels: a mark of 8 pixels that moves by 4 changes more than twice as many.
const NEAR = 72;
const MOST = 12;
// A font that the gate installs. Captions are text and are compared elsewhere.
const STYLE = 'svg { font-family: "DejaVu Sans" !important; } figcaption { display: none; }';

const [folder, option] = process.argv.slice(2);
if (!folder) throw new Error('usage: node pictures.mjs FOLDER [--update]');
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'] });
const found = [];

// Counts the pixels that differ; -1 if the sizes do.
async function difference(tab, one, other) {
  return tab.evaluate(async ([one, other, near]) => {
    const pixels = async (text) => {
      const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt());
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      context.drawImage(picture, 0, 0);
      return context.getImageData(0, 0, picture.width, picture.height);
    };
    const [a, b] = [await pixels(one), await pixels(other)];
    if (a.width !== b.width || a.height !== b.height) return -1;
    const differs = (from, to, x, y) => {
      const at = (y * a.width + x) * 4;
      for (let v = Math.max(0, y - 1); v <= Math.min(a.height - 1, y + 1); v += 1)
        for (let u = Math.max(0, x - 1); u <= Math.min(a.width - 1, x + 1); u += 1) {
          const beside = (v * a.width + u) * 4;
          if ([0, 1, 2].every((part) => Math.abs(from.data[at + part] - to.data[beside + part]) <= near)) return false;
        }
      return true;
    };
    let count = 0;
    for (let y = 0; y < a.height; y += 1) for (let x = 0; x < a.width; x += 1) count += differs(a, b, x, y) || differs(b, a, x, y);
    return count;
  }, [one.toString('base64'), other.toString('base64'), NEAR]);
}

async function compare([name, page, selector, scheme]) {
  const tab = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme: scheme });
  await tab.goto(pathToFileURL(join(resolve(folder), page, 'index.html')).href);
  await tab.addStyleTag({ content: STYLE });
  const figure = tab.locator(selector).first();
  await figure.scrollIntoViewIfNeeded();
  await figure.evaluate((figure) => Promise.all([document.fonts.ready, ...[...figure.querySelectorAll('img')].map((img) => img.decode())]));
  const drawn = await figure.screenshot();
  const file = new URL(`${name}.png`, FOLDER);
  if (option === '--update') writeFileSync(file, drawn);
  if (!existsSync(file)) return found.push(`${name}: there is no picture to compare with`);
  const expected = readFileSync(file), pixels = await difference(tab, expected, drawn);
  if (pixels < 0) found.push(`${name}: its size has changed`);
  if (pixels > MOST) found.push(`${name}: ${pixels} pixels differ`);
  await figure.locator('circle').last().evaluate((mark) => (mark.style.transform = 'translateX(4px)'));
  if (Math.abs(await difference(tab, drawn, await figure.screenshot())) <= MOST) found.push(`${name}: a mark that moves is not seen`);
  await tab.close();
}

for (const picture of PICTURES) await compare(picture).catch((error) => found.push(`${picture[0]}: ${error.message.split('\n')[0]}`));
await browser.close();
found.forEach((words) => console.error(words));
console.log(found.length ? `${found.length} found` : `${PICTURES.length} pictures are as they were`);
process.exitCode = found.length ? 1 : 0;
