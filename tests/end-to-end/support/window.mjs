// A native window on a display of its own (Xvfb), driven by xdotool with real pointer and key events, and read through
// the semantic tree that it writes into the file KONTOR_MIRROR.
import { spawn, execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from './checks.mjs';

const run = promisify(execFile);

// A display that is nobody's; `size` is width x height x depth.
export async function open_display(size = '1400x900x24') {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    let text = '';
    server.stdio[3].on('data', (part) => {
      text += part;
      if (text.includes('\n')) resolve(text.trim());
    });
    server.on('error', reject);
    server.on('exit', () => reject(new Error('Xvfb has ended')));
  });
  return { name: `:${number}`, close: () => server.kill() };
}

export class NativeWindow {
  constructor(display, program, flags, environment = {}) {
    this.scale = 1; // pixels in a point
    this.folder = mkdtempSync(join(tmpdir(), 'kontor-window-'));
    this.mirror_file = join(this.folder, 'mirror');
    this.environment = {
      ...process.env, DISPLAY: display.name, HOME: this.folder, LIBGL_ALWAYS_SOFTWARE: '1',
      LC_MESSAGES: 'ru_RU.UTF-8', LC_CTYPE: 'C.UTF-8', KONTOR_MIRROR: this.mirror_file, ...environment,
    };
    delete this.environment.LC_ALL;
    this.process = spawn(program, flags, { env: this.environment, stdio: ['ignore', 'inherit', 'inherit'] });
    this.ended = new Promise((resolve) => {
      this.process.on('exit', (status, signal) => resolve(signal || status));
    });
  }

  async xdotool(...words) {
    const { stdout } = await run('xdotool', words.map(String), { env: this.environment });
    return stdout.trim();
  }

  async ready() {
    await until('the window says what it shows', () => existsSync(this.mirror_file) && this.nodes().length > 0);
    const found = await this.xdotool('search', '--all', '--sync', '--pid', this.process.pid, '--name', '.');
    [this.id] = found.split('\n');
    await this.xdotool('windowfocus', '--sync', this.id);
    return this;
  }

  nodes() {
    return readFileSync(this.mirror_file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  }
  find(role, name) {
    return this.nodes().find((node) => node.role === role && node.name === name && node.rect[2] > 0);
  }
  async wait_for(role, name) {
    return until(`there is a ${role} "${name}"`, () => this.find(role, name));
  }

  async press(role, name, button = 1) {
    const [x, y, width, height] = (await this.wait_for(role, name)).rect;
    const pixel = (point) => Math.round(point * this.scale);
    await this.xdotool('mousemove', '--window', this.id, pixel(x + width / 2), pixel(y + height / 2));
    await this.xdotool('click', button);
  }
  // Each letter by a process of its own, because presses of one key within a millisecond are taken for one.
  async type(text) {
    for (const letter of text) {
      // What the layout lacks borrows a key while the process runs, and the window must read it meanwhile.
      await this.xdotool('type', '--delay', /[ -~]/.test(letter) ? 0 : 500, letter);
    }
  }
  async key(...names) {
    for (const name of names) await this.xdotool('key', '--delay', 0, name);
  }

  // A PNG of what is on the screen.
  async screenshot() {
    const words = ['-window', this.id, 'png:-'];
    const { stdout } = await run('import', words, { env: this.environment, encoding: 'buffer', maxBuffer: 1 << 24 });
    return stdout;
  }

  kill(signal = 'SIGKILL') {
    this.process.kill(signal);
    return this.ended;
  }
  async close() {
    await this.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

// Opens the window and signs in. Under Xvfb a window sometimes gets no letters from the X server's input method, for as
// long as it lives, though it gets keys; then another one is opened.
export async function signed_in_window(display, flags, email, password) {
  for (let attempt = 1; ; ++attempt) {
    const window = await new NativeWindow(display, process.env.TEST_WINDOW, flags).ready();
    await window.press('textbox', 'Почта');
    await until('the field has the keyboard', () => window.find('textbox', 'Почта')?.focused);
    await window.xdotool('type', '--delay', 40, email);
    try {
      await until('the address is typed', () => window.find('textbox', 'Почта')?.value === email, 4000);
    } catch (error) {
      await window.close();
      if (attempt === 6) throw error;
      continue;
    }
    await window.press('textbox', 'Пароль');
    await until('the password has the keyboard', () => window.find('textbox', 'Пароль')?.focused);
    await window.xdotool('type', '--delay', 40, password);
    await window.key('Return');
    return window;
  }
}
