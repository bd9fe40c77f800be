// Owns: what an Alpaca account is made from, and where it is.

import type { Clock } from '../../clock.ts';
import type { AccountName } from '../../core/model/ids.ts';

export interface AlpacaOptions {
  readonly account: AccountName;
  readonly mode: 'sandbox' | 'live';
  readonly clock: Clock;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
  readonly keyId: string;
  readonly secret: string;
  readonly paper: boolean;
  /** Null: the venue's own. */
  readonly baseUrl: string | null;
  readonly dataUrl: string | null;
  readonly streamUrl: string | null;
}

export interface Endpoints {
  readonly trading: string;
  readonly data: string;
  readonly tradeUpdates: string;
  /** Before the path of a feed. */
  readonly dataStream: string;
}

const asStream = (url: string): string => url.replace(/^http/, 'ws');

/** An address that is overridden takes its stream with it: no news of the real venue for orders elsewhere. */
export function endpointsOf({ paper, baseUrl, dataUrl, streamUrl }: AlpacaOptions): Endpoints {
  const trading = baseUrl ?? (paper ? 'https://paper-api.alpaca.markets' : 'https://api.alpaca.markets');
  return {
    trading,
    data: dataUrl ?? 'https://data.alpaca.markets',
    tradeUpdates: streamUrl ?? `${asStream(trading)}/stream`,
    dataStream: dataUrl === null ? 'wss://stream.data.alpaca.markets' : asStream(dataUrl),
  };
}
