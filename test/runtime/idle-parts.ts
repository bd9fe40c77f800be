// Owns: what stands around a worker under test and has nothing to do: orders that are not sent, money and prices that are not needed.

import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import type { WorkerOptions } from '../../src/runtime/worker.ts';

export const nothing = (): Promise<void> => Promise.resolve();

export const IDLE_PARTS: Pick<WorkerOptions, 'orders' | 'funds' | 'atr' | 'rates' | 'riskWatch'> = {
  orders: { submit: nothing, cancel: nothing, modify: nothing, lookUp: nothing, cancelForeign: nothing },
  funds: { forSignal: () => Promise.resolve({ type: 'not_needed' }) },
  atr: { forSignal: () => Promise.resolve({ type: 'not_needed' }) },
  rates: { forEntry: () => Promise.resolve(NO_RATES) },
  riskWatch: { entryKnown: () => Promise.resolve(null) },
};
