// JSON Schema as a judge of the corpus: the schemas that C++ writes (tests/golden/schemas.json), read by ajv. With
// TEST_OVERLAY, also what the domains in that folder add to the schemas and to the values.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import add_formats from 'ajv-formats';

const file = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const corpus = file('values.json');
const schemas = file('../golden/schemas.json');

const overlay = process.env.TEST_OVERLAY;
if (overlay) {
  // There they are lines that are added, each with one schema and perhaps a comma.
  const lines = readFileSync(`${overlay}/golden/schemas.json`, 'utf8').split('\n');
  const added = lines.filter((line) => line.startsWith('+"')).map((line) => line.slice(1).replace(/,$/, ''));
  Object.assign(schemas, JSON.parse(`{${added.join(',')}}`));
  const more = JSON.parse(readFileSync(`${overlay}/tests/corpus/values.json`, 'utf8'));
  Object.assign(corpus.rows, more.rows);
  corpus.values.push(...more.values);
}

// The same two notations as in corpus.hpp.
function written(value) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return JSON.stringify(value);
  if ('json' in value) return value.json;
  if (!('repeat' in value)) return JSON.stringify(value);
  return JSON.stringify(value.repeat.repeat(value.times) + (value.then ?? ''));
}

const ajv = add_formats(new Ajv({ strict: true, strictTypes: false }));
const judges = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));

const wrong = [];
let judged = 0;
for (const { row, field, accepted, refused, refused_within = [], refused_as_kept = [] } of corpus.values) {
  // What may be sent is all that it says: what becomes of that when it is taken in, it does not see.
  const taken = [...accepted, ...refused_as_kept];
  for (const [verdict, values] of [[true, taken], [false, [...refused, ...refused_within]]]) {
    for (const value of values) {
      const text = written(value);
      const members = Object.entries(corpus.rows[row]).map(
        ([name, usual]) => `${JSON.stringify(name)}:${name === field ? text : JSON.stringify(usual)}`);
      judged += 1;
      if (judges[row](JSON.parse(`{${members}}`)) !== verdict) {
        const shown = [...text].slice(0, 100).join('');
        wrong.push(`${row} ${field} = ${shown}: JSON Schema ${verdict ? 'refuses' : 'accepts'} it`);
      }
    }
  }
}
for (const line of wrong) console.log(`    JSON Schema and values.json disagree: ${line}`);
const well = wrong.length === 0 && judged > 250;
const said = `JSON Schema judges all ${judged} values of the corpus as they are written there`;
console.log(`${well ? 'ok' : 'not ok'} - ${said}`);
process.exitCode = well ? 0 : 1;
