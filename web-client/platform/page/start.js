// Loads the client, or says in the reader's language why it does not run. Nothing else is needed for that, so this
// script is small and first. The names of the files to load are filled in when the page is put together.
'use strict';

(() => {
  const russian = (navigator.language || '').toLowerCase().startsWith('ru');
  document.documentElement.lang = russian ? 'ru' : 'en';

  const say = (in_russian, in_english) => {
    const message = document.getElementById('message');
    message.textContent = russian ? in_russian : in_english;
    message.hidden = false;
  };

  // Most people never see the rooms of administrators, so the first program lacks them. Where one was asked for once
  // (web-client/later), this browser loads the whole program from then on.
  const remembers_whole = () => {
    try {
      return localStorage.getItem('program') === 'whole';
    } catch (error) {
      return false; // a browser that keeps nothing
    }
  };
  const is_of_whole = /^\/(admin|tables|workspace)(\/|$)/.test(location.pathname);
  const whole = { js: '/@whole.js@', wasm: '/@whole.wasm@' };
  const program = is_of_whole || remembers_whole() ? whole : { js: '/@kontor.js@', wasm: '/@kontor.wasm@' };

  // The words of links are left out of the place.
  const report = async (error) => {
    const text = String((error && (error.stack || error.message)) || error || 'abort').slice(0, 2000);
    const answer = await fetch('/api/v1/reports', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ place: `/${location.pathname.split('/')[1]}`, text, release: program.js.slice(1) }),
    });
    if (!answer.ok) throw new Error(`/api/v1/reports answers ${answer.status}`);
    return (await answer.json()).number;
  };
  let stopped = false;
  const say_stopped = (error) => {
    if (stopped) return;
    stopped = true;
    const in_russian = 'Произошла ошибка, и программа остановилась. Неотправленное сохранено. Обновите страницу.';
    const in_english = 'Something went wrong: the program has stopped. What is unsent is kept. Reload the page.';
    say(in_russian, in_english);
    if (typeof kontor === 'object') kontor.self = 0; // nothing is asked of it any more
    // Without a connection no number is shown.
    const with_number = (number) => say(`${in_russian} Её номер: ${number}.`, `${in_english} Its number: ${number}.`);
    report(error).then(with_number, () => undefined);
  };

  if (typeof WebAssembly !== 'object') {
    say('Этот браузер слишком старый: в нём нет WebAssembly. Обновите браузер.',
      'This browser is too old: it has no WebAssembly. Please update it.');
    return;
  }
  if (!document.createElement('canvas').getContext('webgl2')) {
    say('В этом браузере нет WebGL 2. Обновите браузер или включите в его настройках аппаратное ускорение.',
      'This browser has no WebGL 2. Please update it, or turn on hardware acceleration in its settings.');
    return;
  }

  window.Module = {
    canvas: document.getElementById('canvas'),
    locateFile: (name) => (name === 'kontor.wasm' ? program.wasm : `/${name}`),
    whole,
    onAbort: say_stopped,
  };
  // An error that nobody has caught inside of the client leaves it in an unknown state.
  const is_of_client = (error) => [WebAssembly.RuntimeError, WebAssembly.Exception]
    .some((kind) => kind && error instanceof kind);
  window.addEventListener('error', (event) => is_of_client(event.error) && say_stopped(event.error));
  window.addEventListener('unhandledrejection', (event) => is_of_client(event.reason) && say_stopped(event.reason));

  setTimeout(() => {
    const waits = !window.__kontor || window.__kontor.frames === 0;
    if (waits && document.getElementById('message').hidden) say('Загрузка…', 'Loading…');
  }, 300);
  // So that the page opens without a network, too. Browsers have workers where they trust the connection.
  if (navigator.serviceWorker) {
    window.addEventListener('load', () => navigator.serviceWorker.register('/worker.js').catch(() => undefined));
  }
  const say_missing = () => say('Программа не загрузилась. Проверьте соединение и обновите страницу.',
    'The program could not be loaded. Check the connection and reload the page.');
  const early = document.createElement('link');
  Object.assign(early, { rel: 'preload', href: program.wasm, as: 'fetch', type: 'application/wasm', crossOrigin: '' });
  document.head.append(early);
  for (const source of ['/@page.js@', program.js]) {
    const script = document.createElement('script');
    script.src = source;
    script.async = false; // in this order
    script.onerror = say_missing;
    document.head.append(script);
  }
})();
