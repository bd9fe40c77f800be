// Owns: answers of a fake venue that have come apart on their way: numbers that are none, fields that are missing, things in the place
// of other things. What is done is done; only what is said of it is wrong. Values are such that nobody can believe them.

import { createRandom, type Random } from '../fault/random.ts';
import type { RequestKind } from './faults.ts';
import type { Front, VenueReply } from './http-venue.ts';

export type Damage = 'numbers' | 'missing' | 'types';

/** What a test sets while it runs; null: answers are whole. */
export interface Mangling {
  damage: Damage | null;
  kinds: readonly RequestKind[];
}

/** Stands for what JSON can write and no number can hold. */
const HUGE = '@huge@';
const NO_NUMBERS: readonly unknown[] = ['NaN', 'Infinity', 'abc', '', null, {}, [], true, '0x1f', '1,5', '--1', HUGE];
const OTHER_THINGS: readonly unknown[] = [null, 'gone', [], {}, 7, false];

const isNumeric = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value));

function mangle(value: unknown, damage: Damage, random: Random): unknown {
  if (isNumeric(value)) return damage === 'numbers' && random.chance(0.4) ? random.pick(NO_NUMBERS) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (damage === 'types' && random.chance(0.15)) return random.pick(OTHER_THINGS);
  if (Array.isArray(value)) return value.map((each) => mangle(each, damage, random));
  const fields = Object.entries(value).filter(() => !(damage === 'missing' && random.chance(0.25)));
  return Object.fromEntries(fields.map(([name, each]) => [name, mangle(each, damage, random)]));
}

function damaged(reply: VenueReply, damage: Damage, random: Random): VenueReply {
  if (reply.status !== 200 || typeof reply.body !== 'object') return reply;
  // as it is written, so that values of our own types are what they are on the wire
  const whole: unknown = JSON.parse(JSON.stringify(reply.body));
  const text = JSON.stringify(mangle(whole, damage, random)).replaceAll(`"${HUGE}"`, '1e999');
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
  };
}
