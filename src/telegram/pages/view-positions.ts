// Owns: from positions to what /positions and the card of one position show of them.

import type { State } from '../../core/engine/state.ts';
import { type Decimal, HUNDRED } from '../../core/model/decimal.ts';
import type { PositionKey } from '../../core/model/ids.ts';
import type { Order } from '../../core/model/order.ts';
import { hasOtherSide, type Position } from '../../core/model/position.ts';
import type { BotDeps } from '../bot-deps.ts';
import { fits, heldPositions } from '../find-positions.ts';
import { legPlaces } from '../cards/leg-places.ts';
import { closeData, HALF, manageData, QUARTER } from '../plans/position-handle.ts';
import type { Message } from '../render/message.ts';
import { renderPosition, renderPositions } from '../render/render-positions.ts';
import { type ListPlace, wholeList } from '../render/page-of.ts';
import type { PositionView } from '../render/position-lines.ts';
import { NO_VENUES, venueBlocks } from './venue-blocks.ts';
import { viewAccount } from '../view-account.ts';

type ViewDeps = Pick<BotDeps, 'dispatcher' | 'settings' | 'clock' | 'timeZone' | 'freshQuote' | 'venueView'>;

/** Each step of the sum, of the newest entry that is in it; empty: it is not in the live state any more. */
function sizeSteps(state: State, key: PositionKey): readonly string[] {
  const isEntry = (order: Order): boolean => order.positionKey === key && order.role === 'entry' && order.fills.length > 0;
  const newest = state.orders.filter(isEntry).maxBy((order) => order.createdAt);
  return newest === undefined ? [] : (state.signals.get(newest.signalId)?.proposal?.notes ?? []);
}

export function viewPosition(
  state: State,
  position: Position,
  deps: Pick<ViewDeps, 'settings' | 'freshQuote'>,
  percents: readonly Decimal[] = [QUARTER, HALF, HUNDRED],
): PositionView {
  const { key } = position;
  return {
    position,
    account: viewAccount(deps.settings, position.account, position.mode),
    quote: deps.freshQuote(position.account, position.instrument.symbol),
    legs: legPlaces(state, position, deps.settings),
    exitUnderWay: state.exits.some((exit) => exit.positionKey === key),
    size: sizeSteps(state, key),
    closeButtons: percents.map((percent) => ({ percent, data: closeData(state, key, percent) })),
    manage: {
      card: manageData(state, key, 'card'),
      breakEven: manageData(state, key, 'be'),
      stop: manageData(state, key, 'st'),
      target: manageData(state, key, 'tg'),
      trail: manageData(state, key, 'tr'),
      reverse: hasOtherSide(position) ? manageData(state, key, 'rv') : null,
    },
  };
}

/** /positions at this moment. What the venues say is about everything: it stands below the whole list only. */
export function positionsMessage(deps: ViewDeps, place: ListPlace = wholeList): Message {
  const state = deps.dispatcher.snapshot();
  const all = heldPositions(state);
  const wanted = all.filter((position) => fits(place.only, position));
  const positions = wanted.map((position) => viewPosition(state, position, deps));
  const venues = place.only === '' ? venueBlocks(deps, 'position') : NO_VENUES;
  return renderPositions({ positions, place, all: all.length, venues }, { now: deps.clock.now(), timeZone: deps.timeZone });
}

/** The card of one; all of them where it is flat, or the only one. */
export function positionMessage(deps: ViewDeps, key: PositionKey): Message {
  const state = deps.dispatcher.snapshot();
  const held = heldPositions(state);
  const position = held.find((each) => each.key === key);
  if (position === undefined || held.length === 1) return positionsMessage(deps);
  return renderPosition(viewPosition(state, position, deps), { now: deps.clock.now(), timeZone: deps.timeZone });
}
