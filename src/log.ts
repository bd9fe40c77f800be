// Owns: the log. pino 10, one line a record, on stdout: JSON for machines, a readable line for a person at a terminal.
// Invariants: every line passes the redactor as the last thing before the stream; text from senders cannot break a line
// or steer a terminal; a stream that fails never ends the process.

import pino, { type LoggerOptions } from 'pino';
import type { Redactor } from './redact.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogMethod {
  (message: string): void;
  /** An error goes into `fields` as `err`. */
  (fields: object, message: string): void;
}

/** What the other folders log with. `child` adds fields to every line. */
export interface Log {
  readonly fatal: LogMethod;
  readonly error: LogMethod;
  readonly warn: LogMethod;
  readonly info: LogMethod;
  readonly debug: LogMethod;
  readonly trace: LogMethod;
  child(fields: Record<string, unknown>): Log;
}

/** Where lines go; each ends with a newline. */
export interface LineStream {
  write(line: string): unknown;
}

export interface LogOptions {
  readonly level: LogLevel;
  readonly redactor: Redactor;
  /** stdout where absent. */
  readonly stream?: LineStream;
  /** A readable line instead of JSON; by default where stdout is a terminal. */
  readonly readable?: boolean;
}

export function createLog({ level, redactor, stream, readable = stream === undefined && process.stdout.isTTY }: LogOptions): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      // Errors with their causes, maps and sets become plain and bounded.
      log: (fields) => asFields(redactor.redactValue(fields)),
    },
    // In place of pino's own, which folds the causes into one text and knows nothing of nested errors.
    serializers: { err: redactor.redactValue },
    // Fields, message and bindings alike, when everything is on one line.
    hooks: { streamWrite: (line) => `${redactor.redactJson(line.trimEnd())}\n` },
  };
  const out = stream ?? standardOutput();
  return pino(
    options,
    readable ? { write: (line: string) => void out.write(readableLine(line)) } : { write: (line: string) => void out.write(line) },
  );
}

function standardOutput(): LineStream {
  const out = pino.destination({ fd: 1, sync: true });
  // A closed pipe or a full disk under a redirected log: there is nowhere left to say it, and trading goes on.
  out.on('error', () => undefined);
  return out;
}

const asFields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : { value };

/** `12:03:04.120 WARN  message  key=value`, then the stack of an error, if any, on lines of its own. */
export function readableLine(line: string): string {
  const { level, time, msg, ...fields } = asFields(JSON.parse(line));
  const { err, ...rest } = fields;
  const words = Object.entries(rest).map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const clock = String(time).slice(11, 23);
  const head = [clock, String(level).toUpperCase().padEnd(5), typeof msg === 'string' ? msg : '', ...words].join(' ');
  return `${visible(head)}\n${stackLines(err)}`;
}

function stackLines(err: unknown): string {
  if (err === undefined) return '';
  const fields = asFields(err);
  const text = typeof fields['stack'] === 'string' ? fields['stack'] : JSON.stringify(err);
  const lines = text.split('\n').map((line) => `    ${visible(line.trim())}\n`);
  return [...lines, ...(fields['cause'] === undefined ? [] : ['    caused by\n', stackLines(fields['cause'])])].join('');
}

/** Control characters (a terminal obeys them) and characters that turn the reading direction, written as escapes. */
const visible = (text: string): string =>
  text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
