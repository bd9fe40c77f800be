// Owns: the whole of /status at this moment.

import { viewLimits } from '../../core/engine/limits/view-limits.ts';
import type { State } from '../../core/engine/state.ts';
import { summarizeAlerts } from '../../core/model/alerts/summarize-alerts.ts';
import type { LimitView } from '../../core/model/limit-view.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import { heldPositions } from '../find-positions.ts';
import { legPlaces } from '../cards/leg-places.ts';
import type { Message } from '../render/message.ts';
import { renderStatus } from '../render/render-status.ts';
import { viewAccounts, viewLostAccounts } from '../view-account.ts';
import { sightNow } from './risk-message.ts';

export function statusMessage(deps: HandlerDeps): Message {
  const state = deps.dispatcher.snapshot();
  const held = heldPositions(state);
  const stops = held.map((position) => (position.plan?.stopLoss == null ? 'missing' : legPlaces(state, position, deps.settings).stop_loss));
  const { tally: all } = summarizeAlerts(state.tallies.values(), []).all;
  return renderStatus({
    tradingState: state.tradingState,
    tradingStateBy: state.tradingStateBy,
    accounts: viewAccounts(deps.settings),
    diskTrouble: deps.diskTrouble(),
    silent: [
      ...[...deps.settings.accounts.keys()].filter((account) => deps.venueView(account).failure !== null),
      ...viewLostAccounts(deps.settings, state).map(({ name }) => name),
    ],
    limitsReached: limitsReached(deps, state),
    pausedStrategies: [...deps.settings.strategies.keys()].filter((name) => state.strategies.get(name)?.paused),
    pausedSymbols: [...state.pausedSymbols.keys()],
    strategyCount: deps.settings.strategies.size,
    openCards: state.activeSignals.count((id) => state.signals.get(id)?.state === 'awaiting_approval'),
    workingOrders: state.activeOrders.size,
    unknownOrders: unknownOrders(state),
    positions: held.length,
    unprotectedPositions: stops.filter((place) => place === 'missing' || place === 'unsure').length,
    watchedPositions: stops.filter((place) => place === 'watched').length,
    waiting: state.parked.size,
    alerts: all.received,
    duplicates: all.duplicates,
    undelivered: state.notifications.count((notification) => !notification.delivered),
    telegramDownSince: deps.outbox.reachable().downSince,
    time: { now: deps.clock.now(), timeZone: deps.timeZone },
  });
}

/** As /risk has it: also those that refuse entries for a while, such as a cool-down. */
function limitsReached(deps: HandlerDeps, { riskBook }: State): readonly LimitView['limit'][] {
  const breached = [...riskBook.breaches.values()].filter(
    ({ liftedBy, until }) => liftedBy === null && (until === null || until > deps.clock.now()),
  );
  const closed = viewLimits(sightNow(deps)).filter(({ isClosed }) => isClosed);
  return [...new Set([...breached, ...closed].map(({ limit }) => limit))];
}

/** Those whose outcome is being looked up; the ones that were given up as lost have left the active orders. */
function unknownOrders(state: State): number {
  return state.activeOrders.count((id) => {
    const inquiry = state.orders.get(id)?.inquiry;
    return inquiry !== null && inquiry !== undefined;
  });
}
