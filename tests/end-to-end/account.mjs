// What people do with their own account, in a real browser: profile, password, tokens for scripts, the archive of
// everything, leaving and staying after all.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open_browser } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, create_channel, password, press_first, type, write } from './support/kontor.mjs';
import {
  People, all_is_sent, answer, asks, go, is_asked_to_sign_in, open_menu, retype, says, says_no_more, shown_once,
  sign_in_with, sign_out,
} from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const boris = await people.registered('Борис Соколов', 'boris@example.org');
const kate = await people.registered('Kate Miller', 'kate@example.org', { colorScheme: 'light' });
let boris_password = password;

await check('from the menu to the account, whose profile is kept over a reload and seen by others', async () => {
  await open_menu(boris, 'Борис Соколов', 'Мой аккаунт');
  equal(new URL(boris.url()).pathname, '/account');
  await retype(boris, 'Имя', 'Борис Ёлкин');
  await press_first(boris, 'textbox', 'Где вы находитесь');
  await type(boris, 'Казань');
  await press_first(boris, 'button', 'Сохранить');
  await says(boris, 'Профиль сохранён');
  await boris.reload();
  await until('it is there again', async () => (await boris.getByRole('textbox', { name: 'Где вы находитесь' })
    .evaluateAll((found) => found.map((field) => field.outerHTML))).some((html) => html.includes('Казань')));
  await go(kate, '/people');
  await says(kate, 'Борис Ёлкин');
});

await check('the language that is chosen holds in a browser that has another', async () => {
  await go(kate, '/account');
  await says(kate, 'Язык и оформление'); // the account has arrived
  await kate.mouse.move(640, 500);
  await kate.mouse.wheel(0, 2000);
  await press_first(kate, 'option', 'English');
  await says(kate, 'My account');
  const other = await people.page('/sign-in');
  await sign_in_with(other, 'kate@example.org');
  await says(other, 'Create channel');
  await other.context().close();
});

await check('a password is typed from field to field, and a wrong one is said at its field', async () => {
  await press_first(boris, 'tab', 'Вход');
  await press_first(boris, 'button', 'Сменить пароль…');
  await answer(boris, 'quite another word', 'another good password');
  await boris.keyboard.press('Enter');
  await says(boris, 'Это не ваш пароль');
  await retype(boris, 'Нынешний пароль', password);
  await press_first(boris, 'button', 'Сменить пароль');
  await says(boris, 'Пароль изменён');
  boris_password = 'another good password';
});

await check('the new password ends every other session', async () => {
  const other = await people.page('/sign-in');
  await sign_in_with(other, 'boris@example.org', boris_password);
  await press_first(boris, 'button', 'Сменить пароль…');
  await answer(boris, boris_password, password);
  await press_first(boris, 'button', 'Сменить пароль');
  await says(boris, 'Пароль изменён');
  boris_password = password;
  await is_asked_to_sign_in(other);
  await sign_in_with(other, 'boris@example.org');
  await other.context().close();
});

const ask_as_script = async (token, path, body) => (await fetch(server.url + path, {
  method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
}));
let token;
await check('a token for scripts is shown once, reads, and may not write', async () => {
  await press_first(boris, 'tab', 'Токены');
  await says(boris, 'Токенов пока нет');
  await press_first(boris, 'button', 'Создать токен…');
  await answer(boris, 'резервная копия', password);
  await press_first(boris, 'button', 'Создать токен');
  [token] = await shown_once(boris, 'kontor_[\\w-]{43}');
  await says(boris, 'резервная копия');
  await says(boris, 'не использовался');
  await says_no_more(boris, token);
  equal((await server.api('/api/v1/me', undefined, token)).person.name, 'Борис Ёлкин');
  const nothing = { client: crypto.randomUUID(), commands: [] };
  const refused = await ask_as_script(token, '/api/v1/messaging/commands', nothing);
  equal(refused.status, 403);
  equal((await refused.json()).type, 'urn:kontor:problem:scope-too-small');
});
await check('the last use of a token is seen at once, and a revoked one is worth nothing at once', async () => {
  await says(boris, 'последнее использование: сегодня');
  await press_first(boris, 'button', 'Отозвать…');
  await says(boris, 'Скрипты с токеном «резервная копия» сразу перестанут работать.');
  await press_first(boris, 'button', 'Отозвать');
  await says(boris, 'Токенов пока нет');
  await until('it is refused', async () => (await ask_as_script(token, '/api/v1/me')).status === 401);
});

await check('everything of mine comes as one archive, which other programs read', async () => {
  await go(boris, '/');
  await create_channel(boris, 'Цех');
  await write(boris, 'Цех', 'Дуб привезли');
  await all_is_sent(boris);
  await go(boris, '/account');
  await press_first(boris, 'tab', 'Данные');
  const waiting = boris.waitForEvent('download');
  await press_first(boris, 'button', 'Скачать всё моё');
  const download = await waiting;
  equal(download.suggestedFilename(), 'kontor.zip');
  const folder = mkdtempSync(join(tmpdir(), 'kontor-archive-'));
  execFileSync('python3', ['-m', 'zipfile', '-e', await download.path(), folder]);
  const profile = readFileSync(join(folder, 'profile.json'), 'utf8');
  holds(profile.includes('Борис Ёлкин') && profile.includes('boris@example.org'), 'it is his profile');
  holds(readFileSync(join(folder, 'messages.json'), 'utf8').includes('Дуб привезли'), 'his messages are in it');
  rmSync(folder, { recursive: true });
  equal(new URL(boris.url()).pathname, '/account/data', 'the page stays where it is');
});

await check('who deletes the account is told the day everywhere, and may keep it', async () => {
  await press_first(boris, 'button', 'Удалить аккаунт…');
  await answer(boris, 'quite another word');
  await press_first(boris, 'button', 'Удалить через неделю');
  await says(boris, 'Это не ваш пароль');
  await retype(boris, 'Нынешний пароль', password);
  await press_first(boris, 'button', 'Удалить через неделю');
  await says(boris, 'Ваш аккаунт будет удалён');
  await go(boris, '/');
  await says(boris, 'Ваш аккаунт будет удалён');
  await sign_out(boris, 'Борис Ёлкин');
  await sign_in_with(boris, 'boris@example.org');
  await says(boris, 'Ваш аккаунт будет удалён');
  await press_first(boris, 'button', 'Оставить аккаунт');
  await says_no_more(boris, 'Ваш аккаунт будет удалён');
  await go(boris, '/account/data');
  await press_first(boris, 'button', 'Удалить аккаунт…');
  await asks(boris);
  await boris.keyboard.press('Escape');
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
