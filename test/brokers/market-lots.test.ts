// The most of one order at market, over HTTP: entries above it are refused by name and send nothing, limit orders are not bounded by
// it, and what is larger is left in pieces that the venue takes.

import { describe, expect, it } from 'vitest';
import { decimal, sum } from '../../src/core/model/decimal.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { type CcxtSpec, impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, OKX } from '../venues/ccxt-venues.ts';
import { SPOT, SWAP } from './broker-harness.ts';
import { type Desk, desk, type House, ROUND_MS, withHouse } from './venue-house.ts';

const MOST = decimal('2');

const bounded = (spec: CcxtSpec, symbol: string): Desk => {
  const { exchange } = spec;
  const markets = exchange.markets.map((market) => ({ ...market, marketQtyMax: MOST }));
  return desk({ ...impatient(spec), exchange: { ...exchange, markets } }, symbol);
};

const VENUES: readonly (readonly [name: string, desk: Desk])[] = [
  ['Binance spot', bounded(BINANCE_SPOT, SPOT)],
  ['Binance USD-M', bounded(BINANCE_USDM, SWAP)],
  ['Bybit', bounded(BYBIT, SWAP)],
  ['OKX', bounded(OKX, SWAP)],
];

const errorsOf = (house: House) => [...house.process.snapshot().signals.values()].map(({ error }) => error?.message ?? null);
const placed = (house: House) => house.exchange.orders().map(({ side, kind, qty, status }) => `${side} ${kind} ${qty} ${status}`);
const held = (house: House) => [...house.process.snapshot().positions.values()].map(({ qty }) => qty);

describe.each(VENUES)('%s', (_name, which) => {
  it('an entry at market above it is refused with both ways out; at a limit it is taken, and left in pieces', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: 5 });
      expect(errorsOf(house)).toEqual(['5 is above 2, the most of ' + which.symbol + ' that the venue takes in one market order']);
      expect(house.process.snapshot().signals.first()?.error?.remedy).toContain('Ask for 2 at most, or for a limit order');
      expect(house.exchange.orders()).toEqual([]);

      await house.alert({ action: 'buy', quantity: 5, order_type: 'limit', limit_price: 101, sl: 90 });
      expect(held(house)).toEqual(['5']);
      // a stop of that size would be refused, or fail when it is touched: it is watched here
      expect(placed(house)).toEqual(['buy limit 5 filled']);
      await house.alert({ action: 'close' });
      expect(placed(house).slice(1).sort()).toEqual(['sell market 1 filled', 'sell market 2 filled', 'sell market 2 filled']);
      expect(held(house)).toEqual(['0']);
      expect(house.told()).toEqual([]);
    }));

  it('a stop within it stands at the venue', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      expect(house.exchange.openOrders().map(({ kind, qty }) => [kind, qty])).toEqual([['stop', '2']]);
      house.exchange.movePrice(which.engineSymbol, '89');
      await house.pass(30_000);
      expect(held(house)).toEqual(['0']);
    }));
});

/** The venue has lowered it since its list was read. */
const lowered = (spec: CcxtSpec, symbol: string): Desk => {
  const now = bounded(spec, symbol);
  const front: CcxtSpec['front'] = (exchange) =>
    spec.front({ ...exchange, options: { ...exchange.options, markets: spec.exchange.markets } });
  return { ...now, spec: { ...now.spec, front } };
};

it.each([
  ['Binance spot', lowered(BINANCE_SPOT, SPOT), 'Filter failure: MARKET_LOT_SIZE'],
  ['Binance USD-M', lowered(BINANCE_USDM, SWAP), 'Quantity greater than max quantity.'],
  ['Bybit', lowered(BYBIT, SWAP), 'Order quantity exceeded upper limit.'],
  ['OKX', lowered(OKX, SWAP), 'Market order amount exceeds the maximum amount'],
])(
  '%s: what the venue refuses for its size is told in its words, and an exit is tried in halves until it is taken',
  (_name, which, words) =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: 5 });
      const orders = [...house.process.snapshot().orders.values()];
      expect(orders.map(({ status, error }) => [status, error?.message.includes(words)])).toEqual([['rejected', true]]);

      await house.alert({ action: 'buy', quantity: 5, order_type: 'limit', limit_price: 101 });
      await house.alert({ action: 'close' });
      await house.pass(60_000);
      expect(held(house)).toEqual(['0']);
      expect(house.exchange.openOrders()).toEqual([]);
      const sold = house.exchange.trades().filter(({ side }) => side === 'sell');
      expect(sum(sold.map(({ qty }) => qty))).toBe('5');
      expect(house.told()).toEqual([]);
    }),
);

describe.each([
  ['Binance spot', BINANCE_SPOT, SPOT],
  ['Binance USD-M', BINANCE_USDM, SWAP],
  ['Bybit', BYBIT, SWAP],
  ['OKX', OKX, SWAP],
] as const)('%s', (_name, venueSpec, symbol) => {
  it('lists it only after our list was read: the entry that is refused for it says how much may be asked for, and the next one is not sent', () => {
    const { exchange } = venueSpec;
    // a market of the test's own, that changes
    const spec = { ...venueSpec, exchange: { ...exchange, markets: exchange.markets.map((market) => ({ ...market })) } };
    const which = desk(impatient(spec), symbol);
    return withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: 1 });
      Object.assign(house.exchange.market(which.engineSymbol) ?? {}, { marketQtyMax: MOST });
      // the list of markets that is loaded is as old as the process
      await house.pass(ROUND_MS);
      await house.alert({ action: 'buy', quantity: 5 });
      const refused = [...house.process.snapshot().orders.values()].at(-1);
      expect([refused?.status, refused?.error?.message]).toEqual([
        'rejected',
        expect.stringContaining('takes 2 at most in one market order now'),
      ]);
      const sent = house.exchange.orders().length;
      await house.alert({ action: 'buy', quantity: 5 });
      expect(errorsOf(house).at(-1)).toBe(`5 is above 2, the most of ${which.symbol} that the venue takes in one market order`);
      expect(house.exchange.orders()).toHaveLength(sent);
      expect(held(house)).toEqual(['1']);
    });
  });
});
