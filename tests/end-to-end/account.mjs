// My account, registering by hand and the links of letters, in a real browser.
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, until } from './support/checks.mjs';
import { Server, open_context, open_page, press_first, type, everything, password } from './support/kontor.mjs';

const server = await new Server().start();
const browser = await open_browser();
const page = await open_page(await open_context(browser, server));
const errors = watch_errors(page);
const says = (where, text) => until(`it says "${text}"`, async () => (await everything(where)).includes(text));
const asks = (where) => where.getByRole('dialog').waitFor({ state: 'attached' });

await check('from the menu to the account, whose profile is kept over a reload', async () => {
  await page.goto(server.said.match(/http\S+\/first\/\S+/)[0]);
  await at_rest(page);
  await page.locator('input[name=name]').fill('Анна Петрова');
  await page.locator('input[name=email]').fill('anna@example.org');
  await page.locator('input[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor({ state: 'attached' });
  await press_first(page, 'button', 'Анна Петрова, моё меню');
  await press_first(page, 'menuitem', 'Мой аккаунт');
  equal(new URL(page.url()).pathname, '/account');
  await press_first(page, 'textbox', 'Где вы находитесь');
  await type(page, 'Казань');
  await press_first(page, 'button', 'Сохранить');
  await says(page, 'Профиль сохранён');
  await page.reload();
  await until('it is there again', async () => (await page.getByRole('textbox', { name: 'Где вы находитесь' })
    .evaluateAll((found) => found.map((field) => field.outerHTML))).some((html) => html.includes('Казань')));
});

await check('a password is typed from field to field, and a wrong one is said at its field', async () => {
  await press_first(page, 'tab', 'Вход');
  await press_first(page, 'button', 'Сменить пароль…');
  await asks(page);
  await type(page, 'quite another word');
  await page.keyboard.press('Tab');
  await at_rest(page);
  await type(page, 'another good password');
  await page.keyboard.press('Enter');
  await says(page, 'Это не ваш пароль');
  await press_first(page, 'textbox', 'Нынешний пароль');
  await page.keyboard.press('Control+A');
  await at_rest(page);
  await type(page, password);
  await press_first(page, 'button', 'Сменить пароль');
  await says(page, 'Пароль изменён');
});

await check('whoever is registered by hand follows the link, sets a password and comes in with it', async () => {
  await press_first(page, 'link', 'Администрирование');
  await press_first(page, 'button', 'Зарегистрировать…');
  await asks(page);
  await type(page, 'Борис Соколов');
  await page.keyboard.press('Tab');
  await at_rest(page);
  await type(page, 'boris@example.org');
  await press_first(page, 'button', 'Зарегистрировать');
  await says(page, 'Ссылка для boris@example.org');
  const link = (await everything(page)).match(/http\S+\/reset\/\S+/)[0];
  const boris = await open_page(await open_context(browser, server));
  await boris.goto(link);
  await at_rest(boris);
  await boris.locator('input[name=password][autocomplete=new-password]').fill('a good word of Boris');
  await boris.keyboard.press('Enter');
  await says(boris, 'Пароль изменён. Войдите с новым.');
  equal(await boris.locator('input[name=email]').inputValue(), 'boris@example.org');
  await boris.locator('input[name=password]').fill('a good word of Boris');
  await boris.keyboard.press('Enter');
  await boris.getByRole('navigation').waitFor({ state: 'attached' });
  await boris.goto(link);
  await at_rest(boris);
  await boris.locator('input[name=password]').fill('yet another good word');
  await boris.keyboard.press('Enter');
  await says(boris, 'Ссылка уже');
  await boris.context().close();
});

await check('whoever forgot the password hears the same for an e-mail that nobody has', async () => {
  const stranger = await open_page(await open_context(browser, server));
  await press_first(stranger, 'link', 'Забыли пароль?');
  await stranger.locator('input[name=email]').fill('nobody@example.org');
  await stranger.keyboard.press('Enter');
  await says(stranger, 'nobody@example.org');
  await stranger.context().close();
});

await check('nothing went wrong inside of the page', async () => equal(errors, []));
await browser.close();
await server.close();
