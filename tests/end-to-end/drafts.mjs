// What was begun on one device is gone on with on another: two browsers of one person.
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, until } from './support/checks.mjs';
import {
  Server, open_context, open_page, register, create_channel, enter_channel, sign_in, sees, value_of, type,
} from './support/kontor.mjs';

const server = await new Server().start();
const browser = await open_browser();
const computer = await open_page(await open_context(browser, server));
const errors = watch_errors(computer);
await register(computer, 'Анна Петрова', 'anna@example.org');
await create_channel(computer, 'Цех');
const phone = await open_page(await open_context(browser, server), '/sign-in');
await sign_in(phone, 'anna@example.org');
await enter_channel(phone, 'Цех');
const field = (page) => page.getByRole('textbox', { name: 'Написать в «Цех»' });
const becomes = (page, text) => until(`the field says ${text}`, async () => await value_of(field(page)) === text);

await check('a draft is on the other device when one pauses, and what is added there comes back', async () => {
  await type(computer, 'Завтра привезут');
  await becomes(phone, 'Завтра привезут');
  await type(phone, ' дуб');
  equal(await value_of(field(phone)), 'Завтра привезут дуб');
  await becomes(computer, 'Завтра привезут дуб');
});

await check('once it was sent it stands nowhere as a draft', async () => {
  await computer.keyboard.press('Enter');
  await sees(phone, 'Завтра привезут дуб');
  await becomes(phone, '');
  await at_rest(computer);
  equal(await value_of(field(computer)), '');
});

equal(errors, []);
await browser.close();
await server.close();
