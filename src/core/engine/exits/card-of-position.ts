// Owns: which alert's card tells of a position, and when that card has news of it: it was filled, left in part or wholly, its plan
// was changed, its stop or target came or went at the venue. A stop that trails is no news: it moves all the time.

import type { ExitPlan } from '../../model/exits/exit-plan.ts';
import type { PositionKey, SignalId } from '../../model/ids.ts';
import type { Position } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import type { Event } from '../event.ts';
import { putSignal } from '../put-entity.ts';
import type { State } from '../state.ts';

/** The newest alert that is in it; null: it is flat, or nobody's alert has opened it. */
export function cardOfPosition(state: State, position: Position | undefined): SignalId | null {
  const stay = position === undefined ? undefined : state.stays.get(position.key);
  return isHeld(position) && stay?.openedAt === position.openedAt ? (stay.signalId ?? null) : null;
}

/** Whose card the event may be news for; null: no position's. */
function positionOf(before: State, event: Event): PositionKey | null {
  switch (event.type) {
    case 'plan_set':
      return event.positionKey;
    case 'share_adopted':
      return event.share.key;
    case 'exit_opened':
      return event.exit.positionKey;
    case 'exit_closed':
      return before.exits.get(event.exitId)?.positionKey ?? null;
    case 'order_filled':
      return before.orders.get(event.orderId)?.positionKey ?? null;
    default:
      return null;
  }
}

/** The rest of a plan. As text: what came from the journal has other objects in it. */
const withoutTrail = ({ stopLoss: _stopLoss, trail: _trail, ...others }: ExitPlan): string => JSON.stringify(others);

/** Nothing but the trailing stop has moved. */
function hasOnlyTrailed(before: ExitPlan | null, after: ExitPlan | null): boolean {
  const [was, is] = [before?.trail ?? null, after?.trail ?? null];
  if (before === null || after === null || was?.active !== true || is?.active !== true) return false;
  const follows = was.best !== is.best || was.movedAt !== is.movedAt;
  return follows && withoutTrail(before) === withoutTrail(after);
}

/** Of another alert than the one whose card it is: that one has told its own. */
function protectiveSignal(state: State, event: Event): { readonly key: PositionKey; readonly signalId: SignalId } | null {
  if (!('orderId' in event)) return null;
  const order = state.orders.get(event.orderId);
  const isProtective = order?.role === 'stop_loss' || order?.role === 'take_profit';
  return isProtective ? { key: order.positionKey, signalId: order.signalId } : null;
}

const tell = (state: State, id: SignalId | null): State => {
  const signal = id === null ? undefined : state.signals.get(id);
  return signal === undefined ? state : putSignal(state, signal, true);
};

/** `after`: the state that the event has led to. */
export function tellCard(before: State, after: State, event: Event): State {
  if (event.type === 'share_taken') return tellCards(tellCards(after, before, event.positionKey), before, event.from);
  const key = positionOf(before, event);
  if (key !== null) {
    const isSilent = event.type === 'plan_set' && hasOnlyTrailed(before.positions.get(key)?.plan ?? null, event.plan);
    return isSilent ? after : tellCards(after, before, key);
  }
  const protective = protectiveSignal(after, event);
  if (protective === null) return after;
  const id = cardOfPosition(after, after.positions.get(protective.key));
  return id === protective.signalId ? after : tell(after, id);
}

/** The card that told of it so far, and the one that does now. */
function tellCards(after: State, before: State, key: PositionKey): State {
  const was = cardOfPosition(before, before.positions.get(key));
  const is = cardOfPosition(after, after.positions.get(key));
  const told = tell(after, was);
  return is === was ? told : tell(told, is);
}
