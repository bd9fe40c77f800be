// A pasted signal in the real application: explained in the chat, made a card, approved, filled. And the text for the next alert.

import { afterEach, expect, it } from 'vitest';
import { WEBHOOK_SECRET } from '../app-client.ts';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: demo }
strategies:
  default: { account: paper, approval: auto }
`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

it('pasted, explained, made a card, approved, filled, also over a restart between the explanation and the card', async () => {
  const h = await House.open({ configYaml: CONFIG });
  house = h;
  await h.client.say('BUY BTCUSDT @ 45000 qty=0.1 sl=40000');
  const explanation = await h.message('🔎 BUY BTCUSDT', 'A card would ask first');
  expect(explanation.text).toContain('BTCUSDT is BTC/USDT (spot), traded by default on paper (PAPER)');
  expect(h.app.dispatcher.snapshot().signals.size).toBe(0);
  await h.restart();
  await h.press('Make a card of it');
  await h.message('BUY 0.1 BTC/USDT', 'Asked by');
  await h.press('Approve');
  await h.message('Filled: 0.1 BTC');
  expect((await h.client.read('/stats')).body).toMatchObject({ total: 1, executed: 1, duplicates: 0 });
});

it('/template shows where alerts go, without the secret, and its texts are taken in', async () => {
  const h = await House.open({ configYaml: CONFIG, env: { PUBLIC_URL: 'https://alerts.example.com/' } });
  house = h;
  await h.client.say('/template default close');
  const { text } = await h.message('Alerts for default');
  expect(text).toContain('https://alerts.example.com/webhook/default');
  expect(text).not.toContain(WEBHOOK_SECRET);
  const line = /^CLOSE .*$/m.exec(text)?.[0] ?? '';
  expect(line).toContain('<WEBHOOK_SECRET>');
  const sent = line.replace('{{ticker}}', 'BTCUSDT').replace('{{close}}', '45000').replace('<WEBHOOK_SECRET>', WEBHOOK_SECRET);
  const answer = await fetch(`${h.app.url}/webhook/default`, { method: 'POST', body: sent });
  expect(answer.status).toBe(200);
});

it('/history and /stats of the chat tell the same as the read endpoints', async () => {
  const h = await House.open({ configYaml: CONFIG });
  house = h;
  const id = await h.alert('BUY BTCUSDT qty=0.1');
  await h.inState(id, 'completed');
  await h.client.alert('nothing that is an order');
  await h.client.say('/history completed');
  expect((await h.message('History state=completed')).text).toContain(`/signal_${id.slice(-8)}`);
  await h.client.say('/stats');
  expect((await h.message('Alerts since the first start')).text).toContain('2 received, 1 refused, 1 executed');
});

const LEGS = JSON.stringify({
  alertType: 'multi_leg_order',
  order_legs: ['RELIANCE', 'INFY'].map((symbol, index) => ({
    transactionType: 'B',
    orderType: 'MKT',
    quantity: String(10 - index),
    exchange: 'NSE',
    symbol,
    instrument: 'EQ',
    productType: 'I',
    sort_order: String(index + 1),
    price: '0',
    meta: {},
  })),
});

it('an alert of several orders is one alert in the counts and the history, and each of its orders stands in the log', async () => {
  const h = await House.open({ configYaml: CONFIG });
  house = h;
  const id = await h.alert(LEGS);
  await h.inState(id, 'completed');
  const lines = (await h.table('/orders.csv')).trimEnd().split('\n').slice(1);
  const columns = lines.map((line) => line.split(',').slice(1, 10).join(','));
  expect(columns).toEqual(['multi_leg_order,RELIANCE,NSE,B,10,MKT,I,0,success', 'multi_leg_order,INFY,NSE,B,9,MKT,I,0,success']);
  expect((await h.table('/history.csv')).trimEnd().split('\n')).toHaveLength(2);
  expect((await h.client.read('/stats')).body).toMatchObject({ total: 1, executed: 1 });
});

it('pasted, such an alert is explained leg by leg, and its card asks for the whole although the strategy asks nobody', async () => {
  const h = await House.open({ configYaml: CONFIG });
  house = h;
  await h.client.say(LEGS);
  const { text } = await h.message('🔎 MULTI', 'A card would ask first');
  expect(text).toContain('Leg 2: buy INFY · qty 9 · market');
  expect(text).toMatch(/leg 2 on paper: size: quantity 9 INFY from the alert/);
  expect(text).toMatch(/\d+ more checks passed/);
  await h.press('Make a card of it');
  await h.press('Approve');
  await h.until('both orders filled', async () => {
    const orders = await h.orders();
    return orders.length === 2 && orders.every(({ status }) => status === 'filled');
  });
});
