// What is being edited is a real field of the page: its text, its selection and its focus are the browser's, and the
// client, the drawing and the outline agree with it. By pointer, by keyboard, by an input method, by finger.
import { at_rest, open_browser, watch_errors } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import {
  Server, create_channel, open_context, open_page, messages, press_first, register, sees, sign_in,
} from './support/kontor.mjs';
import { says, says_no_more } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const context = await open_context(browser, server);
await context.grantPermissions(['clipboard-read', 'clipboard-write']);
const page = await open_page(context);
const errors = watch_errors(page);
const protocol = await context.newCDPSession(page);
const title = 'Цех';
const composer = `Написать в «${title}»`;

await register(page, 'Анна Петрова', 'anna@example.org');
await create_channel(page, title);

const in_use = (of = page) => of.evaluate(() => {
  const field = document.activeElement;
  return { kind: field.tagName, label: field.getAttribute('aria-label'), value: field.value };
});
const selected = () => page.evaluate(() => {
  const field = document.activeElement;
  return field.value.slice(field.selectionStart, field.selectionEnd);
});
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};
const empty = async () => {
  await press('Control+A', 'Delete');
  await at_rest(page);
};
const paste = async (text) => {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text);
  await press('Control+V');
  await at_rest(page);
};
const sends = async (text) => {
  await press('Enter');
  await until(`"${text}" is sent`, async () => (await messages(page)).at(-1) === text);
};

await check('what is written stands in a real field, with its name, and is sent as it stands there', async () => {
  await press_first(page, 'textbox', composer);
  equal(await in_use(), { kind: 'TEXTAREA', label: composer, value: '' });
  equal(await page.evaluate(() => [document.activeElement.spellcheck, document.activeElement.dir]), [true, 'auto']);
  await page.keyboard.type('Бисквт', { delay: 5 });
  await press('ArrowLeft');
  await page.keyboard.type('и');
  equal((await in_use()).value, 'Бисквит');
  await sends('Бисквит');
  equal(await in_use(), { kind: 'TEXTAREA', label: composer, value: '' });
});

await check('letters typed at once after Enter begin the next message', async () => {
  await page.keyboard.type('one');
  await press('Enter');
  await page.keyboard.type('two');
  await press('Enter');
  const words = async () => (await messages(page)).filter((text) => /^[a-z]+$/.test(text)).join(' ');
  await until('both are sent', async () => (await words()) === 'one two');
});

await check('Shift+Enter makes a line, and the field grows with it', async () => {
  const height = () => page.evaluate(() => document.activeElement.clientHeight);
  const one = await height();
  await page.keyboard.type('a');
  await press('Shift+Enter');
  await page.keyboard.type('b');
  await at_rest(page);
  holds(await height() > one + 10, 'it has two lines');
  await sends('a\nb');
});

await check('the browser undoes and does again', async () => {
  await page.keyboard.type('один');
  await press('Control+Z');
  holds((await in_use()).value !== 'один', 'it is undone');
  await press('Control+Shift+Z');
  equal((await in_use()).value, 'один');
  await sends('один');
});

await check('words are selected by a double press, also by the one that begins the editing', async () => {
  await page.keyboard.type('первое второе');
  await at_rest(page);
  const box = await page.getByRole('textbox', { name: composer }).boundingBox();
  await page.mouse.dblclick(box.x + 20, box.y + 10);
  await at_rest(page);
  equal(await selected(), 'первое');
  await page.mouse.click(600, 300);
  await at_rest(page);
  equal(await page.evaluate(() => document.activeElement.id), 'typing');
  await page.mouse.dblclick(box.x + 20, box.y + 12);
  await at_rest(page);
  equal(await selected(), 'первое');
  await page.keyboard.type('иное');
  equal((await in_use()).value, 'иное второе');
  await empty();
});

await check('a drag that begins on the drawing selects in the field', async () => {
  await page.keyboard.type('abcdefghij');
  const box = await page.getByRole('textbox', { name: composer }).boundingBox();
  await page.mouse.click(600, 300);
  await at_rest(page);
  await page.mouse.move(box.x + 1, box.y + 10);
  await page.mouse.down();
  await at_rest(page);
  await page.mouse.move(box.x + 200, box.y + 12, { steps: 4 });
  await at_rest(page);
  await page.mouse.up();
  await at_rest(page);
  equal(await selected(), 'abcdefghij');
  await empty();
});

await check('an input method composes in the field itself, and what it commits is sent', async () => {
  await protocol.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  await at_rest(page);
  equal((await in_use()).value, 'ni');
  await protocol.send('Input.imeSetComposition', { text: '你', selectionStart: 1, selectionEnd: 1 });
  await protocol.send('Input.insertText', { text: '你好' });
  await at_rest(page);
  equal((await in_use()).value, '你好');
  await sends('你好');
});

await check('every script, every sign of several code points, and both directions are edited and sent', async () => {
  const texts = ['שלום 12 עולם', 'مرحبا بالعالم', 'हिन्दी', 'ภาษาไทย', 'Қазақ', '👨‍👩‍👧‍👦 👍🏽 🇷🇺 1️⃣', 'e\u0301'];
  for (const text of texts) {
    await page.keyboard.insertText(text);
    await sends(text.normalize('NFC'));
  }
  await page.keyboard.insertText('🙂👨‍👩‍👧‍👦');
  await press('Backspace');
  await sends('🙂');
});

await check('what no text may hold is shown, and where the caret is stays known', async () => {
  await paste('a\u0001b');
  equal((await in_use()).value, 'a␁b');
  await press('ArrowLeft');
  await page.keyboard.type('c');
  equal((await in_use()).value, 'a␁cb');
  await empty();
});

await check('what was pasted can be undone, whatever had to be shown by signs', async () => {
  await page.keyboard.type('before');
  await press('Control+A');
  await paste('a\u0001b\u000bc\u2028d');
  equal((await in_use()).value, 'a␁b\nc\nd');
  await press('Control+Z');
  await at_rest(page);
  equal((await in_use()).value, 'before');
  await empty();
});

await check('a paste beside every field, and a composition that a press ends, are in the message', async () => {
  await page.mouse.click(600, 300);
  await at_rest(page);
  await paste('pasted');
  equal(await in_use(), { kind: 'TEXTAREA', label: composer, value: 'pasted' });
  await protocol.send('Input.imeSetComposition', { text: ', 한', selectionStart: 3, selectionEnd: 3 });
  await page.mouse.click(600, 300);
  await at_rest(page);
  await page.keyboard.type('.');
  await at_rest(page);
  equal((await in_use()).value, 'pasted, 한.');
  await empty();
});

await check('of lines that are pasted the first is in sight', async () => {
  await paste('раз\nдва\nтри');
  const { from, lines } = await page.evaluate(() => {
    const { activeElement: field } = document;
    return { from: field.scrollTop, lines: field.clientHeight / parseFloat(getComputedStyle(field).lineHeight) };
  });
  equal(from, 0);
  holds(lines >= 2.9, `${lines} lines are in sight`);
  await sends('раз\nдва\nтри');
});

await check('a paste keeps its lines where there are some, and becomes one line where there is one', async () => {
  await paste('one\r\ntwo\rthree\nfour');
  await sends('one\ntwo\nthree\nfour');
  await press_first(page, 'button', 'Создать канал');
  await page.getByRole('dialog').waitFor({ state: 'attached' });
  await at_rest(page);
  equal((await in_use()).kind, 'INPUT');
  await paste('one\r\ntwo\n');
  equal((await in_use()).value, 'one two');
  await paste('😀 é');
  equal((await in_use()).value, 'one two😀 é');
});

await check('Tab leads from field to field, no letter is lost between them, and Shift+Tab selects', async () => {
  await press('Tab');
  await page.keyboard.type('about');
  const second = await in_use();
  equal([second.kind, second.value], ['INPUT', 'about']);
  await press('Shift+Tab');
  equal([(await in_use()).value, await selected()], ['one two😀 é', 'one two😀 é']);
});

await check('a reader of screens finds the field inside of its dialog, with its name and its value', async () => {
  const { nodes } = await protocol.send('Accessibility.getFullAXTree');
  const by_id = new Map(nodes.map((node) => [node.nodeId, node]));
  const field = nodes.find((node) => node.role?.value === 'textbox' && node.value?.value === 'one two😀 é');
  holds(field, 'it is there');
  let above = field;
  while (above && above.role?.value !== 'dialog') above = by_id.get(above.parentId);
  holds(above, 'it is inside of the dialog');
  equal(nodes.filter((node) => node.role?.value === 'textbox' && node.name?.value === field.name.value).length, 1);
  holds(nodes.find((node) => node.properties?.some((each) => each.name === 'focused' && each.value.value === true)
    && node.nodeId === field.nodeId), 'it has the focus');
});

await check('Escape closes the dialog, and the keyboard is the drawing\'s again', async () => {
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await at_rest(page);
  equal(await page.locator('#fields input').count(), 0);
});

await check('what is typed while nothing is edited goes into the message, with no letter lost', async () => {
  await page.mouse.click(600, 300);
  await at_rest(page);
  await page.keyboard.type('Привет');
  await at_rest(page);
  equal(await in_use(), { kind: 'TEXTAREA', label: composer, value: 'Привет' });
  await sends('Привет');
});

await check('a paste beyond all measure is refused with its size', async () => {
  await page.keyboard.type('kept');
  await paste('x'.repeat(3 << 20));
  equal((await in_use()).value, 'kept');
  await says(page, 'Этот текст (3 МБ) слишком велик для вставки: не больше 1 МБ');
  await page.keyboard.type('.');
  await says_no_more(page, 'слишком велик');
  await empty();
});

await check('a picture that is pasted is answered with a word, in a field and beside every field', async () => {
  const paste_picture = () => page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['x'], 'screen.png', { type: 'image/png' }));
    const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(pasted);
  });
  const answer = 'Прикрепить файл здесь пока нельзя';
  equal((await in_use()).kind, 'TEXTAREA');
  await paste_picture();
  await says(page, answer);
  await says_no_more(page, answer);
  await page.mouse.click(600, 300);
  await at_rest(page);
  equal(await page.evaluate(() => document.activeElement.id), 'typing');
  await paste_picture();
  await says(page, answer);
  await says_no_more(page, answer);
  await press_first(page, 'textbox', composer);
  equal((await in_use()).value, '');
});

await check('nothing is drawn while a field waits for its text', async () => {
  const frames = () => page.evaluate(() => window.__kontor.frames);
  await at_rest(page);
  await page.waitForTimeout(1500);
  const before = await frames();
  await page.waitForTimeout(2000);
  equal(await frames(), before);
});

await check('on a phone a tap opens the keyboard, Enter makes another line, and the button sends', async () => {
  const phone = await open_context(browser, server, {
    viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true,
  });
  const hand = await open_page(phone);
  await sign_in(hand, 'anna@example.org');
  await hand.goto(new URL(page.url()).pathname);
  await at_rest(hand);
  const tap = async (role, name) => {
    const box = await hand.getByRole(role, { name }).last().boundingBox();
    await hand.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await at_rest(hand);
  };
  equal((await in_use(hand)).kind, 'BODY'); // no keyboard covers the half of the screen before one writes
  await tap('textbox', composer);
  equal((await in_use(hand)).kind, 'TEXTAREA');
  await hand.touchscreen.tap(200, 300);
  await at_rest(hand);
  equal((await in_use(hand)).kind, 'BODY');
  await tap('textbox', composer);
  await hand.keyboard.type('с телефона');
  await hand.keyboard.press('Enter');
  await hand.keyboard.type('вторая строка');
  equal((await in_use(hand)).value, 'с телефона\nвторая строка');
  await tap('button', 'Отправить');
  await sees(page, 'с телефона\nвторая строка');
  // A finger that begins on the field that is being edited scrolls what lies around it.
  await hand.goto('/account');
  await at_rest(hand);
  await tap('textbox', 'Имя');
  equal((await in_use(hand)).kind, 'INPUT');
  const top_of = () => hand.evaluate(() => document.activeElement.getBoundingClientRect().top);
  const before = await top_of();
  const touch = await phone.newCDPSession(hand);
  const move = (type, y) => touch.send('Input.dispatchTouchEvent', {
    type, touchPoints: type === 'touchEnd' ? [] : [{ x: 150, y }],
  });
  await move('touchStart', before + 8);
  for (let step = 1; step <= 6; ++step) await move('touchMove', before + 8 - step * 20);
  await move('touchEnd');
  await at_rest(hand);
  holds(await top_of() < before - 60, `it has moved up from ${before} to ${await top_of()}`);
  equal((await in_use(hand)).kind, 'INPUT');
  await phone.close();
});

await check('nothing went wrong inside of the page', async () => {
  equal(errors.filter((text) => !/ERR_|GL Driver|net::/.test(text)), []);
});

await browser.close();
await server.close();
