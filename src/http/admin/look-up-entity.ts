// Owns: signals and orders by id, from the live state, else from the journal, where they go when they are finished.

import { findOrder } from '../../core/engine/find-order.ts';
import { signalOfOrder, type OrderId, type SignalId } from '../../core/model/ids.ts';
import type { Order } from '../../core/model/order.ts';
import type { Signal } from '../../core/model/signal.ts';
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

/** Finished orders are found by our id only. */
export async function lookUpOrder({ dispatcher, history }: Sources, id: string): Promise<Order | null> {
  const orderId = id.toLowerCase();
  const live = findOrder(dispatcher.snapshot(), orderId) ?? findOrder(dispatcher.snapshot(), id);
  if (live !== null || !isOrderId(orderId)) return live;
  const retired = await history.readSignal(signalOfOrder(orderId));
  return retired?.orders.find((order) => order.id === orderId) ?? null;
}

const isSignalId = (id: string): id is SignalId => /^sg_[0-9a-f]{24}$/.test(id);
const isOrderId = (id: string): id is OrderId => /^[0-9a-f]{32}$/.test(id);
