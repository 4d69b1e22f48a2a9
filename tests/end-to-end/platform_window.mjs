// The platform of a native window, under Xvfb with Mesa's software OpenGL, driven through the trial client.
import { mkdtempSync, readFileSync, rmSync, existsSync, statSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, equal, holds, until } from './support/checks.mjs';
import { serve_page } from './support/page_server.mjs';
import { trial_window } from './support/trial.mjs';
import { open_display, NativeWindow } from './support/window.mjs';

const server = await serve_page('.');
const display = await open_display('2600x1700x24');
const data = mkdtempSync(join(tmpdir(), 'kontor-data-'));
const picture = join(data, 'window.ppm');
const flags = ['--server', `${server.url}/`, '--data', data];

const open = (...more) => new NativeWindow(display, trial_window(), [...flags, ...more]).ready();
const state = (window) => JSON.parse(window.find('status', 'State').value);
async function command(window, text) {
  await window.press('textbox', 'Command');
  await until('it has the keyboard', () => window.find('textbox', 'Command').focused);
  await window.type(text);
  const found = () => window.find('textbox', 'Command').value;
  await until('it is typed', () => found() === text).catch((error) => {
    throw new Error(`${error.message}: ${found()}`);
  });
  await window.key('Return');
}
async function ask(window, text, beginning) {
  const before = state(window).results.length;
  await command(window, text);
  return until(`it answers ${beginning} to ${text}`, () => state(window).results.slice(before)
    .find((result) => result.startsWith(beginning)));
}

let window = await open('--screenshot', picture);

await check('the window shows itself, in the language of the machine', async () => {
  equal(state(window).language, 'ru');
  equal([state(window).width, state(window).height, state(window).scale], [1280, 800, 1]);
});

await check('a window at rest draws nothing', async () => {
  await until('it rests', async () => {
    const before = state(window).frames;
    await new Promise((resolve) => { setTimeout(resolve, 500); });
    return state(window).frames === before;
  });
  const before = state(window).frames;
  await new Promise((resolve) => { setTimeout(resolve, 3000); });
  equal(state(window).frames, before);
});

await check('a button is found by its name and pressed where it is drawn', async () => {
  await window.press('button', 'Press');
  await until('it is pressed', () => state(window).presses === 1);
  await window.press('button', 'Press', 3);
  await until('the other button is pressed', () => state(window).right_presses === 1);
});

await check('Latin and Cyrillic are typed, copied and pasted', async () => {
  await window.press('textbox', 'Line');
  await until('it has the keyboard', () => window.find('textbox', 'Line').focused);
  await window.type('Hi Ёж');
  await until('it is typed', () => state(window).line === 'Hi Ёж');
  await window.key('ctrl+a', 'ctrl+c', 'End', 'ctrl+v');
  await until('it is there twice', () => state(window).line === 'Hi ЁжHi Ёж');
});

await check('the wheel scrolls', async () => {
  await window.press('list', 'Rows', 5);
  await until('it is scrolled', () => state(window).scroll > 0);
});

await check('requests are answered, refused, or given up', async () => {
  equal(await ask(window, 'send /try/echo body', 'answer'), 'answer 200 body x-trial=yes');
  equal(await ask(window, 'send /try/teapot', 'answer'), 'answer 418 GET x-trial=yes');
  equal(await ask(window, 'send /try/silence body 200', 'answer'), 'answer 0 ');
  await ask(window, 'cancelled /try/echo', 'cancelled');
  const found = state(window).results;
  holds(!found.includes('answered!') && !found.includes('due!'), 'nothing came of what was cancelled');
});

await check('back and forward lead through the history', async () => {
  await command(window, 'go /channels/7');
  await command(window, 'go /channels/8');
  await until('it is there', () => state(window).route === '/channels/8');
  await window.key('alt+Left');
  await until('it is told', () => state(window).results.at(-1) === 'route /channels/7');
  await window.key('alt+Right');
  await until('it is told', () => state(window).results.at(-1) === 'route /channels/8');
});

await check('chance, timers and files come from the machine', async () => {
  equal(await ask(window, 'random', ''), 'random');
  equal(await ask(window, 'after 20', 'after'), 'after');
  await command(window, 'save list.csv one,two');
  await until('the file is there', () => existsSync(join(window.folder, 'list.csv')));
  equal(readFileSync(join(window.folder, 'list.csv'), 'utf8'), 'one,two');
});

await check('two windows share one store', async () => {
  const second = await open();
  await second.xdotool('windowfocus', '--sync', second.id);
  equal(await ask(second, 'append out 3', 'appended'), 'appended 1 2 3 4 5 6');
  await ask(second, 'lease lead B 600000', 'held');
  await command(second, 'listen');
  // Both lie in the same place; the one that is to be driven comes to the front.
  await window.xdotool('windowraise', window.id, 'windowfocus', '--sync', window.id);
  equal(await ask(window, 'append out 1', 'appended'), 'appended 7 8');
  equal(await ask(window, 'lease lead A 1000', ''), 'not held');
  await command(window, 'broadcast hello');
  await until('it is heard', () => state(second).results.at(-1) === 'heard hello');
  await second.close();
});

await check('what was stored is there after a kill', async () => {
  await window.kill();
  window = await open('--screenshot', picture);
  const found = await ask(window, 'read out/', 'read');
  equal(found.split(' ').length - 1, 8);
});

await check('a picture of the window is written when it rests', async () => {
  await until('it is written', () => existsSync(picture) && statSync(picture).size > 1280 * 800 * 3);
  const pixels = readFileSync(picture);
  equal(pixels.subarray(0, 15).toString(), 'P6\n1280 800\n255');
  holds(new Set(pixels.subarray(100)).size > 10, 'there is something on it');
});

await check('what goes wrong outside of a frame is told, and the window goes on', async () => {
  equal(await ask(window, 'throw', 'failed'), 'failed tried');
  equal(await ask(window, 'after 20', 'after'), 'after');
});

await check('on a fine display everything is twice as large, and pressed where it is drawn', async () => {
  execFileSync('xprop', ['-root', '-f', 'RESOURCE_MANAGER', '8s', '-set', 'RESOURCE_MANAGER', 'Xft.dpi: 192'],
    { env: window.environment });
  await window.close();
  window = await open();
  window.scale = 2;
  equal([state(window).width, state(window).height, state(window).scale], [1280, 800, 2]);
  await window.press('button', 'Press');
  await until('it is pressed', () => state(window).presses === 1);
});

await check('without a display it says so, and ends', async () => {
  const blind = new NativeWindow({ name: ':9999' }, trial_window(), flags);
  equal(await blind.ended, 1);
  rmSync(blind.folder, { recursive: true });
});

await window.close();
display.close();
server.close();
rmSync(data, { recursive: true, force: true });
