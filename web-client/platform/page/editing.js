// What is being edited is a field of the browser's own, with the real text, selection and direction, so that readers
// of screens, spelling, input methods, dictation, the browser's menu and its undoing work as they do everywhere. All
// that is done in it is told to the client as the text and the selection that came of it; only keys that mean something
// else than editing are told as keys.
'use strict';

kontor.editing = {
  most_bytes: 1 << 20, // look::most_in_field
  coarse: matchMedia('(pointer: coarse)').matches,

  // `input.edited` is what the client and the page last told each other: { anchor, caret }.
  begin(input, field) {
    const { editing } = kontor;
    input.edited = { anchor: -1, caret: -1 };
    input.enter_breaks = field.enter_breaks;
    input.autocapitalize = field.lines ? 'sentences' : 'none';
    input.enterKeyHint = field.lines && (field.enter_breaks || editing.coarse) ? 'enter' : 'done';
    input.spellcheck = field.type !== 'password';
    input.classList.add('edited');
    if (!field.lines) input.classList.add('line');
    for (const kind of ['input', 'change', 'scroll']) {
      input.addEventListener(kind, () => editing.tell(input));
    }
    input.addEventListener('compositionstart', () => {
      input.composing = true;
    });
    input.addEventListener('compositionend', () => {
      input.composing = false;
      editing.tell(input);
    });
    input.addEventListener('mousedown', (event) => editing.press(event, input));
  },

  // On a phone the keyboard covers half of the screen: it opens for a field that was pressed, and not for one that is
  // merely the next to be written in, as when a channel is opened. A keyboard that is connected writes there all the
  // same, through the client.
  may_open_keyboard(input) {
    const { pressing } = kontor.pointer;
    if (pressing?.has_chosen) return true;
    if (!kontor.editing.coarse || kontor.fields.form.contains(document.activeElement)) return true;
    const box = input.getBoundingClientRect();
    const around = 16; // points of the drawn field around it
    return Boolean(pressing) && pressing.x >= box.left - around && pressing.x <= box.right + around
      && pressing.y >= box.top - around && pressing.y <= box.bottom + around;
  },

  update(input, field) {
    const { editing } = kontor;
    const size = editing.coarse ? Math.max(16, field.em) : field.em; // below that, phones zoom in
    Object.assign(input.style, { fontSize: `${size}px`, lineHeight: `${field.line_height}px` });
    editing.show_option(input, field.option);
    if (input.composing) return;
    const anew = input.value !== field.value;
    if (anew) input.value = field.value;
    const known = input.edited;
    if (!anew && known.anchor === field.anchor && known.caret === field.caret) return;
    editing.select(input, field);
    if (anew) editing.tell(input); // how high it is now
  },

  // What is chosen in a list above the text is said as it changes.
  show_option(input, option = '') {
    input.chooses = option !== '';
    for (const [name, value] of [['aria-activedescendant', option], ['aria-autocomplete', option && 'list']]) {
      if (value === '') input.removeAttribute(name);
      else if (input.getAttribute(name) !== value) input.setAttribute(name, value);
    }
  },

  select(input, { anchor, caret }) {
    const direction = caret < anchor ? 'backward' : 'forward';
    input.setSelectionRange(Math.min(anchor, caret), Math.max(anchor, caret), direction);
    input.edited = { anchor, caret };
  },

  selection(input) {
    const { selectionStart: start, selectionEnd: end } = input;
    return input.selectionDirection === 'backward' ? { anchor: end, caret: start } : { anchor: start, caret: end };
  },

  tell(input, refused_bytes = 0) {
    if (kontor.fields.inputs.get(input.name) !== input) return;
    input.edited = kontor.editing.selection(input);
    const { anchor, caret } = input.edited;
    const is_line = input.tagName === 'INPUT';
    const height = !is_line && input.scrollHeight > input.clientHeight + 1 ? input.scrollHeight : 0;
    kontor.call('field_edited', input.name, input.value, anchor, caret, is_line ? input.scrollLeft : input.scrollTop,
      height, refused_bytes, input.composing ? 1 : 0);
    kontor.drawing.wake(3);
  },

  // As look::typing::insert: every line end is one, or a blank where there is one line; what no text may hold is shown
  // by signs. A line that was copied with its end comes without it, which is no part of a title or a password.
  as_taken(text, is_line) {
    const lines = text.replace(/\r\n|[\v\f\r\x85\u2028\u2029]/g, '\n');
    const whole = is_line ? lines.replace(/^\n+|\n+$/g, '').replaceAll('\n', ' ') : lines;
    return whole.replace(/[^\P{Cc}\t\n]/gu, (sign) => {
      const code = sign.charCodeAt(0);
      return String.fromCharCode(code < 0x20 ? 0x2400 + code : code === 0x7f ? 0x2421 : 0xfffd);
    });
  },

  // All of a paste is taken, or nothing of it, with a word; and as it will stand there, since the browser's undoing
  // does not outlive a text that is set.
  paste(event, input) {
    if (kontor.files.take_pasted(event)) return;
    const text = event.clipboardData.getData('text/plain');
    const wanted = kontor.editing.as_taken(text, input.tagName === 'INPUT');
    const bytes = kontor.memory_bytes.encode(text).length;
    if (input.edited && bytes + kontor.memory_bytes.encode(input.value).length > kontor.editing.most_bytes) {
      event.preventDefault();
      kontor.editing.tell(input, bytes);
    } else if (wanted !== text && wanted !== text.replace(/\r\n?/g, '\n')) {
      event.preventDefault();
      document.execCommand('insertText', false, wanted);
    }
  },

  // The first press of a double one has gone to the drawing, and has brought the field here.
  press(event, input) {
    if (event.detail !== 1 || event.button !== 0 || performance.now() - kontor.pointer.pressed_ms > 500) return;
    kontor.pointer.pressed_ms = 0;
    requestAnimationFrame(() => {
      const at = input.selectionStart;
      if (at !== input.selectionEnd) return;
      for (const word of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(input.value)) {
        const end = word.index + word.segment.length;
        if (word.index <= at && at <= end && (word.isWordLike || at < end)) {
          input.setSelectionRange(word.index, end);
          return;
        }
      }
    });
  },

  // Whether a key edits, or leads through, the text.
  edits(event) {
    const input = event.target;
    if (event.altKey) return true; // the browser's own, or a letter
    if (event.ctrlKey || event.metaKey) {
      return !['KeyB', 'KeyI', 'KeyK', 'KeyS', 'KeyU', 'Enter', 'Slash'].includes(event.code);
    }
    const has_lines = input.tagName === 'TEXTAREA';
    if (input.chooses && !event.shiftKey && ['ArrowUp', 'ArrowDown', 'Enter'].includes(event.key)) return false;
    // On a phone there is no Shift for another line, and a button that sends.
    if (event.key === 'Enter') return has_lines && (input.enter_breaks || event.shiftKey || kontor.editing.coarse);
    if (['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].includes(event.key)) return has_lines;
    return event.key !== 'Escape' && !/^F\d/.test(event.key);
  },

  key(event) {
    if (kontor.editing.edits(event)) return;
    if (/^F\d/.test(event.key)) kontor.typing.key(event, 1);
    else kontor.fields.tell(event, 1);
  },

  start() {
    document.addEventListener('selectionchange', () => {
      const input = document.activeElement;
      if (!input || !input.edited || input.composing) return;
      const now = kontor.editing.selection(input);
      if (now.anchor !== input.edited.anchor || now.caret !== input.edited.caret) kontor.editing.tell(input);
    });
  },
};
