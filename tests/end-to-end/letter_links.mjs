// The links of letters, followed in Chromium: what a person sees who registers, who has forgotten the password, and who
// was invited.
import { at_rest, open_browser } from './support/browser.mjs';
import { check, until } from './support/checks.mjs';
import { Server, everything, open_context, open_page, password, press_first } from './support/kontor.mjs';
import { PostOffice, link_in } from './support/post_office.mjs';

const office = await new PostOffice().open();
const server = new Server();
server.environment = { KONTOR_SMTP_URL: office.url, KONTOR_MAIL_FROM: 'Контор <kontor@example.org>' };
await server.start();
const browser = await open_browser();
const other_password = 'quite another phrase';

async function shows(page, text) {
  await until(`the screen says "${text}"`, async () => (await everything(page)).includes(text));
}
async function fill(page, fields) {
  for (const [name, text] of Object.entries(fields)) await page.locator(`input[name=${name}]`).fill(text);
  await page.keyboard.press('Enter');
  await at_rest(page);
}
async function open_link(context, letter, path) {
  const page = await open_page(context, link_in(letter, path).url);
  return page;
}
async function confirms(context, letter, email) {
  const page = await open_link(context, letter, 'confirm');
  await shows(page, `Адрес ${email} подтверждён.`);
  await press_first(page, 'button', 'Продолжить');
  return page;
}
async function come_in(page, email, with_password) {
  await fill(page, { email, password: with_password });
  await page.getByRole('navigation').waitFor({ state: 'attached' });
}

await check('who registers is told of a letter, and its link lets them in', async () => {
  const context = await open_context(browser, server);
  const page = await open_page(context);
  await press_first(page, 'link', 'Создать');
  await fill(page, { name: 'Борис Соколов', email: 'boris@example.org', password });
  await shows(page, 'Откройте ссылку из письма на boris@example.org');
  await page.close();
  const opened = await confirms(context, await office.next_to('boris@example.org'), 'boris@example.org');
  await come_in(opened, 'boris@example.org', password);
  await context.close();
});

await check('a link that was used says so', async () => {
  const context = await open_context(browser, server);
  const page = await open_link(context, office.to('boris@example.org')[0], 'confirm');
  await shows(page, 'Почта не подтверждена.');
  await shows(page, 'Ссылка уже использована, устарела или неверна');
  await context.close();
});

await check('who has forgotten the password sets another by a letter', async () => {
  const context = await open_context(browser, server);
  const page = await open_page(context);
  await press_first(page, 'link', 'Забыли пароль?');
  await fill(page, { email: 'boris@example.org' });
  await shows(page, 'придёт письмо со ссылкой для нового пароля');
  await page.close();
  const opened = await open_link(context, await office.next_to('boris@example.org', 1), 'reset');
  await fill(opened, { password: '1q2w3e4r5t6y' });
  await shows(opened, 'Этот пароль угадывают одним из первых');
  await fill(opened, { password: other_password });
  await shows(opened, 'Пароль изменён. Войдите с новым.');
  await come_in(opened, 'boris@example.org', other_password);
  await context.close();
});

await check('who is invited registers by the link of the invitation', async () => {
  const invitation = server.said.match(/\/first\/(\S+)/)[1];
  const { signed_in } = await server.api('/api/v1/accounts/register',
    { name: 'Анна', email: 'anna@example.org', password, device: 'letter_links.mjs', invitation });
  await server.api('/api/v1/admin/invitations', { email: 'daria@example.org' }, signed_in.access_token);
  const context = await open_context(browser, server);
  const page = await open_link(context, await office.next_to('daria@example.org'), 'join');
  await shows(page, 'Вас пригласили: создайте свой аккаунт.');
  await fill(page, { name: 'Дарья', email: 'daria@example.org', password });
  await shows(page, 'Откройте ссылку из письма на daria@example.org');
  await page.close();
  const opened = await confirms(context, await office.next_to('daria@example.org', 1), 'daria@example.org');
  await come_in(opened, 'daria@example.org', password);
  await context.close();
});

await browser.close();
await server.close();
await office.close();
