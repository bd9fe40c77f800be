// Owns: from positions to what /positions shows of them.

import type { State } from '../core/engine/state.ts';
import { type Decimal, HUNDRED } from '../core/model/decimal.ts';
import type { Position } from '../core/model/position.ts';
import type { BotDeps } from './bot-deps.ts';
import { heldPositions } from './find-positions.ts';
import { legPlaces } from './leg-places.ts';
import { closeData, HALF } from './position-handle.ts';
import type { Message } from './render/message.ts';
import { type PositionView, renderPositions } from './render/render-positions.ts';
import { venueBlocks } from './venue-blocks.ts';
import { viewAccount } from './view-account.ts';

type ViewDeps = Pick<BotDeps, 'dispatcher' | 'settings' | 'clock' | 'timeZone' | 'freshQuote' | 'venueView'>;

export function viewPosition(
  state: State,
  position: Position,
  deps: ViewDeps,
  percents: readonly Decimal[] = [HALF, HUNDRED],
): PositionView {
  return {
    position,
    account: viewAccount(deps.settings, position.account, position.mode),
    quote: deps.freshQuote(position.account, position.instrument.symbol),
    legs: legPlaces(state, position, deps.settings),
    exitUnderWay: state.exits.some((exit) => exit.positionKey === position.key),
    closeButtons: percents.map((percent) => ({ percent, data: closeData(state, position.key, percent) })),
  };
}

/** The whole of /positions at this moment. */
export function positionsMessage(deps: ViewDeps): Message {
  const state = deps.dispatcher.snapshot();
  const views = heldPositions(state).map((position) => viewPosition(state, position, deps));
  return renderPositions(views, venueBlocks(deps, 'position'), { now: deps.clock.now(), timeZone: deps.timeZone });
}
