// What our faces do not have is drawn with the fonts of the machine: emoji in their colours, a sequence as one, and
// letters of other scripts. Each sign is held against the browser's own drawing of it.
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, holds } from './support/checks.mjs';
import { ink_of, paper_of, told } from './support/ink.mjs';
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

const as_the_browser = await paper_of(context);

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
  holds(single.coloured > 0.3, `it is coloured: ${told(single)}`);
  for (const sign of ['🎂', '👍🏽', '👨‍👩‍👧‍👦', '🇷🇺', '❤️', '1️⃣']) {
    const [ours, theirs] = [await as_drawn(sign), await as_the_browser(sign, 14, ...colours)];
    const both = `${sign}: ours ${told(ours)}, the browser's ${told(theirs)}`;
    holds(Math.abs(ours.width - theirs.width) <= 3, `it is as wide, ${both}`);
    holds(Math.abs(ours.height - theirs.height) <= 3, `it is as high, ${both}`);
    holds(ours.mean.every((part, i) => Math.abs(part - theirs.mean[i]) < 40), `it has these colours, ${both}`);
  }
});

await check('letters of other scripts are written as the browser writes them, in the colour of the text', async () => {
  for (const word of ['ไทย', 'हिन्दी', 'ქართული', 'Հայերեն']) {
    const [ours, theirs] = [await as_drawn(word), await as_the_browser(word, 14, ...colours)];
    const both = `${word}: ours ${told(ours)}, the browser's ${told(theirs)}`;
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
  holds(ink.coloured > 0.1, `it is coloured: ${told(ink)}`);
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
