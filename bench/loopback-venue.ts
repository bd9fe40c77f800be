// Fakes of Alpaca or of Binance's spot market on loopback, each with an account of its own, in a process of their own. Argument: JSON of VenueTask. Tells
// its addresses; each message { orders } is answered with when so many orders have come (ms of the monotonic clock, which
// all processes share), from the one before that message on; { quietMs } when nothing was asked for so long.

import { decimal } from '../src/core/model/decimal.ts';
import { createAlpacaFront } from '../test/venues/alpaca-front.ts';
import { createExchange } from '../test/venues/exchange.ts';
import { BINANCE_SPOT } from '../test/venues/binance-spot-venue.ts';
import type { ListedMarket } from '../test/venues/exchange-order.ts';
import { openHttpVenue, type Front } from '../test/venues/http-venue.ts';
import { type Library, PAIRS, type VenueAddress } from './loopback-order.ts';
import { monotonicMs } from './monotonic.ts';

export interface VenueTask {
  readonly library: Library;
  readonly accounts: number;
}
export type VenueQuestion = { readonly orders: number } | { readonly quietMs: number };

const MARKETS = {
  alpaca: {
    symbol: PAIRS.alpaca,
    kind: 'spot',
    base: 'BTC',
    quote: 'USD',
    tickSize: decimal('0.001'),
    stepSize: decimal('0.01'),
    qtyMin: decimal('0.01'),
    notionalMin: decimal('1'),
  },
  ccxt: { ...BINANCE_SPOT.exchange.markets[0], symbol: 'BTCUSDT' },
} as const;

let arrivals: number[] = [];
let asked: number | null = null;

function answerIfAll(): void {
  if (asked === null || arrivals.length < asked) return;
  process.send?.(arrivals);
  arrivals = [];
  asked = null;
}

let heardAt = monotonicMs();

/** Notes when an order was heard. */
const noting = (front: Front): Front => ({
  ...front,
  kindOf(request) {
    const kind = front.kindOf(request);
    heardAt = monotonicMs();
    if (kind === 'submit') {
      arrivals.push(monotonicMs());
      answerIfAll();
    }
    return kind;
  },
});

async function openVenue(library: Library): Promise<VenueAddress> {
  const market = MARKETS[library] as ListedMarket;
  const exchange = createExchange({
    markets: [market],
    feeRate: decimal('0'),
    feeIn: 'quote',
    spreadTicks: 1,
    oco: false,
    stopsHoldQuantity: true,
    flips: false,
    stopThrough: 'triggers',
    clientIds: 'ever',
    balances: { [market.quote]: '1000000000' },
    liquidityPerStep: null,
    now: () => Date.now(),
  });
  exchange.movePrice(market.symbol, '200');
  const front = library === 'alpaca' ? createAlpacaFront(exchange) : BINANCE_SPOT.front(exchange);
  const { httpUrl, wsUrl } = await openHttpVenue(noting(front));
  return { httpUrl, wsUrl };
}

const { accounts, library }: VenueTask = JSON.parse(process.argv[2] ?? '');
const addresses = await Promise.all(Array.from({ length: accounts }, () => openVenue(library)));
function answerWhenQuiet(quietMs: number): void {
  const left = heardAt + quietMs - monotonicMs();
  if (left > 0) setTimeout(() => answerWhenQuiet(quietMs), left);
  else process.send?.('quiet');
}

process.on('message', (message: VenueQuestion) => {
  if ('quietMs' in message) return answerWhenQuiet(message.quietMs);
  asked = message.orders;
  answerIfAll();
});
// whoever measures may have failed
process.once('disconnect', () => process.exit());
process.send?.(addresses);
