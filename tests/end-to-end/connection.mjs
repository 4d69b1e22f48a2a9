// What each tab says of the connection: as soon as it is opened, when the tab that held the connection is closed, and
// when the machine's network goes and comes.
import { open_browser, watch_errors } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, create_channel, enter_channel, everything, open_page, sees, write } from './support/kontor.mjs';
import { People, comes_in } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const [there, gone] = ['на связи', 'нет связи'];
// What a loaded machine takes to draw, beside the second that the client may take.
const soon_ms = 4000;
const errors = [];

const says = async (page, text) => until(`the tab says "${text}"`,
  async () => (await page.getByRole('status').allTextContents()).concat(await everything(page))
    .some((said) => said.includes(text)), soon_ms);
async function open_another(context) {
  const page = await open_page(context);
  errors.push(watch_errors(page));
  await comes_in(page);
  return page;
}

const first = await people.first('Анна Петрова', 'anna@example.org');
const context = first.context();
await create_channel(first, 'Цех');
await says(first, there);
const second = await open_another(context);
const third = await open_another(context);

await check('a tab beside the one that holds the connection says that there is one', async () => {
  for (const page of [second, third]) await says(page, there);
});

await check('a network that goes is known in all tabs, and what is written then waits', async () => {
  await context.setOffline(true);
  for (const page of [first, second, third]) await says(page, gone);
  await enter_channel(second, 'Цех');
  await write(second, 'Цех', 'без сети');
});

await check('and one that comes is tried at once, however long the pause would be', async () => {
  // By now attempts would be some fifteen seconds apart.
  await new Promise((resolve) => { setTimeout(resolve, 20000); });
  await says(first, gone);
  const began = Date.now();
  await context.setOffline(false);
  for (const page of [first, second, third]) await says(page, there);
  holds(Date.now() - began < soon_ms, `it took ${Date.now() - began} ms`);
  await sees(first, 'без сети');
});

await check('when the tab that leads is closed another holds the connection at once', async () => {
  const asked = [];
  context.on('request', (request) => {
    if (request.url().endsWith('/api/v1/news')) asked.push(Date.now());
  });
  await first.close(); // it was the first, and so it led
  const closed = Date.now();
  await until('another tab asks for news', async () => asked.some((at) => at >= closed), soon_ms);
  for (const page of [second, third]) await says(page, there);
  await write(second, 'Цех', 'после неё');
  await enter_channel(third, 'Цех');
  await sees(third, 'после неё');
});

await check('nothing went wrong inside of the pages', async () => {
  people.no_errors();
  equal(errors.flat(), []);
});
await browser.close();
await server.close();
