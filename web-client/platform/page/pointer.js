// Mouse, pen and finger. A finger that moves scrolls, one that stays and leaves presses, one that stays long presses
// the other button; a mouse is told as it is.
'use strict';

kontor.pointer = {
  finger: null, // { id, x, y, scrolling, held }
  pressing: null, // where a finger presses, while that is drawn: { x, y }
  slop: 8, // points that a finger trembles
  pressed_ms: 0, // when the mouse was last pressed on the drawing

  start() {
    const canvas = kontor.canvas;
    const pointer = kontor.pointer;
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [event.clientX - box.left, event.clientY - box.top];
    };
    const wake = () => kontor.drawing.wake(3);

    canvas.addEventListener('pointermove', (event) => {
      const [x, y] = at(event);
      if (event.pointerType !== 'touch') {
        kontor.call('mouse_moved', x, y);
        wake();
        return;
      }
      const finger = pointer.finger;
      if (!finger || finger.id !== event.pointerId) return;
      if (!finger.scrolling && Math.hypot(x - finger.x, y - finger.y) < pointer.slop) return;
      finger.scrolling = true;
      clearTimeout(finger.timer);
      kontor.call('scrolled', x - finger.x, y - finger.y);
      finger.x = x;
      finger.y = y;
      wake();
    });

    canvas.addEventListener('pointerdown', (event) => {
      kontor.mirror.take_back();
      if (event.pointerType !== 'touch' && pointer.is_the_browsers(event)) return;
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      const [x, y] = at(event);
      if (event.pointerType !== 'touch') {
        pointer.pressed_ms = performance.now();
        kontor.typing.focus();
        kontor.call('mouse_pressed', x, y, event.button, 1);
        wake();
        return;
      }
      if (pointer.finger) return; // a second finger means nothing here
      const finger = { id: event.pointerId, x, y, scrolling: false, held: false };
      finger.timer = setTimeout(() => {
        finger.held = true;
        pointer.press(finger.x, finger.y, 2);
      }, 500);
      pointer.finger = finger;
      kontor.call('finger_put', x, y);
      wake();
    });

    const lifted = (event, pressed) => {
      const [x, y] = at(event);
      if (event.pointerType !== 'touch') {
        if (event.button === 2 && kontor.mirror.lent) return; // was not told of, either
        kontor.call('mouse_pressed', x, y, event.button, 0);
        wake();
        return;
      }
      const finger = pointer.finger;
      if (!finger || finger.id !== event.pointerId) return;
      clearTimeout(finger.timer);
      pointer.finger = null;
      if (pressed && !finger.scrolling && !finger.held) pointer.press(finger.x, finger.y, 0);
      // A phone's keyboard opens only within this event: the frames above have given the focus to the field, if any.
      if (kontor.fields.in_use === '') kontor.typing.blur();
    };
    canvas.addEventListener('pointerup', (event) => lifted(event, true));
    canvas.addEventListener('pointercancel', (event) => lifted(event, false));
    canvas.addEventListener('pointerleave', (event) => {
      if (event.pointerType === 'touch') return;
      kontor.call('mouse_left');
      wake();
    });
    // Of the drawing itself there is nothing that could be saved or searched.
    canvas.addEventListener('contextmenu', (event) => event.preventDefault());

    canvas.addEventListener('wheel', pointer.wheel, { passive: false });
  },

  // What means the browser, and not what is drawn: its menu, and a link that is opened beside this page.
  is_the_browsers(event) {
    if (event.button === 2) {
      return kontor.pointer.edits(event) || kontor.mirror.lend(event.clientX, event.clientY);
    }
    if (event.button !== 1 && !(event.button === 0 && (event.ctrlKey || event.metaKey))) return false;
    const link = kontor.mirror.link_at(event.clientX, event.clientY);
    if (!link) return false;
    event.preventDefault();
    window.open(link.href, '_blank', 'noopener');
    return true;
  },

  // A field that is not being edited is pressed first: then the real one lies there, and the browser's menu is about
  // it, with Paste. Until that has come it takes the pointer beside its text, too, where its frame is drawn.
  edits(event) {
    const { fields, mirror, pointer } = kontor;
    const drawn = mirror.field_at(event.clientX, event.clientY);
    if (!drawn) return false;
    event.preventDefault(); // else the focus would go to nothing
    if (!drawn.on_page) pointer.press(event.clientX, event.clientY, 0);
    const input = fields.inputs.get(drawn.getAttribute('aria-owns'));
    if (!input) return false;
    input.classList.add('lent');
    input.addEventListener('contextmenu', () => setTimeout(() => input.classList.remove('lent')), { once: true });
    return true;
  },

  wheel(event) {
    if (event.ctrlKey) return; // the browser's zoom
    event.preventDefault();
    const points = [1, 20, kontor.canvas.clientHeight * 0.8][event.deltaMode];
    const sideways = event.shiftKey && !event.deltaX;
    kontor.call('scrolled', -(sideways ? event.deltaY : event.deltaX) * points,
      sideways ? 0 : -event.deltaY * points);
    kontor.drawing.wake(3);
  },

  // A whole press, drawn until it has had its effect. Of fingers, and of readers of screens.
  press(x, y, button) {
    kontor.pointer.pressing = { x, y };
    kontor.call('finger_put', x, y);
    kontor.drawing.draw();
    kontor.call('mouse_pressed', x, y, button, 1);
    kontor.drawing.draw();
    kontor.call('mouse_pressed', x, y, button, 0);
    kontor.drawing.draw();
    kontor.drawing.draw();
    kontor.pointer.pressing = null;
    kontor.drawing.wake(3);
  },

  cursor(shape) {
    kontor.canvas.style.cursor = shape;
  },
};
