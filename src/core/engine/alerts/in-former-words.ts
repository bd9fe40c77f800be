// Owns: a close, or a cancel, under a word that config.yaml has given another meaning (an alias changed or taken away) since
// something was entered under it. Invariants: only what gets out is read so, and only where nothing goes by what the word means now.

import { strategyOfKey, type AccountName, type PositionKey, type SignalId } from '../../model/ids.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import { isClose, type Reading, type Signal } from '../../model/signal.ts';
import { symbolInMarket } from '../../signals/order/read-category.ts';
import { cardOfPosition } from '../exits/card-of-position.ts';
import { hasAnything } from '../exits/open-exit.ts';
import { activeOrdersOf } from '../exits/position-orders.ts';
import { activeSignalsOf } from '../share-signals.ts';
import type { State } from '../state.ts';
import { isAsked } from './in-held-market.ts';
import { accountsToLeave } from './left-accounts.ts';
import { routeOn, routeStrategy } from './route-alert.ts';

/** The alerts behind what is held, ordered or asked about: their words are those by which it is called. */
export function alertsBehind(state: State, isOf: (key: PositionKey) => boolean): readonly Signal[] {
  const ids = new Set<SignalId | null>();
  for (const key of state.positions.keys()) if (isOf(key)) ids.add(cardOfPosition(state, state.positions.get(key)));
  for (const key of state.activeOrdersOf.keys())
    if (isOf(key)) for (const order of activeOrdersOf(state, key)) if (order.role === 'entry') ids.add(order.signalId);
  for (const key of state.activeSignalsOf.keys()) if (isOf(key)) for (const { id } of activeSignalsOf(state, key)) ids.add(id);
  return [...ids].flatMap((id) => (id === null ? [] : (state.signals.get(id) ?? [])));
}

const wordOf = (reading: Reading): string | null => symbolInMarket(reading)?.toUpperCase() ?? null;

/** What the word stood for, and does no more: what is held before what waits. Null: nothing that is there goes by it. */
function formerOf(state: State, strategy: Strategy, routes: ReadonlyMap<AccountName, string | null>, reading: Reading): string | null {
  const isMeant = (signal: Signal): boolean =>
    signal.strategy === strategy.name &&
    signal.account !== null &&
    routes.has(signal.account) &&
    routes.get(signal.account) !== signal.symbol &&
    signal.positionKey !== null &&
    wordOf(signal.reading) === wordOf(reading) &&
    (hasAnything(state, signal.positionKey) || isAsked(state, signal.positionKey));
  // others may hold a thousand
  return alertsBehind(state, (key) => strategyOfKey(key) === strategy.name).find(isMeant)?.symbol ?? null;
}

export const getsOut = ({ kind, action, orderId, legs }: Reading): boolean =>
  legs.length === 0 && (kind === 'cancel' ? orderId === null : kind === 'order' && isClose(action));

/** The reading by the name of what is there; itself where there is nothing to settle. */
export function inFormerWords(settings: Settings, state: State, hint: string | null, reading: Reading): Reading {
  if (!getsOut(reading) || reading.symbol === null || (state.positions.isEmpty() && state.activeSignals.isEmpty())) return reading;
  const strategy = routeStrategy(settings, hint, reading);
  if ('code' in strategy) return reading;
  const accounts = accountsToLeave(settings, state, strategy);
  const routes = accounts.map((account) => [account, routeOn(settings, strategy, account, reading)] as const);
  if (routes.some(([, route]) => !('code' in route) && hasAnything(state, route.key))) return reading;
  const meant = new Map(routes.map(([account, route]) => [account, 'code' in route ? null : route.symbol]));
  const former = formerOf(state, strategy, meant, reading);
  if (former === null) return reading;
  const warning = `${reading.symbol} stood for ${former} when it was entered: that is what is meant here.`;
  return { ...reading, symbol: former, marketKind: null, contract: null, exchange: null, warnings: [...reading.warnings, warning] };
}
