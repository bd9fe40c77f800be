// A good day that is kept: a profit lock in two steps, and each way of winding down what is held when the day falls back to it,
// through the bot. What has a stop, what has none, what rests and what asks are all there.

import { afterEach, expect, it } from 'vitest';
import { House } from './house.ts';

type WindDown = 'flatten_all' | 'keep_protected' | 'keep_all';

const configOf = (windDown: WindDown, onBreach: string): string => `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: signal }
strategies:
  default:
    account: paper
    approval: { auto_below: 6000 }
    approval_ttl: 1h
    limits:
      daily_profit_lock: [{ at: 100, floor: 50 }, { at: 200, floor: 150 }]
      wind_down: ${windDown}
      on_breach: { daily_profit_lock: ${onBreach} }
  prices: { account: paper, approval: confirm, approval_ttl: 1s }
`;
const BTC = 'BTC/USDT:USDT';
const ETH = 'ETH/USDT:USDT';
const SOL = 'SOL/USDT:USDT';

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

/** Moves the market of the account; nothing is bought. */
const priceIs = (h: House, price: number) =>
  h.client.alert(`{"action":"buy","symbol":"BTCUSDT.P","price":${price},"quantity":0.001,"strategy":"prices"}`);

const held = async (h: House): Promise<readonly string[]> => (await h.positions()).map(({ symbol }) => String(symbol)).toSorted();

async function lockOf(h: House): Promise<Record<string, unknown> | undefined> {
  const risk = (await h.client.read('/status')).body['risk'] as Record<string, unknown>[];
  return risk.find(({ limit }) => limit === 'daily_profit_lock');
}

/** Held with a stop and without one, resting, and asked about. */
async function trade(h: House): Promise<string> {
  await h.inState(await h.alert('BUY BTCUSDT.P @ 45000 qty=0.1 sl=40000'), 'completed');
  await h.inState(await h.alert('{"action":"buy","symbol":"ETHUSDT.P","price":3000,"quantity":1}'), 'completed');
  await h.alert('{"action":"buy","symbol":"SOLUSDT.P","price":100,"quantity":5,"order_type":"limit","limit_price":90}');
  await h.until('the order that rests', async () =>
    (await h.orders()).some(({ symbol, status }) => symbol === SOL && status === 'accepted'),
  );
  const asked = await h.alert('BUY BTCUSDT.P @ 45000 qty=0.2 sl=40000');
  await h.message('BUY 0.2 BTC', 'left, until');
  return asked;
}

it.each([
  ['flatten_all', 'pause', []],
  ['keep_protected', 'pause', [BTC]],
  ['keep_all', 'pause', [BTC, ETH]],
  ['flatten_all', 'kill', []],
  ['keep_protected', 'kill', [BTC]],
  ['keep_all', 'kill', [BTC, ETH]],
] as const)(
  'a day that falls back to its floor: %s by a %s',
  async (windDown, action, kept) => {
    house = await House.open({ configYaml: configOf(windDown, action) });
    const h = house;
    const asked = await trade(h);
    await priceIs(h, 47_500);
    await h.until('both steps', async () => String((await lockOf(h))?.['used']).includes('kept at 150'));
    await h.client.say('/risk');
    await h.message('Risk limits', 'daily_profit_lock', 'kept at 150 USDT');
    await h.clock.advance(5_000);
    await h.restart();
    expect(await held(h)).toEqual([BTC, ETH]);
    expect(String((await lockOf(h))?.['used'])).toContain('kept at 150');

    await priceIs(h, 46_500);
    const alarm = await h.message('daily_profit_lock of strategy default', `was reached: ${action === 'kill' ? 'KILLED' : 'paused'}`);
    expect(alarm.text).toContain('2 that waited or rested are taken back');
    if (windDown === 'keep_protected') expect(alarm.text).toContain('1 position(s) are being closed. What has a stop-loss is kept');
    if (windDown === 'keep_all') expect(alarm.text).toContain('What is held stays with its own stops and targets');
    await h.until('what is wound down to be gone', async () => (await held(h)).join() === kept.join());
    await h.until('nothing to rest', async () => !(await h.orders()).some(({ symbol, status }) => symbol === SOL && status !== 'canceled'));
    await h.inState(asked, 'denied');
    expect((await h.client.read(`/signals/${asked}`)).body['error']).toMatchObject({ code: 'PROFIT_LOCKED' });
    await h.until('the card to lose its buttons', async () => {
      const cards = (await h.client.messages()).filter(({ text }) => text.includes('BUY 0.2 BTC'));
      return cards.every(({ keyboard }) => keyboard.length === 0);
    });
    if (kept.length > 0)
      expect((await h.positions()).find(({ symbol }) => symbol === BTC)).toMatchObject({ protected_by: 'venue', stop_loss: '40000' });

    const refused = await h.client.alert('BUY BTCUSDT.P @ 46500 qty=0.01 sl=40000');
    expect([refused.status, refused.body['code']]).toEqual([422, 'PROFIT_LOCKED']);
    // getting out is never held back
    for (const symbol of kept) {
      await h.client.say(`/close ${symbol}`);
      await h.until(`${symbol} to be closed`, async () => !(await held(h)).includes(symbol));
    }
    expect(await lockOf(h)).toMatchObject({ wind_down: windDown, on_breach: action, breached: { lifted_by: null } });
    await h.client.say('/risk');
    await h.message('holds entries back', 'daily_profit_lock', action === 'kill' ? '/unlock' : '/resume daily_profit_lock');
    await h.client.say(action === 'kill' ? '/unlock' : '/resume daily_profit_lock');
    if (action === 'kill') await h.press('Confirm unlock');
    await h.message(action === 'kill' ? 'unlocked' : 'entries pass again although daily_profit_lock was reached');
    await h.inState(await h.alert('BUY BTCUSDT.P @ 46501 qty=0.01 sl=40000'), 'completed');
  },
  60_000,
);
