// Owns: which refusals are told as one message while it is on its way: those of a strategy for the same reason in the same
// market; in any market where the market has nothing to do with the reason.

import type { Denial, DenialCode } from '../model/denial.ts';

/** A sender that runs away trades many symbols: each would have its own message, and cards would stand behind all of them. */
const WHATEVER_THE_MARKET: ReadonlySet<DenialCode> = new Set<DenialCode>([
  'RATE_LIMITED',
  'TOO_MANY_PENDING',
  'TRADING_HALTED',
  'STRATEGY_PAUSED',
  'UNKNOWN_STRATEGY',
  'ORDERS_PER_MINUTE',
  'DAILY_TRADES',
  'DAILY_LOSS',
  'PROFIT_LOCKED',
  'DRAWDOWN',
  'COOLING_DOWN',
]);

export const refusalGroup = ({ code }: Denial, strategy: string, symbol: string | null): string =>
  `refused:${code}:${strategy}:${WHATEVER_THE_MARKET.has(code) ? '' : (symbol ?? '')}`;
