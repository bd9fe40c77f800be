// Owns: what is said about a reading after it was read: why it cannot be used, or what has no effect.

import { deny, type Denial, type DenialCode } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';

/** What was understood stays; the first refusal wins. */
export const refusedReading = (reading: Reading, code: DenialCode, message: string, remedy?: string): Reading =>
  reading.refusal === null ? { ...reading, kind: 'reject', refusal: deny(code, message, remedy) } : reading;

/** Why it, or one of its legs, may not be entered. */
export const faultOfEntry = ({ entryRefusal, legs }: Reading): Denial | null =>
  entryRefusal ?? legs.find((leg) => leg.entryRefusal !== null)?.entryRefusal ?? null;

/** An alert that leaves, and of which nothing is entered: an order of it alone would be a part of what was meant. */
export function asExit(reading: Reading, fault: Denial): Reading {
  const beside = { ...fault, message: `Another order of the alert cannot be entered: ${fault.message}` };
  const legs = reading.legs.map((leg) => (leg.entryRefusal === null ? { ...leg, entryRefusal: beside } : leg));
  return warnedReading({ ...reading, legs }, `${fault.message} What it closes is closed, and nothing is entered.`);
}

/** As an entry and nothing else: what may not be entered is refused. */
export function asEntry(reading: Reading): Reading {
  const fault = faultOfEntry(reading);
  return fault === null || reading.refusal !== null ? reading : { ...reading, kind: 'reject', entryRefusal: null, refusal: fault };
}

/** A close or a cancel that needs no symbol: without one it is of all that its strategy has. What else is wrong with it stays. */
export function closingAll(reading: Reading): Reading {
  const { action, symbol, orderId, refusal } = reading;
  const isAll = action === 'close' || (action === 'cancel' && orderId === null);
  return isAll && symbol === null && refusal?.code === 'MISSING_SYMBOL'
    ? { ...reading, kind: action === 'close' ? 'order' : 'cancel', refusal: null, everything: true }
    : reading;
}

export const warnedReading = (reading: Reading, warning: string): Reading =>
  reading.warnings.includes(warning) ? reading : { ...reading, warnings: [...reading.warnings, warning] };
