// Owns: the files of the page. They are real files, not strings in a module, so that they can be read, linted and opened
// as what they are; the compiler does not copy them, so they are always read from the package's src/console/page. That
// folder has the same relative path from src/console and from dist/console. Read once at the start: a missing file stops
// the start, and a request can only name what is in the table.

import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

const FOLDER = new URL('../../src/console/page/', import.meta.url);
const EMOJI_FONT = 'twemoji-colr-font/twemoji.woff2';
const TYPES: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['svg', 'image/svg+xml'],
]);

/** By file name. Throws when the folder or the page itself is not there. */
export function loadPageFiles(): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(FOLDER)) {
    const type = TYPES.get(name.slice(name.lastIndexOf('.') + 1));
    if (type !== undefined) files.set(name, { type, body: readFileSync(new URL(name, FOLDER)) });
  }
  for (const name of ['index.html', 'locked.html', 'app.js', 'style.css']) {
    if (!files.has(name))
      throw new Error(`the console's page lacks ${name} in ${FOLDER.pathname}: install the package again, with src/console/page`);
  }
  const font = createRequire(import.meta.url).resolve(EMOJI_FONT);
  files.set('emoji.woff2', { type: 'font/woff2', body: readFileSync(font) });
  return files;
}
