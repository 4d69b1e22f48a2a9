// A real mail server (smtp-server) that asks for a password and keeps what it takes, read by a real reader of mail
// (postal-mime). It speaks TLS with a certificate of an authority that is made for it.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { until } from './checks.mjs';

const user = 'kontor@example.org';
const password = 'ge:heim@/%';

// An authority and what it vouches for, made by openssl in a folder of its own.
export class Authority {
  constructor(...places) {
    this.folder = mkdtempSync(join(tmpdir(), 'kontor-authority-'));
    chmodSync(this.folder, 0o755); // the server is another user
    const path = (name) => join(this.folder, name);
    const openssl = (...words) => execFileSync('openssl', words, { stdio: ['ignore', 'pipe', 'pipe'] });
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
    const key_to = (name) => [...curve, '-nodes', '-keyout', path(name)];
    openssl('req', '-x509', '-days', '2', '-subj', '/CN=an authority', ...key_to('authority.key'),
      '-addext', 'keyUsage=critical,keyCertSign', '-out', path('authority.pem'));
    openssl('req', '-subj', '/CN=post office', ...key_to('office.key'), '-out', path('office.csr'));
    writeFileSync(path('names'), `subjectAltName=${places.map((place) => `IP:${place}`).join(',')}\n`);
    openssl('x509', '-req', '-days', '2', '-in', path('office.csr'), '-CA', path('authority.pem'),
      '-CAkey', path('authority.key'), '-CAcreateserial', '-extfile', path('names'), '-out', path('office.pem'));
    // OpenSSL's own settings, as somebody may have who must speak with very old machines.
    this.lenient = path('lenient.cnf');
    writeFileSync(this.lenient, ['openssl_conf = all', '[all]', 'ssl_conf = ssl', '[ssl]', 'system_default = old',
      '[old]', 'MinProtocol = TLSv1', 'CipherString = DEFAULT@SECLEVEL=0', ''].join('\n'));
    this.file = path('authority.pem');
    this.tls = { key: readFileSync(path('office.key')), cert: readFileSync(path('office.pem')) };
  }
  close() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export class PostOffice {
  // `settings` are smtp-server's: its certificate, and secure: TLS from the first byte.
  constructor(settings = { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }) {
    this.settings = settings;
    this.letters = [];
    this.told = []; // whether it went over TLS, each time that a password was told
    this.faults = []; // of connections
    this.password = password;
    this.unknown = new Set(); // recipients who have no mailbox
    this.port = 0;
  }
  async open() {
    this.server = new SMTPServer({
      ...this.settings,
      onAuth: (given, session, answer) => {
        this.told.push(session.secure);
        const right = given.username === user && given.password === this.password;
        const nobody = Object.assign(new Error('nobody of ours'), { responseCode: 535 });
        answer(right ? null : nobody, { user: given.username });
      },
      onRcptTo: ({ address }, session, answer) => {
        const nobody = Object.assign(new Error('no such mailbox'), { responseCode: 550 });
        answer(this.unknown.has(address) ? nobody : null);
      },
      onData: (stream, session, answer) => { this.take(stream, session).then(() => answer(), answer); },
    });
    // Whoever does not trust the certificate goes away in the middle of the greeting.
    this.server.on('error', (error) => {
      if (!this.settings.cert) throw error;
      this.faults.push(error.message);
    });
    await new Promise((resolve) => { this.server.listen(this.port, '127.0.0.1', resolve); });
    this.port = this.server.server.address().port;
    return this;
  }
  async close() {
    await new Promise((resolve) => { this.server.close(resolve); });
  }
  get url() {
    return this.url_at('127.0.0.1');
  }
  url_at(host) {
    const scheme = this.settings.secure ? 'smtps' : 'smtp';
    return `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${host}:${this.port}`;
  }
  async take(stream, session) {
    const parts = [];
    for await (const part of stream) parts.push(part);
    const raw = Buffer.concat(parts);
    const letter = await PostalMime.parse(raw);
    this.letters.push({
      raw: raw.toString('latin1'), subject: letter.subject, text: letter.text, html: letter.html, from: letter.from,
      recipient: session.envelope.rcptTo[0].address, secure: session.secure,
      greeting: session.hostNameAppearsAs, id: letter.messageId,
    });
  }
  to(recipient) {
    return this.letters.filter((letter) => letter.recipient === recipient);
  }
  async next_to(recipient, after = 0) {
    return until(`a letter comes to ${recipient}`, async () => this.to(recipient)[after], 60000);
  }
}

// The one link of a letter to /<page>#<word>; it must be the same in both of its forms.
export function link_in(letter, page) {
  const find = (text) => text.match(new RegExp(`https?://[^\\s"<]+/${page}#([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])`));
  const [in_text, in_html] = [find(letter.text), find(letter.html)];
  if (!in_text || !in_html || in_text[0] !== in_html[0]) throw new Error(`no link to /${page}# in: ${letter.text}`);
  return { url: in_text[0], word: in_text[1] };
}
