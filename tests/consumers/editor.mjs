// Checks front matter with the YAML language server and the schemas of `dateline schema`, as editors do: every file of the
// sites is valid, and every planted mistake of tests/schemas/cases.tsv is reported.
//
//     node editor.mjs SCHEMAS SITE...

import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { StreamMessageReader, StreamMessageWriter, createMessageConnection } = require('vscode-jsonrpc/node');

const [folder, ...sites] = process.argv.slice(2).map((path) => resolve(path));
// The kind of the files of each folder, as the settings of an editor say.
const SETTINGS = new URL('../../src/cli/starter/vscode/settings.json', import.meta.url);
const FOLDERS = Object.fromEntries(
  Object.entries(JSON.parse(readFileSync(SETTINGS, 'utf8'))['yaml.schemas'])
    .map(([schema, files]) => [/^content\/(\w+)\//.exec(files)?.[1], /(\w+)\.schema\.json$/.exec(schema)[1]])
    .filter(([folder]) => folder),
);
const KINDS = [...Object.values(FOLDERS), 'page'];
const PATIENCE = 60_000;

function markdownFiles(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? markdownFiles(path) : path.endsWith('.md') ? [path] : [];
  });
}

function kindOf(path) {
  const parts = path.split(sep);
  return (parts.length > 1 && FOLDERS[parts[0]]) || 'page';
}

const frontMatter = (text) => /^\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*$/ms.exec(text)?.[1] ?? '';

// Returns all documents with what is expected of them.
function documents() {
  const ofSites = sites.flatMap((site) => {
    const content = join(site, 'content');
    return markdownFiles(content).map((path) => ({
      name: path,
      kind: kindOf(relative(content, path)),
      text: frontMatter(readFileSync(path, 'utf8')),
      valid: true,
    }));
  });
  const [, ...rows] = readFileSync(new URL('../schemas/cases.tsv', import.meta.url), 'utf8').trimEnd().split('\n');
  const cases = rows.map((row) => row.split('\t')).filter(([kind]) => kind !== 'site');
  const planted = cases.map(([kind, is, file]) => ({ name: `${kind}: ${file}`, kind, text: `${file.replaceAll('\\n', '\n')}\n`, valid: is === 'valid' }));
  return [...ofSites, ...planted].map((document, at) => ({ ...document, uri: `file:///${document.kind}/${at}.yaml` }));
}

function settings() {
  const schemas = KINDS.map((kind) => [pathToFileURL(join(folder, `${kind}.schema.json`)).href, `/${kind}/*.yaml`]);
  return { validate: true, yamlVersion: '1.2', schemaStore: { enable: false }, schemas: Object.fromEntries(schemas) };
}

const server = spawn(process.execPath, [require.resolve('yaml-language-server/bin/yaml-language-server'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
const waiting = new Map();
connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => waiting.get(uri)?.(diagnostics));
connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => (section === 'yaml' ? settings() : null)));
connection.onRequest('client/registerCapability', () => null);
connection.listen();

const late = (name) => new Promise((_, failed) => setTimeout(failed, PATIENCE, new Error(`no answer for ${name}`)).unref());

// Returns the messages of the server about a document.
async function messages({ uri, text, name }) {
  const reported = new Promise((done) => waiting.set(uri, done));
  const textDocument = { uri, languageId: 'yaml', version: 1, text };
  await connection.sendNotification('textDocument/didOpen', { textDocument });
  const diagnostics = await Promise.race([reported, late(name)]);
  await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  return diagnostics.map(({ message }) => message);
}

await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true } } });
await connection.sendNotification('initialized', {});
const wrong = [];
const all = documents();
const reported = await Promise.all(all.map(messages));
all.forEach((document, at) => {
  if ((reported[at].length === 0) !== document.valid) wrong.push(`${document.name}: ${reported[at].join('; ') || 'accepted'}`);
});
await connection.sendRequest('shutdown');
await connection.sendNotification('exit');
wrong.forEach((line) => console.error(line));
const mistakes = all.filter(({ valid }) => !valid).length;
if (all.length - mistakes < 100 || mistakes < 20) wrong.push(`too few documents: ${all.length}, ${mistakes} of them with mistakes`);
console.log(wrong.length ? `${wrong.length} of ${all.length} are not as expected` : `editor: ${all.length - mistakes} valid, ${mistakes} with mistakes`);
process.exitCode = wrong.length ? 1 : 0;
