// Owns: the second half of `npm run build`: makes one file of the compiled program, starts it once on an empty folder, and
// keeps the code that V8 compiled for that (src/compile-bundle.ts says when it is used).

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A start takes a second. */
const RECORD_MS_MAX = 60_000;

/** `compiled`: the folder that tsc wrote to; the bundle comes to `bundle` in it. `entry`: the module that it begins with. */
export async function makeBundle(compiled: string, entry = join(compiled, 'main.js')): Promise<void> {
  const folder = join(compiled, 'bundle');
  rmSync(folder, { recursive: true, force: true });
  await build({
    entryPoints: [entry],
    outfile: join(folder, 'signalman.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // Loaded only where an account needs them: an exchange's class is a megabyte of text, and paper needs none of them.
    external: ['ccxt', '@alpacahq/alpaca-trade-api', 'ws'],
    // grammY's HTTP client brings it for a Node without URL; it loads a module that newer ones warn of at every start.
    alias: { 'whatwg-url': 'node:url', 'abort-controller': join(ROOT, 'scripts', 'native-abort-controller.ts') },
    // Each function that is made would be given its name anew, closures too: an eighth of the time of an alert.
    keepNames: false,
    charset: 'ascii',
    minifyWhitespace: true,
    lineLimit: 160,
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    logLevel: 'warning',
  });
  finishText(join(folder, 'signalman.cjs'));
  recordCode(join(folder, 'signalman.cjs'));
}

/**
 * esbuild keeps the letters of regular expressions as they are, whatever the charset: here they become escapes, since the text is
 * read as ASCII (one byte a letter, half the memory). Compiled code that was kept cannot import by itself, V8 keeps no callback
 * for it: whoever runs it does it for it.
 */
function finishText(bundle: string): void {
  const text = readFileSync(bundle, 'utf8').replaceAll('await import(', 'await importModule(');
  const ascii = text.replaceAll(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(bundle, ascii, 'latin1');
}

/** Without the code the program starts all the same, only slower: a machine on which it cannot be started now is told so. */
function recordCode(bundle: string): void {
  const scratch = mkdtempSync(join(tmpdir(), 'signalman-build-'));
  try {
    execFileSync(process.execPath, ['--import', 'tsx', join(ROOT, 'scripts', 'record-code.ts'), bundle, scratch], {
      cwd: ROOT,
      env: {
        PATH: process.env['PATH'],
        HOST: '127.0.0.1',
        PORT: '0',
        DATA_DIR: join(scratch, 'data'),
        LOG_LEVEL: 'silent',
        WEBHOOK_SECRET: randomBytes(16).toString('hex'),
        WEBHOOK_WAIT_MS: '2500',
      },
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: RECORD_MS_MAX,
    });
  } catch (error) {
    process.stderr.write(`The program's compiled code could not be recorded, its starts take longer: ${String(error)}\n`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
