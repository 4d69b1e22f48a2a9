// Browsers that keep nothing: one works in them, and is told so.
import { open_browser } from './support/browser.mjs';
import { check, equal, until } from './support/checks.mjs';
import { Server, create_channel, enter_channel, open_context, open_page, sees, write } from './support/kontor.mjs';
import { People, comes_in, fill, says } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const email = 'anna@example.org';
const warning = 'Здесь сейчас ничего нельзя сохранить';
const anna = await people.first('Анна Петрова', email);
await create_channel(anna, 'Цех');
await write(anna, 'Цех', 'здравствуйте');

const broken = {
  'has none': () => { Object.defineProperty(window, 'indexedDB', { value: undefined }); },
  throws: () => {
    const open = () => { throw new DOMException('no', 'SecurityError'); };
    Object.defineProperty(window, 'indexedDB', { value: { open } });
  },
  fails: () => {
    Object.defineProperty(window, 'indexedDB', {
      value: {
        open() {
          const request = { error: new DOMException('no', 'UnknownError') };
          setTimeout(() => request.onerror(), 0);
          return request;
        },
      },
    });
  },
};
for (const [how, breaks] of Object.entries(broken)) {
  await check(`where storage ${how}, one signs in, reads and writes, and is told that nothing is kept`, async () => {
    const page = await people.page();
    await page.context().addInitScript(breaks);
    await page.goto('/sign-in');
    await page.locator('input[name=email]').waitFor();
    await fill(page, { email, password: 'a few good words' });
    await comes_in(page);
    await says(page, warning);
    await until('the channel is there', async () => (await page.getByRole('link', { name: 'Цех' }).count()) > 0);
    await enter_channel(page, 'Цех');
    await sees(page, 'здравствуйте');
    await write(page, 'Цех', `и здесь: ${how}`);
    await sees(anna, `и здесь: ${how}`);
    // The cookie is there after a reload, whatever else is not.
    await page.reload();
    await comes_in(page);
    await says(page, warning);
    await page.context().close();
  });
}

await check('when the disk fills up, what is written is sent, and said not to be kept', async () => {
  const page = await open_page(await open_context(browser, server), '/sign-in');
  await fill(page, { email, password: 'a few good words' });
  await comes_in(page);
  equal(await page.getByText(warning).count(), 0);
  await page.evaluate(() => {
    const full = () => { throw new DOMException('full', 'QuotaExceededError'); };
    IDBObjectStore.prototype.put = full;
  });
  await enter_channel(page, 'Цех');
  await write(page, 'Цех', 'на полном диске');
  await says(page, warning);
  await sees(anna, 'на полном диске');
});

await check('tabs work where nothing is told from one to the other', async () => {
  const page = await open_page(anna.context());
  await page.addInitScript(() => { delete window.BroadcastChannel; });
  await page.reload();
  await comes_in(page);
  await until('the channel is there', async () => (await page.getByRole('link', { name: 'Цех' }).count()) > 0);
});

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
