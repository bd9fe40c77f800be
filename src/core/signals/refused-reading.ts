// Owns: a reading that turns out to be unusable after it was read: what was understood stays, the first refusal wins.

import { deny, type DenialCode } from '../model/denial.ts';
import type { Reading } from '../model/signal.ts';

export const refusedReading = (reading: Reading, code: DenialCode, message: string, remedy?: string): Reading =>
  reading.refusal === null ? { ...reading, kind: 'reject', refusal: deny(code, message, remedy) } : reading;
