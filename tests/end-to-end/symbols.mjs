// The face of symbols is as large as all others together, so that a page loads it when it has been drawn once: not
// before, again when that failed, and what is shown is then drawn anew with it. Until then the browser's fonts serve.
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, open_context, open_page, register, create_channel, write, sees } from './support/kontor.mjs';

const server = await new Server().start();
const browser = await open_browser();
const context = await open_context(browser, server);
const symbols = /\/symbols\.[0-9a-f]{12}\.ttf$/;

// Waits with each request for the face until it is let go or refused.
const asked = [];
await context.route(symbols, (route) => asked.push(route));

const anna = await context.newPage();
const errors = watch_errors(anna);
await anna.goto('/');
await at_rest(anna);

// How many pixels two pictures of the page do not have alike.
async function differing(one, other) {
  return anna.evaluate(async (pictures) => {
    const [first, second] = await Promise.all(pictures.map(async (encoded) => {
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const drawn = canvas.getContext('2d');
      drawn.drawImage(image, 0, 0);
      return drawn.getImageData(0, 0, image.width, image.height).data;
    }));
    let count = 0;
    for (let at = 0; at < first.length; at += 4) {
      if ([0, 1, 2].some((part) => Math.abs(first[at + part] - second[at + part]) > 24)) count += 1;
    }
    return count;
  }, [one, other].map((picture) => picture.toString('base64')));
}

// The messages of the channel, where no caret blinks.
const picture = (page) => page.screenshot({ clip: { x: 256, y: 640, width: 700, height: 85 } });

await check('a page is drawn, and can be used, before it asks for the face of symbols', async () => {
  await until('the face is asked for', async () => asked.length === 1);
  holds(await anna.evaluate(() => window.__kontor.first_frame_ms > 0), 'a frame was drawn');
  await register(anna, 'Анна Петрова', 'anna@example.org');
  await create_channel(anna, 'Знаки');
  await write(anna, 'Знаки', '∀∃∑ ☎☀ ✂✈ αβγ');
  await sees(anna, '∀∃∑');
});

let without;
await check('it asks again when the face could not be loaded, and draws what is shown anew', async () => {
  await anna.mouse.move(2, 2);
  await at_rest(anna);
  await until('the message is on the server, and nothing moves any more', async () => {
    without = await picture(anna);
    await anna.waitForTimeout(500);
    return (await differing(without, await picture(anna))) === 0;
  });
  await asked.shift().abort();
  await until('the face is asked for again', async () => asked.length === 1, 60000);
  equal(await differing(without, await picture(anna)), 0);
  await asked.shift().continue();
  await until('symbols are drawn', async () => (await differing(without, await picture(anna))) > 200);
});

await check('a page that is loaded anew draws them, too', async () => {
  await anna.reload();
  await until('the face is asked for', async () => asked.length === 1);
  await asked.shift().continue();
  await sees(anna, '∀∃∑');
  await until('symbols are drawn', async () => (await differing(without, await picture(anna))) > 200);
});

await check('the face begins to load after the first frame, and is kept by the browser', async () => {
  const other = await open_page(await open_context(browser, server));
  const timing = await until('it is loaded', async () => other.evaluate(() => {
    const found = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.ttf'));
    return found && { begun: found.startTime, drawn: window.__kontor.first_frame_ms };
  }));
  holds(timing.begun >= timing.drawn, `it begins at ${timing.begun}, the frame was at ${timing.drawn}`);
  const file = await other.evaluate(() => performance.getEntriesByType('resource')
    .find(({ name }) => name.endsWith('.ttf')).name);
  equal((await fetch(file)).headers.get('cache-control'), 'public, max-age=31536000, immutable');
});

equal(errors, []);
await browser.close();
await server.close();
