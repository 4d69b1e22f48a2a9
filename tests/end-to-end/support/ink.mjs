// What is drawn in a picture of one line, so that two drawings of the same text can be held against one another.

// Where there is ink, and what its colours are on the whole; `grid` says how much there is at each pixel, row by row.
export async function ink_of(page, picture) {
  return page.evaluate(async (encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const drawn = canvas.getContext('2d');
    drawn.drawImage(image, 0, 0);
    const { data } = drawn.getImageData(0, 0, image.width, image.height);
    const ink = { left: Infinity, right: -1, top: Infinity, bottom: -1, pixels: 0, coloured: 0, sums: [0, 0, 0] };
    const much = new Float32Array(image.width * image.height);
    for (let at = 0; at < data.length; at += 4) {
      const parts = [0, 1, 2].map((part) => data[at + part]);
      much[at / 4] = Math.max(...parts.map((part, i) => Math.abs(part - data[i])));
      if (parts.every((part, i) => Math.abs(part - data[i]) <= 24)) continue; // the ground
      const [x, y] = [(at / 4) % image.width, Math.floor(at / 4 / image.width)];
      ink.left = Math.min(ink.left, x);
      ink.right = Math.max(ink.right, x);
      ink.top = Math.min(ink.top, y);
      ink.bottom = Math.max(ink.bottom, y);
      ink.pixels += 1;
      if (Math.max(...parts) - Math.min(...parts) > 40) ink.coloured += 1;
      parts.forEach((part, i) => { ink.sums[i] += part; });
    }
    const grid = [];
    for (let y = ink.top; y <= ink.bottom; y += 1) {
      grid.push(Array.from(much.subarray(y * image.width + ink.left, y * image.width + ink.right + 1)));
    }
    return { width: ink.right - ink.left + 1, height: ink.bottom - ink.top + 1, pixels: ink.pixels, grid,
      coloured: ink.coloured / ink.pixels, mean: ink.sums.map((sum) => Math.round(sum / ink.pixels)) };
  }, picture.toString('base64'));
}

export const told = ({ grid, ...ink }) => JSON.stringify(ink);

// How alike two drawings are: 1 for the same, about 0 for two that have nothing to do with one another (the correlation
// of their pixels, in the best place within two pixels).
export function likeness(one, other) {
  const height = Math.max(one.grid.length, other.grid.length) + 4;
  const width = Math.max(one.width, other.width) + 4;
  const spread = (grid, right, down) => {
    const all = new Float32Array(width * height);
    grid.forEach((row, y) => row.forEach((much, x) => { all[(y + down) * width + x + right] = much; }));
    return all;
  };
  const mean = (all) => all.reduce((sum, each) => sum + each, 0) / all.length;
  const fixed = spread(one.grid, 2, 2);
  const middle = mean(fixed);
  let best = -1;
  for (let right = 0; right <= 4; right += 1) {
    for (let down = 0; down <= 4; down += 1) {
      const moved = spread(other.grid, right, down);
      const its_middle = mean(moved);
      let both = 0;
      let squares = 0;
      let its_squares = 0;
      fixed.forEach((much, at) => {
        both += (much - middle) * (moved[at] - its_middle);
        squares += (much - middle) ** 2;
        its_squares += (moved[at] - its_middle) ** 2;
      });
      best = Math.max(best, both / Math.sqrt(squares * its_squares));
    }
  }
  return best;
}

// How the browser itself writes a line, in letters of the same size and colours.
export async function paper_of(context) {
  const paper = await context.newPage();
  await paper.goto('about:blank');
  return async (text, em, ground, ink, families = 'system-ui, sans-serif') => {
    await paper.setContent('<p dir="auto"></p>');
    await paper.evaluate(([shown, size, under, over, faces]) => {
      const line = document.querySelector('p');
      Object.assign(document.body.style, { margin: 0, background: under });
      const font = `400 ${size}px ${faces}`;
      // Our faces know nothing of pairs of letters.
      Object.assign(line.style, { margin: '8px', font, color: over, width: 'max-content', fontKerning: 'none' });
      line.textContent = shown;
    }, [text, em, ground, ink, families]);
    const picture = await paper.screenshot({ clip: { x: 0, y: 0, width: 600, height: 48 } });
    return { ...await ink_of(paper, picture), picture };
  };
}
