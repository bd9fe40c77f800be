// A position from its alert to its result, led by hand: through the real application, its console and its read endpoints.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper }
strategies:
  default: { account: paper, approval: auto }
`;

let h: House;
beforeEach(async () => {
  h = await House.open({ configYaml: CONFIG });
});
afterEach(() => h.close());

const only = async (): Promise<Record<string, unknown>> => {
  const [position] = await h.positions();
  return position ?? {};
};

it('its stop is moved by an answer to a question, also behind a restart, its size is halved, and its result is told', async () => {
  await h.alert('{"action":"buy","symbol":"BTCUSDT","quantity":0.1,"price":45000,"stop_loss":40000,"take_profit":60000}');
  await h.until('the stop at the venue', async () => (await only())['protected_by'] === 'venue');
  await h.client.say('/positions');
  const card = await h.message('LONG 0.1 BTC/USDT', 'As of');
  expect(card.text).toContain('📐 quantity 0.1 BTC from the alert');
  expect(card.text).toContain('Stop 40000, held by the paper account: reached only while Signalman runs');
  expect(card.text).toContain('At the stop -');

  await h.press('Move stop');
  await h.message('Move the stop of BTC/USDT');
  await h.client.say('41000');
  await h.message('Plan: stop 41000; target 60000');
  await h.until('the venue to have it', async () => {
    const stops = (await h.orders()).filter(({ role, status }) => role === 'stop_loss' && status === 'accepted');
    return stops.length === 1 && stops[0]?.['stop_price'] === '41000';
  });

  await h.restart();
  expect(await only()).toMatchObject({ stop_loss: '41000', take_profits: [{ price: '60000' }] });
  await h.client.say('/close BTCUSDT 50');
  await h.until('half of it', async () => (await only())['quantity'] === '0.05');
  await h.client.say('/close BTCUSDT');
  await h.until('a flat book', async () => (await h.positions()).length === 0);

  await h.client.say('/performance');
  await h.message('Performance, this month', '1 round trip');
  const { body } = await h.client.read('/performance?period=day');
  expect(body).toMatchObject({
    period: 'day',
    time_zone: 'UTC',
    strategies: [{ strategy: 'default', trades: 1, entries: 1, open_positions: 0 }],
  });
  const [row] = body['strategies'] as Record<string, unknown>[];
  const { realized_pnl, expectancy, fees } = row ?? {};
  // one round trip: what was realised by three fills is what it came to, and the venue took its fees
  expect(Number(expectancy)).toBeCloseTo(Number(realized_pnl), 6);
  expect(Number(fees)).toBeGreaterThan(0);
  expect((await h.client.read('/stats')).body['performance']).toMatchObject({ strategies: [{ strategy: 'default', realized_pnl }] });
});

it('the card of the alert has the buttons of what it has opened, also behind a restart, and loses them with it', async () => {
  const labels = async (): Promise<string[]> => {
    const { keyboard } = await h.message('BUY 0.1 BTC/USDT', '/signal_');
    return keyboard.flat().map(({ text }) => text);
  };
  await h.alert('{"action":"buy","symbol":"BTCUSDT","quantity":0.1,"price":45000,"stop_loss":40000}');
  await h.message('BUY 0.1 BTC/USDT', 'Stop-loss 40000 in place for 0.1, held by the paper account');
  expect(await labels()).toContain('Close 50 %');
  await h.press('Move stop');
  await h.message('Move the stop of BTC/USDT');
  await h.client.say('41000');
  await h.message('BUY 0.1 BTC/USDT', 'Stop-loss 41000 in place for 0.1');

  await h.restart();
  await h.press('Close 50 %');
  await h.message('BUY 0.1 BTC/USDT', 'LONG 0.05 BTC/USDT', 'Stop-loss 41000 in place for 0.05');
  await h.press('Close 100 %');
  await h.message('BUY 0.1 BTC/USDT', '🏁 Closed; the result is told by what closed it');
  expect(await labels()).toEqual([]);
});

/** The result on the newest card of an exit, and the sum that /performance has counted. */
async function told(words: string): Promise<{ readonly card: number; readonly counted: number }> {
  const card = await h.message(words, 'Result');
  const { body } = await h.client.read('/performance?period=all');
  const [row] = body['strategies'] as Record<string, unknown>[];
  return { card: Number(/Result ([+-][\d.]+)/.exec(card.text)?.[1]), counted: Number(row?.['realized_pnl']) };
}

it('a close in the chat tells what the whole trade came to, as it is counted', async () => {
  await h.alert('{"action":"buy","symbol":"BTCUSDT","quantity":0.1,"price":45000}');
  await h.until('it is held', async () => (await only())['quantity'] === '0.1');
  await h.alert('{"action":"sell","symbol":"BTCUSDT","quantity":0.04,"price":46000}');
  expect((await h.message('Closed 0.04', 'of this part, before fees')).text).toMatch(/Result \+(39|40)\./);
  await h.client.say('/close BTCUSDT');
  const { card, counted } = await told('of the whole trade');
  expect(card).toBeCloseTo(counted, 1);
});

it('a stop that closes what several alerts have bought tells the result of all of it', async () => {
  await h.alert('{"action":"buy","symbol":"BTCUSDT","quantity":0.1,"price":45000,"stop_loss":44000}');
  await h.until('it is held', async () => (await only())['quantity'] === '0.1');
  await h.alert('{"action":"buy","symbol":"BTCUSDT","quantity":0.1,"price":50000}');
  await h.until('the stop of both', async () =>
    (await h.orders()).some(({ role, quantity }) => role === 'stop_loss' && quantity === '0.2'),
  );
  // the price of the next alert reaches the stop
  await h.alert('{"action":"buy","symbol":"BTCUSDT","quantity":0.001,"price":43000}');
  const { card } = await told('by stop-loss');
  expect(card).toBeLessThan(-790);
  expect(card).toBeGreaterThan(-950);
});

it('of a spot market no reverse is offered, and a typed one says why and closes nothing', async () => {
  await h.alert('{"action":"buy","symbol":"BTCUSDT","quantity":0.1,"price":45000,"stop_loss":40000}');
  await h.until('the coins', async () => (await only())['quantity'] === '0.1');
  await h.client.say('/positions');
  const labels = async (): Promise<readonly string[]> =>
    (await h.message('LONG 0.1 BTC/USDT', 'As of')).keyboard.flat().map(({ text }) => text);
  expect((await labels()).filter((text) => /Reverse|Trail/.test(text))).toEqual(['〽️ Trail']);
  await h.client.say('/reverse BTCUSDT');
  const told = await h.message('BTC/USDT is a spot market: there is no other side to enter, and nothing was closed');
  expect(told.text).toContain('To leave it: /close BTC/USDT default paper. A short needs a perpetual or a future.');
  expect((await only())['quantity']).toBe('0.1');
  expect((await h.orders()).filter(({ reduce_only, type }) => reduce_only === true && type === 'market')).toEqual([]);
});
