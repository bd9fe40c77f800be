// Owns: answers of a fake venue that have come apart on their way: numbers that are none, fields that are missing, things in the place
// of other things. What is done is done; only what is said of it is wrong. Values are such that nobody can believe them.

import { createRandom, type Random } from '../fault/random.ts';
import type { RequestKind } from './faults.ts';
import type { Front, VenueReply } from './http-venue.ts';

/** `ids`: whole, and of another order. */
export type Damage = 'numbers' | 'missing' | 'types' | 'ids';

/** What a test sets while it runs; null: answers are whole. */
export interface Mangling {
  damage: Damage | null;
  kinds: readonly RequestKind[];
  /** News of orders, too. */
  streams?: boolean;
}

/** Stands for what JSON can write and no number can hold. */
const HUGE = '@huge@';
const NO_NUMBERS: readonly unknown[] = ['NaN', 'Infinity', 'abc', '', null, {}, [], true, '0x1f', '1,5', '--1', HUGE];
const OTHER_THINGS: readonly unknown[] = [null, 'gone', [], {}, 7, false];

const isNumeric = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value));

const IDS: ReadonlySet<string> = new Set(['orderId', 'ordId', 'algoId', 'id', 'txid']);

const otherId = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 7_000_000;
  if (Array.isArray(value)) return value.map(otherId);
  return typeof value === 'string' ? value.replace(/[0-9](?=[^0-9]*$)/, (digit) => String((Number(digit) + 1) % 10)) : value;
};

const renamed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, IDS.has(name) ? otherId(each) : renamed(each)]));
};

function mangle(value: unknown, damage: Damage, random: Random): unknown {
  if (damage === 'ids') return renamed(value);
  if (isNumeric(value)) return damage === 'numbers' && random.chance(0.4) ? random.pick(NO_NUMBERS) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (damage === 'types' && random.chance(0.15)) return random.pick(OTHER_THINGS);
  if (Array.isArray(value)) return value.map((each) => mangle(each, damage, random));
  const fields = Object.entries(value).filter(() => !(damage === 'missing' && random.chance(0.25)));
  return Object.fromEntries(fields.map(([name, each]) => [name, mangle(each, damage, random)]));
}

/** What is written on the wire comes apart, and not our own types. */
const inPieces = (text: string, damage: Damage, random: Random): string =>
  JSON.stringify(mangle(JSON.parse(text), damage, random)).replaceAll(`"${HUGE}"`, '1e999');

function damagedFrame(frame: unknown, damage: Damage, random: Random): unknown {
  if (Buffer.isBuffer(frame)) return Buffer.from(inPieces(frame.toString('utf8'), damage, random));
  return inPieces(typeof frame === 'string' ? frame : JSON.stringify(frame), damage, random);
}

function damaged(reply: VenueReply, damage: Damage, random: Random): VenueReply {
  if (reply.status !== 200 || typeof reply.body !== 'object') return reply;
  const text = inPieces(JSON.stringify(reply.body), damage, random);
  return { ...reply, headers: { ...reply.headers, 'content-type': 'application/json' }, body: text };
}

export function mangledFront(front: Front, mangling: Mangling, seed: number): Front {
  const random = createRandom(seed);
  return {
    ...front,
    answer(request) {
      const reply = front.answer(request);
      const { damage, kinds } = mangling;
      return damage !== null && kinds.includes(front.kindOf(request)) ? damaged(reply, damage, random) : reply;
    },
    connected(socket) {
      front.connected?.({
        ...socket,
        tell: (frame) =>
          socket.tell(mangling.damage !== null && mangling.streams === true ? damagedFrame(frame, mangling.damage, random) : frame),
      });
    },
  };
}
