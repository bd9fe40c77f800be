// Owns: the form of one journal line: {"seq":12,"crc":2774410083,"at":1767607200000,"events":[…]}.
// `crc` is the CRC-32 of the line with the member `crc` (and its comma) taken out, so a line is good byte by byte or not at all.

import { crc32 } from 'node:zlib';

export interface JournalRecord<E> {
  /** Counts batches from 1 without gaps, over all months. */
  readonly seq: number;
  /** The time of each of the events, ms since 1970. */
  readonly at: number;
  readonly events: readonly E[];
}

export type DecodedLine =
  | { readonly type: 'record'; readonly record: JournalRecord<unknown> }
  | { readonly type: 'bad'; readonly reason: string };

const HEAD = Buffer.from('{"seq":');
const CRC_MEMBER = Buffer.from('"crc":');
const COMMA = 0x2c;
const ZERO_DIGIT = 0x30;
/** Longest integer that is exact. */
const DIGITS_MAX = 15;

/** The line with its newline. Throws where the events cannot be JSON (a programmer's error). */
export function encodeRecord(record: JournalRecord<unknown>): Buffer {
  const head = `{"seq":${record.seq},`;
  const body = Buffer.from(`"at":${record.at},"events":${JSON.stringify(record.events)}}\n`);
  const crc = crc32(body.subarray(0, -1), crc32(head));
  return Buffer.concat([Buffer.from(`${head}"crc":${crc},`), body]);
}

/** The number that starts at `from` and ends at a comma. */
function readInteger(line: Buffer, from: number): { readonly value: number; readonly end: number } | null {
  let value = 0;
  let at = from;
  for (; at < line.length && at - from <= DIGITS_MAX; at += 1) {
    const byte = line[at];
    if (byte === COMMA) return at === from ? null : { value, end: at };
    const digit = (byte ?? 0) - ZERO_DIGIT;
    if (digit < 0 || digit > 9) return null;
    value = value * 10 + digit;
  }
  return null;
}

const startsWith = (line: Buffer, prefix: Buffer, from: number): boolean =>
  line.length >= from + prefix.length && line.compare(prefix, 0, prefix.length, from, from + prefix.length) === 0;

/** The sequence number that a line claims, unchecked; null where it does not begin like a record. */
export const readSeq = (line: Buffer): number | null =>
  startsWith(line, HEAD, 0) ? (readInteger(line, HEAD.length)?.value ?? null) : null;

/** Checks and reads one line, given without its newline. */
export function decodeRecord(line: Buffer): DecodedLine {
  const seq = startsWith(line, HEAD, 0) ? readInteger(line, HEAD.length) : null;
  if (seq === null || !startsWith(line, CRC_MEMBER, seq.end + 1)) return { type: 'bad', reason: 'it does not begin like a record' };
  const crc = readInteger(line, seq.end + 1 + CRC_MEMBER.length);
  if (crc === null) return { type: 'bad', reason: 'its checksum is unreadable' };
  const found = crc32(line.subarray(crc.end + 1), crc32(line.subarray(0, seq.end + 1)));
  if (found !== crc.value) return { type: 'bad', reason: `its checksum is ${crc.value}, its content has ${found}` };
  return parseChecked(line);
}

function parseChecked(line: Buffer): DecodedLine {
  const json: unknown = JSON.parse(line.toString());
  if (typeof json !== 'object' || json === null || !('seq' in json) || !('at' in json) || !('events' in json)) return WRONG_SHAPE;
  const { seq, at, events } = json;
  if (typeof seq !== 'number' || typeof at !== 'number' || !Array.isArray(events)) return WRONG_SHAPE;
  return { type: 'record', record: { seq, at, events } };
}
const WRONG_SHAPE: DecodedLine = { type: 'bad', reason: 'it is no {seq, crc, at, events}' };

/** True where a whole record stands anywhere in `bytes`, e.g. behind a newline that was damaged. */
export function holdsRecord(bytes: Buffer): boolean {
  for (let from = bytes.indexOf(HEAD); from !== -1; from = bytes.indexOf(HEAD, from + 1)) {
    if (decodeRecord(bytes.subarray(from)).type === 'record') return true;
  }
  return false;
}

/** The record of a last line whose newline is missing or damaged, and its length without it; null where it is torn. */
export function decodeUnterminated(bytes: Buffer): { readonly record: JournalRecord<unknown>; readonly length: number } | null {
  for (const length of [bytes.length, bytes.length - 1]) {
    const decoded = decodeRecord(bytes.subarray(0, Math.max(0, length)));
    if (decoded.type === 'record') return { record: decoded.record, length };
  }
  return null;
}
