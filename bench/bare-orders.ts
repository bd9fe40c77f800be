// Bare calls of a library's own method, in a process of its own: one client for each address, as the adapter makes it.
// Argument: JSON of BareTask. Says 'ready'; each message has an order sent by every client at once, and is answered with when
// that began (ms of the monotonic clock).

import { randomHex } from '../src/boot/random-hex.ts';
import { createAlpacaClient } from '../src/brokers/alpaca/alpaca-client.ts';
import { requireExchange } from '../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../src/brokers/ccxt/wire/make-exchange.ts';
import { systemClock } from '../src/clock.ts';
import { accountName } from '../src/core/model/ids.ts';
import { ALPACA_KEYS } from '../test/venues/alpaca-front.ts';
import { binanceSpotUrls } from '../test/venues/binance-spot-venue.ts';
import { KEYS } from '../test/venues/binance-words.ts';
import { type Library, PAIRS, type VenueAddress } from './loopback-order.ts';
import { monotonicMs } from './monotonic.ts';

export interface BareTask {
  readonly library: Library;
  readonly addresses: readonly VenueAddress[];
}

type Send = () => Promise<unknown>;

async function alpaca({ httpUrl, wsUrl }: VenueAddress): Promise<Send> {
  const { orders } = await createAlpacaClient({
    ...ALPACA_KEYS,
    account: accountName('bare'),
    mode: 'sandbox',
    paper: true,
    baseUrl: httpUrl,
    dataUrl: httpUrl,
    streamUrl: `${wsUrl}/stream`,
    clock: systemClock,
    log: () => undefined,
  });
  const order = { symbol: PAIRS.alpaca, side: 'buy', type: 'market', qty: '1', timeInForce: 'gtc' } as const;
  return () => orders.postOrder({ postOrderRequest: { ...order, clientOrderId: randomHex(32) } });
}

async function ccxt(address: VenueAddress): Promise<Send> {
  const Class = await requireExchange('binance');
  const exchange = makeExchange(Class, { market: 'spot', sandbox: false, credentials: KEYS, ccxt: { urls: binanceSpotUrls(address) } });
  await exchange.loadMarkets();
  return () => exchange.createOrder(PAIRS.ccxt, 'market', 'buy', '1', undefined, { clientOrderId: randomHex(32) });
}

const { library, addresses }: BareTask = JSON.parse(process.argv[2] ?? '');
const clients = await Promise.all(addresses.map(library === 'alpaca' ? alpaca : ccxt));

async function send(): Promise<void> {
  const began = monotonicMs();
  await Promise.all(clients.map((each) => each()));
  process.send?.(began);
}

process.on('message', () => void send());
process.send?.('ready');
