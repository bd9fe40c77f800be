// One trade at a venue through the whole house: config.yaml, webhook, card, HTTP and websocket of a fake Alpaca, restart.

import { expect, it } from 'vitest';
import { SHARE } from '../venues/alpaca-venue.ts';
import type { Exchange } from '../venues/exchange.ts';
import { alpacaHouse } from './alpaca-house.ts';
import type { House } from './house.ts';

const alpaca = alpacaHouse();
let exchange: Exchange;
async function open(): Promise<House> {
  const stocks = await alpaca.openVenue('stocks');
  exchange = stocks.exchange;
  return alpaca.openHouse(`
accounts: { stocks: ${stocks.yaml} }
strategies: { default: { account: stocks, max_notional: 5000, approval: confirm } }
`);
}

/** Where the legs of the pair stand at the venue. */
function levels(): Record<string, unknown> {
  const open = exchange.openOrders();
  return {
    stop: open.find(({ kind }) => kind === 'stop')?.stopPrice,
    target: open.find(({ kind }) => kind === 'limit')?.limitPrice,
  };
}

it('is asked for, sent once, protected by the venue with both levels, moved from the chat, and closed at its target', async () => {
  const h = await open();
  expect(h.app.greeting).toContain('stocks SANDBOX');
  const id = await h.alert('BUY AAPL qty=5 sl=190 tp=220');
  await h.message('SANDBOX', 'AAPL', 'Cost 1');
  await h.press('Approve');
  await h.inState(id, 'completed');
  expect(exchange.ledger.position(SHARE).qty).toBe('5');
  await h.until('the stop at the venue', () => exchange.openOrders().some(({ kind }) => kind === 'stop'));
  expect(levels()).toEqual({ stop: '190', target: '220' });
  await h.message('Stop-loss 190 in place', 'Take-profit 220 in place');
  expect((await h.positions())[0]).toMatchObject({ mode: 'sandbox', symbol: 'AAPL', quantity: '5', protected_by: 'venue' });

  await h.client.say('/stop AAPL 195');
  await h.until('the stop to be moved', () => levels().stop === '195');
  await h.client.say('/target AAPL 230');
  await h.until('the target to be moved', () => levels().target === '230');
  expect(exchange.openOrders().map(({ status, qty }) => `${status} ${qty}`)).toEqual(['open 5', 'open 5']);
  await h.client.say('/positions');
  await h.message('Stop 195, held by the venue', 'Target 230, held by the venue');

  await h.restart();
  expect(levels()).toEqual({ stop: '195', target: '230' });
  exchange.movePrice(SHARE, '221');
  await h.clock.advance(10_000);
  expect(exchange.ledger.position(SHARE).qty).toBe('5');
  exchange.movePrice(SHARE, '231');
  await h.until('the position to be closed', () => exchange.ledger.position(SHARE).qty === '0');
  await h.until('the books to agree', async () => (await h.positions()).length === 0);
  expect(exchange.openOrders()).toEqual([]);
  const sides = (await h.orders()).map(
    (order) => `${String(order['side'])} ${String(order['filled_quantity'])} ${String(order['status'])}`,
  );
  expect(sides.toSorted()).toEqual(['buy 5 filled', 'sell 5 filled']);
  expect(
    exchange
      .trades()
      .map(({ side, qty, price }) => `${side} ${qty} ${price}`)
      .at(-1),
  ).toBe('sell 5 230');
  await h.message('Closed at 230', 'by take-profit');
}, 60_000);

it('is refused with the nearest names where the venue does not list the symbol', async () => {
  const h = await open();
  const id = await h.refusedAlert('BUY APPL qty=5');
  await h.inState(id, 'denied');
  const { body } = await h.client.read(`/signals/${id}`);
  expect(JSON.stringify(body['error'])).toContain('AAPL');
}, 60_000);
