// By the keyboard alone: after every act, the thing that the outline says has the focus is the one that gets the keys.
import { at_rest, open_browser } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, create_channel, open_page, password, sees } from './support/kontor.mjs';
import { People, comes_in, says, sign_out } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const [name, email] = ['Анна Петрова', 'anna@example.org'];

// What the person would say is in use: a field of the page by its name, or what the outline marks.
async function in_use(page) {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (active.tagName === 'INPUT') return active.name;
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
  const [shown] = await anna.locator('#mirror [data-focused]').allTextContents();
  equal([...shown].length, 3, 'only what was typed last stands there');
  await press(anna, 'Escape');
  await until('it is closed', async () => (await anna.getByRole('dialog').count()) === 0);
});

await check('on every screen Tab leads to one thing after the other, and back', async () => {
  for (const path of ['/', '/people', '/sessions', '/tray', '/about', '/account', '/account/profile', '/admin/people',
    '/admin/log', '/channels/00000000-0000-0000-0000-000000000001']) {
    await anna.goto(path);
    await comes_in(anna);
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

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
