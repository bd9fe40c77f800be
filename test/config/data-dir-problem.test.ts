// What a data folder that cannot be used says: where, why and what to do.

import { describe, expect, it } from 'vitest';
import { dataDirProblem } from '../../src/config/checks/data-dir-problem.ts';

const fault = (code: string, path: string): Error => Object.assign(new Error(`${code}: as the system says it`), { code, path });
const told = (code: string, path = '/srv/signalman/data/journal'): string => {
  const { place, message, remedy } = dataDirProblem(fault(code, path), '/srv/signalman/data') ?? {};
  return [place?.key, message, remedy].join(' | ');
};

describe('a data folder that cannot be used', () => {
  it.each([
    ['EACCES', /DATA_DIR \| \/srv\/signalman\/data\/journal cannot be used: the user .*may not read and write it.*\| .*DATA_DIR/],
    ['EPERM', /may not read and write it/],
    ['EROFS', /mounted read-only \(EROFS\).*\| Mount it for writing, or name another folder as DATA_DIR/],
    ['ENOTDIR', /is no folder.*\| Name a folder as DATA_DIR/],
    ['EEXIST', /is no folder/],
    ['EISDIR', /where a file belongs/],
    ['ENOENT', /cannot be made there/],
    ['ENAMETOOLONG', /too long.*shorter path/],
    ['ELOOP', /symbolic links/],
  ])('%s', (code, words) => expect(told(code)).toMatch(words));

  it('may be named by what it lies in', () => expect(told('EACCES', '/srv/signalman')).toContain('/srv/signalman cannot be used'));

  it('is not to blame for what is wrong elsewhere, nor for a disk that is full', () => {
    expect(told('EACCES', '/etc/ssl/key.pem')).toBe(' |  | ');
    expect(told('ENOSPC')).toBe(' |  | ');
    expect(dataDirProblem(new Error('anything'), '/srv/signalman/data')).toBeNull();
  });
});
