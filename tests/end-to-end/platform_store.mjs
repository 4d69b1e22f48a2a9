// The store of a page, in several tabs of Chromium at a time: numbers, batches, leases, messages between tabs.
import { check, equal, holds, until } from './support/checks.mjs';
import { open_browser, watch_errors, at_rest } from './support/browser.mjs';
import { serve_page } from './support/page_server.mjs';
import { trial_page, command, results_of } from './support/trial.mjs';

const server = await serve_page(trial_page());
const browser = await open_browser();
const context = await browser.newContext({ serviceWorkers: 'block', viewport: { width: 900, height: 640 } });
const errors = [];

async function open_tab() {
  const page = await context.newPage();
  errors.push(watch_errors(page));
  await page.goto(server.url);
  await at_rest(page);
  return page;
}

// Tells a tab what to do without its having to be in front.
async function tell(page, text) {
  await page.bringToFront();
  await command(page, text);
}
async function told(page, beginning) {
  return until(`it says ${beginning}`, async () => {
    await page.bringToFront();
    return (await results_of(page)).findLast((result) => result.startsWith(beginning));
  });
}
async function ask(page, text, beginning) {
  const before = (await results_of(page)).length;
  await tell(page, text);
  return until(`it answers ${beginning} to ${text}`, async () => (await results_of(page)).slice(before)
    .find((result) => result.startsWith(beginning)));
}

const tabs = [await open_tab(), await open_tab(), await open_tab(), await open_tab()];
const [first, second] = tabs;

await check('numbers taken by four tabs at once are dense, and never the same', async () => {
  for (const tab of tabs) await tell(tab, 'append out 40');
  const taken = [];
  for (const tab of tabs) {
    const numbers = (await told(tab, 'appended ')).split(' ').slice(1).map(Number);
    equal(numbers.length, 80);
    for (let at = 0; at < numbers.length; at += 2) equal(numbers[at + 1], numbers[at] + 1, 'within a batch');
    taken.push(...numbers);
  }
  equal(taken.sort((a, b) => a - b), Array.from({ length: 320 }, (_, at) => at + 1));
});

await check('what is read is in order of its keys, and a reload finds it', async () => {
  await first.reload();
  await at_rest(first);
  const found = (await ask(first, 'read out/', 'read ')).split(' ').slice(1);
  equal(found.length, 320);
  equal(found.slice(0, 2), ['out/00000000000000000001=a', 'out/00000000000000000002=b']);
  equal([...found].sort(), found);
});

await check('what is written is read by another tab', async () => {
  await ask(first, 'put a/1 one', 'written');
  await ask(first, 'put a/2 два', 'written');
  equal(await ask(second, 'read a/', 'read'), 'read a/1=one a/2=два');
  await ask(second, 'erase a/1', 'written');
  equal(await ask(first, 'read a/', 'read'), 'read a/2=два');
});

await check('entries are wiped without beginning to count anew, unless the queue itself is', async () => {
  await ask(first, 'wipe out/', 'written');
  equal(await ask(first, 'read out/', 'read'), 'read');
  equal(await ask(first, 'append out 1', 'appended'), 'appended 321 322');
  await ask(first, 'wipe out', 'written');
  equal(await ask(first, 'append out 1', 'appended'), 'appended 1 2');
});

await check('stores of two accounts know nothing of one another', async () => {
  await tell(second, 'account other');
  equal(await ask(second, 'read ', 'read'), 'read');
  await tell(second, 'account someone');
});

await check('tabs hear one another, and not themselves', async () => {
  for (const tab of tabs.slice(0, 3)) await tell(tab, 'listen');
  await tell(first, 'broadcast привет');
  equal(await told(second, 'heard'), 'heard привет');
  equal(await told(tabs[2], 'heard'), 'heard привет');
  holds(!(await results_of(first)).includes('heard привет'), 'the sender hears nothing');
});

await check('a lease is held by one, renewed by him, and let go', async () => {
  equal(await ask(first, 'lease lead A 60000', ''), 'held');
  equal(await ask(second, 'lease lead B 60000', ''), 'not held');
  equal(await ask(first, 'lease lead A 60000', ''), 'held');
  await tell(second, 'release lead B');
  equal(await ask(second, 'lease lead B 60000', ''), 'not held');
  await tell(first, 'release lead A');
  equal(await ask(second, 'lease lead B 60000', ''), 'held');
});

await check('a tab that is closed lets go at once', async () => {
  const leader = await open_tab();
  await tell(second, 'release lead B');
  equal(await ask(leader, 'lease lead C 600000', ''), 'held');
  await leader.close({ runBeforeUnload: true });
  await until('another may lead', async () => await ask(first, 'lease lead A 600', '') === 'held');
});

await check('a tab that is killed lets go when its time is over', async () => {
  const doomed = await open_tab();
  await until('it leads', async () => await ask(doomed, 'lease lead D 2000', '') === 'held');
  equal(await ask(first, 'lease lead A 2000', ''), 'not held');
  const killer = await context.newCDPSession(doomed);
  killer.send('Page.crash').catch(() => undefined);
  await until('another may lead', async () => await ask(first, 'lease lead A 600', '') === 'held');
});

await check('a browser without storage goes on in memory', async () => {
  const page = await context.newPage();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };
  });
  await page.goto(server.url);
  await at_rest(page);
  equal(await ask(page, 'put a/1 one', 'written'), 'written ');
  equal(await ask(page, 'read a/', 'read'), 'read a/1=one');
  equal(await ask(page, 'lease lead E 1000', ''), 'held');
});

await check('nothing went wrong unseen', async () => {
  equal(errors.flat(), []);
});

await browser.close();
server.close();
