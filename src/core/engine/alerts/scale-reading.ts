// Owns: an alert in another size: for an account that trades a part or a multiple of it. Shares of a position stay as they
// are (half of what is held is half everywhere), and so do prices.

import { eq, mul, ONE, type Decimal } from '../../model/decimal.ts';
import type { Reading } from '../../model/signal.ts';

export function scaleReading(reading: Reading, scale: Decimal): Reading {
  if (eq(scale, ONE)) return reading;
  const times = (size: Decimal | null): Decimal | null => (size === null ? null : mul(size, scale));
  return {
    ...reading,
    quantity: times(reading.quantity),
    notional: times(reading.notional),
    percent: reading.percentOf === 'position' ? reading.percent : times(reading.percent),
    positionSize: times(reading.positionSize),
    sizeAfter: times(reading.sizeAfter),
    previousSize: times(reading.previousSize),
    riskPercent: times(reading.riskPercent),
    riskAmount: times(reading.riskAmount),
  };
}
