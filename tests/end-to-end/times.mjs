// Times are those that the reader's clocks showed when it was, also on the other side of a clock change.
import { open_browser, watch_errors } from './support/browser.mjs';
import { check, equal, holds, until } from './support/checks.mjs';
import { Server, create_channel, enter_channel, everything, open_context, open_page, sees,
  write } from './support/kontor.mjs';
import { People, comes_in, fill } from './support/screens.mjs';

const server = await new Server().start();
const browser = await open_browser();
const people = new People(browser, server);
const email = 'anna@example.org';

const anna = await people.first('Анна Петрова', email);
await create_channel(anna, 'Цех');
const before = Date.now();
await write(anna, 'Цех', 'который час?');
await sees(anna, 'который час?');
const after = Date.now();

const told_in = (zone, at) => new Intl.DateTimeFormat('ru-RU', {
  timeZone: zone, hour: 'numeric', minute: '2-digit', hourCycle: 'h23',
}).format(at).replace(/^0/, '');
const hour_in = (zone, at) => Number(told_in(zone, at).split(':')[0]);
const ahead = (zone, at) => (hour_in(zone, at) - new Date(at).getUTCHours() + 24) % 24;

for (const zone of ['Europe/Berlin', 'America/New_York']) {
  await check(`in ${zone} a message of the other half of the year stands at the time of then`, async () => {
    // A day on which clocks are set otherwise than today.
    const year = new Date(before).getUTCFullYear() + 1;
    const today = [Date.UTC(year, 0, 15, 12), Date.UTC(year, 6, 15, 12)]
      .find((day) => ahead(zone, day) !== ahead(zone, before));
    const context = await open_context(browser, server, { timezoneId: zone });
    await context.addInitScript((shift) => {
      const now = Date.now;
      Date.now = () => now() + shift;
    }, today - before);
    const page = await open_page(context, '/sign-in');
    const errors = watch_errors(page);
    await fill(page, { email, password: 'a few good words' });
    await comes_in(page);
    await enter_channel(page, 'Цех');
    await sees(page, 'который час?');
    const name = await until('the message says when it was', async () =>
      (await everything(page)).match(/Анна Петрова, (\d+:\d\d)/));
    const right = [before, after].map((at) => told_in(zone, at));
    holds(right.includes(name[1]), `${name[1]} is one of ${right}`);
    equal(errors, []);
    await context.close();
  });
}

await check('nothing went wrong inside of the pages', async () => people.no_errors());
await browser.close();
await server.close();
