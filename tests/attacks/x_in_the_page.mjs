// X: what others write, in the page of whoever reads it: scripts, links, frames; and what a script that came in could
// still do.
import { open_browser, at_rest, kept_in } from '../end-to-end/support/browser.mjs';
import { check, equal, holds, until } from '../end-to-end/support/checks.mjs';
import { Server, enter_channel, everything, messages, open_context, register, sees }
  from '../end-to-end/support/kontor.mjs';

const server = await new Server().start();
const browser = await open_browser();
const victim = await open_page_of('Анна', 'anna@example.org');

async function open_page_of(name, email) {
  const context = await open_context(browser, server);
  const page = await context.newPage();
  page.asked = [];
  page.opened = [];
  page.on('request', (request) => page.asked.push(request.url()));
  page.on('popup', (popup) => page.opened.push(popup.url()));
  page.on('dialog', (dialog) => { page.opened.push(dialog.message()); dialog.dismiss(); });
  await page.addInitScript(() => { window.came_in = undefined; });
  await page.goto('/');
  await at_rest(page);
  await register(page, name, email);
  return page;
}

const id = () => crypto.randomUUID();
const script = '<img src=x onerror="window.came_in=1"><script>window.came_in=2</scr' + 'ipt>';
const hostile = [
  script, '[press](javascript:window.came_in=3)', 'javascript:window.came_in=4', 'data:text/html,<script>1</script>',
  '" onmouseover="window.came_in=5', `'><svg onload=window.came_in=6>`, 'vbscript:x', '\u202Egnp.exe \u2066http://x/',
  '<a href="//evil.example">x</a> https://evil.example/?"><script>', '&lt;script&gt;', '<iframe src=//evil.example>',
];

await check('X1 what others write is text, wherever it stands', async () => {
  const email = 'mallory@example.org';
  const account = await server.api('/api/v1/accounts/register', {
    name: `${script}`.slice(0, 90), email, password: 'a few good words', device: script.slice(0, 90),
  });
  const { access_token: token, person } = account.signed_in;
  const people = await server.api('/api/v1/people', undefined, token);
  const anna = people.rows.find((one) => one.email === 'anna@example.org');
  const channel = id();
  const commands = [
    ['create-channel', { channel, member: id(), owner: person.id, title: '<b onclick=x>Цех', about: script }],
    ['invite', { channel, member: id(), person: anna.id }],
    ...hostile.map((text) => ['post', { channel, message: id(), text }]),
  ].map(([type, value], at) => ({ number: at + 1, command: { type: `messaging.${type}`, value } }));
  const answer = await server.api('/api/v1/messaging/commands', { client: id(), commands }, token);
  equal(answer.answers.map((one) => one.outcome), commands.map(() => 'accepted'));
  await enter_channel(victim, '<b onclick=x>Цех');
  await sees(victim, '&lt;script&gt;');
  await at_rest(victim);
  const shown = await messages(victim);
  for (const text of hostile) holds(shown.some((one) => one.includes(text.slice(0, 12))), `it is shown: ${text}`);
  equal(await victim.evaluate(() => window.came_in), undefined);
});

await check('X1 the outline for readers of screens has no element and no attribute of theirs', async () => {
  const found = await victim.evaluate(() => [...document.querySelectorAll('#mirror, #mirror *')].map((node) => [
    node.tagName, ...[...node.attributes].map((one) => one.name)]));
  const tags = [...new Set(found.map(([tag]) => tag))];
  equal(tags.filter((tag) => ['SCRIPT', 'IMG', 'SVG', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'LINK'].includes(tag)), []);
  equal(found.flatMap(([, ...names]) => names).filter((name) => name.startsWith('on') || name === 'srcdoc'), []);
  const links = await victim.evaluate(() => [...document.querySelectorAll('a[href]')].map((node) => node.href));
  equal(links.filter((link) => !/^https?:/.test(link)), []);
});

await check('X1 nothing was asked of anybody else, and nothing opened', async () => {
  equal(victim.asked.filter((url) => !url.startsWith(server.url) && !/^(data|blob):/.test(url)), []);
  equal(victim.opened, []);
});

await check('X2 a script that came in is kept from others by the policy', async () => {
  const kept = await victim.evaluate(async () => {
    const seen = [];
    document.addEventListener('securitypolicyviolation', (event) => seen.push(event.effectiveDirective));
    const add = (tag, how) => document.body.append(Object.assign(document.createElement(tag), how));
    add('script', { textContent: 'window.came_in = 7' });
    add('img', { src: 'https://evil.example/x' });
    add('iframe', { src: 'https://evil.example/' });
    await fetch('https://evil.example/x').catch(() => {});
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    return { seen: [...new Set(seen)], came_in: window.came_in };
  });
  equal(kept.came_in, undefined);
  for (const directive of ['script-src', 'img-src', 'connect-src'])
    holds(kept.seen.some((one) => one.startsWith(directive)), `${directive} in ${kept.seen}`);
  holds(kept.seen.some((one) => /^(frame|child|default)-src/.test(one)), `frames in ${kept.seen}`);
});

await check('X2 and finds neither cookie nor token', async () => {
  const page = await victim.evaluate(() =>
    [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)]);
  const stored = [...page, ...await kept_in(victim)].join('\n');
  holds(!/eyJ[\w-]+\.eyJ/.test(stored), 'no access token');
  holds(!/refresh_token\\?":\\?"[^"\\]/.test(stored) && !/kontor_refresh/.test(stored), 'no refresh token');
  holds(!stored.includes('a few good words'), 'no password');
});

await browser.close();
await server.close();
