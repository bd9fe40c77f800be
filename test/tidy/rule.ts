// Owns: what a rule of the house is: a check over files, and files made up to show that the check can fail.

import type { Finding, PlantedTree, SourceFile } from './source-tree.ts';

export interface Rule {
  /** Completes "the house rule: …". */
  readonly name: string;
  /** What to do about a finding. */
  readonly remedy: string;
  readonly check: (files: readonly SourceFile[]) => readonly Finding[];
  /** In each of these trees the check finds something. */
  readonly broken: readonly PlantedTree[];
  /** In none of these it does: what looks alike and is right. */
  readonly fine: readonly PlantedTree[];
}

/** A text in pieces: what would break a rule stands nowhere as a whole, so that no rule finds itself. */
export const piece = (...parts: readonly string[]): string => parts.join('');

/** A check of each file by itself. `applies` takes a path from the root. */
export const perFile =
  (applies: (path: string) => boolean, find: (file: SourceFile) => readonly Finding[]): Rule['check'] =>
  (files) =>
    files.filter(({ path }) => applies(path)).flatMap(find);

const SCRIPT_FOLDERS = /^(?:src|test|scripts|bench)\//;
const isTypeScript = (path: string): boolean => path.endsWith('.ts');
export const isOurs = (path: string): boolean => SCRIPT_FOLDERS.test(path) && isTypeScript(path);
export const isSource = (path: string): boolean => path.startsWith('src/') && isTypeScript(path);
export const isCore = (path: string): boolean => path.startsWith('src/core/') && isTypeScript(path);
export const isTest = (path: string): boolean => path.startsWith('test/') && isTypeScript(path);
