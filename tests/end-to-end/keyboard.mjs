// By the keyboard alone: after every act, the thing that the outline says has the focus is the one that gets the keys.
import { at_rest, open_browser } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import {
  Server, create_channel, open_context, open_page, password, press_first, sees, value_of,
} from './support/kontor.mjs';
import {
  People, asks, comes_in, go, is_asked_to_sign_in, says, sign_in_with, sign_out,
} from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const [name, email] = ['Анна Петрова', 'anna@example.org'];
let workshop = ''; // its address

// What the person would say is in use: a field of the page by its name, or what the outline marks.
async function in_use(page) {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (active.closest('#fields')) return active.edited ? active.getAttribute('aria-label') : active.name;
    const marked = [...document.querySelectorAll('#mirror [data-focused]')];
    return marked.map((node) => node.getAttribute('aria-label')).join(' and ');
  });
}
async function press(page, key) {
  await page.keyboard.press(key);
  await at_rest(page);
}
// Goes on with Tab until it is there.
async function tab_to(page, wanted, key = 'Tab') {
  const passed = [];
  for (let step = 0; step < 80; ++step) {
    const now = await in_use(page);
    if (now.startsWith(wanted)) return passed;
    passed.push(now);
    await press(page, key);
  }
  throw new Error(`Tab does not lead to ${wanted}: ${passed.join(', ')}`);
}

const anna = await people.first(name, email);
await create_channel(anna, 'Цех');
await create_channel(anna, 'Кондитерская');

await check('whoever signs in by the keyboard can go on by the keyboard', async () => {
  await sign_out(anna, name);
  equal(await in_use(anna), 'email');
  // As quickly as a password manager types.
  for (const letter of email) await anna.keyboard.press(letter);
  await anna.keyboard.press('Tab');
  for (const letter of password) await anna.keyboard.press(letter === ' ' ? 'Space' : letter);
  await at_rest(anna);
  equal(await anna.locator('input[name=email]').inputValue(), email);
  equal(await anna.locator('input[name=password]').inputValue(), password);
  await tab_to(anna, 'Войти');
  await press(anna, 'Enter');
  await comes_in(anna);
  await press(anna, 'Tab');
  const first = await in_use(anna);
  holds(first, 'Tab leads to something');
  await press(anna, 'Tab');
  holds(await in_use(anna) !== first, 'and on from there');
});

await check('a channel that is opened by Enter can be written in at once, and Escape does not end that', async () => {
  await tab_to(anna, 'Кондитерская');
  await press(anna, 'Enter');
  equal(await in_use(anna), 'Написать в «Кондитерская»');
  await anna.keyboard.type('Первое');
  await press(anna, 'Escape');
  await anna.keyboard.type(' слово');
  await press(anna, 'Enter');
  await sees(anna, 'Первое слово');
  await tab_to(anna, 'Цех', 'Shift+Tab');
  await press(anna, 'Enter');
  equal(await in_use(anna), 'Написать в «Цех»');
  workshop = new URL(anna.url()).pathname;
});

await check('after a message was sent, by Enter, by the button or by the mouse, the next is typed', async () => {
  const field = 'Написать в «Цех»';
  await anna.keyboard.type('по Enter');
  await press(anna, 'Enter');
  equal(await in_use(anna), field);
  await anna.keyboard.type('кнопкой');
  await tab_to(anna, 'Отправить');
  await press(anna, 'Enter');
  await sees(anna, 'кнопкой');
  equal(await in_use(anna), field);
  await anna.keyboard.type('мышью');
  await at_rest(anna);
  await press_first(anna, 'button', 'Отправить');
  await sees(anna, 'мышью');
  equal(await in_use(anna), field);
  await anna.keyboard.type('и дальше');
  await press(anna, 'Enter');
  await sees(anna, 'и дальше');
});

await check('a menu and a dialog give the keyboard back to what opened them', async () => {
  const menu = `${name}, моё меню`;
  await tab_to(anna, menu, 'Shift+Tab');
  await press(anna, 'Enter');
  await anna.getByRole('menuitem', { name: 'Выйти' }).waitFor({ state: 'attached' });
  await press(anna, 'Escape');
  equal(await in_use(anna), menu);
  await tab_to(anna, 'Создать канал', 'Shift+Tab');
  await press(anna, 'Enter');
  await asks(anna);
  equal(await in_use(anna), 'Название');
  await press(anna, 'Escape');
  await anna.getByRole('dialog').waitFor({ state: 'detached' });
  await at_rest(anna);
  equal(await in_use(anna), 'Создать канал');
});

await check('a field of the profile keeps the keyboard when it was saved by Enter', async () => {
  await go(anna, '/account');
  await tab_to(anna, 'Где вы находитесь');
  await anna.keyboard.type('Казань');
  await press(anna, 'Enter');
  equal(await in_use(anna), 'Где вы находитесь');
  await press(anna, 'Tab');
  equal(await in_use(anna), 'О себе');
});

await check('whoever signs in again after a session has ended writes on without a pointer', async () => {
  const other = await people.page('/sign-in');
  await sign_in_with(other, email);
  await go(other, workshop);
  const field = other.getByRole('textbox', { name: 'Написать в «Цех»' });
  await field.waitFor({ state: 'attached' }); // a new browser hears of the channel a moment after it came in
  await until('it can be written in', async () => (await in_use(other)) === 'Написать в «Цех»');
  await other.keyboard.type('не дописано');
  await at_rest(other);
  await go(anna, '/sessions');
  await press_first(anna, 'button', 'Завершить', false);
  await press_first(anna, 'button', 'Завершить', false);
  await is_asked_to_sign_in(other);
  await at_rest(other);
  equal(await in_use(other), 'password');
  for (const letter of password) await other.keyboard.press(letter === ' ' ? 'Space' : letter);
  await press(other, 'Enter');
  await comes_in(other);
  await until('the field holds what was begun', async () => (await value_of(field)) === 'не дописано');
  await at_rest(other);
  equal(await in_use(other), 'Написать в «Цех»');
  await other.keyboard.type(' и дописано');
  await press(other, 'Enter');
  await sees(other, 'не дописано и дописано');
  await other.context().close();
});

await check('a field whose content was refused is in use, and what is typed replaces it', async () => {
  await anna.goto('/account');
  await at_rest(anna);
  await tab_to(anna, 'Сменить почту…');
  await press(anna, 'Enter');
  await until('it asks', async () => (await anna.getByRole('dialog').count()) === 1);
  await anna.keyboard.type('wrong');
  await press(anna, 'Enter');
  const field = await in_use(anna);
  holds(field, 'a field is in use');
  await anna.keyboard.type('abc');
  await at_rest(anna);
  equal(await anna.evaluate(() => document.activeElement.value), 'abc', 'only what was typed last stands there');
  await press(anna, 'Escape');
  await until('it is closed', async () => (await anna.getByRole('dialog').count()) === 0);
});

// What the server is asked for when the screen is there already.
const came_later = {
  '/tables': 'Сообщения',
  '/tables/accounts/person': email,
  [`/tables/messaging/channel/${workshop.split('/').at(-1)}`]: 'Что на неё ссылается',
};

await check('on every screen Tab leads to one thing after the other, and back', async () => {
  for (const path of ['/', '/people', '/sessions', '/tray', '/about', '/account', '/account/entry', '/account/tokens',
    '/account/data', '/admin/people', '/admin/invitations', '/admin/audit', '/admin/letters', '/admin/reports',
    '/workspace', '/tables', '/tables/accounts/person', '/tables/accounts/person/new',
    '/tables/messaging/channel/import', `/tables/messaging/channel/${workshop.split('/').at(-1)}`,
    workshop, '/channels/00000000-0000-0000-0000-000000000001']) {
    await anna.goto(path);
    await comes_in(anna);
    if (came_later[path]) await says(anna, came_later[path]);
    await at_rest(anna);
    const way = [];
    for (let step = 0; step < 6; ++step) {
      await press(anna, 'Tab');
      way.push(await in_use(anna));
    }
    holds(way.every((each) => each && !each.includes(' and ')), `one thing is in use on ${path}: ${way}`);
    await press(anna, 'Shift+Tab');
    equal(await in_use(anna), way[4], `back on ${path}`);
  }
});

await check('on the ways in Tab goes round through the fields and what is drawn, and back the same way', async () => {
  const page = await open_page(await browser.newContext({ baseURL: server.url, locale: 'ru-RU' }), '/register');
  for (const path of ['/register', '/sign-in', '/forgot']) {
    await page.goto(path);
    await at_rest(page);
    await page.locator('input').first().waitFor();
    const first = await in_use(page);
    const round = [first];
    for (let step = 0; step < 20; ++step) {
      await press(page, 'Tab');
      const now = await in_use(page);
      if (now === first) break;
      round.push(now);
    }
    holds(round.length > 2 && round.every(Boolean) && new Set(round).size === round.length,
      `each stop on ${path} is something: ${round}`);
    for (const expected of [...round.slice(1)].reverse()) {
      await press(page, 'Shift+Tab');
      equal(await in_use(page), expected, `back on ${path}`);
    }
  }
  await says(page, 'Забыли пароль');
});

await check('Ctrl+K goes from what is being written to a place typed in the wrong layout, and back', async () => {
  await go(anna, workshop);
  await tab_to(anna, 'Написать в');
  await anna.keyboard.type('Половина');
  await press(anna, 'Control+k');
  equal(await in_use(anna), 'Место или действие');
  await anna.keyboard.type('rjyl'); // "конд", on a keyboard that types Latin letters
  await press(anna, 'Enter');
  await until('the other channel is shown', async () => (await anna.title()).startsWith('Кондитерская'));
  await press(anna, 'Control+k');
  await anna.keyboard.type('цех');
  await press(anna, 'Enter');
  await until('the first is shown', async () => (await anna.title()).startsWith('Цех'));
  await tab_to(anna, 'Написать в');
  holds((await anna.evaluate(() => document.activeElement.value)).endsWith('Половина'), 'the text is there');
});

await check('letters that come before the first field has the keyboard are in it', async () => {
  const context = await open_context(browser, server);
  for (let time = 0; time < 5; ++time) {
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.waitForFunction(() => window.__kontor?.frames > 0, null, { polling: 'raf' });
    await page.keyboard.type(email);
    await at_rest(page);
    equal(await page.locator('input[name=email]').inputValue(), email);
    await page.close();
  }
  await context.close();
});

await check('a password that was refused on a way in is in use, and what is typed replaces it', async () => {
  const page = await people.page('/sign-in');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill('not that one');
  await page.keyboard.press('Enter');
  await page.locator('input[name=password][aria-invalid]').waitFor();
  equal(await in_use(page), 'password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await comes_in(page);
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
