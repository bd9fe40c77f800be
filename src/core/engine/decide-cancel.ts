// Owns: cancels, from an alert or from the chat. A cancel of a stop or a target changes the plan of its position: else the
// order would be placed again.

import { deny, type Denial } from '../model/denial.ts';
import { withoutStop } from '../model/exits/exit-plan.ts';
import { shortId, type PositionKey } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import type { Strategy } from '../model/settings.ts';
import type { Reading, Side, Signal, SignalState } from '../model/signal.ts';
import { requestCancel } from './cancel-order.ts';
import { cancelAlert, cancelledWords } from './entries/cancel-alert.ts';
import { alertsOf, findAlert } from './find-alert.ts';
import { cancelWaiting, findWaiting, isWaiting } from './entries/cancel-waiting.ts';
import type { Command, ReceiveAlert, Reply } from './command.ts';
import { record, tell, type Draft } from './draft.ts';
import { findOrder, findWorking } from './find-order.ts';
import { routesLeft } from './alerts/left-accounts.ts';
import { isParked } from './alerts/parked.ts';
import { activeOrdersOf, isExit } from './exits/position-orders.ts';
import { routeOn, routeStrategy, type Route } from './alerts/route-alert.ts';
import { mayArrive } from '../orders/may-arrive.ts';
import type { State } from './state.ts';
import { exitsOf, giveUpExit } from './exits/tend-exits.ts';
import { accountsOf } from './strategy-on.ts';

const protectionOf = ({ role, type }: Order): string => (type === 'oco' ? 'stop-loss and take-profit' : role.replace('_', '-'));
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The command that sets it anew. */
const againWith = ({ role, instrument, strategy, account }: Order): string =>
  `/${role === 'stop_loss' ? 'stop' : 'target'} ${instrument.symbol} ${strategy} ${account} and a price set one again.`;

/** It works, or may come yet, or has failed and is about to be sent anew: there is something to cancel. */
const isToCancel = (draft: Draft, order: Order): boolean =>
  !TERMINAL_ORDER_STATUSES.has(order.status) ||
  (mayArrive(order) && order.cancel === null) ||
  (isExit(order.role) &&
    order.status !== 'filled' &&
    exitsOf(draft.state, order.positionKey).some(({ signalId }) => signalId === order.signalId));

export function cancelByWish(draft: Draft, order: Order, who: string): void {
  // one that is being replaced takes nothing from the plan: the new one belongs to it
  if ((order.role === 'stop_loss' || order.role === 'take_profit') && order.cancel === null) {
    const position = draft.state.positions.get(order.positionKey);
    if (position?.plan != null) {
      const kept = order.role === 'stop_loss' ? withoutStop(position.plan) : { ...position.plan, takeProfit: null };
      // a pair is one order: who cancels it wants neither of its legs
      const plan = order.type === 'oco' ? { ...kept, takeProfit: null } : kept;
      record(draft, { type: 'plan_set', positionKey: order.positionKey, plan });
      tell(draft, {
        severity: 'warning',
        groupKey: `unprotected:${order.positionKey}:${order.role}`,
        title: `${capital(protectionOf(order))} removed`,
        text: `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): ${order.instrument.symbol} has no ${protectionOf(order)} any more; ${who} cancelled it.`,
        nextStep: againWith(order),
        signalId: order.signalId,
      });
    }
  }
  giveUpExit(draft, order);
  requestCancel(draft, order, `cancelled by ${who}`);
}

type Finish = (state: SignalState, error: Denial | null, detail: string) => Reply;

/** The side of the entries that a cancel means; null = both. */
function sideMeant({ side, positionSide }: Reading): Side | null {
  return positionSide === null ? side : positionSide === 'long' ? 'buy' : 'sell';
}

/** The share of each account that the alerts of this strategy reach, and of those that it has left. */
function routesOf(draft: Draft, command: ReceiveAlert): readonly Route[] | Denial {
  const strategy = routeStrategy(draft.settings, command.strategyHint, command.reading);
  if ('code' in strategy) return strategy;
  const routes = accountsOf(strategy).map((name) => routeOn(draft.settings, strategy, name, command.reading));
  const left = routesLeft(draft.settings, draft.state, strategy, command.reading);
  const usable = [...routes.flatMap((route) => ('code' in route ? [] : [route])), ...left];
  const refused = routes.find((route) => 'code' in route);
  return usable.length === 0 && refused !== undefined && 'code' in refused ? refused : usable;
}

/** Cards, and entries that wait for their time, a price, or an exit before them: no order of them was made. */
const pendingEntries = (state: State, key: PositionKey): readonly Signal[] =>
  [...state.activeSignals]
    .flatMap((id) => state.signals.get(id) ?? [])
    .filter((signal) => (isParked(signal) ? signal.wait.condition.keys.includes(key) : signal.positionKey === key && signal.entry !== null))
    .filter((signal) => signal.state === 'awaiting_approval' || isWaiting(state, signal));

/** What became of a cancel. An error: nothing of that name is here. */
export interface Cancelled {
  readonly error: Denial | null;
  readonly detail: string;
}

/** All entries of these shares that the sender means, with those that wait. What has filled stays. `what`: what they are of. */
export function cancelEntriesOf(draft: Draft, keys: readonly PositionKey[], reading: Reading, what: string): Cancelled {
  const side = sideMeant(reading);
  let count = 0;
  let withdrawn = 0;
  for (const key of keys) {
    for (const order of activeOrdersOf(draft.state, key)) {
      if (order.role !== 'entry' || (side !== null && order.side !== side)) continue;
      cancelByWish(draft, order, 'the sender');
      count += 1;
    }
    for (const signal of pendingEntries(draft.state, key)) {
      if (side !== null && signal.entry?.side !== side) continue;
      cancelWaiting(draft, signal, 'superseded', 'the sender');
      withdrawn += 1;
    }
  }
  const waited = withdrawn === 0 ? '' : `, and ${withdrawn} that waited`;
  return { error: null, detail: `${count} open entry order(s) of ${what} cancelled${waited}` };
}

/** Shares of the strategy in which something is entered or waits to be: as they were made, whatever config.yaml calls their markets now. */
function sharesEntering({ state }: Draft, { name }: Strategy): readonly PositionKey[] {
  const keys = new Set<PositionKey>();
  for (const id of state.activeOrders) {
    const order = state.orders.get(id);
    if (order?.strategy === name) keys.add(order.positionKey);
  }
  for (const id of state.activeSignals) {
    const signal = state.signals.get(id);
    if (signal?.strategy !== name) continue;
    if (isParked(signal)) for (const key of signal.wait.condition.keys) keys.add(key);
    else if (signal.positionKey !== null) keys.add(signal.positionKey);
  }
  return [...keys];
}

/** Whatever the strategy trades. */
function cancelEverything(draft: Draft, { reading, strategyHint }: ReceiveAlert, finish: Finish): Reply {
  const strategy = routeStrategy(draft.settings, strategyHint, reading);
  if ('code' in strategy) return finish('denied', strategy, '');
  return finish('completed', null, cancelEntriesOf(draft, sharesEntering(draft, strategy), reading, strategy.name).detail);
}

function cancelAllOf(draft: Draft, command: ReceiveAlert, finish: Finish): Reply {
  if (command.reading.everything === true) return cancelEverything(draft, command, finish);
  const routes = routesOf(draft, command);
  if ('code' in routes) return finish('denied', routes, '');
  const { detail } = cancelEntriesOf(
    draft,
    routes.map(({ key }) => key),
    command.reading,
    routes[0]?.symbol ?? '',
  );
  return finish('completed', null, detail);
}

/** One alert for several accounts has an order of its name on each; of several alerts nobody can tell which is meant. */
function cancelSeveral(draft: Draft, wanted: string, who: string): Cancelled {
  const working = findWorking(draft.state, wanted);
  const alerts = alertsOf(draft.state, working);
  if (working.length === 0) return { error: deny('UNKNOWN_ORDER', `there is no order "${wanted}"`), detail: '' };
  if (alerts.length > 1)
    return {
      error: deny('CONTRADICTION', `"${wanted}" is the name of ${working.length} orders that work`, 'Cancel by the id of the order.'),
      detail: '',
    };
  for (const order of working) cancelByWish(draft, order, who);
  return { error: null, detail: `cancel of ${working.length} orders called ${wanted} is under way` };
}

/** The order, or all of the alert, that a sender calls by this id or name. */
export function cancelNamed(draft: Draft, wanted: string): Cancelled {
  const order = findOrder(draft.state, wanted);
  const alert = order === null ? (findWaiting(draft.state, wanted) ?? findAlert(draft.state, wanted)) : null;
  if (alert !== null) {
    const count = cancelAlert(draft, alert, 'superseded', 'the sender');
    return { error: null, detail: count === 0 ? `alert ${shortId(alert.id)} is ${alert.state} already` : cancelledWords(alert, count) };
  }
  if (order === null) return cancelSeveral(draft, wanted, 'the sender');
  if (!isToCancel(draft, order)) return { error: null, detail: `order ${shortId(order.id)} is ${order.status} already` };
  cancelByWish(draft, order, 'the sender');
  return { error: null, detail: `cancel of order ${shortId(order.id)} is under way` };
}

/** Another bot has taken back its exit: ours ends where it is, and what has filled stays closed. */
function cancelCopiedExits(draft: Draft, command: ReceiveAlert, finish: Finish): Reply {
  const routes = routesOf(draft, command);
  if ('code' in routes) return finish('denied', routes, '');
  let count = 0;
  for (const { key } of routes) {
    for (const exit of exitsOf(draft.state, key)) {
      const { reading, orderIds } = draft.state.signals.get(exit.signalId) ?? { reading: null, orderIds: [] };
      if (reading?.copyEvent !== 'exit' && reading?.copyEvent !== 'exit_fill') continue;
      for (const id of orderIds) {
        const order = draft.state.orders.get(id);
        if (order?.role === 'exit') requestCancel(draft, order, 'the leader cancelled its exit');
      }
      record(draft, { type: 'exit_closed', exitId: exit.id, detail: 'the leader cancelled its exit' });
      record(draft, { type: 'signal_remarked', signalId: exit.signalId, event: 'exit_cancelled', detail: 'the leader cancelled its exit' });
      count += 1;
    }
  }
  return finish('completed', null, `${count} open exit(s) of ${routes[0]?.symbol ?? ''} cancelled; what has filled stays`);
}

/** `{"cancel_order": "…"}`, or a cancel of all entries of a symbol. */
export function decideCancelAlert(draft: Draft, command: ReceiveAlert, receive: () => void, finish: Finish): Reply {
  receive();
  if (command.reading.copyEvent === 'exit_cancel') return cancelCopiedExits(draft, command, finish);
  const wanted = command.reading.orderId;
  if (wanted === null) return cancelAllOf(draft, command, finish);
  const { error, detail } = cancelNamed(draft, wanted);
  return finish(error === null ? 'completed' : 'denied', error, detail);
}

export function decideCancelOrder(draft: Draft, command: Command & { type: 'cancel_order' }): Reply {
  const order = findOrder(draft.state, command.orderId);
  if (order === null) {
    const { error, detail } = cancelSeveral(draft, command.orderId, command.by);
    return error === null ? { type: 'done', detail } : { type: 'refused', denial: error };
  }
  if (!isToCancel(draft, order)) return { type: 'skipped', detail: `order ${shortId(order.id)} is ${order.status} already` };
  cancelByWish(draft, order, command.by);
  return { type: 'done', detail: `cancel of order ${shortId(order.id)} is under way` };
}
