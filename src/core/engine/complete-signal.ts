// Owns: a signal of an older journal or checkpoint, with the fields that have come since.

import { changeSignal } from '../model/copies/change-signal.ts';
import type { Signal } from '../model/signal.ts';
import { completeReading } from '../signals/fields/draft-reading.ts';

export const completeSignal = (signal: Signal): Signal =>
  changeSignal(signal, {
    reading: completeReading(signal.reading),
    wait: signal.wait ?? null,
    missed: signal.missed ?? null,
    part: signal.part ?? null,
    group: signal.group ?? null,
    leader: signal.leader ?? null,
  });
