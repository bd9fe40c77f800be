// Owns: derivatives at Dhan as their operator reads them: the words of an alert leave day and strike open, the card names the contract
// that is bought, in units and in lots; what does not exist is refused with what does.

import { expect, it } from 'vitest';
import { dhanHouses, type DhanHouse, minutes, NIFTY_AT } from './dhan-house.ts';

const open = dhanHouses();
/** Calls and puts of 6 January from 24000 in steps of 50, and of 27 January from 24000 in steps of 100. */
const PRICES = Object.fromEntries([
  ...Array.from({ length: 18 }, (_, index) => [`NSE_FNO:${47_001 + index}`, '120'] as const),
  ...Array.from({ length: 10 }, (_, index) => [`NSE_FNO:${48_001 + index}`, '150'] as const),
]);
const nifty = (approval: 'auto' | 'confirm' = 'auto'): Promise<DhanHouse> =>
  open({ at: '2026-01-05 10:00', prices: PRICES, cash: '100000000', approval });
const legOf = (more: object): object => ({
  transactionType: 'B',
  orderType: 'MKT',
  quantity: '65',
  exchange: 'NFO',
  symbol: 'NIFTY',
  productType: 'I',
  sort_order: '1',
  price: '0',
  ...more,
});
const alertOf = (...legs: object[]): string => JSON.stringify({ alertType: 'multi_leg_order', order_legs: legs.map(legOf) });
const bought = ({ exchange }: DhanHouse): readonly string[] => exchange.trades().map(({ symbol, side, qty }) => `${side} ${qty} ${symbol}`);

it.each<[string, object, string, string]>([
  ['a step above the money', { instrument: 'CE', strike_price: 'ATM+1' }, '2026-01-06-24250-CE', '47011'],
  ['in the money', { instrument: 'CE', strike_offset: 'ITM1' }, '2026-01-06-24150-CE', '47007'],
  ['a put by day and strike', { instrument: 'PE', strike_price: '24200', expiry_date: '2026-01-27' }, '2026-01-27-24200-PE', '48006'],
  ['a call of the month', { instrument: 'CE', strike_price: '24200', expiry_date: 'monthly' }, '2026-01-27-24200-CE', '48005'],
  ['without a day', { instrument: 'CE', strike_price: '24200' }, '2026-01-06-24200-CE', '47009'],
  ['the nearest future', { instrument: 'FUT' }, '2026-01-27-FUT', '35001'],
])(
  '%s: the card that asks names the contract and its lots, and that is bought and left',
  async (_what, more, name, securityId) => {
    const house = await nifty('confirm');
    const { h } = house;
    const id = await h.alert(alertOf({ ...more, quantity: '130' }));
    await h.message(`Order buy 130 NFO:NIFTY-${name} (2 lots of 65), market`);
    await h.press('Approve');
    await h.inState(id, 'completed');
    await h.message('Filled: 130 NIFTY', `LONG 130 NFO:NIFTY-${name}`);
    // the money has moved meanwhile
    house.exchange.movePrice(NIFTY_AT, '24390');
    await h.client.say('/close NIFTY');
    await h.message('Closed 130 at');
    expect(bought(house)).toEqual([`buy 130 NSE_FNO:${securityId}`, `sell 130 NSE_FNO:${securityId}`]);
  },
  60_000,
);

it('a size in lots is counted by the list of the day', async () => {
  const house = await nifty();
  const { h } = house;
  await h.inState(await h.alert(alertOf({ instrument: 'CE', strike_price: 'ATM', lots: '2', quantity: undefined })), 'completed');
  await h.message('2 lots × 65 NIFTY = 130 NIFTY from the alert');
  expect(bought(house)).toEqual(['buy 130 NSE_FNO:47009']);
}, 60_000);

it('less than a lot is refused with what a lot is', async () => {
  const { h } = await nifty();
  await h.inState(await h.refusedAlert(alertOf({ instrument: 'CE', strike_price: '24200', quantity: '1' })), 'denied');
  await h.message('Entry refused: QUANTITY_TOO_SMALL', 'one lot is 65. Send that, or "lots": 1.');
}, 60_000);

it('a strike that does not exist is refused with those that are near it', async () => {
  const { h } = await nifty();
  await h.inState(await h.refusedAlert(alertOf({ instrument: 'CE', strike_price: '24225' })), 'denied');
  const refusal = await h.message('Entry refused: UNKNOWN_SYMBOL');
  expect(refusal.text).toContain('NFO:NIFTY-2026-01-06-24200-CE, NFO:NIFTY-2026-01-06-24250-CE');
  expect(refusal.text).toContain('Name a contract that is listed');
  expect(refusal.text).not.toContain('alias');
}, 60_000);

it('two legs of one alert: the card that asks for both names both contracts', async () => {
  const house = await nifty('confirm');
  const { h } = house;
  await h.alert(alertOf({ instrument: 'CE', strike_price: 'OTM2' }, { instrument: 'PE', strike_price: 'OTM2', sort_order: '2' }));
  await h.message('buy 65 NFO:NIFTY-2026-01-06-24300-CE (1 lot of 65)', 'buy 65 NFO:NIFTY-2026-01-06-24100-PE (1 lot of 65)');
  await h.press('Approve');
  await h.until('both', () => bought(house).length === 2);
  expect([...bought(house)].sort()).toEqual(['buy 65 NSE_FNO:47013', 'buy 65 NSE_FNO:47006'].sort());
}, 60_000);

it('a share of the same name at two exchanges is asked about, and each is left for itself', async () => {
  const house = await open({ at: '2026-01-05 10:00', prices: { 'NSE_EQ:11536': '3510', 'BSE_EQ:532540': '3500' } });
  const { h, exchange } = house;
  const share = { instrument: 'EQ', symbol: 'TCS' };
  await h.inState(await h.alert(alertOf({ ...share, exchange: 'BSE', quantity: '2' })), 'completed');
  await h.inState(await h.alert(alertOf({ ...share, exchange: 'NSE', quantity: '3' })), 'completed');
  await h.client.say('/close TCS');
  await h.message('Which one?', 'LONG 2 BSE:TCS', 'LONG 3 TCS');
  await h.inState(await h.alert(alertOf({ ...share, exchange: 'BSE', quantity: '2', transactionType: 'S' })), 'completed');
  await minutes(house, 1);
  expect([exchange.ledger.position('BSE_EQ:532540').qty, exchange.ledger.position('NSE_EQ:11536').qty]).toEqual(['0', '3']);
}, 60_000);

it('above the freeze quantity: one card, one order, one stop over all slices, half of it closed, all of it killed', async () => {
  const house = await nifty();
  const { h, exchange } = house;
  await h.inState(await h.alert(alertOf({ instrument: 'CE', strike_price: '24200', quantity: '3900', stop_loss: '100' })), 'completed');
  await h.message('Filled: 3900 NIFTY', 'Stop-loss 100 in place for 3900');
  const stops = (): number => exchange.openOrders().reduce((total, { qty }) => total + Number(qty), 0);
  await h.until('the stop', () => stops() === 3900);
  expect(exchange.openOrders()).toHaveLength(3);
  await h.client.say('/orders');
  await h.message('SELL 3900 NFO:NIFTY-2026-01-06-24200-CE', 'Open at the venue');
  await h.press('Close 50 %');
  await h.until('half of it', () => exchange.ledger.position('NSE_FNO:47009').qty === '1950');
  await h.until('the stop of the rest', () => stops() === 1950);
  await h.client.say('/kill');
  await h.press('Confirm kill');
  await h.until('nothing', () => exchange.ledger.position('NSE_FNO:47009').qty === '0' && stops() === 0);
  await h.until('the books to be empty', async () => (await h.positions()).length === 0);
}, 60_000);
