// Letters, sent to a real mail server and read by a real reader of mail; their links are used as the screens do.
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, password } from './support/kontor.mjs';
import { Authority, PostOffice, link_in } from './support/post_office.mjs';

const accounts = '/api/v1/accounts';
const office = await new PostOffice().open();
const server = new Server();
server.environment = { KONTOR_SMTP_URL: office.url, KONTOR_MAIL_FROM: 'Контор <kontor@example.org>' };
await server.start();

const device = 'letters.mjs';
let administrator = '';
const other_password = 'quite another phrase';

async function sign_in(email, with_password = password) {
  return server.api(`${accounts}/sign-in`, { email, password: with_password, device });
}
async function rule_of(path, body, token) {
  return ((await server.api(path, body, token)).type || '').split(':').pop();
}
async function letters_listed() {
  return (await server.api('/api/v1/admin/letters', undefined, administrator)).rows;
}

await check('the first administrator comes in by the link that is printed, without any letter', async () => {
  const { invitation } = await server.first_link();
  const answer = await server.api(`${accounts}/register`,
    { name: 'Анна', email: 'anna@example.org', password, device, invitation });
  administrator = answer.signed_in.access_token;
  const { registration, sends_mail } = await server.api('/api/v1/server');
  equal([registration, sends_mail], ['open', true]);
  equal(office.letters.length, 0);
});

await check('who registers gets a letter, in text and HTML, whose link makes the account', async () => {
  const answer = await server.api(`${accounts}/register`,
    { name: 'Борис <b>жирный</b>', email: 'boris@example.org', password, device, language: 'ru' });
  equal(answer.letter_sent, true);
  const letter = await office.next_to('boris@example.org');
  equal(letter.subject, 'Подтвердите почту');
  equal(letter.from, { name: 'Контор', address: 'kontor@example.org' });
  equal(letter.greeting, 'example.org');
  holds(letter.text.startsWith('Здравствуйте!\n') || letter.text.startsWith('Здравствуйте!\r\n'), 'it greets');
  holds(/^[\x00-\x7f]*$/.test(letter.raw), 'it is ASCII on its way');
  holds(letter.raw.split('\r\n').every((line) => line.length <= 998), 'its lines are short enough');
  holds(!letter.html.includes('жирный'), 'it does not repeat a stranger');
  const { url, word } = link_in(letter, 'confirm');
  holds(url.startsWith(server.url), 'the link leads to this server');
  equal((await sign_in('boris@example.org')).type, 'urn:kontor:problem:wrong-credentials');
  equal(await server.api(`${accounts}/link-info`, { word }),
    { kind: 'registration', email: 'boris@example.org', name: 'Борис <b>жирный</b>' });
  equal(await server.api(`${accounts}/confirm-registration`, { word, password }), { email: 'boris@example.org' });
  equal((await sign_in('boris@example.org')).person.name, 'Борис <b>жирный</b>');
  equal(await rule_of(`${accounts}/confirm-registration`, { word, password }), 'link-used');
});

await check('a letter in English for who reads English', async () => {
  await server.api(`${accounts}/register`,
    { name: 'Kate', email: 'kate@example.org', password, device, language: 'en' });
  const letter = await office.next_to('kate@example.org');
  equal(letter.subject, 'Confirm your e-mail');
  await server.api(`${accounts}/confirm-registration`, { word: link_in(letter, 'confirm').word, password });
});

await check('who has an account already is told so, and nobody else', async () => {
  const known = await server.api(`${accounts}/register`,
    { name: 'Ева', email: 'boris@example.org', password: other_password, device });
  const unknown = await server.api(`${accounts}/register`,
    { name: 'Ева', email: 'eve@example.org', password: other_password, device });
  equal(known, unknown);
  equal((await office.next_to('boris@example.org', 1)).subject, 'У вас уже есть учётная запись');
});

await check('a forgotten password is set anew by letter, once, and every session ends', async () => {
  const token = (await sign_in('boris@example.org')).access_token;
  await server.api(`${accounts}/request-reset`, { email: 'boris@example.org' });
  const { word } = link_in(await office.next_to('boris@example.org', 2), 'reset');
  equal(await server.api(`${accounts}/reset-password`, { word, password: other_password }),
    { email: 'boris@example.org' });
  equal(await rule_of('/api/v1/me', undefined, token), 'session-ended');
  equal(await rule_of(`${accounts}/reset-password`, { word, password }), 'link-used');
  holds((await sign_in('boris@example.org', other_password)).access_token, 'the new password lets in');
});

await check('an e-mail is changed by the letter to the new one, and the old one is warned', async () => {
  const token = (await sign_in('boris@example.org', other_password)).access_token;
  await server.api(`${accounts}/change-email`, { email: 'boris@home.example', again: { password: other_password } },
    token);
  const { word } = link_in(await office.next_to('boris@home.example'), 'confirm');
  holds((await office.next_to('boris@example.org', 3)).text.includes('boris@home.example'), 'the warning names it');
  await server.api(`${accounts}/confirm-email`, { word });
  equal((await server.api('/api/v1/me', undefined, token)).person.email, 'boris@home.example');
});

await check('who is registered by hand, and who is invited, come in by their letters', async () => {
  await server.api('/api/v1/admin/accounts', { name: 'Глеб', email: 'gleb@example.org', hand_over: false },
    administrator);
  const { word } = link_in(await office.next_to('gleb@example.org'), 'reset');
  await server.api(`${accounts}/reset-password`, { word, password });
  holds((await sign_in('gleb@example.org')).access_token, 'he signs in');
  await server.api('/api/v1/admin/invitations', { email: 'daria@example.org' }, administrator);
  const invitation = link_in(await office.next_to('daria@example.org'), 'join').word;
  await server.api(`${accounts}/register`, { name: 'Дарья', email: 'daria@example.org', password, device, invitation });
  const confirm = link_in(await office.next_to('daria@example.org', 1), 'confirm').word;
  await server.api(`${accounts}/confirm-registration`, { word: confirm, password });
  holds((await sign_in('daria@example.org')).access_token, 'she signs in');
});

await check('nothing of a letter that was sent can be used by whoever reads the log or the list', async () => {
  const words = office.letters.flatMap((letter) => letter.text.match(/[A-Za-z0-9_-]{43}/g) || []);
  holds(words.length >= 6, 'there were links');
  const listed = await until('all letters are sent', async () => {
    const rows = await letters_listed();
    return rows.every((row) => row.state === 'sent') && rows;
  });
  equal(listed.length, office.letters.length);
  for (const word of words) {
    holds(!server.log.includes(word), 'no word stands in the log');
    holds(!JSON.stringify(listed).includes(word), 'no word stands in the list');
  }
});

await check('a letter outlives a mail server that is away and a server that is killed', async () => {
  await office.close();
  await server.api(`${accounts}/request-reset`, { email: 'kate@example.org' });
  const waiting = await until('the letter says why it waits', async () =>
    (await letters_listed()).find((row) => row.state === 'waiting' && row.failure !== ''));
  equal([waiting.recipient, waiting.kind, waiting.has_link], ['kate@example.org', 'reset', false]);
  await server.kill();
  await server.start();
  await office.open();
  const { word } = link_in(await office.next_to('kate@example.org', 1), 'reset');
  await server.api(`${accounts}/reset-password`, { word, password: other_password });
  administrator = (await sign_in('anna@example.org')).access_token;
  const sent = await until('it is listed as sent', async () =>
    (await letters_listed()).find((row) => row.id === waiting.id && row.state === 'sent'));
  holds(sent.attempts >= 2, 'it was tried more than once');
});

await check('a wrong password for the mail server is told at the first attempt, and can be put right', async () => {
  const right = server.environment.KONTOR_SMTP_URL;
  const start_with = async (url) => {
    await server.kill('SIGTERM');
    server.environment.KONTOR_SMTP_URL = url;
    await server.start();
  };
  const before = office.to('daria@example.org').length;
  await start_with(right.replace('%25@', '%25wrong@'));
  await server.api(`${accounts}/request-reset`, { email: 'daria@example.org' });
  const waiting = await until('the letter says why it waits', async () =>
    (await letters_listed()).find((row) => row.recipient === 'daria@example.org' && row.failure !== ''));
  equal([waiting.state, waiting.attempts], ['waiting', 1]);
  holds(/login denied/i.test(waiting.failure), `it says that the password was refused: ${waiting.failure}`);
  holds(!`${waiting.failure}${server.log}`.includes('heim'), 'the password is not told');
  await start_with(right); // and what waited is tried at once
  link_in(await office.next_to('daria@example.org', before), 'reset');
});

await check('the owner of an account at which somebody guesses is told', async () => {
  for (let i = 0; i < 10; i += 1)
    equal((await sign_in('anna@example.org', `a guess of ${i}`)).type, 'urn:kontor:problem:wrong-credentials');
  const closed = await sign_in('anna@example.org');
  equal([closed.status, closed.type], [429, 'urn:kontor:problem:locked-out']);
  equal((await office.next_to('anna@example.org')).subject, 'Вход временно закрыт');
});

await check('without a mail server the links are in the log, and listed without their words', async () => {
  await server.kill('SIGTERM');
  server.environment = {};
  await server.start();
  equal((await server.api('/api/v1/server')).sends_mail, false);
  await server.api(`${accounts}/request-reset`, { email: 'gleb@example.org' });
  await until('the letter is listed, with a link that is not told there', async () =>
    (await letters_listed()).find((letter) => letter.kind === 'reset' && letter.has_link));
  const [, word] = await until('the log says it', async () => server.log.match(/\/reset#([\w-]{43})/));
  holds(!JSON.stringify(await letters_listed()).includes(word), 'the list does not');
  await server.api(`${accounts}/reset-password`, { word, password: other_password });
  holds((await sign_in('gleb@example.org', other_password)).access_token, 'the link works');
  equal((await letters_listed()).filter((letter) => letter.has_link), []);
});

// Of the machine itself, but by none of the names that say so: to the server it is another machine.
const elsewhere = '0.0.0.0';
const authority = new Authority('127.0.0.1', elsewhere);
const stranger = new Authority('127.0.0.1', elsewhere);
const upgrading = await new PostOffice({ ...authority.tls }).open();
const secure = await new PostOffice({ ...authority.tls, secure: true }).open();
const from = { KONTOR_MAIL_FROM: 'kontor@example.org' };

async function serve(environment) {
  await server.kill('SIGTERM');
  server.environment = { ...from, ...environment };
  await server.start();
}
async function invite(name) {
  const email = `${name}@example.org`;
  await server.api('/api/v1/admin/invitations', { email }, administrator);
  return email;
}
async function row_of(email, is_ready) {
  return until(`the letter to ${email} is ready`, async () =>
    (await letters_listed()).find((row) => row.recipient === email && is_ready(row)));
}
const failed = (row) => row.failure !== '';
// The letter waits, and its failure holds these words.
async function waits(name, words) {
  const row = await row_of(await invite(name), failed);
  holds(words.test(row.failure), `"${row.failure}" tells why`);
  equal(row.state, 'waiting');
  return row;
}

await check('on this machine a letter goes over TLS when it is offered, by whatever certificate, past any proxy',
  async () => {
    await serve({ KONTOR_SMTP_URL: upgrading.url, ALL_PROXY: 'http://127.0.0.1:1', all_proxy: 'http://127.0.0.1:1' });
    const letter = await upgrading.next_to(await invite('here'));
    equal([letter.secure, upgrading.told], [true, [true]]);
  });

await check('a certificate that nobody trusts is refused elsewhere, and administrators read why', async () => {
  upgrading.told = [];
  for (const [name, url] of [['a', upgrading.url_at(elsewhere)], ['b', secure.url_at(elsewhere)], ['c', secure.url]]) {
    await serve({ KONTOR_SMTP_URL: url, SSL_CERT_FILE: authority.file }); // which libcurl does not heed
    await waits(`untrusted-${name}`, /certificate/);
  }
  await serve({ KONTOR_SMTP_URL: secure.url, KONTOR_SMTP_CA: stranger.file });
  await waits('of-a-stranger', /certificate/);
  await serve({ KONTOR_SMTP_URL: upgrading.url, KONTOR_SMTP_CA: stranger.file });
  await waits('of-a-stranger-here', /certificate/);
  equal([upgrading.told, secure.told, secure.letters], [[], [], []]);
});

await check('a certificate of the authority that is named is trusted, and what waited is sent', async () => {
  await serve({ KONTOR_SMTP_URL: upgrading.url_at(elsewhere), KONTOR_SMTP_CA: authority.file });
  equal((await upgrading.next_to('of-a-stranger@example.org')).secure, true);
  await serve({ KONTOR_SMTP_URL: secure.url, KONTOR_SMTP_CA: authority.file });
  equal((await secure.next_to(await invite('at-once'))).secure, true);
  holds([...upgrading.told, ...secure.told].every((was_secure) => was_secure), 'no password went in the open');
});

await check('TLS older than 1.2 is refused, even where the machine would allow it', async () => {
  const old = { maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' };
  const outdated = await new PostOffice({ ...authority.tls, ...old, secure: true }).open();
  await serve({ KONTOR_SMTP_URL: outdated.url, KONTOR_SMTP_CA: authority.file, OPENSSL_CONF: authority.lenient });
  await waits('outdated', /TLS|SSL|protocol/i);
  equal(outdated.told, []);
  await outdated.close();
});

await check('where no TLS is offered a password is not told to another machine', async () => {
  office.told = [];
  await serve({ KONTOR_SMTP_URL: office.url_at(elsewhere) });
  await waits('in-the-open', /TLS|SSL/);
  equal(office.told, []);
});

await check('a wrong password of ours waits long, and whoever put it right may send at once', async () => {
  const right_password = office.password;
  office.password = 'changed';
  await serve({ KONTOR_SMTP_URL: office.url });
  const row = await waits('patient', /535/);
  holds(new Date(row.next_attempt) - new Date(row.made) > 14 * 60 * 1000, 'it does not knock often');
  office.password = right_password;
  await server.api(`/api/v1/admin/letters/${row.id}/send`, {}, administrator);
  await office.next_to(row.recipient);
});

await check('where there is no such mailbox a letter ends at once, and may be sent by hand', async () => {
  office.unknown.add('nobody@example.org');
  const row = await row_of(await invite('nobody'), failed);
  equal([row.state, row.attempts, row.next_attempt ?? null], ['dead', 1, null]);
  holds(/550.*no such mailbox/.test(row.failure), row.failure);
  office.unknown.clear();
  await server.api(`/api/v1/admin/letters/${row.id}/send`, {}, administrator);
  await office.next_to(row.recipient);
});

await server.close();
for (const each of [office, upgrading, secure, authority, stranger]) await each.close();
