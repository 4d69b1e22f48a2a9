// Two tabs of one browser, whose access tokens run out at the same moment: both present the same refresh token of their
// cookie, and neither may be taken for a thief.
import { open_browser } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, open_page, password, press_first } from './support/kontor.mjs';
import { People, comes_in, open_menu, says } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const refreshing = '/api/v1/accounts/refresh';
const email = 'anna@example.org';

const first = await people.first('Анна Петрова', email);
const context = first.context();
// Time passes for a page when it is told so: nobody waits here for the ten minutes that an access token lives.
await context.addInitScript(() => {
  const now = performance.now.bind(performance);
  let passed_ms = 0;
  performance.now = () => now() + passed_ms;
  window.let_pass = (ms) => { passed_ms += ms; };
});
await first.reload();
const second = await open_page(context);
const tabs = [first, second];
for (const tab of tabs) await comes_in(tab);

// Of a page that is busy the browser's protocol sometimes tells an answer without its cookies.
async function refresh_cookies_in(answers) {
  const cookies = (await Promise.all(answers.map((answer) => answer.headerValues('set-cookie')))).flat();
  return cookies.filter((cookie) => cookie.includes('kontor_refresh='));
}

// Holds what asks for a new token back until both tabs have asked, so that neither knows of the other's answer.
async function both_refresh(begin) {
  const [held, answers] = [[], []];
  const hold = async (route) => {
    held.push(route);
    if (held.length === tabs.length) for (const each of held) await each.continue();
  };
  const note = (response) => { if (response.url().endsWith(refreshing)) answers.push(response); };
  await context.route(`**${refreshing}`, hold);
  context.on('response', note);
  await begin();
  await until('both are answered', async () => answers.length >= tabs.length);
  context.off('response', note);
  await context.unroute(`**${refreshing}`, hold);
  const cookies = await Promise.all(answers.map(async (answer) =>
    (await answer.request().allHeaders()).cookie.match(/[^;]*refresh[^;]*/)[0]));
  return {
    pages: new Set(answers.map((answer) => answer.frame().page())).size,
    presented: [...new Set(cookies)].length,
    statuses: answers.map((answer) => answer.status()),
    given: new Set(await refresh_cookies_in(answers)).size,
  };
}
const well = { pages: 2, presented: 1, statuses: [200, 200], given: 1 };

async function is_signed_in(tab) {
  await press_first(tab, 'link', 'Люди');
  await says(tab, email);
  equal(await tab.locator('input[name=password]').count(), 0);
}

await check('two tabs whose tokens have run out ask for new ones at the same moment, and both go on', async () => {
  const refreshed = await both_refresh(async () => {
    for (const tab of tabs) {
      await tab.evaluate(() => window.let_pass(11 * 60 * 1000));
      await press_first(tab, 'link', 'Люди');
    }
  });
  equal(refreshed, well);
  for (const tab of tabs) await is_signed_in(tab);
});

await check('two tabs that are opened at the same moment go on as well', async () => {
  equal(await both_refresh(async () => Promise.all(tabs.map((tab) => tab.reload()))), well);
  for (const tab of tabs) await is_signed_in(tab);
});

await check('they are one session, and nobody was taken for a thief', async () => {
  await open_menu(first, 'Анна Петрова', 'Мои сеансы');
  await until('it is listed', async () =>
    (await first.getByRole('listitem', { name: 'Chromium, Linux' }).count()) > 0);
  equal(await first.getByRole('listitem', { name: 'Chromium, Linux' }).count(), 1);
  const { access_token } = await server.api('/api/v1/accounts/sign-in', { email, password, device: 'tabs.mjs' });
  const { rows } = await server.api('/api/v1/admin/audit?limit=200', undefined, access_token);
  const actions = rows.map((row) => row.action);
  holds(actions.includes('signed-in'), `the log is there: ${actions}`);
  holds(!actions.includes('token-reused'), `nothing is said of a thief: ${actions}`);
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
