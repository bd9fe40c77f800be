// Fakes of Alpaca on loopback, each with an account of its own, in a process of their own. Argument: JSON of VenueTask. Tells
// its addresses; each message { orders } is answered with when so many orders have come (ms of the monotonic clock, which
// all processes share), from the one before that message on.

import { decimal } from '../src/core/model/decimal.ts';
import { createAlpacaFront } from '../test/venues/alpaca-front.ts';
import { createExchange } from '../test/venues/exchange.ts';
import { openHttpVenue, type Front } from '../test/venues/http-venue.ts';
import { PAIR, type VenueAddress } from './loopback-order.ts';
import { monotonicMs } from './monotonic.ts';

export interface VenueTask {
  readonly accounts: number;
}
const MARKET = {
  symbol: PAIR,
  kind: 'spot',
  base: 'BTC',
  quote: 'USD',
  tickSize: decimal('0.001'),
  stepSize: decimal('0.01'),
  qtyMin: decimal('0.01'),
  notionalMin: decimal('1'),
} as const;

let arrivals: number[] = [];
let asked: number | null = null;

function answerIfAll(): void {
  if (asked === null || arrivals.length < asked) return;
  process.send?.(arrivals);
  arrivals = [];
  asked = null;
}

/** Notes when an order was heard. */
const noting = (front: Front): Front => ({
  ...front,
  kindOf(request) {
    const kind = front.kindOf(request);
    if (kind === 'submit') {
      arrivals.push(monotonicMs());
      answerIfAll();
    }
    return kind;
  },
});

async function openVenue(): Promise<VenueAddress> {
  const exchange = createExchange({
    markets: [MARKET],
    feeRate: decimal('0'),
    feeIn: 'quote',
    spreadTicks: 1,
    oco: false,
    stopsHoldQuantity: true,
    flips: false,
    stopThrough: 'triggers',
    clientIds: 'ever',
    balances: { USD: '1000000000' },
    liquidityPerStep: null,
    now: () => Date.now(),
  });
  exchange.movePrice(PAIR, '200');
  const { httpUrl, wsUrl } = await openHttpVenue(noting(createAlpacaFront(exchange)));
  return { httpUrl, wsUrl };
}

const { accounts }: VenueTask = JSON.parse(process.argv[2] ?? '');
const addresses = await Promise.all(Array.from({ length: accounts }, openVenue));
process.on('message', ({ orders }: { orders: number }) => {
  asked = orders;
  answerIfAll();
});
// whoever measures may have failed
process.once('disconnect', () => process.exit());
process.send?.(addresses);
