// Seals texts with a key, and opens them: AES-GCM of the browser's own (Web Cryptography), with a nonce of 12 bytes in
// front. A page that came without TLS has none.
'use strict';

kontor.cipher = {
  nonce_size: 12,

  // Answers, for each text in its order, whether there is one, and the text.
  async run(opens, key, texts, ticket) {
    const one = opens ? kontor.cipher.open : kontor.cipher.seal;
    const imported = await kontor.cipher.imported(key).catch(() => null);
    const answers = await Promise.all(texts.map((text) => one(imported, text).catch(() => null)));
    const packed = answers.flatMap((bytes) => (bytes
      ? [new Uint8Array([1]), bytes] : [new Uint8Array(0), new Uint8Array(0)]));
    kontor.call('ciphered', ticket, kontor.pack(packed));
  },

  async imported(key) {
    const letters = atob(key.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
  },

  async seal(key, text) {
    const iv = crypto.getRandomValues(new Uint8Array(kontor.cipher.nonce_size));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text));
    const both = new Uint8Array(iv.length + sealed.length);
    both.set(iv);
    both.set(sealed, iv.length);
    return both;
  },

  async open(key, both) {
    const iv = both.subarray(0, kontor.cipher.nonce_size);
    const sealed = both.subarray(kontor.cipher.nonce_size);
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed));
  },
};
