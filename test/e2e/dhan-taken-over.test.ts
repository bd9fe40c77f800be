// Owns: what people hold at Dhan from elsewhere: delivered shares, super orders, contracts that have expired. It is left as what it is
// held: shares for delivery that are sold as intraday stay, and a short stands beside them.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { dhanHouses, type DhanHouse, indian, minutes, SHARE_AT, until } from './dhan-house.ts';

const open = dhanHouses();
const sent = ({ server }: DhanHouse, field: string): readonly unknown[] =>
  server.attempts.flatMap(({ kind, body }) => (kind === 'submit' ? [(JSON.parse(body) as Record<string, unknown>)[field]] : []));

it('delivered shares that are taken over by an intraday account are sold from delivery', async () => {
  const house = await open({ at: '2026-01-05 10:00', product: 'I', front: { holdings: new Map([['2885', decimal('20')]]) } });
  const { h } = house;
  await h.message('india (SANDBOX) holds 20, the books say 0');
  await h.press('Adopt');
  await h.until('the share', async () => (await h.positions())[0]?.['quantity'] === '20');
  // at what Dhan says that they were bought at
  expect((await h.positions())[0]).toMatchObject({ entry_price: '100' });
  await h.inState(await h.alert('CLOSE RELIANCE'), 'completed');
  expect(sent(house, 'productType')).toEqual(['CNC']);
}, 60_000);

it('shares are bought on margin (MTF) where the alert says so, and left as such', async () => {
  const house = await open({ at: '2026-01-05 10:00', product: 'C' });
  const { h } = house;
  const leg = { transactionType: 'B', orderType: 'MKT', quantity: '5', exchange: 'NSE', symbol: 'RELIANCE', instrument: 'EQ' };
  const alert = { alertType: 'multi_leg_order', order_legs: [{ ...leg, productType: 'MTF', sort_order: '1', price: '0' }] };
  await h.inState(await h.alert(JSON.stringify(alert)), 'completed');
  await h.inState(await h.alert('CLOSE RELIANCE'), 'completed');
  expect(sent(house, 'productType')).toEqual(['MTF', 'MTF']);
  expect(house.exchange.ledger.position(SHARE_AT).qty).toBe('0');
}, 60_000);

const LEG = { transactionType: 'SELL', remainingQuantity: 10, triggeredQuantity: 0, orderStatus: 'PENDING', trailingJump: 0 };
const SUPER = {
  orderId: '5925022734212',
  correlationId: 'NA',
  orderStatus: 'TRADED',
  transactionType: 'BUY',
  exchangeSegment: 'NSE_EQ',
  productType: 'INTRADAY',
  orderType: 'LIMIT',
  securityId: '2885',
  tradingSymbol: 'RELIANCE',
  quantity: 10,
  filledQty: 10,
  price: 1500,
  legDetails: [
    { ...LEG, legName: 'STOP_LOSS_LEG', price: 1450 },
    { ...LEG, legName: 'TARGET_LEG', price: 1600 },
  ],
};

it('the legs of a super order are shown, cancelled one by one, and followed as what leaves', async () => {
  const house = await open({ at: '2026-01-05 10:00', front: { superOrders: [SUPER] } });
  const { h, exchange, server } = house;
  exchange.place({ clientId: null, symbol: SHARE_AT, side: 'buy', kind: 'market', qty: decimal('10') });
  await h.message('an open order that is not followed', 'STOP_LOSS_LEG at 1450 reduce-only');
  await h.message('an open order that is not followed', 'TARGET_LEG, limit 1600 reduce-only');
  // the newest question
  await h.press('Adopt');
  await h.until('it to be followed', async () => (await h.orders())[0]?.['status'] === 'accepted');
  expect((await h.orders())[0]).toMatchObject({ side: 'sell', reduce_only: true, role: 'exit' });
  await h.client.say('/orders');
  await h.message('SELL 10 RELIANCE', 'exit', 'Accepted by the venue');
  await h.press('Close (cancel it)');
  await h.until('the cancel', () => server.attempts.some(({ kind, path }) => kind === 'cancel' && path.endsWith('_LEG')));
  await minutes(house, 1);
  expect(exchange.ledger.position(SHARE_AT).qty).toBe('10');
}, 60_000);

it('a leg that is followed and that a person cancels at Dhan is cancelled here, not lost', async () => {
  const legs = (orderStatus: string) => [SUPER.legDetails[0], { ...LEG, legName: 'TARGET_LEG', price: 1600, orderStatus }];
  const superOrders = [{ ...SUPER, legDetails: legs('PENDING') }];
  const house = await open({ at: '2026-01-05 10:00', front: { superOrders } });
  const { h, exchange } = house;
  exchange.place({ clientId: null, symbol: SHARE_AT, side: 'buy', kind: 'market', qty: decimal('10') });
  await h.message('an open order that is not followed', 'STOP_LOSS_LEG at 1450 reduce-only');
  await h.message('an open order that is not followed', 'TARGET_LEG, limit 1600 reduce-only');
  await h.press('Adopt');
  await h.until('it to be followed', async () => (await h.orders())[0]?.['status'] === 'accepted');
  superOrders[0] = { ...SUPER, legDetails: legs('CANCELLED') };
  await minutes(house, 5);
  expect((await h.orders())[0]).toMatchObject({ status: 'canceled' });
  expect((await h.client.messages()).filter(({ text }) => text.includes('Order lost'))).toEqual([]);
}, 60_000);

const OPTION = 'NSE_FNO:47009';
const contract = { exchange: 'NFO', symbol: 'NIFTY', instrument: 'CE', strike_price: '24200', expiry_date: '2026-01-06', productType: 'M' };
const legOf = (transactionType: 'B' | 'S', more: object = {}): string => {
  const order = { transactionType, orderType: 'MKT', quantity: '65', sort_order: '1', price: '0', ...contract, ...more };
  return JSON.stringify({ alertType: 'multi_leg_order', order_legs: [order] });
};

it('an option that has expired is not asked to be sold over and over: the books follow what is there', async () => {
  const house = await open({ at: '2026-01-06 23:50', prices: { [OPTION]: '120' } });
  const { h, exchange } = house;
  await h.inState(await h.alert(legOf('B')), 'completed');
  exchange.place({ clientId: null, symbol: OPTION, side: 'sell', kind: 'market', qty: decimal('65') });
  await until(house, indian('2026-01-07 00:05'));
  const exit = await h.alert('CLOSE NIFTY');
  const told = await h.message('less is there than the books said');
  expect(told.text).toContain('by hand or by the broker, or has expired');
  await h.message('CLOSE NFO:NIFTY-2026-01-06-24200-CE', 'has expired on 2026-01-06: nothing of it can be traded any more');
  await minutes(house, 2);
  expect(await h.positions()).toEqual([]);
  expect(['completed', 'failed']).toContain(await h.signalState(exit));
}, 60_000);

it('on its last day an option is bought by "the nearest", left before the close, and not entered the day after', async () => {
  const house = await open({
    at: '2026-01-06 15:12',
    prices: { [OPTION]: '120' },
    strategy: 'protection: { time_stop: { before_close: 10m } }',
  });
  const { h, exchange } = house;
  await h.inState(await h.alert(legOf('B', { expiry_date: 'weekly', productType: 'I' })), 'completed');
  await h.message('LONG 65 NFO:NIFTY-2026-01-06-24200-CE', 'Leaves at 15:20:00');
  await until(house, indian('2026-01-06 15:20'));
  await h.until('it to be left', () => exchange.ledger.position(OPTION).qty === '0');
  expect(h.clock.now()).toBeLessThan(indian('2026-01-06 15:29'));
  const late = await h.refusedAlert(legOf('B', { expiry_date: '2026-01-05' }));
  await h.inState(late, 'denied');
  await h.message('Entry refused: UNKNOWN_SYMBOL', 'NFO:NIFTY-2026-01-06-24200-CE');
}, 60_000);

it('shares that are held as several products are said to be, and neither taken over nor closed by an order that would open a short', async () => {
  const house = await open({ at: '2026-01-05 10:00', product: 'I', front: { holdings: new Map([['2885', decimal('20')]]) } });
  const { h } = house;
  await h.message('india (SANDBOX) holds 20, the books say 0');
  const [close, adopt] = [
    await h.until('Close', () => h.client.button('Close it')),
    await h.until('Adopt', () => h.client.button('Adopt')),
  ];
  await h.inState(await h.alert('BUY RELIANCE qty=5'), 'completed');
  await minutes(house, 2);
  await h.client.say('/positions');
  const shown = await h.message('20 that no strategy holds; it is held there as INTRADAY 5 and CNC 20');
  expect(shown.keyboard.flat().map((button) => JSON.stringify(button))).not.toContainEqual(expect.stringContaining('Close it'));
  // of the message from before
  const refused = JSON.stringify(await h.client.tap(close));
  expect(refused).toContain('india holds RELIANCE as several products');
  expect(refused).toContain('Close or convert all but one of them at the venue first');
  expect(JSON.stringify(await h.client.tap(adopt))).toContain('it has changed since');
  await minutes(house, 2);
  expect(sent(house, 'transactionType')).toEqual(['BUY']);
  expect((await h.positions())[0]).toMatchObject({ quantity: '5' });
  await h.inState(await h.alert('CLOSE RELIANCE'), 'completed');
  expect(sent(house, 'productType')).toEqual(['INTRADAY', 'INTRADAY']);
}, 60_000);

it('an intraday trade that was closed by hand is not sold once more against delivered shares', async () => {
  const house = await open({ at: '2026-01-05 10:00', product: 'I', front: { holdings: new Map([['2885', decimal('20')]]) } });
  const { h, exchange } = house;
  await h.inState(await h.alert('BUY RELIANCE qty=5'), 'completed');
  await minutes(house, 2);
  exchange.place({ clientId: null, symbol: SHARE_AT, side: 'sell', kind: 'market', qty: decimal('5') });
  await h.client.say('/close RELIANCE');
  await h.message('5 RELIANCE written off: india has 0');
  await minutes(house, 2);
  expect(sent(house, 'transactionType')).toEqual(['BUY']);
  expect(exchange.ledger.position(SHARE_AT).qty).toBe('0');
}, 60_000);
