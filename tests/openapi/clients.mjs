// Clients that strangers' generators make of the API's description: openapi-typescript with openapi-fetch, hey-api, and
// OpenAPI Generator for Python. They compile, can say every parameter of every endpoint, and each of them asks a real
// server for every list by every parameter that the description names.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, equal, holds } from '../end-to-end/support/checks.mjs';
import { Server } from '../end-to-end/support/kontor.mjs';
import { write_down } from '../end-to-end/support/recorded.mjs';
import { asked_of, lists, operations } from './clients/described.mjs';
import { Judge } from './clients/judge.mjs';
import { PythonClient } from './clients/python.mjs';
import { TypeScriptClients } from './clients/typescript.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kontor-clients-'));
const server = new Server();
const python = new PythonClient(join(folder, 'python'));
let token;

// The sample has no invitations, letters and reports, and nobody in it has a comma in the name.
async function fill() {
  await server.start('--sample', '--rate-limits', '0');
  const [, password] = server.said.match(/with the password (\S+):/);
  const signed_in = await server.api('/api/v1/accounts/sign-in', { email: 'anna@sample.example', password });
  token = signed_in.access_token;
  for (const name of ['olga', 'pavel', 'rita']) {
    await server.api('/api/v1/admin/invitations', { email: `${name}@example.org` }, token);
    await server.api('/api/v1/reports', { place: `clients/${name}`, text: `Of ${name}, \\ and others` }, token);
  }
  await server.api('/api/v1/admin/accounts', { name: 'Fox, Grey \\ Ltd', email: 'fox@example.org' }, token);
}

// Of the longest channel, and its first message.
async function path_of(list) {
  const { domains } = await server.api('/api/v1/news', null, token);
  const rows = domains.flatMap(({ value }) => value.spaces).flatMap((space) => space.rows).map(({ row }) => row);
  const channels = rows.filter(({ type }) => type === 'messaging.channel').map(({ value }) => value);
  const known = { channel: channels.sort((a, b) => b.last_number - a.last_number)[0].id, number: 1 };
  return Object.fromEntries(list.parameters.filter((one) => one.in === 'path').map(({ name }) => [name, known[name]]));
}

// Whatever rows it has: which of them are found is asked of the other lists, by the same code.
const is_table = ({ path }) => path.startsWith('/api/v1/admin/tables/');

async function everything_of(list, path) {
  const where = list.path.replace(/\{(\w+)\}/g, (_, name) => path[name]);
  const body = await server.api(`${where}?limit=200`, null, token);
  const rows = body.rows ?? body.messages ?? body.people;
  if (is_table(list)) return rows;
  holds(rows?.length > 1, `${list.operationId} has rows: ${JSON.stringify(body).slice(0, 300)}`);
  return rows;
}

async function judge_client(name, ask) {
  for (const list of lists) {
    const parameters = asked_of(list);
    await check(`${name}: ${list.operationId} by each of its ${parameters.length} parameters`, async () => {
      const path = await path_of(list);
      const judge = new Judge(ask, list, path, await everything_of(list, path));
      for (const parameter of parameters) await (is_table(list) ? judge.answers(parameter) : judge.judge(parameter));
    });
  }
}

// Held against the description like all answers of the tests.
async function recorded(request) {
  const answer = await fetch(request);
  const text = await answer.clone().text();
  write_down(request.method, request.url, answer.status, answer.headers.get('content-type') ?? '', text);
  return answer;
}

// However a client gets it wrong, it is told.
const not_said_like_that = ['nobody=1', 'filter[nobody]=x', 'filter=name', 'filter[name][odd]=x', 'filter.name=a',
  'filter[name]=a&filter[name]=b', 'filter[name][]=a', 'filter[name][starts]=a&filter[name][starts]=b',
  'sort=name&sort=id', 'sort[]=name', 'filter[administrator]=True', 'filter={"name":"a"}', 'name=a'];

async function judge() {
  const generated = python.generate(); // takes its time, beside all others
  generated.catch(() => {}); // is said below
  await fill();
  await check('the description names every filter, and the server refuses what it does not name', async () => {
    const filters = lists.flatMap(asked_of).filter(({ name }) => name.startsWith('filter['));
    holds(lists.length >= 8 && filters.length > 90, `there are ${lists.length} lists with ${filters.length} filters`);
    for (const query of not_said_like_that) {
      for (const said of [query, query.replace(/[[\]{}"]/g, encodeURIComponent)]) {
        equal((await server.api(`/api/v1/people?${said}`, null, token)).status, 400, said);
      }
    }
  });

  const typescript = new TypeScriptClients(join(folder, 'typescript'));
  await check('openapi-typescript and hey-api generate clients', () => typescript.generate());
  let compiles = false;
  await check('which can say every parameter of every endpoint, and nothing that there is not', () => {
    const parameters = operations.flatMap((one) => (lists.includes(one) ? asked_of(one) : one.parameters));
    for (const [name, { says }] of Object.entries(typescript.programs)) equal(says, parameters.length, name);
    equal(typescript.compile(), '');
    compiles = true;
  });
  const judged = (compiles ? Object.keys(typescript.programs) : []).map((name) =>
    judge_client(name, typescript.connect(name, server.url, token, recorded)));

  await check('OpenAPI Generator generates a client in Python', () => generated);
  let says_all = false;
  await check('which compiles, and can say every parameter of every endpoint', async () => {
    python.compile();
    python.start(server.url, token);
    const unsaid = [];
    for (const operation of operations) unsaid.push(...await python.unsaid(operation));
    equal(unsaid, []);
    says_all = true;
  });
  if (says_all) judged.push(judge_client('Python', (...what) => python.ask(...what)));
  await Promise.all(judged);
}

try {
  await judge();
} finally {
  python.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}
