// Corners of the paper venue's accounts that no sequence of ordinary orders comes to.

import { expect, test } from 'vitest';
import { applyExecution } from '../../src/brokers/paper/apply-execution.ts';
import { deriveInstrument, parseSymbol } from '../../src/brokers/paper/instruments.ts';
import { openingState, type PaperState } from '../../src/brokers/paper/venue-state.ts';
import { add, decimal, mul, neg, sub, sum, ZERO } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { balance, fillsOf, position, SPOT, submit, SWAP } from './broker-harness.ts';
import { createPaperHarness } from './paper-harness.ts';

test('coins that were there from the start can be sold, and are no position', async () => {
  const venue = await createPaperHarness({ balances: { USDT: '1000', BTC: '2' }, liquidityPerStep: null });
  await venue.movePrice(SPOT, '100');
  await submit(venue, { side: 'sell', qty: '1.5' });
  expect(await position(venue, SPOT)).toBe('0');
  await submit(venue, { side: 'buy', qty: '1' });
  expect(await position(venue, SPOT)).toBe('1');
  expect((await balance(venue, 'BTC')).total).toBe('1.5');
  await venue.close();
});

test('coins that were sold through another market are no position any more', async () => {
  const venue = await createPaperHarness({ balances: { USDT: '1000', USDC: '1000' }, liquidityPerStep: null });
  await venue.movePrice(SPOT, '100');
  await venue.movePrice('BTC/USDC', '100');
  await submit(venue, { side: 'buy', qty: '2' });
  await submit(venue, { symbol: 'BTC/USDC', side: 'sell', qty: '1.5' });
  expect(await position(venue, SPOT)).toBe('0.5');
  expect(await position(venue, 'BTC/USDC')).toBe('0');
  await venue.close();
});

test('opening and closing in parts leaves not a trace of rounding behind', () => {
  const parts = parseSymbol('ETH/BTC:BTC', 'USDT');
  if (parts === null) throw new Error('no symbol');
  const instrument = deriveInstrument('ETH/BTC:BTC', parts, decimal('0.0351234'));
  const opened: PaperState = { ...openingState(accountName('paper'), { BTC: decimal('10') }), listings: {} };
  const executions = [
    { side: 'buy', qty: decimal('0.3333'), price: decimal('0.0351234'), fee: decimal('0.00000001') },
    { side: 'buy', qty: decimal('0.0007'), price: decimal('0.0357771'), fee: ZERO },
    { side: 'sell', qty: decimal('0.1111'), price: decimal('0.0341117'), fee: ZERO },
    { side: 'sell', qty: decimal('0.2229'), price: decimal('0.0359993'), fee: decimal('0.00000003') },
  ] as const;
  const closed = executions.reduce((state, execution) => applyExecution(state, instrument, execution), opened);
  const cash = executions.map(({ side, qty, price, fee }) => sub(side === 'buy' ? neg(mul(qty, price)) : mul(qty, price), fee));
  expect(closed.holdings).toEqual({});
  expect(closed.balances.BTC).toBe(sum([decimal('10'), ...cash]));
});

test('a short that loses more than the account has can still be closed, and nothing else can be opened', async () => {
  const venue = await createPaperHarness({ balances: { USDT: '1000' }, liquidityPerStep: null });
  await venue.movePrice(SWAP, '100');
  await submit(venue, { symbol: SWAP, side: 'sell', qty: '9' });
  await venue.movePrice(SWAP, '300');
  const cover = await submit(venue, { symbol: SWAP, side: 'buy', qty: '9', reduceOnly: true });
  expect(fillsOf(venue, cover.id)).toHaveLength(1);
  const { free, total } = await balance(venue, 'USDT');
  expect(free).toBe(total);
  expect(total.startsWith('-')).toBe(true);
  await expect(submit(venue, { symbol: SWAP, side: 'buy', qty: '0.1' })).rejects.toThrow('insufficient balance');
  await venue.close();
});

test('an order that can no longer be paid for when it triggers is canceled with the reason', async () => {
  const venue = await createPaperHarness({ balances: { USDT: '1000' }, liquidityPerStep: null });
  await venue.movePrice(SPOT, '100');
  await venue.movePrice(SWAP, '100');
  const stop = await submit(venue, { side: 'buy', qty: '5', stop: '110' });
  await submit(venue, { symbol: SWAP, side: 'buy', qty: '8' });
  await venue.movePrice(SPOT, '111');
  expect(venue.reports.at(-1)).toMatchObject({
    type: 'canceled',
    orderId: stop.id,
    reason: expect.stringContaining('insufficient balance'),
  });
  expect(await position(venue, SPOT)).toBe('0');
  await venue.close();
});

test('shares: no fee, shorts allowed, whatever the fraction', async () => {
  const venue = await createPaperHarness({ balances: { USDT: '10000' }, liquidityPerStep: null });
  await venue.movePrice('AAPL', '187.5');
  const short = await submit(venue, { symbol: 'AAPL', side: 'sell', qty: '2.5' });
  const [sold] = fillsOf(venue, short.id);
  expect(sold?.fee).toBe('0');
  expect(await position(venue, 'AAPL')).toBe('-2.5');
  const { total, free } = await balance(venue, 'USDT');
  expect(add(free, mul(decimal('2.5'), sold?.price ?? ZERO))).toBe(total);
  await venue.close();
});
