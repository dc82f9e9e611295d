// Measures how high the search of a built sample ranks the expected page of each query: node relevance.mjs FOLDER
import { readFileSync } from 'node:fs';
import { openIndex } from './index.mjs';

const LEAST = 0.9;
const queries = readFileSync(new URL('../search/queries.txt', import.meta.url), 'utf8').split('\n').filter((line) => line && !line.startsWith('#'));
const { search, entry } = openIndex(process.argv[2]);
let sum = 0;
for (const line of queries) {
  const [query, meant] = line.split('\t');
  const pages = await search.find(query);
  const folders = await Promise.all(pages.slice(0, 20).map(async (page) => (await entry(page)).href.split('/').at(-2)));
  const at = folders.indexOf(meant);
  sum += at < 0 ? 0 : 1 / (at + 1);
  if (at !== 0) console.log(`${query}: ${meant} is ${at < 0 ? 'not found' : `number ${at + 1}`}; the first is ${folders[0]}`);
}
const mean = sum / queries.length;
console.log(`${queries.length} queries, mean reciprocal rank ${mean.toFixed(3)}, at least ${LEAST}`);
process.exitCode = mean < LEAST ? 1 : 0;
