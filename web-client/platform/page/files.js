// Files of the person's: chosen in the browser's own dialog, dropped onto the page, or pasted.
'use strict';

kontor.files = {
  most_bytes: 64 * 1024 * 1024, // what is larger is not read at all

  start() {
    const holds_files = (event) => Boolean(event.dataTransfer) && event.dataTransfer.types.includes('Files');
    // Otherwise the browser would leave the page to show the file.
    window.addEventListener('dragover', (event) => {
      if (holds_files(event)) event.preventDefault();
    });
    window.addEventListener('drop', (event) => {
      if (!holds_files(event)) return;
      event.preventDefault();
      if (event.dataTransfer.files.length) kontor.files.take(event.dataTransfer.files[0]);
    });
  },
  choose(types) {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = types;
    input.addEventListener('change', () => {
      if (input.files.length) kontor.files.take(input.files[0]);
    });
    input.click();
  },
  // Of a paste that has nothing else: a picture of the screen, or files of a folder. What has a text is a text.
  take_pasted(event) {
    const { files } = event.clipboardData;
    if (files.length === 0 || event.clipboardData.getData('text/plain')) return false;
    event.preventDefault();
    kontor.files.take(files[0]);
    return true;
  },
  async take(file) {
    const too_large = file.size > kontor.files.most_bytes;
    // A folder, or a file that has gone since, cannot be read: then it arrives empty.
    const bytes = too_large ? new ArrayBuffer(0) : await file.arrayBuffer().catch(() => new ArrayBuffer(0));
    kontor.call('file_taken', file.name, new Uint8Array(bytes), too_large ? 1 : 0);
    kontor.drawing.wake(3);
  },
};
