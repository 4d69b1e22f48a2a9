// What people at two screens feel: how long a page takes to its first frame, and how long a message takes from the
// press of Enter on one screen to the other, in two Chromium contexts on this machine. The rival is the round trip of
// one request to the same server, which nothing that goes through it can beat.
import { open_browser, at_rest } from '../../tests/end-to-end/support/browser.mjs';
import {
  Server, open_context, open_page, register, create_channel, invite, write, enter_channel, sees,
} from '../../tests/end-to-end/support/kontor.mjs';

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const server = await new Server().start();
const browser = await open_browser();
const anna = await open_page(await open_context(browser, server));
const boris = await open_page(await open_context(browser, server));
await register(anna, 'Анна', 'anna@example.org');
await register(boris, 'Борис', 'boris@example.org');
await create_channel(anna, 'Цех');
await invite(anna, 'Борис');
await enter_channel(boris, 'Цех');
await write(anna, 'Цех', 'начали');
await sees(boris, 'начали');

await boris.evaluate(() => {
  window.seen = {};
  new MutationObserver(() => {
    for (const node of document.querySelectorAll('[role=log] div:not([role])'))
      window.seen[node.textContent] ??= performance.timeOrigin + performance.now();
  }).observe(document.getElementById('mirror'), { subtree: true, childList: true, characterData: true });
});
await anna.evaluate(() => {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') window.entered = performance.timeOrigin + performance.now();
  }, true);
});

const took = [], trips = [];
for (let i = 0; i < 40; ++i) {
  const text = `замер ${i}`;
  await write(anna, 'Цех', text);
  const entered = await anna.evaluate(() => window.entered);
  await sees(boris, text);
  took.push((await boris.evaluate((wanted) => window.seen[wanted], text)) - entered);
  await boris.waitForTimeout(150); // the server is idle before each
  trips.push(await boris.evaluate(async () => {
    const began = performance.now();
    await (await fetch('/healthz')).text();
    return performance.now() - began;
  }));
}
console.log(`bench message-to-second-screen-p50 ${median(took).toFixed(2)} ms limit 30`);
console.log(`bench message-beside-one-request ${median(took).toFixed(2)} ms rival ${median(trips).toFixed(2)}`);

const firsts = [];
for (let i = 0; i < 5; ++i) {
  const context = await open_context(browser, server);
  const page = await open_page(context);
  await at_rest(page);
  firsts.push(await page.evaluate(() => window.__kontor.first_frame_ms));
  await context.close();
}
console.log(`bench first-frame ${median(firsts).toFixed(0)} ms limit 1000`);

await browser.close();
await server.close();
