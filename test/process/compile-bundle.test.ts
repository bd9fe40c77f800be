import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compileBundle, type Bundle } from '../../src/compile-bundle.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalman-bundle-'));
  path = join(folder, 'program.cjs');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function compiled(text: string): Bundle {
  writeFileSync(path, text);
  const bundle = compileBundle(path);
  if (bundle === null) throw new Error('there is no bundle');
  return bundle;
}
/** A program that leaves a file, so that what ran can be seen. */
const leaving = (name: string): string => `require('node:fs').writeFileSync(require('node:path').join(__dirname, '${name}'), __filename);`;
const left = (): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('ran-'));

describe('the program as one file', () => {
  it('is compiled once; the code is taken at the next start', () => {
    const first = compiled(leaving('ran-1'));
    expect(first.isCompiledAnew).toBe(true);
    first.run();
    first.keepCode();
    const second = compiled(leaving('ran-1'));
    expect(second.isCompiledAnew).toBe(false);
    second.run();
    expect(left()).toEqual(['ran-1']);
  });

  it('never runs the code of another text, also where that is as long', () => {
    const first = compiled(leaving('ran-1'));
    first.keepCode();
    const second = compiled(leaving('ran-2'));
    expect(second.isCompiledAnew).toBe(true);
    second.run();
    expect(left()).toEqual(['ran-2']);
  });

  it('is compiled anew where the code is damaged', () => {
    const first = compiled(leaving('ran-1'));
    first.keepCode();
    const code = readdirSync(folder).find((name) => name.endsWith('.code')) ?? '';
    const bytes = readFileSync(join(folder, code));
    bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
    writeFileSync(join(folder, code), bytes);
    const second = compiled(leaving('ran-1'));
    expect(second.isCompiledAnew).toBe(true);
    second.run();
    expect(left()).toEqual(['ran-1']);
  });

  it('imports modules, also from code that was kept', async () => {
    const text = `module.exports.loaded = importModule('node:zlib'); globalThis.bundleLoaded = module.exports.loaded;`;
    const first = compiled(text);
    first.run();
    first.keepCode();
    const second = compiled(text);
    expect(second.isCompiledAnew).toBe(false);
    second.run();
    const { bundleLoaded } = globalThis as { bundleLoaded?: Promise<{ gzipSync?: unknown }> };
    expect((await bundleLoaded)?.gzipSync).toBeTypeOf('function');
    Reflect.deleteProperty(globalThis, 'bundleLoaded');
  });

  it('is nothing where there is no file', () => {
    expect(compileBundle(path)).toBeNull();
  });
});
