// Exits that cannot be read for certain are refused, as every other alert; but the way out stands right below the refusal.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
  second: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto, symbols: { "MY:COIN": "ADA/USDT:USDT" } }
  other: { account: second, approval: auto }
`;

let house: House | null = null;
async function holding(...alerts: readonly string[]): Promise<House> {
  house = await House.open({ configYaml: CONFIG });
  const h = house;
  for (const alert of alerts) await h.alert(alert);
  await h.until('the positions', async () => (await h.positions()).length === alerts.length);
  return h;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

const refuse = async (h: House, alert: object): Promise<unknown> => (await h.client.alert(JSON.stringify(alert))).body['code'];
const labels = async (h: House, ...words: string[]): Promise<string[]> =>
  (await h.message(...words)).keyboard.flat().map(({ text }) => text);

it('a refused exit has a button that closes what it may have meant, and a tap closes it', async () => {
  const h = await holding(
    'BUY ADAUSDT.P @ 0.5 qty=400',
    '{"strategy":"other","action":"buy","symbol":"ADAUSDT.P","quantity":100,"price":0.5}',
  );
  expect(await refuse(h, { action: 'close_long', symbol: 'BINANCE:ADAUSDT.P', size: 100 })).toBe('INVALID_QUANTITY');
  expect(await labels(h, '❗️', 'Alert refused')).toEqual(['❌ Close 400 ADA/USDT:USDT · default · paper']);
  await h.press('❌ Close 400 ADA/USDT:USDT');
  await h.until('the close', async () => (await h.positions()).length === 1);
  expect((await h.positions()).map(({ strategy }) => strategy)).toEqual(['other']);
});

it.each([
  ['a sell against a long position', { action: 'sell', symbol: 'MY:COIN', size: 100 }, ['❌ Close 400 ADA/USDT:USDT · default · paper']],
  ['a buy, which adds', { action: 'buy', symbol: 'MY:COIN', size: 100 }, []],
  ['the close of a short, which is not held', { action: 'close_short', symbol: 'MY:COIN', size: 100 }, []],
  ['the close of another market', { action: 'close', symbol: 'XRPUSDT', size: 100 }, []],
] as const)('%s', async (_name, alert, expected) => {
  const h = await holding('BUY ADAUSDT.P @ 0.5 qty=400');
  expect(await refuse(h, alert)).toBe('INVALID_QUANTITY');
  expect(await labels(h, 'Alert refused')).toEqual(expected);
});

it('an exit that names no market has a button for each that it may have meant', async () => {
  const h = await holding(
    'BUY ADAUSDT.P @ 0.5 qty=400',
    'BUY XRPUSDT.P @ 0.6 qty=300',
    '{"strategy":"other","action":"buy","symbol":"ADAUSDT.P","quantity":100,"price":0.5}',
  );
  expect((await h.client.alert('close half now')).body['code']).toBe('MISSING_SYMBOL');
  expect(await labels(h, 'Alert refused')).toEqual([
    '❌ Close 400 ADA/USDT:USDT · default · paper',
    '❌ Close 300 XRP/USDT:USDT · default · paper',
  ]);
});
