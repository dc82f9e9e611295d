// Checks the dates that are read in queries, and the distance of words: node queries.mjs
import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';

const script = (name) => readFileSync(new URL(`../../templates/${name}`, import.meta.url), 'utf8');
const context = createContext({});
context.self = context;
runInContext(script('search.js'), context);
context.siteSearch.fetch = () => runInContext(script('search-query.js'), context);
const { dates, distance } = await context.siteSearch.understand();

// A query, the dates in it, and the words left.
const QUERIES = [
  ['2025-04-19', '2025-04-19', ''],
  ['19 April 2025', '2025-04-19', ''],
  ['April 19, 2025', '2025-04-19', ''],
  ['april 19th 2025', '2025-04-19', ''],
  ['the 3rd of May 2024', '2024-05-03', 'the'],
  ['19.04.2025', '2025-04-19', ''],
  ['1. 5. 2025', '2025-05-01', ''],
  ['April 2025', '2025-04', ''],
  ['talks Sept. 2025 rome', '2025-09', 'talks rome'],
  ['2025-04 talks', '2025-04', 'talks'],
  ['2025年4月19日', '2025-04-19', ''],
  ['٢٠٢٥-٠٤-١٩', '2025-04-19', ''],
  ['May 2025 or 2024-01-02', '2024-01-02 2025-05', 'or'],
  ['resolution 2231', '', 'resolution 2231'],
  ['mayor 2025', '', 'mayor 2025'],
  ['2025-13-01', '', '2025-13-01'],
  ['100.200.3000', '', '100.200.3000'],
  ['12025-04-19', '', '12025-04-19'],
  ['19 April', '', '19 April'],
  ['', '', ''],
];
// Two words, the limit, and their distance.
const WORDS = [
  ['rome', 'rome', 3, 0],
  ['rmoe', 'rome', 3, 1],
  ['washingtn', 'washington', 3, 1],
  ['moskow', 'moscow', 3, 1],
  ['a', 'abcd', 3, 3],
  ['iran', 'iraq', 3, 1],
  ['', 'ab', 3, 2],
];
let wrong = 0;
const check = (what, given, expected) => {
  if (given === expected) return;
  wrong += 1;
  console.error(`${what}: “${given}”, not “${expected}”`);
};
for (const [query, expected, left] of QUERIES) {
  const [found, rest] = dates(query);
  check(query, found.join(' '), expected);
  check(query, rest.replace(/\s+/g, ' ').trim(), left);
}
for (const [one, other, most, expected] of WORDS) check(`${one}, ${other}`, distance(one, other, most), expected);
console.log(`${QUERIES.length * 2 + WORDS.length - wrong} passed, ${wrong} failed`);
process.exitCode = wrong ? 1 : 0;
