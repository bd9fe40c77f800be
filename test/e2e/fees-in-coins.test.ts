// A venue takes its fees in its own coins: what a trade came to is told after them, through the whole house, at a venue over HTTP.

import { afterEach, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { BINANCE_SPOT, binanceSpotUrls } from '../venues/binance-spot-venue.ts';
import { KEYS } from '../venues/binance-words.ts';
import { createExchange } from '../venues/exchange.ts';
import { openHttpVenue } from '../venues/http-venue.ts';
import { FIRST_MOMENT, House } from './house.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function open(): Promise<{ readonly h: House; readonly priceIs: (price: string) => void }> {
  let house: House | null = null;
  const [bitcoin] = BINANCE_SPOT.exchange.markets;
  if (bitcoin === undefined) throw new Error('the venue lists nothing');
  const exchange = createExchange({
    ...BINANCE_SPOT.exchange,
    markets: [bitcoin, { ...bitcoin, symbol: 'BNBUSDT', base: 'BNB' }],
    feeCoin: { currency: 'BNB', price: decimal('600') },
    balances: { USDT: '100000', BNB: '10' },
    liquidityPerStep: null,
    now: () => house?.clock.now() ?? FIRST_MOMENT,
  });
  exchange.movePrice('BTCUSDT', '200');
  exchange.movePrice('BNBUSDT', '600');
  const server = await openHttpVenue(BINANCE_SPOT.front(exchange));
  const urls = JSON.stringify(binanceSpotUrls(server));
  house = await House.open({
    configYaml: `
accounts: { crypto: { broker: ccxt, exchange: binance, market: spot, ccxt: { urls: ${urls} } } }
strategies: { default: { account: crypto, max_notional: 100000, approval: auto } }
`,
    env: { CRYPTO_API_KEY: KEYS.apiKey, CRYPTO_API_SECRET: KEYS.secret },
  });
  const opened = house;
  closers.push(async () => {
    await server.close();
    await opened.close();
  });
  return { h: opened, priceIs: (price) => exchange.movePrice('BTCUSDT', price) };
}

it('a trade that has won less than its fees in BNB is one that has lost', async () => {
  const { h, priceIs } = await open();
  await h.inState(await h.alert('BUY BTC/USDT qty=2'), 'completed');
  priceIs('200.1');
  await h.inState(await h.alert('CLOSE BTC/USDT'), 'completed');
  // about 0.2 USDT were won, and twice 0.4 USDT paid
  const row = await h.until('the fees to be counted', async () => {
    const { body } = await h.client.read('/performance?period=day');
    const [found] = body['strategies'] as Record<string, unknown>[];
    return Number(found?.['fees']) > 0.7 && Object.keys(found?.['other_fees'] ?? {}).length === 0 ? found : null;
  });
  expect(row).toMatchObject({ trades: 1, won: 0, lost: 1 });
  expect(Number(row['expectancy'])).toBeCloseTo(Number(row['realized_pnl']), 8);
  expect(Number(row['expectancy'])).toBeLessThan(-0.5);
  await h.client.say('/performance');
  await h.message('Performance', '1 round trip');
}, 60_000);
