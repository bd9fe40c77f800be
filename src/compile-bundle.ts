// Owns: the program as one file (dist/bundle/signalman.cjs, made by the build) and the code that V8 has compiled for it.
// Invariants: compiled code is used only with the very text that it was compiled from, whose checksum is in its name, only
// where it is whole (its own checksum comes first in its file), and only where V8 finds that it is its own (the same
// version and options of Node); else the text is compiled anew.

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

export interface Bundle {
  /** Compiled from the text, because there was no code for it or V8 did not take it. */
  readonly isCompiledAnew: boolean;
  /** Keeps what V8 has compiled so far, readable for everybody, whatever the umask. */
  keepCode(): void;
  run(): void;
}

function readIfThere(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

const CHECKSUM_BYTES = 4;

function readCode(path: string): Buffer | null {
  const file = readIfThere(path);
  if (file === null || file.length < CHECKSUM_BYTES) return null;
  const code = file.subarray(CHECKSUM_BYTES);
  return crc32(code) === file.readUInt32LE() ? code : null;
}

function writeCode(path: string, code: Buffer): void {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(code));
  writeFileSync(path, Buffer.concat([checksum, code]));
  chmodSync(path, 0o644);
}

/** Null where there is no such file. The text is ASCII: the build sees to it. */
export function compileBundle(path: string): Bundle | null {
  const text = readIfThere(path);
  if (text === null) return null;
  const codePath = `${path}.${crc32(text).toString(16).padStart(8, '0')}.code`;
  const cachedData = readCode(codePath);
  const script = new Script(`(function (exports, require, module, __filename, __dirname, importModule) { ${text.toString('latin1')}\n})`, {
    filename: path,
    ...(cachedData === null ? {} : { cachedData }),
  });
  return {
    isCompiledAnew: cachedData === null || script.cachedDataRejected === true,
    keepCode: () => writeCode(codePath, script.createCachedData()),
    run() {
      const module = { exports: {} };
      const start = script.runInThisContext() as (...names: unknown[]) => void;
      // of a module: see scripts/bundle.ts
      const importModule = (specifier: string): Promise<unknown> => import(specifier);
      start(module.exports, createRequire(path), module, path, dirname(path), importModule);
    },
  };
}
