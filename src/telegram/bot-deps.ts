// Owns: what the handlers of the bot need from the rest. They do two things to it: dispatch a command, read a snapshot.

import type { ExchangeRates, WantedRate } from '../core/model/money/exchange-rate.ts';
import type { Clock } from '../clock.ts';
import type { Balance } from '../core/model/account.ts';
import type { AtrFound } from '../core/model/markets/atr.ts';
import type { Decimal } from '../core/model/decimal.ts';
import type { AccountName, StrategyName } from '../core/model/ids.ts';
import type { Quote } from '../core/model/markets/instrument.ts';
import type { Position } from '../core/model/position.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Acknowledged } from '../core/model/alerts/summarize-alerts.ts';
import type { VenueView } from '../core/model/venues/venue-view.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import type { History } from '../store/search-signals.ts';
import type { AccessList } from './people/authorize.ts';
import type { Explained, Pasted } from './explained.ts';
import type { Outbox } from './sending/outbox.ts';
import type { OpenQuestions } from './plans/plan-question.ts';
import type { Pairing } from './people/pairing.ts';

export type BalancesAnswer =
  | { readonly type: 'ok'; readonly balances: readonly Balance[] }
  | { readonly type: 'unavailable'; readonly reason: string };

export type AtrAnswer = { readonly type: 'atr'; readonly atr: AtrFound } | { readonly type: 'unavailable'; readonly reason: string };

export interface BotDeps {
  readonly dispatcher: Dispatcher;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly access: AccessList;
  /** IANA name; times are shown in it. */
  readonly timeZone: string;
  /** Null: someone is named already, nobody can pair. */
  readonly pairing: Pairing | null;
  /** The watched price, if it is fresh; never asks the network. */
  readonly freshQuote: (account: AccountName, symbol: string) => Quote | null;
  /** The price of now: asks the venue. Null: it has none, or does not answer in time. Never rejects. */
  readonly askPrice: (account: AccountName, symbol: string) => Promise<Quote | null>;
  /** The last price, however old; null: none has come since the start. Limits count what is held at it. */
  readonly lastPrice: (account: AccountName, symbol: string) => Decimal | null;
  /** What money is worth in other money. */
  readonly rates: {
    /** By the last known prices; asks nobody. */
    known(wanted: readonly WantedRate[]): ExchangeRates;
    /** May ask a venue. Never rejects. */
    find(wanted: readonly WantedRate[]): Promise<ExchangeRates>;
  };
  /** The average true range of its market, by the rules of its strategy. Asks a venue for candles. */
  readonly atr: (position: Position) => Promise<AtrAnswer>;
  /** What the venue has said last; never asks the network. */
  readonly venueView: (account: AccountName) => VenueView;
  /** What is wrong with the disk, in a sentence; null: nothing. */
  readonly diskTrouble: () => string | null;
  /** May be slow; the answer to /balance follows when it is there. */
  readonly balances: (account: AccountName) => Promise<BalancesAnswer>;
  /** What a person pasted, read like an alert. May ask a venue for a price; never rejects for anything that was pasted. */
  readonly explain: (pasted: Pasted) => Promise<Explained>;
  /** What left the live state. */
  readonly history: History;
  /** Where the alerts of a strategy go, and where the secret is that opens it. */
  readonly senders: (strategy: StrategyName) => {
    /** Without a slash at its end. */
    readonly baseUrl: string;
    readonly isPublic: boolean;
    /** In words, never the secret itself. */
    readonly secretPlace: string;
  };
  /** How long senders of alerts waited for their answers, since the start. */
  readonly acknowledged: () => readonly Acknowledged[];
  /** Random hex digits (cryptographic), for ids and nonces. */
  readonly randomHex: (digits: number) => string;
}

/** What handlers work with: the above and the way out. */
export interface HandlerDeps extends BotDeps {
  readonly outbox: Outbox;
  /** What people were asked about plans. */
  readonly questions: OpenQuestions;
}
