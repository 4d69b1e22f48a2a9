// Every answer that a test of this run was given, as tests/server/app/scene.cpp and
// tests/end-to-end/support/recorded.mjs wrote them down, held against the API's description: the product's in
// tests/golden, or with an overlay the one that is among the answers (and is compared with its golden there).
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020.js';
import add_formats from 'ajv-formats';

const folder = process.env.TEST_ANSWERS;
const files = folder && existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.jsonl')) : [];
const answers = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)
  .map((line) => JSON.parse(line)));
const served = ({ path, status, body }) => path === '/api/v1/openapi.json' && status === 200 && body;
const description = JSON.parse(process.env.TEST_OVERLAY ? answers.find(served).body
  : readFileSync(new URL('../../golden/openapi.json', import.meta.url), 'utf8'));
const ajv = add_formats(new Ajv({ strict: false, allErrors: false }));
ajv.addSchema({ ...description, $id: 'api' });

const templates = Object.entries(description.paths).map(([template, methods]) => ({
  template, methods,
  pattern: new RegExp(`^${template.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
})).sort((a, b) => (a.template.match(/\{/g) ?? []).length - (b.template.match(/\{/g) ?? []).length);

const judges = new Map();
function judge(pointer) {
  if (!judges.has(pointer)) judges.set(pointer, ajv.compile({ $ref: `api#${pointer}` }));
  return judges.get(pointer);
}
const escaped = (part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

// Why it does not fit; empty when it does.
function complaint_of({ method, path, status, type, body }) {
  const found = templates.find((one) => one.pattern.test(path));
  const operation = found?.methods[(method === 'HEAD' ? 'get' : method.toLowerCase())];
  if (method === 'OPTIONS') return status === 204 ? '' : 'an odd answer to OPTIONS';
  if (!operation) {
    // Files, and what is not there.
    if (!found && !path.startsWith('/api/v1/')) return '';
    const is_refusal = status === (found ? 405 : 404) || status === 403;
    return is_refusal ? fits_problem(type, body, status) : 'an endpoint not described';
  }
  let answer = operation.responses[status];
  if (!answer) return 'a status not described';
  if (status === 304 || method === 'HEAD') return '';
  let pointer = `/paths/${escaped(found.template)}/${method.toLowerCase()}/responses/${status}`;
  if (answer.$ref) {
    pointer = answer.$ref.slice(1);
    answer = description.components.responses[pointer.split('/').pop()];
  }
  const media = type.split(';')[0];
  if (media === 'application/vnd.kontor.cereal') return ''; // between programs of one build alone
  const content = answer.content?.[media];
  if (!content) return `a body of a type not described: ${type}`;
  if (!media.includes('json')) return '';
  if (status >= 400) return fits_problem(type, body, status);
  // JSON lines: the description calls all of them together one text, and each is a JSON value.
  if (media === 'application/jsonl') return complaint_of_lines(body);
  return fits(`${pointer}/content/${escaped(media)}/schema`, body);
}

function complaint_of_lines(body) {
  if (body !== '' && !body.endsWith('\n')) return 'JSON lines whose last one does not end';
  for (const line of body.split('\n').slice(0, -1)) {
    try {
      JSON.parse(line);
    } catch (error) {
      return `a line that is no JSON: ${error.message}`;
    }
  }
  return '';
}

function fits(pointer, body) {
  let value;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return `no JSON: ${error.message}`;
  }
  const well = judge(pointer);
  return well(value) ? '' : ajv.errorsText(well.errors);
}

function fits_problem(type, body, status) {
  if (type !== 'application/problem+json') return `a refusal of the type ${type}`;
  return fits('/components/schemas/Problem', body)
    || (JSON.parse(body).status === status ? '' : 'another status inside');
}

const wrong = new Map();
const seen = new Set();
for (const answer of answers) {
  seen.add(`${answer.method} ${templates.find((one) => one.pattern.test(answer.path))?.template} ${answer.status}`);
  const complaint = complaint_of(answer);
  if (complaint) {
    const key = `${answer.method} ${answer.path.replace(/[0-9a-f-]{36}/g, '…')} ${answer.status}: ${complaint}`;
    wrong.set(key, { count: (wrong.get(key)?.count ?? 0) + 1, body: answer.body });
  }
}
for (const [what, { count, body }] of [...wrong].slice(0, 40)) {
  console.log(`    ${count} times ${what}\n        ${String(body).slice(0, 300)}`);
}
const well = wrong.size === 0 && answers.length > 0;
if (answers.length === 0) console.log(`    no test wrote down its answers in ${folder}`);
const verdict = well ? 'ok' : 'not ok';
console.log(`${verdict} - all ${answers.length} answers that tests were given (${seen.size} kinds) are as described`);
process.exitCode = well ? 0 : 1;
