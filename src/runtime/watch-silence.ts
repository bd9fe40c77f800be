// Owns: telling people when a stop that only we watch has no prices to be watched by, and when they are back. Where the venue
// has the stop nobody has to hear of it.

import type { Clock } from '../clock.ts';
import { isStopOurs } from '../core/engine/decide-observe.ts';
import type { Command } from '../core/engine/command.ts';
import type { NotificationId } from '../core/model/ids.ts';
import type { Position } from '../core/model/position.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import type { PriceWatch } from './price-watch.ts';

const LOOK_MS = 15_000;
/** Prices are asked for every two seconds; a venue that is silent for so long is not merely slow. */
const SILENCE_MS = 60_000;

export interface SilenceWatch {
  start(): void;
  stop(): void;
}

export interface SilenceWatchOptions {
  readonly dispatcher: Dispatcher;
  readonly prices: PriceWatch;
  readonly clock: Clock;
  readonly log: Log;
  readonly randomHex: (digits: number) => string;
}

type Notify = Omit<Command & { type: 'notify' }, 'notificationId'>;

const marketOf = ({ account, instrument }: Position): string => `${account}:${instrument.symbol}`;
const whose = ({ strategy, account, mode }: Position): string => `${strategy} on ${account} (${mode.toUpperCase()})`;

const silent = (position: Position): Notify => ({
  type: 'notify',
  severity: 'alarm',
  groupKey: `silence:${position.key}`,
  title: `${position.instrument.symbol}: nobody watches the stop`,
  text: `${whose(position)}: the stop-loss ${position.plan?.stopLoss ?? ''} is watched by Signalman, and no price has come for ${SILENCE_MS / 1000} s.`,
  nextStep: `Look at the venue; /close ${position.instrument.symbol} leaves without a price.`,
});

const heard = (position: Position): Notify => ({
  type: 'notify',
  severity: 'info',
  groupKey: `silence-over:${position.key}`,
  title: `${position.instrument.symbol}: prices are back`,
  text: `${whose(position)}: the stop-loss is watched again.`,
  nextStep: null,
});

export function createSilenceWatch({ dispatcher, prices, clock, log, randomHex }: SilenceWatchOptions): SilenceWatch {
  const heardAt = new Map<string, number>();
  const told = new Set<string>();
  let cancel = (): void => undefined;
  let unsubscribe = (): void => undefined;
  let running = false;

  async function say(words: Notify): Promise<void> {
    await dispatcher.dispatch({ ...words, notificationId: `n_${randomHex(16)}` as NotificationId });
  }

  /** Those that are not held any more are forgotten, so that the next position begins with a fresh minute. */
  function forget(held: ReadonlySet<string>): void {
    for (const market of heardAt.keys()) if (!held.has(market)) heardAt.delete(market);
    for (const key of told) if (dispatcher.snapshot().positions.get(key as Position['key'])?.plan == null) told.delete(key);
  }

  async function look(): Promise<void> {
    const state = dispatcher.snapshot();
    const positions = [...state.positions.values()].filter((position) => isStopOurs(state, position, clock.now()));
    for (const position of positions) {
      const market = marketOf(position);
      const since = heardAt.get(market) ?? clock.now();
      heardAt.set(market, since);
      const isSilent = clock.now() - since >= SILENCE_MS;
      if (isSilent === told.has(position.key)) continue;
      await say(isSilent ? silent(position) : heard(position));
      if (isSilent) told.add(position.key);
      else told.delete(position.key);
    }
    forget(new Set(positions.map(marketOf)));
  }

  function next(): void {
    look()
      .catch((error: unknown) => log.error({ err: error }, 'that a stop has no prices could not be told; the next look tries again'))
      .finally(() => {
        if (running) cancel = clock.after(LOOK_MS, next);
      });
  }

  return {
    start() {
      running = true;
      unsubscribe = prices.onQuote((account, { symbol }) => {
        const market = `${account}:${symbol}`;
        if (heardAt.has(market)) heardAt.set(market, clock.now());
      });
      cancel = clock.after(LOOK_MS, next);
    },
    stop() {
      running = false;
      cancel();
      unsubscribe();
    },
  };
}
