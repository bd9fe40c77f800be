// Owns: /cancel: one working order at once, or every entry order after a second tap.

import { shortId } from '../../core/model/ids.ts';
import type { Order } from '../../core/model/order.ts';
import { answerReply, textMessage } from '../answer-reply.ts';
import { orderStatusText } from '../render/order-words.ts';
import { renderAccount } from '../render/render-account.ts';
import { orderChoice } from '../render/render-orders.ts';
import { viewAccount } from '../view-account.ts';
import { askFirst } from './ask-first.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { findOrTell } from './find-or-tell.ts';

export const cancelCommand: BotCommand = {
  name: 'cancel',
  args: '<id>|all',
  description: 'cancels one working order at once, or all entry orders after a second tap',
  role: 'trader',
  run(call) {
    return call.args.toLowerCase() === 'all' ? cancelAll(call) : cancelOne(call);
  },
};

async function cancelOne(call: CommandCall): Promise<void> {
  const state = call.state();
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
  call.reply(answerReply(reply, `✂️ Asking the venue to cancel\n${orderChoice(order)}\n${account}`));
}

const isKnown = (call: CommandCall, orders: readonly Order[]): boolean =>
  orders.some((order) => order.id.includes(call.args.toLowerCase()));

/** Entries only: stops, targets and exits are not held back by anything, and not taken away in bulk either. */
async function cancelAll(call: CommandCall): Promise<void> {
  const { settings } = call.deps;
  const state = call.state();
  const entries = [...state.activeOrders].flatMap((id) => state.orders.get(id) ?? []).filter((order) => order.role === 'entry');
  if (entries.length === 0) return call.reply(textMessage('No entry order is working; there is nothing to cancel.'));
  const accounts = [...new Set(entries.map((order) => renderAccount(viewAccount(settings, order.account, order.mode))))];
  await askFirst(call, { type: 'cancel_all' }, [
    `<b>✂️ Cancel all working entry orders (${entries.length})?</b>`,
    ...accounts,
    'Stops, targets and exits stay.',
  ]);
}
