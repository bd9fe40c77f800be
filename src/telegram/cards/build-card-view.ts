// Owns: from the state to what a card shows.

import type { State } from '../../core/engine/state.ts';
import { heldBackBy } from '../../core/engine/entries/held-back.ts';
import { cardOfPosition } from '../../core/engine/exits/card-of-position.ts';
import { isZero } from '../../core/model/decimal.ts';
import type { Order } from '../../core/model/order.ts';
import type { Position } from '../../core/model/position.ts';
import type { Signal } from '../../core/model/signal.ts';
import type { BotDeps } from '../bot-deps.ts';
import { legPlaces } from './leg-places.ts';
import type { CardView } from '../render/card-view.ts';
import type { PositionView } from '../render/position-lines.ts';
import { viewAccount, viewAccountOf } from '../view-account.ts';
import { viewPosition } from '../pages/view-positions.ts';

export type CardDeps = Pick<BotDeps, 'settings' | 'clock' | 'timeZone' | 'freshQuote'>;

export function buildCardView(state: State, signal: Signal, deps: CardDeps): CardView {
  const orders = ordersOf(state, signal);
  const [first] = orders;
  const position = positionOf(state, signal, first ?? null);
  return {
    signal,
    account:
      first === undefined ? viewAccountOf(deps.settings, state, signal.account) : viewAccount(deps.settings, first.account, first.mode),
    orders,
    waitsFor: orders.map((order) => heldBackBy(state, order)).find((waits) => waits !== null) ?? null,
    position,
    legs: position === null ? null : legPlaces(state, position, deps.settings),
    holding: position === null ? null : holdingOf(state, signal, position, deps),
    quote: signal.account === null || signal.symbol === null ? null : deps.freshQuote(signal.account, signal.symbol),
    time: { now: deps.clock.now(), timeZone: deps.timeZone },
  };
}

/** Without the price of now: a card is not edited with every tick. */
function holdingOf(state: State, signal: Signal, position: Position, deps: CardDeps): PositionView | null {
  if (cardOfPosition(state, position) !== signal.id) return null;
  return { ...viewPosition(state, position, deps), quote: null, size: signal.proposal?.notes ?? [] };
}

/** Oldest first. */
export const ordersOf = (state: State, signal: Signal): Order[] =>
  signal.orderIds.flatMap((id) => state.orders.get(id) ?? []).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));

function positionOf(state: State, signal: Signal, order: Order | null): Position | null {
  const key = signal.positionKey ?? order?.positionKey ?? null;
  const position = key === null ? undefined : state.positions.get(key);
  return position === undefined || isZero(position.qty) ? null : position;
}
