// Owns: whole trades through the core, command by command, as worker, venue and chat would give them: alert, price, order,
// fill, the close that ends it, and the cards that are shown meanwhile.

import { randomHex } from '../src/boot/random-hex.ts';
import { decimal } from '../src/core/model/decimal.ts';
import type { FillId, Nonce, OrderId, SignalId, VenueOrderId } from '../src/core/model/ids.ts';
import type { Instrument, Quote } from '../src/core/model/markets/instrument.ts';
import { openAlert, readAlert, receiveAlertCommand } from '../src/http/senders/open-alert.ts';
import { createRedactor } from '../src/redact.ts';
import type { Dispatcher } from '../src/store/dispatch.ts';
import type { BenchClock } from './bench-clock.ts';
import type { CountedStore } from './core-of-folder.ts';

/** Traded side by side, so that their commits share syncs. */
const SYMBOLS = Array.from({ length: 50 }, (_, index) => `COIN${index}`);
const PRICE = decimal('100');
/** One alert every ten seconds: so many of the trades as in life have left the state again at the end. */
const ROUND_MS = SYMBOLS.length * 2 * 10_000;
const redactor = createRedactor([]);

interface Venue {
  readonly dispatcher: Dispatcher;
  readonly clock: BenchClock;
}

const instrumentOf = (coin: string): Instrument => ({
  symbol: `${coin}/USDT`,
  kind: 'spot',
  base: coin,
  quote: 'USDT',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.001'),
  qtyMin: decimal('0.001'),
  qtyMax: null,
  notionalMin: decimal('1'),
  canShort: false,
});

/** What has changed and what is to be told has been shown; that is recorded. */
/** No strategy names fields of its alerts. */
const NO_NAMED_FIELDS = { strategies: new Map() };

export async function markShown(dispatcher: Dispatcher): Promise<void> {
  const { staleCards, signals, notifications } = dispatcher.snapshot();
  const shown = [...staleCards].map((signalId) => {
    const card = { chatId: '1', messageId: 1, revision: signals.get(signalId)?.revision ?? 0 };
    return dispatcher.dispatch({ type: 'card_shown', signalId, card, done: true });
  });
  const told = [...notifications.keys()].map((notificationId) =>
    dispatcher.dispatch({ type: 'notification_delivered', notificationId, count: 1, chatId: '1', done: true }),
  );
  await Promise.all([...shown, ...told]);
}

async function send({ dispatcher, clock }: Venue, alert: Record<string, string>): Promise<SignalId> {
  const opened = openAlert(Buffer.from(JSON.stringify({ ...alert, comment: randomHex(16) })));
  const source = { origin: { type: 'webhook', sender: '127.0.0.1' }, strategyHint: null, rateKey: null, signedHash: null } as const;
  const reply = await dispatcher.dispatch(
    receiveAlertCommand(
      { clock, randomHex, redactor, settings: NO_NAMED_FIELDS },
      opened,
      readAlert(opened, { redactor, settings: NO_NAMED_FIELDS }, null),
      source,
    ),
  );
  if (reply.type !== 'signal') throw new Error(`an alert of the script was answered with ${reply.type}`);
  return reply.signalId;
}

/** Sends the newest order of the signal and fills it. */
async function fillOrder({ dispatcher, clock }: Venue, signalId: SignalId): Promise<void> {
  const orderId: OrderId | undefined = dispatcher.snapshot().signals.get(signalId)?.orderIds.at(-1);
  if (orderId === undefined) throw new Error(`signal ${signalId} made no order`);
  const submitted = await dispatcher.dispatch({ type: 'begin_submit', orderId });
  if (submitted.type !== 'submit') throw new Error(`order ${orderId} may not be sent: ${JSON.stringify(submitted)}`);
  const venueOrderId = `v-${orderId}` as VenueOrderId;
  await dispatcher.dispatch({ type: 'venue_report', report: { type: 'accepted', orderId, venueOrderId } });
  const fill = {
    id: `f-${orderId}` as FillId,
    qty: submitted.request.qty,
    price: PRICE,
    fee: decimal('0.1'),
    feeCurrency: 'USDT',
    at: clock.now(),
  };
  await dispatcher.dispatch({ type: 'venue_report', report: { type: 'filled', orderId, venueOrderId, fill } });
}

async function trade(venue: Venue, coin: string): Promise<void> {
  const entry = await send(venue, { action: 'buy', symbol: `${coin}USDT`, quantity: '1', price: '100' });
  const instrument = instrumentOf(coin);
  const quote: Quote = { symbol: instrument.symbol, bid: PRICE, ask: PRICE, last: PRICE, at: venue.clock.now(), source: 'demo' };
  await venue.dispatcher.dispatch({ type: 'price_signal', signalId: entry, instrument, quote, nonce: randomHex(16) as Nonce });
  await fillOrder(venue, entry);
  await fillOrder(venue, await send(venue, { action: 'close', symbol: `${coin}USDT` }));
}

/** Goes on until there are that many events; finished signals leave, as the worker sees to it. */
export async function runTrades(store: CountedStore, clock: BenchClock, events: number): Promise<void> {
  const venue: Venue = { dispatcher: store.dispatcher, clock };
  while (store.eventCount() < events) {
    clock.advance(ROUND_MS);
    await Promise.all(SYMBOLS.map((coin) => trade(venue, coin)));
    await markShown(store.dispatcher);
    await store.dispatcher.dispatch({ type: 'clock' });
  }
}
