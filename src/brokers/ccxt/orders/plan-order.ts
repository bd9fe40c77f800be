// Owns: what ccxt is asked for when we want an order placed, or why we do not ask. Nothing is left to be ignored by the
// venue: what it cannot do is refused here.

import { type Decimal, decimal, mul, roundToTick } from '../../../core/model/decimal.ts';
import type { OrderRequest } from '../../../core/model/order.ts';
import type { Gate } from '../capability-gate.ts';
import { checkLimits } from './check-limits.ts';
import { asParameter, toClientId } from './client-id.ts';
import type { ExchangeRules } from '../rules.ts';
import { leverageGoesWithOrder } from './leverage-words.ts';
import { type Listed, toAmount } from '../markets/markets.ts';

export interface Plan {
  readonly symbol: string;
  readonly type: 'market' | 'limit';
  readonly side: 'buy' | 'sell';
  /** The venue's units. */
  readonly amount: string;
  readonly price: string | undefined;
  readonly params: Record<string, unknown>;
  /** Our id in the venue's form. */
  readonly clientId: string;
  /** It stands in the lists of orders with a trigger. */
  readonly hasTrigger: boolean;
  readonly standing: Standing;
}

export interface Standing {
  /** Long and short are held apart. */
  readonly hedged: boolean;
  /** Of the position, where the order goes with it. */
  readonly marginMode: 'cross' | 'isolated' | null;
  /** What the other side asks now: needed where the venue takes no plain market order. */
  readonly taking: Decimal | null;
  /** Of the position; absent: nobody has said it. */
  readonly leverage?: Decimal | null;
}

export type Planned = { readonly type: 'plan'; readonly plan: Plan } | { readonly type: 'refused'; readonly reason: string };

/** How far from the price an order may reach that stands in for a market order. */
const REACH = { buy: decimal('1.01'), sell: decimal('0.99') } as const;

const refused = (reason: string): Planned => ({ type: 'refused', reason });

type Part = { readonly params: Record<string, unknown> } | { readonly refused: string };

export function planOrder(gate: Gate, listed: Listed, request: OrderRequest, standing: Standing): Planned {
  if (gate.rules.untraded !== null && !isLeft(gate, request))
    return refused(`${gate.exchange} ${gate.rules.untraded}: nothing is sent there`);
  const wrong = checkLimits(listed, request, standing.taking) ?? termsTaken(gate, request);
  if (wrong !== null) return refused(wrong);
  const trigger = triggerOf(gate, request);
  if ('refused' in trigger) return refused(trigger.refused);
  const priced = pricedAs(gate, listed, request, standing);
  if ('refused' in priced) return refused(priced.refused);
  const hasTrigger = isWaiting(request);
  const { rules } = gate;
  const clientId = toClientId(gate.exchange, gate.market, request.id);
  const plan: Plan = {
    symbol: request.instrument.symbol,
    type: priced.type,
    side: request.side,
    amount: toAmount(request.qty, listed),
    price: priced.price ?? undefined,
    hasTrigger,
    clientId,
    standing,
    params: {
      [hasTrigger ? rules.triggerClientIdKey : rules.clientIdKey]: asParameter(gate.exchange, gate.market, clientId),
      ...trigger.params,
      ...(hasTrigger ? rules.triggerParams : {}),
      ...timing(request, priced.isStandIn, rules.timeWords),
      ...positionParams(gate, request, standing),
    },
  };
  return { type: 'plan', plan };
}

/** An exit is not held back for what is asked of entries. */
const isLeft = ({ rules }: Gate, { type, reduceOnly }: OrderRequest): boolean => rules.isLeft && reduceOnly && type === 'market';

const isWaiting = ({ type }: OrderRequest): boolean => type === 'stop' || type === 'stop_limit' || type === 'trailing_stop';

function termsTaken(gate: Gate, request: OrderRequest): string | null {
  const { exchange, market, traits } = gate;
  const { type, terms, side, reduceOnly } = request;
  if (!traits.orderTypes.includes(type) && !isLeft(gate, request))
    return `${exchange} takes no ${type.replace('_', '-')} order in its ${market} markets`;
  const { timeInForce, postOnly } = terms;
  if (timeInForce !== null && !traits.timesInForce.includes(timeInForce)) return `${exchange} knows no time in force ${timeInForce}`;
  if (postOnly && (!traits.postOnly || type !== 'limit')) return `${exchange} takes post-only for limit orders alone, and not everywhere`;
  if (terms.extendedHours) return `${exchange} has no hours that could be extended`;
  if (market === 'spot' && reduceOnly && side === 'buy') return 'reduce-only: nothing that is bought reduces a spot position';
  return null;
}

/** The trigger in the words of the venue; none for plain orders. */
function triggerOf(gate: Gate, request: OrderRequest): Part {
  const { type, stopPrice, trail, side, reduceOnly } = request;
  if (type === 'trailing_stop') return trailOf(gate, trail);
  if (type !== 'stop' && type !== 'stop_limit') return { params: {} };
  if (stopPrice === null) return { refused: 'a stop order without its trigger' };
  // what protects is asked for as protection, where the venue tells the two apart: it may force reduce-only
  const asStopLoss = gate.stopLossPrice && gate.rules.stopKey !== 'triggerPrice' && (reduceOnly || !gate.triggerPrice);
  if (asStopLoss) return { params: { stopLossPrice: stopPrice } };
  if (!gate.triggerPrice) return { refused: `${gate.exchange} has no stop order of this kind` };
  const direction = gate.triggerDirection ? { triggerDirection: side === 'buy' ? 'ascending' : 'descending' } : {};
  return { params: { triggerPrice: stopPrice, ...direction } };
}

function trailOf(gate: Gate, trail: OrderRequest['trail']): Part {
  if (trail === null) return { refused: 'a trailing stop without its distance' };
  if ('percent' in trail)
    return gate.trailingPercent ? { params: { trailingPercent: trail.percent } } : { refused: `${gate.exchange} trails no percentage` };
  return gate.trailingAmount ? { params: { trailingAmount: trail.amount } } : { refused: `${gate.exchange} trails no amount` };
}

type PricedAs =
  | { readonly type: 'market' | 'limit'; readonly price: Decimal | null; readonly isStandIn: boolean }
  | { readonly refused: string };

function pricedAs({ rules, exchange }: Gate, { instrument }: Listed, request: OrderRequest, { taking }: Standing): PricedAs {
  const { type, side, limitPrice, stopPrice } = request;
  if (type === 'limit' || type === 'stop_limit') {
    if (limitPrice === null) return { refused: 'a limit order without its price' };
    return { type: 'limit', price: limitPrice, isStandIn: false };
  }
  const byCost = rules.marketBuyByCost && side === 'buy';
  if (!byCost && !rules.marketNeedsPrice) return { type: 'market', price: null, isStandIn: false };
  if (type !== 'market' && byCost) return { refused: `${exchange} buys at market for an amount of money only: use a stop-limit order` };
  const from = stopPrice ?? taking;
  if (from === null) return { refused: `${exchange} needs a price for this order, and there is none now` };
  if (!byCost) return { type: 'market', price: from, isStandIn: false };
  return { type: 'limit', price: roundToTick(mul(from, REACH[side]), instrument.tickSize), isStandIn: true };
}

/** Good till cancelled is what every venue takes a limit order for. */
function timing({ type, terms }: OrderRequest, isStandIn: boolean, words: ExchangeRules['timeWords']): Record<string, unknown> {
  const inForce = (word: 'IOC' | 'FOK') => ({ timeInForce: words?.[word] ?? word });
  // all of it or nothing stays so, whatever stands in for the order
  if (isStandIn) return inForce(terms.timeInForce === 'fok' ? 'FOK' : 'IOC');
  if (terms.postOnly) return words === null ? { postOnly: true } : { timeInForce: words.PO };
  const { timeInForce } = terms;
  // what is at market once it is touched is over at once anyway, and not every venue takes the word for it (Binance)
  if (timeInForce === 'ioc') return type === 'limit' || type === 'stop_limit' ? inForce('IOC') : {};
  return timeInForce === 'fok' ? inForce('FOK') : {};
}

/** What ccxt wants to know of every order on isolated margin at MEXC; of one that leaves, the venue does not. */
const ANY_LEVERAGE = 1;

function marginParams(gate: Gate, { reduceOnly, terms }: OrderRequest, standing: Standing): Record<string, unknown> {
  const mode = reduceOnly ? standing.marginMode : (terms.marginMode ?? standing.marginMode);
  const margin = gate.marginModePerOrder && mode !== null ? { marginMode: mode } : {};
  const asked = reduceOnly || !leverageGoesWithOrder(gate.exchange) ? null : terms.leverage;
  if (asked !== null) return { ...margin, leverage: Number(asked) };
  if (gate.exchange !== 'mexc' || mode !== 'isolated') return margin;
  const held = standing.leverage ?? null;
  return held === null && !reduceOnly ? margin : { ...margin, leverage: Number(held ?? ANY_LEVERAGE) };
}

/** Which position an order is for. Where long and short are held apart, that says more than reduce-only, and replaces it. */
function positionParams(gate: Gate, request: OrderRequest, standing: Standing): Record<string, unknown> {
  if (gate.market === 'spot') return {};
  const { side, reduceOnly } = request;
  const { hedged } = standing;
  const margin = marginParams(gate, request, standing);
  const reduce = reduceOnly && gate.rules.reduceOnly ? { reduceOnly: true } : {};
  if (!hedged || !gate.rules.namesSide) return { ...margin, ...reduce };
  const isLong = (side === 'buy') !== reduceOnly;
  // ccxt turns the side of an exit with its own word for it, and makes a target of its stop
  if (gate.exchange === 'phemex') return { ...margin, posSide: isLong ? 'Long' : 'Short' };
  // ccxt drops its own word for it there
  if (gate.exchange === 'htx') return { ...margin, position_side: isLong ? 'long' : 'short' };
  if (!gate.exchange.startsWith('binance')) return { ...margin, ...reduce, hedged: true };
  return { ...margin, positionSide: isLong ? 'LONG' : 'SHORT' };
}
