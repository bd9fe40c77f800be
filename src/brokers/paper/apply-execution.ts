// Owns: what an execution does to balances and holdings. Pure and exact: nothing is rounded but the part of the cost that
// leaves a holding, and that same rounded number moves into the balance.

import {
  ZERO,
  abs,
  add,
  type Decimal,
  div,
  floorToStep,
  decimal,
  isNegative,
  isZero,
  min,
  mul,
  neg,
  round,
  sub,
} from '../../core/model/decimal.ts';
import type { Instrument } from '../../core/model/markets/instrument.ts';
import type { Side } from '../../core/model/signal.ts';
import { FEE_STEP } from './paper-limits.ts';
import type { Holding, PaperState } from './venue-state.ts';

/** `qty` in base units, above zero; `price` and `fee` in quote currency. */
export interface Execution {
  readonly side: Side;
  readonly qty: Decimal;
  readonly price: Decimal;
  readonly fee: Decimal;
}

const FLAT: Holding = { qty: ZERO, cost: ZERO };
/** Places that the cost of a part of a holding is rounded to. */
const COST_PLACES = 8;

export const holdingOf = (state: PaperState, symbol: string): Holding => state.holdings[symbol] ?? FLAT;
export const balanceOf = (state: PaperState, currency: string): Decimal => state.balances[currency] ?? ZERO;

/** Cut, never rounded up: the fees of the slices of an order are together no more than the fee of the whole. */
export const feeOf = (value: Decimal, rate: Decimal): Decimal => floorToStep(mul(value, rate), decimal(FEE_STEP));

export function applyExecution(state: PaperState, instrument: Instrument, execution: Execution): PaperState {
  return instrument.kind === 'spot' ? exchangeCoins(state, instrument, execution) : moveMargin(state, instrument, execution);
}

/** Spot: coins against cash. What was bought through this symbol is counted, so that it can be closed and shown. */
function exchangeCoins(state: PaperState, instrument: Instrument, { side, qty, price, fee }: Execution): PaperState {
  const value = mul(qty, price);
  const held = holdingOf(state, instrument.symbol);
  const signed = side === 'buy' ? qty : neg(qty);
  // Coins that came from elsewhere (opening balance, another market) may be sold here too: the count stops at zero.
  const counted = side === 'buy' ? qty : neg(min(qty, held.qty));
  const cash = side === 'buy' ? neg(value) : value;
  return {
    ...state,
    balances: {
      ...state.balances,
      [instrument.base]: add(balanceOf(state, instrument.base), signed),
      [instrument.quote]: sub(add(balanceOf(state, instrument.quote), cash), fee),
    },
    holdings: withHolding(state, instrument.symbol, { qty: add(held.qty, counted), cost: ZERO }),
  };
}

/** Perpetuals and equities: the balance changes by profit, loss and fee only; the cost of what is open is margin inside it. */
function moveMargin(state: PaperState, instrument: Instrument, { side, qty, price, fee }: Execution): PaperState {
  const moved = moveHolding(holdingOf(state, instrument.symbol), side === 'buy' ? qty : neg(qty), price);
  return {
    ...state,
    balances: {
      ...state.balances,
      [instrument.quote]: sub(add(balanceOf(state, instrument.quote), moved.realized), fee),
    },
    holdings: withHolding(state, instrument.symbol, moved.holding),
  };
}

/** Closes what is open on the other side first, opens with the rest. `signedQty`: above zero bought, below zero sold. */
function moveHolding(held: Holding, signedQty: Decimal, price: Decimal): { holding: Holding; realized: Decimal } {
  const opposite = !isZero(held.qty) && isNegative(held.qty) !== isNegative(signedQty);
  if (!opposite) return { holding: { qty: add(held.qty, signedQty), cost: add(held.cost, mul(signedQty, price)) }, realized: ZERO };
  const closed = min(abs(held.qty), abs(signedQty));
  const signedClosed = isNegative(signedQty) ? neg(closed) : closed;
  const released = closed === abs(held.qty) ? held.cost : round(div(mul(held.cost, closed), abs(held.qty)), COST_PLACES);
  const opened = sub(signedQty, signedClosed);
  return {
    holding: { qty: add(held.qty, signedQty), cost: add(sub(held.cost, released), mul(opened, price)) },
    realized: neg(add(mul(signedClosed, price), released)),
  };
}

function withHolding(state: PaperState, symbol: string, holding: Holding): PaperState['holdings'] {
  const holdings = { ...state.holdings, [symbol]: holding };
  if (isZero(holding.qty)) delete holdings[symbol];
  return holdings;
}
