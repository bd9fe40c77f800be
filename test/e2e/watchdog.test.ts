// A stop that vanishes at the venue while its stream says nothing: noticed and replaced within one watch interval, told once;
// a stop of which the venue says nothing is watched by Signalman, and nothing is sold twice.

import { expect, it } from 'vitest';
import { WATCH_INTERVAL_MS } from '../../src/core/model/limits.ts';
import { SHARE } from '../venues/alpaca-venue.ts';
import type { ExchangeOrder } from '../venues/exchange-order.ts';
import type { Exchange } from '../venues/exchange.ts';
import type { HttpVenue } from '../venues/http-venue.ts';
import { alpacaHouse } from './alpaca-house.ts';
import type { House } from './house.ts';

const alpaca = alpacaHouse();
let server: HttpVenue;
let exchange: Exchange;
async function open(): Promise<House> {
  const stocks = await alpaca.openVenue('stocks');
  ({ server, exchange } = stocks);
  return alpaca.openHouse(`
accounts: { stocks: ${stocks.yaml} }
strategies: { default: { account: stocks, max_notional: 5000, approval: auto } }
`);
}
const stops = (): readonly ExchangeOrder[] => exchange.openOrders().filter(({ kind }) => kind === 'stop');
const told = async (h: House, words: string): Promise<number> =>
  (await h.client.messages()).filter(({ author, text }) => author === 'bot' && text.includes(words)).length;

async function guarded(h: House): Promise<ExchangeOrder> {
  await h.inState(await h.alert('BUY AAPL qty=5 sl=190'), 'completed');
  await h.message('Stop-loss 190 in place');
  const [stop] = stops();
  if (stop === undefined) throw new Error('the stop is not at the venue');
  return stop;
}

it.each([
  ['cancelled by hand', (id: string) => void exchange.cancel(id)],
  ['expired', (id: string) => exchange.expire(id)],
  ['rejected after it was accepted', (id: string) => exchange.rejectLater(id, 'no stops for this share today')],
])(
  'a stop that is %s is there again within one watch interval, told once',
  async (_, vanish) => {
    const h = await open();
    const stop = await guarded(h);
    server.stream.mute(true);
    const since = h.clock.now();
    vanish(stop.id);
    expect(stops()).toEqual([]);
    await h.until('another stop', () => stops().length === 1);
    // what asking and placing it anew takes
    expect(h.clock.now() - since).toBeLessThanOrEqual(WATCH_INTERVAL_MS + 1_500);
    expect(stops()).toMatchObject([{ side: 'sell', qty: '5', stopPrice: '190' }]);
    await h.message('AAPL stood without its stop-loss');
    await h.clock.advance(120_000);
    expect(await told(h, 'AAPL stood without its stop-loss')).toBe(1);
    expect(stops()).toHaveLength(1);
    expect((await h.positions())[0]).toMatchObject({ quantity: '5', protected_by: 'venue' });
  },
  60_000,
);

async function paired(h: House): Promise<readonly ExchangeOrder[]> {
  await h.inState(await h.alert('BUY AAPL qty=5 sl=190 tp=220'), 'completed');
  await h.message('Stop-loss 190 in place', 'Take-profit 220 in place');
  return exchange.openOrders();
}

it.each(['stop', 'limit'])(
  'a pair whose %s is taken away without a word is whole again within two watch intervals',
  async (kind) => {
    const h = await open();
    const before = await paired(h);
    const ids = (): readonly string[] => exchange.openOrders().map(({ id }) => id);
    server.stream.mute(true);
    const since = h.clock.now();
    exchange.cancel(before.find((order) => order.kind === kind)?.id ?? '');
    await h.until('another pair', () => ids().length === 2 && before.every(({ id }) => !ids().includes(id)));
    expect(h.clock.now() - since).toBeLessThanOrEqual(2 * WATCH_INTERVAL_MS + 3_000);
    await h.clock.advance(30_000);
    expect(exchange.openOrders().map(({ qty, stopPrice, limitPrice }) => [qty, stopPrice ?? limitPrice])).toEqual([
      ['5', '190'],
      ['5', '220'],
    ]);
    expect((await h.positions())[0]).toMatchObject({ quantity: '5', protected_by: 'venue' });
  },
  60_000,
);

it('a pair that the venue rejects after it was accepted leaves the stop there alone, and the target here', async () => {
  const h = await open();
  const [stop] = await paired(h);
  exchange.rejectLater(stop?.id ?? '', 'no pairs for this share today');
  await h.message('AAPL: only the stop-loss stands at the venue');
  await h.until('the stop alone', () => stops().length === 1 && stops()[0]?.group === null);
  expect(exchange.openOrders()).toHaveLength(1);
  exchange.movePrice(SHARE, '221');
  await h.until('the position to be closed', async () => (await h.positions()).length === 0);
  expect(exchange.trades().map(({ side, qty }) => `${side} ${qty}`)).toEqual(['buy 5', 'sell 5']);
}, 60_000);

it('an entry whose fill nobody tells is known, and protected, within one watch interval', async () => {
  const h = await open();
  server.stream.mute(true);
  exchange.movePrice(SHARE, '210');
  await h.alert('BUY AAPL qty=5 limit=205 sl=190');
  await h.until('the entry at the venue', () => exchange.openOrders().length === 1);
  await h.clock.advance(WATCH_INTERVAL_MS);
  const since = h.clock.now();
  exchange.movePrice(SHARE, '204');
  await h.until('the stop', () => stops().length === 1);
  expect(h.clock.now() - since).toBeLessThanOrEqual(WATCH_INTERVAL_MS + 2_500);
}, 60_000);

it('a stop that nobody answers for is told, watched here, and sells together with the exit once only', async () => {
  const h = await open();
  await h.inState(await h.alert('BUY AAPL qty=5'), 'completed');
  server.stream.mute(true);
  // it arrives; its answer and every look-up are lost
  server.plan.next('submit', { type: 'cut_after' });
  server.plan.always(['look_up'], { type: 'server_error', status: 503, acted: false });
  await h.alert('{"action":"modify","ticker":"AAPL","stop_loss":190}');
  await h.until('the stop at the venue', () => stops().length === 1);
  await h.message('AAPL: the venue has not confirmed the stop');
  expect((await h.positions())[0]).toMatchObject({ protected_by: 'signalman' });
  expect(await told(h, 'has not confirmed the stop')).toBe(1);
  server.plan.clear();
  await h.message('AAPL: the stop is in place');
  expect((await h.positions())[0]).toMatchObject({ protected_by: 'venue' });
  exchange.movePrice(SHARE, '189');
  await h.until('the position to be closed', async () => (await h.positions()).length === 0);
  expect(exchange.ledger.position(SHARE).qty).toBe('0');
  expect(exchange.trades().map(({ side, qty }) => `${side} ${qty}`)).toEqual(['buy 5', 'sell 5']);
}, 60_000);
