// Owns: a layered entry: the levels of an alert with their shares, as limit orders that together are never more than the whole.

import {
  add,
  div,
  floorToStep,
  HUNDRED,
  isPositive,
  isZero,
  lt,
  mul,
  percentOf,
  roundToTick,
  sub,
  sum,
  ZERO,
  type Decimal,
} from '../model/decimal.ts';
import { deny, type Denial } from '../model/denial.ts';
import { tickAt } from '../model/markets/price-tick.ts';
import type { Instrument, Quote } from '../model/markets/instrument.ts';
import type { Layer, Reading, Side, Target } from '../model/signal.ts';

export interface PlannedLayer {
  readonly limitPrice: Decimal;
  /** Percent of the whole. */
  readonly share: Decimal;
}

/** Levels without a share divide what the others leave. */
function sharesOf(entries: readonly Target[]): readonly Decimal[] {
  const open = entries.filter(({ share }) => share === undefined).length;
  const rest = sub(HUNDRED, sum(entries.flatMap(({ share }) => share ?? [])));
  const each = open === 0 || !isPositive(rest) ? ZERO : div(rest, String(open) as Decimal);
  return entries.map(({ share }) => share ?? each);
}

function priceOf(entry: Target, side: Side, from: Decimal, instrument: Instrument): Decimal | null {
  const ticked = (price: Decimal): Decimal => roundToTick(price, tickAt(instrument, price));
  if (entry.price !== undefined) return ticked(entry.price);
  const distance = entry.percent === undefined ? entry.amount : percentOf(from, entry.percent);
  if (distance === undefined) return null;
  return ticked(side === 'buy' ? sub(from, distance) : add(from, distance));
}

/** Null: the alert names no levels, or fewer than two, or wants in at market. Distances count from its price, to the side that is better. */
export function planLayers(reading: Reading, side: Side, instrument: Instrument, quote: Quote): readonly PlannedLayer[] | null | Denial {
  const { entries, orderType } = reading;
  if (entries.length < 2 || (orderType !== null && orderType !== 'limit')) return null;
  const shares = sharesOf(entries);
  const layers: PlannedLayer[] = [];
  for (const [index, entry] of entries.entries()) {
    const limitPrice = priceOf(entry, side, reading.signalPrice ?? quote.last, instrument);
    if (limitPrice === null) return deny('UNSUPPORTED', 'a level of a layered entry needs a price, a percentage or an amount');
    if (!isPositive(limitPrice))
      return deny('INVALID_PRICE', `level ${index + 1} is below the tick ${instrument.tickSize} of ${instrument.symbol}`);
    layers.push({ limitPrice, share: shares[index] ?? ZERO });
  }
  return layers;
}

/** What the whole costs per unit if all of it fills. */
export function averageOf(layers: readonly PlannedLayer[]): Decimal {
  const shares = sum(layers.map(({ share }) => share));
  return isZero(shares) ? (layers[0]?.limitPrice ?? ZERO) : div(sum(layers.map(({ limitPrice, share }) => mul(limitPrice, share))), shares);
}

export interface SizedLayers {
  readonly layers: readonly Layer[];
  readonly qty: Decimal;
  readonly notional: Decimal;
  readonly notes: readonly string[];
}

/** `qtyAsked`: the whole, before rounding. A level that the venue would not take is left out, and said. */
export function sizeLayers(planned: readonly PlannedLayer[], qtyAsked: Decimal, instrument: Instrument): SizedLayers | Denial {
  const { base, stepSize, qtyMin, notionalMin } = instrument;
  const notes: string[] = [];
  const layers: Layer[] = [];
  planned.forEach(({ limitPrice, share }, index) => {
    const qty = floorToStep(percentOf(qtyAsked, share), stepSize);
    const isTooSmall = !isPositive(qty) || lt(qty, qtyMin) || lt(mul(qty, limitPrice), notionalMin);
    if (!isTooSmall) layers.push({ limitPrice, qty });
    notes.push(
      isTooSmall
        ? `level ${index + 1} at ${limitPrice} is left out: ${share} % are ${percentOf(qtyAsked, share)} ${base}, below the minimum of the venue`
        : `level ${index + 1} at ${limitPrice}: ${share} % = ${qty} ${base}`,
    );
  });
  if (layers.length === 0)
    return deny('QUANTITY_TOO_SMALL', `${qtyAsked} ${base} in ${planned.length} levels is below the minimum of the venue at each of them`);
  return {
    layers,
    qty: sum(layers.map(({ qty }) => qty)),
    notional: sum(layers.map(({ qty, limitPrice }) => mul(qty, limitPrice))),
    notes,
  };
}

/** A level that fills behind the stop would be closed at once. */
export function refuseLevels(layers: readonly Layer[], side: Side, stopLoss: Decimal | null): Denial | null {
  if (stopLoss === null) return null;
  const behind = layers.find(({ limitPrice }) => (side === 'buy' ? !lt(stopLoss, limitPrice) : !lt(limitPrice, stopLoss)));
  return behind === undefined ? null : deny('STOP_WRONG_SIDE', `a stop at ${stopLoss} does not protect a ${side} at ${behind.limitPrice}`);
}
