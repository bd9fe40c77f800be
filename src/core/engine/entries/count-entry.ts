// Owns: the sum of an entry: what is missing to what is wanted, at a price and with what was asked of the venue for it. No gate and
// no limit is asked here.

import { abs, add, max, min, neg, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import { atrOf, type AtrFound } from '../../model/markets/atr.ts';
import type { ExchangeRate } from '../../model/money/exchange-rate.ts';
import type { Funds } from '../../model/money/funds.ts';
import type { PricedInstrument } from '../../model/markets/instrument.ts';
import type { PositionKey } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Account } from '../../model/account.ts';
import type { Strategy } from '../../model/settings.ts';
import type { CountedOn, EntryPart, Proposal, Signal } from '../../model/signal.ts';
import { proposeEntry } from '../../risk/propose-entry.ts';
import { NOTHING_STANDS, type Standing } from '../../risk/standing.ts';
import { describeQty, missingTo } from '../alerts/plan-target.ts';
import { qtyUnderWay } from '../exits/position-orders.ts';
import { standingOf } from '../standing-of.ts';
import type { State } from '../state.ts';

/** What entries of later alerts have added to the share, and may still: it is meant beyond the target of this one. */
function qtyOfLater(state: State, key: PositionKey, since: Signal): Decimal {
  const isLater = (order: Order): boolean => (state.signals.get(order.signalId)?.receivedAt ?? 0) > since.receivedAt;
  const entries = [...state.orders.values()].filter((order) => order.positionKey === key && order.role === 'entry' && isLater(order));
  const added = entries.map((order) => {
    const works = state.activeOrders.has(order.id) && order.cancel === null;
    const qty = works ? max(order.qty, order.qtyFilled) : order.qtyFilled;
    return order.side === 'buy' ? qty : neg(qty);
  });
  return sum(added);
}

/** Of an entry that says what is to be held: what is missing to it now. */
export function entryNow(state: State, signal: Signal, entry: EntryPart): EntryPart | Denial {
  const { positionKey: key } = signal;
  const target = entry.target ?? entry.cap?.target;
  if (target === undefined || key === null) return entry;
  const at = sub(add(state.positions.get(key)?.qty ?? ZERO, qtyUnderWay(state, key, entry.side)), qtyOfLater(state, key, signal));
  const missing = missingTo(target, at);
  if (missing !== null) return { ...entry, qty: entry.cap === undefined ? missing : min(entry.cap.qty, missing) };
  return deny('AT_TARGET', `${describeQty(at)} is held or under way, ${describeQty(target)} is wanted`);
}

const heldBy = (state: State, key: PositionKey | null): Decimal => abs((key === null ? undefined : state.positions.get(key)?.qty) ?? ZERO);

/** What was asked of the venue for the sum beside the price. */
export interface Counted {
  readonly funds: Funds | null;
  readonly atr: AtrFound | null;
}

/** What the command brings, else what the sum was counted from before: a tap and half a size stand on the same ground. */
export const countedOf = ({ proposal }: Signal, brought: Partial<Counted> = {}): Counted => ({
  funds: brought.funds ?? proposal?.funds ?? null,
  atr: brought.atr ?? proposal?.atr ?? null,
});

/** A price of this moment, with the range where that was asked for, too. */
export interface PricedNow extends PricedInstrument {
  readonly atr?: AtrFound | null;
}

/** Of what is approved: the same ground, and what had to be asked for since. */
export const countedAgain = (signal: Signal, { atr = null }: PricedNow): Counted => {
  const counted = countedOf(signal);
  return { ...counted, atr: counted.atr ?? atr };
};

export interface EntryGround {
  /** As it holds on the account. */
  readonly strategy: Strategy;
  readonly account: Account;
  readonly entry: EntryPart;
  /** What the money of the market is worth in that of the account. */
  readonly rate: ExchangeRate | null;
  /** Of the size that the alert asks for. */
  readonly factor: Decimal;
  readonly counted: Counted;
  /** The books as they stood at an earlier sum; absent: as they stand. */
  readonly stood?: CountedOn | undefined;
}

export function countEntry(
  state: State,
  { id, reading, positionKey: key }: Signal,
  { strategy, account, entry, rate, factor, counted, stood }: EntryGround,
  priced: PricedInstrument,
): { readonly proposal: Proposal; readonly standing: Standing } | Denial {
  const atr = atrOf(reading, counted.atr);
  const standing = key === null ? { ...NOTHING_STANDS, atr } : standingOf(state, key, entry.side, id, atr);
  const { traits, quoteCurrency: fundsCurrency, exchange = null } = account;
  const proposal = proposeEntry({ reading, entry, strategy, factor }, priced, {
    ...counted,
    traits,
    fundsCurrency,
    exchange,
    rate,
    qtyHeld: stood?.qtyHeld ?? heldBy(state, key),
    entries: stood?.entries ?? standing.entries,
    stopHeld: stood === undefined ? standing.stopLoss : stood.stopHeld,
  });
  return 'code' in proposal ? proposal : { proposal, standing };
}
