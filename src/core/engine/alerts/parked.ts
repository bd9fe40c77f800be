// Owns: which alerts wait for a condition, and what a price means for them. Reads only.

import { eq, gte, lte, type Decimal } from '../../model/decimal.ts';
import type { WaitingCondition } from '../../model/alerts/condition.ts';
import type { AccountName, Instant, PositionKey } from '../../model/ids.ts';
import type { EntryWait, Signal } from '../../model/signal.ts';
import type { SeenPrice } from '../../positions/evaluate-exits.ts';
import type { State } from '../state.ts';

/** A signal that waits for its condition; nothing was decided about what it asks for. */
export type Parked = Signal & { readonly wait: EntryWait & { readonly condition: WaitingCondition } };

export const isParked = (signal: Signal): signal is Parked => signal.state === 'received' && signal.wait?.condition !== undefined;

export const parkedSignals = (state: State): readonly Parked[] =>
  // mostly there is none, and every price asks
  state.parked.isEmpty()
    ? []
    : [...state.parked].flatMap((id) => [state.signals.get(id)].filter((each) => each !== undefined)).filter(isParked);

/** Set by a person, not sent by a strategy. */
const isSetByPerson = ({ origin }: Signal): boolean => origin.type === 'chat';

/** Those of a share that alerts of their strategy withdraw: what a person has set, only people take back. */
export const parkedOf = (state: State, key: PositionKey): readonly Parked[] =>
  parkedSignals(state).filter((signal) => signal.wait.condition.keys.includes(key) && !isSetByPerson(signal));

type Side = 'above' | 'below';

const sideOf = (price: Decimal, level: Decimal): Side => (gte(price, level) ? 'above' : 'below');

/** What a price says about it: `met` with the price that met it, or where the price stands now, or nothing new. */
export type Sighting = { readonly type: 'met'; readonly price: Decimal } | { readonly type: 'side'; readonly side: Side } | null;

/** Extremes of before it was set, or before its time has come, are none of its own. */
function rangeFor({ wait, receivedAt }: Parked, seen: SeenPrice): Pick<SeenPrice, 'high' | 'low' | 'last'> {
  const since = Math.max(receivedAt, wait.until);
  return seen.since >= since ? seen : { high: seen.last, low: seen.last, last: seen.last };
}

function sight(signal: Parked, seen: SeenPrice): Sighting {
  const { price, lastSide } = signal.wait.condition;
  if (price === null) return null;
  const { high, low, last } = rangeFor(signal, seen);
  const { level } = price;
  if (price.when === 'above') return gte(high, level) ? { type: 'met', price: high } : null;
  if (price.when === 'below') return lte(low, level) ? { type: 'met', price: low } : null;
  if (lastSide === null) return eq(last, level) ? { type: 'met', price: last } : { type: 'side', side: sideOf(last, level) };
  const extreme = lastSide === 'above' ? low : high;
  const crossed = lastSide === 'above' ? lte(extreme, level) : gte(extreme, level);
  return crossed ? { type: 'met', price: extreme } : null;
}

/** Those that look at this market, from their time on, with what the price says. */
export const sightings = (
  state: State,
  account: AccountName,
  seen: SeenPrice,
  now: Instant,
): readonly { readonly signal: Parked; readonly sighting: NonNullable<Sighting> }[] =>
  parkedSignals(state).flatMap((signal) => {
    const { condition, until } = signal.wait;
    const isItsMarket = condition.symbol === seen.quote.symbol || condition.symbol === seen.asked;
    if (condition.account !== account || !isItsMarket || now < until || now >= condition.expiresAt) return [];
    const sighting = sight(signal, seen);
    return sighting === null ? [] : [{ signal, sighting }];
  });
