import { afterEach, describe, expect, it } from 'vitest';
import type { Candles, Priced } from '../../src/brokers/broker.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { createFakeClock } from '../fake-clock.ts';
import { fillsOf, newsOf, requestOf, SPOT, submit, SWAP } from './broker-harness.ts';
import { createPaperHarness, type PaperHarness } from './paper-harness.ts';

const instrument: Instrument = {
  symbol: SPOT,
  kind: 'spot',
  base: 'BTC',
  quote: 'USDT',
  tickSize: decimal('0.01'),
  stepSize: decimal('0.00001'),
  qtyMin: decimal('0.0001'),
  qtyMax: null,
  notionalMin: decimal('5'),
  canShort: false,
};

let open: PaperHarness | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

/** A venue that quotes what the test says, and counts how often it is asked. */
async function paperOn(first: { bid: string; ask: string } | null, listed = instrument) {
  const clock = createFakeClock();
  const market = { now: first, asked: 0 };
  const price = (symbol: string): Promise<Priced> => {
    market.asked += 1;
    if (symbol !== SPOT) return Promise.resolve({ type: 'unknown_symbol', nearest: ['BTC/USDT', 'BTC/USDC', 'ETH/USDT'] });
    if (market.now === null) return Promise.resolve({ type: 'unavailable', reason: 'maintenance' });
    const [bid, ask] = [decimal(market.now.bid), decimal(market.now.ask)];
    return Promise.resolve({
      type: 'priced',
      instrument: listed,
      quote: { symbol, bid, ask, last: bid, at: clock.now(), source: 'venue' },
    });
  };
  const candles = (symbol: string, timeframe: string, count: number): Promise<Candles> => {
    if (symbol !== SPOT || market.now === null) return Promise.resolve({ type: 'unavailable', reason: `no ${count} × ${timeframe}` });
    const [low, high] = [decimal('90'), decimal('110')];
    return Promise.resolve({ type: 'ok', candles: [{ openAt: 0, open: low, high, low, close: high }], source: 'venue' });
  };
  open = await createPaperHarness({ balances: { USDT: '10000' }, liquidityPerStep: null, prices: { price, candles }, clock });
  return { paper: open, market };
}

describe('a paper account on the prices of a venue', () => {
  it('trades at them, with the ticks and steps of the venue', async () => {
    const { paper } = await paperOn({ bid: '100', ask: '100.1' });
    expect(await paper.broker().price(SPOT, { price: '55', at: 1 })).toMatchObject({
      instrument,
      quote: { ask: '100.1', source: 'venue' },
    });
    const order = await submit(paper, { side: 'buy', qty: '0.12345' });
    expect(fillsOf(paper, order.id)).toMatchObject([{ qty: '0.12345', price: '100.11' }]);
  });

  it('fills a limit when the ask of the venue has come down to it, also after the process was killed', async () => {
    const { paper, market } = await paperOn({ bid: '100', ask: '100.1' });
    const order = await submit(paper, { side: 'buy', qty: '1', limit: '95' });
    await paper.clock.advance(5_000);
    expect(newsOf(paper, order.id)).toBe('accepted');
    await paper.restart();
    market.now = { bid: '94.8', ask: '94.9' };
    await paper.clock.advance(1_000);
    expect(fillsOf(paper, order.id)).toMatchObject([{ qty: '1', price: '95' }]);
  });

  it('goes on after a restart whatever the venue says of its market', async () => {
    const full: Required<Instrument> = {
      ...instrument,
      priceDigits: { count: 5, wholeAlways: false },
      marketQtyMax: decimal('50'),
      contractSize: decimal('0.01'),
      lotSize: decimal('65'),
      countsLots: true,
      venueUnit: decimal('100'),
      notEntered: 'how much one lot of it is, is not known',
    };
    const { paper } = await paperOn({ bid: '100', ask: '100.1' }, full);
    await submit(paper, { side: 'buy', qty: '1' });
    await paper.restart();
    expect(await paper.broker().price(SPOT, null)).toMatchObject({ type: 'priced', instrument: full });
  });

  it('asks nobody while nothing waits for a price', async () => {
    const { paper, market } = await paperOn({ bid: '100', ask: '100.1' });
    await submit(paper, { side: 'buy', qty: '1' });
    const before = market.asked;
    await paper.clock.advance(60_000);
    expect(market.asked).toBe(before);
  });

  it('has the candles of the venue, or its reason for having none', async () => {
    const { paper, market } = await paperOn({ bid: '100', ask: '100.1' });
    expect(await paper.broker().candles(SPOT, '1h', 20)).toMatchObject({ type: 'ok', source: 'venue', candles: [{ high: '110' }] });
    market.now = null;
    expect(await paper.broker().candles(SPOT, '4h', 20)).toEqual({ type: 'unavailable', reason: 'no 20 × 4h' });
  });

  it('takes nothing at a price that nobody knows, and names what the venue lists', async () => {
    const { paper, market } = await paperOn({ bid: '100', ask: '100.1' });
    const request = await requestOf(paper, { side: 'buy', qty: '1' });
    market.now = null;
    expect(await paper.broker().submit(request)).toMatchObject({ type: 'unavailable' });
    expect(await paper.broker().price(SPOT, null)).toEqual({ type: 'unavailable', reason: 'maintenance' });
    expect(await paper.broker().price(SWAP, null)).toEqual({ type: 'unknown_symbol', nearest: ['BTC/USDT', 'BTC/USDC', 'ETH/USDT'] });
  });
});
