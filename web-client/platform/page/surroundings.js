// The rest of what the client asks of the page: the network, timers, the address bar, links, files.
'use strict';

kontor.network = {
  under_way: new Map(), // ticket -> AbortController

  // Headers are lines "name: value". An answer without status says that none came.
  send(ticket, method, path, headers, body, timeout_ms) {
    const abort = new AbortController();
    kontor.network.under_way.set(ticket, abort);
    const timer = setTimeout(() => abort.abort(), timeout_ms);
    const answer = (status, lines, bytes) => {
      clearTimeout(timer);
      if (!kontor.network.under_way.delete(ticket)) return; // cancelled
      kontor.call('answered', ticket, status, lines, bytes);
    };
    const lines = headers.split('\n').filter((line) => line !== '').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)];
    });
    const has_body = method !== 'GET' && method !== 'HEAD';
    fetch(path, {
      method, headers: lines, body: has_body ? body : undefined, signal: abort.signal, cache: 'no-store',
      credentials: 'same-origin',
    }).then(async (response) => {
      const bytes = new Uint8Array(await response.arrayBuffer());
      return [response.status, [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n'), bytes];
    }).catch(() => [0, '', new Uint8Array(0)]).then((parts) => answer(...parts));
  },

  cancel(ticket) {
    const abort = kontor.network.under_way.get(ticket);
    if (!abort) return;
    kontor.network.under_way.delete(ticket);
    abort.abort();
  },
};

kontor.timers = {
  running: new Map(), // ticket -> the browser's number

  start(ticket, delay_ms) {
    kontor.timers.running.set(ticket, setTimeout(() => {
      kontor.timers.running.delete(ticket);
      kontor.call('timer_due', ticket);
    }, delay_ms));
  },
  cancel(ticket) {
    clearTimeout(kontor.timers.running.get(ticket));
    kontor.timers.running.delete(ticket);
  },
};

kontor.place = {
  route() {
    return location.pathname + location.search + location.hash;
  },
  go(route, replace) {
    if (route === kontor.place.route()) return;
    if (replace) history.replaceState(null, '', route);
    else history.pushState(null, '', route);
  },
  // "Firefox, Linux": names that people know, from what every browser says of itself.
  device() {
    const said = navigator.userAgent;
    const first = (names) => (names.find(([pattern]) => pattern.test(said)) || [])[1];
    const browser = first([
      [/Edg/, 'Edge'], [/OPR\//, 'Opera'], [/YaBrowser/, 'Yandex'], [/Firefox|FxiOS/, 'Firefox'],
      [/HeadlessChrome|Chromium/, 'Chromium'], [/Chrome|CriOS/, 'Chrome'], [/Safari/, 'Safari'],
    ]);
    const system = first([
      [/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'],
      [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
    ]);
    return [browser, system].filter(Boolean).join(', ');
  },
  start() {
    // Phones end hidden pages without a word, and a reload tells pagehide only.
    const hidden = () => {
      if (document.visibilityState === 'hidden') kontor.call('hidden', 0);
    };
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('pagehide', () => kontor.call('hidden', 1));
    for (const [event, there] of [['offline', 0], ['online', 1]]) {
      window.addEventListener(event, () => kontor.call('network', there));
    }
    window.addEventListener('popstate', () => {
      kontor.call('route_changed', kontor.place.route());
      kontor.drawing.wake(3);
    });
  },
  open_link(address) {
    if (/^(https?:\/\/|mailto:)/.test(address)) window.open(address, '_blank', 'noopener');
  },
  start_download(path) {
    if (!path.startsWith('/api/')) return;
    const link = document.createElement('a');
    link.href = path;
    link.download = '';
    link.click();
  },
  // The page begins anew with the program that has all rooms, once it is here; what is typed is kept as whenever a page
  // is left.
  async load_whole() {
    try {
      const { js, wasm } = Module.whole;
      const answers = await Promise.all([js, wasm].map((name) => fetch(name)));
      if (!answers.every((answer) => answer.ok)) throw new Error('not found');
      await Promise.all(answers.map((answer) => answer.arrayBuffer()));
    } catch (error) {
      kontor.call('whole_failed');
      kontor.drawing.wake(3);
      return;
    }
    try {
      localStorage.setItem('program', 'whole');
    } catch (error) {
      console.warn('This browser keeps nothing: the whole program is chosen by the place alone.');
    }
    location.reload();
  },
  save_file(name, bytes) {
    const address = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  },
};

// The face that the client draws with, for what the page itself shows: real fields, text being composed, and letters
// that are drawn with a mark (signs.js).
kontor.use_face = (bytes) => {
  const face = new FontFace('Kontor', bytes);
  document.fonts.add(face);
  face.load().catch(() => document.fonts.delete(face)); // the system's face will do
};

// Called once by the client, with the address of its WebPlatform.
kontor.start = (self) => {
  kontor.self = self;
  const parts = ['drawing', 'pointer', 'typing', 'fields', 'editing', 'files', 'stores', 'place'];
  for (const part of parts) kontor[part].start();
  kontor.drawing.wake(3);
};
