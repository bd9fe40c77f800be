// Owns: how much an entry is, and every step of that sum in words. Rounds down to the venue's step, never up.

import { div, eq, floorToStep, isPositive, mul, type Decimal } from '../model/decimal.ts';
import { deny, type Denial } from '../model/denial.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Strategy } from '../model/settings.ts';
import type { Reading } from '../model/signal.ts';

export interface Sizing {
  readonly qty: Decimal;
  readonly qtyAsked: Decimal;
  readonly notes: readonly string[];
}

interface Asked {
  readonly qty: Decimal;
  readonly note: string;
}

/** The quantity before rounding: the alert's own, else the strategy's default. */
function qtyAsked(reading: Reading, strategy: Strategy, fixedQty: Decimal | null, price: Decimal, instrument: Instrument): Asked | Denial {
  const { base, quote } = instrument;
  if (fixedQty !== null) return { qty: fixedQty, note: `quantity ${fixedQty} ${base}` };
  if (reading.quantity !== null) return { qty: reading.quantity, note: `quantity ${reading.quantity} ${base} from the alert` };
  if (reading.notional !== null)
    return { qty: div(reading.notional, price), note: `${reading.notional} ${quote} from the alert at ${price}` };
  if (reading.percent !== null)
    return deny('UNSUPPORTED', `sizing by percent of ${reading.percentOf ?? 'equity'} is not supported; send a quantity`);
  if (strategy.defaultQuantity !== null)
    return { qty: strategy.defaultQuantity, note: `default quantity ${strategy.defaultQuantity} ${base}` };
  if (strategy.defaultNotional !== null)
    return { qty: div(strategy.defaultNotional, price), note: `default ${strategy.defaultNotional} ${quote} at ${price}` };
  return deny('NO_QUANTITY', `the alert has no quantity and strategy ${strategy.name} has no default`);
}

/** `factor`: 1, or less after "half size". `fixedQty`: what is left after an exit, or what a reverse opens. */
export function sizeOrder(
  reading: Reading,
  strategy: Strategy,
  instrument: Instrument,
  price: Decimal,
  fixedQty: Decimal | null,
  factor: Decimal,
): Sizing | Denial {
  const asked = qtyAsked(reading, strategy, fixedQty, price, instrument);
  if ('code' in asked) return asked;
  const wanted = mul(asked.qty, factor);
  const qty = floorToStep(wanted, instrument.stepSize);
  const notes = [asked.note];
  if (!eq(factor, '1' as Decimal)) notes.push(`× ${factor} = ${wanted}`);
  if (!eq(qty, wanted)) notes.push(`rounded down from ${wanted} to ${qty} (step ${instrument.stepSize})`);
  if (!isPositive(qty))
    return deny('QUANTITY_TOO_SMALL', `${wanted} ${instrument.base} is below the step ${instrument.stepSize} of ${instrument.symbol}`);
  return { qty, qtyAsked: wanted, notes };
}
