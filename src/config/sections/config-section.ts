// Owns: one group of keys of config.yaml against its zod schema, with every fault at its line.

import type { z } from 'zod';
import { issuesOf, type Issue } from '../field.ts';
import { describe, isMap } from '../file-fields.ts';
import { problem, type Place, type Problem } from '../problem.ts';
import type { Path, YamlDocument } from '../yaml-document.ts';

/** Collects what is wrong with one file. */
export interface FileReport {
  readonly file: string;
  readonly document: YamlDocument;
  readonly problems: Problem[];
  readonly warnings: Problem[];
}

export const placeIn = ({ file, document }: FileReport, path: Path): Place => ({
  file,
  line: document.lineOf(path),
  key: path.length === 0 ? null : path.join('.'),
});

export function report(to: FileReport, path: Path, message: string, remedy: string): null {
  to.problems.push(problem(placeIn(to, path), message, remedy));
  return null;
}

/** Its key is that of the value, its line that of the part of it which is wrong. */
function reportIssue(to: FileReport, section: Path, { path, within, message, remedy }: Issue): void {
  const key = [...section, ...path];
  to.problems.push(problem({ ...placeIn(to, key), line: to.document.lineOf([...key, ...within]) }, message, remedy));
}

/** The parsed group, or null after every fault was reported. An empty group (`name:`) is one without keys. */
export function readSection<Schema extends z.ZodObject>(
  to: FileReport,
  path: Path,
  value: unknown,
  schema: Schema,
): z.output<Schema> | null {
  const group = groupAt(to, path, value);
  if (group === null) return null;
  const parsed = schema.safeParse(group);
  if (parsed.success) return parsed.data;
  for (const issue of issuesOf(parsed.error, Object.keys(schema.shape))) reportIssue(to, path, issue);
  return null;
}

/** What is right in a group, and the names of the keys that are not, each of them reported; null: it is no group at all. */
export interface SectionParts<Schema extends z.ZodObject> {
  readonly parts: Partial<z.output<Schema>>;
  readonly wrong: ReadonlySet<string>;
}

/** For groups whose keys are compared with others: a fault in one of them must not hide what is wrong with the rest. */
export function readSectionParts<Schema extends z.ZodObject>(
  to: FileReport,
  path: Path,
  value: unknown,
  schema: Schema,
): SectionParts<Schema> | null {
  const group = groupAt(to, path, value);
  if (group === null) return null;
  const parsed = schema.safeParse(group);
  if (parsed.success) return { parts: parsed.data, wrong: new Set() };
  const issues = issuesOf(parsed.error, Object.keys(schema.shape));
  for (const issue of issues) reportIssue(to, path, issue);
  const wrong = new Set(issues.map((issue) => String(issue.path[0] ?? '')));
  const rest = schema.safeParse(Object.fromEntries(Object.entries(group).filter(([key]) => !wrong.has(key))));
  return { parts: rest.success ? rest.data : {}, wrong };
}

/** The keys of a group, or null after it was reported as none. */
export function groupAt(to: FileReport, path: Path, value: unknown): Readonly<Record<string, unknown>> | null {
  if (value === null || value === undefined) return {};
  if (isMap(value)) return value;
  return report(
    to,
    path,
    `${describe(value)} stands where a group of keys belongs.`,
    'Write key: value on lines below, indented by two blanks.',
  );
}
