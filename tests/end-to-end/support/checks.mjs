// Checks of an end-to-end script: each prints "ok - name" or "not ok - name" with the reason, and the script's exit
// status says whether all were well.
import { isDeepStrictEqual } from 'node:util';

let failed = 0;

export async function check(name, body) {
  try {
    await body();
    console.log(`ok - ${name}`);
  } catch (error) {
    failed += 1;
    process.exitCode = 1;
    console.log(`not ok - ${name}`);
    console.log(String(error.stack || error).split('\n').slice(0, 12).map((line) => `    ${line}`).join('\n'));
  }
}

export function equal(found, expected, what = '') {
  if (isDeepStrictEqual(found, expected)) return;
  throw new Error(`${what}${what && ': '}found ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
}

export function holds(condition, what) {
  if (!condition) throw new Error(`it does not hold that ${what}`);
}

// Asks again until it is so; the limit only ends a test that has failed.
export async function until(what, ask, limit_ms = 20000) {
  const end = Date.now() + limit_ms;
  let last;
  for (;;) {
    last = await ask();
    if (last) return last;
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
}

export function failures() {
  return failed;
}
