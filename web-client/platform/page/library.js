// What the client calls by name (web/page.hpp declares it for C++): the compiler of the page takes these functions from
// here. Texts and bytes come as address and length in the client's memory.
'use strict';

mergeInto(LibraryManager.library, {
  page_start: function (self) {
    kontor.start(self);
  },
  page_wake: function (frames) {
    kontor.drawing.wake(frames);
  },
  page_wall_ms: function () {
    return Date.now();
  },
  page_steady_ms: function () {
    return performance.now();
  },
  page_utc_offset_s: function (at_ms) {
    return -60 * new Date(at_ms).getTimezoneOffset();
  },
  page_random: function (bytes, count) {
    for (let at = 0; at < count; at += 65536) {
      crypto.getRandomValues(HEAPU8.subarray(bytes + at, bytes + Math.min(count, at + 65536)));
    }
  },
  page_cipher: function (opens, packed, length, ticket) {
    const [key, ...texts] = kontor.unpack(kontor.bytes(packed, length));
    kontor.cipher.run(Boolean(opens), kontor.memory_text.decode(key), texts, ticket);
  },
  page_is_mac: function () {
    return /Mac|iPhone|iPad/.test(navigator.platform);
  },
  page_prefers_dark: function () {
    return !matchMedia('(prefers-color-scheme: light)').matches;
  },
  page_language: function (to, room) {
    return kontor.give((navigator.language || 'en').toLowerCase().split('-')[0], to, room);
  },
  page_device: function (to, room) {
    return kontor.give(kontor.place.device(), to, room);
  },
  page_route: function (to, room) {
    return kontor.give(kontor.place.route(), to, room);
  },
  page_title: function (text, length) {
    document.title = kontor.text(text, length);
  },
  page_go: function (route, length, replace) {
    kontor.place.go(kontor.text(route, length), replace);
  },
  page_copy: function (text, length) {
    kontor.typing.copy(kontor.text(text, length));
  },
  page_open_link: function (address, length) {
    kontor.place.open_link(kontor.text(address, length));
  },
  page_start_download: function (path, length) {
    kontor.place.start_download(kontor.text(path, length));
  },
  page_load_whole: function () {
    kontor.place.load_whole();
  },
  page_choose_file: function (types, length) {
    kontor.files.choose(kontor.text(types, length));
  },
  page_save_file: function (name, name_length, bytes, length) {
    kontor.place.save_file(kontor.text(name, name_length), kontor.bytes(bytes, length));
  },
  page_cursor: function (shape, length) {
    kontor.pointer.cursor(kontor.text(shape, length));
  },
  page_draw_sign: function (text, length, em, strong, numbers) {
    return kontor.signs.draw(kontor.text(text, length), em, Boolean(strong), HEAPF32.subarray(numbers >> 2));
  },
  page_sign_pixels: function (to) {
    HEAPU8.set(kontor.signs.pixels, to);
  },
  page_sign_advances: function (text, ends, count, advances) {
    const words = Array.from(HEAPU32.subarray(ends >> 2, (ends >> 2) + count), (end) => kontor.text(text, end));
    HEAPF32.set(kontor.signs.advances(words), advances >> 2);
  },
  page_use_face: function (bytes, length) {
    kontor.use_face(kontor.bytes(bytes, length));
  },
  page_show_fields: function (json, length) {
    kontor.fields.show(JSON.parse(kontor.text(json, length)));
  },
  page_mirror: function (json, length) {
    kontor.mirror.update(JSON.parse(kontor.text(json, length)));
  },
  page_send: function (ticket, packed, length, timeout_ms) {
    const parts = kontor.unpack(kontor.bytes(packed, length));
    const texts = kontor.texts(packed, length);
    kontor.network.send(ticket, texts[0], texts[1], texts[2], parts[3], timeout_ms);
  },
  page_cancel_send: function (ticket) {
    kontor.network.cancel(ticket);
  },
  page_after: function (ticket, delay_ms) {
    kontor.timers.start(ticket, delay_ms);
  },
  page_cancel_after: function (ticket) {
    kontor.timers.cancel(ticket);
  },
  page_store_open: function (account, account_length) {
    kontor.stores.of(kontor.text(account, account_length));
  },
  page_store_write: function (account, account_length, batch, batch_length, ticket) {
    const store = kontor.stores.of(kontor.text(account, account_length));
    store.write(kontor.bytes(batch, batch_length), ticket);
  },
  page_store_read: function (account, account_length, prefix, prefix_length, ticket) {
    const store = kontor.stores.of(kontor.text(account, account_length));
    store.read(kontor.bytes(prefix, prefix_length), ticket);
  },
  page_store_lease: function (account, account_length, names, names_length, duration_ms, ticket) {
    const both = kontor.texts(names, names_length);
    const store = kontor.stores.of(kontor.text(account, account_length));
    store.lease(both[0], both[1], duration_ms, ticket);
  },
  page_store_release: function (account, account_length, names, names_length) {
    const both = kontor.texts(names, names_length);
    kontor.stores.of(kontor.text(account, account_length)).release(both[0], both[1]);
  },
  page_store_broadcast: function (account, account_length, message, message_length) {
    const store = kontor.stores.of(kontor.text(account, account_length));
    store.broadcast(kontor.bytes(message, message_length));
  },
});
