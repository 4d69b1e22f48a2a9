// The second factor as people meet it: the secret is read off the screen, codes are typed at the ways in, and a code
// on paper helps when the phone is lost.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open_browser, at_rest } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, everything, password, press_first } from './support/kontor.mjs';
import {
  People, answer, asks, comes_in, fill, go, one_time_code, says, shown_once, sign_in_with, sign_out,
} from './support/screens.mjs';

const server = new Server();
server.environment = { KONTOR_ADMIN_SECOND_FACTOR: '1' };
await server.start();
const browser = await open_browser();
const people = new People(browser, server);
const email = 'anna@example.org';
const recovery_code = '(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}';
let secret = '';
let codes = [];

// No code is taken twice, or after a later one: the first is of the step before, so that two more are left in time.
async function code_in_time(ahead) {
  await until('enough is left of this half minute', async () => Date.now() % 30000 < 20000, 30000);
  return one_time_code(secret, ahead);
}

// What a phone makes of the screen that it is held before.
async function scanned(page) {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-scan-'));
  const path = join(folder, 'screen.png');
  await page.screenshot({ path });
  // It says in vain that it would like to tell others of what it reads.
  const text = execFileSync('zbarimg', ['--quiet', '--raw', path], { encoding: 'utf8', stdio: 'pipe' });
  rmSync(folder, { recursive: true });
  return text.trimEnd();
}

const anna = await people.first('Анна Петрова', email);
await check('an administrator without a second factor is led to where it is turned on', async () => {
  await go(anna, '/admin/people');
  await says(anna, 'Администраторам здесь нужен второй фактор');
  holds(!(await everything(anna)).includes(email), 'no list is shown');
  await press_first(anna, 'button', 'Включить…');
  equal(new URL(anna.url()).pathname, '/account/entry');
});

await check('whoever knows the password is shown a secret', async () => {
  await press_first(anna, 'button', 'Включить…');
  await answer(anna, 'quite another word');
  await press_first(anna, 'button', 'Далее');
  await says(anna, 'Это не ваш пароль');
  await press_first(anna, 'textbox', 'Нынешний пароль');
  await anna.keyboard.press('Control+A');
  await anna.keyboard.insertText(password);
  await at_rest(anna);
  await press_first(anna, 'button', 'Далее');
  secret = await until('the secret is shown', async () =>
    (await everything(anna)).match(/(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/)?.[0]);
});

await check('a phone reads the same secret off the picture, in the dark and in the light', async () => {
  await anna.getByRole('img', { name: 'QR-код ключа' }).waitFor({ state: 'attached' });
  for (const colorScheme of ['dark', 'light']) {
    await anna.emulateMedia({ colorScheme });
    await at_rest(anna);
    const read = new URL(await scanned(anna));
    equal([read.protocol, read.host, decodeURIComponent(read.pathname)], ['otpauth:', 'totp', `/Kontor:${email}`]);
    // What the codes of this script, too, are made with (RFC 6238).
    equal(Object.fromEntries(read.searchParams),
      { secret: secret.replaceAll(' ', ''), issuer: 'Kontor', algorithm: 'SHA1', digits: '6', period: '30' });
  }
});

await check('the first right code turns it on', async () => {
  await press_first(anna, 'textbox', 'Код');
  await anna.keyboard.insertText('000000');
  await at_rest(anna);
  await press_first(anna, 'button', 'Включить');
  await says(anna, 'Код неверен или уже использован');
  await press_first(anna, 'textbox', 'Код');
  await anna.keyboard.press('Control+A');
  await anna.keyboard.insertText(await code_in_time(-1));
  await at_rest(anna);
  await press_first(anna, 'button', 'Включить');
  codes = await shown_once(anna, recovery_code, 10);
  await says(anna, 'Осталось 10 запасных кодов');
  await go(anna, '/admin/people');
  await says(anna, email);
});

await check('signing in asks for a code, and takes none twice', async () => {
  await sign_out(anna, 'Анна Петрова');
  await fill(anna, { email, password });
  await says(anna, 'Код из программы на телефоне');
  await fill(anna, { code: '123456' });
  await says(anna, 'Код неверен или уже использован');
  const code = await code_in_time(0);
  await fill(anna, { code });
  await comes_in(anna);
  await sign_out(anna, 'Анна Петрова');
  await fill(anna, { email, password });
  await fill(anna, { code });
  await says(anna, 'Код неверен или уже использован');
});

await check('a recovery code lets in once, in place of the phone', async () => {
  await fill(anna, { code: codes[0].toLowerCase() });
  await comes_in(anna);
  await go(anna, '/account/entry');
  await says(anna, 'Осталось 9 запасных кодов');
  await sign_out(anna, 'Анна Петрова');
  await fill(anna, { email, password });
  await fill(anna, { code: codes[0] });
  await says(anna, 'Код неверен или уже использован');
  await fill(anna, { code: codes[1] });
  await comes_in(anna);
});

await check('new recovery codes take the place of the old ones', async () => {
  await go(anna, '/account/entry');
  await press_first(anna, 'button', 'Новые запасные коды…');
  await answer(anna, password, codes[3]);
  await press_first(anna, 'button', 'Создать новые коды');
  const renewed = await shown_once(anna, recovery_code, 10);
  equal(renewed.filter((code) => codes.includes(code)), []);
  await says(anna, 'Осталось 10 запасных кодов');
  const other = await people.page('/sign-in');
  await fill(other, { email, password });
  await fill(other, { code: codes[2] });
  await says(other, 'Код неверен или уже использован');
  await fill(other, { code: renewed[0] });
  await comes_in(other);
  await other.context().close();
  codes = renewed;
});

await check('it is turned off by password and code, and then the password is enough again', async () => {
  await press_first(anna, 'button', 'Выключить…');
  await answer(anna, password, codes[1]);
  await press_first(anna, 'button', 'Выключить');
  await says(anna, 'Второй фактор выключен');
  await sign_out(anna, 'Анна Петрова');
  await sign_in_with(anna, email);
  await go(anna, '/admin/audit');
  await says(anna, 'Администраторам здесь нужен второй фактор');
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
