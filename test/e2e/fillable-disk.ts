// Owns: a real disk that can be full when the test wants it.

import { existsSync, statSync } from 'node:fs';
import { nodeFileSystem, type FileSystem, type OpenFile } from '../../src/store/file-system.ts';

/** A real disk whose appends and writes fail with ENOSPC while `full` is set; what the reserve gives up, in part or whole, is room for so many bytes. */
export function fillableDisk(): { fs: FileSystem; setFull(full: boolean): void } {
  let full = false;
  let room = 0;
  const guarded = (file: OpenFile, path: string): OpenFile =>
    new Proxy(file, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (name === 'truncate' && path.endsWith('reserve'))
          return async (size: number) => {
            if (full) room += (await target.size()) - size;
            await target.truncate(size);
          };
        if (name !== 'write' || typeof value !== 'function') return typeof value === 'function' ? value.bind(target) : value;
        return async (...args: unknown[]) => {
          const [data] = args as [Uint8Array];
          if (full && room < data.length) throw Object.assign(new Error(`ENOSPC: injected, ${path}`), { code: 'ENOSPC' });
          if (full) room -= data.length;
          return (value as (...rest: unknown[]) => unknown).apply(target, args);
        };
      },
    });
  const fs: FileSystem = {
    ...nodeFileSystem,
    open: async (path, mode) => guarded(await nodeFileSystem.open(path, mode), path),
    async unlink(path) {
      if (full && path.endsWith('reserve') && existsSync(path)) room += statSync(path).size;
      await nodeFileSystem.unlink(path);
    },
  };
  return {
    fs,
    setFull(value) {
      full = value;
      room = 0;
    },
  };
}
