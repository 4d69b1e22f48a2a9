// People's pictures in a real browser: chosen, seen by others, replaced and taken away; and in the native window.
import { mkdtempSync, rmSync } from 'node:fs';
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import {
  Server, open_context, open_page, press_first, register, everything, create_channel, invite, write, sign_in,
  enter_channel, password,
} from './support/kontor.mjs';
import { People, go } from './support/screens.mjs';
import { NativeWindow, open_display, signed_in_window } from './support/window.mjs';

const server = await new Server().start();
const browser = await open_browser();
const anna = await open_page(await open_context(browser, server));
const errors = watch_errors(anna);

// A JPEG of one colour, as a camera would make it, only smaller.
async function jpeg_of(colour) {
  const bytes = await anna.evaluate(async (fill) => {
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext('2d');
    context.fillStyle = fill;
    context.fillRect(0, 0, 640, 480);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  }, colour);
  return Buffer.from(bytes);
}

// How many pixels of the screen, a page's or a window's, have about this colour.
async function painted(screen, [red, green, blue]) {
  const screenshot = (await screen.screenshot()).toString('base64');
  return anna.evaluate(async ([encoded, wanted]) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (wanted.every((value, part) => Math.abs(data[at + part] - value) < 12)) count += 1;
    }
    return count;
  }, [screenshot, [red, green, blue]]);
}

async function choose(page, name, bytes) {
  const chooser = page.waitForEvent('filechooser');
  await press_first(page, 'button', 'Выбрать картинку…');
  await (await chooser).setFiles({ name, mimeType: 'image/jpeg', buffer: bytes });
  await at_rest(page);
}

async function put_picture(email, bytes) {
  const answer = await server.api('/api/v1/accounts/sign-in', { email, password, device: 'pictures.mjs' });
  const headers = { 'content-type': 'image/jpeg', authorization: `Bearer ${answer.access_token}` };
  return (await fetch(`${server.url}/api/v1/me/avatar`, { method: 'PUT', headers, body: bytes })).status;
}

const lime = [120, 220, 40];
const violet = [150, 60, 230];
const css = (colour) => `rgb(${colour.join(' ')})`;

await check('a picture is chosen, and stands large on the profile and small beside my name', async () => {
  await register(anna, 'Анна Петрова', 'anna@example.org');
  await anna.goto('/account');
  await at_rest(anna);
  equal(await painted(anna, lime), 0);
  await choose(anna, 'я.jpg', await jpeg_of(css(lime)));
  await until('it is painted', async () => (await painted(anna, lime)) > 8000);
});

await check('others see it beside what was written, and another one when it is replaced', async () => {
  await create_channel(anna, 'Цех');
  const boris = await open_page(await open_context(browser, server));
  await register(boris, 'Борис Соколов', 'boris@example.org');
  await invite(anna, 'Борис Соколов');
  await write(anna, 'Цех', 'Вот и я');
  await enter_channel(boris, 'Цех');
  await until('the picture is painted', async () => (await painted(boris, lime)) > 800);
  await anna.goto('/account');
  await at_rest(anna);
  await choose(anna, 'я.jpg', await jpeg_of(css(violet)));
  await until('the other picture is painted', async () => (await painted(boris, violet)) > 800);
  equal(await painted(boris, lime), 0);
  await boris.context().close();
});

await check('what is no picture is refused in words, and changes nothing', async () => {
  await choose(anna, 'рисунок.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  await until('it is said', async () => (await everything(anna)).includes('Это не картинка или она повреждена'));
  const whole = await jpeg_of(css(lime));
  await choose(anna, 'половина.jpg', whole.subarray(0, whole.length / 2));
  await at_rest(anna);
  holds((await painted(anna, violet)) > 8000, 'the picture is the one before');
});

await check('a picture that is dropped onto the page is taken, too', async () => {
  const bytes = [...await jpeg_of(css(lime))];
  await anna.evaluate((content) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([new Uint8Array(content)], 'me.jpg', { type: 'image/jpeg' }));
    document.querySelector('canvas').dispatchEvent(
      new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }));
  }, bytes);
  await until('it is painted', async () => (await painted(anna, lime)) > 8000);
});

await check('a picture is there again after a reload, and goes when it is taken away', async () => {
  await anna.reload();
  await at_rest(anna);
  await until('it is painted', async () => (await painted(anna, lime)) > 8000);
  await press_first(anna, 'button', 'Убрать');
  await until('it is gone', async () => (await painted(anna, lime)) === 0);
});

await check('the workspace has a picture, which whoever comes to sign in sees', async () => {
  const olga = await new People(browser, server).first('Ольга Смирнова', 'olga@example.org');
  await go(olga, '/workspace');
  await choose(olga, 'вывеска.jpg', await jpeg_of(css(lime)));
  await until('it is among the settings and above the navigation', async () => (await painted(olga, lime)) > 4500);
  const stranger = await open_page(await open_context(browser, server), '/sign-in');
  await until('a stranger sees it', async () => (await painted(stranger, lime)) > 800);
  await press_first(olga, 'button', 'Убрать');
  await until('it is gone', async () => (await painted(olga, lime)) === 0);
  await stranger.reload();
  await at_rest(stranger);
  equal(await painted(stranger, lime), 0);
  await stranger.context().close();
  await olga.context().close();
});

await check('the window shows it, and when it is opened again without a connection, too', async () => {
  equal(await put_picture('anna@example.org', await jpeg_of(css(violet))), 200);
  const display = await open_display();
  const data = mkdtempSync('/tmp/kontor-window-data-');
  const flags = ['--server', server.url, '--data', data];
  let window;
  try {
    window = await signed_in_window(display, flags, 'anna@example.org', password);
    await until('it is painted', async () => (await painted(window, violet)) > 300);
    await window.close();
    await server.kill('SIGTERM');
    window = await new NativeWindow(display, process.env.TEST_WINDOW, flags).ready();
    await window.wait_for('link', 'Цех');
    await until('it is painted again', async () => (await painted(window, violet)) > 300);
  } finally {
    await window?.close();
    display.close();
    rmSync(data, { recursive: true, force: true });
  }
});

equal(errors, []);
await browser.close();
await server.close();
