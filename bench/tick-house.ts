// Prices over a real store, worker and price watch that hold so many protected positions, in a process of its own. Argument:
// JSON of { folder, positions }. Says 'ready'; { ticks } is answered with what one tick costs, µs of this process's time;
// { exits } with how long each order took from the tick that reached its stop, ms.

import { randomHex } from '../src/boot/random-hex.ts';
import { decimal } from '../src/core/model/decimal.ts';
import { NO_RATES } from '../src/core/model/money/exchange-rate.ts';
import { accountName, type FillId, type Nonce, type VenueOrderId } from '../src/core/model/ids.ts';
import type { Settings } from '../src/core/model/settings.ts';
import { openAlert, readAlert, receiveAlertCommand } from '../src/http/senders/open-alert.ts';
import { createLog } from '../src/log.ts';
import { createRedactor } from '../src/redact.ts';
import { createOrderActions } from '../src/runtime/act-on-orders.ts';
import { createPriceObserver } from '../src/runtime/observe-prices.ts';
import { createPriceWatch } from '../src/runtime/price-watch.ts';
import { createWorker } from '../src/runtime/worker.ts';
import { systemClock } from '../src/clock.ts';
import { configOf, openCountedStore } from './core-of-folder.ts';
import { createTickVenue, instrumentOf, TICK_TRAITS } from './tick-venue.ts';
import { markShown } from './trade-script.ts';

export interface TickTask {
  readonly folder: string;
  readonly positions: number;
}
export type TickQuestion = { readonly ticks: number } | { readonly exits: number };

const ENTRY = decimal('100');
const STOP = decimal('90');
const CALM = [decimal('100.1'), decimal('99.9'), decimal('100.3')] as const;
const ACCOUNT = accountName('paper');
/** Positions that are opened side by side. */
const OPENED_AT_ONCE = 50;

const { folder, positions }: TickTask = JSON.parse(process.argv[2] ?? '');
const config = configOf(folder);
const known = config.settings.accounts.get(ACCOUNT);
if (known === undefined) throw new Error('there is no account called paper');
/** Positions wait for prices, not for people; what the house may hold is no matter here. */
const settings: Settings = {
  ...config.settings,
  entriesPerMinuteMax: 1_000_000,
  accounts: new Map([[ACCOUNT, { ...known, traits: TICK_TRAITS }]]),
};
const store = await openCountedStore({ ...config, settings }, systemClock);
const { dispatcher } = store;
const redactor = createRedactor(config.secrets);
const log = createLog({ level: 'error', redactor, stream: process.stderr });
const names = Array.from({ length: positions }, (_, index) => `COIN${index}`);

async function hold(base: string): Promise<void> {
  const body = JSON.stringify({ action: 'buy', symbol: `${base}USDT`, quantity: '1', price: ENTRY, stop_loss: STOP, take_profit: '120' });
  const opened = openAlert(Buffer.from(body));
  const source = { origin: { type: 'webhook', sender: '127.0.0.1' }, strategyHint: null, rateKey: null, signedHash: null } as const;
  const reading = readAlert(opened, { redactor, settings }, null);
  const clock = systemClock;
  const received = await dispatcher.dispatch(receiveAlertCommand({ clock, randomHex, redactor, settings }, opened, reading, source));
  if (received.type !== 'signal') throw new Error(`${base}: ${JSON.stringify(received)}`);
  const { signalId } = received;
  const instrument = instrumentOf(base);
  const quote = { symbol: instrument.symbol, bid: ENTRY, ask: ENTRY, last: ENTRY, at: clock.now(), source: 'venue' } as const;
  await dispatcher.dispatch({ type: 'price_signal', signalId, instrument, quote, nonce: randomHex(16) as Nonce });
  const signal = dispatcher.snapshot().signals.get(signalId);
  const orderId = signal?.orderIds[0];
  if (orderId === undefined) throw new Error(`${base}: no order, ${JSON.stringify(signal?.error)}`);
  await dispatcher.dispatch({ type: 'begin_submit', orderId });
  const venueOrderId = `v-${orderId}` as VenueOrderId;
  const fill = { id: `f-${orderId}` as FillId, qty: decimal('1'), price: ENTRY, fee: decimal('0'), feeCurrency: 'USDT', at: clock.now() };
  await dispatcher.dispatch({ type: 'venue_report', report: { type: 'filled', orderId, venueOrderId, fill } });
}

for (let from = 0; from < names.length; from += OPENED_AT_ONCE) {
  await Promise.all(names.slice(from, from + OPENED_AT_ONCE).map(hold));
  await markShown(dispatcher);
}
const held = dispatcher.snapshot().positions.filter(({ plan }) => plan?.stopLoss === STOP).size;
if (held !== positions) throw new Error(`${held} of ${positions} positions are held and protected`);

const venue = createTickVenue(ACCOUNT, ENTRY);
const brokers = new Map([[ACCOUNT, venue.broker]]);
/** The venue streams: nothing is polled between. */
const prices = createPriceWatch(brokers, { now: () => systemClock.now(), after: () => () => undefined }, log);
const orders = createOrderActions({ dispatcher, brokers, clock: systemClock, log, failpoint: () => undefined, randomHex });
const notNeeded = { forSignal: () => Promise.resolve({ type: 'not_needed' } as const) };
const people = {
  showCard: () => markShown(dispatcher),
  deliver: () => markShown(dispatcher),
  mail: () => Promise.resolve(),
};
const rates = { forEntry: () => Promise.resolve(NO_RATES) };
const worker = createWorker({
  dispatcher,
  orders,
  prices,
  funds: notNeeded,
  atr: notNeeded,
  rates,
  riskWatch: { entryKnown: () => Promise.resolve(null) },
  people,
  clock: systemClock,
  log,
  randomHex,
});
await venue.broker.start((report) => void dispatcher.dispatch({ type: 'venue_report', report }));
createPriceObserver({ settings, clock: systemClock, dispatcher, prices, log, randomHex }).start();
worker.start();
await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
for (const base of names) await prices.ask(ACCOUNT, instrumentOf(base).symbol, null);

/** Of one market, whose positions it does not reach: the others must not matter. */
function timeTicks(count: number): number {
  const symbol = instrumentOf(names[0] ?? '').symbol;
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) venue.tick(symbol, CALM[index % CALM.length] ?? ENTRY);
  const { user, system } = process.cpuUsage(before);
  if (prices.last(ACCOUNT, symbol)?.quote.last !== CALM[(count - 1) % CALM.length]) throw new Error('the ticks were not heard');
  return (user + system) / count;
}

let next = names.length - 1;

async function timeExits(count: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const symbol = instrumentOf(names[next] ?? '').symbol;
    next -= 1;
    const arrives = venue.nextOrder();
    const before = performance.now();
    venue.tick(symbol, decimal('89.5'));
    times.push((await arrives) - before);
    while (dispatcher.snapshot().activeOrders.size > 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return times;
}

process.on('message', (question: TickQuestion) => {
  if ('ticks' in question) process.send?.(timeTicks(question.ticks));
  else void timeExits(question.exits).then((times) => process.send?.(times));
});
process.send?.('ready');
