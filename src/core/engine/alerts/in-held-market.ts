// Owns: which market a close means that names none: BTCUSDT is the spot pair, but where only its perpetual is held, that is what
// there is to close. Invariants: only what leaves a position is read so; a market that the alert names is never exchanged, and
// neither is one in which there is something to close.

import type { PositionKey } from '../../model/ids.ts';
import type { Settings } from '../../model/settings.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import { symbolInMarket } from '../../signals/order/read-category.ts';
import { hasAnything } from '../exits/open-exit.ts';
import { activeSignalsOf } from '../share-signals.ts';
import type { State } from '../state.ts';
import { accountsToLeave } from './left-accounts.ts';
import { routeOn, routeStrategy } from './route-alert.ts';

/** A card, or an entry that waits for its price: a close withdraws it. */
export const isAsked = (state: State, key: PositionKey): boolean => activeSignalsOf(state, key).some(({ entry }) => entry !== null);

/** Whether the strategy has something to close or to withdraw in that market, on one of its accounts or on one that it has left. */
function isHeldAs(settings: Settings, state: State, hint: string | null, reading: Reading): boolean {
  const strategy = routeStrategy(settings, hint, reading);
  if ('code' in strategy) return false;
  const accounts = accountsToLeave(settings, state, strategy);
  return accounts.some((account) => {
    const route = routeOn(settings, strategy, account, reading);
    return !('code' in route) && (hasAnything(state, route.key) || isAsked(state, route.key));
  });
}

/** Nothing is held, ordered or asked about in any market: it need not be found out which one is meant. */
const isIdle = ({ positions, activeOrders, inquiries, activeSignals }: State): boolean =>
  positions.isEmpty() && activeOrders.isEmpty() && inquiries.isEmpty() && activeSignals.isEmpty();

/** The reading with the market of what is held, legs included; itself where there is nothing to settle. */
export function inHeldMarket(settings: Settings, state: State, hint: string | null, reading: Reading): Reading {
  if (reading.legs.length > 0) {
    const legs = reading.legs.map((leg) => {
      const settled = inHeldMarket(settings, state, hint, { ...leg, strategy: leg.strategy ?? reading.strategy });
      return settled.marketKind === leg.marketKind ? leg : { ...leg, marketKind: settled.marketKind, warnings: settled.warnings };
    });
    return legs.some((leg, index) => leg !== reading.legs[index]) ? { ...reading, legs } : reading;
  }
  if (reading.kind !== 'order' || !isClose(reading.action) || reading.marketKind !== null || isIdle(state)) return reading;
  const perpetual: Reading = { ...reading, marketKind: 'perpetual' };
  if (symbolInMarket(perpetual) === reading.symbol || isHeldAs(settings, state, hint, reading)) return reading;
  if (!isHeldAs(settings, state, hint, perpetual)) return reading;
  const warning = `${reading.symbol ?? ''} names no market: its perpetual is closed, for nothing else of it is held.`;
  return { ...perpetual, warnings: [...reading.warnings, warning] };
}
