// Owns: leaving a position at the wish of a person or of a level that was reached: a signal of our own, and its exit.

import { compare, HUNDRED, isZero, type Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import { seededId, type SignalId } from '../../model/ids.ts';
import type { Position, WantedExit } from '../../model/position.ts';
import type { Origin, Reading } from '../../model/signal.ts';
import { newDraft } from '../../signals/fields/draft-reading.ts';
import { isHeld } from '../../positions/is-held.ts';
import type { ReceiveAlert } from '../command.ts';
import { record, type Draft } from '../draft.ts';
import { newSignal } from '../new-signal.ts';
import type { State } from '../state.ts';
import { comingOf } from './late-part.ts';
import { openExit } from './open-exit.ts';
import { reduceByPercent } from './part-of-share.ts';
import { qtyStaying } from './tend-exits.ts';
import { cancelResting, supersedeCards } from '../alerts/supersede-cards.ts';

/** The reading of an order that nobody has written. */
const closeReading = ({ origin, symbol, how, level = null }: Leave): Reading => ({
  ...newDraft(origin.type),
  action: 'close',
  symbol,
  reduceOnly: true,
  waitedFor: level,
  ...('qty' in how ? { quantity: how.qty } : compare(how.percent, HUNDRED) >= 0 ? {} : { percent: how.percent, percentOf: 'position' }),
});

/** How much: percent of what is held, or base units (unsigned). */
export type Leaving = { readonly percent: Decimal } | { readonly qty: Decimal };

export interface Leave {
  readonly position: Pick<Position, 'key' | 'strategy' | 'account'>;
  readonly symbol: string;
  readonly how: Leaving;
  readonly origin: Origin;
  readonly reason: string;
  /** Of a plan, that was reached: what it fills at is compared with it. */
  readonly level?: Decimal | null;
  /** A part that a plan takes off leaves entries that wait as they are; everybody else withdraws them. */
  readonly keepsEntries?: true;
}

/** Null: too little. A percentage is of what is left when the exits that are under way are done, and of what comes. */
function exitOf(how: Leaving, state: State, { key }: Pick<Position, 'key'>): WantedExit | null {
  const position = state.positions.get(key);
  const held = isHeld(position) ? position : undefined;
  if ('percent' in how)
    return compare(how.percent, HUNDRED) >= 0
      ? { type: 'flat' }
      : reduceByPercent(held, how.percent, { staying: qtyStaying(state, key), coming: comingOf(state, key) });
  if (held === undefined) return { type: 'flat' };
  return isZero(how.qty) ? null : { type: 'reduce', qty: how.qty };
}

function receive(draft: Draft, signalId: SignalId, leave: Leave): void {
  const { position, symbol, origin, reason } = leave;
  const alert: ReceiveAlert = {
    type: 'receive_alert',
    signalId,
    origin,
    strategyHint: position.strategy,
    reading: closeReading(leave),
    raw: reason,
    bodyHash: null,
    rateKey: null,
    nonce: '' as ReceiveAlert['nonce'],
  };
  const signal = newSignal(alert, draft.now, { strategy: position.strategy, account: position.account, symbol, positionKey: position.key });
  record(draft, { type: 'signal_received', signal, bodyKey: null, idKey: null, replayKey: null, rateKey: null, fullRaw: reason });
}

/** A signal of our own that leaves the position, or a part of it. False: there is nothing to leave, or too little. */
export function leavePosition(draft: Draft, signalId: SignalId, leave: Leave): boolean {
  const { position, symbol, how, reason } = leave;
  receive(draft, signalId, leave);
  const superseding = { key: position.key, side: null, by: signalId, sentAt: null, why: reason };
  if (leave.keepsEntries !== true) supersedeCards(draft, superseding);
  const held = draft.state.positions.get(position.key);
  const exit = exitOf(how, draft.state, position);
  if (exit === null) {
    const asked = 'percent' in how ? `${how.percent} % of ${held?.qty ?? '0'}` : how.qty;
    const error = deny('QUANTITY_TOO_SMALL', `${asked} is below the step of ${symbol}`);
    record(draft, { type: 'signal_changed', signalId, state: 'denied', error, detail: '' });
    return false;
  }
  const opened = openExit(draft, signalId, exit, null, reason);
  if (leave.keepsEntries !== true) cancelResting(draft, superseding);
  if (!opened) record(draft, { type: 'signal_changed', signalId, state: 'completed', error: null, detail: 'NOTHING_TO_CLOSE' });
  return opened;
}

/** The id of a signal that follows from another one, without randomness from outside: its digits, at this time. */
function followingId(draft: Draft, from: SignalId): SignalId {
  for (let index = 0; ; index += 1) {
    const id = seededId(draft.now, from.slice(14), index);
    if (!draft.state.signals.has(id)) return id;
  }
}

/** Everything, by our own decision; `from`: the signal that the plan of the position belongs to. */
export function leaveOnOurOwn(draft: Draft, position: Position, from: SignalId, reason: string): boolean {
  const { symbol } = position.instrument;
  const origin: Origin = { type: 'engine', reason };
  return leavePosition(draft, followingId(draft, from), { position, symbol, how: { percent: HUNDRED }, origin, reason });
}
