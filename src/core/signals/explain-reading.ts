// Owns: a reading in the words of `POST /webhook/test`: snake_case, absent means null, and numbers as JSON
// numbers. Binary numbers are not exact: this is for eyes and scripts that test, never for orders.

import type { Moment } from '../model/alerts/condition.ts';
import { toNumber, type Decimal } from '../model/decimal.ts';
import { clockText } from '../model/time/local-time.ts';
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
    ['atr', level.atr],
    ['raw', level.raw],
    ['share', level.share],
    ['activation_price', level.activation],
  ];
  return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, toNumber(value)]])));
}

/** As the native alert has them: a price alone is a number, anything more an object. */
function entryToJson(entry: Target): number | JsonReading {
  const json = levelToJson(entry);
  return entry.price !== undefined && Object.keys(json).length === 1 ? toNumber(entry.price) : json;
}

const levelOrNull = (level: Level | null): JsonReading | null => (level === null ? null : levelToJson(level));

const timeStopToJson = (stop: Reading['timeStop']): JsonReading | null =>
  stop === null ? null : { after_ms: stop.afterMs, at: stop.atMinute === null ? null : clockText(stop.atMinute) };

function profitLockToJson(lock: Reading['profitLock']): JsonReading | null {
  if (lock === null) return null;
  return { new_stop_price: toNumber(lock.newStopPrice), trigger_price: numberOrNull(lock.triggerPrice) };
}

function contractToJson(contract: Reading['contract']): JsonReading | null {
  if (contract === null) return null;
  const { type, right, strike, strikeOffset, expiry } = contract;
  return { type, right, strike: numberOrNull(strike), strike_offset: numberOrNull(strikeOffset), expiry };
}

const momentToJson = (moment: Moment | null): string | number | null =>
  moment === null ? null : 'at' in moment ? moment.at : clockText(moment.minuteOfDay);

function conditionToJson(condition: Reading['condition']): JsonReading | null {
  if (condition === null) return null;
  const { price, after, until } = condition;
  return {
    ...(price === null ? {} : { [`price_${price.when}`]: toNumber(price.level) }),
    after: momentToJson(after),
    until: momentToJson(until),
  };
}

/** The reading for `/webhook/test`; `instrument`, `verdict` and the flat refusal of the whole are added by who knows them. */
export function readingToJson(reading: Reading): JsonReading {
  return {
    kind: reading.kind,
    dialect: reading.dialect,
    action: reading.action,
    side: reading.side,
    symbol: reading.symbol,
    everything: reading.everything,
    market_kind: reading.marketKind,
    quantity: numberOrNull(reading.quantity),
    quantity_unit: reading.quantityUnit,
    contracts_of: reading.contractsOf,
    notional: numberOrNull(reading.notional),
    percent: numberOrNull(reading.percent),
    percent_of: reading.percentOf,
    order_type: reading.orderType,
    limit_price: numberOrNull(reading.limitPrice),
    stop_price: numberOrNull(reading.stopPrice),
    signal_price: numberOrNull(reading.signalPrice),
    // no alert says it: only what has waited has it
    ...(reading.waitedFor === null ? {} : { waited_for: numberOrNull(reading.waitedFor) }),
    take_profits: reading.takeProfits.map(levelToJson),
    stop_loss: levelOrNull(reading.stopLoss),
    trailing: levelOrNull(reading.trailing),
    leverage: numberOrNull(reading.leverage),
    margin_mode: reading.marginMode,
    position_target: reading.positionTarget,
    position_size: numberOrNull(reading.positionSize),
    market_position_size: numberOrNull(reading.sizeAfter),
    position_side: reading.positionSide,
    previous_position: reading.previousPosition,
    previous_size: numberOrNull(reading.previousSize),
    strategy: reading.strategy,
    account: reading.account,
    exchange: reading.exchange,
    time_in_force: reading.timeInForce,
    extended_hours: reading.extendedHours,
    reduce_only: reading.reduceOnly,
    order_id: reading.orderId,
    risk_percent: numberOrNull(reading.riskPercent),
    risk_amount: numberOrNull(reading.riskAmount),
    atr_sizing: reading.atrSizing,
    atr: numberOrNull(reading.atr),
    profit_lock: profitLockToJson(reading.profitLock),
    break_even_after: reading.breakEvenAfter,
    time_stop: timeStopToJson(reading.timeStop),
    product_type: reading.productType,
    option: contractToJson(reading.contract),
    fill_price: numberOrNull(reading.fillPrice),
    fill_quantity: numberOrNull(reading.fillQuantity),
    legs: reading.legs.map(readingToJson),
    sort_order: reading.sortOrder,
    on_leg_failure: reading.onLegFailure,
    alert_type: reading.alertType,
    entries: reading.entries.map(entryToJson),
    copy_event: reading.copyEvent,
    trade_id: reading.tradeId,
    delay_ms: reading.delayMs,
    condition: conditionToJson(reading.condition),
    comment: reading.comment,
    sent_at_ms: reading.sentAt,
    max_lag_ms: reading.maxLagMs,
    event_id: reading.eventId,
    misspelt_stop: reading.misspeltStop,
    warnings: [...reading.warnings],
    entry_refusal: reading.entryRefusal === null ? null : { ...reading.entryRefusal },
    refusal: reading.refusal === null ? null : { ...reading.refusal },
  };
}
