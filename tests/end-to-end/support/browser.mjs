// Debian's Chromium, without a display and without a graphics card.
import { chromium } from 'playwright-core';

const flags = ['--no-sandbox', '--disable-gpu', '--use-gl=angle', '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

export async function open_browser(more_flags = []) {
  return chromium.launch({
    executablePath: process.env.TEST_CHROMIUM || '/usr/bin/chromium', headless: true, args: [...flags, ...more_flags],
  });
}

// What went wrong inside of a page, for a test to look at when it is done with it.
export function watch_errors(page) {
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  return errors;
}

// When nothing is left to draw, and the mirror shows what is drawn.
export async function at_rest(page) {
  await page.waitForFunction(() => window.__kontor && window.__kontor.idle, null, { polling: 20 });
}

// Real pointer events at the place where a widget is drawn.
export async function press(page, role, name, options = {}) {
  const box = await page.getByRole(role, { name, exact: true }).boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, options);
  await at_rest(page);
}

// Whatever the browser keeps for the page in IndexedDB: keys and values as text, a line each.
export async function kept_in(page) {
  return page.evaluate(async () => {
    const answered = (asked) => new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    const text_of = (row) => (row instanceof ArrayBuffer || ArrayBuffer.isView(row)
      ? new TextDecoder().decode(row) : JSON.stringify(row));
    const lines = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await answered(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([answered(rows.getAllKeys()), answered(rows.getAll())]);
        keys.forEach((key, at) => lines.push(`${text_of(key)}: ${text_of(values[at])}`));
      }
      database.close();
    }
    return lines;
  });
}
