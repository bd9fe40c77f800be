// An exit at Alpaca that the network holds back until it was given up: nothing is reduce-only there, so a second order would sell the
// same again and open a short. It leaves again under its own id, which the venue takes once, and is sold once.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import { alpacaVenue, PAIR, SHARE } from '../venues/alpaca-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { desk, type House, withHouse } from './venue-house.ts';

const LATE: Fault = { type: 'late' };
const AWAY: Fault = { type: 'cut_before' };
const TAKEN: Fault = { type: 'says', status: 422, body: { code: 40010001, message: 'client_order_id must be unique' }, acted: false };
const UNSEEN: Fault = { type: 'says', status: 404, body: { code: 40410000, message: 'order not found' }, acted: false };
/** Its answer, its look-ups and the grace are over. */
const GIVEN_UP_MS = 60_000;

const atAlpaca = (symbol: string, run: (house: House) => Promise<void>): Promise<void> =>
  withHouse(desk(alpacaVenue(), symbol, { broker: 'alpaca', currency: 'USD', engineSymbol: symbol }), run);

const exitsSent = ({ server }: House) =>
  server.attempts.flatMap(({ kind, clientId, body }) => (kind === 'submit' && body.includes('"sell"') ? [clientId] : []));
const traded = ({ exchange }: House) => exchange.trades().map(({ side, qty }) => `${side} ${qty}`);
const exits = ({ process }: House) =>
  [...process.snapshot().orders.values()].filter(({ role }) => role === 'exit').map(({ status, qtyFilled }) => `${status} ${qtyFilled}`);
const held = ({ process }: House) => [...process.snapshot().positions.values()].map(({ qty }) => qty);
const titles = ({ process }: House) => [...process.snapshot().notifications.values()].map(({ title }) => title);

/** Sold once, whoever was first, and the books say so. */
async function expectSoldOnce(house: House, qty: string): Promise<void> {
  await house.pass(10 * 60_000);
  expect(traded(house)).toEqual([`buy ${qty}`, `sell ${qty}`]);
  expect(exits(house).filter((exit) => !exit.endsWith(' 0'))).toEqual([`filled ${qty}`]);
  expect(held(house)).toEqual(['0']);
  expect(house.told()).toEqual([]);
}

describe.each([
  ['shares', SHARE],
  ['coins', PAIR],
])('%s', (_name, symbol) => {
  it('what was given up is sold by its second request, and the first one comes to nothing', () =>
    atAlpaca(symbol, async (house) => {
      await house.alert({ action: 'buy', quantity: 10 });
      house.server.plan.next('submit', LATE);
      await house.alert({ action: 'close' });
      await house.pass(GIVEN_UP_MS);
      expect(traded(house)).toEqual(['buy 10', 'sell 10']);
      expect(titles(house)).toEqual(expect.arrayContaining(['Order lost', `Closing ${symbol} failed once`]));
      house.server.releaseLate();
      await expectSoldOnce(house, '10');
      expect(new Set(exitsSent(house)).size).toBe(1);
      expect(exitsSent(house)).toHaveLength(2);
    }));

  it('the first request comes while the second one is on its way: it is what the books have', () =>
    atAlpaca(symbol, async (house) => {
      await house.alert({ action: 'buy', quantity: 10 });
      house.server.plan.next('submit', LATE, 2);
      await house.alert({ action: 'close' });
      await house.pass(GIVEN_UP_MS);
      expect(exitsSent(house)).toHaveLength(2);
      house.server.releaseLate();
      await expectSoldOnce(house, '10');
    }));

  it('it is not given up as long as no request comes through, and goes with the first that does', () =>
    atAlpaca(symbol, async (house) => {
      await house.alert({ action: 'buy', quantity: 10 });
      house.server.plan.next('submit', LATE);
      house.server.plan.next('submit', AWAY, 4);
      await house.alert({ action: 'close' });
      await house.pass(6 * GIVEN_UP_MS);
      house.server.releaseLate();
      await expectSoldOnce(house, '10');
      expect([new Set(exitsSent(house)).size, titles(house).filter((title) => title.startsWith('Closing'))]).toEqual([
        1,
        [`Closing ${symbol} failed once`],
      ]);
    }));

  it('a process that is killed right after the second request goes on with the same order', () =>
    atAlpaca(symbol, async (house) => {
      await house.alert({ action: 'buy', quantity: 10 });
      house.server.plan.next('submit', LATE, 2);
      await house.alert({ action: 'close' });
      await house.pass(GIVEN_UP_MS);
      expect(exitsSent(house)).toHaveLength(2);
      house.process.kill();
      house.server.cutAll();
      await house.process.start();
      await house.pass(GIVEN_UP_MS);
      house.server.releaseLate();
      await expectSoldOnce(house, '10');
      expect(new Set(exitsSent(house)).size).toBe(1);
    }));

  it('an id that the venue says it has, and shows after a second grace only, is not given another one', () =>
    atAlpaca(symbol, async (house) => {
      expect(house.byHand('buy', decimal('10')).ok).toBe(true);
      await house.alert({ action: 'buy', quantity: 10 });
      house.server.stream.mute(true);
      house.server.plan.next('submit', LATE);
      await house.alert({ action: 'close' });
      // it comes, and for two graces nobody is shown any of it
      house.server.plan.always(['look_up'], UNSEEN);
      await house.pass(15_000);
      house.server.releaseLate();
      for (const { id, side } of house.exchange.trades()) if (side === 'sell') house.hide(id);
      await house.pass(3 * GIVEN_UP_MS);
      expect(exitsSent(house)).toHaveLength(2);
      expect(titles(house)).toContain(`${symbol}: the venue has the exit, and does not show it`);
      house.show();
      house.server.plan.clear();
      house.server.stream.mute(false);
      await house.pass(10 * 60_000);
      expect([traded(house), exits(house), held(house)]).toEqual([['buy 10', 'buy 10', 'sell 10'], ['filled 10'], ['0']]);
      expect(new Set(exitsSent(house)).size).toBe(1);
    }));

  it('an id that the venue says it has and never shows holds nobody in: whoever cancels it leaves with another one', () =>
    atAlpaca(symbol, async (house) => {
      await house.alert({ action: 'buy', quantity: 10 });
      house.server.plan.next('submit', AWAY);
      house.server.plan.next('submit', TAKEN);
      await house.alert({ action: 'close' });
      await house.pass(6 * GIVEN_UP_MS);
      expect(exitsSent(house)).toHaveLength(2);
      await house.process.dispatch({ type: 'cancel_order', orderId: exitsSent(house)[0] as OrderId, by: 'ann', updateId: null });
      await house.pass(15_000);
      await house.alert({ action: 'close' });
      await expectSoldOnce(house, '10');
      expect(new Set(exitsSent(house)).size).toBe(2);
    }));
});

it('what somebody has sold by hand meanwhile is not sold again, and is no fill of ours', () =>
  atAlpaca(SHARE, async (house) => {
    await house.alert({ action: 'buy', quantity: 10 });
    house.server.plan.next('submit', LATE);
    await house.alert({ action: 'close' });
    expect(house.byHand('sell', decimal('4')).ok).toBe(true);
    await house.pass(3 * GIVEN_UP_MS);
    house.server.releaseLate();
    await house.pass(10 * 60_000);
    expect([house.exchange.ledger.position(SHARE).qty, held(house)]).toEqual(['0', ['0']]);
    expect(new Set(exitsSent(house)).size).toBe(1);
  }));

it('what comes when somebody has sold by hand, and waits for the session, is taken back as soon as it shows', () =>
  atAlpaca(SHARE, async (house) => {
    await house.alert({ action: 'buy', quantity: 10 });
    house.server.plan.next('submit', LATE);
    await house.alert({ action: 'close' });
    expect(house.byHand('sell', decimal('10')).ok).toBe(true);
    await house.pass(5 * GIVEN_UP_MS);
    expect(held(house)).toEqual(['0']);
    house.exchange.session.isOpen = false;
    house.server.releaseLate();
    await house.pass(GIVEN_UP_MS);
    expect([house.exchange.openOrders(), exits(house)]).toEqual([[], ['canceled 0']]);
    house.exchange.session.isOpen = true;
    await house.pass(GIVEN_UP_MS);
    expect([house.exchange.ledger.position(SHARE).qty, held(house)]).toEqual(['0', ['0']]);
  }));

it('a close that a person has cancelled while it waited to be sent again does not sell, and what comes of it is told', () =>
  atAlpaca(SHARE, async (house) => {
    await house.alert({ action: 'buy', quantity: 10 });
    house.server.plan.next('submit', LATE);
    house.server.plan.next('submit', AWAY, 2);
    await house.alert({ action: 'close' });
    while (exits(house)[0] !== 'lost 0' || exitsSent(house).length < 3) await house.pass(2_500);
    await house.process.dispatch({ type: 'cancel_order', orderId: exitsSent(house)[0] as OrderId, by: 'ann', updateId: null });
    await house.pass(10 * GIVEN_UP_MS);
    expect([traded(house), held(house), exitsSent(house).length]).toEqual([['buy 10'], ['10'], 3]);
    house.server.releaseLate();
    await house.pass(GIVEN_UP_MS);
    expect([traded(house), held(house)]).toEqual([['buy 10', 'sell 10'], ['0']]);
    expect(titles(house)).toContain('The venue says otherwise');
  }));
