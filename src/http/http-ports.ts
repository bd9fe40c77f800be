// Owns: what the HTTP side is given: its part of the configuration, and the only things that it may do to the rest
// (dispatch a command, read a snapshot, report a fault).

import type { ExchangeRates, WantedRate } from '../core/model/money/exchange-rate.ts';
import type { Clock } from '../clock.ts';
import type { ReceiveAlert } from '../core/engine/command.ts';
import type { Verdict } from '../core/engine/explain/explain-verdict.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Quote } from '../core/model/markets/instrument.ts';
import type { Settings } from '../core/model/settings.ts';
import type { Acknowledged } from '../core/model/alerts/summarize-alerts.ts';
import type { Log } from '../log.ts';
import type { Redactor } from '../redact.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import type { History } from '../store/search-signals.ts';
import type { SenderSettings } from './senders/authenticate.ts';

export interface HttpSettings {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** IANA name. */
  readonly timeZone: string;
  readonly senders: SenderSettings;
  /** Under which senders reach it, without a slash at its end; null = as the reader does. */
  readonly publicUrl: string | null;
  /** Who may send alerts: addresses, ranges, the word `tradingview`; empty = everybody with a secret. */
  readonly allowedAddresses: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly unauthenticatedPerMinuteMax: number;
  /** How long an answer waits for outcomes, at most ANSWER_WAIT_MS_MAX. */
  readonly answerWaitMs: number;
  readonly adminToken: string;
  /** For the whole request; REQUEST_TIMEOUT_MS, shorter in tests. */
  readonly requestTimeoutMs: number;
}

/** What would come of this command at the price that it would get; changes nothing. */
export type ExplainVerdict = (command: ReceiveAlert) => Verdict | Promise<Verdict>;

export interface HttpPorts {
  readonly dispatcher: Dispatcher;
  readonly settings: Settings;
  readonly clock: Clock;
  /** So many random hex digits. */
  readonly randomHex: (digits: number) => string;
  readonly log: Log;
  readonly redactor: Redactor;
  readonly version: string;
  /** Why this process should not get traffic now; empty = ready. */
  readonly readiness: () => readonly string[];
  readonly storeHealth: () => { readonly healthy: boolean; readonly detail: string };
  readonly history: History;
  /** How long senders waited for their answers. */
  readonly acknowledgements: {
    note(strategy: string | null, dialect: string, ms: number): void;
    all(): readonly Acknowledged[];
  };
  /** The last known price; null = none is known. */
  readonly lastQuote: (account: AccountName, symbol: string) => Quote | null;
  /** What money is worth in other money. */
  readonly rates: {
    /** By the last known prices; asks nobody. */
    known(wanted: readonly WantedRate[]): ExchangeRates;
    /** May ask a venue. Never rejects. */
    find(wanted: readonly WantedRate[]): Promise<ExchangeRates>;
  };
  readonly explainVerdict: ExplainVerdict;
  /** Tells the operator of a fault of ours, in chat and mail. */
  readonly onFault: (error: unknown, where: string) => void;
}
