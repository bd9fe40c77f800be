// What money is worth in other money: by prices that are known, else by asking, and never by a guess.

import { describe, expect, it } from 'vitest';
import type { Priced } from '../../src/brokers/broker.ts';
import { PAPER_TRAITS, type AccountMode } from '../../src/core/model/account.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Quote } from '../../src/core/model/markets/instrument.ts';
import { createExchangeRates } from '../../src/runtime/exchange-rates.ts';
import type { KnownPrice } from '../../src/runtime/price-watch.ts';
import { spot } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';

const account = (name: string, mode: AccountMode) => ({
  name: accountName(name),
  broker: 'ccxt' as const,
  mode,
  quoteCurrency: 'USDT',
  lookupGraceMs: 0,
  traits: PAPER_TRAITS,
});

function board(known: readonly KnownPrice[], answers: Readonly<Record<string, Priced>> = {}) {
  const clock = createFakeClock(1_000_000_000);
  const asked: string[] = [];
  const ask = async (name: string, symbol: string): Promise<Priced> => {
    asked.push(`${name} ${symbol}`);
    return answers[`${name} ${symbol}`] ?? { type: 'unknown_symbol', nearest: [] };
  };
  const accounts = new Map(
    [account('paper', 'paper'), account('main', 'live'), account('test', 'sandbox')].map((each) => [each.name, each]),
  );
  return { clock, asked, rates: createExchangeRates({ prices: { known: () => known, ask }, accounts, clock }) };
}

function pair(base: string, quote: string, last: string, source: Quote['source'] = 'venue', at = 1_000_000_000): KnownPrice {
  const symbol = `${base}/${quote}`;
  const price = decimal(last);
  return {
    account: accountName('main'),
    instrument: { ...spot, symbol, base, quote },
    quote: { symbol, bid: price, ask: price, last: price, at, source },
  };
}

const WANTED = { mode: 'live' as const, from: 'EUR', to: 'USDT' };
const KEY = 'live|EUR|USDT';

describe('a rate', () => {
  it('is that of the newest pair that is known, either way round, and nobody is asked', async () => {
    const { rates, asked } = board([pair('EUR', 'USDT', '1.1', 'venue', 999_990_000), pair('USDT', 'EUR', '0.8')]);
    expect((await rates.find([WANTED])).get(KEY)).toMatchObject({ price: '1.25', source: 'venue' });
    expect(rates.known([WANTED]).get(KEY)?.price).toBe('1.25');
    expect(asked).toEqual([]);
  });

  it('is asked for at accounts of its kind where none is known, and not again and again where there is none', async () => {
    const { asked, rates, clock } = board([], {});
    expect(await rates.find([WANTED])).toEqual(new Map());
    expect(asked).toEqual(['main EUR/USDT', 'main USDT/EUR']);
    await rates.find([WANTED]);
    expect(asked).toHaveLength(2);
    await clock.advance(601_000);
    await rates.find([WANTED]);
    expect(asked).toHaveLength(4);
  });

  it('is asked for again soon where a venue did not answer, and once for all who want it meanwhile', async () => {
    const away: Priced = { type: 'unavailable', reason: 'away' };
    const { asked, rates, clock } = board([], { 'main EUR/USDT': away, 'main USDT/EUR': away });
    await Promise.all([rates.find([WANTED]), rates.find([WANTED])]);
    expect(asked).toHaveLength(2);
    await clock.advance(29_000);
    await rates.find([WANTED]);
    expect(asked).toHaveLength(2);
    await clock.advance(1_000);
    await rates.find([WANTED]);
    expect(asked).toHaveLength(4);
  });

  it('that the venue has is taken', async () => {
    const { rates } = board([], { 'main USDT/EUR': { type: 'priced', ...pair('USDT', 'EUR', '0.8') } });
    expect((await rates.find([WANTED])).get(KEY)?.price).toBe('1.25');
  });

  it('of an old price is asked for anew; the old one is better than none', async () => {
    const { rates, asked } = board([pair('EUR', 'USDT', '1.1', 'venue', 999_000_000)]);
    expect((await rates.find([WANTED])).get(KEY)?.price).toBe('1.1');
    expect(asked).toHaveLength(2);
  });

  it.each([
    ['a made-up price for money that is real', pair('EUR', 'USDT', '1.1', 'demo')],
    ['a price that a sender wrote', pair('EUR', 'USDT', '1.1', 'signal')],
    ['another currency that people take for the same', pair('EUR', 'USD', '1.1')],
    ['a contract', { ...pair('EUR', 'USDT', '1.1'), instrument: { ...spot, base: 'EUR', quote: 'USDT', kind: 'swap' as const } }],
    ['a price of nothing', pair('EUR', 'USDT', '0')],
    ['the market of a sandbox, for money that is real', { ...pair('EUR', 'USDT', '1.1'), account: accountName('test') }],
  ])('is not made of %s', (_, priced) => {
    expect(board([priced]).rates.known([WANTED])).toEqual(new Map());
  });

  it('of made-up prices is that of the pair as it is named: the two ways round know nothing of each other', () => {
    const both = [pair('EUR', 'USDT', '1.1', 'demo', 999_990_000), pair('USDT', 'EUR', '7', 'demo')];
    for (const known of [both, [...both].reverse()])
      expect(
        board(known)
          .rates.known([{ ...WANTED, mode: 'paper' }])
          .get('paper|EUR|USDT')?.price,
      ).toBe('1.1');
  });

  it('on paper may be a made-up one, and says so', () => {
    const { rates } = board([pair('EUR', 'USDT', '1.1', 'demo')]);
    expect(rates.known([{ ...WANTED, mode: 'paper' }]).get('paper|EUR|USDT')).toMatchObject({ price: '1.1', source: 'demo' });
  });
});
