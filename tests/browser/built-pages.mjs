// The pages of a built site, and a server for them.

import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.webmanifest': 'application/manifest+json',
};

// The paths of all files of a folder.
export function files(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below + entry.name;
    return entry.isDirectory() ? files(folder, `${path}/`) : [path];
  });
}

// Pages of one kind have URLs of one pattern: `actors/*/index.html`, `chronology/*/*/index.html`.
function kind(path) {
  const parts = path.split('/');
  return parts.length < 3 ? path : [parts[0], ...parts.slice(1, -1).map(() => '*'), parts.at(-1)].join('/');
}

// The largest of the given pages of each kind.
export function largestOfEachKind(root, pages) {
  const largest = new Map();
  for (const page of pages) {
    const size = statSync(join(root, page)).size;
    const known = largest.get(kind(page));
    if (!known || size > known.size) largest.set(kind(page), { page, size });
  }
  return [...largest.values()].map(({ page }) => page);
}

// Sends the bytes up to the middle of the menu, and the rest later.
function sendInParts(response, bytes) {
  const middle = bytes.indexOf('</li>', bytes.indexOf('<nav'));
  response.write(bytes.subarray(0, middle));
  setTimeout(() => response.end(bytes.subarray(middle)), 300);
}

// Serves a folder below a path of the host, compressed as hosts do it, with a policy for all files. A page asked for
// with the query `parts` is sent in two parts, not compressed.
export const serve = (root, folder, policy) =>
  new Promise((ready) => {
    const server = createServer((request, response) => {
      const { pathname, search } = new URL(request.url, 'http://localhost');
      const path = decodeURIComponent(pathname), inParts = search === '?parts';
      try {
        const bytes = readFileSync(join(root, path.slice(folder.length)));
        const type = TYPES[extname(path)] ?? 'application/octet-stream';
        const zips = !inParts && /text|json|svg/.test(type) && /gzip/.test(request.headers['accept-encoding']);
        response.writeHead(200, { 'content-type': type, 'content-security-policy': policy, ...(zips && { 'content-encoding': 'gzip' }) });
        if (inParts) sendInParts(response, bytes);
        else response.end(zips ? gzipSync(bytes) : bytes);
      } catch {
        response.writeHead(404).end();
      }
    });
    server.listen(0, '127.0.0.1', () => ready(server));
  });
