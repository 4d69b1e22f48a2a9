// Sends a built page as the server does: compressed siblings, its security headers, index.html for every route; and
// answers a few paths under /try/ that the trial client asks.
import { createServer } from 'node:http';
import { readFileSync, existsSync } from 'node:fs';
import { join, extname } from 'node:path';

const kinds = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};
const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'";

async function answer_trial(request, response) {
  if (request.url === '/try/silence') return; // never
  const parts = [];
  for await (const part of request) parts.push(part);
  response.setHeader('x-trial', request.headers['x-trial'] || 'none');
  response.statusCode = request.url === '/try/teapot' ? 418 : 200;
  response.end(parts.length > 0 ? Buffer.concat(parts) : request.method);
}

function send_file(folder, request, response) {
  const path = new URL(request.url, 'http://page').pathname;
  const is_file = extname(path) !== '' && existsSync(join(folder, path));
  if (extname(path) !== '' && !is_file) {
    response.statusCode = 404;
    response.end();
    return;
  }
  const file = join(folder, is_file ? path : 'index.html');
  response.setHeader('Content-Type', kinds[extname(file)]);
  response.setHeader('Content-Encoding', 'br');
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  response.end(readFileSync(`${file}.br`));
}

// Paths that end with a member of `broken` are answered with 503.
export async function serve_page(folder) {
  const broken = new Set();
  const server = createServer((request, response) => {
    if ([...broken].some((ending) => request.url.endsWith(ending))) {
      response.statusCode = 503;
      response.end();
    } else if (request.url.startsWith('/try/')) {
      answer_trial(request, response);
    } else {
      send_file(folder, request, response);
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return {
    url: `http://localhost:${server.address().port}`,
    broken,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
