// Owns: the name under which the entries of a strategy are counted, beside those of its senders (which are network addresses).

import type { StrategyName } from '../model/ids.ts';

export const strategyRateKey = (strategy: StrategyName): string => `strategy ${strategy}`;
