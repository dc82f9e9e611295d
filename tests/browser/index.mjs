// Reads a built search index with the site's own script, without a browser.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

// The script's own object; its parts are read from the folder. `read` holds the bytes of each part that was asked for.
export function openIndex(folder) {
  const context = createContext({ Intl, Map, Math, Set });
  context.self = context;
  const run = (path) => runInContext(readFileSync(join(folder, path), 'utf8'), context, { filename: path });
  run('search.js');
  const read = new Map();
  context.siteSearch.fetch = (name, refuse) => {
    try {
      read.set(name, readFileSync(join(folder, 'search', `${name}.js`)).length);
      run(`search/${name}.js`);
    } catch (error) {
      refuse(error);
    }
  };
  return { search: context.siteSearch, read, entry: async (page) => entry(context, folder, page) };
}

function entry(context, folder, page) {
  const file = readFileSync(join(folder, 'search', 'entries', `${Math.floor(page / 10)}.js`), 'utf8');
  const [title, href, note] = JSON.parse(file.slice(file.indexOf(',') + 1, file.lastIndexOf(')')))[page % 10];
  return { title, href, note };
}
