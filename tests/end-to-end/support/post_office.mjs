// A real mail server (smtp-server) that asks for a password and keeps what it takes, read by a real reader of mail
// (postal-mime).
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { until } from './checks.mjs';

const user = 'kontor@example.org';
const password = 'ge:heim@/%';

export class PostOffice {
  constructor() {
    this.letters = [];
    this.port = 0;
  }
  async open() {
    this.server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (given, session, answer) => {
        const right = given.username === user && given.password === password;
        answer(right ? null : new Error('nobody of ours'), { user: given.username });
      },
      onData: (stream, session, answer) => { this.take(stream, session).then(() => answer(), answer); },
    });
    this.server.on('error', (error) => { throw error; });
    await new Promise((resolve) => { this.server.listen(this.port, '127.0.0.1', resolve); });
    this.port = this.server.server.address().port;
    return this;
  }
  async close() {
    await new Promise((resolve) => { this.server.close(resolve); });
  }
  get url() {
    return `smtp://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${this.port}`;
  }
  async take(stream, session) {
    const parts = [];
    for await (const part of stream) parts.push(part);
    const raw = Buffer.concat(parts);
    const letter = await PostalMime.parse(raw);
    this.letters.push({
      raw: raw.toString('latin1'), subject: letter.subject, text: letter.text, html: letter.html, from: letter.from,
      recipient: session.envelope.rcptTo[0].address, greeting: session.hostNameAppearsAs, id: letter.messageId,
    });
  }
  to(recipient) {
    return this.letters.filter((letter) => letter.recipient === recipient);
  }
  async next_to(recipient, after = 0) {
    return until(`a letter comes to ${recipient}`, async () => this.to(recipient)[after], 60000);
  }
}

// The one link of a letter to /<page>/<word>; it must be the same in both of its forms.
export function link_in(letter, page) {
  const find = (text) => text.match(new RegExp(`https?://[^\\s"<]+/${page}/([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])`));
  const [in_text, in_html] = [find(letter.text), find(letter.html)];
  if (!in_text || !in_html || in_text[0] !== in_html[0]) throw new Error(`no link to /${page}/ in: ${letter.text}`);
  return { url: in_text[0], word: in_text[1] };
}
