// Two people talk, in two browsers and a native window: what is written on one screen appears on the others, whatever
// happens to the network, the tabs and the server.
import { mkdtempSync, rmSync } from 'node:fs';
import { open_browser, watch_errors, at_rest } from './support/browser.mjs';
import { check, equal, until } from './support/checks.mjs';
import {
  Server, open_context, open_page, register, create_channel, invite, write, enter_channel, sees, count_of, messages,
  password, press_first, type, value_of,
} from './support/kontor.mjs';
import { says } from './support/screens.mjs';
import { open_display, signed_in_window } from './support/window.mjs';

const server = await new Server().start();
const browser = await open_browser();
const anna_browser = await open_context(browser, server);
const boris_browser = await open_context(browser, server);
const anna = await open_page(anna_browser);
const boris = await open_page(boris_browser);
const errors = [watch_errors(anna), watch_errors(boris)];
const title = 'Цех';

await check('the page opens on signing in, and an account is made with real form fields', async () => {
  await register(anna, 'Анна Петрова', 'anna@example.org');
  await register(boris, 'Борис Соколов', 'boris@example.org');
});

await check('a channel is made, somebody is invited, and a message appears on the other screen by itself', async () => {
  await create_channel(anna, title);
  await invite(anna, 'Борис Соколов');
  await write(anna, title, 'Бисквит готов');
  await enter_channel(boris, title);
  await sees(boris, 'Бисквит готов');
  await write(boris, title, 'Отлично, иду');
  await sees(anna, 'Отлично, иду');
});

await check('the address bar follows the screen, and back and forward work', async () => {
  equal(new URL(anna.url()).pathname.startsWith('/channels/'), true, 'in the channel');
  const address = anna.url();
  await anna.goBack();
  await at_rest(anna);
  await anna.goForward();
  await at_rest(anna);
  equal(anna.url(), address, 'after back and forward');
  await sees(anna, 'Отлично, иду');
});

await check('three messages written without a network survive a reload and arrive once, in order', async () => {
  await anna_browser.setOffline(true);
  const written = ['без сети один', 'без сети два', 'без сети три'];
  for (const text of written) await write(anna, title, text);
  await until('it is said that they wait', async () => (await anna.getByRole('status').allTextContents())
    .some((text) => text.includes('3')));
  // A reload needs the page itself, which comes from the server: only the program's own requests stay cut.
  await anna.route('**/api/**', (route) => route.abort());
  await anna_browser.setOffline(false);
  await anna.reload();
  await at_rest(anna);
  for (const text of written) await sees(anna, text);
  await anna.unroute('**/api/**');
  for (const text of written) await sees(boris, text);
  const there = (await messages(boris)).filter((text) => text.startsWith('без сети'));
  equal(there, written, 'on the other screen');
});

await check('when the server is killed in a stream of messages, every one of them arrives once', async () => {
  const words = Array.from({ length: 12 }, (_, i) => `поток ${String(i).padStart(2, '0')}`);
  for (const [i, text] of words.entries()) {
    await write(anna, title, text);
    if (i === 5) await server.kill('SIGKILL');
  }
  await server.start();
  for (const text of words) await sees(boris, text);
  equal((await messages(boris)).filter((text) => text.startsWith('поток')), words, 'on the other screen');
});

await check('eight tabs write into one outbox, and none is lost or doubled when the first is closed', async () => {
  const address = anna.url();
  const tabs = [];
  for (let i = 0; i < 7; ++i) tabs.push(await open_page(anna_browser, new URL(address).pathname));
  const everybody = [anna, ...tabs];
  // As a person does: the browser lets a page that nobody looks at draw once a second.
  const write_in_front = async (tab, text) => {
    await tab.bringToFront();
    await write(tab, title, text);
  };
  for (const [i, tab] of everybody.entries()) await write_in_front(tab, `вкладка ${i}`);
  for (let i = 0; i < everybody.length; ++i) await sees(boris, `вкладка ${i}`);
  // The first tab holds the connection. It writes and is gone before anything could be answered.
  await anna.route('**/api/**', (route) => new Promise(() => {}));
  await write_in_front(anna, 'последнее слово');
  await anna.close({ runBeforeUnload: false });
  await write_in_front(tabs[0], 'новое слово');
  await sees(boris, 'последнее слово');
  await sees(boris, 'новое слово');
  for (const text of ['последнее слово', 'новое слово', 'вкладка 3']) {
    await until(`"${text}" stands there once`, async () => await count_of(boris, text) === 1);
  }
  for (const tab of tabs) await sees(tab, 'новое слово');
  for (const tab of tabs.slice(1)) await tab.close();
});

await boris_browser.grantPermissions(['clipboard-read', 'clipboard-write']);
const paste = async (page, text) => {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await page.keyboard.press('Control+V');
  await at_rest(page);
};

await check('a paste stays whole, says how much of it is too much, and is still there after a reload', async () => {
  const field = boris.getByRole('textbox', { name: `Написать в «${title}»` });
  const holds = (text) => until('the field holds all of it', async () => (await value_of(field)) === text);
  const log = `${'ж'.repeat(9_990)}${'😀'.repeat(20)}`;
  await press_first(boris, 'textbox', `Написать в «${title}»`);
  await paste(boris, log);
  await holds(log);
  await says(boris, 'Лишних 10 знаков');
  await boris.keyboard.press('Enter');
  await at_rest(boris);
  await holds(log);
  await type(boris, '.');
  await boris.reload(); // at once: a page that is left has written down what stood in it
  await at_rest(boris);
  await holds(`${log}.`);
  await says(boris, 'Лишних 11 знаков');
  await says(boris, `${title}, черновик`);
  await press_first(boris, 'textbox', `Написать в «${title}»`);
  await boris.keyboard.press('Control+A');
  await paste(boris, 'x'.repeat(2 << 20));
  await holds(`${log}.`);
  await says(boris, 'Этот текст (2 МБ) слишком велик для вставки: не больше 1 МБ');
  await paste(boris, log.slice(0, 9_990));
  await boris.keyboard.press('Enter');
  await sees(boris, log.slice(0, 9_990));
  await until('the field is empty', async () => (await value_of(field)) === '');
  await boris.reload();
  await at_rest(boris);
  await sees(boris, log.slice(0, 9_990));
  equal(await value_of(field), '', 'in the field after the reload');
});

await check('an idle page draws nothing for three seconds', async () => {
  await boris.mouse.move(5, 5);
  await at_rest(boris);
  const frames = async () => boris.evaluate(() => window.__kontor.frames);
  let before = -1; // what it had begun, as loading the face of symbols, ends some time
  await until('it has come to rest', async () => {
    const then = before;
    before = await frames();
    await boris.waitForTimeout(700);
    return then === before;
  });
  await boris.waitForTimeout(3000);
  equal(await frames(), before, 'frames');
});

await check('the native window talks to the same people', async () => {
  await write(boris, title, 'это увидит окно'); // below the paste, which fills a whole screen
  const display = await open_display();
  const data = mkdtempSync('/tmp/kontor-window-data-');
  let window;
  try {
    window = await signed_in_window(display, ['--server', server.url, '--data', data], 'boris@example.org', password);
    await window.press('link', title);
    const field = `Написать в «${title}»`;
    await window.wait_for('textbox', field);
    const shows = (text) => window.nodes().some((node) => node.role === 'text' && node.name.includes(text));
    await until('it shows what was said', () => shows('это увидит окно'));
    await window.press('textbox', field);
    await until('the field has the keyboard', () => window.find('textbox', field)?.focused);
    await window.xdotool('type', '--delay', 40, 'from the window');
    await until('it is typed', () => window.find('textbox', field)?.value === 'from the window');
    await window.key('Return');
    await sees(boris, 'from the window');
    await write(boris, title, 'видно в окне?');
    await until('the window shows what the browser says', () => shows('видно в окне?'));
  } finally {
    await window?.close();
    display.close();
    rmSync(data, { recursive: true, force: true });
  }
});

await check('nothing went wrong inside of the pages', async () => {
  const unexpected = errors.flat().filter((text) => !/ERR_|GL Driver|net::/.test(text));
  equal(unexpected, []);
});

await browser.close();
await server.close();
