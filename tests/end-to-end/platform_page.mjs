// The platform of a page, in Chromium: drawing, text, pointers, the address bar, the network, real fields, the mirror.
// It is driven through the trial client (tests/web-client/platform/trial.cpp).
import { check, equal, holds, until } from './support/checks.mjs';
import { open_browser, watch_errors, at_rest, press } from './support/browser.mjs';
import { serve_page } from './support/page_server.mjs';
import { trial_page, state_of, command, results_of } from './support/trial.mjs';

const server = await serve_page(trial_page());
const browser = await open_browser();
const context = await browser.newContext({
  serviceWorkers: 'block', viewport: { width: 900, height: 640 }, locale: 'ru-RU',
});
await context.grantPermissions(['clipboard-read', 'clipboard-write']);
const page = await context.newPage();
const errors = watch_errors(page);
const protocol = await context.newCDPSession(page);
await page.goto(`${server.url}/somewhere`);
await at_rest(page);

const state = () => state_of(page);
const field = (name) => page.getByRole('textbox', { name, exact: true });
const into = async (name) => press(page, 'textbox', name);
const type = async (text) => {
  await page.keyboard.type(text);
  await at_rest(page);
};

await check('the page runs under a policy that forbids code of its own', async () => {
  holds(await page.evaluate(() => window.__kontor.first_frame_ms > 0), 'a frame was drawn');
  equal((await state()).language, 'ru');
  equal(errors, []);
});

await check('a page at rest draws nothing', async () => {
  const before = await page.evaluate(() => window.__kontor.frames);
  await page.waitForTimeout(3000);
  equal(await page.evaluate(() => window.__kontor.frames), before);
});

await check('a button is found by its name and pressed where it is drawn', async () => {
  await press(page, 'button', 'Press');
  await press(page, 'button', 'Press');
  equal((await state()).presses, 2);
  await press(page, 'button', 'Press', { button: 'right' });
  equal((await state()).right_presses, 1);
});

await check('Latin, Cyrillic and emoji are typed', async () => {
  await into('Line');
  await type('Hi, Ёж ');
  await page.keyboard.insertText('😀');
  await at_rest(page);
  equal((await state()).line, 'Hi, Ёж 😀');
  equal(await field('Line').textContent(), 'Hi, Ёж 😀');
});

await check('a focused text field draws nothing either', async () => {
  const before = await page.evaluate(() => window.__kontor.frames);
  await page.waitForTimeout(1500);
  equal(await page.evaluate(() => window.__kontor.frames), before);
});

await check('keys move, erase and select in every layout', async () => {
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await at_rest(page);
  equal((await state()).line, 'i, Ёж ');
  // Ctrl+A where the key says "ф".
  const key = { modifiers: 2, key: 'ф', code: 'KeyA', windowsVirtualKeyCode: 65 };
  await protocol.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
  await protocol.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key });
  await at_rest(page);
  await type('x');
  equal((await state()).line, 'x');
});

await check('an input method shows what it composes before a field is there for it, then commits it', async () => {
  await protocol.send('Input.imeSetComposition', { text: 'ni', selectionStart: 2, selectionEnd: 2 });
  const shown = page.locator('#typing.composing');
  equal(await shown.count(), 1);
  equal(await shown.inputValue(), 'ni');
  await protocol.send('Input.insertText', { text: '你好' });
  await at_rest(page);
  equal((await state()).line, 'x你好');
  equal(await shown.count(), 0);
});

await check('what is selected is copied and cut', async () => {
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  equal(await page.evaluate(() => navigator.clipboard.readText()), 'x你好');
  await page.keyboard.press('Control+x');
  await at_rest(page);
  equal((await state()).line, '');
});

await check('text is pasted by the shortcut and by a menu, with its lines', async () => {
  await page.evaluate(() => navigator.clipboard.writeText('из буфера 42'));
  await page.keyboard.press('Control+v');
  await at_rest(page);
  equal((await state()).line, 'из буфера 42');
  await into('Text');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'one\ntwo');
    document.getElementById('typing').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data }));
  });
  await until('it is pasted', async () => (await state()).text === 'one\ntwo');
  await page.keyboard.press('Enter');
  await type('three');
  equal((await state()).text, 'one\ntwo\nthree');
});

await check('the client copies by itself', async () => {
  await command(page, 'copy link');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await until('it is in the clipboard', async () => await copied() === 'link');
});

await check('a phone keyboard that only tells changes erases and breaks lines', async () => {
  await into('Line');
  await page.keyboard.press('Control+a');
  await type('ab');
  await page.evaluate(() => {
    const typing = document.getElementById('typing');
    typing.value = '';
    typing.dispatchEvent(new InputEvent('input', { inputType: 'deleteContentBackward', bubbles: true }));
  });
  await until('a letter is gone', async () => (await state()).line === 'a');
});

await check('the wheel scrolls by as many points as the browser would', async () => {
  const rows = await page.getByRole('list', { name: 'Rows' }).boundingBox();
  await page.mouse.move(rows.x + 50, rows.y + 50);
  await page.mouse.wheel(0, 120);
  await at_rest(page);
  const { scroll } = await state();
  holds(Math.abs(scroll - 120) <= 2, `120 is about ${scroll}`);
});

await check('a reader of screens presses through the mirror', async () => {
  const { presses } = await state();
  await page.getByRole('button', { name: 'Press' }).evaluate((element) => element.click());
  await at_rest(page);
  equal((await state()).presses, presses + 1);
});

await check('the mirror says what is focused, and tells what is new', async () => {
  await into('Line');
  const focused = await page.evaluate(() => {
    const id = document.getElementById('typing').getAttribute('aria-activedescendant');
    return document.getElementById(id).getAttribute('aria-label');
  });
  equal(focused, 'Line');
  await command(page, 'more');
  equal(await page.getByRole('alert', { name: 'Something happened' }).textContent(), 'Something happened');
});

await check('the address bar follows, and back and forward lead', async () => {
  await command(page, 'go /channels/7');
  equal(new URL(page.url()).pathname, '/channels/7');
  await command(page, 'go /channels/8 replace');
  await page.goBack();
  await at_rest(page);
  equal((await state()).route, '/somewhere');
  await page.goForward();
  await until('it is told', async () => (await results_of(page)).at(-1) === 'route /channels/8');
  await command(page, 'title Почта');
  equal(await page.title(), 'Почта');
});

await check('requests carry headers and bodies, and answers come back', async () => {
  await command(page, 'send /try/echo тело');
  await until('it is answered', async () => (await results_of(page)).includes('answer 200 тело x-trial=yes'));
  await command(page, 'send /try/teapot');
  await until('it is refused', async () => (await results_of(page)).includes('answer 418 GET x-trial=yes'));
});

await check('a request without an answer ends, by time or because it is cancelled', async () => {
  await command(page, 'send /try/silence body 200');
  await until('it is given up', async () => (await results_of(page)).includes('answer 0 '));
  await command(page, 'cancelled /try/echo');
  await until('time has passed', async () => (await results_of(page)).includes('cancelled'));
  const found = await results_of(page);
  holds(!found.includes('answered!') && !found.includes('due!'), 'nothing came of what was cancelled');
});

await check('chance comes from the browser', async () => {
  await command(page, 'random');
  equal((await results_of(page)).at(-1), 'random');
});

await check('the memory of the client may grow', async () => {
  holds(await page.evaluate(() => {
    const before = Module.HEAPU8.length;
    Module._free(Module._malloc(100_000_000));
    return Module.HEAPU8.length > before;
  }), 'it has grown');
  await into('Line');
  await page.keyboard.press('Control+a');
  await type('grown');
  equal((await state()).line, 'grown');
});

await check('a file is saved as a download', async () => {
  const download = page.waitForEvent('download');
  await command(page, 'save list.csv one,two');
  equal((await download).suggestedFilename(), 'list.csv');
});

await check('real fields take the text, say what is wrong, and are sent by Enter', async () => {
  await command(page, 'fields short');
  const email = page.getByLabel('E-mail');
  await until('the first one has the keyboard', () => email.evaluate((input) => input === document.activeElement));
  await page.keyboard.type('anna@kontor.example');
  await page.keyboard.press('Tab');
  await page.keyboard.type('тайна');
  const password = page.getByLabel('Password');
  equal(await password.getAttribute('autocomplete'), 'current-password');
  equal(await password.getAttribute('aria-invalid'), 'true');
  equal(await page.locator(`#${await password.getAttribute('aria-describedby')}`).textContent(), 'short');
  const box = await password.boundingBox();
  equal([box.x, box.y, box.width, box.height], [420, 100, 300, 28]);
  await page.keyboard.press('Enter');
  await until('it is sent', async () => (await results_of(page)).at(-1)
    === 'submitted email=anna@kontor.example password=тайна');
  await command(page, 'fields off');
  equal(await page.locator('#fields input').count(), 0);
});

await check('a new size of the window is drawn at once, sharply', async () => {
  await page.setViewportSize({ width: 700, height: 500 });
  await until('it is known', async () => (await state()).width === 700);
  await at_rest(page);
  equal(await page.evaluate(() => [document.getElementById('canvas').width, document.getElementById('canvas').height]),
    [700, 500]);
  const fine = await browser.newContext({ viewport: { width: 400, height: 300 }, deviceScaleFactor: 2 });
  const second = await fine.newPage();
  await second.goto(server.url);
  await at_rest(second);
  const found = await state_of(second);
  equal([found.width, found.height, found.scale], [400, 300, 2]);
  equal(await second.evaluate(() => document.getElementById('canvas').width), 800);
  await fine.close();
});

await check('a finger taps, drags to scroll, and opens no keyboard', async () => {
  const phone = await browser.newContext({ viewport: { width: 500, height: 700 }, hasTouch: true, isMobile: true });
  const second = await phone.newPage();
  await second.goto(server.url);
  await at_rest(second);
  const middle = async (role, name) => {
    const box = await second.getByRole(role, { name, exact: true }).boundingBox();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  await second.touchscreen.tap(...await middle('button', 'Press'));
  await at_rest(second);
  equal((await state_of(second)).presses, 1);
  const typing_now = () => second.evaluate(() => document.activeElement.id === 'typing');
  equal(await typing_now(), false);
  const [x, y] = await middle('list', 'Rows');
  const touch = await phone.newCDPSession(second);
  const at = (type, height) => touch.send('Input.dispatchTouchEvent',
    { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: height }] });
  await at('touchStart', y);
  for (let step = 1; step <= 10; ++step) await at('touchMove', y - 10 * step);
  await at('touchEnd', y);
  await at_rest(second);
  const { scroll, presses } = await state_of(second);
  holds(Math.abs(scroll - 100) <= 3, `100 is about ${scroll}`);
  equal(presses, 1);
  await phone.close();
});

await check('a lost graphics card is taken up again', async () => {
  const before = await page.screenshot();
  await page.evaluate(() => {
    const lost = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    lost.loseContext();
    setTimeout(() => lost.restoreContext(), 100);
  });
  const frames = await page.evaluate(() => window.__kontor.frames);
  await until('it is drawn again', async () => await page.evaluate(() => window.__kontor.frames) > frames + 2);
  await at_rest(page);
  equal((await page.screenshot()).equals(before), true, 'the picture');
});

await check('nothing went wrong unseen', async () => {
  equal(errors, []);
});

await check('who cannot run it is told why, in his language', async () => {
  server.broken.add('.wasm');
  const second = await context.newPage();
  await second.goto(server.url);
  await until('it is said', async () => (await second.locator('#message').textContent()).includes('не загрузилась')
    || (await second.locator('#message').textContent()).includes('остановилась'));
  server.broken.clear();
  await second.addInitScript(() => { HTMLCanvasElement.prototype.getContext = () => null; });
  await second.goto(server.url);
  holds((await second.locator('#message').textContent()).includes('WebGL 2'), 'WebGL is named');
  await second.close();
  await command(page, 'throw');
  await until('it is said', async () => (await page.locator('#message').textContent()).includes('остановилась'));
});

await browser.close();
server.close();
