// Real form fields over the drawing, where the client asks for them, so that password managers know them. The client
// draws their frames; the page shows the text, the caret and the selection.
'use strict';

kontor.fields = {
  form: document.getElementById('fields'),
  inputs: new Map(),

  // The fields of this frame, in the order of the Tab key: name, type, autocomplete, label, value, problem, rect.
  show(described) {
    const fields = kontor.fields;
    const form = fields.form;
    form.style.setProperty('--text', described.text);
    form.style.setProperty('--focus', described.focus);
    form.style.setProperty('--size', `${described.size}px`);
    form.classList.toggle('dark', described.dark);
    const names = new Set(described.fields.map((field) => field.name));
    const had_focus = form.contains(document.activeElement);
    for (const [name, input] of fields.inputs) {
      if (names.has(name)) continue;
      fields.inputs.delete(name);
      document.getElementById(`problem-${name}`).remove();
      input.remove();
    }
    const fresh = [];
    described.fields.forEach((field, place) => {
      let input = fields.inputs.get(field.name);
      if (!input) {
        input = fields.make(field.name);
        fresh.push(input);
      }
      fields.update(input, field);
      if (form.children[place * 2] !== input) {
        form.insertBefore(input, form.children[place * 2] || null);
        input.after(document.getElementById(`problem-${field.name}`));
      }
    });
    if (fresh.length > 0 && fresh.length === described.fields.length && !matchMedia('(pointer: coarse)').matches) {
      (fresh.find((input) => !input.value) || fresh[0]).focus();
    } else if (had_focus && !form.contains(document.activeElement)) {
      kontor.typing.focus();
    }
  },

  make(name) {
    const input = document.createElement('input');
    input.name = input.id = name;
    const problem = document.createElement('span');
    problem.id = `problem-${name}`;
    problem.className = 'unseen';
    kontor.fields.form.append(input, problem);
    kontor.fields.inputs.set(name, input);
    input.addEventListener('input', () => {
      kontor.call('field_typed', name, input.value);
      kontor.drawing.wake(3);
    });
    // A password manager may fill in without an input event.
    input.addEventListener('change', () => {
      kontor.call('field_typed', name, input.value);
      kontor.drawing.wake(3);
    });
    for (const kind of ['focus', 'blur']) input.addEventListener(kind, () => kontor.drawing.wake(3));
    return input;
  },

  update(input, field) {
    const set = (name, value) => {
      if (value === '') input.removeAttribute(name);
      else if (input.getAttribute(name) !== value) input.setAttribute(name, value);
    };
    set('type', field.type);
    set('autocomplete', field.autocomplete);
    set('aria-label', field.label);
    set('aria-invalid', field.problem ? 'true' : '');
    set('aria-describedby', field.problem ? `problem-${field.name}` : '');
    document.getElementById(`problem-${field.name}`).textContent = field.problem;
    // The client knows each letter as soon as it is typed, so another value is its wish.
    if (input.value !== field.value) input.value = field.value;
    const [x, y, width, height] = field.rect;
    Object.assign(input.style, {
      left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`,
      visibility: width > 0 && height > 0 ? 'visible' : 'hidden',
    });
  },

  focus_last() {
    const inputs = [...kontor.fields.inputs.values()];
    if (inputs.length === 0) return false;
    inputs[inputs.length - 1].focus();
    return true;
  },

  start() {
    kontor.fields.form.addEventListener('submit', (event) => {
      event.preventDefault();
      // What was filled in without an event is told now at the latest.
      for (const [name, input] of kontor.fields.inputs) kontor.call('field_typed', name, input.value);
      kontor.call('fields_submitted');
      kontor.drawing.wake(3);
    });
  },
};
