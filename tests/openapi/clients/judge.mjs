// What each parameter of a list has to do, whichever client asks: the rows that it finds are held against those that
// are there.
import { equal, holds } from '../../end-to-end/support/checks.mjs';
import { may_lack, one_value } from './described.mjs';

const people = new Intl.Collator('ru-RU');
const folded = (text) => text.normalize('NFD').replace(/\p{Mn}/gu, '').toLowerCase();
const escaped = (text) => text.replace(/[\\,]/g, '\\$&');
const is_free_text = (schema) => schema.type === 'string' && !schema.enum && schema.maxLength !== undefined;

const nobody = '00000000-0000-0000-0000-000000000000';
const is_empty = (value) => (value ?? '').length === 0 || value === nobody;

const rows_of = (body) => body.rows ?? body.messages ?? body.people;
const key_of = (row) => row.id ?? row.number ?? row;
const keys_of = (rows) => rows.map(key_of).sort();

function compare(schema, a, b) {
  if (is_free_text(schema)) return people.compare(a, b);
  return a === b ? 0 : a < b ? -1 : 1;
}

// A value that no row has, and those than which none is smaller or greater.
function of_nobody(schema) {
  if (schema.format === 'date-time') return '2001-01-01T00:00:00.000000Z';
  if (schema.format === 'date') return '2001-01-01';
  if (schema.type === 'integer') return -1;
  return is_free_text(schema) ? 'zzz of nobody' : 'ffffffff-ffff-4fff-bfff-ffffffffffff';
}
function extreme(schema, least) {
  if (schema.format === 'date-time') return least ? '1999-01-01T00:00:00.000000Z' : '2999-01-01T00:00:00.000000Z';
  if (schema.format === 'date') return least ? '1999-01-01' : '2999-01-01';
  if (schema.type === 'integer') {
    return least ? Math.max(-1e9, schema.minimum ?? -1e9) : Math.min(1e12, schema.maximum ?? 1e12);
  }
  if (is_free_text(schema)) return least ? '' : 'zzzzzzzz';
  return `${(least ? '0' : 'f').repeat(8)}-0000-4000-8000-000000000000`;
}

// Of what a list is sorted by, the texts that people write stand as people expect it.
const texts = ['name', 'email', 'recipient', 'action', 'place'];
const by_field = (field) => (texts.includes(field) ? { type: 'string', maxLength: 1 } : {});

export class Judge {
  // `all` are the list's rows; ask(list, parameter, value, path) is a client's.
  constructor(ask, list, path, all) {
    Object.assign(this, { ask, list, path, all });
  }

  async asked(parameter, value) {
    const { status, body } = await this.ask(this.list, parameter, value, this.path);
    const what = `${this.list.operationId} by ${parameter} = ${JSON.stringify(value)}`;
    equal(status, 200, `${what}: ${JSON.stringify(body)}`);
    return { what, body, rows: rows_of(body) };
  }

  // Finds the rows that are `right`, and says how many of all that were.
  async finds(parameter, value, right) {
    const { what, body, rows } = await this.asked(parameter, value);
    const expected = this.all.filter(right);
    equal(keys_of(rows), keys_of(expected), what);
    equal(body.total, expected.length, `${what}, in all`);
    return expected.length;
  }

  async judge({ name, schema }) {
    const filter = name.match(/^filter\[(\w+)\](?:\[(\w+)\])?$/);
    if (filter) return this.filters(name, schema, filter[1], filter[2]);
    const way = { sort: 'sorts', search: 'searches', limit: 'limits', after: 'goes_on', before: 'goes_back' }[name];
    if (!way) throw new Error(`nobody has said what ${name} does`);
    return this[way](schema);
  }

  // Is answered, by any value that it may have; and one that no row has finds none.
  async answers({ name, schema }) {
    const filter = name.match(/^filter\[\w+\](?:\[(\w+)\])?$/);
    if (!filter) {
      const values = { sort: schema.items?.enum.map((word) => [word]), search: ['zzz of nobody'], limit: [1, 200] };
      for (const value of values[name] ?? []) await this.asked(name, value);
      if (name === 'search') await this.finds_none(name, 'zzz of nobody');
      return;
    }
    const one = one_value(schema);
    if (filter[1] === 'starts') return this.finds_none(name, 'zzz of nobody');
    if (filter[1] === 'empty') {
      for (const value of one.enum) await this.asked(name, value);
      return;
    }
    if (filter[1]) {
      for (const least of [true, false]) await this.asked(name, extreme(one, least));
      return;
    }
    for (const value of one.enum ?? []) await this.asked(name, [value]);
    if (!one.enum) await this.finds_none(name, [of_nobody(one)]);
    if (may_lack(schema)) await this.asked(name, ['']);
  }
  async finds_none(parameter, value) {
    const { what, body, rows } = await this.asked(parameter, value);
    equal(rows, [], what);
    equal(body.total, 0, `${what}, in all`);
  }

  async filters(name, schema, field, comparison) {
    const one = one_value(schema);
    const value_of = (row) => (typeof row[field] === 'boolean' ? String(row[field]) : row[field] ?? null);
    const values = [...new Set(this.all.map(value_of))].filter((value) => value !== null);
    const counts = [];
    const finds = async (value, right) => {
      counts.push(await this.finds(name, value, (row) => right(value_of(row))));
    };
    const there = (right) => (value) => value !== null && right(value);
    if (comparison === 'empty') {
      for (const value of one.enum) {
        const wanted = value === 'true';
        counts.push(await this.finds(name, value, (row) => is_empty(row[field]) === wanted));
      }
      equal(counts.reduce((sum, count) => sum + count), this.all.length, `${name}: each row is one or the other`);
      return;
    }
    if (comparison === 'starts') {
      const first = (text) => [...text].slice(0, 3).join('');
      for (const begin of [...values.map(first), of_nobody(one)]) {
        await finds(begin, there((value) => folded(value).startsWith(folded(begin))));
      }
    } else if (comparison) {
      const least = comparison === 'at_least';
      for (const limit of [...values.slice(0, 3), extreme(one, !least)]) {
        await finds(limit, there((value) => compare(one, value, limit) * (least ? 1 : -1) >= 0));
      }
    } else {
      const word = (value) => (is_free_text(one) ? escaped(value) : value);
      for (const value of one.enum ?? [...values.slice(0, 3), of_nobody(one)]) {
        await finds([word(value)], (found) => found === value);
      }
      const two = [...values, of_nobody(one)].slice(0, 2);
      if (!one.enum) await finds(two.map(word), (found) => two.includes(found));
      if (may_lack(schema)) await finds([''], (found) => found === null);
    }
    holds(counts.some((count) => count < this.all.length), `${this.list.operationId} is narrowed by ${name}`);
  }

  async sorts({ items }) {
    holds(items?.enum, 'the description names what is sorted by');
    for (const word of items.enum) {
      const field = word.replace('-', '');
      const { what, rows } = await this.asked('sort', [word, ...field === 'id' ? [] : ['-id']]);
      equal(keys_of(rows), keys_of(this.all), what);
      const filled = rows.filter((row) => (row[field] ?? null) !== null);
      filled.slice(1).forEach((after, index) => {
        const before = filled[index];
        const order = compare(by_field(field), before[field], after[field]) * (word.startsWith('-') ? -1 : 1);
        holds(order < 0 || (order === 0 && before.id > after.id), `${what} orders ${JSON.stringify([before, after])}`);
      });
    }
  }

  async searches() {
    const [row] = this.all;
    const text = row[texts.find((name) => row[name])];
    const { what, rows } = await this.asked('search', text.slice(1));
    holds(keys_of(rows).includes(key_of(row)), `${what} finds the row with ${text}`);
    await this.finds('search', 'zzz of nobody', () => false);
  }

  async limits() {
    const { what, rows } = await this.asked('limit', 1);
    equal(rows.length, 1, what);
  }

  // What follows the first row, by the list's cursor or by its id.
  async goes_on() {
    const first = await this.asked('limit', 1);
    const cursor = first.body.next ?? key_of(first.rows[0]);
    const { what, rows } = await this.asked('after', cursor);
    equal(keys_of([...first.rows, ...rows]), keys_of(this.all), `the first row, and ${what}`);
  }

  async goes_back() {
    const last = this.all.at(Math.floor(this.all.length / 2)).number;
    const { what, rows } = await this.asked('before', last);
    equal(keys_of(rows), keys_of(this.all.filter(({ number }) => number < last)), what);
  }
}
