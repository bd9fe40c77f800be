// Owns: /cancel: one working order at once, or every entry order after a second tap.

import { shortId } from '../../core/model/ids.ts';
import type { Order } from '../../core/model/order.ts';
import type { Signal } from '../../core/model/signal.ts';
import { waitsUntil } from '../../core/model/alerts/waiting-entry.ts';
import { answerReply, textMessage } from '../answer-reply.ts';
import { orderStatusText } from '../render/order-words.ts';
import { renderAccount } from '../render/render-account.ts';
import { orderChoice } from '../render/render-orders.ts';
import { signalChoice } from '../render/render-signals.ts';
import { findById } from '../find-by-id.ts';
import { viewAccount, viewAccountNow } from '../view-account.ts';
import { askFirst } from './ask-first.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { findOrTell } from './find-or-tell.ts';
import { words } from './words.ts';

export const cancelCommand: BotCommand = {
  name: 'cancel',
  args: '<id>|all',
  description: 'cancels one working order or waiting entry at once, or all entries after a second tap',
  role: 'trader',
  run(call) {
    return words(call.args)[0]?.toLowerCase() === 'all' ? cancelAll(call) : cancelOne(call);
  },
};

async function cancelOne(call: CommandCall): Promise<void> {
  const state = call.state();
  const waiting = waitingMeant(call);
  if (waiting !== null) return cancelWaiting(call, waiting);
  const working = [...state.activeOrders].flatMap((id) => state.orders.get(id) ?? []);
  // A finished order is looked up only to say that it is finished.
  const known = call.args !== '' && isKnown(call, working) ? working : state.orders.values();
  const order = findOrTell(call, 'order', call.args, known, orderChoice);
  if (order === null) return;
  const account = renderAccount(viewAccount(call.deps.settings, order.account, order.mode), order.strategy);
  if (!state.activeOrders.has(order.id)) {
    return call.reply(textMessage(`There is nothing to cancel:\n${orderStatusText(order)}\n${account}\n/order_${shortId(order.id)}`));
  }
  const reply = await call.dispatch({ type: 'cancel_order', orderId: order.id, by: call.actor.userName, updateId: call.updateId });
  const what = `${orderChoice(order)}\n${account}`;
  call.reply(answerReply(reply, `✂️ Asking the venue to cancel\n${what}`, what));
}

const isKnown = (call: CommandCall, orders: readonly Order[]): boolean =>
  orders.some((order) => order.id.includes(call.args.toLowerCase()));

/** The entry that waits (delay) and has just this id. */
function waitingMeant(call: CommandCall): Signal | null {
  const now = call.deps.clock.now();
  const state = call.state();
  const waiting = [...state.activeSignals].flatMap((id) => state.signals.get(id) ?? []).filter((each) => waitsUntil(each, now) !== null);
  const match = findById(waiting, call.args);
  return match.type === 'found' ? match.entity : null;
}

async function cancelWaiting(call: CommandCall, signal: Signal): Promise<void> {
  const { actor, updateId } = call;
  const reply = await call.dispatch({ type: 'cancel_signal', signalId: signal.id, by: actor.userName, isPerson: true, updateId });
  const account = viewAccountNow(call.deps.settings, signal.account);
  call.reply(
    answerReply(
      reply,
      `✂️ Cancelled before its time; nothing was sent\n${signalChoice(signal)}${account === null ? '' : `\n${renderAccount(account, signal.strategy)}`}`,
    ),
  );
}

/** Entries only: stops, targets and exits are not held back by anything, and not taken away in bulk either. */
async function cancelAll(call: CommandCall): Promise<void> {
  const { settings } = call.deps;
  const state = call.state();
  const entries = [...state.activeOrders].flatMap((id) => state.orders.get(id) ?? []).filter((order) => order.role === 'entry');
  const waiting = [...state.activeSignals].flatMap((id) => state.signals.get(id) ?? []).filter((each) => each.state === 'received');
  if (entries.length === 0 && waiting.length === 0)
    return call.reply(textMessage('No entry order is working; there is nothing to cancel.'));
  const accounts = [...new Set(entries.map((order) => renderAccount(viewAccount(settings, order.account, order.mode))))];
  await askFirst(call, { type: 'cancel_all' }, [
    `<b>✂️ Cancel all working entry orders (${entries.length})?</b>`,
    ...(waiting.length === 0 ? [] : [`Entries that wait go too (${waiting.length}).`]),
    ...accounts,
    'Stops, targets and exits stay.',
  ]);
}
