// Owns: one page of /orders: what works, then what was done last.

import type { State } from '../../core/engine/state.ts';
import type { Order } from '../../core/model/order.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import { fits } from '../find-positions.ts';
import { LIST_ROWS_MAX } from '../render/limits.ts';
import type { Message } from '../render/message.ts';
import { type ListPlace, wholeList } from '../render/page-of.ts';
import { renderOrders } from '../render/render-orders.ts';
import { waitingCount } from '../render/render-waiting.ts';
import { viewAccount } from '../view-account.ts';
import { NO_VENUES, venueBlocks } from './venue-blocks.ts';
import { viewWaiting } from './waiting-page.ts';

/** What the venues say, and what waits, is about everything: it stands below the whole list only. */
export function ordersPage(deps: HandlerDeps, place: ListPlace = wholeList): Message {
  const { settings, clock, timeZone } = deps;
  const isWhole = place.only === '';
  const state = deps.dispatcher.snapshot();
  const orders = latestOrders(state, place.only);
  const views = orders.map((order) => ({ order, account: viewAccount(settings, order.account, order.mode) }));
  return renderOrders(
    views,
    isWhole ? venueBlocks(deps, 'order') : NO_VENUES,
    { now: clock.now(), timeZone },
    { place, all: state.orders.size, waiting: isWhole ? waitingCount(viewWaiting(deps)) : [] },
  );
}

/** All working ones; finished ones as far as there is room. */
function latestOrders(state: State, only: string): Order[] {
  const wanted = [...state.orders.values()].filter((order) => fits(only, order));
  const newestFirst = wanted.sort((a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1));
  const working = newestFirst.filter((order) => state.activeOrders.has(order.id));
  const finished = newestFirst.filter((order) => !state.activeOrders.has(order.id));
  return [...working, ...finished.slice(0, Math.max(0, LIST_ROWS_MAX - working.length))];
}
