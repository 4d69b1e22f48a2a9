// The outline of what is drawn, as elements: for readers of screens, for the browser's own search (its marks are seen
// through the transparent text), and for tests. Nothing here takes the pointer; a press by a reader of screens is
// carried to the drawing.
'use strict';

kontor.mirror = {
  root: document.getElementById('mirror'),
  nodes: new Map(), // id -> element
  waiting: [],
  timer: 0,
  last: 0,
  lent: null, // takes the pointer, for the browser's menu
  least_ms: 100, // between two changes while the drawing moves, because the browser lays the page out for each

  update(changes) {
    const mirror = kontor.mirror;
    mirror.waiting.push(changes);
    // A field of the page's own that comes or goes must not stand beside its outline.
    const turns = ({ id, on_page }) => Boolean(on_page) !== Boolean(mirror.nodes.get(id)?.on_page);
    if (changes.put.some(turns) || performance.now() - mirror.last >= mirror.least_ms) mirror.flush();
    else if (!mirror.timer) mirror.timer = setTimeout(mirror.flush, mirror.least_ms);
  },

  flush() {
    const mirror = kontor.mirror;
    clearTimeout(mirror.timer);
    mirror.timer = 0;
    if (mirror.waiting.length === 0) return;
    mirror.last = performance.now();
    for (const changes of mirror.waiting) mirror.apply(changes);
    mirror.waiting = [];
  },

  apply(changes) {
    const mirror = kontor.mirror;
    for (const id of changes.gone) {
      const element = mirror.nodes.get(id);
      if (!element) continue;
      // What was inside may have moved elsewhere, and is put there below.
      element.remove();
      mirror.nodes.delete(id);
    }
    for (const node of changes.put) {
      let element = mirror.nodes.get(node.id);
      if (!element) {
        element = mirror.make(node);
        mirror.nodes.set(node.id, element);
      }
      mirror.describe(element, node);
    }
    if (changes.order) mirror.arrange(changes.order);
    mirror.tell_focus();
  },

  make(node) {
    const element = document.createElement(leads_somewhere(node.href) ? 'a' : 'div');
    element.id = `node-${node.id}`;
    if (element.tagName === 'A') element.tabIndex = -1; // the drawing has the round of the keyboard
    // Readers of screens press by an event without a place; a real pointer goes through to the drawing.
    element.addEventListener('click', (event) => {
      event.stopPropagation();
      event.preventDefault();
      const box = element.getBoundingClientRect();
      kontor.pointer.press(box.left + box.width / 2, box.top + box.height / 2, 0);
    });
    return element;
  },

  describe(element, node) {
    const set = (name, value) => {
      if (value === undefined || value === false || value === '') element.removeAttribute(name);
      else element.setAttribute(name, String(value));
    };
    // Whether something is selected, checked or open is said of everything that can be so.
    const either = (name, roles, value) => set(name, roles.includes(node.role) ? String(Boolean(value)) : value);
    const is_text = node.role === 'text';
    element.on_page = Boolean(node.on_page);
    if (element.on_page) {
      mirror_field(element, node);
      return;
    }
    set('aria-owns', undefined);
    if (element.tagName === 'A') set('href', leads_somewhere(node.href) ? node.href : undefined);
    set('role', is_text ? undefined : node.role);
    set('aria-label', is_text ? undefined : node.name);
    set('aria-description', node.description);
    set('aria-disabled', node.disabled);
    either('aria-selected', ['option', 'tab'], node.selected);
    either('aria-checked', ['checkbox'], node.checked);
    either('aria-expanded', ['combobox'], node.expanded);
    set('aria-invalid', node.invalid);
    set('aria-busy', node.busy);
    set('aria-current', node.current);
    set('aria-modal', node.modal);
    set('aria-multiline', node.multiline);
    set('aria-posinset', node.position);
    set('aria-setsize', node.set_size);
    set('aria-level', node.level);
    set('data-focused', node.focused);
    if (node.role === 'progressbar') set('aria-valuenow', parseFloat(node.value) || undefined);
    mirror_text(element, is_text ? node.name : mirror_value(node));
    const [x, y, width, height] = node.rect;
    Object.assign(element.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
  },

  // `order`: [id, parent] of every node. Elements that stand right are not touched, because that would be said again.
  arrange(order) {
    const mirror = kontor.mirror;
    const last = new Map(); // parent element -> its last child that stands right
    for (const [id, parent_id] of order) {
      const element = mirror.nodes.get(id);
      const parent = mirror.nodes.get(parent_id) || mirror.root;
      const before = last.get(parent);
      const next = before ? before.nextElementSibling : parent.firstElementChild;
      if (next !== element) parent.insertBefore(element, next);
      last.set(parent, element);
    }
  },

  // What lies there and is a link, or has a text: the smallest of them.
  at(x, y, wanted) {
    let found = null;
    let least = Infinity;
    for (const element of kontor.mirror.nodes.values()) {
      const box = element.getBoundingClientRect();
      if (x < box.left || x >= box.right || y < box.top || y >= box.bottom || !wanted(element)) continue;
      const area = box.width * box.height;
      if (area <= least) [found, least] = [element, area];
    }
    return found;
  },
  link_at(x, y) {
    return kontor.mirror.at(x, y, (element) => element.tagName === 'A' && element.href);
  },

  field_at(x, y) {
    return kontor.mirror.at(x, y, (element) => element.on_page
      || (element.getAttribute('role') === 'textbox' && !element.hasAttribute('aria-disabled')));
  },

  // For the browser's own menu, which is about what lies under the pointer: until it has been asked for, a link takes
  // the pointer, or a text, which is selected, so that it can be copied. False: nothing of that is there.
  lend(x, y) {
    const mirror = kontor.mirror;
    const has_text = (element) => element.firstChild?.nodeType === Node.TEXT_NODE;
    const lent = mirror.link_at(x, y) || mirror.at(x, y, has_text);
    mirror.take_back();
    if (!lent) return false;
    lent.classList.add('lent');
    mirror.lent = lent;
    if (lent.tagName !== 'A') getSelection().selectAllChildren(lent);
    return true;
  },
  take_back() {
    kontor.mirror.lent?.classList.remove('lent');
    kontor.mirror.lent = null;
  },

  tell_focus() {
    const focused = kontor.mirror.root.querySelector('[data-focused]');
    const field = kontor.typing.field;
    if (focused) field.setAttribute('aria-activedescendant', focused.id);
    else field.removeAttribute('aria-activedescendant');
  },
};

// An address of the web, or a place of this page.
function leads_somewhere(href) {
  return Boolean(href) && (/^https?:\/\//.test(href) || /^\/(?!\/)/.test(href));
}

// The page's own field stands there: only its place in the outline is said.
function mirror_field(element, node) {
  for (const name of element.getAttributeNames()) {
    if (name !== 'id' && name !== 'style') element.removeAttribute(name);
  }
  element.setAttribute('aria-owns', `field-${node.id}`);
  mirror_text(element, '');
}

function mirror_value(node) {
  if (node.password) return '•'.repeat([...(node.value || '')].length);
  if (['textbox', 'combobox'].includes(node.role)) return node.value || '';
  // Live regions are said when their text changes.
  return ['alert', 'status'].includes(node.role) ? node.value || node.name || '' : '';
}

// The text of an element that may hold others.
function mirror_text(element, text) {
  const first = element.firstChild;
  const own = first && first.nodeType === Node.TEXT_NODE ? first : null;
  if (own && own.data === text) return;
  if (!text) {
    if (own) own.remove();
  } else if (own) {
    own.data = text;
  } else {
    element.prepend(text);
  }
}
