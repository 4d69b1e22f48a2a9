// A guest on the screens: turned into one by an administrator, invited into a channel, and what each sees of the other.
import { open_browser } from './support/browser.mjs';
import { check, equal, until } from './support/checks.mjs';
import {
  Server, create_channel, enter_channel, everything, invite, press_first, sees, write,
} from './support/kontor.mjs';
import { People, asks, go, says, says_no_more, sign_in_with } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const anna = await people.first('Анна Петрова', 'anna@example.org');
const boris = await people.registered('Борис Соколов', 'boris@example.org');
const greta = await people.registered('Greta Holm', 'greta@example.org');
const offers_people = async (page) => (await page.getByRole('link', { name: 'Люди' }).count()) === 1;

await check('whoever becomes a guest loses the directory on an open page', async () => {
  await go(greta, '/people');
  await says(greta, 'Борис Соколов');
  await go(anna, '/admin/people');
  await press_first(anna, 'row', 'Greta Holm', false);
  await asks(anna);
  await press_first(anna, 'button', 'Сделать гостем');
  await says(greta, 'Здесь ничего нет');
  await says_no_more(greta, 'Борис Соколов');
  equal(await offers_people(greta), false);
  await go(greta, '/');
  await says(greta, 'Здесь появится то, куда вас пригласят.');
  equal((await everything(greta)).includes('Создать канал'), false);
});

await check('she is in nobody’s list of people', async () => {
  await go(boris, '/people');
  await says(boris, 'Анна Петрова');
  equal((await everything(boris)).includes('Greta'), false);
});

await check('an administrator invites her, and both see each other by name', async () => {
  await go(anna, '/');
  await create_channel(anna, 'Заказ');
  await invite(anna, 'Greta Holm');
  await press_first(greta, 'link', 'Заказ', false);
  await write(greta, 'Заказ', 'Когда будет готово?');
  await sees(anna, 'Когда будет готово?');
  await says(anna, 'Greta Holm');
  await write(anna, 'Заказ', 'В пятницу.');
  await sees(greta, 'В пятницу.');
  await says(greta, 'Анна Петрова');
  equal((await everything(greta)).includes('Борис'), false);
});

await check('nothing of whom she may not know was sent to her browser', async () => {
  const answers = [];
  const elsewhere = await people.page('/sign-in');
  elsewhere.on('response', (response) => {
    if (response.url().includes('/api/')) answers.push(response.body().catch(() => Buffer.alloc(0)));
  });
  await sign_in_with(elsewhere, 'greta@example.org');
  await enter_channel(elsewhere, 'Заказ');
  await says(elsewhere, 'Анна Петрова');
  const all = (await Promise.all(answers)).map((body) => body.toString('utf8')).join('\n');
  equal(all.includes('Анна Петрова'), true);
  equal(/Борис|boris@/.test(all), false);
});

await check('made a member again, she has the directory again', async () => {
  await go(anna, '/admin/people');
  await press_first(anna, 'row', 'Greta Holm', false);
  await asks(anna);
  await press_first(anna, 'button', 'Сделать участником');
  await until('her people are there again', async () => offers_people(greta));
});

people.no_errors();
await browser.close();
await server.close();
