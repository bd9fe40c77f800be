// Owns: contracts whose quantities are lots at Dhan (MCX, currencies), as their operator reads them: rupees of the card, of the risk, of the
// limits and of the result; what of them is sent; what is refused where nobody knows how much a lot is, and what leaves all the same.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { dhanHouses, type DhanHouse, type DhanHouseOptions, minutes } from './dhan-house.ts';

const open = dhanHouses();
const PRICES = {
  'MCX_COMM:466101': '100000',
  'MCX_COMM:466102': '100000',
  'MCX_COMM:466103': '90000',
  'MCX_COMM:466104': '6000',
  'MCX_COMM:466105': '300',
  'MCX_COMM:466106': '1400',
  'NSE_CURRENCY:2147': '85',
};
const lots = (more: Partial<DhanHouseOptions> = {}): Promise<DhanHouse> =>
  open({ at: '2026-01-05 10:00', prices: PRICES, cash: '100000000', maxNotional: '100000000', ...more });
const alertOf = (symbol: string, more: object = {}): string =>
  JSON.stringify({ action: 'buy', symbol: `${symbol}-FUT`, exchange: symbol.startsWith('USD') ? 'CDS' : 'MCX', ...more });
const sent = ({ exchange }: DhanHouse): readonly string[] => exchange.trades().map(({ symbol, side, qty }) => `${side} ${qty} ${symbol}`);
const resultOf = async ({ h }: DhanHouse): Promise<number> => {
  const { portfolio } = (await h.client.read('/performance?period=all')).body as { portfolio: { realized_pnl: string }[] };
  return Number(portfolio[0]?.realized_pnl);
};

it.each<[symbol: string, engine: string, from: string, to: string, named: string, units: string]>([
  ['GOLD-2026-02-05', 'MCX_COMM:466101', '100000', '100010', '100 MCX:GOLD-2026-02-05-FUT (1 lot of 100)', '100'],
  ['GOLDM-2026-02-05', 'MCX_COMM:466102', '100000', '100010', '10 MCX:GOLDM-2026-02-05-FUT (1 lot of 10)', '10'],
  ['SILVER-2026-03-05', 'MCX_COMM:466103', '90000', '90010', '30 MCX:SILVER-2026-03-05-FUT (1 lot of 30)', '30'],
  ['CRUDEOIL-2026-01-19', 'MCX_COMM:466104', '6000', '6010', '100 MCX:CRUDEOIL-2026-01-19-FUT (1 lot of 100)', '100'],
  ['NATURALGAS-2026-01-27', 'MCX_COMM:466105', '300', '302', '1250 MCX:NATURALGAS-2026-01-27-FUT (1 lot of 1250)', '1250'],
  ['USDINR-2026-01-28', 'NSE_CURRENCY:2147', '85', '85.5', '1000 CDS:USDINR-2026-01-28-FUT (1 lot of 1000)', '1000'],
])(
  '%s: one lot is sent, and its gain is counted in rupees',
  async (symbol, engine, from, to, named, units) => {
    const house = await lots({ approval: 'confirm' });
    const { h, exchange } = house;
    const id = await h.alert(alertOf(symbol, { quantity: '1' }));
    await h.message(`Order buy ${named}, market`);
    await h.press('Approve');
    await h.inState(id, 'completed');
    expect(sent(house)).toEqual([`buy 1 ${engine}`]);
    exchange.movePrice(engine, to);
    await h.client.say(`/close ${symbol.split('-')[0] ?? ''}`);
    await h.message('Closed');
    expect(sent(house)).toEqual([`buy 1 ${engine}`, `sell 1 ${engine}`]);
    const [bought = 0, sold = 0] = exchange.trades().map(({ price }) => Number(price));
    expect(Math.abs(sold - bought - (Number(to) - Number(from)))).toBeLessThan(2.5);
    expect(await resultOf(house)).toBeCloseTo((sold - bought) * Number(units), 6);
  },
  60_000,
);

const CRUDE = 'CRUDEOIL-2026-01-19';
const CRUDE_AT = 'MCX_COMM:466104';
const heldAt = ({ exchange }: DhanHouse): string => exchange.ledger.position(CRUDE_AT).qty;

it('the stop lies there in lots, a part leaves in lots, and the books agree with the venue', async () => {
  const house = await lots({ product: 'M' });
  const { h, exchange } = house;
  await h.inState(await h.alert(alertOf(CRUDE, { quantity: '3', stop_loss: '5900' })), 'completed');
  await h.message('LONG 300 MCX:CRUDEOIL-2026-01-19-FUT', 'Stop-loss 5900 in place for 300');
  expect(exchange.openOrders()).toMatchObject([{ qty: '3', stopPrice: '5900' }]);
  await h.inState(await h.alert(alertOf(CRUDE, { action: 'sell', quantity: '1' })), 'completed');
  await h.until('the stop of the rest', () => exchange.openOrders()[0]?.qty === '2');
  expect(heldAt(house)).toBe('2');
  await minutes(house, 6);
  expect((await h.client.messages()).filter(({ text }) => text.includes('differ'))).toEqual([]);
  await h.client.say('/orders');
  await h.message('SELL 200 MCX:CRUDEOIL-2026-01-19-FUT');
}, 60_000);

it.each([
  ['what a stop may cost', { risk_amount: '25000', stop_loss: '5900' }, '2'],
  ['an alert in lots', { lots: '2' }, '2'],
  ['a chart that counts its contracts', { quantity: '2', position_size: '2', market_position: 'long' }, '2'],
  ['money', { notional: '1300000' }, '2'],
])(
  '%s comes to whole lots in rupees',
  async (_what, more, count) => {
    const house = await lots();
    await house.h.inState(await house.h.alert(alertOf(CRUDE, more)), 'completed');
    expect(sent(house)).toEqual([`buy ${count} ${CRUDE_AT}`]);
  },
  60_000,
);

it('a target position counts lots, on the way up and down', async () => {
  const house = await lots();
  const { h } = house;
  await h.inState(await h.alert(alertOf(CRUDE, { position_size: '3' })), 'completed');
  expect(heldAt(house)).toBe('3');
  await h.inState(await h.alert(alertOf(CRUDE, { action: 'sell', position_size: '2' })), 'completed');
  expect(heldAt(house)).toBe('2');
}, 60_000);

it('the limit of an order is rupees, not lots at a price', async () => {
  const { h } = await lots({ maxNotional: '1000000' });
  await h.inState(await h.refusedAlert(alertOf(CRUDE, { quantity: '2' })), 'denied');
  await h.message('Entry refused', '1200');
}, 60_000);

it('a number that is lots or units is no entry and says both; what is held of it leaves', async () => {
  const house = await lots();
  const { h } = house;
  await h.inState(await h.refusedAlert(alertOf(CRUDE, { quantity: '100' })), 'denied');
  await h.message('may be 100 lots (10000 units) or 100 units', 'Send "lots"');
  expect(sent(house)).toEqual([]);
  await h.inState(await h.alert(alertOf(CRUDE, { quantity: '1' })), 'completed');
  await h.alert(alertOf(CRUDE, { action: 'close', quantity: '100' }));
  await h.until('flat', () => heldAt(house) === '0');
}, 60_000);

it('how much a lot is that nobody knows: no entry, the remedy is said, and with it there is one', async () => {
  const nickel = alertOf('NICKEL-2026-01-30', { quantity: '1' });
  const { h } = await lots();
  await h.inState(await h.refusedAlert(nickel), 'denied');
  await h.message('Entry refused', 'how much one lot of MCX:NICKEL is, is not known', 'lot_units: { MCX:NICKEL');
}, 60_000);

it('what the operator says of a lot counts', async () => {
  const house = await lots({ account: 'lot_units: { MCX:NICKEL: 250 }' });
  await house.h.inState(await house.h.alert(alertOf('NICKEL-2026-01-30', { quantity: '2' })), 'completed');
  await house.h.message('LONG 500 MCX:NICKEL-2026-01-30-FUT');
  expect(sent(house)).toEqual(['buy 2 MCX_COMM:466106']);
}, 60_000);

it('above the freeze quantity, which is lots too, it goes to be sliced', async () => {
  const house = await lots({ cash: '10000000000', maxNotional: '10000000000' });
  await house.h.inState(await house.h.alert(alertOf(CRUDE, { lots: '150' })), 'completed');
  expect(sent(house)).toEqual([`buy 100 ${CRUDE_AT}`, `buy 50 ${CRUDE_AT}`]);
}, 60_000);

it('what is held of a contract whose lot nobody knows is followed by its price, and leaves at its target', async () => {
  const house = await lots();
  const { h, exchange } = house;
  const at = 'MCX_COMM:466106';
  exchange.place({ clientId: null, symbol: at, side: 'buy', kind: 'market', qty: decimal('2') });
  await h.message('india (SANDBOX) holds 2, the books say 0');
  await h.press('Adopt');
  await h.until('the share', async () => (await h.positions())[0]?.['quantity'] === '2');
  await h.client.say('/target NICKEL 1450');
  await minutes(house, 1);
  exchange.movePrice(at, '1460');
  await h.until('its target', () => exchange.ledger.position(at).qty === '0');
}, 60_000);
