// The trial client (tests/web-client/platform/trial.cpp): where it was built, what it says, how it is told what to do.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { at_rest, press } from './browser.mjs';

function built(variable, beside, path) {
  const named = process.env[variable];
  const found = named || join(dirname(process.env[beside] || '.'), '../tests/web-client/platform', path);
  if (!existsSync(found)) throw new Error(`${found} is not built; ${variable} may say where it is`);
  return found;
}

export const trial_page = () => built('TEST_TRIAL_PAGE', 'TEST_WEB', 'page');
export const trial_window = () => built('TEST_TRIAL_WINDOW', 'TEST_WINDOW', 'platform-trial');

export async function state_of(page) {
  return JSON.parse(await page.getByRole('status', { name: 'State' }).textContent());
}

export async function results_of(page) {
  return (await state_of(page)).results;
}

export async function command(page, text) {
  await press(page, 'textbox', 'Command');
  await page.keyboard.insertText(text);
  await at_rest(page);
  await page.keyboard.press('Enter');
  await at_rest(page);
}
