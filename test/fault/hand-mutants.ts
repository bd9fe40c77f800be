// Owns: the broken twins that meddle with what somebody does by hand at the venue.

import { transact } from '../../src/core/engine/transact.ts';
import type { DiscrepancyAnswer } from '../../src/core/model/venues/discrepancy.ts';
import type { Nonce } from '../../src/core/model/ids.ts';
import { SOUND, type Mutant } from './behaviour.ts';
import { HAND_DESK } from './house.ts';
import type { Transact } from './simulated-store.ts';

const NOBODY = { userId: 0, userName: 'nobody' };
const NEXT_NONCE = 'f'.repeat(16) as Nonce;

/** Answers a difference as soon as it is found. */
const answersItself =
  (type: 'position' | 'order', answer: (strategy: string) => DiscrepancyAnswer): Transact =>
  (settings, state, command, now) => {
    const found = transact(settings, state, command, now);
    if (command.type !== 'venue_seen') return found;
    const asked = found.state.discrepancies.find(({ subject, status }) => subject.type === type && status === 'open');
    if (asked === undefined) return found;
    const holder = found.state.positions.find(({ instrument, qty }) => instrument.symbol === asked.symbol && qty !== '0');
    const strategy = holder?.strategy ?? [...settings.strategies.keys()][0] ?? '';
    const idSeed = (now % 0xffff_ffff).toString(16).padStart(13, '0');
    const reply = transact(
      settings,
      found.state,
      {
        type: 'answer_discrepancy',
        nonce: asked.nonce,
        answer: answer(strategy),
        by: NOBODY,
        idSeed,
        nextNonce: NEXT_NONCE,
        updateId: null,
      },
      now,
    );
    return { ...reply, events: [...found.events, ...reply.events] };
  };

const looksAway: Transact = (settings, state, command, now) =>
  transact(settings, state, command.type === 'venue_seen' ? { ...command, positions: [], orders: [], gone: [] } : command, now);

const rule = 'nothing is adopted or closed without a tap';

export const HAND_MUTANTS: readonly Mutant[] = [
  {
    ...SOUND,
    desk: HAND_DESK,
    name: 'never compare with the venue',
    decide: looksAway,
    breaks: ['what somebody does by hand is told', 'the books are the venue'],
  },
  {
    ...SOUND,
    desk: HAND_DESK,
    name: 'adopt what nobody has decided',
    decide: answersItself('position', (strategy) => ({ type: 'adopt', strategy })),
    breaks: [rule],
  },
  {
    ...SOUND,
    desk: HAND_DESK,
    name: 'close what somebody has opened',
    decide: answersItself('position', () => ({ type: 'close' })),
    breaks: [rule],
  },
  {
    ...SOUND,
    desk: HAND_DESK,
    name: 'cancel the orders of somebody else',
    decide: answersItself('order', () => ({ type: 'close' })),
    breaks: [rule],
  },
];
