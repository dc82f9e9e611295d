// Checks that the script tokenizes text like the program: node words.mjs
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

const at = (path) => new URL(path, import.meta.url);
const context = createContext({});
context.self = context;
runInContext(readFileSync(at('../../templates/search.js'), 'utf8'), context);
const cases = readFileSync(at('../search/tokens.txt'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
let wrong = 0;
for (const line of cases) {
  const [text, inTexts, inQueries = inTexts] = line.split('\t');
  for (const [asked, expected] of [[false, inTexts], [true, inQueries]]) {
    const given = context.siteSearch.words(text, asked).join(' ');
    if (given !== expected) {
      wrong += 1;
      console.error(`${text}: “${given}”, not “${expected}”${asked ? ' in a query' : ''}`);
    }
  }
}
console.log(`${cases.length * 2 - wrong} passed, ${wrong} failed`);
process.exitCode = wrong ? 1 : 0;
