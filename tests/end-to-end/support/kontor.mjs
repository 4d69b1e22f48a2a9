// A real server with a data folder of its own, and people at their screens: what they do goes through real pointer and
// key events at the places that the ARIA mirror names.
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdtempSync, readdirSync, rmSync, statSync, chownSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { at_rest } from './browser.mjs';
import { until } from './checks.mjs';
import { write_down, write_down_all } from './recorded.mjs';

export const password = 'a few good words';

async function free_port() {
  const probe = createServer();
  await new Promise((resolve) => { probe.listen(0, '127.0.0.1', resolve); });
  const { port } = probe.address();
  await new Promise((resolve) => { probe.close(resolve); });
  return port;
}

function everybody_reads(folder) {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) everybody_reads(path);
    else chmodSync(path, 0o755);
  }
}

// The server refuses to be root, so root runs it as nobody, from a copy that nobody may read.
export class Server {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'kontor-e2e-'));
    this.environment = {}; // settings that have no flag
    this.as_root = process.getuid() === 0;
    cpSync(process.env.TEST_WEB, join(this.folder, 'web'), { recursive: true });
    copyFileSync(process.env.TEST_SERVER, join(this.folder, 'kontor-server'));
    copyFileSync(join(dirname(process.env.TEST_SERVER), 'kontor-picture'), join(this.folder, 'kontor-picture'));
    everybody_reads(this.folder);
    if (this.as_root) chownSync(this.folder, 65534, 65534);
  }

  async start(...flags) {
    this.port ||= await free_port();
    this.url = `http://127.0.0.1:${this.port}`;
    const words = [join(this.folder, 'kontor-server'), '--listen', `127.0.0.1:${this.port}`,
      '--data', join(this.folder, 'data'), '--web', join(this.folder, 'web'), ...flags];
    const as_nobody = this.as_root ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
    const [program, ...rest] = [...as_nobody, ...words];
    const clean = Object.entries(process.env).filter(([name]) => !name.startsWith('KONTOR_'));
    const environment = { ...Object.fromEntries(clean), ...this.environment };
    this.said = '';
    this.log = '';
    this.process = spawn(program, rest, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    this.process.stdout.on('data', (part) => { this.said += part; });
    this.process.stderr.on('data', (part) => { this.log = (this.log + part).slice(-20000); });
    this.ended = new Promise((resolve) => { this.process.on('exit', (status, signal) => resolve(signal || status)); });
    let status = null;
    this.ended.then((how) => { status = how; });
    await until('the server answers', async () => {
      if (status !== null) throw new Error(`the server ended with ${status}: ${this.log.slice(-2000)}`);
      return this.is_ready();
    }, 120000);
    return this;
  }
  async is_ready() {
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch (error) {
      if (error instanceof TypeError) return false; // nobody listens yet
      throw error;
    }
  }
  // Where the first administrator registers: printed after the server has begun to answer.
  async first_link() {
    const printed = await until('the first link is printed', async () => this.said.match(/http\S+\/first#(\S+)\s/));
    const url = new URL(printed[0].trim());
    return { page: url.pathname + url.hash, invitation: printed[1] };
  }
  async kill(signal = 'SIGKILL') {
    this.process.kill(signal);
    return this.ended;
  }
  async close() {
    await this.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
  async api(path, body, token) {
    const answer = await fetch(`${this.url}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    write_down(body ? 'POST' : 'GET', answer.url, answer.status, answer.headers.get('content-type') ?? '', text);
    return JSON.parse(text);
  }
}

// A context is a browser of one person's own; a page is a tab in it.
export async function open_context(browser, server, settings = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 }, locale: 'ru-RU', colorScheme: 'dark', baseURL: server.url,
    serviceWorkers: 'block', // what passes through them, routes of tests do not see
    ...settings,
  });
  write_down_all(context, server.url);
  return context;
}

export async function open_page(context, path = '/') {
  const page = await context.newPage();
  await page.goto(path);
  await at_rest(page);
  return page;
}

export async function press_first(page, role, name, exact = true) {
  const node = page.getByRole(role, { name, exact }).last();
  await node.waitFor({ state: 'attached' });
  const box = await until(`there is a ${role} "${name}" in sight`, async () => {
    const found = await node.boundingBox();
    return found && found.width > 0 && found.height > 0 && found;
  });
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await at_rest(page);
  await page.mouse.down();
  await at_rest(page);
  await page.mouse.up();
  await at_rest(page);
}

export async function type(page, text) {
  await page.keyboard.insertText(text);
  await at_rest(page);
}

export async function register(page, name, email) {
  await press_first(page, 'link', 'Создать');
  await page.locator('input[name=name]').fill(name);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor({ state: 'attached' });
  await at_rest(page);
}

export async function sign_in(page, email) {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor({ state: 'attached' });
  await at_rest(page);
}

export async function create_channel(page, title) {
  await press_first(page, 'button', 'Создать канал');
  await page.getByRole('dialog').waitFor({ state: 'attached' });
  await type(page, title);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: `Написать в «${title}»` }).waitFor({ state: 'attached' });
  await at_rest(page);
}

export async function invite(page, name) {
  await press_first(page, 'button', 'Пригласить…');
  await page.getByRole('dialog').waitFor({ state: 'attached' });
  await press_first(page, 'option', name, false);
  await press_first(page, 'button', 'Пригласить', false);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

export async function write(page, channel, text) {
  await press_first(page, 'textbox', `Написать в «${channel}»`);
  await type(page, text);
  await page.keyboard.press('Enter');
  await at_rest(page);
}

export async function enter_channel(page, title) {
  await press_first(page, 'link', title, false);
  await page.getByRole('textbox', { name: `Написать в «${title}»` }).waitFor({ state: 'attached' });
}

// What stands in a field, whether it is being edited or not.
export async function value_of(field) {
  return field.evaluate((element) => element.value ?? element.textContent);
}

// Everything that a reader of screens would meet, as one text.
export async function everything(page) {
  return page.evaluate(() => [...document.querySelectorAll('#mirror *, #fields *')]
    .map((node) => {
      const held = node.children.length === 0 ? node.value ?? node.textContent : '';
      return [node.getAttribute('aria-label'), node.type === 'password' ? '' : held].filter(Boolean).join(' ');
    }).join('\n'));
}

// The texts of the open channel, oldest first, as a reader of screens meets them.
export async function messages(page) {
  return page.evaluate(() => [...document.querySelectorAll('[role=log] div:not([role])')]
    .map((node) => node.textContent));
}
export async function sees(page, text) {
  await until(`"${text}" is on the screen`, async () => (await messages(page)).some((found) => found.includes(text)));
}
export async function count_of(page, text) {
  return (await messages(page)).filter((found) => found.includes(text)).length;
}
