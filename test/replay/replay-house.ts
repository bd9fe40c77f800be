// Owns: the house of the replay: the real core, the real order actions and two real paper accounts whose prices come from the
// replay, worked by hand: one thing after the other, so that every run is the same run.

import { createPaperBroker } from '../../src/brokers/paper/paper-broker.ts';
import type { Priced } from '../../src/brokers/broker.ts';
import type { PriceFeed } from '../../src/brokers/paper/venue-prices.ts';
import type { Command, Reply } from '../../src/core/engine/command.ts';
import { isObservable } from '../../src/core/engine/decide-observe.ts';
import { due } from '../../src/core/engine/due.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import type { State } from '../../src/core/engine/state.ts';
import { transact } from '../../src/core/engine/transact.ts';
import type { Work } from '../../src/core/engine/work.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, makeSignalId, type AccountName, type Nonce } from '../../src/core/model/ids.ts';
import type { Instrument, Quote } from '../../src/core/model/markets/instrument.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createOrderActions } from '../../src/runtime/act-on-orders.ts';
import { createPriceRanges } from '../../src/runtime/price-range.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createRandom } from '../fault/random.ts';
import type { PlainFill } from './plain-replay.ts';

export const NATIVE = accountName('native');
export const WATCHED = accountName('watched');
const ACCOUNTS = [NATIVE, WATCHED];
/** Half a tick passes before the venue matches, half before the next price. */
const HALF_TICK_MS = 1_000;
export const TICK_MS = 2 * HALF_TICK_MS;
/** More than anything needs that comes of one price. */
const ROUNDS_MAX = 50;

export const symbolOf = (market: number): string => `${'ABCDE'.charAt(market)}AA/USDT:USDT`;

const instrumentOf = (symbol: string): Instrument => ({
  symbol,
  kind: 'swap',
  base: symbol.slice(0, 3),
  quote: 'USDT',
  tickSize: decimal('0.1'),
  stepSize: decimal('0.01'),
  qtyMin: decimal('0.01'),
  qtyMax: null,
  notionalMin: decimal('1'),
  canShort: true,
});

export interface Replayed {
  readonly state: State;
  /** By strategy, in the order in which they were told. */
  readonly fills: ReadonlyMap<string, readonly PlainFill[]>;
}

export interface ReplayParts {
  readonly settings: Settings;
  /** The last price of each market at each tick, in tenths. */
  readonly paths: readonly (readonly number[])[];
  /** What is sent at a tick. */
  readonly alertsAt: (tick: number) => readonly Record<string, unknown>[];
}

export async function replay({ settings, paths, alertsAt }: ReplayParts): Promise<Replayed> {
  const clock = createFakeClock();
  const random = createRandom(1);
  const randomHex = (digits: number): string => random.hex(digits);
  const ranges = createPriceRanges();
  const fills = new Map<string, PlainFill[]>();
  let state = emptyState();
  let tick = 0;

  function quoteOf(symbol: string): Quote {
    const tenths = paths['ABCDE'.indexOf(symbol.charAt(0))]?.[tick] ?? 0;
    const at = (away: number): ReturnType<typeof decimal> => decimal(((tenths + away) / 10).toFixed(1));
    return { symbol, last: at(0), bid: at(-1), ask: at(1), at: clock.now(), source: 'venue' };
  }

  const feed: PriceFeed = {
    price: (symbol): Promise<Priced> => Promise.resolve({ type: 'priced', instrument: instrumentOf(symbol), quote: quoteOf(symbol) }),
    candles: () => Promise.resolve({ type: 'unavailable', reason: 'the replay has ticks only' }),
  };

  function note({ report }: Command & { type: 'venue_report' }): void {
    const order = state.orders.get(report.orderId);
    if (report.type !== 'filled' || order === undefined || order.fills.some(({ id }) => id === report.fill.id)) return;
    const known = fills.get(order.strategy) ?? [];
    known.push({ tick, side: order.side, qty: report.fill.qty, price: report.fill.price });
    fills.set(order.strategy, known);
  }

  function tell(command: Command): Reply {
    if (command.type === 'venue_report') note(command);
    const done = transact(settings, state, command, clock.now());
    state = done.state;
    return done.reply;
  }

  const dispatcher = {
    dispatch: (command: Command) => Promise.resolve(tell(command)),
    snapshot: () => state,
    onCommit: () => () => undefined,
  };
  const made = ACCOUNTS.map((account) =>
    createPaperBroker({
      account,
      balances: { USDT: decimal('10000000') },
      quoteCurrency: 'USDT',
      prices: feed,
      document: { load: () => null, save: () => Promise.resolve() },
      clock,
    }),
  );
  const brokers = new Map((await Promise.all(made)).map((broker) => [broker.account, broker]));
  const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });
  const orders = createOrderActions({ dispatcher, brokers, clock, log, failpoint: () => undefined, randomHex });

  async function price({ signalId, account, symbol }: Work & { type: 'price_signal' }): Promise<void> {
    const answer = await brokers.get(account)?.price(symbol, null);
    if (answer?.type !== 'priced') throw new Error(`no price of ${symbol} on ${account}`);
    const nonce = randomHex(16) as Nonce;
    tell({ type: 'price_signal', signalId, instrument: answer.instrument, quote: answer.quote, nonce, funds: null });
  }

  /** Null: nothing that concerns the venue. */
  function started(work: Work): Promise<unknown> | null {
    switch (work.type) {
      case 'price_signal':
        return price(work);
      case 'submit_order':
        return orders.submit(work.orderId);
      case 'cancel_order':
        return orders.cancel(work.orderId);
      case 'modify_order':
        return orders.modify(work.orderId);
      case 'look_up_order':
        return orders.lookUp(work.orderId);
      case 'clock':
        return Promise.resolve(tell({ type: 'clock' }));
      default:
        return null;
    }
  }

  async function work(): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const owed = due(state, clock.now()).work.filter(({ type }) => type !== 'watch_price');
      let busy = false;
      for (const each of owed) {
        const done = started(each);
        if (done === null) continue;
        busy = true;
        await done;
      }
      if (!busy) return;
    }
    throw new Error(`tick ${tick}: the work never ends`);
  }

  function observe(account: AccountName, symbol: string): void {
    const seen = ranges.see(account, quoteOf(symbol));
    if (isObservable(settings, state, account, seen, clock.now())) tell({ type: 'observe_price', account, seen, idSeed: randomHex(13) });
  }

  function send(fields: Record<string, unknown>): void {
    const raw = JSON.stringify(fields);
    const reading = parseAlert(readBody(new TextEncoder().encode(raw)));
    const signalId = makeSignalId(clock.now(), randomHex(13));
    tell({
      type: 'receive_alert',
      signalId,
      origin: { type: 'webhook', sender: 'replay' },
      strategyHint: null,
      reading,
      raw,
      bodyHash: raw,
      rateKey: null,
      nonce: randomHex(16) as Nonce,
    });
    const { error = null } = state.signals.get(signalId) ?? {};
    if (error !== null) throw new Error(`tick ${tick}: ${raw} was refused: ${error.message}`);
  }

  for (const broker of brokers.values()) await broker.start((report) => void tell({ type: 'venue_report', report }));
  tell({ type: 'started', bootId: '1', restoredFromBackup: false });
  for (tick = 0; tick < (paths[0]?.length ?? 0); tick += 1) {
    await clock.advance(HALF_TICK_MS);
    await work();
    for (const account of ACCOUNTS) for (const market of paths.keys()) observe(account, symbolOf(market));
    await work();
    for (const alert of alertsAt(tick)) send(alert);
    await work();
    await clock.advance(HALF_TICK_MS);
  }
  return { state, fills };
}
