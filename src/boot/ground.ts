// Owns: what the parts of the outside stand on once the store and the accounts are open.

import type { ExchangeRateBoard } from '../runtime/exchange-rates.ts';
import type { Broker } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Log } from '../log.ts';
import type { Redactor } from '../redact.ts';
import type { PriceWatch } from '../runtime/price-watch.ts';
import type { AtrReader } from '../runtime/read-atr.ts';
import type { FundsReader } from '../runtime/read-funds.ts';
import type { VenueViews } from '../runtime/venue-views.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import type { History } from '../store/search-signals.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import type { Mailbox } from './open-mailbox.ts';

export interface Ground {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly redactor: Redactor;
  readonly randomHex: (digits: number) => string;
  /** Called at named places between two effects; does nothing outside crash tests. */
  readonly failpoint: (name: string) => void;
  readonly mailbox: Mailbox;
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Broker>;
  readonly prices: PriceWatch;
  readonly rates: ExchangeRateBoard;
  readonly funds: FundsReader;
  readonly atr: AtrReader;
  readonly venueViews: VenueViews;
  readonly acknowledgements: Acknowledgements;
  readonly history: History;
  /** What is wrong with the disk, in a sentence; null: nothing. */
  readonly diskTrouble: () => string | null;
  /** Where HTTP listens, without a slash at its end; empty as long as it does not. */
  readonly localUrl: () => string;
}
