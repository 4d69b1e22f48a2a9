// When the client draws: in an animation frame after something happened, then twice more while it settles, then never
// until the next event. While the page is hidden nobody sees a frame, but the title and the outline of the page must go
// on, so then the client is asked once a second, if there is anything new.
'use strict';

kontor.drawing = {
  wanted: 0,
  request: 0,
  timer: 0,
  redraw: 0,

  wake(frames) {
    const drawing = kontor.drawing;
    drawing.wanted = Math.max(drawing.wanted, frames);
    window.__kontor.idle = false;
    if (document.hidden) {
      if (!drawing.timer) drawing.timer = setTimeout(drawing.tick, 1000);
    } else if (!drawing.request) {
      drawing.request = requestAnimationFrame(drawing.tick);
    }
  },

  tick() {
    const drawing = kontor.drawing;
    clearTimeout(drawing.timer);
    drawing.request = drawing.timer = 0;
    if (!kontor.self) {
      window.__kontor.idle = true; // for ever: it has stopped
      return;
    }
    drawing.draw();
    if (drawing.wanted > 0) drawing.wake(drawing.wanted);
    else kontor.mirror.flush();
    window.__kontor.idle = drawing.wanted <= 0;
  },

  // One frame, now. Called in the middle of an event where its effect is needed at once, as the text for the clipboard;
  // and then painted only by the next one, if painting is not to hold that effect up.
  draw(painted = true) {
    const drawing = kontor.drawing;
    const canvas = kontor.canvas;
    drawing.wanted -= 1;
    const scale = window.devicePixelRatio || 1;
    const width = Math.round(canvas.clientWidth * scale);
    const height = Math.round(canvas.clientHeight * scale);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const redraw_ms = kontor.call('frame', performance.now(), canvas.clientWidth, canvas.clientHeight, scale,
      painted && !document.hidden ? 1 : 0);
    window.__kontor.frames += 1;
    if (!window.__kontor.first_frame_ms) {
      window.__kontor.first_frame_ms = performance.now();
      document.getElementById('message').hidden = true;
    }
    clearTimeout(drawing.redraw);
    if (redraw_ms >= 0) drawing.redraw = setTimeout(() => drawing.wake(1), redraw_ms);
  },

  start() {
    const drawing = kontor.drawing;
    // Drawn before the browser paints: a new size must not be seen with the old picture.
    new ResizeObserver(() => {
      drawing.wake(3);
      if (window.__kontor.frames > 0) drawing.draw();
    }).observe(kontor.canvas);
    const watch_scale = () => {
      matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
        drawing.wake(3);
        watch_scale();
      }, { once: true });
    };
    watch_scale();
    document.addEventListener('visibilitychange', () => {
      cancelAnimationFrame(drawing.request);
      drawing.request = 0;
      drawing.wake(3);
    });
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawing.wake(3));
    kontor.canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    kontor.canvas.addEventListener('webglcontextrestored', () => {
      kontor.call('context_restored');
      drawing.wake(3);
    });
  },
};
