// A line of each script, as a message shows it, is held against the browser's own drawing of it: letters that join, and
// lines that go from the right to the left. And it is selected and copied as it was written.
import { mkdirSync, writeFileSync } from 'node:fs';
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, holds } from './support/checks.mjs';
import { ink_of, likeness, paper_of, told } from './support/ink.mjs';
import { Server, open_context, register, create_channel, write, sees, type } from './support/kontor.mjs';

const server = await new Server().start();
const browser = await open_browser();
const context = await open_context(browser, server);
await context.grantPermissions(['clipboard-read', 'clipboard-write']);
const anna = await context.newPage();
const errors = watch_errors(anna);
await anna.goto('/');
await at_rest(anna);
await register(anna, 'Анна Петрова', 'anna@example.org');
await create_channel(anna, 'Строки');
const as_the_browser = await paper_of(context);
const light = await anna.evaluate(() => matchMedia('(prefers-color-scheme: light)').matches);
const colours = light ? ['#fff', '#1b1d22'] : ['#17181c', '#e8e9ec'];

// A folder for the pictures, when somebody wants to look at them.
const folder = process.env.TEST_PICTURES && `${process.env.TEST_PICTURES}/lines`;
if (folder) mkdirSync(folder, { recursive: true });

async function box_of(text) {
  await sees(anna, text);
  await anna.mouse.move(2, 2);
  await at_rest(anna);
  return anna.getByText(text, { exact: true }).last().boundingBox();
}

async function as_drawn(name, text) {
  await write(anna, 'Строки', text);
  const box = await box_of(text);
  const picture = await anna.screenshot({ clip: { x: box.x - 2, y: box.y, width: box.width + 4, height: 24 } });
  if (folder) writeFileSync(`${folder}/${name}-ours.png`, picture);
  return ink_of(anna, picture);
}

const LINES = {
  arabic: 'مرحبا بالعالم، كيف حالك اليوم؟',
  persian: 'می‌خواهم کیک سفارش بدهم',
  hebrew: 'שלום, הזמנה 1250 (עוגה) עד 20:30',
  hindi: 'नमस्ते, मुझे स्त्रियों के लिए केक चाहिए',
  thai: 'สวัสดีครับ ขอสั่งเค้กหนึ่งก้อน',
  chinese: '你好，我想订一个蛋糕。',
  kazakh: 'Сәлеметсіз бе, маған үлкен торт қажет 🎂👍🏽',
  stressed: 'за́мок, е́лка',
  mixed: 'Заказ 12: كعكة الشوكولاتة (٣ кг) и 🎂',
};

for (const [name, text] of Object.entries(LINES)) {
  await check(`a line is drawn as the browser draws it: ${name}`, async () => {
    const ours = await as_drawn(name, text);
    const theirs = await as_the_browser(text, 14, ...colours, 'Inter, system-ui, sans-serif');
    if (folder) writeFileSync(`${folder}/${name}-theirs.png`, theirs.picture);
    const { picture, ...ink } = theirs;
    const alike = likeness(ours, theirs);
    const both = `${name}: ${alike.toFixed(3)} alike, ours ${told(ours)}, the browser's ${told(ink)}`;
    holds(Math.abs(ours.width - theirs.width) <= theirs.width / 50 + 2, `it is as wide, ${both}`);
    holds(Math.abs(ours.height - theirs.height) <= 3, `it is as high, ${both}`);
    holds(alike > 0.75, `it looks alike, ${both}`);
  });
}

await check('a line that goes from the right is selected by what was written, and copied as it was', async () => {
  const text = LINES.hebrew;
  await write(anna, 'Строки', text);
  const box = await box_of(text);
  // From its beginning, which is at the right, over two words.
  await anna.mouse.move(box.x + box.width - 1, box.y + 10);
  await anna.mouse.down();
  await anna.mouse.move(box.x + box.width - 90, box.y + 10, { steps: 6 });
  await anna.mouse.up();
  await at_rest(anna);
  await anna.keyboard.press('ControlOrMeta+c');
  const copied = await anna.evaluate(() => navigator.clipboard.readText());
  holds(copied.length > 5 && copied.length < text.length, `a part is copied: ${JSON.stringify(copied)}`);
  holds(text.startsWith(copied), `it is the beginning: ${JSON.stringify(copied)}`);
});

await check('what is written from the right stands at the right, in the field and as a message', async () => {
  const text = 'שלום לכולם';
  await type(anna, text);
  equal(await anna.evaluate(() => getComputedStyle(document.activeElement).direction), 'rtl');
  await anna.keyboard.press('Enter');
  const box = await box_of(text);
  const picture = await anna.screenshot({ clip: { x: box.x, y: box.y, width: box.width / 2, height: 22 } });
  equal((await ink_of(anna, picture)).pixels, 0, 'nothing stands in its left half');
});

equal(errors, []);
await browser.close();
await server.close();
