// Sessions, the list of people, what the server refuses, and signing out.
import { open_browser, at_rest, kept_in } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import {
  Server, open_context, open_page, register, sign_in, create_channel, invite, write, enter_channel, sees, press_first,
  everything, password, type, value_of,
} from './support/kontor.mjs';
import { People, all_is_sent, comes_in, fill, is_asked_to_sign_in, open_menu, says } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const first_browser = await open_context(browser, server);
const first = await open_page(first_browser);
const people = new People(browser, server);
const title = 'Заказы';

await check('the first administrator registers by the one-time link that the server prints', async () => {
  const { page } = await server.first_link();
  await first.goto(page);
  await at_rest(first);
  await first.locator('input[name=name]').fill('Анна Петрова');
  await first.locator('input[name=email]').fill('anna@example.org');
  await first.locator('input[name=password]').fill('a few good words');
  await first.keyboard.press('Enter');
  await first.getByRole('navigation').waitFor({ state: 'attached' });
  await press_first(first, 'link', 'Люди');
  await until('she is shown as the administrator', async () => (await everything(first)).includes('администратор'));
});

await check('a wrong password is said in words, under its field', async () => {
  const page = await open_page(await open_context(browser, server));
  await page.locator('input[name=email]').fill('anna@example.org');
  await page.locator('input[name=password]').fill('quite another word');
  await page.keyboard.press('Enter');
  await until('it is said', async () => (await everything(page)).includes('Почта или пароль не подходят'));
  await page.context().close();
});

await check('the list of people is searched and sorted by the server', async () => {
  const boris = await open_page(await open_context(browser, server));
  await register(boris, 'Борис Соколов', 'boris@example.org');
  await boris.context().close();
  await first.goto('/people');
  await at_rest(first);
  await press_first(first, 'textbox', 'Имя или почта');
  await first.keyboard.insertText('борис');
  await until('only he is left', async () => {
    const rows = await first.getByRole('row').evaluateAll((found) => found.map((row) => row.outerHTML));
    return rows.some((row) => row.includes('Борис Соколов')) && !rows.some((row) => row.includes('anna@example.org'));
  });
});

await check('a session that is ended elsewhere locks its screen at once, and the same person goes on', async () => {
  const second = await open_page(await open_context(browser, server));
  await sign_in(second, 'anna@example.org');
  await create_channel(first, title);
  await enter_channel(second, title);
  await first.goto('/sessions');
  await at_rest(first);
  await until('both sessions say on what device they are', async () =>
    (await first.getByRole('listitem', { name: 'Chromium, Linux' }).count()) === 2);
  await press_first(first, 'button', 'Завершить', false);
  await press_first(first, 'button', 'Завершить', false);
  const fields = second.locator('input[name=password]');
  await until('the other screen asks for the password', async () => (await fields.count()) === 1);
  await second.locator('input[name=password]').fill('a few good words');
  await second.keyboard.press('Enter');
  await second.getByRole('navigation').waitFor({ state: 'attached' });
  await second.context().close();
});

await check('what a session that ended had not sent is sealed until its owner signs in again', async () => {
  const laptop = await open_context(browser, server);
  const second = await open_page(laptop);
  await sign_in(second, 'anna@example.org');
  await enter_channel(second, title);
  await laptop.setOffline(true);
  await write(second, title, 'написано в поезде');
  await press_first(second, 'textbox', `Написать в «${title}»`);
  await type(second, 'и не дописано');
  const written = /поезде|дописано|browser-key/;
  await until('it is on the disk', async () =>
    (await kept_in(second)).filter((line) => written.test(line)).length === 3);
  await first.goto('/sessions');
  await at_rest(first);
  await press_first(first, 'button', 'Завершить', false);
  await press_first(first, 'button', 'Завершить', false);
  await laptop.setOffline(false);
  await is_asked_to_sign_in(second);
  await until('nothing of it can be read', async () =>
    !(await kept_in(second)).some((line) => written.test(line)));
  await second.reload();
  await is_asked_to_sign_in(second);
  await says(second, 'anna@example.org');
  await fill(second, { password });
  await comes_in(second);
  await enter_channel(first, title);
  await sees(first, 'написано в поезде');
  await enter_channel(second, title);
  const field = second.getByRole('textbox', { name: `Написать в «${title}»` });
  await until('the field holds the rest', async () => (await value_of(field)) === 'и не дописано');
  holds(!(await kept_in(second)).some((line) => line.startsWith('sealed/')), 'nothing is sealed any more');
  await laptop.close();
});

await check('a newer browser signs out everywhere else, and goes on alone', async () => {
  const [second, third] = [await people.page('/sign-in'), await people.page('/sign-in', { locale: 'en-GB' })];
  await sign_in(second, 'boris@example.org');
  await sign_in(third, 'boris@example.org');
  const newest = await people.page('/sign-in');
  await sign_in(newest, 'boris@example.org');
  await open_menu(newest, 'Борис Соколов', 'Мои сеансы');
  await press_first(newest, 'button', 'Завершить все остальные');
  await says(newest, 'Токенов для скриптов у вас нет.');
  await press_first(newest, 'button', 'Завершить все остальные');
  await is_asked_to_sign_in(second);
  await is_asked_to_sign_in(third);
  await says(second, 'Сеанс boris@example.org завершён. Войдите снова');
  equal(await second.locator('input[name=email]').inputValue(), 'boris@example.org');
  await until('only this one is left', async () =>
    (await newest.getByRole('listitem', { name: 'Chromium, Linux' }).count()) === 1);
  // Somebody else sits down at the other machine.
  await fill(second, { email: 'anna@example.org', password });
  await comes_in(second);
  await says(second, 'Анна Петрова');
  for (const page of [second, third, newest]) await page.context().close();
});

await check('what the server refuses stands in the tray with its content and the reason', async () => {
  const boris_browser = await open_context(browser, server);
  const boris = await open_page(boris_browser);
  await sign_in(boris, 'boris@example.org');
  await first.goto('/');
  await at_rest(first);
  await enter_channel(first, title);
  await invite(first, 'Борис Соколов');
  await enter_channel(boris, title);
  await boris_browser.setOffline(true);
  await write(boris, title, 'успею написать?');
  await press_first(first, 'button', /Исключить.*Борис Соколов|Исключить: Борис Соколов/);
  await press_first(first, 'button', 'Исключить');
  await first.waitForTimeout(500);
  await boris_browser.setOffline(false);
  await boris.goto('/tray');
  await at_rest(boris);
  await until('it is in the tray', async () => (await everything(boris)).includes('успею написать?'));
  await boris_browser.close();
});

await check('signing out leaves nothing of the account in the browser', async () => {
  await write(first, title, 'до свидания');
  await sees(first, 'до свидания');
  await all_is_sent(first);
  holds((await kept_in(first)).some((line) => line.includes('row/')), 'the browser keeps what it shows');
  await press_first(first, 'button', 'Анна Петрова', false);
  await press_first(first, 'menuitem', 'Выйти', false);
  await press_first(first, 'button', 'Выйти', false);
  await first.locator('input[name=password]').waitFor();
  const left = await kept_in(first);
  equal(left.filter((line) => /row\/|space\/|(outbox|sealed)\/.*\/\d|^session|свидания/.test(line)), []);
});

await browser.close();
await server.close();
