// A size by the candles of a venue through the whole house, over HTTP: at the venue, on a paper account with its prices, and
// where it does not tell them.

import { describe, expect, it } from 'vitest';
import { SHARE } from '../venues/alpaca-venue.ts';
import { candleBook } from '../venues/candle-book.ts';
import type { Exchange } from '../venues/exchange.ts';
import type { Fault } from '../venues/faults.ts';
import type { HttpVenue } from '../venues/http-venue.ts';
import { alpacaHouse } from './alpaca-house.ts';
import type { House } from './house.ts';

const HOUR_MS = 3_600_000;
/** By then the hour before the first moment is old enough for Alpaca to tell of it. */
const HALF_AN_HOUR_MS = 1_800_000;

const alpaca = alpacaHouse();
let server: HttpVenue;
let exchange: Exchange;
async function open(): Promise<House> {
  const stocks = await alpaca.openVenue('stocks');
  ({ server, exchange } = stocks);
  const house = await alpaca.openHouse(`
accounts:
  stocks: ${stocks.yaml}
  twin: { broker: paper, balances: { USD: 10000 }, prices: alpaca }
strategies:
  default: { account: stocks, max_notional: 90000 }
  paper: { account: twin }
`);
  await house.clock.advance(HALF_AN_HOUR_MS);
  return house;
}

/** Wilder's average of the fake market's hours that are whole at Alpaca, in plain numbers. */
function plainRange(now: number): number {
  const whole = candleBook(HOUR_MS, 200, now).filter(({ openAt }) => openAt + HOUR_MS <= now - 16 * 60_000);
  const hours = whole.slice(-140).map(({ high, low, close }) => ({ high: Number(high), low: Number(low), close: Number(close) }));
  const ranges = hours.map(({ high, low }, index) => {
    const before = hours[index - 1]?.close ?? high;
    return index === 0 ? high - low : Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  });
  const first = ranges.slice(0, 14).reduce((total, range) => total + range, 0) / 14;
  return ranges.slice(14).reduce((average, range) => (average * 13 + range) / 14, first);
}

const alert = (strategy: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ strategy, action: 'buy', symbol: SHARE, atr_sizing: true, risk_percent: 0.5, ...more });

describe('a size by the candles of a venue', () => {
  it.each([
    ['default', 500],
    ['paper', 50],
  ])(
    'of %s is the money at risk over twice the average range of its hours',
    async (strategy, money) => {
      const h = await open();
      await h.inState(await h.alert(alert(strategy)), 'awaiting_approval');
      const { text } = await h.message(SHARE, 'candles of the venue');
      const [, range = ''] = /average true range ([\d.]+) \(14 × 1h, candles of the venue\)/.exec(text) ?? [];
      expect(Number(range)).toBeCloseTo(plainRange(h.clock.now()), 6);
      const [, qty = ''] = /Order buy ([\d.]+) AAPL/.exec(text) ?? [];
      const exact = money / (2 * Number(range));
      expect(Number(qty)).toBeLessThanOrEqual(exact);
      expect(exact - Number(qty)).toBeLessThan(1);
    },
    60_000,
  );

  it.each<[string, Fault, RegExp]>([
    ['answers nonsense', { type: 'nonsense', body: 'html', acted: false }, /no candles|usable answer/],
    ['is down', { type: 'server_error', status: 503, acted: false }, /503/],
    ['never answers', { type: 'silence_before' }, /within|no answer/],
  ])(
    'is denied with the reason where the venue %s, and nothing is sent',
    async (_, fault, reason) => {
      const h = await open();
      server.plan.always(['candles'], fault);
      const id = await h.refusedAlert(alert('default', { quantity: 3 }));
      await h.inState(id, 'denied');
      const error = (await h.client.read(`/signals/${id}`)).body['error'] as Record<string, string>;
      expect(error['code']).toBe('NO_CANDLES');
      expect(error['message']).toMatch(reason);
      expect(error['remedy']).toContain('"atr"');
      expect(exchange.orders()).toEqual([]);
      await h.message('Entry refused: NO_CANDLES');
      server.plan.clear();
      await h.inState(await h.alert(alert('default', { quantity: 3, atr: 4 })), 'awaiting_approval');
    },
    60_000,
  );
});
