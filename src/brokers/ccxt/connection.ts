// Owns: what every part of this adapter shares: the exchange, its twin that never sends, its markets, what it can do.

import type { Clock } from '../../clock.ts';
import type { Gate } from './capability-gate.ts';
import type { Exchange } from './wire/exchange.ts';
import type { KeptMarkets } from './markets/kept-markets.ts';
import type { Markets } from './markets/markets.ts';

export interface Connection {
  readonly exchange: Exchange;
  /** Signs and never sends (rehearse-order.ts). */
  readonly muzzled: Exchange;
  readonly gate: Gate;
  readonly markets: Markets;
  readonly kept: KeptMarkets;
  /** Symbols that are worked with in this process. */
  readonly traded: Set<string>;
  readonly clock: Clock;
  readonly log: (event: string, detail: Record<string, unknown>) => void;
}
