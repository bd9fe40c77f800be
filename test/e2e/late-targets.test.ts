// A target is reached while its entry is still being filled: what fills afterwards leaves with its share too, through the real
// application at a venue where there is little to be had.

import { expect, it } from 'vitest';
import { SHARE } from '../venues/alpaca-venue.ts';
import { alpacaHouse } from './alpaca-house.ts';

const alpaca = alpacaHouse();

it('a target that was reached with four of ten takes its half of ten when the price comes back, behind a restart', async () => {
  const { exchange, yaml } = await alpaca.openVenue('desk', { liquidityPerStep: '800' });
  exchange.movePrice(SHARE, '199.99');
  const h = await alpaca.openHouse(`
accounts: { desk: ${yaml} }
strategies: { default: { account: desk, max_notional: 5000, approval: confirm } }
`);
  const qtyAt = (): string => exchange.ledger.position(SHARE).qty;
  const targets = '"take_profits":[{"price":205,"share":50},{"price":220,"share":50}]';
  await h.alert(`{"action":"buy","symbol":"AAPL","quantity":10,"order_type":"limit","limit_price":200,"stop_loss":190,${targets}}`);
  await h.press('Approve');
  await h.until('four of ten', () => qtyAt() === '4');
  await h.until('the books to know it', async () => (await h.positions())[0]?.['quantity'] === '4');

  exchange.movePrice(SHARE, '206');
  await h.until('half of four to be sold', () => qtyAt() === '2');
  await h.message('AAPL: take-profit reached', '2 AAPL leave');
  exchange.movePrice(SHARE, '199');
  for (const held of ['6', '8']) {
    await h.until(`${held} to be held`, () => qtyAt() === held);
    if (held === '6') exchange.step();
  }
  await h.until('the books to know all of it', async () => (await h.positions())[0]?.['quantity'] === '8');
  await h.client.say('/positions');
  await h.message('LONG 8 AAPL', '👁 Target 205 for 50 %, reached; for what filled since, watched by Signalman');
  const [known] = await h.positions();
  expect(known?.['take_profits']).toMatchObject([{ price: '205', share: '50', reached: true, share_left: '30' }, { price: '220' }]);

  await h.restart();
  exchange.movePrice(SHARE, '206');
  await h.until('three more to be sold', () => qtyAt() === '5');
  await h.message('AAPL: take-profit reached', '3 AAPL leave');
  await h.until('the books to agree', async () => (await h.positions())[0]?.['quantity'] === '5');
  await h.client.say('/positions');
  await h.message('LONG 5 AAPL', '✅ Target 205 for 50 %, reached');
}, 60_000);
