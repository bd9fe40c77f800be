// The made-up prices of demo accounts, the alert's prices of signal accounts, and what is listed at them.

import { describe, expect, test } from 'vitest';
import { createDemoPrices } from '../../src/brokers/paper/demo-prices.ts';
import { deriveInstrument, parseSymbol } from '../../src/brokers/paper/instruments.ts';
import { LISTINGS_MAX, WALK_STEPS_MAX } from '../../src/brokers/paper/paper-limits.ts';
import type { PricePoint } from '../../src/brokers/paper/venue-state.ts';
import { decimal, gte, isPositive, roundToTick } from '../../src/core/model/decimal.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import { createFakeClock } from '../fake-clock.ts';
import { balance, balances, market, newOrderId, requestOf, SPOT, submit, SWAP } from './broker-harness.ts';
import { createPaperHarness } from './paper-harness.ts';

const demo = () => createPaperHarness({ balances: { USDT: '10000' }, liquidityPerStep: null, prices: 'demo' });
const signal = () => createPaperHarness({ balances: { USDT: '10000' }, liquidityPerStep: null });

const listed = (symbol: string, price: string) => {
  const parts = parseSymbol(symbol, 'USDT');
  if (parts === null) throw new Error(`${symbol} is no symbol`);
  const { kind, base, quote, tickSize, stepSize, qtyMin, notionalMin, canShort } = deriveInstrument(symbol, parts, decimal(price));
  expect(qtyMin).toBe(stepSize);
  return { kind, base, quote, tickSize, stepSize, notionalMin, canShort };
};

describe('instruments', () => {
  test.each([
    [
      'BTC/USDT',
      '60000',
      { kind: 'spot', base: 'BTC', quote: 'USDT', tickSize: '0.1', stepSize: '0.00001', notionalMin: '1', canShort: false },
    ],
    ['BTC/USDT:USDT', '60000', { kind: 'swap', tickSize: '0.1', stepSize: '0.00001', canShort: true }],
    ['SOL/USDT', '100', { tickSize: '0.001', stepSize: '0.001' }],
    ['PEPE/USDT', '0.00001234', { tickSize: '0.0000000001', stepSize: '10000' }],
    ['ETH/BTC', '0.035', { tickSize: '0.0000001', stepSize: '0.0001', notionalMin: '0.00001', quote: 'BTC' }],
    ['EUR/USD', '1.08', { tickSize: '0.00001', stepSize: '0.1', quote: 'USD' }],
    ['AAPL', '187.5', { kind: 'equity', base: 'AAPL', quote: 'USDT', tickSize: '0.01', stepSize: '0.001', canShort: true }],
    ['PENNY', '0.21', { kind: 'equity', tickSize: '0.000001', stepSize: '0.001' }],
    ['BAJAJ-AUTO', '9000', { kind: 'equity' }],
    ['M&M', '2800.05', { kind: 'equity' }],
    ['ES1!', '5000', { kind: 'equity' }],
  ])('%s at %s', (symbol, price, expected) => {
    expect(listed(symbol, price)).toMatchObject(expected);
  });

  test('a price that was wrong at first is forgotten while nothing hangs on it', async () => {
    const venue = await signal();
    await venue.movePrice(SPOT, '1');
    expect((await market(venue, SPOT)).instrument.stepSize).toBe('0.1');
    await venue.movePrice(SPOT, '60000');
    expect((await market(venue, SPOT)).instrument.stepSize).toBe('0.00001');
    await venue.close();
  });

  test.each(['0.000000000000000001', '0.00001', '1', '999999999999999'])(
    'any price that an alert can name is listed: %s',
    async (price) => {
      const venue = await signal();
      for (const symbol of ['AAA/USDT', 'AAA/BTC', 'AAA/USDT:USDT', 'AAA']) {
        await venue.movePrice(symbol, price);
        const { quote, instrument } = await market(venue, symbol);
        expect(isPositive(quote.bid) && isPositive(instrument.tickSize) && isPositive(instrument.stepSize)).toBe(true);
      }
      await venue.close();
    },
  );

  test('symbols beyond the limit push out the oldest that nothing hangs on', async () => {
    const venue = await signal();
    await venue.movePrice('AAA', '10');
    await submit(venue, { symbol: 'AAA', side: 'buy', qty: '1' });
    for (let index = 0; index < LISTINGS_MAX; index += 1) await venue.movePrice(`S${index}`, '10');
    expect((await venue.broker().price('AAA', null)).type).toBe('priced');
    expect((await venue.broker().price('S0', null)).type).toBe('unavailable');
    expect((await venue.broker().price(`S${LISTINGS_MAX - 1}`, null)).type).toBe('priced');
    await venue.close();
  });
});

describe('signal prices', () => {
  test('without an alert there is no price, and the reason says what to do', async () => {
    const venue = await signal();
    const priced = await venue.broker().price(SPOT, null);
    expect(priced.type === 'unavailable' && priced.reason).toContain('"price"');
    await venue.movePrice(SWAP, '100');
    const request = await requestOf(venue, { symbol: SWAP, side: 'buy', qty: '1' });
    const outcome = await venue.broker().submit({ ...request, instrument: { ...request.instrument, symbol: SPOT } });
    expect(outcome.type === 'rejected' && outcome.reason).toContain(SPOT);
    await venue.close();
  });

  test('the price stands still between alerts; an older alert and a price that is none change nothing', async () => {
    const venue = await signal();
    const now = venue.clock.now();
    const last = async (price: string | null, at: number) => {
      const priced = await venue.broker().price(SPOT, price === null ? null : { price, at });
      return priced.type === 'priced' ? [priced.quote.last, priced.quote.source] : priced.type;
    };
    expect(await last('100', now + 10)).toEqual(['100', 'signal']);
    await venue.clock.advance(3_600_000);
    expect(await last(null, 0)).toEqual(['100', 'signal']);
    expect(await last('90', now + 5)).toEqual(['100', 'signal']);
    expect(await last('90', now + 10)).toEqual(['100', 'signal']);
    for (const bad of ['NaN', '-5', '0', '1e400', 'abc', '']) expect(await last(bad, now + 99)).toEqual(['100', 'signal']);
    expect(await last('101', now + 99)).toEqual(['101', 'signal']);
    await venue.close();
  });

  test('of alerts of one millisecond each counts once, in the order in which they came, also after a restart', async () => {
    const venue = await signal();
    const at = venue.clock.now() + 10;
    const last = async (of: string, price: string) => {
      const priced = await venue.broker().price(SPOT, { price, at, of: of as SignalId });
      return priced.type === 'priced' ? priced.quote.last : priced.type;
    };
    expect(await last('sg_first', '100')).toBe('100');
    expect(await last('sg_second', '110')).toBe('110');
    expect(await last('sg_first', '100')).toBe('110');
    await venue.restart();
    expect(await last('sg_second', '110')).toBe('110');
    expect(await last('sg_third', '105')).toBe('105');
    await venue.close();
  });

  test('asking for a price that is known writes nothing', async () => {
    const venue = await signal();
    await venue.movePrice(SPOT, '100');
    const saves = venue.saves();
    for (let round = 0; round < 50; round += 1) await market(venue, SPOT);
    expect(venue.saves()).toBe(saves);
    await venue.close();
  });
});

test('a question that only explains is answered alike and leaves no trace', async () => {
  const venue = await demo();
  const hint = { price: '60000', at: venue.clock.now() };
  const explained = await venue.broker().price(SPOT, hint, 'explain');
  expect(venue.saves()).toBe(0);
  expect(await venue.broker().price(SPOT, null, 'explain')).not.toEqual(explained);
  expect(await venue.broker().price(SPOT, hint)).toEqual(explained);
  await venue.close();
});

describe('demo prices', () => {
  test('start at the price of the alert, walk once a second, and are called demo', async () => {
    const venue = await demo();
    const hint = { price: '60000', at: venue.clock.now() };
    const first = await venue.broker().price(SPOT, hint);
    expect(first).toMatchObject({ type: 'priced', quote: { last: '60000', source: 'demo' } });
    await venue.clock.advance(999);
    expect((await market(venue, SPOT)).quote.last).toBe('60000');
    const seen = new Set<string>();
    for (let second = 0; second < 60; second += 1) {
      await venue.clock.advance(1_000);
      const { quote, instrument } = await market(venue, SPOT);
      seen.add(quote.last);
      for (const price of [quote.bid, quote.last, quote.ask]) expect(roundToTick(price, instrument.tickSize)).toBe(price);
      // The same alert asked for again (a card that is open) does not pull the price back.
      expect(await venue.broker().price(SPOT, hint)).toMatchObject({ quote: { last: quote.last } });
    }
    expect(seen.size).toBeGreaterThan(50);
    await venue.close();
  });

  test('a restart does not move the price, nor does a sleep beyond the limit of the walk', async () => {
    const venue = await demo();
    await venue.movePrice(SPOT, '60000');
    for (const ms of [61_500, WALK_STEPS_MAX * 1_000, 500, 90_000_000, 1_000]) {
      await venue.clock.advance(ms);
      const before = await market(venue, SPOT);
      await venue.restart();
      expect(await market(venue, SPOT)).toEqual(before);
    }
    await venue.close();
  });

  test('the walk goes on where it was folded up, it does not repeat itself', () => {
    const rule = createDemoPrices(0.0002);
    const tick = decimal('0.000000000001');
    const start: PricePoint = { anchor: decimal('100'), anchorAt: 0, step: 0, hintAt: null };
    const foldedAt = WALK_STEPS_MAX * 1_000;
    const folded = rule.reanchor(SPOT, start, tick, foldedAt);
    expect(rule.reanchor(SPOT, start, tick, foldedAt - 1)).toBe(start);
    expect(folded.anchor).toBe(roundToTick(rule.last(SPOT, start, foldedAt), tick));
    const moves = (point: PricePoint) =>
      Array.from({ length: 20 }, (_, step) => {
        const [before, after] = [step, step + 1].map((count) => Number(rule.last(SPOT, point, point.anchorAt + count * 1_000)));
        return ((after ?? 0) / (before ?? 0) - 1).toFixed(9);
      });
    expect(moves(folded)).not.toEqual(moves(start));
    expect(moves({ ...start, step: WALK_STEPS_MAX })).toEqual(moves(folded));
  });

  test('two venues show the same walk; another symbol walks its own way', async () => {
    const walk = async (symbol: string) => {
      const venue = await demo();
      await venue.movePrice(symbol, '100');
      const prices: string[] = [];
      for (let second = 0; second < 30; second += 1) {
        await venue.clock.advance(1_000);
        prices.push((await market(venue, symbol)).quote.last);
      }
      await venue.close();
      return prices;
    };
    expect(await walk('AAA/USDT')).toEqual(await walk('AAA/USDT'));
    expect(await walk('AAA/USDT')).not.toEqual(await walk('BBB/USDT'));
  });

  test('steps deviate by about 0.02 % and drift nowhere', () => {
    const rule = createDemoPrices(0.0002);
    const moves: number[] = [];
    let before = 1_000_000;
    for (let step = 1; step <= 20_000; step += 1) {
      const point = { anchor: decimal('1000000'), anchorAt: 0, step: Math.floor(step / 500) * 500, hintAt: null };
      if (step % 500 === 0) before = 1_000_000;
      else {
        const now = Number(rule.last('BTC/USDT', point, (step % 500) * 1_000));
        moves.push(now / before - 1);
        before = now;
      }
    }
    const mean = moves.reduce((total, move) => total + move, 0) / moves.length;
    const deviation = Math.sqrt(moves.reduce((total, move) => total + (move - mean) ** 2, 0) / moves.length);
    expect(Math.abs(mean)).toBeLessThan(0.00001);
    expect(deviation).toBeGreaterThan(0.00018);
    expect(deviation).toBeLessThan(0.00022);
  });

  test('no price is ever below one tick', async () => {
    const venue = await createPaperHarness({
      balances: { USDT: '10000' },
      liquidityPerStep: null,
      prices: 'demo',
      tuning: { stepDeviation: 0.09 },
    });
    await venue.movePrice(SPOT, '60000');
    const { instrument } = await market(venue, SPOT);
    let lowest = '60000';
    for (let round = 0; round < 20; round += 1) {
      await venue.clock.advance(WALK_STEPS_MAX * 1_000);
      const { quote } = await market(venue, SPOT);
      for (const price of [quote.bid, quote.last, quote.ask]) expect(gte(price, instrument.tickSize)).toBe(true);
      lowest = quote.last;
    }
    expect(lowest).toBe(instrument.tickSize);
    await venue.close();
  });

  test('a symbol that no alert has named a price for has a made-up one, the same after a restart', async () => {
    const venue = await demo();
    const before = await market(venue, 'AAPL');
    expect(isPositive(before.quote.last)).toBe(true);
    await venue.restart();
    expect(await market(venue, 'AAPL')).toEqual(before);
    await venue.close();
  });

  test('an open stop is matched as the walk goes, without anybody asking', async () => {
    const venue = await demo();
    await venue.movePrice(SWAP, '60000');
    await submit(venue, { symbol: SWAP, side: 'buy', qty: '0.01' });
    const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '0.01', stop: '59990', reduceOnly: true });
    const target = await submit(venue, { symbol: SWAP, side: 'sell', qty: '0.01', limit: '60010', reduceOnly: true });
    await venue.clock.advance(600_000);
    const ended = venue.reports.filter((report) => report.type === 'filled' && [stop.id, target.id].includes(report.orderId));
    expect(ended).toHaveLength(1);
    await venue.close();
  });
});

describe('currencies', () => {
  test('the demo account trades any symbol in its quote currency: the venue lends about the same worth, once', async () => {
    const venue = await demo();
    await venue.movePrice('BTC/USD', '60000');
    await venue.movePrice('ETH/BTC', '0.035');
    expect(await balance(venue, 'USD')).toMatchObject({ total: '10000', free: '10000' });
    expect(await balance(venue, 'BTC')).toMatchObject({ total: '0.1' });
    await submit(venue, { symbol: 'BTC/USD', side: 'buy', qty: '0.1' });
    await venue.restart();
    await venue.movePrice('SOL/USD', '100');
    expect(Number((await balance(venue, 'USD')).total)).toBeLessThan(4_100);
    await venue.close();
  });

  test('an account with the prices of its alerts has what it was given and nothing else', async () => {
    const venue = await signal();
    await venue.movePrice('BTC/USD', '60000');
    const outcome = await venue.broker().submit(await requestOf(venue, { symbol: 'BTC/USD', side: 'buy', qty: '0.1', id: newOrderId() }));
    expect(outcome.type === 'rejected' && outcome.reason).toContain('USD');
    expect((await balances(venue)).map(({ currency }) => currency)).toEqual(['USDT']);
    await venue.close();
  });
});

test('a clock that was set back does not stop the venue', async () => {
  const clock = createFakeClock();
  const rule = createDemoPrices(0.0002);
  const point = { anchor: decimal('100'), anchorAt: clock.now(), step: 0, hintAt: null };
  expect(rule.last(SPOT, point, clock.now() - 86_400_000)).toBe('100');
});

test('the first thing that somebody types from the README meets a price that it fits', async () => {
  const venue = await createPaperHarness({ balances: { USDT: '10000' }, liquidityPerStep: null, prices: 'demo' });
  for (const [symbol, last] of [
    ['BTC/USDT', '45000'],
    ['USD/USDT', '1'],
    ['USDC/USDT', '1'],
    ['EUR/USD', '1.1'],
    ['BTC/USDT:USDT', '45000'],
    ['ETH/USD', '3000'],
  ] as const)
    expect(await venue.broker().price(symbol, null)).toMatchObject({ type: 'priced', quote: { last, source: 'demo' } });
  await venue.close();
});
