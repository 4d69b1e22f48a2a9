// What the server allows browsers to do: the client and the page of the API's description run under it without a
// complaint, and a page of another site gets nothing.
import { createServer } from 'node:http';
import { open_browser, at_rest } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, open_context, register, sign_in } from './support/kontor.mjs';

const foreign = createServer((request, answer) => answer.setHeader('content-type', 'text/html').end('<p>foreign'));
await new Promise((resolve) => { foreign.listen(0, '127.0.0.1', resolve); });
const elsewhere = `http://127.0.0.1:${foreign.address().port}`;
const listed = `http://localhost:${foreign.address().port}`;

const server = await new Server().start('--cors-origins', listed);
const browser = await open_browser();

// A page that writes down what a policy has kept it from.
async function watched(context, path) {
  const page = await context.newPage();
  const complaints = [];
  const asked = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Permissions-Policy|Refused to/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => asked.push(request.url()));
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await page.goto(path);
  return { page, complaints, asked };
}
const violations = (page) => page.evaluate(() => window.violations);

await check('the client loads and works without a violation of its policy', async () => {
  const { page, complaints } = await watched(await open_context(browser, server), '/');
  await at_rest(page);
  await register(page, 'Анна', 'anna@example.org');
  equal(await violations(page), []);
  equal(complaints, []);
});

await check('the policy is really in force', async () => {
  const { page } = await watched(await open_context(browser, server), '/');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
  });
  equal(await page.evaluate(() => window.injected), undefined);
  await until('the violation is told', async () => (await violations(page)).some((one) => /script-src/.test(one)));
});

await check('/api/docs shows every endpoint, from this server alone', async () => {
  const { page, complaints, asked } = await watched(await open_context(browser, server), '/api/docs');
  const description = await server.api('/api/v1/openapi.json');
  const endpoints = Object.values(description.paths).flatMap((methods) => Object.keys(methods)).length;
  await until('they are there', async () => await page.locator('.opblock').count() === endpoints);
  await page.locator('#operations-accounts-signIn button').first().click();
  await page.locator('#operations-accounts-signIn .opblock-body').waitFor();
  equal(await violations(page), []);
  equal(complaints, []);
  equal(asked.filter((url) => !url.startsWith(server.url) && !/^(data|blob):/.test(url)), []);
});

await check('every answer says what browsers may do with it', async () => {
  for (const path of ['/', '/api/docs', '/api/v1/me', '/api/v1/nothing', '/healthz', '/nothing.js']) {
    const { headers } = await fetch(server.url + path, { headers: { accept: 'text/html,*/*' } });
    equal(headers.get('x-content-type-options'), 'nosniff', path);
    equal(headers.get('referrer-policy'), 'same-origin', path);
    holds(headers.get('permissions-policy')?.includes('camera=()'), `${path} has a permissions policy`);
    holds(headers.get('content-security-policy')?.includes("frame-ancestors 'none'"), `${path} cannot be framed`);
    holds(!headers.get('content-security-policy').includes('unsafe-inline'), `${path} has no inline style`);
    equal(headers.get('cross-origin-opener-policy'), 'same-origin', path);
    equal(headers.get('cross-origin-embedder-policy'), 'require-corp', path);
    equal(headers.get('cross-origin-resource-policy'), 'same-origin', path);
  }
});

const ask = (page, path, how) => page.evaluate(async ([url, options]) => {
  try {
    return (await fetch(url, options)).status;
  } catch (error) {
    return error.name;
  }
}, [server.url + path, how]);

await check('a page of another site reads nothing, one of a listed origin does', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(elsewhere);
  equal(await ask(page, '/api/v1/people'), 'TypeError');
  equal(await ask(page, '/api/v1/people', { headers: { authorization: 'Bearer x' } }), 'TypeError');
  await page.goto(listed);
  equal(await ask(page, '/api/v1/people'), 401);
  equal(await ask(page, '/api/v1/people', { headers: { authorization: 'Bearer x' } }), 401);
  equal(await ask(page, '/api/v1/accounts/refresh',
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}', credentials: 'include' }), 401);
});

await check('a page of another site cannot use the cookie', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(elsewhere);
  await ask(page, '/api/v1/accounts/refresh', { method: 'POST', body: '{}', credentials: 'include', mode: 'no-cors' });
  // What was answered is kept from that page, and so from its test.
  await until('it was refused', async () => server.log.includes('"problem":"foreign-origin"'));
});

await check('a picture of ours is not shown by a page of another site', async () => {
  const page = await (await browser.newContext()).newPage();
  await page.goto(elsewhere);
  const icon = (await (await fetch(server.url)).text()).match(/href="(\/icon\.[^"]+)"/)[1];
  equal(await page.evaluate((url) => new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve('shown');
    image.onerror = () => resolve('kept');
    image.src = url;
  }), server.url + icon), 'kept');
});

await check('a cookie that a neighbour tossed in signs nobody in, and is gone by the next time', async () => {
  const context = await open_context(browser, server);
  const { page } = await watched(context, '/');
  await at_rest(page);
  await register(page, 'Ольга', 'olga@example.org');
  const cookie = { name: 'kontor_refresh', value: 'of-a-neighbour', domain: '127.0.0.1', path: '/' };
  await context.addCookies([cookie]);
  await page.reload();
  await at_rest(page);
  await until('it asks to sign in', async () => await page.locator('input[type=password]').count() === 1);
  equal((await context.cookies()).filter(({ name }) => name === 'kontor_refresh'), []);
  await sign_in(page, 'olga@example.org');
  await page.reload();
  await at_rest(page);
  await until('she is signed in still', async () => await page.locator('input[type=password]').count() === 0);
  equal((await context.cookies()).filter(({ name }) => name === 'kontor_refresh').length, 1);
});

await check('a client that breaks before anybody has signed in is reported, and its number told', async () => {
  const page = await (await open_context(browser, server)).newPage();
  await page.goto('/reset#a-secret-word');
  await at_rest(page);
  const reported = page.waitForRequest('**/api/v1/reports');
  await page.evaluate(() => window.dispatchEvent(
    new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })));
  const { place, text } = (await reported).postDataJSON();
  equal(place, '/reset');
  holds(text.includes('unreachable'), text);
  await until('the number is said', async () => /Её номер: \d+\./.test(await page.locator('#message').textContent()));
});

await browser.close();
foreign.close();
await server.close();
