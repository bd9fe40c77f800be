// Runs what the suite of Phemex's contracts in USDT leaves out over those in USDC with the ccxt adapter, and those fault cases that its own words
// decide: positions and money are lists of one settlement currency there, and the sign of a leverage is the margin mode.

import { describe, expect, test } from 'vitest';
import { readOrder } from '../../src/brokers/ccxt/orders/order-view.ts';
import { leverageParams } from '../../src/brokers/ccxt/orders/leverage-words.ts';
import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { PHEMEX } from '../venues/ccxt-venues.ts';
import { PHEMEX_USDC } from '../venues/phemex-usdc-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { atSwap, BUY, EXIT, findsLostStop, STOP } from './at-swap.ts';
import { balances, fillsOf, position, refusal, requestOf, submit, SWAP } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { cancelCases } from './cases-cancel.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

describe('broker contract: phemex in USDC by ccxt', () => {
  const make = remoteHarness(PHEMEX_USDC);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
});

describe('faults: phemex in USDC by ccxt', () => {
  const own = /^F(?:01|06|12|28)/;
  registerFaultCases(
    remoteHarness(impatient(PHEMEX_USDC)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

test('contracts in USDC and in USDT are both held, each with its money', async () => {
  const make = remoteHarness({ ...PHEMEX_USDC, names: null });
  const venue = await make({ balances: { USDC: '10000', USDT: '500' }, liquidityPerStep: null });
  try {
    for (const [symbol, side] of [
      ['BTCUSDC', 'buy'],
      ['BTCUSDT', 'sell'],
    ] as const) {
      venue.exchange.movePrice(symbol, '100');
      venue.exchange.place({ clientId: null, symbol, side, kind: 'market', qty: decimal('2') });
    }
    const held = await venue.broker().positions();
    const shown = held.type === 'ok' ? held.positions.map(({ symbol, qty }) => `${qty} ${symbol}`) : [held.reason];
    expect(shown.toSorted((a, b) => a.localeCompare(b))).toEqual(['-2 BTC/USDT:USDT', '2 BTC/USDC:USDC']);
    const money = (await balances(venue)).map(({ currency, total, free }) => `${currency} ${total} ${free}`);
    expect(money).toEqual(['USDT 499.900001 299.902001', 'USDC 9999.899999 9799.897999']);
  } finally {
    await venue.close();
  }
});

test('whoever has no account in USDC is not without positions, whatever the venue says of it', () => {
  const away = { status: 200, body: { code: 10500, msg: 'Please try again later', data: null } };
  const front: typeof PHEMEX.front = (exchange) => {
    const made = PHEMEX.front(exchange);
    return { ...made, answer: (request) => (request.query.get('currency') === 'USDC' ? away : made.answer(request)) };
  };
  return atSwap({ ...PHEMEX, exchange: PHEMEX_USDC.exchange, front }, async (venue) => {
    await submit(venue, BUY);
    expect(await position(venue, SWAP)).toBe('1');
    expect(await venue.broker().balances()).toMatchObject({ type: 'ok' });
  });
});

test('an execution is heard from the stream, which ccxt names by what is in it', () =>
  atSwap(PHEMEX_USDC, async (venue) => {
    const order = await submit(venue, { ...BUY, limit: '95' });
    await venue.movePrice(SWAP, '94');
    expect(fillsOf(venue, order.id)).toMatchObject([{ qty: '1', feeCurrency: 'USDT' }]);
  }));

test('a stop whose answer is lost is found, and one that was never taken is said not to be there', () =>
  atSwap(PHEMEX_USDC, findsLostStop));

test('a stop of which only the trigger was touched has not ended', () => {
  const info = { ordStatus: 3, execQtyRq: '0', orderQtyRq: '1' };
  const listed = { instrument: {} as never, contractSize: ONE, isActive: true };
  const view = readOrder('phemex', { id: '1', symbol: SWAP, status: 'closed', amount: 1, filled: undefined, info }, () => listed);
  expect(view).toMatchObject({ status: 'open', qtyFilled: '0' });
});

describe('leverage', () => {
  const FIVE = { leverage: decimal('5') };
  const asked = ({ server }: RemoteHarness): string[] =>
    server.attempts.filter(({ method }) => method === 'PUT').map(({ rawQuery }) => rawQuery.replace(/^.*leverageRr=/, ''));

  test('alone leaves the margin as it is, and a margin mode goes with it', () =>
    atSwap(PHEMEX, async (venue) => {
      await submit(venue, { ...BUY, terms: FIVE });
      expect(asked(venue)).toEqual(['-5']);
      await submit(venue, { ...BUY, terms: { ...FIVE, marginMode: 'isolated' } });
      await submit(venue, { ...BUY, terms: { ...FIVE, marginMode: 'cross' } });
      expect(asked(venue)).toEqual(['-5', '5', '-5']);
      await submit(venue, EXIT);
      await submit(venue, STOP);
      expect(asked(venue)).toHaveLength(3);
    }));

  test('a margin mode that is not the one of the market is refused without one', () =>
    atSwap(PHEMEX, async (venue) => {
      await submit(venue, { ...BUY, terms: { marginMode: 'cross' } });
      expect(await refusal(venue, { ...BUY, terms: { marginMode: 'isolated' } })).toMatch('together with a leverage');
      expect(asked(venue)).toEqual([]);
    }));

  test('nothing is set where nobody has said on which margin the market is', () =>
    atSwap(PHEMEX, async (venue) => {
      venue.server.plan.always(['read'], { type: 'says', status: 200, body: { code: 10500, msg: 'busy', data: null }, acted: false });
      await venue.restart();
      const outcome = await venue.broker().submit(await requestOf(venue, { ...BUY, terms: FIVE }));
      expect(outcome.type).not.toBe('accepted');
      expect(asked(venue)).toEqual([]);
    }));

  test('where long and short are held apart it is that of either', () =>
    expect(leverageParams('phemex', { leverage: decimal('5'), mode: 'cross', side: 'buy', hedged: true })).toEqual({
      longLeverageRr: -5,
      shortLeverageRr: -5,
    }));
});
