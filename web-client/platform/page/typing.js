// Keys and text while no field is being edited (fields.js has those). They go through a text field that nobody sees, so
// that the clipboard's shortcuts work, and so that nothing is lost of what is typed before a field has the keyboard;
// while an input method composes, its text is shown there.
'use strict';

kontor.typing = {
  field: document.getElementById('typing'),
  composing: false,
  last: { text: '', ms: -Infinity }, // letters that the client was told
  copying: null, // { text }: within a copy or cut event

  // The field always holds one selected character, so that there is something to erase and to copy.
  reset() {
    const field = kontor.typing.field;
    field.value = '\u00a0';
    field.setSelectionRange(0, 1);
  },
  focus() {
    kontor.typing.field.focus({ preventScroll: true });
  },
  blur() {
    kontor.typing.field.blur();
  },

  // The client gives letters to the field that it draws next. One of a way in is the page's own, and may come later.
  tell(text) {
    const { last } = kontor.typing;
    const now = performance.now();
    last.text = now - last.ms < 1000 ? last.text + text : text;
    last.ms = now;
    kontor.call('text', text);
  },
  just_typed() {
    const { text, ms } = kontor.typing.last;
    kontor.typing.last = { text: '', ms: -Infinity };
    return performance.now() - ms < 1000 ? text : '';
  },

  // Beside the field that it will go to: the one for messages, if there is one.
  place_composition() {
    const to = kontor.mirror.root.querySelector('[role=textbox][aria-multiline]:not([aria-disabled])');
    const { left, top } = to ? to.getBoundingClientRect() : { left: 0, top: 0 };
    Object.assign(kontor.typing.field.style, { left: `${left}px`, top: `${top}px` });
  },

  modifiers(event) {
    return (event.ctrlKey ? 1 : 0) | (event.shiftKey ? 2 : 0) | (event.altKey ? 4 : 0) | (event.metaKey ? 8 : 0);
  },

  // Copy, cut and paste come as events of their own, also from menus; their keys are not told.
  is_clipboard_key(event) {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    if (command && ['KeyC', 'KeyX', 'KeyV', 'Insert'].includes(event.code)) return true;
    return event.shiftKey && ['Insert', 'Delete'].includes(event.code);
  },

  // Keys that the browser would do something with, though they are meant for the client.
  is_ours(event) {
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey) return false; // Alt with an arrow is back and forward
    if (command) {
      return ['KeyA', 'KeyB', 'KeyI', 'KeyK', 'KeyS', 'KeyU', 'KeyY', 'KeyZ', 'Enter', 'Home', 'End', 'ArrowLeft',
        'ArrowRight', 'ArrowUp', 'ArrowDown', 'Backspace', 'Delete', 'Slash'].includes(event.code);
    }
    return ['Tab', 'Enter', 'Backspace', 'Delete', 'Escape', 'Home', 'End', 'PageUp', 'PageDown', 'ArrowLeft',
      'ArrowRight', 'ArrowUp', 'ArrowDown'].includes(event.key);
  },

  key(event, down) {
    // The client would see a letter and the release of Ctrl in one frame, and take them for the letter alone.
    if (!down && ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key) && kontor.drawing.wanted > 0) {
      kontor.drawing.draw();
    }
    // What was typed before a key that does something was for what had the keyboard then.
    if (down && event.key.length > 1 && event.key !== 'Shift') kontor.typing.last.ms = -Infinity;
    kontor.call('key', event.code, event.key, down, kontor.typing.modifiers(event));
    // What Enter sends is on its way before the next picture is painted, not after.
    if (down && event.key === 'Enter') kontor.drawing.draw(false);
    kontor.drawing.wake(3);
  },

  start() {
    const typing = kontor.typing;
    const field = typing.field;
    const wake = () => kontor.drawing.wake(3);
    typing.reset();

    field.addEventListener('keydown', (event) => {
      if (event.isComposing || event.keyCode === 229 || typing.is_clipboard_key(event)) return;
      if (kontor.fields.is_tab(event) && kontor.fields.inputs.size > 0) {
        kontor.fields.tab(event, 1);
        return;
      }
      if (typing.is_ours(event)) event.preventDefault();
      typing.key(event, 1);
    });
    field.addEventListener('keyup', (event) => typing.key(event, 0));

    field.addEventListener('compositionstart', () => {
      typing.composing = true;
      typing.place_composition();
      field.classList.add('composing');
    });
    field.addEventListener('compositionend', (event) => {
      typing.composing = false;
      field.classList.remove('composing');
      if (event.data) typing.tell(event.data);
      typing.reset();
      wake();
    });
    field.addEventListener('input', (event) => {
      if (typing.composing || event.isComposing) return;
      const kind = event.inputType;
      if (kind.startsWith('deleteContent')) kontor.call('tap_key', 'Backspace', 0);
      else if (kind === 'insertLineBreak' || kind === 'insertParagraph') kontor.call('tap_key', 'Enter', 0);
      else if (kind !== 'insertFromComposition') {
        // A spelling that was chosen, or a text that was dropped, comes without data: it stands in the field.
        const text = event.data || field.value.replace('\u00a0', '');
        if (text) typing.tell(text);
      }
      typing.reset();
      wake();
    });

    field.addEventListener('paste', (event) => {
      if (kontor.files.take_pasted(event)) return;
      event.preventDefault();
      kontor.call('pasted', event.clipboardData.getData('text/plain'));
      kontor.call('tap_key', 'KeyV', 1);
      wake();
    });
    for (const [kind, code] of [['copy', 'KeyC'], ['cut', 'KeyX']]) {
      field.addEventListener(kind, (event) => {
        event.preventDefault();
        const copying = { text: null };
        typing.copying = copying;
        kontor.call('tap_key', code, 1);
        for (let frame = 0; frame < 4; ++frame) kontor.drawing.draw();
        typing.copying = null;
        if (copying.text !== null) event.clipboardData.setData('text/plain', copying.text);
        wake();
      });
    }

    const focused = (now) => {
      kontor.call('focused', now);
      wake();
    };
    field.addEventListener('focus', () => focused(1));
    // A page's own field has the keyboard then, or another window.
    field.addEventListener('blur', (event) => {
      if (!kontor.fields.form.contains(event.relatedTarget)) focused(0);
    });
    // On a phone the field is focused for text only, since that opens its keyboard.
    const coarse = matchMedia('(pointer: coarse)').matches;
    if (!coarse) typing.focus();
    // Nothing else on the page takes keys, so they are the client's wherever the focus has gone.
    document.addEventListener('keydown', (event) => {
      if (document.activeElement !== document.body) return;
      if (!coarse) typing.focus();
      if (event.isComposing || typing.is_clipboard_key(event)) return;
      if (typing.is_ours(event)) event.preventDefault();
      typing.key(event, 1);
      const is_letter = [...event.key].length === 1 && !event.ctrlKey && !event.metaKey;
      if (coarse && is_letter) kontor.call('text', event.key);
    });
    document.addEventListener('keyup', (event) => {
      if (document.activeElement === document.body) typing.key(event, 0);
    });
  },

  copy(text) {
    const typing = kontor.typing;
    if (typing.copying) {
      typing.copying.text = text;
      return;
    }
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).catch(() => typing.copy_by_command(text));
      return;
    }
    typing.copy_by_command(text);
  },

  // Pages that did not come by https have no other clipboard.
  copy_by_command(text) {
    const set = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      event.clipboardData.setData('text/plain', text);
    };
    document.addEventListener('copy', set, { capture: true, once: true });
    document.execCommand('copy');
    document.removeEventListener('copy', set, { capture: true });
  },
};
