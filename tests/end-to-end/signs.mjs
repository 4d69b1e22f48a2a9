// What our faces do not have is drawn with the fonts of the machine: emoji in their colours, a sequence as one, and
// letters of other scripts. Each sign is held against the browser's own drawing of it.
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, holds } from './support/checks.mjs';
import { Server, open_context, register, create_channel, write, sees, type, value_of } from './support/kontor.mjs';

const server = await new Server().start();
const browser = await open_browser();
const context = await open_context(browser, server);
const anna = await context.newPage();
const errors = watch_errors(anna);
await anna.goto('/');
await at_rest(anna);
await register(anna, 'Анна Петрова', 'anna@example.org');
await create_channel(anna, 'Знаки');

// Of a picture of one line: where something is written, and what its colours are on the whole.
async function ink_of(page, picture) {
  return page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawn = canvas.getContext('2d');
    drawn.drawImage(image, 0, 0);
    const { data } = drawn.getImageData(0, 0, image.width, image.height);
    const ink = { left: Infinity, right: -1, top: Infinity, bottom: -1, pixels: 0, coloured: 0, sums: [0, 0, 0] };
    for (let at = 0; at < data.length; at += 4) {
      const parts = [0, 1, 2].map((part) => data[at + part]);
      if (parts.every((part, i) => Math.abs(part - data[i]) <= 24)) continue; // the ground
      const [x, y] = [(at / 4) % image.width, Math.floor(at / 4 / image.width)];
      ink.left = Math.min(ink.left, x);
      ink.right = Math.max(ink.right, x);
      ink.top = Math.min(ink.top, y);
      ink.bottom = Math.max(ink.bottom, y);
      ink.pixels += 1;
      if (Math.max(...parts) - Math.min(...parts) > 40) ink.coloured += 1;
      parts.forEach((part, i) => { ink.sums[i] += part; });
    }
    return { width: ink.right - ink.left + 1, height: ink.bottom - ink.top + 1, pixels: ink.pixels,
      coloured: ink.coloured / ink.pixels, mean: ink.sums.map((sum) => Math.round(sum / ink.pixels)) };
  }, picture.toString('base64'));
}

// How the browser itself writes it, in letters of the same size and colours.
const paper = await context.newPage();
await paper.goto('about:blank');
async function as_the_browser(text, em, ground, ink) {
  await paper.setContent('<p></p>');
  await paper.evaluate(([shown, size, under, over]) => {
    const line = document.querySelector('p');
    Object.assign(document.body.style, { margin: 0, background: under });
    const font = `400 ${size}px system-ui, sans-serif`;
    Object.assign(line.style, { margin: '8px', font, color: over, width: 'max-content' });
    line.textContent = shown;
  }, [text, em, ground, ink]);
  return ink_of(paper, await paper.screenshot({ clip: { x: 0, y: 0, width: 600, height: 48 } }));
}

// The line of a message: what stands beside and below it is left out.
async function as_drawn(text) {
  await write(anna, 'Знаки', text);
  await sees(anna, text);
  await anna.mouse.move(2, 2);
  await at_rest(anna);
  const box = await anna.getByText(text, { exact: true }).last().boundingBox();
  return ink_of(anna, await anna.screenshot({
    clip: { x: box.x - 2, y: box.y, width: Math.max(box.width, 40) + 40, height: Math.min(box.height, 24) },
  }));
}

const light = await anna.evaluate(() => matchMedia('(prefers-color-scheme: light)').matches);
const colours = light ? ['#fff', '#1b1d22'] : ['#17181c', '#e8e9ec'];

await check('emoji have their colours, and a sequence is one sign', async () => {
  const single = await as_drawn('🎂');
  holds(single.coloured > 0.3, `it is coloured: ${JSON.stringify(single)}`);
  for (const sign of ['🎂', '👍🏽', '👨‍👩‍👧‍👦', '🇷🇺', '❤️', '1️⃣']) {
    const [ours, theirs] = [await as_drawn(sign), await as_the_browser(sign, 14, ...colours)];
    const both = `${sign}: ours ${JSON.stringify(ours)}, the browser's ${JSON.stringify(theirs)}`;
    holds(Math.abs(ours.width - theirs.width) <= 3, `it is as wide, ${both}`);
    holds(Math.abs(ours.height - theirs.height) <= 3, `it is as high, ${both}`);
    holds(ours.mean.every((part, i) => Math.abs(part - theirs.mean[i]) < 40), `it has these colours, ${both}`);
  }
});

await check('letters of other scripts are written as the browser writes them, in the colour of the text', async () => {
  for (const word of ['ไทย', 'हिन्दी', 'ქართული', 'Հայերեն']) {
    const [ours, theirs] = [await as_drawn(word), await as_the_browser(word, 14, ...colours)];
    const both = `${word}: ours ${JSON.stringify(ours)}, the browser's ${JSON.stringify(theirs)}`;
    holds(ours.coloured < 0.2, `it is not coloured, ${both}`);
    holds(Math.abs(ours.width - theirs.width) <= theirs.width / 5 + 3, `it is as wide, ${both}`);
    holds(Math.abs(ours.height - theirs.height) <= 4, `it is as high, ${both}`);
  }
});

await check('what is being written shows them, too, and Backspace takes a whole one', async () => {
  await type(anna, 'торт 🎂👨‍👩‍👧‍👦');
  const field = anna.getByRole('textbox', { name: 'Написать в «Знаки»' });
  const box = await field.boundingBox();
  const ink = await ink_of(anna, await anna.screenshot({
    clip: { x: box.x + 8, y: box.y + 6, width: 200, height: box.height - 12 },
  }));
  holds(ink.coloured > 0.1, `it is coloured: ${JSON.stringify(ink)}`);
  await anna.keyboard.press('Backspace');
  await at_rest(anna);
  equal(await value_of(field), 'торт 🎂');
  await anna.keyboard.press('Backspace');
  await at_rest(anna);
  equal(await value_of(field), 'торт ');
});

equal(errors, []);
await browser.close();
await server.close();
