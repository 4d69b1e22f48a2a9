// Access tokens as other programs verify them: by the published keys alone, with a library that is not ours, before and
// after the server's key has changed.
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import { check, equal, holds } from '../end-to-end/support/checks.mjs';
import { Server, password } from '../end-to-end/support/kontor.mjs';

const server = await new Server().start();
const names = { issuer: 'kontor', audience: 'kontor-api', algorithms: ['ES256'] };
const keys = () => createRemoteJWKSet(new URL(`${server.url}/.well-known/jwks.json`));
const credentials = { email: 'anna@example.org', password };
const before = await server.api('/api/v1/accounts/register', { name: 'Anna', ...credentials });

async function refused(token, how = names) {
  try {
    await jwtVerify(token, keys(), how);
    return false;
  } catch (error) {
    if (error.code?.startsWith('ERR_J')) return true;
    throw error;
  }
}

await check('a token is verified by the published keys', async () => {
  const token = before.signed_in.access_token;
  const { payload, protectedHeader } = await jwtVerify(token, keys(), names);
  equal(protectedHeader.alg, 'ES256');
  holds(protectedHeader.kid, 'it names its key');
  equal(payload.sub, before.signed_in.person.id);
  equal(payload.sid, before.signed_in.session);
  equal(payload.exp - payload.iat, 600);
});

await check('another audience, another issuer, a changed token and a foreign key are refused', async () => {
  const token = before.signed_in.access_token;
  equal(await refused(token, { ...names, audience: 'somebody-else' }), true, 'audience');
  equal(await refused(token, { ...names, issuer: 'somebody-else' }), true, 'issuer');
  const [head, body, seal] = token.split('.');
  const changed = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url')), sub: 'me' }));
  equal(await refused(`${head}.${changed.toString('base64url')}.${seal}`), true, 'changed');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kid } = decodeProtectedHeader(token);
  const forged = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid }).setIssuer('kontor')
    .setAudience('kontor-api').setExpirationTime('5m').sign(privateKey);
  equal(await refused(forged), true, 'forged');
});

function sql(statement) {
  const debian = '/usr/lib/postgresql'; // keeps it off the PATH
  const versions = existsSync(debian) ? readdirSync(debian).sort() : [];
  const psql = versions.length ? join(debian, versions.at(-1), 'bin/psql') : 'psql';
  const words = [psql, '-qX', '-v', 'ON_ERROR_STOP=1', '-h', join(server.folder, 'data/socket'), '-U', 'kontor',
    '-d', 'kontor', '-c', statement];
  const as_nobody = process.getuid() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
  const [program, ...rest] = [...as_nobody, ...words];
  execFileSync(program, rest, { stdio: 'inherit' });
}

async function start_again() {
  await server.kill('SIGTERM');
  await server.start();
}

async function published_keys(count) {
  for (;;) {
    const { keys: published } = await server.api('/.well-known/jwks.json');
    if (published.length === count) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

// The server itself changes its key once a month, soon after a start too; keys sign when they have been published for a
// quarter of an hour. Only the time that passes is made up.
async function change_key() {
  sql("update accounts.key set made = made - interval '40 days'");
  await start_again();
  await published_keys(2);
  sql("update accounts.key set made = made - interval '16 minutes'");
  await start_again();
}

await check('after a change of keys, tokens of the new and of the old key are verified', async () => {
  await change_key();
  const after = await server.api('/api/v1/accounts/sign-in', credentials);
  const [old_kid, new_kid] = [before.signed_in.access_token, after.access_token]
    .map((token) => decodeProtectedHeader(token).kid);
  holds(old_kid !== new_kid, 'the key has changed');
  for (const token of [before.signed_in.access_token, after.access_token]) {
    await jwtVerify(token, keys(), names);
  }
  const { keys: published } = await server.api('/.well-known/jwks.json');
  equal(published.some((key) => 'd' in key), false, 'a private part is published');
  equal((await server.api('/api/v1/me', null, before.signed_in.access_token)).person.email, credentials.email);
});

await server.close();
