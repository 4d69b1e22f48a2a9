// What people do at the screens of accounts, in Russian: the fields on the way in, dialogs, and what is said.
import { createHmac } from 'node:crypto';
import { at_rest, watch_errors } from './browser.mjs';
import { equal, until } from './checks.mjs';
import { everything, open_context, open_page, password, press_first, type } from './kontor.mjs';

export async function says(page, text) {
  await until(`the screen says "${text}"`, async () => (await everything(page)).includes(text));
}
export async function says_no_more(page, text) {
  await until(`"${text}" is gone from the screen`, async () => !(await everything(page)).includes(text));
}

export async function go(page, path) {
  await page.goto(path);
  await at_rest(page);
}

// Fills in the real fields of a way in and sends them.
export async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`input[name=${name}]`);
    await field.waitFor({ state: 'visible' });
    await field.fill(value);
  }
  await page.keyboard.press('Enter');
  await at_rest(page);
}

export async function comes_in(page) {
  await page.getByRole('navigation').waitFor({ state: 'attached' });
  await at_rest(page);
}
export async function sign_in_with(page, email, with_password = password) {
  await fill(page, { email, password: with_password });
  await comes_in(page);
}
export async function is_asked_to_sign_in(page) {
  const field = page.locator('input[name=password]');
  await until('the screen asks for the password', async () => (await field.count()) === 1);
}

export async function asks(page) {
  await page.getByRole('dialog').waitFor({ state: 'attached' });
  await at_rest(page);
}
// Types into the fields of a dialog, from the first on, as the Tab key leads.
export async function answer(page, ...texts) {
  await asks(page);
  for (const [place, text] of texts.entries()) {
    if (place > 0) await page.keyboard.press('Tab');
    await at_rest(page);
    await type(page, text);
  }
}
// Types anew what stands in a field.
export async function retype(page, field, text) {
  await press_first(page, 'textbox', field);
  await page.keyboard.press('Control+A');
  await at_rest(page);
  await type(page, text);
}
// What a dialog shows once, as its lines; then the dialog is closed. What the dialog before it was answered with can
// look the same, and stands there until the server has answered.
export async function shown_once(page, pattern, count = 1) {
  const wanted = new RegExp(pattern, 'g');
  await page.getByRole('button', { name: 'Готово' }).waitFor({ state: 'attached' });
  const shown = async () => [...new Set((await everything(page)).match(wanted))];
  const found = await until(`${count} of ${wanted} are shown`, async () => {
    const lines = await shown();
    return lines.length === count && lines;
  });
  await press_first(page, 'button', 'Готово');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  return found;
}

export async function all_is_sent(page) {
  const waits = async () => (await page.getByRole('status').allTextContents()).some((text) => /отправ.*\d/.test(text));
  await until('everything is sent', async () => !(await waits()));
}

export async function open_menu(page, name, item) {
  await press_first(page, 'button', `${name}, моё меню`);
  await press_first(page, 'menuitem', item);
}
export async function sign_out(page, name) {
  await open_menu(page, name, 'Выйти');
  await asks(page);
  await press_first(page, 'button', 'Выйти');
  await page.locator('input[name=password]').waitFor();
  await at_rest(page);
}

// The people of a script, each with a browser; what goes wrong inside of their pages is written down for its end.
export class People {
  constructor(browser, server) {
    Object.assign(this, { browser, server, errors: [] });
  }
  async page(path = '/', settings = {}) {
    const page = await open_page(await open_context(this.browser, this.server, settings));
    this.errors.push(watch_errors(page));
    if (path !== '/') await go(page, path);
    return page;
  }
  // The first administrator, whose browser has the whole program from the beginning, as it has after the first visit.
  async first(name, email, has_whole = true) {
    const page = await this.page();
    if (has_whole) await page.evaluate(() => localStorage.setItem('program', 'whole'));
    await go(page, (await this.server.first_link()).page);
    await fill(page, { name, email, password });
    await comes_in(page);
    return page;
  }
  async registered(name, email, settings = {}) {
    const page = await this.page('/register', settings);
    await fill(page, { name, email, password });
    await comes_in(page);
    return page;
  }
  no_errors() {
    equal(this.errors.flat(), []);
  }
}

// What a phone shows for the secret of a second factor, read off the screen (RFC 6238), `ahead` steps from now.
export function one_time_code(secret, ahead = 0) {
  const bits = [...secret.replaceAll(' ', '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + ahead));
  const digest = createHmac('sha1', key).update(step).digest();
  const number = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
  return String(number % 1000000).padStart(6, '0');
}
