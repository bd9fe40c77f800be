// Owns: the broken twins. Each breaks one rule of the design in the harness around the real core; the simulation
// must find out about every one of them.

import type { Command } from '../../src/core/engine/command.ts';
import { transact } from '../../src/core/engine/transact.ts';
import type { FillId } from '../../src/core/model/ids.ts';
import { ACCOUNT } from './house.ts';
import type { Transact } from './simulated-store.ts';

export interface House {
  readonly name: string;
  readonly decide: Transact;
  /** The reply leaves at the decision instead of after the sync. */
  readonly answersEarly: (command: Command) => boolean;
  /** After a start, what was submitted and has no outcome is sent again. */
  readonly resubmitsAtStart: boolean;
  /** An unknown outcome counts as "not sent". */
  readonly takesUnknownForUnsent: boolean;
}

/** As it is built. */
export const SOUND: House = {
  name: 'as built',
  decide: transact,
  answersEarly: () => false,
  resubmitsAtStart: false,
  takesUnknownForUnsent: false,
};

const withoutDedupeKey: Transact = (settings, state, command, now) =>
  transact(
    settings,
    state,
    command.type === 'receive_alert' ? { ...command, bodyHash: null, reading: { ...command.reading, eventId: null } } : command,
    now,
  );

/** No grace, and one answer is enough: it is given three times. */
const notFoundIsFinal: Transact = (settings, state, command, now) => {
  if (command.type !== 'order_looked_up' || command.found !== null) return transact(settings, state, command, now);
  const account = settings.accounts.get(ACCOUNT);
  if (account === undefined) throw new Error(`there is no account ${ACCOUNT}`);
  const hasty = { ...settings, accounts: new Map([[ACCOUNT, { ...account, lookupGraceMs: 0 }]]) };
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

export interface Mutant extends House {
  /** The rules of which at least one is seen to be broken. */
  readonly breaks: readonly string[];
}

export const MUTANTS: readonly Mutant[] = [
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
