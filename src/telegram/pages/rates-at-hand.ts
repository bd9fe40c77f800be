// Owns: what limits in another currency are counted at when somebody taps. A tap waits for no venue: what is missing is asked
// for behind it.

import { limitRates } from '../../core/engine/limits/limit-rates.ts';
import { rateKey, type ExchangeRates } from '../../core/model/money/exchange-rate.ts';
import { RATE_FRESH_MS } from '../../core/model/limits.ts';
import type { Signal } from '../../core/model/signal.ts';
import type { BotDeps } from '../bot-deps.ts';

export interface RatesAtHand {
  readonly rates: ExchangeRates;
  /** Nothing that the limits need is missing or old. */
  readonly isComplete: boolean;
}

export function ratesAtHand(
  { dispatcher, settings, clock, rates }: Pick<BotDeps, 'dispatcher' | 'settings' | 'clock' | 'rates'>,
  signal: Signal | null,
): RatesAtHand {
  const now = clock.now();
  const quote = signal?.proposal?.instrument.quote;
  const markets = signal?.account == null || quote === undefined ? [] : [{ account: signal.account, quote }];
  const wanted = limitRates(settings, dispatcher.snapshot(), now, markets);
  const known = rates.known(wanted);
  const isComplete = wanted.every((each) => {
    const rate = known.get(rateKey(each));
    return rate !== undefined && now - rate.at <= RATE_FRESH_MS;
  });
  if (!isComplete) void rates.find(wanted);
  return { rates: known, isComplete };
}
