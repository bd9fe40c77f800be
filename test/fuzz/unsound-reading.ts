// Owns: what no reading may break, whatever was sent; a sentence says what is broken.

import { isTargetOrder } from '../../src/core/engine/alerts/plan-target.ts';
import { isPositive, type Decimal } from '../../src/core/model/decimal.ts';
import type { Reading } from '../../src/core/model/signal.ts';

const WARNINGS_MAX = 20;
const CLOSES: ReadonlySet<string | null> = new Set(['close', 'close_long', 'close_short']);

function unsoundOrder(reading: Reading): string | null {
  const { action, side, symbol, orderType, positionTarget } = reading;
  const amounts: readonly (Decimal | null)[] = [
    reading.quantity,
    reading.notional,
    reading.percent,
    reading.limitPrice,
    reading.stopPrice,
    reading.signalPrice,
    reading.leverage,
    reading.stopLoss?.price ?? null,
    ...reading.takeProfits.map(({ price }) => price ?? null),
  ];
  if (amounts.some((amount) => amount !== null && !isPositive(amount))) return 'an amount that is not above zero';
  if (action === null) return 'an order without an action';
  if (action === 'multi')
    return reading.legs.length < 2 ? 'legs of one' : (reading.legs.map(unsoundReading).find((problem) => problem !== null) ?? null);
  // futures have a blank before their month; what is also the secret of the message is masked
  if (symbol !== null && !/^(?! )[\w.:/!*& -]{1,40}$|^[A-Z_]{5,9}\|[A-Z0-9]{1,20}$/.test(symbol))
    return `the symbol ${JSON.stringify(symbol)}`;
  if ((action === 'buy' || action === 'sell') && side !== action) return `${action} on the side ${side}`;
  if (orderType === 'market' && reading.limitPrice !== null) return 'a market order with a limit';
  if (positionTarget === 'flat' && !CLOSES.has(action)) return `${action} to flat`;
  // what says nothing but the size that stays only takes off down to it: plan-target.ts
  const opens = !isTargetOrder(reading);
  if (opens && ((action === 'buy' && positionTarget === 'short') || (action === 'sell' && positionTarget === 'long')))
    return `${action} to ${positionTarget}`;
  return null;
}

/** Why the reading cannot be one, or null. */
export function unsoundReading(reading: Reading): string | null {
  if ((reading.kind === 'reject') !== (reading.refusal !== null))
    return `a ${reading.kind} with${reading.refusal === null ? 'out' : ''} a refusal`;
  if (reading.refusal !== null && (reading.refusal.message.length < 5 || reading.refusal.remedy.length < 5))
    return 'a refusal without words';
  if (reading.warnings.length > WARNINGS_MAX) return `${reading.warnings.length} warnings`;
  // the order of another bot's trade is found by the trade
  const names = reading.orderId ?? reading.symbol ?? reading.tradeId;
  if (reading.kind === 'cancel') return names === null ? 'a cancel of nothing' : null;
  return reading.kind === 'order' ? unsoundOrder(reading) : null;
}
