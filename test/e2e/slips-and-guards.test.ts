// What a sender misspelt, and legs that guard their entry, through the whole house: in the answer over HTTP and on the card.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default: { account: paper, approval: confirm }
`;

let house: House | null = null;
const open = async (): Promise<House> => {
  house = await House.open({ configYaml: CONFIG });
  return house;
};
afterEach(async () => {
  await house?.close();
  house = null;
});

it('a misspelt stop is told in the answer and on the card, and the entry waits for a person without it', async () => {
  const h = await open();
  const warning = 'Unknown field "stop_los" has no effect; did you mean stop_loss?';
  const alert = { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, price: 45_000, stop_los: 44_000, qz1: 1, qz2: 2, qz3: 3, qz4: 4 };
  const answer = await h.client.alert(JSON.stringify(alert));
  expect(answer.status).toBe(202);
  expect(answer.body['warnings']).toContain(warning);
  const card = await h.message('BUY 0.1', warning, '2 more warnings');
  expect(card.text).not.toContain('44000');
  await h.press('Approve');
  await h.inState(String(answer.body['signal_id']), 'completed');
  expect(await h.positions()).toMatchObject([{ quantity: '0.1', stop_loss: null }]);
});

it('a misspelt symbol is told with the refusal, in the answer and in the chat, also in the second order of a list', async () => {
  const h = await open();
  const warning = 'Order 2: Unknown field "symbl" has no effect; did you mean symbol?';
  const orders = [
    { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, price: 45_000 },
    { action: 'buy', symbl: 'ETHUSDT.P', quantity: 1, price: 3_000 },
  ];
  const answer = await h.client.alert(JSON.stringify({ orders }));
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ code: 'MISSING_SYMBOL', warnings: [warning] });
  await h.message('Order 2 of 2', warning);
});

it('legs that are the stop and the target of their entry become its protection', async () => {
  const h = await open();
  const leg = (order: number, fields: object): object => ({
    orderType: 'MKT',
    quantity: '0.1',
    symbol: 'BTCUSDT.P',
    sort_order: String(order),
    ...fields,
  });
  const order_legs = [
    leg(1, { transactionType: 'B', price: '45000' }),
    leg(2, { transactionType: 'S', orderType: 'SL-M', price: '0', triggerPrice: '44000' }),
    leg(3, { transactionType: 'S', orderType: 'LMT', price: '47000' }),
  ];
  const answer = await h.client.alert(JSON.stringify({ alertType: 'multi_leg_order', order_legs }));
  expect(answer.body).toMatchObject({ alertType: 'multi_leg_order', message: 'Processed 1 order leg(s)' });
  await h.message('BUY 0.1', 'stop-loss 44000 and the take-profit 47000 of leg 1');
  await h.press('Approve');
  const [position] = await h.until('the position with its stop', async () => {
    const held = await h.positions();
    return held[0]?.['stop_loss'] === '44000' ? held : null;
  });
  expect(position).toMatchObject({ side: 'long', quantity: '0.1', stop_loss: '44000' });
});
