// Owns: what is right and what is dangerous about a reading, given what a case of the alert corpus expects.

import { toNumber, type Decimal } from '../../src/core/model/decimal.ts';
import type { Level, Reading } from '../../src/core/model/signal.ts';

interface ExpectedLevel {
  readonly price?: number;
  readonly percent?: number;
  readonly amount?: number;
  readonly points?: number;
  readonly pips?: number;
  readonly share?: number;
}

export interface Expectation {
  readonly kind: string;
  readonly action: string | null;
  readonly side: string | null;
  readonly symbol: string | null;
  readonly accept_kinds?: readonly string[];
  readonly accept_actions?: readonly string[];
  readonly quantity?: number;
  readonly notional?: number;
  readonly percent?: number;
  readonly order_type?: string;
  readonly limit_price?: number;
  readonly stop_price?: number;
  readonly signal_price?: number;
  readonly take_profits?: readonly ExpectedLevel[];
  readonly stop_loss?: ExpectedLevel;
  readonly leverage?: number;
  readonly needs_default_symbol?: boolean;
  readonly accept_any_price_role?: boolean;
  readonly stage?: string;
}

export interface CorpusCase {
  readonly id: string;
  readonly dialect: string;
  readonly body: string;
  readonly body_encoding: 'utf-8' | 'base64' | 'gen';
  readonly expect: Expectation;
}

/** The bytes of a case (the README of the corpus defines the encodings). */
export function bytesOfCase({ body, body_encoding: encoding }: CorpusCase): Uint8Array {
  if (encoding === 'base64') return new Uint8Array(Buffer.from(body, 'base64'));
  if (encoding === 'utf-8') return new TextEncoder().encode(body);
  const parts: { prefix: string; repeat: string; count: number; suffix: string; repeat2?: string; count2?: number } = JSON.parse(body);
  return new TextEncoder().encode(
    parts.prefix + parts.repeat.repeat(parts.count) + parts.suffix + (parts.repeat2 ?? '').repeat(parts.count2 ?? 0),
  );
}

const differs = (read: Decimal | null | undefined, expected: number | undefined): boolean =>
  (read ?? null) === null ? expected !== undefined : expected === undefined || toNumber(read ?? ('0' as Decimal)) !== expected;

const CLOSING: ReadonlySet<string> = new Set(['close', 'close_long', 'close_short']);

function sideOf(action: string): string | null {
  if (action === 'buy' || action === 'close_short') return 'buy';
  return action === 'sell' || action === 'close_long' ? 'sell' : null;
}

function levelDiffers(read: Level | null | undefined, expected: ExpectedLevel | undefined): boolean {
  if (!read) return expected !== undefined;
  const { price, percent, amount, points, pips } = expected ?? {};
  return (
    differs(read.price, price) ||
    differs(read.percent, percent) ||
    differs(read.amount, amount) ||
    differs(read.points, points) ||
    differs(read.pips, pips)
  );
}

/** Why acting on this reading could lose money, or null. A refusal is never dangerous. */
export function dangerOf(reading: Reading, expect: Expectation): string | null {
  if (reading.kind !== 'order') return null;
  const kinds = [expect.kind, ...(expect.accept_kinds ?? [])];
  if (!kinds.includes('order')) return `an order where ${kinds.join(' or ')} is right`;
  if (expect.symbol !== null && reading.symbol !== expect.symbol) return `symbol ${reading.symbol}, not ${expect.symbol}`;
  const actions = [expect.action, ...(expect.accept_actions ?? [])];
  if (!actions.includes(reading.action)) {
    const opens = !CLOSING.has(reading.action ?? '');
    if (opens && actions.every((action) => CLOSING.has(action ?? ''))) return `${reading.action} opens where a close is meant`;
    const side = sideOf(reading.action ?? '');
    if (side !== null && !actions.some((action) => sideOf(action ?? '') === side || action === 'close'))
      return `wrong side: ${reading.action}`;
  }
  if (reading.side !== null && expect.side !== null && reading.side !== expect.side) return `side ${reading.side}`;
  if (reading.quantity !== null && differs(reading.quantity, expect.quantity))
    return `quantity ${reading.quantity}, not ${expect.quantity}`;
  if (reading.notional !== null && differs(reading.notional, expect.notional)) return `notional ${reading.notional}`;
  if (reading.percent !== null && differs(reading.percent, expect.percent)) return `percent ${reading.percent}`;
  if (reading.stopLoss !== null && levelDiffers(reading.stopLoss, expect.stop_loss)) return 'an invented stop-loss';
  if (reading.takeProfits.some((target, i) => levelDiffers(target, expect.take_profits?.[i]))) return 'an invented take-profit';
  if (reading.limitPrice !== null && differs(reading.limitPrice, expect.limit_price) && expect.accept_any_price_role !== true) {
    return `limit ${reading.limitPrice}`;
  }
  return null;
}

/** What is not as expected, or null: the strict measure for positives. */
export function mistakeOf(reading: Reading, expect: Expectation): string | null {
  const kinds = [expect.kind, ...(expect.accept_kinds ?? [])];
  if (!kinds.includes(reading.kind)) return `kind ${reading.kind}: ${reading.refusal?.message ?? ''}`;
  if (reading.kind !== 'order' && reading.kind !== 'cancel') return null;
  const danger = dangerOf(reading, expect);
  if (danger !== null) return danger;
  if (![expect.action, ...(expect.accept_actions ?? [])].includes(reading.action)) return `action ${reading.action}`;
  if (reading.symbol !== expect.symbol) return `symbol ${reading.symbol}`;
  if (differs(reading.quantity, expect.quantity)) return `quantity ${reading.quantity}, not ${expect.quantity}`;
  if (differs(reading.notional, expect.notional)) return `notional ${reading.notional}`;
  if (differs(reading.percent, expect.percent)) return `percent ${reading.percent}`;
  if (expect.order_type !== undefined && (reading.orderType ?? 'market') !== expect.order_type) return `order type ${reading.orderType}`;
  if (expect.accept_any_price_role !== true && differs(reading.limitPrice, expect.limit_price)) return `limit ${reading.limitPrice}`;
  if (expect.accept_any_price_role !== true && expect.signal_price !== undefined && differs(reading.signalPrice, expect.signal_price)) {
    return `signal price ${reading.signalPrice}`;
  }
  if (levelDiffers(reading.stopLoss, expect.stop_loss)) return 'stop-loss';
  const targets = expect.take_profits ?? [];
  if (targets.length !== reading.takeProfits.length) return 'take-profits';
  return differs(reading.leverage, expect.leverage) ? 'leverage' : null;
}
