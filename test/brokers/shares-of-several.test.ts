// Shares at Alpaca that two strategies hold, of which somebody has sold a part by hand: who leaves gets out at once with what no
// order holds, and the stop of the other one stays where it is.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { requestOf, submit } from './broker-harness.ts';
import { desk, type House, withHouse } from './venue-house.ts';

const sharesOf = (house: House) =>
  Object.fromEntries([...house.process.snapshot().positions.values()].map(({ strategy, qty }) => [strategy, qty]));
const sold = (house: House) => house.exchange.trades().flatMap(({ side, qty }) => (side === 'sell' ? [qty] : []));
const open = (house: House) => house.exchange.openOrders().map(({ kind, qty }) => `${kind} ${qty}`);
const titles = (house: House) =>
  [...house.process.snapshot().notifications.values()]
    .filter(({ severity, groupKey }) => severity !== 'info' && !/^(?:strange-trades|difference):/.test(groupKey))
    .map(({ title, count }) => `${count} × ${title}`);

function atAlpaca(run: (house: House, send: (strategy: string, fields: object) => Promise<void>) => Promise<void>): Promise<void> {
  return withHouse(desk(alpacaVenue(), SHARE, { broker: 'alpaca', currency: 'USD', engineSymbol: SHARE }), (house) =>
    run(house, async (strategy, fields) => {
      await house.send(JSON.stringify({ symbol: SHARE, strategy, ...fields }));
      await house.pass(10_000);
    }),
  );
}

it('a close is out with what is free, the rest is written off, and the stop of the other share stays', () =>
  atAlpaca(async (house, send) => {
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
    expect(titles(house)).toEqual([`1 × ${SHARE}: less is there than the books said`]);
    await send('other', { action: 'close' });
    expect([house.exchange.ledger.position(SHARE).qty, sharesOf(house)]).toEqual(['0', { default: '0', other: '0' }]);
  }));

it('right after the entry, too, when nobody can tell yet what is missing', () =>
  atAlpaca(async (house, send) => {
    await send('other', { action: 'buy', quantity: 20, sl: 90 });
    await house.pass(70_000);
    await send('default', { action: 'buy', quantity: 20 });
    expect(house.byHand('sell', decimal('8')).ok).toBe(true);
    await send('default', { action: 'close' });
    expect(sold(house)).toEqual(['8', '12']);
    await house.pass(120_000);
    expect(sharesOf(house)).toEqual({ default: '0', other: '20' });
    expect(open(house)).toEqual(['stop 20']);
    expect(house.exchange.ledger.position(SHARE).qty).toBe('20');
  }));

it('of the other side nothing is there, nor free: what would be sold of a short makes it larger', async () => {
  const venue = await remoteHarness(alpacaVenue())({ balances: { USD: '100000' }, liquidityPerStep: null });
  try {
    venue.exchange.movePrice(SHARE, '100');
    await submit(venue, { symbol: SHARE, side: 'sell', qty: '5' });
    const exit = await requestOf(venue, { symbol: SHARE, side: 'sell', qty: '10', reduceOnly: true });
    venue.server.plan.next('read', { type: 'server_error', status: 503, acted: false });
    venue.server.plan.next('submit', {
      type: 'says',
      status: 403,
      body: { code: 40310000, message: 'insufficient qty available for order' },
      acted: false,
    });
    const outcome = await venue.broker().submit(exit);
    expect([outcome, venue.server.attempts.filter(({ kind }) => kind === 'submit').length]).toEqual([
      { type: 'rejected', reason: expect.stringContaining('insufficient'), there: '0' },
      2,
    ]);
  } finally {
    await venue.close();
  }
});
