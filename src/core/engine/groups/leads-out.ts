// Owns: which commands get people out. They pass every gate, a failed invariant and a full disk included.

import type { Settings } from '../../model/settings.ts';
import type { Command, ReceiveAlert } from '../command.ts';
import { completeAlert } from '../alerts/complete-alert.ts';
import { getsOut } from '../alerts/planned-now.ts';
import type { Event } from '../event.ts';
import type { PromptAction, State } from '../state.ts';

const ALWAYS: ReadonlySet<Command['type']> = new Set<Command['type']>([
  // the first tap of /kill and /cancel all
  'ask',
  'answer_legs',
  'cancel_order',
  'cancel_signal',
  'close_position',
  'change_plan',
  'reverse_position',
  'confirm',
  'pause',
  'begin_cancel',
  'cancel_failed',
  'begin_modify',
  'modify_failed',
  'observe_price',
  // a limit that is reached may close what is held
  'judge_risk',
  'venue_report',
  'order_looked_up',
  // a start on a full disk: without it nobody gets out
  'started',
]);

/** Known after the decision: the events leave or cancel something. */
export const eventsLeadOut = (command: Command, events: readonly Event[]): boolean =>
  events.some((event) => event.type === 'exit_opened' || event.type === 'order_cancel_requested') ||
  // the second tap under a pasted or a repeated alert lets an entry in
  (ALWAYS.has(command.type) && !events.some((event) => event.type === 'signal_received' && event.signal.entry !== null));

/** An alert behind a question, as far as it is one: pasted, or held back as a repeat. */
function alertBehind(state: State, action: PromptAction | undefined): Pick<ReceiveAlert, 'reading' | 'strategyHint'> | null {
  if (action?.type === 'take_pasted') return { reading: action.reading, strategyHint: action.strategy };
  const original = action?.type === 'execute_repeat' ? state.signals.get(action.signalId) : undefined;
  return original === undefined ? null : { reading: original.reading, strategyHint: original.strategy };
}

function questionLeadsOut(settings: Settings, state: State, action: PromptAction | undefined): boolean {
  const alert = alertBehind(state, action);
  return alert === null || alertLeadsOut(settings, state, alert);
}

/** Time brings the next attempt of an exit or a stop, and the look-up of one whose answer could not be stored. */
const clockLeadsOut = (state: State): boolean =>
  !state.waits.isEmpty() ||
  state.positions.some(({ plan }) => plan?.timeStop != null) ||
  state.activeOrders.some((id) => {
    const order = state.orders.get(id);
    return order?.status === 'submitted' && order.reduceOnly && order.inquiry === null;
  });

/** Known before it (asked only while the disk is full): would this command leave or cancel something? */
export function leadsOut(settings: Settings, state: State, command: Command): boolean {
  if (command.type === 'ask') return questionLeadsOut(settings, state, command.action);
  if (command.type === 'confirm') return questionLeadsOut(settings, state, state.prompts.get(command.nonce)?.action);
  if (ALWAYS.has(command.type)) return true;
  // it gets out of what no strategy holds
  if (command.type === 'answer_discrepancy') return command.answer.type === 'close';
  if (command.type === 'begin_submit' || command.type === 'submit_failed' || command.type === 'lookup_failed') {
    return state.orders.get(command.orderId)?.reduceOnly === true;
  }
  if (command.type === 'clock') return clockLeadsOut(state);
  return command.type === 'receive_alert' && alertLeadsOut(settings, state, command);
}

function alertLeadsOut(settings: Settings, state: State, alert: Pick<ReceiveAlert, 'reading' | 'strategyHint'>): boolean {
  const known = completeAlert(settings, state, alert);
  const { reading } = known;
  // a stop that is moved protects
  if (reading.kind === 'cancel' || reading.action === 'modify') return true;
  return reading.kind === 'order' && getsOut(settings, state, known);
}
