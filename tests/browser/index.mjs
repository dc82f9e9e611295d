// Reads a built search index with the site's own script, outside a browser.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

// The index object of the script. Its shards are read from the folder; `read` holds the bytes of each requested shard.
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
  // Titles and URLs of results, read without counting bytes.
  const entries = content(folder, 'root').entries;
  const entry = async (page) => {
    const [title, href, note] = content(folder, `entries/${Math.floor(page / entries)}`)[page % entries];
    return { title, href, note };
  };
  return { search: context.siteSearch, read, entry };
}

function content(folder, name) {
  const file = readFileSync(join(folder, 'search', `${name}.js`), 'utf8');
  return JSON.parse(file.slice(file.indexOf(',') + 1, file.lastIndexOf(')')));
}
