// Owns: a price that triggers beside a type that has none, as brokers write orders: it may be meant as a stop order, or be the stop of a
// covered order. An exit goes without it.

import { isClose, type Reading } from '../../model/signal.ts';
import { isSet } from '../fields/field-set.ts';
import type { JsonValue } from '../json/json-value.ts';
import { refusedReading } from '../fields/refused-reading.ts';

export const refuseIdleTrigger = (reading: Reading, trigger: JsonValue): Reading =>
  reading.stopPrice === null && !isClose(reading.action) && isSet(trigger)
    ? refusedReading(
        reading,
        'CONTRADICTION',
        'A trigger price stands beside an order that is no stop order.',
        'Send a stop order (SL, SL-M), or leave the trigger out.',
      )
    : reading;
