// Two tabs of one browser, in which two people sign in: they share a cookie, and neither may act as the other.
import { open_browser } from './support/browser.mjs';
import { check, equal, until } from './support/checks.mjs';
import {
  Server, create_channel, enter_channel, invite, open_context, open_page, password, press_first, sees, type, value_of,
} from './support/kontor.mjs';
import { People, comes_in, fill, is_asked_to_sign_in, says, sign_in_with } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const [anna_mail, boris_mail] = ['anna@example.org', 'boris@example.org'];

const admin = await people.first('Анна Петрова', anna_mail);
const other = await people.registered('Борис Соколов', boris_mail);
await create_channel(admin, 'Цех');
await invite(admin, 'Борис Соколов');
await other.context().close();

const context = await open_context(browser, server);
await context.addInitScript(() => {
  const now = performance.now.bind(performance);
  let passed_ms = 0;
  performance.now = () => now() + passed_ms;
  window.let_pass = (ms) => { passed_ms += ms; };
});
const [first, second] = [await open_page(context, '/sign-in'), await open_page(context, '/sign-in')];

await check('a tab in which somebody else has signed in meanwhile asks its person to sign in again', async () => {
  await sign_in_with(first, anna_mail);
  await enter_channel(first, 'Цех');
  // Nobody else has been told: as if the two had begun at the same moment.
  await second.goto('about:blank');
  const token = await second.context().request.post(`${server.url}/api/v1/accounts/sign-in`, {
    data: { email: boris_mail, password, device: 'Chromium', cookie: true },
  });
  equal(token.status(), 200);
  await press_first(first, 'textbox', 'Написать в «Цех»');
  await type(first, 'от Анны');
  // From here on it is asked for at any moment, before Enter or after it.
  await first.evaluate(() => window.let_pass(11 * 60 * 1000));
  await first.keyboard.press('Enter');
  await is_asked_to_sign_in(first);
  await says(first, 'вошёл другой человек');
});

await check('what was written is sent when its writer signs in again, and by nobody else', async () => {
  const { access_token } = await server.api('/api/v1/accounts/sign-in', {
    email: boris_mail, password, device: 'two_people.mjs' });
  const news = await server.api('/api/v1/news', undefined, access_token);
  equal(JSON.stringify(news).includes('от Анны'), false);
  await fill(first, { password });
  await comes_in(first);
  // Whoever was asked before pressing Enter finds it in the field.
  const field = first.getByRole('textbox', { name: 'Написать в «Цех»' });
  if ((await value_of(field)) === 'от Анны') {
    await press_first(first, 'textbox', 'Написать в «Цех»');
    await first.keyboard.press('Enter');
  }
  await sees(first, 'от Анны');
  const me = await server.api('/api/v1/me', undefined, access_token);
  await until('it is the message of its writer', async () => {
    const text = JSON.stringify(await server.api('/api/v1/news', undefined, access_token));
    const at = text.indexOf('от Анны');
    return at >= 0 && !text.slice(Math.max(0, at - 250), at).includes(`"author":"${me.person.id}"`);
  });
});

await check('signing in is told to the other tabs at once', async () => {
  await second.goto('/');
  await comes_in(second); // the same person
  const third = await open_page(context, '/');
  await comes_in(third);
  await press_first(third, 'button', 'Анна Петрова, моё меню');
  await press_first(third, 'menuitem', 'Выйти');
  await press_first(third, 'button', 'Выйти');
  for (const tab of [first, second, third]) await is_asked_to_sign_in(tab);
  await sign_in_with(third, boris_mail);
  for (const tab of [first, second]) await comes_in(tab);
  for (const tab of [first, second]) await says(tab, 'Борис Соколов');
  await third.close();
});

await check('a tab beside the one that holds the connection says at once that there is one', async () => {
  const tab = await open_page(context, '/');
  await comes_in(tab);
  await until('it is connected', async () =>
    (await tab.getByRole('status').allTextContents()).some((text) => text.includes('на связи')), 5000);
  await tab.close();
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
