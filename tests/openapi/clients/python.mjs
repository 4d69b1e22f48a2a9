// A client in Python that a stranger's generator makes of the description. That generator knows OpenAPI 3.0, so the
// description is turned into that first, as whoever uses such a generator does.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import down_convert from '@apiture/openapi-down-convert';
import { description } from './described.mjs';

const python = '/usr/bin/python3'; // the one that Debian's libraries are for
const generator = '../node_modules/@openapitools/openapi-generator-cli/bin/openapi-generator.jar';
const jar = fileURLToPath(new URL(generator, import.meta.url));
const asker = fileURLToPath(new URL('ask.py', import.meta.url));

// What is left of 3.1, and what this generator stumbles over: `const` in a parameter, null beside a type, limits that
// are no numbers to JavaScript, a pattern beside the format of a moment, and a body of bytes, which needs a schema.
function suit(node) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.const === 'string') {
    node.enum = [node.const];
    delete node.const;
  }
  if (node.anyOf?.at(-1).type === 'null') {
    const { anyOf: [one] } = node;
    delete node.anyOf;
    Object.assign(node, one.$ref ? { allOf: [one] } : one, { nullable: true });
  }
  for (const limit of ['minimum', 'maximum']) {
    if (typeof node[limit] === 'number' && !Number.isSafeInteger(node[limit])) delete node[limit];
  }
  if (node.format === 'date-time' || node.format === 'date') delete node.pattern;
  for (const content of Object.values(node.requestBody?.content ?? {})) {
    content.schema ??= { type: 'string', format: 'binary' };
  }
  Object.values(node).forEach(suit);
}

export class PythonClient {
  // `folder` is the test's own.
  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder);
  }

  async generate() {
    const converted = new down_convert.Converter(structuredClone(description)).convert();
    suit(converted);
    const input = join(this.folder, 'openapi-3.0.json');
    writeFileSync(input, JSON.stringify(converted));
    const nothing_else = ['apiTests', 'modelTests', 'apiDocs', 'modelDocs'].map((what) => `${what}=false`).join();
    const words = ['-XX:TieredStopAtLevel=1', '-jar', jar, 'generate', '--generator-name', 'python',
      '--input-spec', input, '--output', this.folder, '--package-name', 'generated', '--global-property', nothing_else];
    await promisify(execFile)('java', words, { maxBuffer: 1 << 26 });
  }

  compile() {
    execFileSync(python, ['-m', 'compileall', '-q', join(this.folder, 'generated')], { stdio: 'pipe' });
  }

  // A process that answers until close().
  start(url, token) {
    this.process = spawn(python, [asker, this.folder, url, token], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.answers = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
    this.complaints = '';
    this.process.stdin.on('error', () => {}); // it has ended, which is said below
    this.process.stderr.on('data', (part) => { this.complaints = (this.complaints + part).slice(-4000); });
  }
  close() {
    this.process?.stdin.end();
  }
  async told({ operationId, tags }, more) {
    this.process.stdin.write(`${JSON.stringify({ tag: tags[0], operation: operationId, ...more })}\n`);
    const { value: line, done } = await this.answers.next();
    if (done) throw new Error(`the client in Python has ended: ${this.complaints.trim().split('\n').at(-1)}`);
    return JSON.parse(line);
  }

  // The names of an operation's parameters that the client does not know.
  async unsaid(operation) {
    const { unsaid } = await this.told(operation, { parameters: operation.parameters.map(({ name }) => name) });
    return unsaid.map((name) => `${operation.operationId} ${name}`);
  }

  async ask(list, parameter, value, path) {
    const answer = await this.told(list, { parameter, value, path });
    if (answer.failed) throw new Error(`${list.operationId} by ${parameter}: the client fails: ${answer.failed}`);
    return answer;
  }
}
