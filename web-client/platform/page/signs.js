// Draws what the client's own faces do not have - emoji, and letters of other scripts - with the fonts of this machine:
// a cluster of characters becomes one picture, as the browser itself would write it.
'use strict';

kontor.signs = {
  context: null,
  pixels: null, // of the last one, RGBA

  // Fills `numbers` with the place of the picture from where the letter stands on its line, its advance and its size,
  // all in pixels, and whether it has colours of its own. Returns how many bytes it has.
  draw(text, em, strong, numbers) {
    const signs = kontor.signs;
    signs.context ||= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const context = signs.context;
    // A letter with a mark stands among our own; what has colours is not looked for in our face.
    const faces = /\p{Emoji_Presentation}|[\uFE0F\u20E3]/u.test(text) ? 'system-ui' : 'Kontor, system-ui';
    const prepare = () => {
      context.font = `${strong ? 600 : 400} ${em}px ${faces}, sans-serif`;
      context.textBaseline = 'alphabetic';
      context.textAlign = 'left';
      context.fillStyle = '#fff';
    };
    prepare();
    const measured = context.measureText(text);
    const left = Math.floor(-measured.actualBoundingBoxLeft) - 1;
    const above = Math.ceil(measured.actualBoundingBoxAscent) + 1;
    const width = Math.min(Math.ceil(measured.actualBoundingBoxRight) + 1 - left, 2048);
    const height = Math.min(Math.ceil(measured.actualBoundingBoxDescent) + 1 + above, 1024);
    if (width <= 2 || height <= 2) {
      signs.pixels = null;
      numbers.set([0, 0, measured.width, 0, 0, 0]);
      return 0;
    }
    context.canvas.width = width; // which clears it, and forgets how it writes
    context.canvas.height = height;
    prepare();
    context.fillText(text, -left, above);
    const pixels = context.getImageData(0, 0, width, height).data;
    const coloured = signs.has_colours(pixels);
    if (!coloured) for (let at = 0; at < pixels.length; at += 4) pixels.fill(255, at, at + 3);
    signs.pixels = pixels;
    numbers.set([left, above, measured.width, width, height, coloured ? 1 : 0]);
    return pixels.length;
  },

  // How wide each part of a word is in it, by all beginnings of the word, of which the last is all of it. A joiner at
  // the end leaves the last letter its form.
  advances(beginnings) {
    const { context } = kontor.signs;
    let before = 0;
    return beginnings.map((beginning, i) => {
      const joiner = i + 1 < beginnings.length ? '\u200D' : '';
      const reached = Math.max(context.measureText(beginning + joiner).width, before);
      const advance = reached - before;
      before = reached;
      return advance;
    });
  },

  has_colours(pixels) {
    for (let at = 0; at < pixels.length; at += 4) {
      if (pixels[at + 3] > 64 && (pixels[at] < 200 || pixels[at + 1] < 200 || pixels[at + 2] < 200)) return true;
    }
    return false;
  },
};
