// The picture in the README is of the product, on its sample workspace: it is taken here, and the one that is kept must
// show the same. KONTOR_REWRITE_GOLDEN=1 keeps the new one.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { open_browser, at_rest, watch_errors } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, open_context, open_page } from './support/kontor.mjs';

const kept = fileURLToPath(new URL('../../assets/readme/channel.png', import.meta.url));
const server = await new Server().start('--sample');
const [, password] = await until('the server says the password of the sample', () =>
  /password (\S+):/.exec(server.said + server.log));
const browser = await open_browser();
// Where it is about noon now: elsewhere the messages of the sample might be of two days.
const ahead = 13 - new Date().getUTCHours();
const timezoneId = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
const page = await open_page(await open_context(browser, server, { locale: 'en-US', timezoneId }));
const errors = watch_errors(page);

await page.locator('input[name=email]').fill('frank@sample.example');
await page.locator('input[name=password]').fill(password);
await page.keyboard.press('Enter');
await page.getByRole('navigation').waitFor({ state: 'attached' });
await at_rest(page);
await page.getByRole('link', { name: /Export & shipping/ }).first().evaluate((link) => link.click());
await page.getByRole('textbox', { name: 'Write to “Export & shipping”' }).waitFor({ state: 'attached' });
await page.mouse.move(640, 200);
await at_rest(page);
const picture = await page.screenshot();

// On the average of all pixels, when both are made so small that a minute on a clock does not matter.
async function difference(one, other) {
  return page.evaluate(async (pictures) => {
    const [a, b] = await Promise.all(pictures.map(async (encoded) => {
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(160, 100).getContext('2d');
      context.drawImage(image, 0, 0, 160, 100);
      return context.getImageData(0, 0, 160, 100).data;
    }));
    return a.reduce((sum, part, at) => sum + Math.abs(part - b[at]), 0) / a.length;
  }, [one, other].map((each) => each.toString('base64')));
}

await check('the picture in the README shows what the product shows', async () => {
  if (process.env.KONTOR_REWRITE_GOLDEN) writeFileSync(kept, picture);
  const apart = await difference(picture, readFileSync(kept));
  holds(apart < 1, `they are alike (${apart.toFixed(2)} of 255 apart); KONTOR_REWRITE_GOLDEN=1 keeps the new one`);
});

equal(errors, []);
await browser.close();
await server.close();
