import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
  second: { broker: paper, balances: { USDT: 100000 }, prices: signal }
  poor: { broker: paper, balances: { USDT: 10 }, prices: signal }
strategies:
  default: { account: paper, approval: confirm }
  auto: { account: paper, approval: auto, legs_on_failure: unwind }
  both: { accounts: [{ name: paper }, { name: second, scale: 0.5 }], approval: auto }
  uneven: { accounts: [{ name: paper }, { name: poor }], approval: auto }
`;

const leg = (order: number, symbol: string, price: number, quantity: string): Record<string, unknown> => ({
  transactionType: 'B',
  orderType: 'MKT',
  quantity,
  symbol,
  sort_order: String(order),
  price: String(price),
});
const legs = (strategy: string, ...each: Record<string, unknown>[]): string =>
  JSON.stringify({ alertType: 'multi_leg_order', strategy, order_legs: each });
const BTC = leg(1, 'BTCUSDT.P', 45_000, '0.1');
const ETH = leg(2, 'ETHUSDT.P', 3_000, '2');

let house: House | null = null;
const open = async (): Promise<House> => {
  house = await House.open({ configYaml: CONFIG });
  return house;
};
afterEach(async () => {
  await house?.close();
  house = null;
});

describe('an alert of two legs, through the whole house', () => {
  it('is answered leg by leg, asked about on one card, and filled in order', async () => {
    const h = await open();
    const answer = await h.client.alert(legs('default', ETH, BTC));
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({
      success: true,
      alertType: 'multi_leg_order',
      message: 'Processed 2 order leg(s)',
      results: [
        { leg_number: 1, symbol: 'BTCUSDT.P', instrument: 'BTC/USDT:USDT', transaction: 'B', quantity: '0.1', status: 'acknowledged' },
        { leg_number: 2, symbol: 'ETHUSDT.P', instrument: 'ETH/USDT:USDT', transaction: 'B', quantity: '2', status: 'acknowledged' },
      ],
    });
    const id = String(answer.body['signal_id']);
    const card = await h.message('2 LEGS', 'Cost of all 10501.05 USDT', 'PAPER');
    await h.press('Approve');
    await h.inState(id, 'completed');
    const told = await h.message('All of it is done', 'Filled: 0.1 BTC', 'Filled: 2 ETH');
    expect(told.id).toBe(card.id);
    const { body } = await h.client.read(`/signals/${id}`);
    expect(body).toMatchObject({
      action: 'multi',
      children: [
        { leg: 1, state: 'completed' },
        { leg: 2, state: 'completed' },
      ],
    });
    const orders = await h.orders();
    expect([...(body['order_ids'] as string[])].sort()).toEqual(orders.map((order) => String(order['id'])).sort());
    expect((await h.client.read('/history')).body['alerts']).toMatchObject([{ signal_id: id, state: 'completed' }]);
  });

  it('holds the two strikes of a spread beside each other on paper, also after a restart', async () => {
    const h = await open();
    const option = (order: number, side: string, strike: string, price: number): Record<string, unknown> => ({
      ...leg(order, 'NIFTY', price, '75'),
      transactionType: side,
      exchange: 'NFO',
      instrument: 'CE',
      productType: 'M',
      strike_price: strike,
      expiry_date: '2026-03-26',
    });
    await h.inState(await h.alert(legs('auto', option(1, 'B', '24500', 120), option(2, 'S', '24700', 80))), 'completed');
    await h.restart();
    const held = (await h.positions()).map(({ symbol, side, quantity }) => `${String(symbol)} ${String(side)} ${String(quantity)}`);
    expect(new Set(held)).toEqual(new Set(['NFO:NIFTY-2026-03-26-24500-CE long 75', 'NFO:NIFTY-2026-03-26-24700-CE short 75']));
  });

  it('that holds the same on two accounts gets buttons that say which account they are for', async () => {
    const h = await open();
    const buy = JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', price: 45_000, quantity: 0.1, strategy: 'both' });
    await h.inState(await h.alert(buy), 'completed');
    await h.client.say('/positions');
    const { keyboard } = await h.message('LONG 0.1', 'LONG 0.05');
    const texts = keyboard.flat().map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toContain('Close 100 % BTC/USDT:USDT both paper');
    await h.press('Close 100 % BTC/USDT:USDT both second');
    await h.until('one position', async () => (await h.positions()).length === 1);
    expect(await h.positions()).toMatchObject([{ account: 'paper', quantity: '0.1' }]);
  });

  it('that cannot be paid for in full is closed again', async () => {
    const h = await open();
    const id = await h.alert(legs('auto', BTC, leg(2, 'ETHUSDT.P', 3_000, '5000')));
    await h.inState(id, 'completed');
    expect(await h.positions()).toEqual([]);
    const orders = await h.orders();
    expect(orders.map((order) => [order['side'], order['status'], order['quantity'], order['reduce_only']])).toEqual(
      expect.arrayContaining([
        ['buy', 'filled', '0.1', false],
        ['buy', 'rejected', '5000', false],
        ['sell', 'filled', '0.1', true],
      ]),
    );
    expect(orders).toHaveLength(3);
    await h.message('A leg failed', 'leg 2 (ETH/USDT:USDT)');
  });

  it('whose first rests when another fails does not say that anything of it was closed again', async () => {
    const h = await open();
    const resting = { ...leg(1, 'BTCUSDT.P', 40_000, '0.1'), orderType: 'LMT' };
    await h.inState(await h.alert(legs('auto', resting, leg(2, 'ETHUSDT.P', 3_000, '5000'))), 'failed');
    const { text } = await h.message('2 LEGS', 'Nothing of it was left to close');
    expect(text).not.toContain('Closed again');
  });

  it('of which one is refused sends nothing and says which leg, in the documented fields', async () => {
    const h = await open();
    const { status, body } = await h.client.alert(legs('auto', BTC, leg(2, '??', 1, '1')));
    expect(status).toBe(422);
    expect(body['detail']).toEqual(expect.any(String));
    expect(await h.orders()).toEqual([]);
  });

  it('of one leg is called what its sender calls it, in the answer and in the order log', async () => {
    const h = await open();
    for (const alertType of ['multi_leg_order', 'single_order']) {
      const body = JSON.stringify({
        alertType,
        strategy: 'auto',
        order_legs: [{ ...BTC, quantity: alertType === 'single_order' ? '0.2' : '0.1' }],
      });
      const explained = await h.client.alert(body, '/webhook/test');
      expect(explained.body).toMatchObject({ action: 'buy', alertType });
      const answer = await h.client.alert(body);
      expect(answer.body).toMatchObject({ alertType, message: 'Processed 1 order leg(s)', results: [{ leg_number: 1 }] });
      await h.inState(String(answer.body['signal_id']), 'completed');
    }
    const rows = (await h.table('/orders.csv')).trim().split(/\r?\n/).slice(1);
    expect(rows.map((row) => row.split(',')[1])).toEqual(['multi_leg_order', 'single_order']);
  });

  it('under a word that is none of the documented ones is refused, not traded', async () => {
    const h = await open();
    const { status, body } = await h.client.alert(JSON.stringify({ alertType: 'modify_order', strategy: 'auto', order_legs: [BTC] }));
    expect(status).toBe(422);
    expect(body['detail']).toMatch(/^Payload validation error: alertType is none of/);
    expect(await h.orders()).toEqual([]);
  });

  it('is explained leg by leg without being traded', async () => {
    const h = await open();
    const { status, body } = await h.client.alert(legs('default', BTC, ETH), '/webhook/test');
    expect(status).toBe(200);
    expect(body['verdict']).toMatchObject({ would: 'ask' });
    const checks = (body['verdict'] as { checks: { check: string }[] }).checks.map(({ check }) => check);
    expect(checks.filter((check) => check.endsWith(': size'))).toEqual(['leg 1 on paper: size', 'leg 2 on paper: size']);
    expect(await h.orders()).toEqual([]);
  });

  it('waits on its card over a restart', async () => {
    const h = await open();
    const id = await h.alert(legs('default', BTC, ETH));
    await h.message('2 LEGS', 'Cost of all');
    await h.restart();
    expect(await h.signalState(id)).toBe('awaiting_approval');
    await h.press('Approve');
    await h.inState(id, 'completed');
    expect((await h.orders()).filter((order) => order['reduce_only'] === false)).toHaveLength(2);
  });
});

describe('legs and time', () => {
  it('a card that is answered after a minute is priced anew, and both legs go', async () => {
    const h = await open();
    const id = await h.alert(legs('default', BTC, ETH));
    await h.message('2 LEGS', 'Cost of all');
    await h.clock.advance(60_000);
    await h.press('Approve');
    await h.inState(id, 'completed');
    expect((await h.orders()).map(({ status }) => status)).toEqual(['filled', 'filled']);
  });

  it('a delay of the second leg holds back the second leg alone, over a restart', async () => {
    const h = await open();
    const order = { strategy: 'auto', action: 'buy', quantity: 0.1 };
    const id = await h.alert(
      JSON.stringify([
        { ...order, symbol: 'BTCUSDT.P', price: 45_000 },
        { ...order, symbol: 'ETHUSDT.P', price: 3_000, delay_seconds: 90 },
      ]),
    );
    await h.until('the first leg', async () => (await h.orders()).some(({ status }) => status === 'filled'));
    expect(await h.orders()).toHaveLength(1);
    await h.restart();
    await h.clock.advance(60_000);
    expect(await h.orders()).toHaveLength(1);
    await h.clock.advance(30_000);
    await h.inState(id, 'completed');
    expect((await h.orders()).map(({ symbol, status }) => [symbol, status])).toEqual(
      expect.arrayContaining([
        ['BTC/USDT:USDT', 'filled'],
        ['ETH/USDT:USDT', 'filled'],
      ]),
    );
  });
});

describe('one alert for two accounts', () => {
  it('enters both in their size, and leaves both', async () => {
    const h = await open();
    const entry = await h.client.alert('{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"price":45000,"strategy":"both"}');
    expect(entry.body).toMatchObject({
      alertType: 'single_order',
      results: [{ account: 'paper' }, { account: 'second', quantity: '0.05' }],
    });
    await h.inState(String(entry.body['signal_id']), 'completed');
    const held = (await h.positions()).map((position) => [position['account'], position['quantity']]);
    expect(held).toEqual(
      expect.arrayContaining([
        ['paper', '0.1'],
        ['second', '0.05'],
      ]),
    );
    expect(held).toHaveLength(2);
    await h.inState(await h.alert('{"action":"close","symbol":"BTCUSDT.P","strategy":"both"}'), 'completed');
    expect(await h.positions()).toEqual([]);
  });
});

it('an account that refuses its share does not say that nothing is open, while another has it', async () => {
  const h = await open();
  await h.alert('BUY LTCUSDT @ 100 qty=1', '/webhook/uneven');
  const { text } = await h.message('A leg failed', 'uneven, account poor (PAPER)');
  expect(text).toContain('Nothing of it has filled on this account');
  expect(text).toContain('sent again, the alert would be entered twice there');
  expect(text).not.toContain('Nothing of it is open');
  await h.until('the other share', async () =>
    (await h.positions()).some(({ account, quantity }) => account === 'paper' && quantity === '1'),
  );
});
