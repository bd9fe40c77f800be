// Owns: a reading in the words of `POST /webhook/test`: snake_case, absent means null, and numbers as JSON
// numbers. Binary numbers are not exact: this is for eyes and scripts that test, never for orders.

import { toNumber, type Decimal } from '../model/decimal.ts';
import type { Level, Reading, Target } from '../model/signal.ts';

export type JsonReading = Readonly<Record<string, unknown>>;

const numberOrNull = (value: Decimal | null): number | null => (value === null ? null : toNumber(value));

/** Only what is set: `{ "price": 47000, "share": 50 }`. */
function levelToJson(level: Target & { readonly activation?: Decimal }): JsonReading {
  const entries: [string, Decimal | undefined][] = [
    ['price', level.price],
    ['percent', level.percent],
    ['amount', level.amount],
    ['pips', level.pips],
    ['points', level.points],
    ['share', level.share],
    ['activation_price', level.activation],
  ];
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, toNumber(value)]])));
}

const levelOrNull = (level: Level | null): JsonReading | null => (level === null ? null : levelToJson(level));

function profitLockToJson(lock: Reading['profitLock']): JsonReading | null {
  if (lock === null) return null;
  return { new_stop_price: toNumber(lock.newStopPrice), trigger_price: numberOrNull(lock.triggerPrice) };
}

/** The reading for `/webhook/test`; `instrument`, `verdict` and the flat refusal are added by who knows them. */
export function readingToJson(reading: Reading): JsonReading {
  return {
    kind: reading.kind,
    dialect: reading.dialect,
    action: reading.action,
    side: reading.side,
    symbol: reading.symbol,
    quantity: numberOrNull(reading.quantity),
    notional: numberOrNull(reading.notional),
    percent: numberOrNull(reading.percent),
    percent_of: reading.percentOf,
    order_type: reading.orderType,
    limit_price: numberOrNull(reading.limitPrice),
    stop_price: numberOrNull(reading.stopPrice),
    signal_price: numberOrNull(reading.signalPrice),
    take_profits: reading.takeProfits.map(levelToJson),
    stop_loss: levelOrNull(reading.stopLoss),
    trailing: levelOrNull(reading.trailing),
    leverage: numberOrNull(reading.leverage),
    position_target: reading.positionTarget,
    position_size: numberOrNull(reading.positionSize),
    position_side: reading.positionSide,
    strategy: reading.strategy,
    account: reading.account,
    exchange: reading.exchange,
    time_in_force: reading.timeInForce,
    reduce_only: reading.reduceOnly,
    order_id: reading.orderId,
    risk_percent: numberOrNull(reading.riskPercent),
    atr_sizing: reading.atrSizing,
    profit_lock: profitLockToJson(reading.profitLock),
    // what no dialect of today carries; named, so that scripts find every word of the interface
    product_type: null,
    option: null,
    fill_price: null,
    fill_quantity: null,
    legs: [],
    entries: [],
    comment: reading.comment,
    sent_at_ms: reading.sentAt,
    event_id: reading.eventId,
    warnings: [...reading.warnings],
  };
}
