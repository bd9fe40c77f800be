// Owns: the broken twins. Each breaks one rule of the design in the harness around the real core; the simulation
// must find out about every one of them.

import { transact } from '../../src/core/engine/transact.ts';
import type { FillId } from '../../src/core/model/ids.ts';
import { SOUND, withoutDedupeKey, type Mutant } from './behaviour.ts';
import { PLAIN_DESK } from './house.ts';
import { GUARD_MUTANTS } from './guard-mutants.ts';
import { HAND_MUTANTS } from './hand-mutants.ts';
import { PART_MUTANTS } from './part-mutants.ts';
import { RULED_MUTANTS } from './ruled-mutants.ts';
import type { Transact } from './simulated-store.ts';

/** No grace, and one answer is enough: it is given three times. */
const notFoundIsFinal: Transact = (settings, state, command, now) => {
  if (command.type !== 'order_looked_up' || command.found !== null) return transact(settings, state, command, now);
  const accounts = new Map([...settings.accounts].map(([name, account]) => [name, { ...account, lookupGraceMs: 0 }] as const));
  const hasty = { ...settings, accounts };
  let last = transact(hasty, state, command, now);
  const events = [...last.events];
  for (let again = 0; again < 2; again += 1) {
    last = transact(hasty, last.state, command, now);
    events.push(...last.events);
  }
  return { ...last, events };
};

/** Every report of a fill counts as a new fill. */
const countsEachReport: Transact = (settings, state, command, now) => {
  if (command.type !== 'venue_report' || command.report.type !== 'filled') return transact(settings, state, command, now);
  const { report } = command;
  const count = state.orders.get(report.orderId)?.fills.length ?? 0;
  const fill = { ...report.fill, id: `${report.fill.id}/${count}` as FillId };
  return transact(settings, state, { ...command, report: { ...report, fill } }, now);
};

const PLAIN_MUTANTS: readonly Omit<Mutant, 'desk'>[] = [
  {
    ...SOUND,
    name: 'acknowledge before commit',
    answersEarly: (command) => command.type === 'receive_alert',
    breaks: ['every acknowledged alert is kept'],
  },
  {
    ...SOUND,
    name: 'send before "submitted" is committed',
    answersEarly: (command) => command.type === 'begin_submit',
    breaks: ['nothing is sent twice', 'every order at the venue is known'],
  },
  { ...SOUND, name: 'resubmit in-flight orders on restart', resubmitsAtStart: true, breaks: ['nothing is sent twice'] },
  { ...SOUND, name: 'resend when the outcome is unknown', takesUnknownForUnsent: true, breaks: ['nothing is sent twice'] },
  { ...SOUND, name: 'no dedupe key', decide: withoutDedupeKey, breaks: ['one alert, one entry'] },
  {
    ...SOUND,
    name: 'treat "not found" as final at once',
    decide: notFoundIsFinal,
    breaks: ['lost only where the venue never had it'],
  },
  { ...SOUND, name: 'count every report of a fill', decide: countsEachReport, breaks: ['each fill is counted once'] },
];

export const MUTANTS: readonly Mutant[] = [
  ...PLAIN_MUTANTS.map((mutant) => ({ ...mutant, desk: PLAIN_DESK })),
  ...PART_MUTANTS,
  ...HAND_MUTANTS,
  ...GUARD_MUTANTS,
  ...RULED_MUTANTS,
];
