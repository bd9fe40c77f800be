// Owns: config.yaml as plain values that remember their lines. Numbers stay the text that was written (0.1 never passes
// through a float). Anchors, tags and merge keys are refused: a trading limit must stand where it applies.

import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair, type YAMLError } from 'yaml';
import { problem, type Place, type Problem } from './problem.ts';

export type YamlValue = string | boolean | null | readonly YamlValue[] | YamlMap;
/** Has no prototype: no key of a file can collide with anything. */
export interface YamlMap {
  readonly [key: string]: YamlValue;
}

export type Path = readonly (string | number)[];

export interface YamlDocument {
  /** Null where the file is empty. */
  readonly value: YamlValue;
  /** The line of a key, or of the nearest one around it. */
  readonly lineOf: (path: Path) => number | null;
}

export type YamlReading =
  /** `problems`: of what can be read all the same, so that everything else that is wrong is found, too. */
  | { readonly type: 'ok'; readonly document: YamlDocument; readonly problems: readonly Problem[] }
  | { readonly type: 'invalid'; readonly problems: readonly Problem[] };

export function parseYaml(text: string, file: string): YamlReading {
  const counter = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: counter, prettyErrors: false, uniqueKeys: true });
  const lineAt = (offset: number): number => counter.linePos(offset).line;
  // two brackets that are missing in one place are one error each, with the same words
  const faults = parsed.errors.map((error) => syntaxProblem(error, text, { file, line: lineAt(error.pos[0]), key: null }));
  const problems = [...new Map(faults.map((each) => [JSON.stringify(each), each])).values()];
  if (parsed.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return { type: 'invalid', problems };
  const walk: Walk = { problems: [], lines: new Map(), lineAt, file };
  const value = parsed.contents === null ? null : convert(parsed.contents, [], walk);
  if (walk.problems.length > 0) return { type: 'invalid', problems: [...problems, ...walk.problems] };
  return { type: 'ok', document: { value, lineOf: (path) => nearestLine(path, walk.lines) }, problems };
}

interface Walk {
  readonly problems: Problem[];
  readonly lines: Map<string, number>;
  readonly lineAt: (offset: number) => number;
  readonly file: string;
}

function convert(node: unknown, path: Path, walk: Walk): YamlValue {
  if (isAlias(node)) return refuse(node, path, walk, 'aliases (*name) are not used here.', 'Write the value out.');
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return null;
  if (node.anchor !== undefined)
    return refuse(node, path, walk, 'anchors (&name) are not used here.', 'Write the value out wherever it is needed.');
  // Set where a tag is written, and only there.
  if (node.tag !== undefined) return refuse(node, path, walk, 'tags (!name) are not used here.', 'Remove the tag.');
  if (isMap(node)) return convertMap(node.items, path, walk);
  if (isSeq(node)) return node.items.map((item, index) => convertItem(item, [...path, index], walk));
  const { value, source } = node;
  if (value === null || typeof value === 'boolean') return value;
  return typeof value === 'string' ? value : (source ?? null);
}

function convertItem(item: unknown, path: Path, walk: Walk): YamlValue {
  if (isMap(item) || isSeq(item) || isScalar(item)) note(item, path, walk);
  return convert(item, path, walk);
}

function convertMap(pairs: readonly Pair[], path: Path, walk: Walk): YamlMap {
  const map: Record<string, YamlValue> = Object.create(null);
  for (const { key, value } of pairs) {
    if (!isScalar(key) || key.value === null || key.anchor !== undefined) {
      if (isMap(key) || isSeq(key) || isScalar(key) || isAlias(key))
        refuse(key, path, walk, 'a key is not a plain word.', 'Write key: value.');
      continue;
    }
    // As written: a strategy may be called 007.
    const name = typeof key.value === 'string' ? key.value : (key.source ?? '');
    if (name === '<<' || name === '__proto__') {
      refuse(key, path, walk, `the key ${name} is not used here.`, 'Write the values out.');
      continue;
    }
    const at = [...path, name];
    note(key, at, walk);
    map[name] = convert(value, at, walk);
  }
  return map;
}

function note(node: Node, path: Path, walk: Walk): void {
  if (node.range) walk.lines.set(JSON.stringify(path), walk.lineAt(node.range[0]));
}

function refuse(node: Node, path: Path, walk: Walk, message: string, remedy: string): null {
  const line = node.range ? walk.lineAt(node.range[0]) : null;
  walk.problems.push(problem({ file: walk.file, line, key: path.length === 0 ? null : path.join('.') }, message, remedy));
  return null;
}

function nearestLine(path: Path, lines: ReadonlyMap<string, number>): number | null {
  for (let length = path.length; length > 0; length -= 1) {
    const line = lines.get(JSON.stringify(path.slice(0, length)));
    if (line !== undefined) return line;
  }
  return null;
}

function syntaxProblem(error: YAMLError, text: string, place: Place): Problem {
  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const key = /^[^:\r\n]*/.exec(text.slice(error.pos[0]))?.[0].trim() ?? '';
      return problem({ ...place, key }, 'the key stands twice in the same place.', 'Keep one of the two.');
    }
    case 'TAB_AS_INDENT':
      return problem(place, 'a tab is used to indent.', 'Indent with blanks, two for each level.');
    case 'MULTIPLE_DOCS':
      return problem(place, 'a second document begins here (---).', 'Put everything into one document.');
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
    case 'BAD_INDENT':
      return problem(
        place,
        `the indentation or the number of colons is not right here (${error.message}).`,
        'Indent what belongs together alike, and put text with a colon between quotes.',
      );
    default:
      return problem(
        place,
        `this is not valid YAML: ${error.message}.`,
        'Compare the line with config.example.yaml; put text with special characters between quotes.',
      );
  }
}
