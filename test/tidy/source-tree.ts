// Owns: the files of the repository as the rules see them. What git ignores is not there.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexSource } from './lex-source.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
  /** The text without comments and contents of strings; the text itself where it is no script. */
  readonly code: string;
}

export interface Finding {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly what: string;
}

const IGNORED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', 'dist', 'coverage', '.git']);
/** `.git` is a file where the checkout is a linked one. */
const IGNORED_FILES = /^(?:\.git|\.env|config\.yaml|data\/(?!README\.md$).*|.*\.log)$/;
const TEXT = /(?:\.(?:ts|js|json|md|yaml|yml|css|html|svg|sh|txt|example)|\/run|(?:^|\/)(?:\.[\w.]+|LICENSE))$/;
const SCRIPT = /\.(?:ts|js)$/;

export const sourceFile = (path: string, text: string): SourceFile => ({ path, text, code: SCRIPT.test(path) ? lexSource(text) : text });

/** Files made up for a rule: path → text. */
export type PlantedTree = Readonly<Record<string, string>>;
export const plantedFiles = (tree: PlantedTree): readonly SourceFile[] =>
  Object.entries(tree).map(([path, text]) => sourceFile(path, text));

export function readTree(root: string = ROOT): readonly SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!IGNORED_FOLDERS.has(entry.name)) walk(path);
      } else if (entry.isFile() && TEXT.test(path) && !IGNORED_FILES.test(path)) {
        files.push(sourceFile(path, readFileSync(join(root, path), 'utf8')));
      }
    }
  };
  walk('');
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export const lineAt = (text: string, index: number): number => text.slice(0, index).split('\n').length;

/** Each match of `pattern` (with the flag g) in the code, or in the whole text, of the file. */
export function matches(file: SourceFile, pattern: RegExp, where: 'code' | 'text' = 'code'): Finding[] {
  return [...file[where].matchAll(pattern)].map((match) => ({
    path: file.path,
    line: lineAt(file.text, match.index),
    what: file.text
      .slice(match.index, match.index + match[0].length)
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 80),
  }));
}
