// Owns: which commands get people out. They pass every gate, a failed invariant and a full disk included.

import type { Settings } from '../model/settings.ts';
import type { Command } from './command.ts';
import { withDefaultSymbol } from './default-symbol.ts';
import type { Event } from './event.ts';
import { planParts } from './decide-group.ts';
import { planFor } from './plan-action.ts';
import { plotParts } from './plot-parts.ts';
import { routeAlert } from './route-alert.ts';
import type { State } from './state.ts';

const ALWAYS: ReadonlySet<Command['type']> = new Set<Command['type']>([
  // the first tap of /kill and /cancel all
  'ask',
  'answer_legs',
  'cancel_order',
  'cancel_signal',
  'close_position',
  'confirm',
  'pause',
  'begin_cancel',
  'cancel_failed',
  'begin_modify',
  'modify_failed',
  'venue_report',
  'order_looked_up',
  // a start on a full disk: without it nobody gets out
  'started',
]);

/** Known after the decision: the events leave or cancel something. */
export const eventsLeadOut = (command: Command, events: readonly Event[]): boolean =>
  ALWAYS.has(command.type) || events.some((event) => event.type === 'exit_opened' || event.type === 'order_cancel_requested');

/** Time brings the next attempt of an exit or a stop, and the look-up of one whose answer could not be stored. */
const clockLeadsOut = (state: State): boolean =>
  !state.waits.isEmpty() ||
  state.activeOrders.some((id) => {
    const order = state.orders.get(id);
    return order?.status === 'submitted' && order.reduceOnly && order.inquiry === null;
  });

/** Known before it (asked only while the disk is full): would this command leave or cancel something? */
export function leadsOut(settings: Settings, state: State, command: Command): boolean {
  if (ALWAYS.has(command.type)) return true;
  if (command.type === 'begin_submit' || command.type === 'submit_failed' || command.type === 'lookup_failed') {
    return state.orders.get(command.orderId)?.reduceOnly === true;
  }
  if (command.type === 'clock') return clockLeadsOut(state);
  if (command.type !== 'receive_alert') return false;
  const known = withDefaultSymbol(settings, command);
  const { reading, strategyHint } = known;
  if (reading.kind === 'cancel') return true;
  const parts = plotParts(settings, known);
  if (parts !== null) return !('code' in parts) && planParts(state, parts).some(({ plan }) => plan.exit !== null);
  const route = reading.kind === 'order' ? routeAlert(settings, strategyHint, reading) : null;
  if (route === null || 'code' in route) return false;
  return planFor(state, reading, route).exit !== null;
}
