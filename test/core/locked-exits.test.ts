// Where a venue locks what its open orders would sell: what wants out at market does not wait for the price of a close at a limit.

import { expect, it } from 'vitest';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import type { Order } from '../../src/core/model/order.ts';
import { Engine, settingsWith } from './engine.ts';

function holding(): Engine {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const traits = { ...PAPER_TRAITS, oco: false, modify: false, stopsHoldQuantity: true };
  const accounts = new Map([...settings.accounts].map(([name, account]) => [name, { ...account, traits }]));
  return new Engine({ ...settings, accounts });
}

const exits = (engine: Engine): Order[] => engine.orders(({ role, id }) => role === 'exit' && engine.state.activeOrders.has(id));

it('a part at market takes back the close that rests over everything, goes first, and the rest is ordered anew', () => {
  const engine = holding();
  engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
  engine.alert('{"action":"close","symbol":"BTCUSDT.P","order_type":"limit","limit_price":46000}');
  const resting = engine.active('exit');
  engine.send(resting);
  engine.alert('CLOSE BTCUSDT.P 40%');
  // it would be refused: the quantity is locked
  expect(exits(engine)).toMatchObject([{ id: resting.id, status: 'pending_cancel' }]);
  engine.run({ type: 'begin_cancel', orderId: resting.id });
  engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: resting.id, reason: 'asked for' } });
  const market = exits(engine).find(({ type }) => type === 'market');
  if (market === undefined) throw new Error('nothing leaves');
  expect(exits(engine).map(({ type, qty }) => [type, qty])).toEqual([
    ['limit', '0.06'],
    ['market', '0.04'],
  ]);
  engine.send(market);
  engine.fill(market, '0.04', '45000');
  expect(engine.position()?.qty).toBe('0.06');
  expect(exits(engine)).toMatchObject([{ type: 'limit', limitPrice: '46000', qty: '0.06' }]);
});
