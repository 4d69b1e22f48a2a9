// Most people never see what administrators work with: their browsers load a program without it. Whoever goes to such a
// place gets the whole program, there and from then on.
import { at_rest, open_browser } from './support/browser.mjs';
import { check, equal, holds } from './support/checks.mjs';
import { Server, press_first } from './support/kontor.mjs';
import { People, comes_in, go, says, sign_in_with } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);

// Which programs the page asked for, in their order.
function watch_programs(page) {
  const asked = [];
  page.on('request', (request) => {
    const program = request.url().match(/\/(kontor|whole)\.[0-9a-f]{12}\.wasm$/);
    if (program) asked.push(program[1]);
  });
  return asked;
}
const only = (asked, program) => {
  holds(asked.length > 0, 'a program was asked for');
  equal([...new Set(asked)], [program]);
};

// The page is loaded once more by what is done.
async function begins_anew(page, act) {
  const loaded = page.waitForEvent('load');
  await act();
  await loaded;
  await at_rest(page);
}

const anna = await people.first('Анна Петрова', 'anna@example.org', false);
const boris = await people.registered('Boris Lebedev', 'boris@example.org');

await check('whoever is no administrator gets the first program, which offers them nothing of it', async () => {
  const asked = watch_programs(boris);
  await go(boris, '/people');
  await says(boris, 'Анна Петрова');
  only(asked, 'kontor');
  for (const name of ['Администрирование', 'Рабочее пространство', 'Таблицы']) {
    equal(await boris.getByRole('link', { name, exact: true }).count(), 0, name);
  }
});

await check('an administrator who goes there is where they wanted to be, with what was typed kept', async () => {
  const asked = watch_programs(anna);
  await go(anna, '/people');
  only(asked, 'kontor');
  await begins_anew(anna, () => press_first(anna, 'link', 'Таблицы'));
  await says(anna, 'Сеансы');
  holds(asked.includes('whole'), 'the whole program was asked for');
  equal(new URL(anna.url()).pathname, '/tables');
});

await check('from then on the browser loads the whole program at once, and no other', async () => {
  const asked = watch_programs(anna);
  await go(anna, '/people');
  only(asked, 'whole');
});

await check('an address of such a place loads the whole program in a browser that never had it', async () => {
  const page = await people.page('/');
  const asked = watch_programs(page);
  await sign_in_with(page, 'anna@example.org');
  await comes_in(page);
  equal(asked, [], 'nothing is loaded anew for signing in');
  await page.evaluate(() => localStorage.removeItem('program'));
  for (const place of ['/admin/people', '/workspace', '/tables/accounts/person']) {
    asked.length = 0;
    await go(page, place);
    only(asked, 'whole');
  }
});

await check('where it cannot be had the page says so, goes on, and tries again', async () => {
  const page = await people.page('/');
  await sign_in_with(page, 'anna@example.org');
  await comes_in(page);
  let fails = true;
  await page.route(/\/whole\.[0-9a-f]{12}\.wasm$/, (route) => (fails ? route.abort() : route.continue()));
  await press_first(page, 'link', 'Рабочее пространство');
  await says(page, 'Раздел не загрузился');
  await press_first(page, 'link', 'Люди');
  await says(page, 'Boris Lebedev');
  await press_first(page, 'link', 'Рабочее пространство');
  await says(page, 'Раздел не загрузился');
  fails = false;
  await begins_anew(page, () => press_first(page, 'button', 'Попробовать ещё раз'));
  await says(page, 'Часовой пояс');
  equal(new URL(page.url()).pathname, '/workspace');
});

await check('no page had an error', async () => people.no_errors());
await browser.close();
await server.close();
