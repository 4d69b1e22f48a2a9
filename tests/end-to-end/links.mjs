// A link of the drawing is one of the browser's, too: it opens beside this page, and it has the browser's own menu, as
// what is written has.
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, until } from './support/checks.mjs';
import { Server, open_context, open_page, register, create_channel, write, sees } from './support/kontor.mjs';

const server = await new Server().start();
const browser = await open_browser();
const context = await open_context(browser, server);
await context.grantPermissions(['clipboard-read', 'clipboard-write']);
const anna = await open_page(context);
const errors = watch_errors(anna);
await register(anna, 'Анна Петрова', 'anna@example.org');
await create_channel(anna, 'Ссылки');
const address = `${server.url}/healthz`;
await write(anna, 'Ссылки', `смотри ${address} сейчас`);
await sees(anna, `смотри ${address} сейчас`);
await write(anna, 'Ссылки', 'просто слова');
await sees(anna, 'просто слова');
await at_rest(anna);

async function middle_of(locator) {
  const box = await locator.boundingBox();
  return [box.x + box.width / 2, box.y + box.height / 2];
}
async function opened_by(act) {
  const opened = context.waitForEvent('page', { timeout: 10000 });
  await act();
  const page = await opened;
  await page.waitForLoadState('commit').catch(() => {});
  const url = page.url();
  await page.close();
  return url;
}

const link = anna.getByRole('link', { name: address });
const channel = anna.getByRole('navigation').getByRole('link', { name: /Ссылки/ });

await check('the middle button, and Ctrl with the left one, open a link beside this page', async () => {
  const [x, y] = await middle_of(link);
  equal(await opened_by(() => anna.mouse.click(x, y, { button: 'middle' })), address);
  equal(await opened_by(async () => {
    await anna.keyboard.down('Control');
    await anna.mouse.click(x, y);
    await anna.keyboard.up('Control');
  }), address);
});

await check('a place of the product opens beside this one, too', async () => {
  const [x, y] = await middle_of(channel);
  const here = anna.url();
  equal(await opened_by(() => anna.mouse.click(x, y, { button: 'middle' })), here);
  equal(anna.url(), here);
});

// What the browser would make its menu for.
async function menu_at(x, y) {
  await anna.evaluate(() => {
    window.asked_for = null;
    document.addEventListener('contextmenu', (event) => {
      window.asked_for = {
        what: event.target.href || event.target.textContent,
        kept: !event.defaultPrevented,
        tag: event.target.tagName,
        has_focus: event.target === document.activeElement,
      };
    }, { once: true });
  });
  await anna.mouse.click(x, y, { button: 'right' });
  return anna.evaluate(() => ({ ...window.asked_for, selected: getSelection().toString() }));
}

await check('the right button asks the browser for its menu of a link', async () => {
  equal((await menu_at(...await middle_of(link))).what, address);
  const { what, kept } = await menu_at(...await middle_of(channel));
  equal([what, kept], [anna.url(), true]);
});

await check('and of what was written, which can be copied there', async () => {
  const { what, kept, selected } = await menu_at(...await middle_of(anna.getByText('просто слова', { exact: true })));
  equal([what, kept, selected], ['просто слова', true, 'просто слова']);
});

await check('of a field that nobody edits yet it is that of the real field, with Paste', async () => {
  const field = anna.getByRole('textbox', { name: 'Написать в «Ссылки»' });
  const { width, height } = anna.viewportSize();
  for (const at_left of [false, true]) {
    await anna.mouse.click(width / 2, height / 4);
    await at_rest(anna);
    equal(await anna.evaluate(() => document.activeElement.id), 'typing');
    const { x } = await field.boundingBox();
    const [middle, y] = await middle_of(field);
    const { tag, kept, has_focus } = await menu_at(at_left ? x + 3 : middle, y);
    equal([tag, kept, has_focus], ['TEXTAREA', true, true]);
    await until('the field takes no more than its text again',
      async () => await anna.evaluate(() => document.querySelectorAll('#fields .lent').length) === 0);
  }
  await anna.keyboard.insertText('как из меню');
  await anna.keyboard.press('Enter');
  await sees(anna, 'как из меню');
});

await check('of the drawing itself there is none, and the pointer is the drawing\'s again', async () => {
  const { width, height } = anna.viewportSize();
  equal((await menu_at(width / 2, height / 4)).kept, false);
  const [x, y] = await middle_of(channel);
  await anna.mouse.click(x, y);
  await at_rest(anna);
  equal(await anna.evaluate(() => document.querySelectorAll('.lent').length), 0);
  await anna.keyboard.insertText('и дальше пишется');
  await anna.keyboard.press('Enter');
  await sees(anna, 'и дальше пишется');
});

equal(errors, []);
await browser.close();
await server.close();
