// Owns: from an alert's intention and a price to the entry that would be sent: type, prices, size, stop, target, money at risk.

import {
  eq,
  HUNDRED,
  isPositive,
  isZero,
  lt,
  max,
  mul,
  ONE,
  percentOf,
  roundToTick,
  sub,
  sum,
  ZERO,
  type Decimal,
} from '../model/decimal.ts';
import { atrOf } from '../model/markets/atr.ts';
import { deny, type Denial } from '../model/denial.ts';
import type { VenueTraits } from '../model/account.ts';
import type { Instrument, PricedInstrument, Quote } from '../model/markets/instrument.ts';
import { tickAt } from '../model/markets/price-tick.ts';
import type { Trail } from '../model/order-terms.ts';
import type { Strategy } from '../model/settings.ts';
import type { EntryPart, Proposal, Reading, Side } from '../model/signal.ts';
import type { PlannedExits } from '../model/exits/exit-plan.ts';
import { amountAtLevel, distanceFrom, unsupportedExit, type DistanceGround } from '../model/exits/exit-levels.ts';
import { planExits, rulesOfAddition } from '../model/exits/plan-exits.ts';
import { entryTerms } from './entry-terms.ts';
import { averageOf, planLayers, refuseLevels, sizeLayers } from './propose-layers.ts';
import { shrinkOf } from './entry-rule-checks.ts';
import type { SizeGround } from './risk-size.ts';
import { sizeOrder } from './size-order.ts';

type EntryType = Pick<Proposal, 'orderType' | 'limitPrice' | 'stopPrice'> & { readonly trail: Trail | null };

const MARKET: EntryType = { orderType: 'market', limitPrice: null, stopPrice: null, trail: null };

/** An entry by a trailing stop: the trailing of the alert is then its own, not that of the position. */
function trailingEntry({ trailing }: Reading, ground: DistanceGround): EntryType | Denial {
  if (trailing?.percent !== undefined) return { ...MARKET, orderType: 'trailing_stop', trail: { percent: trailing.percent } };
  const amount = trailing === null ? null : distanceFrom(ZERO, trailing, ground);
  if (amount !== null) return { ...MARKET, orderType: 'trailing_stop', trail: { amount } };
  return deny('INVALID_PRICE', 'a trailing stop order needs a distance', 'Send "trailing_stop_percent" or "trailing_stop_amount".');
}

/** Market unless the alert says otherwise; `use_market_orders: false` makes an unsaid type a limit at the alert's price. */
function entryType(reading: Reading, strategy: Strategy, ground: DistanceGround): EntryType | Denial {
  const { instrument } = ground;
  const tick = (price: Decimal): Decimal => roundToTick(price, tickAt(instrument, price));
  switch (reading.orderType) {
    case 'limit':
      if (reading.limitPrice === null) return deny('INVALID_PRICE', 'a limit order needs a limit price');
      return { ...MARKET, orderType: 'limit', limitPrice: tick(reading.limitPrice) };
    case 'stop':
      if (reading.stopPrice === null) return deny('INVALID_PRICE', 'a stop order needs a stop price');
      return { ...MARKET, orderType: 'stop', stopPrice: tick(reading.stopPrice) };
    case 'stop_limit':
      if (reading.limitPrice === null || reading.stopPrice === null)
        return deny('INVALID_PRICE', 'a stop-limit order needs a stop price and a limit price');
      return { ...MARKET, orderType: 'stop_limit', limitPrice: tick(reading.limitPrice), stopPrice: tick(reading.stopPrice) };
    case 'trailing_stop':
      return trailingEntry(reading, ground);
    case 'market':
      return MARKET;
    case null:
      if (strategy.useMarketOrders) return MARKET;
      if (reading.signalPrice === null) return deny('INVALID_PRICE', `${strategy.name} enters by limit orders, and the alert has no price`);
      return { ...MARKET, orderType: 'limit', limitPrice: tick(reading.signalPrice) };
  }
}

/**
 * What the entry costs at most, per unit: a buy limit fills at its limit or below, a sell limit or a buy stop that the market
 * has passed fills at the market, whatever its sender wrote.
 */
function countedPrice({ limitPrice, stopPrice }: EntryType, side: Side, quote: Quote): Decimal {
  if (limitPrice !== null) return side === 'buy' ? limitPrice : max(limitPrice, quote.bid);
  if (stopPrice !== null) return side === 'buy' ? max(stopPrice, quote.ask) : stopPrice;
  return side === 'buy' ? quote.ask : quote.bid;
}

/** Shares are lent whole, also where fractions of them can be bought. */
const steppedFor = (side: Side, instrument: Instrument): Instrument =>
  side === 'sell' && instrument.kind === 'equity' && lt(instrument.stepSize, ONE) ? { ...instrument, stepSize: ONE } : instrument;

/** The account that it is for, as it stands. */
export interface WantedEntry {
  readonly reading: Reading;
  readonly entry: EntryPart;
  readonly strategy: Strategy;
  /** 1 = as much as the alert wants. */
  readonly factor: Decimal;
}

export interface EntryAccount extends Pick<SizeGround, 'funds' | 'fundsCurrency' | 'rate' | 'qtyHeld' | 'atr' | 'exchange'> {
  readonly traits: VenueTraits;
  /** Of this stay in the market, without this one. */
  readonly entries: number;
  /** Where what is held already leaves: what is added to it leaves there, too. Null: nowhere. */
  readonly stopHeld: Decimal | null;
}

/** What all targets together bring. */
function rewardOf(price: Decimal, { takeProfit, partials }: PlannedExits, qty: Decimal, side: Side): Decimal | null {
  const taken = sum(partials.map(({ share }) => share));
  const last = takeProfit === null ? [] : [{ price: takeProfit, share: sub(HUNDRED, taken) }];
  const rewards = [...partials, ...last].map(
    (target) => amountAtLevel(price, target.price, percentOf(qty, target.share), side, 'target') ?? ZERO,
  );
  return rewards.length === 0 ? null : sum(rewards);
}

/** One that the price has passed, or that lies beyond the price of the entry, protects nothing that is added. */
function stopOfAddition({ stopHeld }: EntryAccount, side: Side, price: Decimal): Decimal | null {
  if (stopHeld === null) return null;
  return (side === 'buy' ? lt(stopHeld, price) : lt(price, stopHeld)) ? stopHeld : null;
}

/** Not yet checked: see check-risk.ts. */
export function proposeEntry(
  { reading, entry, strategy, factor }: WantedEntry,
  { instrument, quote }: PricedInstrument,
  account: EntryAccount,
): Proposal | Denial {
  const units = strategy.reading;
  const unsupported = unsupportedExit(reading, { instrument, units });
  if (unsupported !== null) return unsupported;
  const atr = atrOf(reading, account.atr);
  const type = entryType(reading, strategy, { instrument, units, atr });
  if ('code' in type) return type;
  const terms = entryTerms(reading, type.orderType, instrument, account.traits);
  if ('code' in terms) return terms;
  const written = [type.limitPrice, type.stopPrice].some((price) => price !== null && !isPositive(price));
  if (written)
    return deny(
      'INVALID_PRICE',
      `the ${type.orderType.replace('_', '-')} price is below the tick ${instrument.tickSize} of ${instrument.symbol}`,
    );
  const planned = planLayers(reading, entry.side, instrument, quote);
  if (planned !== null && 'code' in planned) return planned;
  const price = planned === null ? countedPrice(type, entry.side, quote) : roundToTick(averageOf(planned), instrument.tickSize);
  const rules = isZero(account.qtyHeld) ? strategy.protection : rulesOfAddition(reading, strategy.protection);
  const exits = planExits(reading, rules, { side: entry.side, price, instrument, units, atr });
  if ('code' in exits) return exits;
  const added = exits.stopLoss === null ? stopOfAddition(account, entry.side, price) : null;
  const stopLoss = exits.stopLoss ?? added;
  const ground: SizeGround = { ...account, price, stopLoss };
  // where the alert says what is to be held, its sender counts the entries
  const shrink = entry.target !== undefined || entry.cap !== undefined ? ONE : shrinkOf(strategy.entries.pyramiding, account.entries);
  const sizing = sizeOrder(reading, strategy, steppedFor(entry.side, instrument), ground, entry.qty, mul(factor, shrink));
  if ('code' in sizing) return sizing;
  const layered = planned === null ? null : sizeLayers(planned, sizing.qtyAsked, steppedFor(entry.side, instrument));
  if (layered !== null && 'code' in layered) return layered;
  const refused = layered === null ? null : refuseLevels(layered.layers, entry.side, exits.stopLoss);
  if (refused !== null) return refused;
  const qty = layered?.qty ?? sizing.qty;
  const notes = [
    ...sizing.notes,
    ...(eq(shrink, ONE) ? [] : [`entry ${account.entries + 1} of this position: its size is × ${shrink}`]),
    ...(layered?.notes ?? []),
    ...(added === null ? [] : [`the stop of the position counts: ${added}`]),
  ];
  return {
    instrument,
    side: entry.side,
    ...type,
    terms,
    ...(layered === null ? {} : { orderType: 'limit', limitPrice: layered.layers[0]?.limitPrice ?? price, layers: layered.layers }),
    qty,
    qtyAsked: sizing.qtyAsked,
    price,
    notional: layered?.notional ?? mul(price, qty),
    stopLoss,
    takeProfit: exits.takeProfit,
    exits,
    riskAmount: amountAtLevel(price, stopLoss, qty, entry.side, 'stop'),
    rewardAmount: rewardOf(price, exits, qty, entry.side),
    quote,
    funds: account.funds,
    countedOn: { qty: entry.qty, qtyHeld: account.qtyHeld, entries: account.entries, stopHeld: account.stopHeld },
    atr: account.atr,
    notes,
  };
}
