// Owns: what must hold at every decision, judged at the moment it is made.

import type { Command, Reply } from '../../src/core/engine/command.ts';
import type { Event } from '../../src/core/engine/event.ts';
import { activeOrdersOf, isProtective } from '../../src/core/engine/exits/position-orders.ts';
import type { State } from '../../src/core/engine/state.ts';
import { isZero } from '../../src/core/model/decimal.ts';
import { positionKey, strategyName, type PositionKey } from '../../src/core/model/ids.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import type { People } from './people.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import { isEntryId } from './simulated-venue.ts';
import type { Witness } from './simulated-store.ts';
import type { World } from './world.ts';

export interface StepCheckParts {
  readonly world: World;
  readonly people: () => People;
  readonly network: () => SimulatedNetwork;
}

export function createStepChecks({ world, people, network }: StepCheckParts): Witness {
  function checkEvent(event: Event): void {
    if (event.type === 'order_lost' && network().holds(event.orderId))
      world.violate('lost only where the venue never had it', `${event.orderId} is at the venue or on its way`);
    if (event.type === 'order_denied' && !isEntryId(event.orderId)) world.violate('exits are never denied', event.orderId);
    if (event.type === 'trading_state_changed' && event.reason.startsWith('failed invariant'))
      world.violate('no invariant ever fails', event.reason);
  }

  function checkSend(reply: Reply, before: State): void {
    if (reply.type !== 'submit' || reply.request.reduceOnly) return;
    const strategy = before.orders.get(reply.request.id)?.strategy;
    if (people().isHalted()) world.violate('nothing enters while halted', reply.request.id);
    if (strategy !== undefined && people().isPaused(strategy)) world.violate('nothing enters while paused', reply.request.id);
  }

  /** The shares that an order is for, one for each account of its strategy. */
  function keysOf({ symbol, account, strategy }: Reading): readonly PositionKey[] {
    const found = world.desk.settings.strategies.get(strategyName(strategy ?? ''));
    if (found === undefined) return [];
    const names = found.accounts.length === 0 ? [found.account] : found.accounts.map(({ name }) => name);
    const meant = names.filter((name) => account === null || name === account);
    return meant.map((name) => positionKey(name, symbol ?? '', found.name));
  }

  /** Sent before an entry that came earlier, it may be meant for what was held before: then a person is asked. */
  function mayAsk(before: State, key: PositionKey, { sentAt }: Reading, events: readonly Event[]): boolean {
    const asks = events.some(
      (event) => event.type === 'prompt_opened' && (event.prompt.action.type === 'execute_repeat' || event.prompt.action.type === 'close'),
    );
    const isNewer = (each: Reading): boolean => each.sentAt !== null && sentAt !== null && each.sentAt > sentAt;
    return asks && before.signals.some((signal) => signal.positionKey === key && isNewer(signal.reading));
  }

  /** A full close opens an exit, unless there is nothing that could be left. */
  function checkClose(command: Command & { type: 'receive_alert' }, events: readonly Event[], before: State): void {
    if (before.signals.has(command.signalId)) return;
    const orders = command.reading.legs.length > 0 ? command.reading.legs : [command.reading];
    for (const reading of orders) {
      if (reading.action !== 'close' || reading.percent !== null || reading.quantity !== null) continue;
      for (const key of keysOf(reading)) {
        if (events.some((event) => event.type === 'exit_opened' && event.exit.target.type === 'flat' && event.exit.positionKey === key))
          continue;
        const position = before.positions.get(key);
        const held = position !== undefined && !isZero(position.qty);
        const works = activeOrdersOf(before, key).some((order) => !isProtective(order.role));
        if ((held || works) && !mayAsk(before, key, reading, events)) world.violate('exits pass', `${key}: ${command.raw}`);
      }
    }
  }

  return (command, reply, events, before) => {
    if (events.length > 0) world.log(`decided ${command.type}: ${events.map(inShort).join(', ')}`);
    events.forEach(checkEvent);
    checkSend(reply, before);
    const isRepeat = reply.type === 'signal' && reply.duplicate && command.type === 'receive_alert' && command.reading.legs.length > 0;
    if (command.type === 'receive_alert' && !isRepeat) checkClose(command, events, before);
  };
}

function inShort(event: Event): string {
  switch (event.type) {
    case 'order_initialized':
      return `${event.type} ${event.order.id} ${event.order.role} ${event.order.side} ${event.order.qty}`;
    case 'order_amended':
    case 'order_modify_requested':
      return `${event.type} ${event.orderId} ${event.qty}`;
    case 'order_filled':
      return `${event.type} ${event.orderId} ${event.fill.qty}`;
    case 'signal_changed':
      return `${event.signalId} ${event.state} ${event.detail}${event.error?.code ?? ''}`;
    case 'plan_set':
      return `plan_set ${event.positionKey} stop ${event.plan?.stopLoss ?? 'none'} target ${event.plan?.takeProfit ?? 'none'}`;
    case 'exit_opened':
      return `exit_opened ${event.exit.id} ${event.exit.target.type}`;
    case 'exit_closed':
      return `exit_closed ${event.exitId} ${event.detail}`;
    default:
      return 'orderId' in event ? `${event.type} ${event.orderId}` : event.type;
  }
}
