// Owns: the rates that limits need to judge one entry. Asks a venue only where money of several currencies is limited together.

import type { Clock } from '../clock.ts';
import { limitRates } from '../core/engine/limits/limit-rates.ts';
import { NO_RATES, type ExchangeRates } from '../core/model/money/exchange-rate.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import type { ExchangeRateBoard } from './exchange-rates.ts';

export interface RatesReader {
  /** Never rejects; what cannot be had is not in it. */
  forEntry(account: AccountName, quote: string): Promise<ExchangeRates>;
}

export interface RatesReaderParts {
  readonly settings: Settings;
  readonly dispatcher: Pick<Dispatcher, 'snapshot'>;
  readonly rates: Pick<ExchangeRateBoard, 'find'>;
  readonly clock: Clock;
}

export const createRatesReader = ({ settings, dispatcher, rates, clock }: RatesReaderParts): RatesReader => ({
  async forEntry(account, quote) {
    const wanted = limitRates(settings, dispatcher.snapshot(), clock.now(), [{ account, quote }]);
    return wanted.length === 0 ? NO_RATES : rates.find(wanted);
  },
});
