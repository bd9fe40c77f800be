// Requests of OKX, pasted as alerts, on an account at OKX: what they call 30 is 30 of its contracts there, in and out.

import { expect, it } from 'vitest';
import { OKX } from '../venues/ccxt-venues.ts';
import { desk, type House, withHouse } from './venue-house.ts';

const SWAP = 'BTC/USDT:USDT';
const at = (exchange: string) =>
  desk(OKX, SWAP, { exchange, engineSymbol: 'BTC-USDT-SWAP', strategy: { symbols: { 'BTC-USDT-SWAP': SWAP } } });

async function send(house: House, fields: Record<string, unknown>): Promise<void> {
  await house.send(JSON.stringify({ instId: 'BTC-USDT-SWAP', tdMode: 'cross', ordType: 'market', ...fields }));
  await house.pass(10_000);
}
const traded = ({ exchange }: House): readonly string[] => exchange.trades().map(({ side, qty }) => `${side} ${qty}`);

it('contracts are ordered as what the market says that they are', () =>
  withHouse(at('okx'), async (house) => {
    await send(house, { side: 'buy', sz: '30' });
    expect(traded(house)).toEqual(['buy 0.3']);
    await send(house, { side: 'sell', sz: '10', reduceOnly: true });
    await send(house, { side: 'sell', posSide: 'long', sz: '5' });
    expect(traded(house)).toEqual(['buy 0.3', 'sell 0.1', 'sell 0.05']);
  }));

it('at another exchange none is bought, and a way out takes all', () =>
  withHouse(at('bybit'), async (house) => {
    await send(house, { side: 'buy', sz: '30' });
    expect(traded(house)).toEqual([]);
    await house.alert({ action: 'buy', quantity: 0.3 });
    await send(house, { side: 'sell', sz: '10', reduceOnly: true });
    expect(traded(house)).toEqual(['buy 0.3', 'sell 0.3']);
  }));
