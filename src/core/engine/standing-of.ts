// Owns: what the books say of the entries of one share: those of this stay in the market, and those on their way into it.

import { isPositive, isZero, type Decimal } from '../model/decimal.ts';
import type { PositionKey, SignalId } from '../model/ids.ts';
import type { Order } from '../model/order.ts';
import type { Side } from '../model/signal.ts';
import { isHeld } from '../positions/is-held.ts';
import type { Standing } from '../risk/standing.ts';
import { isMoving } from './entries/to-replace.ts';
import { activeOrdersOf, ordersOfRole } from './exits/position-orders.ts';
import { activeSignalsOf } from './share-signals.ts';
import type { State } from './state.ts';

const entriesOf = (state: State, id: SignalId): readonly Order[] => {
  const signal = state.signals.get(id);
  return signal === undefined ? [] : ordersOfRole(state, signal, 'entry');
};
const hasFilled = (state: State, id: SignalId): boolean => entriesOf(state, id).some(({ qtyFilled }) => !isZero(qtyFilled));

/** Entries that nothing of has filled, and that have no order at this moment: the next one of them comes. */
const moving = (state: State, key: PositionKey, side: Side, own: SignalId | null): readonly SignalId[] =>
  activeSignalsOf(state, key)
    .filter((signal) => {
      if (signal.id === own || signal.entry?.side !== side) return false;
      return entriesOf(state, signal.id).some((order) => isMoving(state, signal, order)) && !hasFilled(state, signal.id);
    })
    .map(({ id }) => id);

/** `own`: the signal whose entry is judged. An entry that leads to the other side (behind an exit) begins a stay of its own. `atr`: average true range of the market. */
export function standingOf(state: State, key: PositionKey, side: Side, own: SignalId | null, atr: Decimal | null): Standing {
  const found = state.positions.get(key);
  const position = isHeld(found) && isPositive(found.qty) === (side === 'buy') ? found : null;
  const stay = state.stays.get(key);
  const counted = position !== null && stay?.openedAt === position.openedAt ? stay : null;
  const underWay = activeOrdersOf(state, key).filter(
    (order) => order.role === 'entry' && order.side === side && order.signalId !== own && isZero(order.qtyFilled),
  );
  // of what has filled in part, the stay has counted the alert already
  const isCounted = (id: SignalId): boolean => position !== null && hasFilled(state, id);
  const alerts = new Set([...underWay.map(({ signalId }) => signalId).filter((id) => !isCounted(id)), ...moving(state, key, side, own)]);
  const lastPrice = counted?.lastPrice ?? position?.entryPrice ?? null;
  return {
    entries: (position === null ? 0 : (counted?.entries ?? 1)) + alerts.size,
    lastPrices: [
      ...(lastPrice === null ? [] : [lastPrice]),
      ...underWay.flatMap(
        ({ limitPrice, stopPrice, signalId }) => limitPrice ?? stopPrice ?? state.signals.get(signalId)?.proposal?.price ?? [],
      ),
    ],
    entryPrice: position?.entryPrice ?? null,
    stopLoss: position?.plan?.stopLoss ?? null,
    atr,
  };
}

/** Another entry of this side is held or on its way: the next one is measured from it. */
export const addsTo = (state: State, key: PositionKey, side: Side, own: SignalId | null): boolean =>
  standingOf(state, key, side, own, null).lastPrices.length > 0;
