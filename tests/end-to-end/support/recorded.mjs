// Writes down what the server answers, so that tests/openapi/answers can hold it against the description.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.TEST_ANSWERS;
const file = folder && join(folder, `end-to-end-${process.pid}.jsonl`);
if (folder) mkdirSync(folder, { recursive: true });

export function write_down(method, url, status, type, body) {
  if (!file) return;
  appendFileSync(file, `${JSON.stringify({ method, path: new URL(url).pathname, status, type, body })}\n`);
}

// Of all pages of a browser's context. Only what is text is kept; pages close while an answer is under way.
export function write_down_all(context, origin) {
  if (!file) return;
  context.on('response', async (response) => {
    if (!response.url().startsWith(origin) || !new URL(response.url()).pathname.startsWith('/api/')) return;
    const type = response.headers()['content-type'] ?? '';
    let body = '';
    if (type.includes('json')) {
      try {
        body = await response.text();
      } catch (error) {
        if (/closed|No resource|No data|Target/.test(error.message)) return;
        throw error;
      }
    }
    write_down(response.request().method(), response.url(), response.status(), type, body);
  });
}
