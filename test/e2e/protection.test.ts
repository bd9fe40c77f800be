// A position under a plan, from the alert to flat, through the real application: prices come from alerts, so that the test
// moves the market.

import { afterEach, expect, test } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default: { account: paper, approval: confirm }
  trend:
    account: paper
    approval: auto
    protection:
      stop_loss: 2%
      take_profits: [{ at: 2%, share: 50 }, { at: 10% }]
      break_even_after: 1
      trailing: { by: 1%, activation: 4% }
      time_stop: 30m
  asks:
    account: paper
    approval: confirm
    protection: { stop_loss: 2%, take_profits: [{ at: 2%, share: 50 }, { at: 10% }], trailing: 3% }
`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

/** The price in an alert is the price; this one buys nothing. */
async function priceIs(h: House, price: number): Promise<void> {
  await h.client.alert(`{"action":"buy","symbol":"BTCUSDT.P","price":${price},"quantity":0.00001,"strategy":"default"}`);
}

const position = async (h: House): Promise<Record<string, unknown> | undefined> =>
  (await h.positions()).find(({ strategy }) => strategy === 'trend');

async function enter(h: House): Promise<string> {
  const id = await h.alert('{"action":"buy","symbol":"BTCUSDT.P","price":50000,"quantity":0.1}', '/webhook/trend');
  await h.until('the position, protected', async () => {
    const now = await position(h);
    return now?.['quantity'] === '0.1' && now['protected_by'] === 'venue';
  });
  return id;
}

test('a ladder: half leaves at the first target, the stop goes to break-even and then trails, over a restart', async () => {
  house = await House.open({ configYaml: CONFIG });
  const h = house;
  await enter(h);
  const opened = await position(h);
  const entry = Number(opened?.['entry_price']);
  const targets = opened?.['take_profits'] as Record<string, unknown>[];
  expect(targets.map(({ share, reached }) => ({ share, reached }))).toEqual([
    { share: '50', reached: false },
    { share: '50', reached: false },
  ]);
  expect(Number(opened?.['stop_loss'])).toBeCloseTo(entry * 0.98, 0);
  expect(opened).toMatchObject({ protected_by: 'venue', break_even_after: 1, trailing: { percent: '1', active: false } });

  await priceIs(h, 51200);
  await h.until('half to leave', async () => (await position(h))?.['quantity'] === '0.05');
  const halved = await h.until('break-even', async () => {
    const now = await position(h);
    return Number(now?.['stop_loss']) >= entry - 1 ? now : null;
  });
  expect(Number(halved['stop_loss'])).toBeCloseTo(entry, 0);
  await h.message('the plan has moved', 'break-even after 1 target');

  await h.restart();
  await priceIs(h, 53000);
  await h.until('the trailing stop', async () => Number((await position(h))?.['stop_loss']) === 52470);
  await priceIs(h, 52400);
  await h.until('flat', async () => (await position(h)) === undefined);
  const orders = await h.orders();
  const left = orders.filter((order) => order['strategy'] === 'trend' && order['side'] === 'sell' && order['filled_quantity'] !== '0');
  expect(left.map((order) => order['filled_quantity'])).toEqual(['0.05', '0.05']);
  expect(orders.filter((order) => order['strategy'] === 'trend' && order['status'] === 'accepted')).toEqual([]);
});

test('time ends it', async () => {
  house = await House.open({ configYaml: CONFIG });
  const h = house;
  await enter(h);
  expect((await position(h))?.['time_stop']).toMatchObject({ unless_gain_percent: null });
  await h.clock.advance(30 * 60_000);
  await h.until('flat', async () => (await position(h)) === undefined);
  await h.message('time stop', 'its time is over');
});

test('the card says all of it before anybody approves', async () => {
  house = await House.open({ configYaml: CONFIG });
  const h = house;
  await h.alert('{"action":"buy","symbol":"BTCUSDT.P","price":50000,"quantity":0.1}', '/webhook/asks');
  const card = await h.message('BUY 0.1', 'Target', 'for 50 %', 'for the rest', 'Stop trails by 3 %');
  expect(card.text).toMatch(/Stop 49/);
});

test('a share that is too little to leave is told so, and the target takes nothing of what is added behind it', async () => {
  house = await House.open({ configYaml: CONFIG });
  const h = house;
  await h.alert('{"action":"buy","symbol":"BTCUSDT.P","price":50000,"quantity":0.00003}', '/webhook/trend');
  await h.until('the position', async () => (await position(h))?.['quantity'] === '0.00003');
  await priceIs(h, 51100);
  await h.message('the plan has moved', '(50 %, too little to leave alone) reached');
  await h.client.say('/positions');
  await h.message('LONG 0.00003 BTC', 'reached; too little to leave alone yet, it leaves with the next, watched by Signalman');

  await h.alert('{"action":"buy","symbol":"BTCUSDT.P","price":51100,"quantity":0.1}', '/webhook/trend');
  await h.until('all of it, guarded', async () => {
    const [stop] = (await h.orders()).filter(({ role, status }) => role === 'stop_loss' && status === 'accepted');
    return stop?.['quantity'] === '0.10003';
  });
  await priceIs(h, 51101);
  await h.until('that price', async () => (await position(h))?.['price'] === '51101');
  await h.clock.advance(3_000);
  expect(await position(h)).toMatchObject({ quantity: '0.10003' });
}, 30_000);

test.each([
  ['that is refused', '/pause default', '{"action":"buy","symbol":"BTCUSDT.P","price":48000,"quantity":0.1}'],
  ['of a close of nothing', null, '{"action":"close","symbol":"BTCUSDT.P","price":48000}'],
])(
  'the price in an alert %s reaches the stop of what another strategy holds',
  async (_, said, body) => {
    house = await House.open({ configYaml: CONFIG });
    const h = house;
    await enter(h);
    if (said !== null) await h.client.say(said);
    await h.client.alert(body);
    await h.until('the stop to have left', async () => (await position(h)) === undefined);
    const stops = (await h.orders()).filter(({ role, status }) => role === 'stop_loss' && status === 'filled');
    expect(stops).toMatchObject([{ filled_quantity: '0.1', average_price: '47990.4' }]);
  },
  30_000,
);

test('the price in an alert that is refused for its age is none of now', async () => {
  house = await House.open({ configYaml: CONFIG.replace('  default: { account: paper,', '  default: { account: paper, max_lag: 30s,') });
  const h = house;
  await enter(h);
  const timenow = new Date(h.clock.now() - 120_000).toISOString();
  await h.client.alert(`{"action":"buy","symbol":"BTCUSDT.P","price":48000,"quantity":0.1,"timenow":"${timenow}"}`);
  await h.message('STALE_SIGNAL');
  await h.clock.advance(3_000);
  expect(await position(h)).toMatchObject({ quantity: '0.1', price: '50000' });
}, 30_000);
