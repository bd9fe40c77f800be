// Shares at Alpaca as a whole: outside the session, in fractions, and with the quantity held by a stop when they are to be left.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { alpacaVenue, PAIR, SHARE, type AlpacaVenue } from '../venues/alpaca-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { type Desk, desk, type House, withHouse } from './venue-house.ts';

type Fake = ReturnType<AlpacaVenue['fake']>;

const atAlpaca = (run: (house: House, fake: Fake) => Promise<void>, symbol: string = SHARE): Promise<void> => {
  const venue = alpacaVenue();
  const which: Desk = desk(venue, symbol, { broker: 'alpaca', currency: 'USD', engineSymbol: symbol });
  return withHouse(which, (house) => run(house, venue.fake()));
};

const bodies = (house: House): Record<string, unknown>[] =>
  house.server.attempts.filter(({ kind }) => kind === 'submit').map(({ body }) => JSON.parse(body) as Record<string, unknown>);
const signals = (house: House) => [...house.process.snapshot().signals.values()];
const held = (house: House) => [...house.process.snapshot().positions.values()].map(({ qty }) => qty);
const orders = (house: House) => house.exchange.orders().map(({ side, kind, qty, status }) => `${side} ${kind} ${qty} ${status}`);
const told = (house: House, words: string) =>
  [...house.process.snapshot().notifications.values()].filter(({ title, text }) => `${title} ${text}`.includes(words));
const sold = (house: House) =>
  house.exchange
    .trades()
    .filter(({ side }) => side === 'sell')
    .map(({ qty }) => qty);
const venueHolds = (house: House) => house.exchange.ledger.position(SHARE).qty;

describe('outside the session', () => {
  it('an entry is a limit order for the day; anything else is refused before it is sent', () =>
    atAlpaca(async (house) => {
      house.exchange.session.isOpen = false;
      await house.alert({ action: 'buy', quantity: 1, extended_hours: true });
      await house.alert({ action: 'buy', quantity: 1, order_type: 'stop', stop_price: 105, extended_hours: true });
      await house.alert({
        action: 'buy',
        quantity: 1,
        order_type: 'limit',
        limit_price: 100.05,
        time_in_force: 'gtc',
        extended_hours: true,
      });
      expect(signals(house).map(({ state, error }) => `${state} ${error?.code}`)).toEqual(
        Array.from({ length: 3 }, () => 'denied UNSUPPORTED'),
      );
      expect(bodies(house)).toEqual([]);
      await house.alert({ action: 'buy', quantity: 1, order_type: 'limit', limit_price: 100.05, extended_hours: true });
      expect(bodies(house)).toMatchObject([{ type: 'limit', time_in_force: 'day', extended_hours: true, qty: '1' }]);
      expect(held(house)).toEqual(['1']);
    }));

  it('there is none for coins, and that is said before anything is sent', () =>
    atAlpaca(async (house) => {
      await house.alert({ action: 'buy', quantity: 1, order_type: 'limit', limit_price: 101, extended_hours: true });
      expect(signals(house).map(({ state }) => state)).not.toContain('completed');
      expect(bodies(house)).toEqual([]);
    }, PAIR));

  it('an exit at market stands at the venue until it opens, which is told once; then it fills, once', () =>
    atAlpaca(async (house) => {
      await house.alert({ action: 'buy', quantity: 5, sl: 90 });
      house.exchange.session.isOpen = false;
      await house.alert({ action: 'close' });
      await house.pass(120_000);
      expect(orders(house)).toEqual(['buy market 5 filled', 'sell stop 5 canceled', 'sell market 5 open']);
      expect(held(house)).toEqual(['5']);
      expect(told(house, 'waits at the venue').map(({ text }) => text)).toEqual([
        expect.stringContaining('the market is closed until 2026-01-0'),
      ]);
      house.process.kill();
      house.server.cutAll();
      await house.process.start();
      await house.pass(120_000);
      expect(orders(house)).toHaveLength(3);
      house.exchange.movePrice(SHARE, '80');
      house.exchange.session.isOpen = true;
      await house.pass(30_000);
      expect(held(house)).toEqual(['0']);
      expect(sold(house)).toEqual(['5']);
      expect(house.told()).toEqual([]);
    }));

  it('an entry at market stands at the venue until it opens, which is told once and says how to take it back', () =>
    atAlpaca(async (house) => {
      house.exchange.session.isOpen = false;
      await house.alert({ action: 'buy', quantity: 5, sl: 90 });
      await house.pass(120_000);
      expect(orders(house)).toEqual(['buy market 5 open']);
      expect(told(house, 'waits at the venue').map(({ severity, text, nextStep }) => ({ severity, text, nextStep }))).toEqual([
        {
          severity: 'warning',
          text: expect.stringContaining('the market is closed until 2026-01-0'),
          nextStep: expect.stringMatching(/^Nothing to do, or \/cancel \w+\.$/),
        },
      ]);
      house.exchange.session.isOpen = true;
      await house.pass(30_000);
      expect(held(house)).toEqual(['5']);
      expect(orders(house)).toEqual(['buy market 5 filled', 'sell stop 5 open']);
    }));

  it('an exit at a limit leaves at once when its sender asked for it', () =>
    atAlpaca(async (house) => {
      await house.alert({ action: 'buy', quantity: 5, sl: 90 });
      house.exchange.session.isOpen = false;
      await house.alert({ action: 'close', order_type: 'limit', limit_price: 99.5, extended_hours: true });
      await house.pass(30_000);
      expect(bodies(house).at(-1)).toMatchObject({ side: 'sell', type: 'limit', time_in_force: 'day', extended_hours: true });
      expect(held(house)).toEqual(['0']);
      expect(sold(house)).toEqual(['5']);
      expect(house.exchange.openOrders()).toEqual([]);
    }));
});

describe('a fraction of a share', () => {
  it('is bought for the day and protected by a stop alone, never by a pair; the stop is ordered anew when its day is over', () =>
    atAlpaca(async (house, fake) => {
      fake.setting.fractions = true;
      await house.alert({ action: 'buy', quantity: 1.5, sl: 90, tp: 120 });
      expect(bodies(house)).toMatchObject([
        { type: 'market', qty: '1.5', time_in_force: 'day' },
        { type: 'stop', qty: '1.5', time_in_force: 'day', stop_price: '90' },
      ]);
      expect(bodies(house).some((body) => 'order_class' in body || 'notional' in body)).toBe(false);
      const stop = house.exchange.openOrders()[0];
      house.exchange.expire(stop?.id ?? '');
      await house.pass(60_000);
      expect(orders(house)).toEqual(['buy market 1.5 filled', 'sell stop 1.5 expired', 'sell stop 1.5 open']);
      await house.alert({ action: 'close' });
      await house.pass(30_000);
      expect(held(house)).toEqual(['0']);
      expect(venueHolds(house)).toBe('0');
      expect(house.exchange.openOrders()).toEqual([]);
    }));

  it('of an amount of money is counted by us to nine digits, and never more than the amount', () =>
    atAlpaca(async (house, fake) => {
      fake.setting.fractions = true;
      await house.alert({ action: 'buy', notional: 50 });
      const [body] = bodies(house);
      expect(body).toMatchObject({ type: 'market', time_in_force: 'day' });
      expect(Number(body?.['qty'])).toBeLessThanOrEqual(50 / 100);
      expect(String(body?.['qty'])).toMatch(/^0\.\d{1,9}$/);
    }));

  it.each([
    ['until cancelled', { order_type: 'limit', limit_price: 99, time_in_force: 'gtc' }],
    ['trailing', { order_type: 'trailing_stop', trailing_stop_percent: 2 }],
    ['sold short', { action: 'sell', order_type: 'limit', limit_price: 101, time_in_force: 'gtc' }],
  ])('%s is refused before it is sent', (_what, fields) =>
    atAlpaca(async (house, fake) => {
      fake.setting.fractions = true;
      await house.alert({ action: 'buy', quantity: 1.5, ...fields });
      const sent = bodies(house);
      // what is sold short is lent whole
      expect(sent.filter(({ qty }) => !Number.isInteger(Number(qty)))).toEqual([]);
      expect(house.exchange.trades()).toEqual([]);
    }),
  );

  it('is rounded down where the share cannot be divided', () =>
    atAlpaca(async (house) => {
      await house.alert({ action: 'buy', quantity: 1.5 });
      expect(bodies(house)).toMatchObject([{ qty: '1' }]);
    }));
});

describe('a quantity that a stop holds', () => {
  const close = async (house: House): Promise<void> => {
    await house.alert({ action: 'buy', quantity: 5, sl: 90 });
    expect(orders(house)).toEqual(['buy market 5 filled', 'sell stop 5 open']);
  };
  const isFlat = (house: House): void => {
    expect(held(house)).toEqual(['0']);
    expect(venueHolds(house)).toBe('0');
    expect(
      sold(house)
        .map(Number)
        .reduce((a, b) => a + b, 0),
    ).toBe(5);
    expect(house.exchange.openOrders()).toEqual([]);
    expect(house.told()).toEqual([]);
  };

  it('is set free first: the exit goes out when the stop is gone, and not before', () =>
    atAlpaca(async (house, fake) => {
      await close(house);
      fake.setting.slowCancels = true;
      await house.send(JSON.stringify({ action: 'close', symbol: SHARE, strategy: 'default' }));
      await house.pass(1_500);
      expect(orders(house)).toEqual(['buy market 5 filled', 'sell stop 5 open']);
      expect(bodies(house)).toHaveLength(2);
      fake.finishCancels();
      await house.pass(10_000);
      expect(bodies(house)).toHaveLength(3);
      isFlat(house);
    }));

  it('that is not set free in two seconds holds nothing back: the exit is sent, refused, and sent again until it is through', () =>
    atAlpaca(async (house, fake) => {
      await close(house);
      fake.setting.slowCancels = true;
      await house.send(JSON.stringify({ action: 'close', symbol: SHARE, strategy: 'default' }));
      await house.pass(20_000);
      expect(bodies(house).length).toBeGreaterThan(2);
      expect(held(house)).toEqual(['5']);
      expect(told(house, 'insufficient qty').length).toBeGreaterThan(0);
      fake.finishCancels();
      fake.setting.slowCancels = false;
      await house.pass(120_000);
      isFlat(house);
    }));

  const FAULTS: readonly (readonly [string, Fault])[] = [
    ['fails', { type: 'server_error', status: 503, acted: false }],
    ['fails and is done all the same', { type: 'server_error', status: 503, acted: true }],
    ['is not answered', { type: 'cut_after' }],
    ['does not arrive', { type: 'cut_before' }],
    ['is turned away', { type: 'rate_limited', retryAfterS: 2 }],
    ['is answered with a page', { type: 'nonsense', body: 'html', acted: true }],
  ];
  it.each(FAULTS)('whose cancel %s is left all the same, once', (_what, fault) =>
    atAlpaca(async (house) => {
      await close(house);
      house.server.plan.next('cancel', fault, 3);
      await house.alert({ action: 'close' });
      await house.pass(120_000);
      isFlat(house);
    }),
  );

  it('that fills while it is being set free is never sold twice', () =>
    atAlpaca(async (house) => {
      await close(house);
      house.exchange.fillAtNextCancel('2');
      await house.alert({ action: 'close' });
      await house.pass(60_000);
      isFlat(house);
      expect(sold(house)).toEqual(['2', '3']);
    }));

  it('stands again when the exit cannot be sent, and the position is never without both for long', () =>
    atAlpaca(async (house) => {
      await close(house);
      house.server.plan.next('submit', { type: 'server_error', status: 503, acted: false }, 1);
      await house.alert({ action: 'close' });
      await house.pass(120_000);
      isFlat(house);
      expect(decimal(venueHolds(house))).toBe('0');
    }));
});
