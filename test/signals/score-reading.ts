// Owns: what is right and what is dangerous about a reading, given everything that a case of the alert corpus says.
// A refusal is never dangerous; it is right only where the case says so.

import { toNumber, type Decimal } from '../../src/core/model/decimal.ts';
import { isClose, type Level, type Reading, type Target } from '../../src/core/model/signal.ts';
import type { Expectation, ExpectedLevel } from './corpus-case.ts';

type Activated = Target & { readonly activation?: Decimal };

const CLOSING: ReadonlySet<string> = new Set(['close', 'close_long', 'close_short']);
const UNITS = ['price', 'percent', 'amount', 'points', 'pips', 'raw'] as const;

const numberOf = (value: Decimal | null | undefined): number | undefined =>
  (value ?? null) === null ? undefined : toNumber(value ?? ('0' as Decimal));
const differs = (read: Decimal | null | undefined, expected: number | undefined): boolean => numberOf(read) !== expected;
const kindsOf = (expect: Expectation): readonly string[] => [expect.kind, ...(expect.accept_kinds ?? [])];
const actionsOf = (expect: Expectation): readonly (string | null)[] => [expect.action, ...(expect.accept_actions ?? [])];

function sideOf(action: string | null): string | null {
  if (action === 'buy' || action === 'close_short') return 'buy';
  return action === 'sell' || action === 'close_long' ? 'sell' : null;
}

const shownLevel = (level: Activated | ExpectedLevel | null | undefined): string => JSON.stringify(level ?? null);

/** Whether the level itself is another one: its unit or its number. */
const levelDiffers = (read: Level | null | undefined, expected: ExpectedLevel | null | undefined): boolean =>
  UNITS.some((unit) => differs(read?.[unit], expected?.[unit]));

/** Answering with the target position is as right as naming the order that leads to it. */
const reachesTarget = (reading: Reading, expect: Expectation): boolean =>
  expect.position_target !== undefined && reading.positionTarget === expect.position_target;

const actionIsRight = (reading: Reading, expect: Expectation): boolean =>
  actionsOf(expect).includes(reading.action) || reachesTarget(reading, expect);

/** Why the direction of this order could lose money. */
function directionDanger(reading: Reading, expect: Expectation): string | null {
  const actions = actionsOf(expect);
  if (!actions.includes(reading.action)) {
    const opens = !CLOSING.has(reading.action ?? '');
    if (opens && !reachesTarget(reading, expect) && actions.every((action) => CLOSING.has(action ?? '')))
      return `${reading.action} opens where a close is meant`;
    const side = sideOf(reading.action);
    if (side !== null && !actions.some((action) => sideOf(action) === side || action === 'close' || action === 'reverse'))
      return `wrong side: ${reading.action}`;
  }
  if (reading.side !== null && expect.side !== null && reading.side !== expect.side) return `side ${reading.side}, not ${expect.side}`;
  const target = expect.position_target;
  if (target !== undefined && reading.positionTarget !== null && reading.positionTarget !== target)
    return `target position ${reading.positionTarget}, not ${target}`;
  return null;
}

/** Why the size of this order could lose money. */
function sizeDanger(reading: Reading, expect: Expectation): string | null {
  if (reading.quantity !== null && differs(reading.quantity, expect.quantity))
    return `quantity ${reading.quantity}, not ${expect.quantity}`;
  if (reading.notional !== null && differs(reading.notional, expect.notional))
    return `notional ${reading.notional}, not ${expect.notional}`;
  if (reading.percent !== null && differs(reading.percent, expect.percent)) return `percent ${reading.percent}, not ${expect.percent}`;
  if (reading.positionSize !== null && expect.position_size !== undefined && differs(reading.positionSize, expect.position_size))
    return `position size ${reading.positionSize}, not ${expect.position_size}`;
  if (expect.no_quantity === true && (reading.quantity ?? reading.notional ?? reading.percent) !== null) return 'a size that nobody gave';
  if (reading.quantity !== null && (reading.quantityUnit ?? 'units') !== (expect.quantity_unit ?? 'units'))
    return `quantity in ${reading.quantityUnit ?? 'units'}, not ${expect.quantity_unit ?? 'units'}`;
  if (reading.leverage !== null && differs(reading.leverage, expect.leverage)) return `leverage ${reading.leverage}`;
  return null;
}

/** Why the prices of this order could lose money. */
function priceDanger(reading: Reading, expect: Expectation): string | null {
  if (reading.stopLoss !== null && (expect.no_stop_loss === true || levelDiffers(reading.stopLoss, expect.stop_loss)))
    return `stop-loss ${shownLevel(reading.stopLoss)}, not ${shownLevel(expect.stop_loss)}`;
  const targets = expect.take_profits ?? [];
  const wrong = reading.takeProfits.find((target, i) => levelDiffers(target, targets[i]));
  if (wrong !== undefined) return `take-profit ${shownLevel(wrong)}, not in ${JSON.stringify(targets)}`;
  if (reading.limitPrice !== null && !limitIsRight(reading, expect)) return `limit ${reading.limitPrice}, not ${expect.limit_price}`;
  if (reading.stopPrice !== null && differs(reading.stopPrice, expect.stop_price)) return `stop price ${reading.stopPrice}`;
  return null;
}

/** The limit, either end of an entry zone, or (where the price may be both) none. */
function limitIsRight(reading: Reading, expect: Expectation): boolean {
  if (expect.accept_any_price_role === true) {
    const limit = numberOf(reading.limitPrice);
    return limit === undefined || [expect.signal_price, expect.limit_price, ...(expect.entries ?? [])].includes(limit);
  }
  const limit = numberOf(reading.limitPrice);
  if (expect.entries === undefined) return limit === expect.limit_price;
  return limit === undefined || expect.entries.includes(limit);
}

/** Why acting on this reading could lose money, or null. */
export function dangerOf(reading: Reading, expect: Expectation): string | null {
  if (reading.kind !== 'order') return null;
  if (!kindsOf(expect).includes('order')) return `an order where ${kindsOf(expect).join(' or ')} is right`;
  if (reading.action === 'multi') {
    const legs = expect.legs ?? [];
    if (reading.legs.length !== legs.length) return `${reading.legs.length} legs, not ${legs.length}`;
    return reading.legs.map((leg, i) => dangerOf(leg, legs[i] ?? expect)).find((danger) => danger !== null) ?? null;
  }
  if (reading.symbol !== expect.symbol) return `symbol ${reading.symbol}, not ${expect.symbol}`;
  return directionDanger(reading, expect) ?? sizeDanger(reading, expect) ?? priceDanger(reading, expect);
}

function sizeMistakes(reading: Reading, expect: Expectation): string[] {
  const wrong: string[] = [];
  if (differs(reading.quantity, expect.quantity)) wrong.push(`quantity ${reading.quantity}, not ${expect.quantity}`);
  if ((reading.quantityUnit ?? 'units') !== (expect.quantity_unit ?? 'units')) wrong.push(`quantity unit ${reading.quantityUnit}`);
  if (differs(reading.notional, expect.notional)) wrong.push(`notional ${reading.notional}, not ${expect.notional}`);
  if (differs(reading.percent, expect.percent)) wrong.push(`percent ${reading.percent}, not ${expect.percent}`);
  if (expect.percent_of !== undefined && reading.percentOf !== expect.percent_of)
    wrong.push(`percent of ${reading.percentOf}, not ${expect.percent_of}`);
  if (differs(reading.leverage, expect.leverage)) wrong.push(`leverage ${reading.leverage}, not ${expect.leverage}`);
  return wrong;
}

/** Names of entries that are no prices. */
const ENTRY_UNITS = ['entry_pips', 'entry_raw'];
const inOrder = (numbers: readonly number[]): string => numbers.toSorted((a, b) => a - b).join();

function priceMistakes(reading: Reading, expect: Expectation): string[] {
  const wrong: string[] = [];
  const anyRole = expect.accept_any_price_role === true;
  const type = reading.orderType ?? 'market';
  if (expect.order_type !== undefined ? type !== expect.order_type : type !== 'market' && !anyRole && expect.entries === undefined)
    wrong.push(`order type ${reading.orderType}, not ${expect.order_type}`);
  if (!limitIsRight(reading, expect)) wrong.push(`limit ${reading.limitPrice}, not ${expect.limit_price}`);
  if (differs(reading.stopPrice, expect.stop_price)) wrong.push(`stop price ${reading.stopPrice}, not ${expect.stop_price}`);
  if (expect.signal_price !== undefined && differs(reading.signalPrice, expect.signal_price) && !(anyRole && reading.limitPrice !== null))
    wrong.push(`signal price ${reading.signalPrice}, not ${expect.signal_price}`);
  // the ends of a zone may stand in either order
  const entries = reading.entries.map(({ price }) => numberOf(price) ?? Number.NaN);
  if (expect.entries !== undefined && inOrder(entries) !== inOrder(expect.entries))
    wrong.push(`entries ${JSON.stringify(reading.entries)}`);
  if (expect.entries === undefined && !ENTRY_UNITS.some((unit) => expect.extra?.[unit] !== undefined) && entries.length > 0)
    wrong.push('entries that nobody gave');
  return wrong;
}

function protectionMistakes(reading: Reading, expect: Expectation): string[] {
  const wrong: string[] = [];
  const { trail_percent: trail, ...stop } = expect.stop_loss ?? {};
  const trails = trail !== undefined || expect.trailing !== undefined;
  if (levelDiffers(reading.stopLoss, stop)) wrong.push(`stop-loss ${shownLevel(reading.stopLoss)}, not ${shownLevel(expect.stop_loss)}`);
  const trailing = expect.trailing ?? (trail === undefined ? undefined : { percent: trail });
  if (levelDiffers(reading.trailing, trailing) || (trails && differs(reading.trailing?.activation, trailing?.activation_price)))
    wrong.push(`trailing ${shownLevel(reading.trailing)}, not ${shownLevel(trailing)}`);
  const targets = expect.take_profits ?? [];
  const same = (target: Target, i: number): boolean => !levelDiffers(target, targets[i]) && !differs(target.share, targets[i]?.share);
  if (targets.length !== reading.takeProfits.length || !reading.takeProfits.every(same))
    wrong.push(`take-profits ${JSON.stringify(reading.takeProfits)}, not ${JSON.stringify(targets)}`);
  return wrong;
}

/** The position that the reading is about, where the action alone names it. */
function positionSideOf({ action, positionSide }: Reading): string | null {
  if (positionSide !== null) return positionSide;
  return action === 'close_long' ? 'long' : action === 'close_short' ? 'short' : null;
}

function positionMistakes(reading: Reading, expect: Expectation): string[] {
  const wrong: string[] = [];
  const { position_target: target, position_side: side } = expect;
  if (target !== undefined && reading.positionTarget !== target) wrong.push(`target position ${reading.positionTarget}, not ${target}`);
  if (expect.position_size !== undefined && differs(reading.positionSize, expect.position_size))
    wrong.push(`position size ${reading.positionSize}, not ${expect.position_size}`);
  if (side !== undefined && positionSideOf(reading) !== side) wrong.push(`position side ${reading.positionSide}, not ${side}`);
  return wrong;
}

function nameMistakes(reading: Reading, expect: Expectation): string[] {
  const names = [
    ['strategy', reading.strategy, expect.strategy],
    ['account', reading.account, expect.account],
    ['exchange', reading.exchange, expect.exchange],
    ['order id', reading.orderId, expect.order_id],
    ['time in force', reading.timeInForce, expect.time_in_force],
  ] as const;
  return names.flatMap(([name, read, expected]) =>
    expected !== undefined && read !== expected ? [`${name} ${read}, not ${expected}`] : [],
  );
}

/** What the corpus says in words of the senders, by the place where a reading keeps it. */
const EXTRA: Readonly<Record<string, (reading: Reading) => string | number | null | undefined>> = {
  risk_percent: ({ riskPercent }) => numberOf(riskPercent),
  reduce_only: ({ reduceOnly, action }) => (reduceOnly === true || isClose(action) ? 1 : 0),
  risk: ({ riskPercent, riskAmount, warnings }) =>
    numberOf(riskPercent ?? riskAmount) ?? (warnings.some((warning) => warning.includes('risk')) ? 1 : null),
  sl: ({ stopLoss }) => numberOf(stopLoss?.raw),
  tp: ({ takeProfits }) => numberOf(takeProfits[0]?.raw),
  entry_pips: ({ entries }) => numberOf(entries[0]?.pips),
  entry_raw: ({ entries }) => numberOf(entries[0]?.raw),
  optionType: ({ contract }) => contract?.right,
  option_type: ({ contract }) => (contract?.right === 'call' ? 'CE' : contract?.right === 'put' ? 'PE' : null),
  strike: ({ contract }) => numberOf(contract?.strike),
  expiration: ({ contract }) => contract?.expiry,
  strikesAway: ({ contract }) => Math.abs(numberOf(contract?.strikeOffset) ?? Number.NaN),
  intrinsicValue: ({ contract }) => ({ '1': 'otm', '0': 'atm', '-1': 'itm' })[Math.sign(numberOf(contract?.strikeOffset) ?? 0)],
};

function extraMistakes(reading: Reading, expect: Expectation): string[] {
  return Object.entries(expect.extra ?? {}).flatMap(([name, expected]) => {
    const read = EXTRA[name]?.(reading);
    return read === expected ? [] : [`${name} ${read}, not ${expected}`];
  });
}

function orderMistakes(reading: Reading, expect: Expectation): string[] {
  if (reading.action === 'multi') {
    const legs = expect.legs ?? [];
    return reading.legs.flatMap((leg, i) => mistakesOf(leg, legs[i] ?? expect).map((mistake) => `leg ${i + 1}: ${mistake}`));
  }
  return [
    ...(reading.symbol === expect.symbol ? [] : [`symbol ${reading.symbol}, not ${expect.symbol}`]),
    ...sizeMistakes(reading, expect),
    ...priceMistakes(reading, expect),
    ...protectionMistakes(reading, expect),
    ...positionMistakes(reading, expect),
    ...nameMistakes(reading, expect),
    ...extraMistakes(reading, expect),
  ];
}

/** What a report or a cancel says: less than an order, and nothing that is traded. */
function reportMistakes(reading: Reading, expect: Expectation): string[] {
  const wrong = reading.symbol === expect.symbol ? [] : [`symbol ${reading.symbol}, not ${expect.symbol}`];
  if (expect.side !== null && reading.side !== expect.side) wrong.push(`side ${reading.side}, not ${expect.side}`);
  if (expect.fill_price !== undefined && differs(reading.fillPrice, expect.fill_price)) wrong.push(`fill price ${reading.fillPrice}`);
  if (expect.fill_quantity !== undefined && differs(reading.fillQuantity, expect.fill_quantity))
    wrong.push(`fill quantity ${reading.fillQuantity}`);
  return [...wrong, ...positionMistakes(reading, expect), ...nameMistakes(reading, expect)];
}

/** Everything that is not as expected; empty where the reading is right. The strict measure for positives. */
export function mistakesOf(reading: Reading, expect: Expectation): string[] {
  if (expect.needs_default_symbol === true && reading.refusal?.code === 'MISSING_SYMBOL') return [];
  if (!kindsOf(expect).includes(reading.kind)) return [`kind ${reading.kind}: ${reading.refusal?.message ?? ''}`];
  if (reading.kind === 'reject') return [];
  const action = expect.action === null || actionIsRight(reading, expect) ? [] : [`action ${reading.action}, not ${expect.action}`];
  if (reading.kind !== 'order') return [...action, ...reportMistakes(reading, expect)];
  const danger = dangerOf(reading, expect);
  return [...(danger === null ? [] : [danger]), ...action, ...orderMistakes(reading, expect)];
}
