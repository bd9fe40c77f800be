// Owns: the one redaction boundary. Whatever leaves for log, journal, state, chat, mail or an HTTP answer and may hold
// outside text goes through here. Invariants: no planted secret survives in any spelling that our stack produces (raw,
// URL-encoded, JSON- or HTML-escaped, hex, base64 at any offset, mixtures of these); the work is linear in the text;
// redacting twice changes nothing. Redact before cutting a text: half a secret is not recognised.

import { createSecretMask } from './planted-secrets.ts';

export const MASK = '[redacted]';

export interface Redactor {
  /** The text without secrets. Also masks credentials that nobody planted where their place gives them away. */
  readonly redact: (text: string) => string;
  /** The same for a text that is JSON: what comes out is JSON again, whatever the texts in it hold. */
  readonly redactJson: (json: string) => string;
  /** A plain, bounded copy (no cycles, no class instances, errors with their causes) in which every string is redacted. */
  readonly redactValue: (value: unknown) => unknown;
}

/** An outer object of grammY or nodemailer nests about five deep; more is noise in a log. */
const DEPTH_MAX = 8;
/** Nodes of one value: a log line is for reading. */
const NODES_MAX = 2_000;

/** `secrets`: the values to hide. Shorter ones than four characters cannot be hidden by value and are left out. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const hide = createSecretMask(secrets, MASK);
  const redact = (text: string): string => {
    let out = hide(text);
    for (const [mark, pattern, replacement] of PLACES) if (out.includes(mark)) out = out.replace(pattern, replacement);
    return out;
  };
  return { redact, redactJson: (json) => redactWithin(json, redact), redactValue: (value) => copyRedacted(value, redact) };
}

// ── secrets that their place gives away ─────────────────────────────────────────────────────────────────────────────

const FIELD = 'secret|client_?secret|passphrase|password|passwd|token|access_?token|email_token|api_?key|api_?secret|authorization';
const FIELD_NAME = new RegExp(`^(?:${FIELD})$`, 'i');

/**
 * Each pattern is bounded or consumes what it scans, so that hostile text costs linear time. Looking for its mark, without
 * which it finds nothing, takes a tenth of the time, and most texts have few of them.
 */
const PLACES: readonly (readonly [mark: string, pattern: RegExp, replacement: string])[] = [
  // A bot token in the path of the Bot API, and wherever else one stands.
  ['/bot', /\/bot(?!\[redacted\])[^/\s"'\\]{1,200}(?=\/)/g, `/bot${MASK}`],
  [':', /\b\d{6,20}:[A-Za-z0-9_-]{30,}/g, MASK],
  ['', /\b(Bearer|Basic)(\s{1,8}|%20)[^\s"'\\,;<>]+/gi, `$1$2${MASK}`],
  ['://', /:\/\/[^\s/?#"'\\<>]{1,500}@/g, `://${MASK}@`],
  ['=', new RegExp(`([?&](?:key|signature)|\\b(?:${FIELD}))=[^\\s&"'\\\\<>#;]+`, 'gi'), `$1=${MASK}`],
  ['"', new RegExp(`("(?:${FIELD})"\\s{0,8}:\\s{0,8}")(?:[^"\\\\]|\\\\.)*`, 'gi'), `$1${MASK}`],
  ['\\"', new RegExp(`(\\\\"(?:${FIELD})\\\\"\\s{0,8}:\\s{0,8}\\\\")(?:[^"\\\\]|\\\\\\\\\\\\?.)*`, 'gi'), `$1${MASK}`],
];

/** Masking the text as it is could eat a quote that ends a value, so it is done within the values, where there is something to mask. */
function redactWithin(json: string, redact: Redact): string {
  if (redact(json) === json) return json;
  const redacted = JSON.parse(json, (name: string, value: unknown) => {
    if (typeof value === 'string') return FIELD_NAME.test(name) ? MASK : redact(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [redact(key), field]));
  });
  return JSON.stringify(redacted);
}

// ── whole values ────────────────────────────────────────────────────────────────────────────────────────────────────

type Redact = (text: string) => string;
interface Walk {
  readonly redact: Redact;
  readonly ancestors: Set<object>;
  nodes: number;
}

const copyRedacted = (value: unknown, redact: Redact): unknown => copy(value, 0, { redact, ancestors: new Set(), nodes: 0 });

function copy(value: unknown, depth: number, walk: Walk): unknown {
  walk.nodes += 1;
  switch (typeof value) {
    case 'string':
      return walk.redact(value);
    case 'bigint':
      return String(value);
    case 'symbol':
    case 'function':
      return walk.redact(`[${typeof value}]`);
    case 'object':
      return value === null ? null : copyObject(value, depth, walk);
    default:
      return value;
  }
}

function copyObject(value: object, depth: number, walk: Walk): unknown {
  if (walk.ancestors.has(value)) return '[circular]';
  if (depth >= DEPTH_MAX) return '[deeper]';
  if (walk.nodes > NODES_MAX) return '[more]';
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof URL) return walk.redact(value.href);
  walk.ancestors.add(value);
  try {
    if (Array.isArray(value) || value instanceof Set) return copyList(value, depth, walk);
    if (value instanceof Map) return copyFields(value, depth, walk);
    return copyFields(fieldsOf(value), depth, walk);
  } finally {
    walk.ancestors.delete(value);
  }
}

function copyList(items: Iterable<unknown>, depth: number, walk: Walk): unknown[] {
  const list: unknown[] = [];
  for (const item of items) {
    if (walk.nodes > NODES_MAX) {
      list.push('[more]');
      break;
    }
    list.push(copy(item, depth + 1, walk));
  }
  return list;
}

function copyFields(fields: Iterable<readonly [unknown, unknown]>, depth: number, walk: Walk): Record<string, unknown> {
  const plain: [string, unknown][] = [];
  for (const [key, field] of fields) {
    if (walk.nodes > NODES_MAX) {
      plain.push(['more', '[more]']);
      break;
    }
    const name = typeof key === 'string' || typeof key === 'number' ? String(key) : `[${typeof key}]`;
    const telling = FIELD_NAME.test(name) && (typeof field === 'string' || typeof field === 'number');
    plain.push([walk.redact(name), telling ? MASK : copy(field, depth + 1, walk)]);
  }
  return Object.fromEntries(plain);
}

/** Own enumerable data fields; of an error also those that are not enumerable. Getters are not run: they may throw. */
function fieldsOf(value: object): [string, unknown][] {
  const fields: [string, unknown][] = [];
  if (value instanceof Error) {
    fields.push(['type', value.name], ['message', value.message], ['stack', value.stack]);
    if (value.cause !== undefined) fields.push(['cause', value.cause]);
    if (value instanceof AggregateError) fields.push(['errors', value.errors]);
  }
  const taken = new Set(fields.map(([key]) => key));
  for (const [key, property] of Object.entries(Object.getOwnPropertyDescriptors(value))) {
    if (!property.enumerable || taken.has(key)) continue;
    fields.push([key, 'value' in property ? property.value : '[getter]']);
  }
  return fields;
}
