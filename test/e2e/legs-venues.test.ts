// Owns: the legs of one alert on two venues, of which one is silent or refuses: what has filled is kept, closed again or asked
// about, whatever restarts in between, and nothing is bought twice.

import { describe, expect, it } from 'vitest';
import { SHARE } from '../venues/alpaca-venue.ts';
import type { Exchange } from '../venues/exchange.ts';
import type { HttpVenue } from '../venues/http-venue.ts';
import { alpacaHouse } from './alpaca-house.ts';
import type { House } from './house.ts';

const POLICIES = ['keep', 'unwind', 'ask'] as const;
const alpaca = alpacaHouse();
let server: HttpVenue;
let exchange: Exchange;
async function open(cash = '100000'): Promise<House> {
  const stocks = await alpaca.openVenue('stocks', { cash });
  ({ server, exchange } = stocks);
  return alpaca.openHouse(`
accounts:
  paper: { broker: paper, balances: { USD: 100000 }, prices: demo }
  stocks: ${stocks.yaml}
strategies:
${POLICIES.map((name) => `  ${name}: { accounts: [{ name: paper }, { name: stocks }], max_notional: 5000, approval: auto, legs_on_failure: ${name}, leg_timeout: 20s }`).join('\n')}
`);
}

/** One leg on each venue; the first is on paper, the second behind it at the other. */
const pair = (strategy: string): string =>
  JSON.stringify({
    strategy,
    orders: [
      { action: 'buy', symbol: 'MSFT', quantity: 3, account: 'paper' },
      { action: 'buy', symbol: 'AAPL', quantity: 5, account: 'stocks' },
    ],
  });
const onPaper = async (h: House): Promise<unknown> => (await h.positions()).find(({ account }) => account === 'paper')?.['quantity'] ?? '0';
const paperHolds = (h: House, qty: string): Promise<true> => h.until(`paper to hold ${qty}`, async () => (await onPaper(h)) === qty);
const paperOrders = async (h: House): Promise<string[]> =>
  (await h.orders())
    .filter(({ account }) => account === 'paper')
    .map(({ side, quantity }) => `${String(side)} ${String(quantity)}`)
    .sort((a, b) => (a < b ? -1 : 1));

describe('one alert for two venues', () => {
  it('buys at both, in order', async () => {
    const h = await open();
    await h.inState(await h.alert(pair('unwind')), 'completed');
    expect(await onPaper(h)).toBe('3');
    expect(exchange.ledger.position(SHARE).qty).toBe('5');
  });

  it.each([
    ['keep', '3'],
    ['unwind', '0'],
  ])('of which one refuses: %s leaves %s of what has filled', async (policy, left) => {
    const h = await open('100');
    const id = await h.alert(pair(policy));
    await h.inState(id, 'completed');
    await paperHolds(h, left);
    expect(exchange.ledger.position(SHARE).qty).toBe('0');
    await h.message('A leg failed');
  });

  it('of which one is silent: after the time limit what has filled is closed, once, over a restart', async () => {
    const h = await open();
    server.plan.always(['submit', 'cancel', 'look_up'], { type: 'silence_before' });
    const id = await h.alert(pair('unwind'));
    await paperHolds(h, '3');
    await h.clock.advance(25_000);
    await paperHolds(h, '0');
    await h.restart();
    server.plan.clear();
    await h.until('an end', async () => ['completed', 'failed'].includes(await h.signalState(id)));
    await h.clock.advance(60_000);
    expect(exchange.ledger.position(SHARE).qty).toBe('0');
    expect(await paperOrders(h)).toEqual(['buy 3', 'sell 3']);
  }, 60_000);

  it('ask: the question waits over a restart, and two taps close once', async () => {
    const h = await open('100');
    const id = await h.alert(pair('ask'));
    await h.message('Close what has filled, or keep it?');
    await h.restart();
    const button = await h.until('a button', () => h.client.button('Unwind'));
    await Promise.all([h.client.tap(button), h.client.tap(button)]);
    await paperHolds(h, '0');
    await h.client.tap(button);
    await h.inState(id, 'completed');
    expect(await paperOrders(h)).toEqual(['buy 3', 'sell 3']);
  });
});
