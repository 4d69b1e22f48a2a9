// Clients in TypeScript that strangers' generators make of the description. Beside each stands a program, written here
// from the description too, that calls every list with each of its parameters and says every parameter of all other
// endpoints. What the client cannot say, `tsc --strict` does not compile.
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { asked_of, lists, operations, path_of_description } from './described.mjs';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const quoted = (text) => JSON.stringify(text);

// The type of a parameter's values, as whoever reads the description would write it.
function type_of(schema) {
  if (schema.anyOf) return schema.anyOf.map(type_of).join(' | ');
  if (schema.const !== undefined) return quoted(schema.const);
  if (schema.enum) return schema.enum.map(quoted).join(' | ');
  if (schema.type === 'array') return `Array<${type_of(schema.items)}>`;
  const type = { string: 'string', boolean: 'boolean', integer: 'number' }[schema.type];
  if (!type) throw new Error(`no type for ${JSON.stringify(schema)}`);
  return type;
}

// `call(list, query)` writes the call of a list, `place(operation, where)` the type that holds parameters there.
function program(begin, call, place) {
  const calls = lists.flatMap((list) => {
    const in_path = list.parameters.filter((one) => one.in === 'path');
    const path = `{ ${in_path.map(({ name, schema }) => `${quoted(name)}: ${type_of(schema)}`).join('; ')} }`;
    return asked_of(list).map(({ name, schema }) =>
      `    ${quoted(`${list.operationId} ${name}`)}: (value: ${type_of(schema)}, path: ${path}) =>\n`
      + `      ${call(list, `{ ${quoted(name)}: value }`, in_path.length > 0)},\n`);
  });
  const sayings = operations.filter((one) => !lists.includes(one)).flatMap((one) => one.parameters.map((parameter) => {
    const name = quoted(parameter.name);
    return `  (value: ${type_of(parameter.schema)}): Pick<NonNullable<${place(one, parameter.in)}>, ${name}> =>\n`
      + `    ({ ${name}: value }),\n`;
  }));
  return { text: `${begin}  return {\n${calls.join('')}  };\n}\nexport const said = [\n${sayings.join('')}];\n`,
    says: calls.length + sayings.length };
}

function for_openapi_fetch() {
  const begin = `import create from 'openapi-fetch';
import type { operations, paths } from './openapi-typescript';
export function connect(baseUrl: string, token: string, fetch: (request: Request) => Promise<Response>) {
  const querySerializer = { array: { style: 'form', explode: false } } as const;
  const client = create<paths>({ baseUrl, fetch, querySerializer, headers: { authorization: \`Bearer \${token}\` } });
`;
  return program(begin,
    ({ path }, query, in_path) =>
      `client.GET(${quoted(path)}, { params: { query: ${query}${in_path ? ', path' : ''} } })`,
    ({ operationId }, where) => `operations[${quoted(operationId)}]['parameters'][${quoted(where)}]`);
}

function for_hey_api() {
  const names = lists.map((list) => list.operationId).join(', ');
  const begin = `import { createClient, createConfig } from './hey-api/client';
import { ${names} } from './hey-api';
import type * as types from './hey-api';
export function connect(baseUrl: string, token: string, fetch: (request: Request) => Promise<Response>) {
  const client = createClient(createConfig({ baseUrl, auth: token, fetch: fetch as typeof globalThis.fetch }));
`;
  const data = (name) => `${name[0].toUpperCase()}${name.slice(1)}Data`;
  return program(begin,
    ({ operationId }, query, in_path) => `${operationId}({ client, query: ${query}${in_path ? ', path' : ''} })`,
    ({ operationId }, where) => `types.${data(operationId)}[${quoted(where)}]`);
}

// What no client may say: the compiler complains where it is expected to, and where it is not.
const of_nobody = `import type { ListPeopleData } from './hey-api';
import type { operations } from './openapi-typescript';
// @ts-expect-error there is no such field
export const a: operations['listPeople']['parameters']['query'] = { 'filter[nobody]': ['x'] };
// @ts-expect-error there is no such field
export const b: ListPeopleData['query'] = { 'filter[nobody]': ['x'] };
// @ts-expect-error nothing is ordered by that
export const c: operations['listPeople']['parameters']['query'] = { sort: ['nobody'] };
// @ts-expect-error nothing is ordered by that
export const d: ListPeopleData['query'] = { sort: ['nobody'] };
`;

const settings = {
  strict: true, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [],
  module: 'nodenext', moduleResolution: 'nodenext', skipLibCheck: true, noEmitOnError: true, outDir: 'made',
};

export class TypeScriptClients {
  // `folder` is the test's own.
  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder);
    symlinkSync(modules, join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  }

  async generate() {
    const made = join(this.folder, 'openapi-typescript.ts');
    const words = [join(modules, 'openapi-typescript/bin/cli.js'), path_of_description, '-o', made];
    execFileSync('node', words, { stdio: ['ignore', 'pipe', 'pipe'] });
    await createClient({
      input: path_of_description, output: join(this.folder, 'hey-api'), logs: { level: 'silent' },
      plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    });
    this.programs = { 'openapi-fetch': for_openapi_fetch(), 'hey-api': for_hey_api() };
    for (const [name, { text }] of Object.entries(this.programs)) {
      writeFileSync(join(this.folder, `with-${name}.ts`), text);
    }
    writeFileSync(join(this.folder, 'of-nobody.ts'), of_nobody);
  }

  // What the compiler says; nothing when all is well.
  compile() {
    const files = ['of-nobody.ts', ...Object.keys(this.programs).map((name) => `with-${name}.ts`)];
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: settings, files }));
    try {
      const words = [join(modules, 'typescript/bin/tsc'), '--pretty', 'false', '-p', this.folder];
      execFileSync('node', words, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
      return '';
    } catch (error) {
      return error.stdout || String(error);
    }
  }

  // ask(list, parameter, value, path) of one of them, compiled.
  connect(name, url, token, fetch) {
    const required = createRequire(join(this.folder, 'package.json'));
    const calls = required(`./made/with-${name}.js`).connect(url, token, fetch);
    return async (list, parameter, value, path) => {
      const { response, data, error } = await calls[`${list.operationId} ${parameter}`](value, path);
      return { status: response.status, body: data ?? error };
    };
  }
}
