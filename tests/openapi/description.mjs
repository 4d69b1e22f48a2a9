// The API's description (tests/golden/openapi.json, which the server's tests hold to what it serves), judged by redocly
// and by what people who read it rely on.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import add_formats from 'ajv-formats';

const path = fileURLToPath(new URL('../golden/openapi.json', import.meta.url));
const description = JSON.parse(readFileSync(path, 'utf8'));
let failed = 0;

function check(name, complaints) {
  for (const complaint of complaints.slice(0, 20)) console.log(`    ${complaint}`);
  if (complaints.length > 0) failed += 1;
  console.log(`${complaints.length > 0 ? 'not ok' : 'ok'} - ${name}`);
}

// The recommended rules. It ends well in spite of warnings, so what it found is read.
function linted() {
  const program = fileURLToPath(new URL('node_modules/@redocly/cli/bin/cli.js', import.meta.url));
  const environment = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  let said;
  try {
    const words = ['lint', '--extends=recommended', '--format=json', '--max-problems=1000', path];
    said = execFileSync('node', [program, ...words], {
      env: environment, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8',
    });
  } catch (error) {
    said = error.stdout || String(error.stderr);
  }
  const begin = said.indexOf('{');
  if (begin < 0) return [`redocly did not judge: ${said.slice(0, 500)}`];
  const { totals, problems } = JSON.parse(said.slice(begin));
  if (totals.errors + totals.warnings + totals.ignored !== problems.length) return ['redocly hid something'];
  return problems.map((one) => `${one.severity} ${one.ruleId}: ${one.message} (${one.location?.[0]?.pointer})`);
}
check('redocly finds no error and no warning by its recommended rules', linted());

const operations = Object.entries(description.paths).flatMap(([where, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${where}`, ...operation })));
const plain = (operation) => !operation.responses['200']?.content?.['application/json']?.schema;

check('every endpoint says what it takes and answers, who may ask, and how it fails', operations.flatMap((one) => [
  [one.description, 'a description'], [one.security, 'its security'],
  [Object.keys(one.responses).some((status) => status.startsWith('2')), 'a good answer'],
  [Object.entries(one.responses).every(([status, answer]) => status === '304' || answer.$ref || answer.content),
    'the body of every answer'],
  [Object.keys(one.responses).some((status) => status.startsWith('4')), 'how it is refused'],
  [!one.name.startsWith('post') || one.requestBody || plain(one) || one.operationId === 'signOut'
    || !one.parameters || one.parameters.every((parameter) => parameter.in === 'path'), 'its body'],
].filter(([said]) => !said).map(([, what]) => `${one.name} lacks ${what}`)));

check('no two endpoints share a name', operations.map((one) => one.operationId)
  .filter((name, index, all) => all.indexOf(name) !== index));

// Every schema in the document, with the name of the field that it describes.
function* schemas_in(node, name = '') {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string' || Array.isArray(node.enum)) yield [name, node];
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'examples') yield* schemas_in(value, Array.isArray(node) ? name : key);
  }
}
const everywhere = [...schemas_in(description.paths), ...schemas_in(description.components.schemas)];
const ajv = add_formats(new Ajv({ strict: false }));

check('every example fits the rules of its field', everywhere.flatMap(([name, schema]) => (schema.examples ?? [])
  .filter((example) => JSON.stringify(schema).includes('$ref') || !ajv.validate(schema, example))
  .map((example) => `${name}: ${JSON.stringify(example)}`)));

const secret_names = /password|token$|^code$|^secret|invitation|^word$/;
const secrets = everywhere.filter(([, schema]) => schema.format === 'password');
check('secrets are told from other fields, and have no example', [
  ...secrets.length > 5 ? [] : [`only ${secrets.length} secrets`],
  ...secrets.filter(([, schema]) => schema.examples).map(([name]) => `${name} has an example`),
  ...everywhere.filter(([name, schema]) => schema.type === 'string' && secret_names.test(name)
    && schema.format !== 'password' && schema.enum === undefined && !schema.pattern?.includes('{8}-'))
    .map(([name]) => `${name} is no secret?`),
]);

const scalars = ['string', 'integer', 'boolean'];
check('other fields have one', everywhere.filter(([, schema]) => scalars.includes(schema.type)
  && schema.format !== 'password' && schema.const === undefined && !schema.examples).map(([name]) => name)
  .filter((name) => !['schema', 'type', 'title', 'detail', 'instance', 'status', 'additionalProperties', 'path', 'rule']
    .includes(name)));

process.exitCode = failed ? 1 : 0;
