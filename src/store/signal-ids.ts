// Owns: which signals an event is about, read from its plain JSON, so that the index works for old journals too.

import { type OrderId, signalOfOrder } from '../core/model/ids.ts';

const SIGNAL_ID = /^sg_[0-9a-f]{24}$/;
const ORDER_ID = /^[0-9a-f]{32}$/;

export const isSignalId = (text: unknown): text is string => typeof text === 'string' && SIGNAL_ID.test(text);

/** The first instant, ms since 1970, at which something can have happened to the signal. */
export const signalBeganAt = (signalId: string): number => Number.parseInt(signalId.slice(3, 14), 16);

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;

/** From `signalId`, `signal.id`, `exit.signalId`, `plan.signalId`, and the beginning of `orderId` and `order.id`; each once. */
export function signalsOfEvent(event: unknown): readonly string[] {
  const named = [
    fieldOf(event, 'signalId'),
    fieldOf(fieldOf(event, 'signal'), 'id'),
    fieldOf(fieldOf(event, 'exit'), 'signalId'),
    fieldOf(fieldOf(event, 'plan'), 'signalId'),
  ].filter(isSignalId);
  const ordered = [fieldOf(event, 'orderId'), fieldOf(fieldOf(event, 'order'), 'id')]
    .filter((id): id is OrderId => typeof id === 'string' && ORDER_ID.test(id))
    .map((id): string => signalOfOrder(id));
  return [...new Set([...named, ...ordered])];
}
