// Real fields over the drawing: those of the ways in, so that password managers know them, and whatever else is being
// edited (editing.js). The client draws their frames; the page shows the text, the caret and the selection. Which of
// them has the keyboard is the client's to say, as of everything else: it is told what the browser has focused, and
// moves on with Tab itself.
'use strict';

kontor.fields = {
  form: document.getElementById('fields'),
  inputs: new Map(),
  tabbing: false, // what moves the keyboard now is a Tab
  in_use: '', // the name of the one that the client gives the keyboard to
  turn: 0, // and for the how manieth time it does so
  sent: false, // with Enter, and nothing was typed since
  awaited: '', // the name of the one that takes it as soon as it is in sight: a browser focuses nothing that is hidden

  // The fields of this frame, in the order of the Tab key: name, type, autocomplete, label, value, problem, rect.
  show(described) {
    const fields = kontor.fields;
    const form = fields.form;
    form.style.setProperty('--text', described.text);
    form.style.setProperty('--size', `${described.size}px`);
    form.classList.toggle('dark', described.dark);
    const names = new Set(described.fields.map((field) => field.name));
    const had_focus = form.contains(document.activeElement);
    for (const [name, input] of fields.inputs) {
      if (names.has(name)) continue;
      fields.inputs.delete(name); // before its focus goes, which says nothing of the others
      if (input.chooses && kontor.pointer.pressing) kontor.pointer.pressing.has_chosen = true;
      document.getElementById(`problem-${name}`).remove();
      input.remove();
    }
    const fresh = [];
    described.fields.forEach((field, place) => {
      let input = fields.inputs.get(field.name);
      if (!input) {
        input = fields.make(field);
        if (!field.edited) fresh.push(input);
      }
      fields.update(input, field);
      if (form.children[place * 2] !== input) {
        form.insertBefore(input, form.children[place * 2] || null);
        input.after(document.getElementById(`problem-${field.name}`));
      }
    });
    fields.show_refused(described.fields);
    const moved = fields.in_use !== described.in_use || fields.turn !== described.turn;
    fields.in_use = described.in_use;
    fields.turn = described.turn;
    const wanted = fields.inputs.get(described.in_use);
    if (fresh.length > 0 && fresh.length === described.fields.length && !matchMedia('(pointer: coarse)').matches) {
      fields.awaited = (fresh.find((input) => !input.value) || fresh[0]).name;
    }
    const awaited = fields.inputs.get(fields.awaited);
    if (awaited && awaited.style.visibility === 'visible') {
      fields.awaited = '';
      const typed = kontor.typing.just_typed();
      awaited.focus();
      if (typed) document.execCommand('insertText', false, typed);
    } else if (wanted && moved) {
      fields.take(wanted);
    } else if (had_focus && ((fields.tabbing && moved) || !form.contains(document.activeElement))) {
      fields.leave();
    } else if (had_focus && moved) {
      // The client lost it to nothing, as when a dialog has just gone; it is still here.
      kontor.call('field_focus', document.activeElement.name, 1);
      kontor.drawing.wake(3);
    }
  },

  // What was sent and is not right is in use, so that what is typed next replaces it.
  show_refused(described) {
    const { fields } = kontor;
    const refused = described.find(({ name, problem }) => problem && fields.inputs.get(name).problem !== problem);
    for (const { name, problem } of described) fields.inputs.get(name).problem = problem;
    if (!fields.sent || !refused || refused.edited || !fields.form.contains(document.activeElement)) return;
    fields.sent = false;
    fields.inputs.get(refused.name).focus();
    fields.inputs.get(refused.name).select();
  },

  // As the browser does it with Tab: what is there is selected.
  take(input) {
    if (document.activeElement === input) return;
    if (input.edited && !kontor.editing.may_open_keyboard(input)) return;
    input.focus({ preventScroll: true });
    if (input.edited) kontor.editing.select(input, input.edited);
    else input.select();
  },

  leave() {
    // On a phone the keyboard would come up again.
    if (matchMedia('(pointer: coarse)').matches && document.activeElement) document.activeElement.blur();
    else kontor.typing.focus();
  },

  make(field) {
    const { name } = field;
    const input = document.createElement(field.lines ? 'textarea' : 'input');
    input.name = input.id = name;
    input.dir = 'auto';
    const problem = document.createElement('span');
    problem.id = `problem-${name}`;
    problem.className = 'unseen';
    kontor.fields.form.append(input, problem);
    kontor.fields.inputs.set(name, input);
    kontor.fields.watch_focus(input);
    input.addEventListener('paste', (event) => kontor.editing.paste(event, input));
    if (field.edited) kontor.editing.begin(input, field);
    else kontor.fields.watch_value(input);
    return input;
  },

  watch_value(input) {
    const { name } = input;
    input.addEventListener('input', () => {
      kontor.call('field_typed', name, input.value);
      kontor.drawing.wake(3);
    });
    // A password manager may fill in without an input event.
    input.addEventListener('change', () => {
      kontor.call('field_typed', name, input.value);
      kontor.drawing.wake(3);
    });
  },

  watch_focus(input) {
    const { name } = input;
    input.addEventListener('focus', () => {
      kontor.call('focused', 1);
      kontor.call('field_focus', name, 1);
      kontor.drawing.wake(3);
    });
    input.addEventListener('blur', (event) => {
      if (kontor.fields.inputs.get(name) !== input) return; // it is taken away
      // Another window has the keyboard then, and gives it back; or another field, which says so itself.
      if (document.hasFocus() && !kontor.fields.form.contains(event.relatedTarget)) {
        kontor.call('field_focus', name, 0);
      }
      kontor.drawing.wake(3);
    });
  },

  update(input, field) {
    const set = (name, value) => {
      if (value === '') input.removeAttribute(name);
      else if (input.getAttribute(name) !== value) input.setAttribute(name, value);
    };
    set('type', field.lines ? '' : field.type);
    set('autocomplete', field.autocomplete);
    set('aria-label', field.label);
    set('aria-invalid', field.problem ? 'true' : '');
    set('aria-describedby', field.problem ? `problem-${field.name}` : '');
    document.getElementById(`problem-${field.name}`).textContent = field.problem;
    // The client knows each letter as soon as it is typed, so another value is its wish.
    if (field.edited) kontor.editing.update(input, field);
    else if (input.value !== field.value) input.value = field.value;
    const [x, y, width, height] = field.rect;
    Object.assign(input.style, {
      left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`,
      visibility: width > 0 && height > 0 ? 'visible' : 'hidden',
    });
  },

  // A key that may move the keyboard, wherever the browser's focus is. What is typed next may come in the same moment,
  // so it has its effect at once.
  tell(event, down) {
    event.preventDefault();
    kontor.typing.key(event, down);
    if (down) for (let frame = 0; frame < 3; ++frame) kontor.drawing.draw(false);
  },
  tab(event, down) {
    kontor.fields.tabbing = true;
    kontor.fields.tell(event, down);
    kontor.fields.tabbing = false;
  },
  is_tab(event) {
    return event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey;
  },

  // A finger that begins on a field scrolls what is drawn around it, unless the field has something to scroll itself.
  forward_finger(form, scrolls) {
    let finger = null;
    form.addEventListener('touchstart', ({ target, touches }) => {
      const [{ clientX: x, clientY: y }] = touches;
      finger = touches.length === 1 && !scrolls(target) ? { x, y, scrolling: false } : null;
    }, { passive: true });
    form.addEventListener('touchmove', (event) => {
      if (!finger) return;
      const [{ clientX: x, clientY: y }] = event.touches;
      if (!finger.scrolling && Math.abs(y - finger.y) < kontor.pointer.slop) return;
      if (event.cancelable) event.preventDefault();
      if (!finger.scrolling) kontor.call('finger_put', finger.x, finger.y);
      finger.scrolling = true;
      kontor.call('scrolled', x - finger.x, y - finger.y);
      Object.assign(finger, { x, y });
      kontor.drawing.wake(3);
    }, { passive: false });
  },

  start() {
    const { form } = kontor.fields;
    for (const [kind, down] of [['keydown', 1], ['keyup', 0]]) {
      form.addEventListener(kind, (event) => {
        if (event.isComposing || event.keyCode === 229) return; // the input method's
        if (kontor.fields.is_tab(event)) kontor.fields.tab(event, down);
        else if (down && event.target.edited) kontor.editing.key(event);
        // A key that moved the keyboard here went down elsewhere, and would repeat for ever.
        else if (!down) kontor.typing.key(event, 0);
      });
    }
    form.addEventListener('input', () => {
      kontor.fields.sent = false;
    });
    form.addEventListener('pointermove', (event) => {
      if (event.pointerType !== 'touch') kontor.call('mouse_moved', event.clientX, event.clientY);
      kontor.drawing.wake(3);
    });
    const scrolls = (input) => input.scrollHeight > input.clientHeight + 1;
    form.addEventListener('wheel', (event) => {
      if (!scrolls(event.target)) kontor.pointer.wheel(event);
    }, { passive: false });
    kontor.fields.forward_finger(form, scrolls);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      // What was filled in without an event is told now at the latest.
      for (const [name, input] of kontor.fields.inputs) {
        if (!input.edited) kontor.call('field_typed', name, input.value);
      }
      kontor.fields.sent = true;
      kontor.call('fields_submitted');
      kontor.drawing.wake(3);
    });
  },
};
