// Owns: telling people when a stop that only we watch, or a close that waits for a price, has no prices to be watched by, and when
// they are back. Where the venue has the stop nobody has to hear of it.

import type { Clock } from '../clock.ts';
import { isStopOurs } from '../core/engine/decide-observe.ts';
import { parkedSignals, type Parked } from '../core/engine/alerts/parked.ts';
import type { Command } from '../core/engine/command.ts';
import type { State } from '../core/engine/state.ts';
import { priceConditionText } from '../core/model/alerts/condition.ts';
import type { AccountName, Instant, NotificationId } from '../core/model/ids.ts';
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

const marketOf = (account: AccountName, symbol: string): string => `${account}:${symbol}`;
const whose = ({ strategy, account, mode }: Position): string => `${strategy} on ${account} (${mode.toUpperCase()})`;

/** What leaves when a price is heard. */
interface Watched {
  readonly key: string;
  readonly market: string;
  readonly silent: Notify;
  readonly heard: Notify;
}

const watchedStop = (position: Position): Watched => ({
  key: position.key,
  market: marketOf(position.account, position.instrument.symbol),
  silent: {
    type: 'notify',
    severity: 'alarm',
    groupKey: `silence:${position.key}`,
    title: `${position.instrument.symbol}: nobody watches the stop`,
    text: `${whose(position)}: the stop-loss ${position.plan?.stopLoss ?? ''} is watched by Signalman, and no price has come for ${SILENCE_MS / 1000} s.`,
    nextStep: `Look at the venue; /close ${position.instrument.symbol} leaves without a price.`,
  },
  heard: {
    type: 'notify',
    severity: 'info',
    groupKey: `silence-over:${position.key}`,
    title: `${position.instrument.symbol}: prices are back`,
    text: `${whose(position)}: the stop-loss is watched again.`,
    nextStep: null,
  },
});

/** Null: it opens something, or waits for a time alone. */
function waitingClose({ id, strategy, wait: { condition, until } }: Parked, now: Instant): Watched | null {
  const { account, symbol, price, leaves } = condition;
  if (!leaves || price === null || until > now) return null;
  const what = `${strategy ?? 'no strategy'} on ${account}: a close waits for ${priceConditionText(symbol, price)}`;
  return {
    key: id,
    market: marketOf(account, symbol),
    silent: {
      type: 'notify',
      severity: 'alarm',
      groupKey: `silence:${id}`,
      title: `${symbol}: nobody watches the close that waits`,
      text: `${what}, and no price has come for ${SILENCE_MS / 1000} s.`,
      nextStep: `Look at the venue; /close ${symbol} leaves without a price, /waiting shows what waits.`,
    },
    heard: {
      type: 'notify',
      severity: 'info',
      groupKey: `silence-over:${id}`,
      title: `${symbol}: prices are back`,
      text: `${what}; it is watched again.`,
      nextStep: null,
    },
  };
}

const watchedIn = (state: State, now: Instant): readonly Watched[] => [
  ...[...state.positions.values()].filter((position) => isStopOurs(state, position, now)).map(watchedStop),
  ...parkedSignals(state).flatMap((signal) => waitingClose(signal, now) ?? []),
];

export function createSilenceWatch({ dispatcher, prices, clock, log, randomHex }: SilenceWatchOptions): SilenceWatch {
  const heardAt = new Map<string, number>();
  const told = new Set<string>();
  let cancel = (): void => undefined;
  let unsubscribe = (): void => undefined;
  let running = false;

  async function say(words: Notify): Promise<void> {
    await dispatcher.dispatch({ ...words, notificationId: `n_${randomHex(16)}` as NotificationId });
  }

  /** What is watched no more is forgotten, so that what comes next begins with a fresh minute. */
  function forget(watched: readonly Watched[], state: State): void {
    const [markets, keys] = [new Set(watched.map(({ market }) => market)), new Set(watched.map(({ key }) => key))];
    for (const market of heardAt.keys()) if (!markets.has(market)) heardAt.delete(market);
    for (const key of told) if (!keys.has(key) && state.positions.get(key as Position['key'])?.plan == null) told.delete(key);
  }

  async function look(): Promise<void> {
    const watched = watchedIn(dispatcher.snapshot(), clock.now());
    for (const { key, market, silent, heard } of watched) {
      // what lies ahead was heard before the clock was set back: the minute begins anew
      const since = Math.min(heardAt.get(market) ?? clock.now(), clock.now());
      heardAt.set(market, since);
      const isSilent = clock.now() - since >= SILENCE_MS;
      if (isSilent === told.has(key)) continue;
      await say(isSilent ? silent : heard);
      if (isSilent) told.add(key);
      else told.delete(key);
    }
    forget(watched, dispatcher.snapshot());
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
      unsubscribe = prices.onQuote((account, { symbol }, asked) => {
        for (const market of [marketOf(account, symbol), marketOf(account, asked)]) {
          if (heardAt.has(market)) heardAt.set(market, clock.now());
        }
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
