// What joins the page and the compiled client. The client calls kontor.….name(), through library.js, and is called by
// kontor.call('name', …), which is its exported function kontor_name(self, …).
'use strict';

const kontor = {
  self: 0, // the client's WebPlatform; 0 before it is made
  canvas: document.getElementById('canvas'),
  memory_text: new TextDecoder(),
  memory_bytes: new TextEncoder(),

  // A text or bytes of the client's memory. Copied, because memory moves when it grows.
  text(at, length) {
    return kontor.memory_text.decode(Module.HEAPU8.subarray(at, at + length));
  },
  bytes(at, length) {
    return Module.HEAPU8.slice(at, at + length);
  },

  // Copies a text to an address of the client's memory, at most `room` bytes, and says how long it is.
  give(text, to, room) {
    const bytes = kontor.memory_bytes.encode(text);
    if (bytes.length <= room) Module.HEAPU8.set(bytes, to);
    return bytes.length;
  },

  // Texts and bytes become two arguments, address and length, which are good until the call returns.
  call(name, ...parts) {
    if (!kontor.self) return undefined;
    const taken = [];
    const flat = [kontor.self];
    for (const part of parts) {
      if (typeof part === 'number') {
        flat.push(part);
        continue;
      }
      const bytes = typeof part === 'string' ? kontor.memory_bytes.encode(part) : part;
      const at = Module._malloc(bytes.length || 1);
      Module.HEAPU8.set(bytes, at);
      taken.push(at);
      flat.push(at, bytes.length);
    }
    try {
      return Module[`_kontor_${name}`](...flat);
    } finally {
      for (const at of taken) Module._free(at);
    }
  },

  // A list of byte strings as one: each with its length (4 bytes, little-endian) in front; and back.
  pack(list) {
    const packed = new Uint8Array(list.reduce((sum, each) => sum + 4 + each.length, 0));
    const view = new DataView(packed.buffer);
    let at = 0;
    for (const each of list) {
      view.setUint32(at, each.length, true);
      packed.set(each, at + 4);
      at += 4 + each.length;
    }
    return packed;
  },
  unpack(packed) {
    const view = new DataView(packed.buffer, packed.byteOffset, packed.length);
    const list = [];
    for (let at = 0; at < packed.length;) {
      const length = view.getUint32(at, true);
      list.push(packed.slice(at + 4, at + 4 + length));
      at += 4 + length;
    }
    return list;
  },
  texts(at, length) {
    return kontor.unpack(kontor.bytes(at, length)).map((part) => kontor.memory_text.decode(part));
  },
};

// For tests, and for whoever is curious: how often was drawn, and is there anything left to draw?
window.__kontor = { frames: 0, first_frame_ms: 0, idle: false };
