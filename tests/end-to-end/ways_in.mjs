// Coming in by letters, as people do it: the links of letters from a real mail server are opened in Chromium.
import { at_rest, open_browser } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, everything, open_context, open_page, password, press_first } from './support/kontor.mjs';
import { PostOffice, link_in } from './support/post_office.mjs';

const office = await new PostOffice().open();
const server = new Server();
server.environment = { KONTOR_SMTP_URL: office.url, KONTOR_MAIL_FROM: 'Контор <kontor@example.org>' };
await server.start();
const browser = await open_browser();
const errors = [];
const new_password = 'quite another phrase';

async function page_of_somebody(path = '/') {
  const page = await open_page(await open_context(browser, server), path);
  page.on('pageerror', (error) => errors.push(String(error)));
  return page;
}
async function says(page, text) {
  await until(`the screen says "${text}"`, async () => (await everything(page)).includes(text));
}
async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`input[name=${name}]`);
    await field.waitFor({ state: 'visible' });
    await field.fill(value);
  }
  await page.keyboard.press('Enter');
  await at_rest(page);
}
async function comes_in(page) {
  await page.getByRole('navigation').waitFor({ state: 'attached' });
  await at_rest(page);
}
async function open_link(page, url) {
  await page.goto(url);
  await at_rest(page);
}

const anna = await page_of_somebody(new URL(server.said.match(/http\S+\/first\/\S+/)[0]).pathname);
await check('the first administrator needs no letter', async () => {
  await fill(anna, { name: 'Анна Петрова', email: 'anna@example.org', password });
  await comes_in(anna);
  equal(office.letters.length, 0);
});

const boris = await page_of_somebody('/register');
await check('who registers is told of a letter, and its link lets them in', async () => {
  await fill(boris, { name: 'Борис Соколов', email: 'boris@example.org', password });
  await says(boris, 'boris@example.org');
  const letter = await office.next_to('boris@example.org');
  await open_link(boris, link_in(letter, 'confirm').url);
  await says(boris, 'подтвержд');
  await open_link(boris, '/sign-in');
  await fill(boris, { email: 'boris@example.org', password });
  await comes_in(boris);
});

await check('a forgotten password is set anew by the link of a letter, which works once', async () => {
  const page = await page_of_somebody('/sign-in');
  await press_first(page, 'link', 'Забыли пароль?');
  await fill(page, { email: 'boris@example.org' });
  await says(page, 'boris@example.org');
  const { url } = link_in(await office.next_to('boris@example.org', 1), 'reset');
  await open_link(page, url);
  await fill(page, { password: new_password });
  await says(page, 'Пароль изменён');
  const locked = boris.locator('input[name=password]');
  await until('his other screen is locked', async () => (await locked.count()) === 1);
  await open_link(page, url);
  await fill(page, { password });
  await says(page, 'Ссылка уже использована');
  await open_link(boris, '/sign-in');
  await fill(boris, { email: 'boris@example.org', password: new_password });
  await comes_in(boris);
});

await check('what one says of oneself is seen by others', async () => {
  await open_link(boris, '/account');
  await press_first(boris, 'textbox', 'Имя');
  await boris.keyboard.press('Control+a');
  await boris.keyboard.type('Борис Ёлкин');
  await at_rest(boris);
  await press_first(boris, 'button', 'Сохранить');
  await open_link(anna, '/people');
  await says(anna, 'Борис Ёлкин');
});

await check('a token for scripts is shown once, and a script works with it', async () => {
  await open_link(boris, '/account');
  await press_first(boris, 'tab', 'Токены');
  await says(boris, 'скрипт');
  await press_first(boris, 'button', 'Создать токен…');
  await says(boris, 'Название');
  await press_first(boris, 'textbox', 'Название');
  await boris.keyboard.type('резервная копия');
  await at_rest(boris);
  await press_first(boris, 'button', 'Создать токен');
  const word = await until('the token is shown', async () => (await everything(boris)).match(/kontor_[\w-]{43}/)?.[0]);
  equal((await server.api('/api/v1/me', undefined, word)).person.name, 'Борис Ёлкин');
});

await check('the log shows an administrator what was done', async () => {
  await open_link(anna, '/admin/audit');
  await says(anna, 'Борис Ёлкин');
  holds((await everything(anna)).includes('127.0.0.1'), 'from where');
});

await check('nothing went wrong inside of the pages', async () => {
  equal(errors, []);
});

await browser.close();
await server.close();
await office.close();
