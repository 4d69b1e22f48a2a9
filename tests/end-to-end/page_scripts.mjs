// The page's half of the keyboard and of the store, by itself: what the browser does, and what the client is told.
import { at_rest, open_browser, watch_errors } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { serve_page_alone } from './support/page_alone.mjs';

const server = await serve_page_alone();
const browser = await open_browser();

async function open(prepare, settings = {}) {
  const page = await (await browser.newContext(settings)).newPage();
  if (prepare) await page.addInitScript(prepare);
  await page.goto(server.url);
  await at_rest(page);
  return page;
}
// Where the browser's focus is, and where the client believes it to be.
async function in_use(page) {
  await at_rest(page);
  return page.evaluate(() => [document.activeElement.name || document.activeElement.id,
    window.model.round[window.model.at] ?? '']);
}

const page = await open();
const errors = watch_errors(page);

await check('the first empty field is in use, and the client knows', async () => {
  equal(await in_use(page), ['email', 'email']);
});

await check('what is typed in the moment after Tab is in the next field', async () => {
  await page.keyboard.type('anna@kontor.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('good words');
  equal(await in_use(page), ['password', 'password']);
  equal(await page.evaluate(() => window.model.values), { email: 'anna@kontor.example', password: 'good words' });
});

const round = [['email', 'email'], ['password', 'password'], ['typing', 'Sign in'], ['typing', 'Create account']];
await check('Tab goes round through fields and what is drawn, and Shift+Tab back', async () => {
  let at = 1;
  for (const [key, step] of [['Tab', 1], ['Shift+Tab', -1]]) {
    for (let count = 0; count < 6; ++count) {
      await page.keyboard.press(key);
      at = (at + step + round.length) % round.length;
      equal(await in_use(page), round[at], `${key} ${count}`);
    }
  }
});

await check('the mouse gives a field the keyboard, and takes it away', async () => {
  await page.mouse.click(50, 65);
  equal(await in_use(page), ['password', 'password']);
  await page.mouse.click(400, 400);
  equal(await in_use(page), ['typing', '']);
});

await check('when the fields go, keys are the drawing\'s', async () => {
  await page.mouse.click(50, 25);
  equal(await in_use(page), ['email', 'email']);
  await page.evaluate(() => {
    window.model.shows_fields = false;
    kontor.drawing.wake(3);
  });
  await until('the keyboard has moved', async () => (await in_use(page))[0] === 'typing');
  await page.keyboard.type('x');
  equal(await page.evaluate(() => window.model.typed), 'x');
});

await check('keys of a keyboard at a touch screen are heard while nothing is written', async () => {
  const tablet = await open(() => {}, { hasTouch: true, isMobile: true, viewport: { width: 800, height: 600 } });
  await tablet.evaluate(() => {
    window.model.shows_fields = false;
    kontor.drawing.wake(3);
  });
  await until('nothing is in use', async () => tablet.evaluate(() => document.activeElement === document.body));
  await tablet.keyboard.press('Escape');
  await tablet.keyboard.type('ab');
  equal(await tablet.evaluate(() => window.model.keys.slice(0, 2)), ['Escape down', 'Escape up']);
  equal(await tablet.evaluate(() => window.model.typed), 'ab');
  holds(await tablet.evaluate(() => document.activeElement === document.body), 'no keyboard opens over the screen');
});

// One of each, in a store of its own.
async function ask(of, account) {
  return of.evaluate(async (name) => {
    window.model.told.length = 0;
    const bytes = (text) => new TextEncoder().encode(text);
    const store = kontor.stores.of(name);
    store.write(kontor.pack(['append', 'queue', 'one', 'put', 'key', 'value'].map(bytes)), 1);
    store.read(bytes(''), 2);
    store.lease('leader', 'me', 6000, 3);
    store.broadcast(bytes('heard'));
    const answered = (word) => window.model.told.some((line) => line.startsWith(word));
    while (!['written', 'read', 'leased'].every(answered)) await new Promise((resolve) => { setTimeout(resolve, 10); });
    return window.model.told;
  }, account);
}
const nothing_kept = ['written 0', 'read 0', 'lost', 'leased 0'];

const without = {
  'has no storage': () => { Object.defineProperty(window, 'indexedDB', { value: undefined }); },
  'refuses storage': () => {
    const refuse = () => { throw new DOMException('no', 'SecurityError'); };
    Object.defineProperty(window, 'indexedDB', { value: { open: refuse } });
  },
  'fails to open it': () => {
    const fail = () => {
      const request = { error: new DOMException('no', 'UnknownError') };
      setTimeout(() => request.onerror(), 0);
      return request;
    };
    Object.defineProperty(window, 'indexedDB', { value: { open: fail } });
  },
};
for (const [how, prepare] of Object.entries(without)) {
  await check(`where the browser ${how}, every question is answered so`, async () => {
    equal(await ask(await open(prepare), 'anna'), nothing_kept);
  });
}

await check('where tabs cannot be told anything, all else works', async () => {
  const alone = await open(() => { delete window.BroadcastChannel; });
  equal(await ask(alone, 'anna'), ['written 1 1', 'read 1', 'leased 1']);
});

await check('a connection that the browser took away is opened anew; what was emptied is not begun anew', async () => {
  const other = await open();
  equal(await ask(other, 'anna'), ['written 1 1', 'read 1', 'leased 1']);
  await other.evaluate(() => kontor.stores.of('anna').database.close());
  equal(await ask(other, 'anna'), ['written 1 2', 'read 1', 'leased 1']);
  await other.evaluate(async () => {
    const store = kontor.stores.of('anna');
    store.close();
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(store.name);
      request.onsuccess = resolve;
      request.onerror = reject;
    });
  });
  equal(await ask(other, 'anna'), nothing_kept);
});

await check('nothing went wrong inside of the page', async () => equal(errors, []));
await browser.close();
server.close();
