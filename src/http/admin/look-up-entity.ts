// Owns: signals and orders by id, from the live state, else from the journal, where they go when they are finished.

import { findOrder } from '../../core/engine/find-order.ts';
import type { State } from '../../core/engine/state.ts';
import { signalOfOrder, type OrderId, type SignalId } from '../../core/model/ids.ts';
import type { Order } from '../../core/model/order.ts';
import type { Part, Signal } from '../../core/model/signal.ts';
import type { HttpPorts } from '../http-ports.ts';

type Sources = Pick<HttpPorts, 'dispatcher' | 'history'>;

/** An alert of several orders comes with its parts. */
export interface FoundSignal {
  readonly signal: Signal;
  readonly children: readonly Signal[];
}

export async function lookUpSignal(sources: Sources, id: string): Promise<FoundSignal | null> {
  const signal = await readSignal(sources, id);
  if (signal === null) return null;
  const children = await Promise.all((signal.group?.children ?? []).map((child) => readSignal(sources, child)));
  return { signal, children: children.filter((child) => child !== null) };
}

async function readSignal({ dispatcher, history }: Sources, id: string): Promise<Signal | null> {
  const signalId = id.toLowerCase();
  if (!isSignalId(signalId)) return null;
  return dispatcher.snapshot().signals.get(signalId) ?? (await history.readSignal(signalId))?.signal ?? null;
}

/** `part`: what its signal is within an alert of several orders. */
export interface FoundOrder {
  readonly order: Order;
  readonly part: Part | null;
}

export const partOfLive = (state: State, order: Order): Part | null => state.signals.get(order.signalId)?.part ?? null;

/** Finished orders are found by our id only. */
export async function lookUpOrder({ dispatcher, history }: Sources, id: string): Promise<FoundOrder | null> {
  const orderId = id.toLowerCase();
  const state = dispatcher.snapshot();
  const live = findOrder(state, orderId) ?? findOrder(state, id);
  if (live !== null) return { order: live, part: partOfLive(state, live) };
  if (!isOrderId(orderId)) return null;
  const retired = await history.readSignal(signalOfOrder(orderId));
  const order = retired?.orders.find((each) => each.id === orderId);
  return retired === null || order === undefined ? null : { order, part: retired.signal.part };
}

const isSignalId = (id: string): id is SignalId => /^sg_[0-9a-f]{24}$/.test(id);
const isOrderId = (id: string): id is OrderId => /^[0-9a-f]{32}$/.test(id);
