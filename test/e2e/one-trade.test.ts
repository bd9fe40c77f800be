import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { House } from './house.ts';

const SIGNAL_PRICES = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper, approval: confirm }
  auto: { account: paper, approval: auto, default_quantity: 0.1 }
  small: { account: paper, approval: { auto_below: 500 } }
`;
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
/** Moves the market of the account: the price in the alert is the price, and nothing is bought. */
const priceIs = (price: number) => `{"action":"buy","symbol":"BTCUSDT.P","price":${price},"quantity":0.00001,"strategy":"default"}`;

let house: House | null = null;
async function open(configYaml?: string): Promise<House> {
  house = await House.open(configYaml === undefined ? {} : { configYaml });
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

describe('one alert to one approved trade', () => {
  it("the page answers at once, however fast one types: the pace is Telegram's, not ours", async () => {
    const h = await open();
    const before = h.clock.now();
    for (let index = 0; index < 8; index += 1) await h.client.say('/balance');
    const answers = () => h.client.messages().then((all) => all.filter(({ author }) => author === 'bot').length);
    // nobody moves the clock: an answer that waits for time would never come
    await until('eight answers', async () => (await answers()) >= 8);
    expect(h.clock.now()).toBe(before);
  });

  it('out of the box: card, Approve, filled, protected; every view agrees', async () => {
    const h = await open();
    const id = await h.alert(BUY);
    const card = await h.message('BUY 0.1', 'PAPER', 'Stop', 'Target');
    expect(card.text).toMatch(/made-up demo price/);
    for (const words of ['Approve', '½ size', 'Reject', 'Pause strategy']) expect(await h.client.button(words)).not.toBeNull();
    await h.press('Approve');
    const told = await h.message('Filled: 0.1', 'Stop-loss 44000 in place', 'Take-profit 47000 in place');
    expect(told.id).toBe(card.id);
    expect(told.keyboard.flat().filter((button) => /Approve|Reject/.test(button.text))).toEqual([]);

    const orders = await h.orders();
    expect(orders.map((order) => [order['side'], order['status'], order['quantity'], order['signal_id']])).toEqual(
      expect.arrayContaining([
        ['buy', 'filled', '0.1', id],
        ['sell', 'accepted', '0.1', id],
        ['sell', 'accepted', '0.1', id],
      ]),
    );
    expect(orders).toHaveLength(3);
    expect(await h.positions()).toMatchObject([
      { strategy: 'default', account: 'paper', mode: 'paper', side: 'long', quantity: '0.1', stop_loss: '44000', protected_by: 'venue' },
    ]);
    await h.client.say('/positions');
    await h.message('LONG 0.1', 'BTC/USDT:USDT', 'PAPER');
    await h.client.say('/orders');
    await h.message('BUY 0.1', 'Filled');
    await h.client.say(`/order ${String(orders.find((order) => order['side'] === 'buy')?.['id'])}`);
    await h.message('entry', 'Filled: 0.1');
    await h.client.say('/status');
    await h.message('Positions: 1', 'Trading is active');
  });

  it('½ size is asked again at half, Reject sends nothing', async () => {
    const h = await open();
    const id = await h.alert(BUY);
    await h.press('½ size');
    await h.message('BUY 0.05');
    await h.press('Reject');
    await h.inState(id, 'declined');
    expect(await h.orders()).toEqual([]);
  });

  it('Pause strategy rejects and pauses; exits still pass, /resume lets entries in again', async () => {
    const h = await open(SIGNAL_PRICES);
    await h.alert(BUY, '/webhook/auto');
    await h.message('Filled: 0.1');
    const card = await h.alert(BUY);
    await h.press('Pause strategy');
    await h.inState(card, 'declined');
    expect((await h.client.alert(`${BUY} comment=again`)).body).toMatchObject({ code: 'STRATEGY_PAUSED' });
    await h.client.say('/pause auto');
    await h.message('auto', 'paused');
    await h.inState(await h.alert('CLOSE BTCUSDT.P', '/webhook/auto'), 'completed');
    expect(await h.positions()).toEqual([]);
    await h.client.say('/resume');
    await h.message('running again');
    await h.alert(`${BUY} comment=once`);
  });

  it('the same alert three times is one signal', async () => {
    const h = await open();
    const ids = await Promise.all([h.alert(BUY), h.alert(BUY), h.alert(BUY)]);
    expect(new Set(ids).size).toBe(1);
    expect((await h.client.read(`/signals/${ids[0]}`)).body['duplicates']).toBe(2);
  });

  it('two taps on Approve make one order', async () => {
    const h = await open();
    await h.alert(BUY);
    const button = await h.until('the card', () => h.client.button('Approve'));
    await Promise.all([h.client.tap(button), h.client.tap(button)]);
    await h.message('Filled: 0.1');
    expect((await h.orders()).filter((order) => order['reduce_only'] === false)).toHaveLength(1);
  });

  it('auto_below asks above the value and trades below it', async () => {
    const h = await open(SIGNAL_PRICES);
    await h.inState(await h.alert('BUY BTCUSDT.P @ 45000 qty=0.02', '/webhook/small'), 'awaiting_approval');
    await h.inState(await h.alert('BUY BTCUSDT.P @ 45000 qty=0.01', '/webhook/small'), 'completed');
  });

  it('/mode lets a strategy trade by rule, from the chat', async () => {
    const h = await open();
    await h.client.say('/mode default auto');
    await h.message('default', 'by rule');
    await h.inState(await h.alert(BUY), 'completed');
  });
});

describe('the market', () => {
  it('that falls through the stop closes the position, takes the target away and tells the loss', async () => {
    const h = await open(SIGNAL_PRICES);
    await h.alert(BUY, '/webhook/auto');
    await h.message('Stop-loss 44000 in place');
    await h.clock.advance(1_000);
    await h.refusedAlert(priceIs(43_900));
    await h.until('a flat book', async () => (await h.positions()).length === 0);
    const open_ = () => h.orders().then((orders) => orders.filter((order) => !['filled', 'canceled'].includes(String(order['status']))));
    await h.until('nothing open', async () => (await open_()).length === 0);
    await h.message('BUY 0.1', 'by stop-loss', 'Result -1');
  });

  it('that reaches the limit fills a limit entry, and not before', async () => {
    const h = await open(SIGNAL_PRICES);
    const id = await h.alert(
      '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"limit","limit_price":44000,"price":45000,"strategy":"auto"}',
    );
    await h.until('the order at the venue', async () =>
      (await h.orders()).some((order) => order['status'] === 'accepted' && order['limit_price'] === '44000'),
    );
    await h.clock.advance(1_000);
    await h.refusedAlert(priceIs(44_001));
    expect(await h.signalState(id)).toBe('working');
    await h.clock.advance(1_000);
    await h.refusedAlert(priceIs(43_990).replace('0.00001', '0.00002'));
    await h.inState(id, 'completed');
  });

  it('that rises to the stop entry triggers it', async () => {
    const h = await open(SIGNAL_PRICES);
    const id = await h.alert(
      '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"stop","stop_price":46000,"price":45000,"strategy":"auto"}',
    );
    await h.until('the order at the venue', async () => (await h.orders()).some((order) => order['status'] === 'accepted'));
    await h.clock.advance(1_000);
    await h.refusedAlert(priceIs(46_100));
    await h.inState(id, 'completed');
  });
});

describe('actions', () => {
  it('reverse closes, waits for flat, and enters the other side', async () => {
    const h = await open(SIGNAL_PRICES);
    await h.inState(await h.alert(BUY, '/webhook/auto'), 'completed');
    await h.inState(await h.alert('REVERSE BTCUSDT.P', '/webhook/auto'), 'completed');
    expect(await h.positions()).toMatchObject([{ side: 'short', quantity: '0.1' }]);
  });

  it('close by percent and by quantity, then cancel an order from the webhook', async () => {
    const h = await open(SIGNAL_PRICES);
    await h.inState(await h.alert(BUY, '/webhook/auto'), 'completed');
    await h.inState(await h.alert('CLOSE BTCUSDT.P 50%', '/webhook/auto'), 'completed');
    await h.inState(await h.alert('CLOSE BTCUSDT.P qty=0.02', '/webhook/auto'), 'completed');
    expect(await h.positions()).toMatchObject([{ side: 'long', quantity: '0.03' }]);
    await h.until('the stop in the new size', async () =>
      (await h.orders()).some((order) => order['type'] === 'stop' && order['quantity'] === '0.03' && order['status'] === 'accepted'),
    );
    await h.alert(
      '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"limit","limit_price":40000,"price":45000,"strategy":"auto"}',
    );
    const resting = await h.until('the limit order', async () =>
      (await h.orders()).find((order) => order['limit_price'] === '40000' && order['status'] === 'accepted'),
    );
    expect((await h.client.alert(JSON.stringify({ order_id: resting['id'] }), '/webhook/cancel')).status).toBeLessThan(300);
    await h.until('the cancel', async () => (await h.orders()).find((order) => order['id'] === resting['id'])?.['status'] === 'canceled');
    expect((await h.client.alert(JSON.stringify({ order_id: resting['id'] }), '/webhook/status')).body).toMatchObject({
      status: 'canceled',
    });
  });

  it('the venue rejects what the balance does not cover, and the person reads why', async () => {
    const h = await open(SIGNAL_PRICES);
    const id = await h.refusedAlert('BUY BTCUSDT.P @ 45000 qty=1', '/webhook/auto');
    await h.inState(id, 'failed');
    await h.message('rejected', 'balance');
  });
});
