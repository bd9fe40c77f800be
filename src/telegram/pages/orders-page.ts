// Owns: one page of /orders: what works, then what was done last.

import type { State } from '../../core/engine/state.ts';
import type { Order } from '../../core/model/order.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import { LIST_ROWS_MAX } from '../render/limits.ts';
import type { Message } from '../render/message.ts';
import { renderOrders } from '../render/render-orders.ts';
import { waitingCount } from '../render/render-waiting.ts';
import { viewAccount } from '../view-account.ts';
import { venueBlocks } from './venue-blocks.ts';
import { viewWaiting } from './waiting-page.ts';

/** `page`: from 0. */
export function ordersPage(deps: HandlerDeps, page = 0): Message {
  const { settings, clock, timeZone } = deps;
  const orders = latestOrders(deps.dispatcher.snapshot());
  const views = orders.map((order) => ({ order, account: viewAccount(settings, order.account, order.mode) }));
  return renderOrders(
    views,
    venueBlocks(deps, 'order'),
    { now: clock.now(), timeZone },
    { page, waiting: waitingCount(viewWaiting(deps)) },
  );
}

/** All working ones; finished ones as far as there is room. */
function latestOrders(state: State): Order[] {
  const newestFirst = [...state.orders.values()].sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
  const working = newestFirst.filter((order) => state.activeOrders.has(order.id));
  const finished = newestFirst.filter((order) => !state.activeOrders.has(order.id));
  return [...working, ...finished.slice(0, Math.max(0, LIST_ROWS_MAX - working.length))];
}
