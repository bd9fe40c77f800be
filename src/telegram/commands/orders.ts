// Owns: /orders: what works and what was done last.

import type { Order } from '../../core/model/order.ts';
import { LIST_ROWS_MAX } from '../render/limits.ts';
import { renderOrders } from '../render/render-orders.ts';
import { waitingCount } from '../render/render-waiting.ts';
import { venueBlocks } from '../pages/venue-blocks.ts';
import { viewAccount } from '../view-account.ts';
import { viewWaiting } from '../pages/waiting-page.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';

export const ordersCommand: BotCommand = {
  name: 'orders',
  args: '',
  description: 'working orders, then the latest finished ones',
  role: 'viewer',
  run(call) {
    const { deps } = call;
    const views = latestOrders(call).map((order) => ({ order, account: viewAccount(deps.settings, order.account, order.mode) }));
    const time = { now: deps.clock.now(), timeZone: deps.timeZone };
    call.reply(renderOrders(views, venueBlocks(deps, 'order'), time, waitingCount(viewWaiting(deps))));
  },
};

/** All working ones; finished ones as far as there is room. */
function latestOrders(call: CommandCall): Order[] {
  const state = call.state();
  const newestFirst = [...state.orders.values()].sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
  const working = newestFirst.filter((order) => state.activeOrders.has(order.id));
  const finished = newestFirst.filter((order) => !state.activeOrders.has(order.id));
  return [...working, ...finished.slice(0, Math.max(0, LIST_ROWS_MAX - working.length))];
}
