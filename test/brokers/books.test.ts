// Trades and money, held against the venues over HTTP: what trading explains is never spoken of, what it does not is told once, and
// nothing is done about it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { decimal, mul } from '../../src/core/model/decimal.ts';
import type { Nonce } from '../../src/core/model/ids.ts';
import { alpacaVenue, PAIR, SHARE } from '../venues/alpaca-venue.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, KRAKEN, OKX } from '../venues/ccxt-venues.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { SPOT, SWAP } from './broker-harness.ts';
import { type Desk, desk, ROUND_MS, withHouse } from './venue-house.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'books-dhan-'));
afterAll(() => rmSync(cacheDir, { recursive: true }));

const DESKS: readonly (readonly [name: string, desk: Desk])[] = [
  ['Binance spot', desk(impatient(BINANCE_SPOT), SPOT)],
  ['Binance USD-M', desk(impatient(BINANCE_USDM), SWAP, { thorough: true })],
  ['Bybit', desk(impatient(BYBIT), SWAP)],
  ['OKX', desk(impatient(OKX), SWAP)],
  ['Kraken', desk(impatient(KRAKEN), KRAKEN.names?.symbols[SPOT] ?? SPOT, { engineSymbol: KRAKEN.engineSymbols[SPOT] ?? '' })],
  ['Alpaca, shares', desk(alpacaVenue(), SHARE, { broker: 'alpaca', currency: 'USD', engineSymbol: SHARE, thorough: true })],
  ['Alpaca, coins', desk(alpacaVenue(), PAIR, { broker: 'alpaca', currency: 'USD', engineSymbol: PAIR })],
  [
    'Dhan',
    desk(dhanVenue({ cacheDir }), 'RELIANCE', {
      broker: 'dhan',
      currency: 'INR',
      engineSymbol: 'NSE_EQ:2885',
      money: false,
      thorough: true,
    }),
  ],
];

const FAULTS: readonly (readonly [what: string, fault: Fault])[] = [
  ['is away', { type: 'server_error', status: 503, acted: false }],
  ['turns everything away', { type: 'rate_limited', retryAfterS: 1 }],
  ['answers with a page', { type: 'nonsense', body: 'html', acted: true }],
  ['cuts the line', { type: 'cut_before' }],
  ['is in maintenance', { type: 'maintenance' }],
];

describe.each(DESKS)('%s', (_name, which) => {
  const quantity = Number(which.unit);

  test('G01 what we trade is explained: in, more, out, at other prices, over a restart', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity: quantity * 2 });
      house.exchange.movePrice(which.engineSymbol, '104');
      await house.pass(ROUND_MS);
      await house.alert({ action: 'buy', quantity });
      house.exchange.movePrice(which.engineSymbol, '97');
      await house.pass(ROUND_MS);
      house.process.kill();
      house.server.cutAll();
      await house.process.start();
      await house.alert({ action: 'close' });
      await house.pass(3 * ROUND_MS);
      expect(house.exchange.trades().length).toBeGreaterThanOrEqual(3);
      expect(house.told()).toEqual([]);
    }));

  test('G02 a trade by hand is told once, and nothing is done about it', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity });
      const before = house.exchange.orders().length;
      expect(house.byHand('buy', decimal(which.unit)).ok).toBe(true);
      expect(house.byHand('sell', decimal(which.unit)).ok).toBe(true);
      await house.pass(3 * ROUND_MS);
      expect(house.told().filter((title) => title.includes('traded at the venue, and not by us'))).toHaveLength(1);
      expect(house.told()).toHaveLength(1);
      expect(house.exchange.orders()).toHaveLength(before + 2);
      house.process.kill();
      house.server.cutAll();
      await house.process.start();
      await house.pass(3 * ROUND_MS);
      expect(house.told()).toHaveLength(1);
    }));

  test('G06 money that comes in is told once, and is taken as it is when a person says so', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity });
      house.exchange.ledger.credit(which.currency, decimal('50000'));
      await house.pass(3 * ROUND_MS);
      if (!which.money) return expect(house.told()).toEqual([]);
      expect(house.told()).toEqual([`venue: the balance moved by +50000 ${which.currency} that no order of ours explains`]);
      const [known] = [...house.process.snapshot().discrepancies.values()];
      expect((await house.answer(known?.nonce as Nonce, 'agree')).type).toBe('done');
      await house.alert({ action: 'buy', quantity });
      await house.pass(3 * ROUND_MS);
      expect(house.told()).toHaveLength(1);
      house.exchange.ledger.credit(which.currency, mul(decimal('-1'), decimal('20000')));
      await house.pass(3 * ROUND_MS);
      expect(house.told()[1]).toBe(`venue: the balance moved by -20000 ${which.currency} that no order of ours explains`);
    }));
});

// one of each adapter: what differs between exchanges of ccxt is how their lists are read
describe.each(DESKS.filter(([, { thorough }]) => thorough === true))('%s, thoroughly', (_name, which) => {
  const quantity = Number(which.unit);

  test('G03 a trade of ours that no news told of is found, and counted once', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity, order_type: 'limit', limit_price: 95 });
      house.server.stream.mute(true);
      house.exchange.movePrice(which.engineSymbol, '94');
      await house.pass(ROUND_MS + 10_000);
      const [position] = [...house.process.snapshot().positions.values()];
      expect(position?.qty).toBe(which.unit);
      house.server.stream.mute(false);
      await house.pass(ROUND_MS);
      expect([...house.process.snapshot().positions.values()].map((each) => each.qty)).toEqual([which.unit]);
      expect(house.told()).toEqual([]);
    }));

  test('G04 a trade in the books that the venue lists no longer is told once', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity });
      await house.pass(2 * ROUND_MS + 10_000);
      const [trade] = house.exchange.trades();
      house.hide(trade?.id ?? '');
      await house.pass(3 * ROUND_MS);
      expect(house.told()).toEqual([expect.stringContaining('a trade in the books that the venue does not list')]);
      expect([...house.process.snapshot().positions.values()].map((each) => each.qty)).toEqual([which.unit]);
    }));

  test.each(FAULTS)('G05 nothing is made of a venue that %s; it is told when it is back', (_what, fault) =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'buy', quantity });
      house.server.plan.always(['read', 'look_up', 'other'], fault);
      await house.pass(2 * ROUND_MS);
      expect(house.told()).toEqual([]);
      expect(house.byHand('buy', decimal(which.unit)).ok).toBe(true);
      await house.pass(2 * ROUND_MS);
      expect(house.told()).toEqual([]);
      house.server.plan.clear();
      await house.pass(3 * ROUND_MS);
      expect(house.told()).toEqual([expect.stringContaining('traded at the venue, and not by us')]);
    }),
  );
});
