// Sizes over HTTP on the paper account: every way of saying one, and every step of the sum on the card, for /explain and in
// the dry run.

import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: demo }
  still: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper }
  auto: { account: paper, approval: auto }
  fixed: { account: paper, approval: auto, default_quantity: 0.02 }
  money: { account: paper, approval: auto, default_notional: 900 }
  share: { account: paper, approval: auto, default_percent_equity: 9 }
  risk: { account: paper, approval: auto, risk_percent: 1 }
  capped: { account: paper, approval: auto, max_notional: 1000 }
  wide: { account: paper, approval: auto, risk_percent: 1, atr: { period: 10, multiplier: 3, timeframe: 4h } }
  steps: { account: paper, approval: auto, entries: { price_guard: 0.5atr }, protection: { stop_loss: 2atr, trailing: 3atr } }
  pips: { account: paper, pip_size: { XAU/USD: 0.1 } }
  everything: { account: still, approval: auto, default_percent_equity: 100 }
  pastless: { account: still, approval: auto }
  adds: { account: still, approval: confirm, risk_percent: 1, protection: { stop_loss: 2% } }
`;

let house: House | null = null;
async function open(): Promise<House> {
  house = await House.open({ configYaml: CONFIG });
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

/** The alert of the first documents. */
const TSLA = {
  action: 'BUY',
  ticker: 'TSLA',
  quantity: 5,
  entry_price: 900,
  stop_loss: 870,
  take_profit: 950,
  trailing_stop_percent: 2,
  profit_lock: { new_stop_price: 925 },
  atr_sizing: true,
  risk_percent: 2,
};

interface Verdict {
  readonly would: string;
  readonly code?: string;
  readonly checks: readonly { readonly check: string; readonly detail: string }[];
}

async function explained(h: House, alert: Record<string, unknown>): Promise<{ verdict: Verdict; size: string }> {
  const { body } = await h.client.alert(JSON.stringify(alert), '/webhook/test');
  const verdict = body['verdict'] as Verdict;
  return { verdict, size: verdict.checks.find(({ check }) => check === 'size')?.detail ?? '' };
}

/** The order of an alert that nobody is asked about. */
async function ordered(h: House, alert: Record<string, unknown>): Promise<{ qty: number; notional: number }> {
  const id = await h.alert(JSON.stringify({ strategy: 'auto', symbol: 'BTCUSDT', action: 'buy', price: 45000, ...alert }));
  await h.until(`the order of ${id}`, async () => ['working', 'completed', 'denied'].includes(await h.signalState(id)));
  const order = (await h.orders()).find(({ signal_id: of }) => of === id);
  if (order === undefined) throw new Error(JSON.stringify((await h.client.read(`/signals/${id}`)).body));
  const qty = Number(order['quantity']);
  return { qty, notional: qty * 45000 };
}

describe('the size of an entry over HTTP', () => {
  it.each<[string, Record<string, unknown>, number, number]>([
    ['base units', { quantity: 0.02 }, 900, 900],
    ['quote currency', { notional: 900 }, 890, 900],
    ['percent of the equity', { percent: 9, percent_of: 'equity' }, 890, 900],
    ['percent of what is free', { percent: 9, percent_of: 'available' }, 890, 900],
    ['the default quantity of the strategy', { strategy: 'fixed' }, 900, 900],
    ['the default value of the strategy', { strategy: 'money' }, 890, 900],
    ['the default share of the equity', { strategy: 'share' }, 890, 900],
    ['risk money to the stop', { risk_amount: 20, stop_loss: 44000 }, 860, 920],
    ['risk percent to the stop', { risk_percent: 0.2, stop_loss: 44000 }, 860, 920],
    ['the risk percent of the strategy', { strategy: 'risk', stop_loss: 40000 }, 860, 930],
    ['a target position', { position_size: 0.02 }, 900, 900],
    ['average true ranges of the alert', { atr_sizing: true, atr: 500, risk_amount: 20 }, 890, 900],
  ])('in %s', async (_, alert, least, most) => {
    const h = await open();
    const { notional } = await ordered(h, alert);
    expect(notional).toBeGreaterThanOrEqual(least);
    expect(notional).toBeLessThanOrEqual(most);
  });

  it('in percent of the position that is held', async () => {
    const h = await open();
    await ordered(h, { quantity: 0.04 });
    await h.until('the position', async () => (await h.positions()).length === 1);
    expect((await ordered(h, { percent: 50, percent_of: 'position' })).qty).toBeCloseTo(0.02, 3);
  });

  it('that is above the cap of its strategy is refused, whatever has counted it', async () => {
    const h = await open();
    for (const alert of [{ quantity: 1 }, { risk_percent: 50, stop_loss: 44000 }, { atr_sizing: true, atr: 100, risk_percent: 10 }]) {
      const whole = { strategy: 'capped', symbol: 'BTCUSDT', action: 'buy', price: 45000, ...alert };
      expect((await explained(h, whole)).verdict).toMatchObject({ would: 'deny', code: 'MAX_NOTIONAL' });
      await h.inState(await h.refusedAlert(JSON.stringify(whole)), 'denied');
    }
    expect(await h.orders()).toEqual([]);
  });
});

describe('a size by the average true range', () => {
  it('of the first documents becomes a card with the size and why', async () => {
    const h = await open();
    const dry = await explained(h, TSLA);
    expect(dry.verdict.would).toBe('ask');
    expect(dry.size).toMatch(
      /^risk 2 % of 10000 USDT = 200 USDT; to the stop [\d.]+ it is [\d.]+, average true range [\d.]+ \(14 × 1h, made-up candles\) × 2 = [\d.]+; the wider counts: [\d.]+ for each TSLA: [\d.]+ TSLA; (?:capped|within the cap): quantity 5 TSLA from the alert.*: [\d.]+ TSLA at [\d.]+ = [\d.]+ USDT$/,
    );
    const id = await h.alert(JSON.stringify(TSLA));
    await h.inState(id, 'awaiting_approval');
    const card = await h.message('BUY', 'TSLA', 'risk 2 % of 10000 USDT = 200 USDT', 'average true range', 'made-up candles');
    const [, atr = ''] = /average true range ([\d.]+)/.exec(card.text) ?? [];
    const [, qty = ''] = /Order buy ([\d.]+) TSLA/.exec(card.text) ?? [];
    const [, price = ''] = /Cost [\d., ]+USDT at ([\d.]+)/.exec(card.text) ?? [];
    const [, stop = ''] = /to the stop ([\d.]+)/.exec(card.text) ?? [];
    const wider = Math.max(2 * Number(atr), Number(price) - Number(stop));
    expect(Number(qty)).toBeCloseTo(Math.min(5, 200 / wider), 2);
    expect(card.text).toMatch(/the wider counts: [\d.]+ for each TSLA: [\d.]+ TSLA/);
    expect(card.text).toMatch(/(?:capped|within the cap): quantity 5 TSLA from the alert/);
    await h.press('Approve');
    await h.until('the order', async () => (await h.orders()).some(({ signal_id: of, quantity }) => of === id && Number(quantity) > 0));
    expect(Number((await h.orders())[0]?.['quantity'])).toBeLessThanOrEqual(5);
  });

  it('is the same sum after a restart in the middle, at half the size and at the tap', async () => {
    const h = await open();
    await h.inState(await h.alert(JSON.stringify({ ...TSLA, quantity: undefined, stop_loss: undefined })), 'awaiting_approval');
    const before = await h.message('average true range');
    await h.restart();
    await h.press('½');
    const half = await h.message('Size × 0.5');
    const atrOf = (text: string): string | undefined => /average true range ([\d.]+)/.exec(text)?.[1];
    const sizeOf = (text: string): number => Number(/Order buy ([\d.]+) TSLA/.exec(text)?.[1]);
    expect(atrOf(half.text)).toBe(atrOf(before.text));
    expect(sizeOf(half.text)).toBeCloseTo(sizeOf(before.text) / 2, 2);
    await h.restart();
    await h.press('Approve');
    const [order] = await h.until('the order', async () => {
      const orders = await h.orders();
      return orders.length > 0 ? orders : null;
    });
    expect(Number(order?.['quantity'])).toBeCloseTo(sizeOf(half.text), 2);
  });

  it('is explained in the chat with the whole sum', async () => {
    const h = await open();
    await h.client.say(`/explain ${JSON.stringify(TSLA)}`);
    const { text } = await h.message('🔎', 'TSLA');
    expect(text).toContain('A card would ask first');
    expect(text).toMatch(
      /size: risk 2 % of 10000 USDT = 200 USDT; to the stop .*made-up candles\) × 2 = [\d.]+; the wider counts: [\d.]+ for each TSLA: [\d.]+ TSLA; capped: quantity 5 TSLA from the alert: 5 TSLA at 900\.09 = 4500\.45 USDT/,
    );
  });

  it('goes by the rules of the strategy, which may say how much is risked too', async () => {
    const h = await open();
    const alert = { strategy: 'wide', symbol: 'BTCUSDT', action: 'buy', price: 45000, atr_sizing: true };
    expect((await explained(h, alert)).size).toMatch(
      /^risk 1 % of 10000 USDT = 100 USDT; average true range [\d.]+ \(10 × 4h, made-up candles\) × 3 = /,
    );
    expect((await explained(h, { ...alert, quantity: 0.0001 })).size).toContain('capped: quantity 0.0001 BTC');
  });

  it('is there for stops, trailing and price guards too that are counted in it', async () => {
    const h = await open();
    const alert = { strategy: 'steps', symbol: 'BTCUSDT', action: 'buy', price: 45000, quantity: 0.01 };
    const { verdict } = await explained(h, alert);
    expect(verdict.would).toBe('execute');
    const [, stop = ''] =
      /^([\d.]+) for a buy/.exec(verdict.checks.find(({ check }) => check === 'stop on the right side')?.detail ?? '') ?? [];
    await h.inState(await h.alert(JSON.stringify(alert)), 'completed');
    const [position] = await h.positions();
    expect(Math.abs(Number(position?.['stop_loss']) / Number(stop) - 1)).toBeLessThan(0.01);
    expect(Number(position?.['stop_loss'])).toBeLessThan(45000);
  });

  it('is what stops, targets and trails of an alert may be counted in: its own, else that of the candles', async () => {
    const h = await open();
    const alert = { strategy: 'auto', symbol: 'BTCUSDT', action: 'buy', price: 45000, quantity: 0.01 };
    const heldAfter = async (fields: Record<string, unknown>): Promise<Record<string, unknown> | undefined> => {
      await h.inState(await h.alert(JSON.stringify({ ...alert, ...fields })), 'completed');
      return (await h.positions())[0];
    };
    const own = await heldAfter({ atr: 300, sl_atr_mult: 2, tp_atr_mult: 3 });
    const [target] = (own?.['take_profits'] ?? []) as { readonly price: string }[];
    const away = (level: unknown): number => Math.round((Number(level) - Number(own?.['entry_price'])) / 10) * 10;
    expect([own?.['stop_loss'], target?.price].map(away)).toEqual([-600, 900]);
    await h.alert('CLOSE BTCUSDT', '/webhook/auto');
    await h.until('it to be closed', async () => (await h.positions()).length === 0);
    const trailing = await heldAfter({ trailing_stop_atr_mult: 2 });
    expect(Number(trailing?.['stop_loss'])).toBeLessThan(45000);
    expect((await explained(h, { ...alert, strategy: 'pastless', sl_atr_mult: 2 })).verdict.code).toBe('NO_CANDLES');
    const id = await h.refusedAlert(JSON.stringify({ ...alert, strategy: 'pastless', sl_atr_mult: 2 }));
    await h.inState(id, 'denied');
    expect((await h.client.read(`/signals/${id}`)).body['error']).toMatchObject({ code: 'NO_CANDLES' });
  });

  it('is refused where nobody says how much may be lost, and where there is no past', async () => {
    const h = await open();
    const alert = { symbol: 'BTCUSDT', action: 'buy', price: 45000, atr_sizing: true, quantity: 1 };
    expect((await explained(h, { ...alert, strategy: 'auto' })).verdict.code).toBe('NO_QUANTITY');
    const pastless = { ...alert, strategy: 'pastless', risk_percent: 1 };
    expect((await explained(h, pastless)).verdict.code).toBe('NO_CANDLES');
    const id = await h.refusedAlert(JSON.stringify(pastless));
    await h.inState(id, 'denied');
    const { body } = await h.client.read(`/signals/${id}`);
    expect(body['error']).toMatchObject({
      code: 'NO_CANDLES',
      message: expect.stringContaining('come from alerts'),
      remedy: expect.stringContaining('"atr"'),
    });
    expect((await ordered(h, { ...pastless, atr: 1000 })).qty).toBeCloseTo(0.05, 3);
  });
});

describe('pips', () => {
  it('of a currency pair are counted, of gold where config.yaml says it, and refused else', async () => {
    const h = await open();
    const stopOf = async (alert: Record<string, unknown>): Promise<string | undefined> => {
      const { verdict } = await explained(h, { strategy: 'pips', action: 'buy', quantity: 1000, ...alert });
      const detail = verdict.checks.find(({ check }) => check === 'stop on the right side')?.detail ?? '';
      const [, stop, price] = /^([\d.]+) for a buy at ([\d.]+)/.exec(detail) ?? [];
      return stop === undefined ? verdict.code : (Number(price) - Number(stop)).toFixed(5);
    };
    expect(await stopOf({ symbol: 'EURUSD', price: 1.1, sl_pips: 50 })).toBe('0.00500');
    expect(await stopOf({ symbol: 'USDJPY', price: 155, sl_pips: 20 })).toBe('0.20000');
    expect(await stopOf({ symbol: 'XAUUSD', price: 2400, sl_pips: 50 })).toBe('5.00000');
    expect(await stopOf({ symbol: 'XAUUSD', price: 2400, sl_pips: 50, strategy: 'default' })).toBe('UNSUPPORTED');
    const id = await h.alert('{"symbol":"EURUSD","action":"buy","quantity":1000,"price":1.1,"sl_pips":50,"tp_pips":80}');
    await h.inState(id, 'awaiting_approval');
    expect((await h.message('EUR', 'Stop 1.09')).text).toContain('Target 1.10');
  });
});

it('all of what is free can be spent: room is left for the fees, and the card says so', async () => {
  const h = await open();
  const ask = { action: 'buy', symbol: 'ETHUSDT', price: 3000 };
  const { size } = await explained(h, { ...ask, strategy: 'everything' });
  expect(size).toContain('0.5 % of what is free stays for fees: 9950 USDT');
  await h.inState(await h.alert(JSON.stringify(ask), '/webhook/everything'), 'completed');
  const [held] = (await h.positions()).filter(({ strategy }) => strategy === 'everything');
  expect(held).toMatchObject({ symbol: 'ETH/USDT', quantity: '3.3163' });
});

it('an addition is sized by the stop of the position that it joins, and its card says what it risks', async () => {
  const h = await open();
  const alert = (price: number): string => JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', price, strategy: 'adds' });
  await h.alert(alert(50_000));
  await h.message('BUY', 'Stop', 'risk');
  await h.press('Approve');
  const stop = await h.until('the position', async () => (await h.positions())[0]?.['stop_loss']);
  await h.alert(alert(51_000));
  const card = await h.message('BUY', 'left, until', `the stop of the position counts: ${String(stop)}`);
  expect(card.text).toContain(`Stop ${String(stop)} · risk`);
  expect(card.text).not.toContain('No stop-loss');
});
