// The page's scripts in a browser without the compiled client: what they tell it is written down, and a model of its
// focus says where Tab leads, a frame later, as the client does.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../web-client/platform/page');
const of_page = (name) => readFileSync(join(folder, name), 'utf8');
const order = /SCRIPTS = \(([^)]*)\)/.exec(of_page('assemble.py'))[1].match(/\w+/g);

// Runs in the page, before its scripts.
function client() {
  const heap = new Uint8Array(1 << 22);
  const decoder = new TextDecoder();
  const text = (at, length) => decoder.decode(heap.slice(at, at + length));
  const model = {
    round: ['email', 'password', 'Sign in', 'Create account'], at: -1, values: { email: '', password: '' }, typed: '',
    shows_fields: true, told: [], keys: [],
  };
  let [next, step, shown] = [null, 0, ''];
  const describe = () => {
    const in_use = model.round[model.at] in model.values ? model.round[model.at] : '';
    const fields = Object.keys(model.values).map((name, place) => ({
      name, type: 'text', autocomplete: '', label: name, value: model.values[name], problem: '',
      rect: [10, 10 + 40 * place, 200, 30],
    }));
    return { text: '#fff', focus: '#333', dark: true, size: 14, in_use, fields: model.shows_fields ? fields : [] };
  };
  const functions = {
    frame() {
      if (next !== null) [model.at, next] = [next, null];
      if (step !== 0) {
        next = model.at < 0 ? 0 : (model.at + step + model.round.length) % model.round.length;
        step = 0;
      }
      const described = JSON.stringify(describe());
      if (described !== shown) {
        shown = described;
        kontor.fields.show(JSON.parse(described));
      }
      return -1;
    },
    key(self, code, code_length, key, length, down, modifiers) {
      if (text(key, length) === 'Tab' && down) step = modifiers & 2 ? -1 : 1;
      model.keys.push(`${text(key, length)} ${down ? 'down' : 'up'}`);
    },
    text(self, at, length) { model.typed += text(at, length); },
    field_typed(self, name, name_length, value, length) {
      model.values[text(name, name_length)] = text(value, length);
    },
    field_focus(self, at, length, now) {
      const place = model.round.indexOf(text(at, length));
      if (now) model.at = place;
      else if (model.at === place) model.at = -1;
    },
    store_written(self, ticket, ok, at, length) { model.told.push(`written ${ok} ${text(at, length)}`.trim()); },
    store_read(self, ticket, ok) { model.told.push(`read ${ok}`); },
    store_leased(self, ticket, held) { model.told.push(`leased ${held}`); },
    store_lost() { model.told.push('lost'); },
  };
  let used = 16;
  const memory = {
    HEAPU8: heap,
    _malloc(size) {
      const at = used + size < heap.length ? used : 16;
      used = at + size;
      return at;
    },
    _free() {},
  };
  window.model = model;
  window.Module = new Proxy(memory, {
    get: (own, name) => own[name] ?? functions[name.replace('_kontor_', '')] ?? (() => 0),
  });
}

export async function serve_page_alone() {
  const scripts = order.map((name) => of_page(`${name}.js`)).join('\n');
  const html = of_page('index.html').replace(/<link[^>]*>/g, '').replace('<script src="/@start.js@"></script>',
    `<style>${of_page('page.css')}</style><script>(${client})();</script><script>${scripts}</script>
    <script>kontor.start(1);</script>`);
  const server = createServer((request, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end(html);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
