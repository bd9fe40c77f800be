// Owns: what a file imports, read from its text: every import and re-export, those of types marked as such.

import { posix } from 'node:path';
import { lineAt, type SourceFile } from './source-tree.ts';

export interface ImportedName {
  readonly name: string;
  readonly isType: boolean;
}

export interface Import {
  readonly from: string;
  readonly line: number;
  /** As written. */
  readonly specifier: string;
  /** From the root of the repository; null = a package. */
  readonly target: string | null;
  /** Empty for `import '…'` and `import('…')`, which take everything. */
  readonly names: readonly ImportedName[];
  /** Nothing of it is left when the types are stripped. */
  readonly isTypeOnly: boolean;
}

/** `import … from '…'`, `export … from '…'`; the contents of the quotes are blanks in the code. */
const STATIC = /(?<![\w$.])(?:import|export)\s+(type\s+)?([^;'"()=]*?)\s*from\s*(['"])( *)\3/g;
/** `import '…'` and `import('…')`. */
const WHOLE = /(?<![\w$.])import\s*\(?\s*(['"])( *)\1/g;

export function importsOf(file: SourceFile): readonly Import[] {
  const found: Import[] = [];
  const add = (match: RegExpExecArray, length: number, type: boolean, clause: string): void => {
    const end = match.index + match[0].length - 1;
    const specifier = file.text.slice(end - length, end);
    const names = readNames(clause, type);
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(file.path), specifier) : null;
    const isTypeOnly = names.length > 0 && names.every((each) => each.isType);
    found.push({ from: file.path, line: lineAt(file.text, match.index), specifier, target, names, isTypeOnly });
  };
  for (const match of file.code.matchAll(STATIC)) add(match, match[4]?.length ?? 0, match[1] !== undefined, match[2] ?? '');
  for (const match of file.code.matchAll(WHOLE)) add(match, match[2]?.length ?? 0, false, '');
  return found;
}

/** `Default, { a, type B, c as d }`, `* as all`. */
function readNames(clause: string, type: boolean): ImportedName[] {
  return clause
    .replace(/[{}]/g, ',')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const isType = type || part.startsWith('type ');
      return { name: part.replace(/^type\s+/, '').replace(/\s+as\s+.*$/, ''), isType };
    });
}
