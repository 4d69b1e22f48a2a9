// A page that is loaded anew while there is no server opens with what this browser knows, and what is written then goes
// out when one is there again.
import { at_rest, open_browser } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, create_channel, enter_channel, everything, password, sees, write } from './support/kontor.mjs';
import { People, comes_in, fill, go } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const anna = await people.page((await server.first_link()).page, { serviceWorkers: 'allow' });
await fill(anna, { name: 'Анна Петрова', email: 'anna@example.org', password });
await comes_in(anna);
await create_channel(anna, 'Цех');
await write(anna, 'Цех', 'дуб привезли');
await sees(anna, 'дуб привезли');
const kept = () => anna.evaluate(async () => {
  const names = await caches.keys();
  return Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())
    .map((request) => new URL(request.url).pathname)));
});

await check('the page is kept by its worker, and nothing of the API', async () => {
  await anna.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await until('all of it is there', async () => (await kept()).some((files) => files.length >= 7));
  const [files, ...others] = await kept();
  equal(others, []);
  holds(files.includes('/') && files.some((file) => /^\/kontor\.[0-9a-f]{12}\.wasm$/.test(file)), files.join());
  equal(files.filter((file) => file.startsWith('/api')), []);
});

await check('without a server it opens all the same, at its place, with what was here', async () => {
  await go(anna, new URL(anna.url()).pathname); // from now on the worker answers
  await comes_in(anna);
  await server.kill('SIGTERM');
  await anna.reload();
  await at_rest(anna);
  await enter_channel(anna, 'Цех');
  await sees(anna, 'дуб привезли');
  await until('it says that there is no connection', async () => (await everything(anna)).includes('нет связи'));
});

await check('what is written then is sent when there is a server again', async () => {
  await write(anna, 'Цех', 'написано без сети');
  await anna.reload();
  await at_rest(anna);
  await server.start();
  await until('nothing is unsent', async () => (await everything(anna)).includes('на связи'));
  const boris = await people.page('/');
  await go(boris, '/sign-in');
  await fill(boris, { email: 'anna@example.org', password });
  await comes_in(boris);
  await enter_channel(boris, 'Цех');
  await sees(boris, 'написано без сети');
});

await check('another build takes the place of the one that was kept', async () => {
  const before = (await kept()).flat().length;
  await anna.evaluate(async () => {
    await caches.open('page of before');
    const registration = await navigator.serviceWorker.ready;
    await registration.unregister();
  });
  await go(anna, '/');
  await comes_in(anna);
  await until('what is of no build of now is gone', async () => {
    const names = await anna.evaluate(() => caches.keys());
    return names.length === 1 && names[0] !== 'page of before';
  });
  holds((await kept()).flat().length >= Math.min(before, 7), 'the page is kept');
});

await browser.close();
await server.close();
