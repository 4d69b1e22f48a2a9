// A page and a window of before a domain came, and the server that has it: the client of build/wasm-release and of
// build/dev, which know nothing of the trial domain, and the server of build/trial, which takes the place of an older
// one on the same data. Their bytes differ, so they speak JSON, and nobody loses or misreads anything.
import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { open_browser, watch_errors, at_rest, kept_in } from '../end-to-end/support/browser.mjs';
import { check, equal, holds, until } from '../end-to-end/support/checks.mjs';
import {
  Server, open_context, open_page, register, create_channel, invite, write, enter_channel, sees, messages, password,
} from '../end-to-end/support/kontor.mjs';
import { all_is_sent } from '../end-to-end/support/screens.mjs';
import { open_display, signed_in_window, NativeWindow } from '../end-to-end/support/window.mjs';

const newer_server = process.env.TEST_SERVER;
const newer_window = process.env.TEST_WINDOW;
const of_dev = (program) => program.replace('/build/trial/', '/build/dev/');
const older_server = of_dev(newer_server);
const bytes = 'application/vnd.kontor.cereal';

// Another build takes this server's place, on the same data.
function replace(server, program) {
  for (const name of ['kontor-server', 'kontor-picture']) {
    const place = join(server.folder, name);
    rmSync(place);
    copyFileSync(join(dirname(program), name), place);
    chmodSync(place, 0o755);
  }
}

// What a page says to the API and is answered, in which notation; and how often it was loaded.
class Overheard {
  constructor(page) {
    Object.assign(this, { said: [], loads: 0 });
    page.on('load', () => { this.loads += 1; });
    page.on('response', async (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith('/api/')) return;
      const request = response.request();
      const one = {
        path: pathname, status: response.status(), sent: request.headers()['content-type'] ?? '',
        got: response.headers()['content-type'] ?? '', body: '',
      };
      this.said.push(one);
      if (one.got.includes('json')) one.body = await response.text().catch(() => '');
    });
  }
  forget() {
    this.said = [];
    this.loads = 0;
  }
  news() {
    return this.said.filter(({ path }) => path === '/api/v1/news');
  }
}

const server = new Server();
replace(server, older_server);
await server.start();
const browser = await open_browser();
const anna_browser = await open_context(browser, server);
const anna = await open_page(anna_browser);
const boris = await open_page(await open_context(browser, server));
const errors = [watch_errors(anna), watch_errors(boris)];
const heard = new Overheard(anna);
const title = 'Цех';
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// A script of Anna's, and what it says again and again.
let token;
const client = crypto.randomUUID();
const numbered = (number, type, value) => ({ client, commands: [{ number, command: { type, value } }] });
let me, asked_before, answered_before, channel;

const waiting = ['пока сервера нет один', 'пока сервера нет два', 'пока сервера нет три'];
const begin_with = (beginning) => async (page) => (await messages(page)).filter((text) => text.startsWith(beginning));

await check('a page and a server of one build speak bytes of one type', async () => {
  await register(anna, 'Анна Петрова', 'anna@example.org');
  await register(boris, 'Борис Соколов', 'boris@example.org');
  await create_channel(anna, title);
  await invite(anna, 'Борис Соколов');
  await write(anna, title, 'до замены');
  await enter_channel(boris, title);
  await sees(boris, 'до замены');
  await all_is_sent(anna);
  const types = new Set(heard.said.filter(({ path }) => path.endsWith('/commands')).flatMap(({ sent, got }) => [sent,
    got]));
  equal([...types].map((type) => type.split(';')[0]), [bytes], 'what commands are sent and answered as');
  [, channel] = /channels\/([^/?#]+)/.exec(anna.url());
});

await check('a script speaks JSON with it', async () => {
  const email = 'anna@example.org';
  const signed_in = await server.api('/api/v1/accounts/sign-in', { email, password, device: 'script' });
  token = signed_in.access_token;
  me = signed_in.person.id;
  asked_before = numbered(1, 'messaging.create-channel',
    { channel: crypto.randomUUID(), member: crypto.randomUUID(), owner: me, title: 'Сценарий' });
  answered_before = await server.api('/api/v1/messaging/commands', asked_before, token);
  equal(answered_before.answers?.[0].outcome, 'accepted', JSON.stringify(answered_before));
});

await check('what is written while a newer server takes its place stays in the outbox, all of it', async () => {
  await server.kill('SIGTERM');
  replace(server, newer_server);
  for (const text of waiting) await write(anna, title, text);
  await until('it is said that they wait', async () => (await anna.getByRole('status').allTextContents())
    .some((text) => text.includes('3')));
  const kept = (await kept_in(anna)).filter((line) => line.includes('outbox'));
  for (const text of waiting) holds(kept.some((line) => line.includes(text)), `"${text}" is in the outbox: ${kept}`);
  heard.forget();
});

await check('the newer server gets it once and in order, in JSON, and the old page reads no bytes of it', async () => {
  await server.start();
  for (const text of waiting) await sees(boris, text);
  await all_is_sent(anna);
  await write(boris, title, 'от старой страницы к старой');
  await sees(anna, 'от старой страницы к старой');
  equal(await begin_with('пока сервера нет')(boris), waiting, 'on the other screen');
  equal(await begin_with('пока сервера нет')(anna), waiting, 'on the own screen');
  const in_bytes = heard.said.filter(({ sent }) => sent.startsWith(bytes));
  holds(in_bytes.length > 0, 'the page believed at first that the server understands its bytes');
  const answered = new Set(in_bytes.map(({ status }) => status).filter((status) => status !== 503)); // it starts
  equal([...answered], [415], 'what bytes were answered with');
  equal(heard.said.filter(({ got }) => got.startsWith(bytes)).length, 0, 'answers in bytes');
  const taken = heard.said.filter(({ path, status }) => path.endsWith('/commands') && status === 200);
  equal([...new Set(taken.map(({ sent }) => sent))], ['application/json'], 'what commands were taken as');
  equal(heard.loads, 0, 'how often the page loaded itself');
});

await check('a reload gives the same old page, which shows everything and loads itself no more', async () => {
  heard.forget();
  await anna.reload();
  await at_rest(anna);
  for (const text of ['до замены', ...waiting]) await sees(anna, text);
  await write(anna, title, 'после перезагрузки');
  await sees(boris, 'после перезагрузки');
  await pause(2000);
  equal(heard.loads, 1, 'how often the page was loaded');
  equal(heard.said.filter(({ sent }) => sent.startsWith(bytes)).length, 0, 'what it sent as bytes');
});

await check('what a domain tells that the old page does not know is passed over, and not asked for anew', async () => {
  heard.forget();
  const notebook = crypto.randomUUID();
  const say = async (number, type, value) => {
    const answer = await server.api('/api/v1/notes/commands', numbered(number, type, value), token);
    equal(answer.answers?.[0].outcome, 'accepted', JSON.stringify(answer));
  };
  await say(1, 'notes.open-notebook', { notebook, owner: me, title: 'Кухня' });
  await say(2, 'notes.write-note',
    { notebook, note: crypto.randomUUID(), title: 'Мука', due: '2050-01-01', amount: { thousandths: 1250 } });
  const told = await server.api('/api/v1/news', undefined, token);
  holds(told.domains.some(({ type }) => type === 'notes'), 'whoever follows along is told of the notes');
  await write(boris, title, 'рядом с заметками');
  await sees(anna, 'рядом с заметками');
  await anna.reload();
  await at_rest(anna);
  await sees(anna, 'рядом с заметками');
  await pause(1000);
  heard.forget();
  await pause(3000);
  const questions = heard.news().length;
  holds(questions <= 1, `nobody does anything, and the page asks for news at most once, and not ${questions} times`);
  await write(anna, title, 'всё ещё здесь');
  await sees(boris, 'всё ещё здесь');
  await all_is_sent(anna);
});

await check('a script goes on as if nothing had been, and what it sent before is answered as it was then', async () => {
  equal(await server.api('/api/v1/messaging/commands', asked_before, token), answered_before);
  const post = numbered(2, 'messaging.post', { channel, message: crypto.randomUUID(), text: 'сценарий пишет' });
  const answer = await server.api('/api/v1/messaging/commands', post, token);
  equal(answer.answers?.[0].outcome, 'accepted', JSON.stringify(answer));
  await sees(anna, 'сценарий пишет');
});

await check('the older server does not start on what the newer one keeps, and what is unsent waits on', async () => {
  await server.kill('SIGTERM');
  await write(anna, title, 'между двумя серверами');
  replace(server, older_server);
  const why = await server.start().then(() => 'it has started', (error) => error.message);
  holds(/The database is newer than this server/.test(why), `it says why: ${why}`);
  replace(server, newer_server);
  await server.start();
  await sees(boris, 'между двумя серверами');
  equal((await messages(boris)).filter((text) => text === 'между двумя серверами').length, 1, 'how often it came');
  equal(await begin_with('пока сервера нет')(boris), waiting, 'on the other screen, still');
});

const field = `Написать в «${title}»`;
const shows = (window, text) => window.nodes().some((node) => node.role === 'text' && node.name.includes(text));
const older_window_of_boris = (display, flags) => {
  process.env.TEST_WINDOW = of_dev(newer_window);
  return signed_in_window(display, flags, 'boris@example.org', password);
};
async function enter(window) {
  await window.press('link', title);
  await window.wait_for('textbox', field);
}
async function write_in(window, text) {
  await window.press('textbox', field);
  await until('the field has the keyboard', () => window.find('textbox', field)?.focused);
  await window.xdotool('type', '--delay', 40, text);
  await until('it is typed', () => window.find('textbox', field)?.value === text);
  await window.key('Return');
  await until('it is shown', () => shows(window, text));
}
async function came_once(text) {
  await sees(anna, text);
  equal((await messages(anna)).filter((found) => found === text).length, 1, `how often "${text}" came`);
}

await check('what an old window has not sent is sent by a newer one that opens on the same folder', async () => {
  const display = await open_display();
  const data = mkdtempSync('/tmp/kontor-window-data-');
  const flags = ['--server', server.url, '--data', data];
  let window;
  try {
    window = await older_window_of_boris(display, flags);
    await enter(window);
    await until('the old window shows what was said', () => shows(window, 'между двумя серверами'));
    await server.kill('SIGTERM');
    await write_in(window, 'from the old window');
    await window.kill();
    await server.start();
    window = await new NativeWindow(display, newer_window, flags).ready();
    await came_once('from the old window');
    await enter(window);
    for (const text of ['from the old window', 'между двумя серверами'])
      await until(`the newer window shows "${text}"`, () => shows(window, text));
  } finally {
    await window?.close();
    display.close();
    rmSync(data, { recursive: true, force: true });
  }
});

await check('a newer window beside an old one shows everything, and what is written in either is sent', async () => {
  const displays = [await open_display(), await open_display()];
  const data = mkdtempSync('/tmp/kontor-window-data-');
  const flags = ['--server', server.url, '--data', data];
  const windows = [];
  try {
    windows.push(await older_window_of_boris(displays[0], flags));
    await enter(windows[0]);
    await until('the old window shows what was said', () => shows(windows[0], 'from the old window'));
    windows.push(await new NativeWindow(displays[1], newer_window, flags).ready());
    await enter(windows[1]);
    await until('the newer window shows what was said', () => shows(windows[1], 'from the old window'));
    await write(anna, title, 'видно в обоих');
    for (const window of windows) await until('both show what comes', () => shows(window, 'видно в обоих'));
    for (const [at, text] of ['beside a newer one', 'beside an older one'].entries()) {
      await write_in(windows[at], text);
      await came_once(text);
      await until('the other window shows it', () => shows(windows[1 - at], text));
    }
  } finally {
    for (const window of windows) await window.close();
    for (const display of displays) display.close();
    rmSync(data, { recursive: true, force: true });
  }
});

await check('nothing went wrong inside of the pages', async () => {
  equal(errors.flat().filter((text) => !/ERR_|GL Driver|net::/.test(text)), []);
});

await browser.close();
await server.close();
