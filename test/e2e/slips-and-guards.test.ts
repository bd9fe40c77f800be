// What a sender misspelt, and legs that guard their entry, through the whole house: in the answer over HTTP and on the card.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default: { account: paper, approval: confirm }
  quick: { account: paper, approval: auto }
  guarded: { account: paper, approval: auto, protection: { stop_loss: 2% } }
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
  const loud = 'The entry goes WITHOUT A STOP-LOSS: "stop_los" is no field that is read; did you mean stop_loss?';
  expect(answer.body['unguarded']).toBe(loud);
  // the last thing above the buttons, in bold
  const at = card.text.indexOf(loud);
  expect(card.text.slice(at + loud.length).trim()).toMatch(/^\/signal_\S+$/);
  expect(card.entities).toContainEqual({ type: 'bold', offset: at, length: loud.length });
  await h.press('Approve');
  await h.inState(String(answer.body['signal_id']), 'completed');
  expect(await h.positions()).toMatchObject([{ quantity: '0.1', stop_loss: null }]);
});

it('where nobody is asked, a misspelt stop is an alarm in the chat, before the entry is sent', async () => {
  const h = await open();
  const alert = { strategy: 'quick', action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, price: 45_000, stop_los: 44_000 };
  const told = await h.client.alert(JSON.stringify(alert), '/webhook/test');
  const text = 'The entry goes WITHOUT A STOP-LOSS: "stop_los" is no field that is read; did you mean stop_loss?';
  expect(told.body).toMatchObject({ misspelt_stop: 'stop_los', verdict: { would: 'execute' } });
  expect((told.body['verdict'] as { checks: unknown[] }).checks).toContainEqual({
    check: 'the stop-loss is read',
    passed: false,
    detail: text,
  });
  const id = await h.alert(JSON.stringify(alert));
  await h.message(
    '🚨',
    'BTC/USDT:USDT: an entry without its stop-loss',
    'quick on paper (PAPER), buy 0.1 BTC',
    text,
    '/stop BTC/USDT:USDT',
  );
  await h.inState(id, 'completed');
  expect(await h.positions()).toMatchObject([{ quantity: '0.1', stop_loss: null }]);
});

it('an entry that its strategy guards is told of the stop that it has instead; one that has another stop of its own is told nothing', async () => {
  const h = await open();
  const alert = { strategy: 'guarded', action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, price: 45_000 };
  await h.inState(await h.alert(JSON.stringify({ ...alert, stop_los: 44_000 })), 'completed');
  await h.message('⚠️', 'the stop-loss of an alert is not read', 'WITHOUT THE STOP-LOSS OF THE ALERT, with the 441');
  for (const fine of [{ stop_loss: 44_000, stop_los: 43_000 }, { stop_los: 0 }, { take_profi: 47_000 }]) {
    const { body } = await h.client.alert(JSON.stringify({ ...alert, ...fine }), '/webhook/test');
    expect(body).toMatchObject({ misspelt_stop: null, verdict: { would: 'execute' } });
  }
  const close = await h.client.alert(JSON.stringify({ ...alert, action: 'close', stop_los: 44_000 }), '/webhook/test');
  expect(close.body).toMatchObject({ misspelt_stop: null });
});

it('legs are told of their own misspelt stops, on the card and where nobody is asked', async () => {
  const h = await open();
  const orders = [
    { action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, price: 45_000, stop_los: 44_000 },
    { action: 'buy', symbol: 'ETHUSDT.P', quantity: 1, price: 3_000, stop_loss: 2_900 },
  ];
  await h.alert(JSON.stringify({ orders }));
  const card = await h.message('2 LEGS');
  expect(card.text.match(/WITHOUT A STOP-LOSS/g)).toHaveLength(1);
  const answer = await h.client.alert(JSON.stringify({ orders: orders.map((order) => ({ ...order, strategy: 'quick' })) }));
  expect(answer.body['unguarded']).toContain('"stop_los"');
  await h.message('🚨', 'BTC/USDT:USDT: an entry without its stop-loss', 'quick on paper (PAPER)');
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
