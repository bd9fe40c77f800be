// Coins of one account that several strategies hold, where the venue has fewer of them than the books, over HTTP: who leaves gets out
// with what no order holds, at once; what a stop at the venue holds for another share stays where it is; people hear of it once.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { KRAKEN } from '../venues/ccxt-venues.ts';
import { SPOT } from './broker-harness.ts';
import { type Desk, desk, type House, withHouse } from './venue-house.ts';

const VENUES: readonly (readonly [string, Desk])[] = [
  ['Binance spot', desk(impatient(BINANCE_SPOT), SPOT)],
  ['Kraken', desk(impatient(KRAKEN), KRAKEN.names?.symbols[SPOT] ?? SPOT, { engineSymbol: KRAKEN.engineSymbols[SPOT] ?? '' })],
];

const strategyOf =
  (house: House, { symbol }: Desk) =>
  async (strategy: string, fields: Record<string, unknown>) => {
    await house.send(JSON.stringify({ symbol, strategy, ...fields }));
    await house.pass(10_000);
  };
const sharesOf = (house: House) =>
  Object.fromEntries([...house.process.snapshot().positions.values()].map(({ strategy, qty }) => [strategy, qty]));
const coins = (house: House) => house.exchange.balances().find(({ currency }) => currency === 'BTC')?.total;
const sold = (house: House) => house.exchange.trades().flatMap(({ side, qty }) => (side === 'sell' ? [qty] : []));
const open = (house: House) => house.exchange.openOrders().map(({ kind, qty }) => `${kind} ${qty}`);
const titles = (house: House) =>
  [...house.process.snapshot().notifications.values()]
    .filter(({ severity, groupKey }) => severity !== 'info' && !/^(?:strange-trades|difference):/.test(groupKey))
    .map(({ title, count }) => `${count} × ${title}`);

describe.each(VENUES)('%s', (_name, which) => {
  it('a close is out with what is free, the rest is written off, and the stop of the other share stays', () =>
    withHouse(which, async (house) => {
      const send = strategyOf(house, which);
      await send('default', { action: 'buy', quantity: 20 });
      await send('other', { action: 'buy', quantity: 20, sl: 90 });
      await house.pass(70_000);
      expect(open(house)).toEqual(['stop 20']);
      expect(house.byHand('sell', decimal('8')).ok).toBe(true);
      await house.pass(60_000);
      await send('default', { action: 'close' });
      expect(sold(house)).toEqual(['8', '12']);
      expect(sharesOf(house)).toEqual({ default: '0', other: '20' });
      expect(open(house)).toEqual(['stop 20']);
      expect(titles(house)).toEqual(['1 × BTC/USDT: less is there than the books said']);

      await send('other', { action: 'close' });
      expect([coins(house), sharesOf(house)]).toEqual(['0', { default: '0', other: '0' }]);
    }));

  it('right after the entry, too, when nobody can tell yet what is missing: what is free is out at once', () =>
    withHouse(which, async (house) => {
      const send = strategyOf(house, which);
      await send('other', { action: 'buy', quantity: 20, sl: 90 });
      await house.pass(70_000);
      await send('default', { action: 'buy', quantity: 20 });
      expect(house.byHand('sell', decimal('8')).ok).toBe(true);
      await send('default', { action: 'close' });
      expect(sold(house)).toEqual(['8', '12']);
      expect(sharesOf(house)).toEqual({ default: '8', other: '20' });
      await house.pass(120_000);
      expect(sharesOf(house)).toEqual({ default: '0', other: '20' });
      expect(open(house)).toEqual(['stop 20']);
    }));

  it('a stop that is refused for want beside that of another share is placed for what is free', () =>
    withHouse(which, async (house) => {
      const send = strategyOf(house, which);
      await send('other', { action: 'buy', quantity: 20, sl: 90 });
      await send('default', { action: 'buy', quantity: 20 });
      await house.pass(70_000);
      // a fee that is taken at the end of the day
      house.exchange.ledger.credit('BTC', decimal('-0.5'));
      await send('default', { action: 'modify', sl: 91 });
      await house.pass(30_000);
      expect(open(house).sort()).toEqual(['stop 19.5', 'stop 20']);
      expect(sharesOf(house)).toEqual({ default: '19.5', other: '20' });
    }));

  it('what a person has locked by an order of their own is not missing: the rest waits for it, and is out when it is free', () =>
    withHouse(which, async (house) => {
      const send = strategyOf(house, which);
      await send('default', { action: 'buy', quantity: 20 });
      await house.pass(70_000);
      const resting = house.exchange.place({
        clientId: null,
        symbol: which.engineSymbol,
        side: 'sell',
        kind: 'limit',
        qty: decimal('5'),
        limitPrice: decimal('150'),
      });
      if (!resting.ok) throw new Error('not placed');
      await send('default', { action: 'close' });
      expect(sold(house)).toEqual(['15']);
      expect(sharesOf(house)).toEqual({ default: '5' });
      house.exchange.cancel(resting.order.id);
      await house.pass(120_000);
      expect([sold(house), sharesOf(house)]).toEqual([['15', '5'], { default: '0' }]);
    }));
});
