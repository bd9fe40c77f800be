import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CONSOLE_TOKEN, ADMIN_TOKEN, WEBHOOK_SECRET } from '../app-client.ts';
import { fillableDisk } from './fillable-disk.ts';
import { House, type HouseOptions } from './house.ts';

const AUTO = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper, approval: confirm }
  auto: { account: paper, approval: auto }
`;
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';

let house: House | null = null;
async function open(options: HouseOptions = {}): Promise<House> {
  house = await House.open(options);
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

describe('/kill', () => {
  it('takes two taps, closes everything, survives a restart, and needs a deliberate unlock', async () => {
    const h = await open({ configYaml: AUTO });
    await h.alert(BUY, '/webhook/auto');
    await h.message('Stop-loss 44000 in place');
    await h.client.say('/kill');
    await h.message('Stop everything?');
    expect((await h.client.read('/status')).body['trading_state']).toBe('active');
    await h.press('Confirm kill');
    await h.until('a flat book', async () => (await h.positions()).length === 0);
    await h.until('no order left', async () =>
      (await h.orders()).every((order) => ['filled', 'canceled'].includes(String(order['status']))),
    );
    await h.restart();
    expect((await h.client.read('/status')).body['trading_state']).toBe('halted');
    expect((await h.client.alert('BUY ETHUSDT.P @ 3000 qty=1')).body).toMatchObject({ code: 'TRADING_HALTED' });
    await h.client.say('/unlock');
    await h.press('nlock');
    await h.until('trading again', async () => (await h.client.read('/status')).body['trading_state'] === 'active');
    await h.alert('BUY ETHUSDT.P @ 3000 qty=0.1');
  });
});

describe('a restart', () => {
  it('leaves the buttons of an old card working', async () => {
    const h = await open();
    const id = await h.alert(BUY);
    const before = await h.until('the card', () => h.client.button('Approve'));
    await h.restart();
    const after = await h.client.button('Approve');
    expect(after).toEqual(before);
    await h.client.tap(before);
    await h.message('Filled: 0.1');
    await h.inState(id, 'completed');
    expect((await h.client.messages()).filter((message) => message.text.includes('BUY 0.1'))).toHaveLength(1);
  });

  it('of a second process on the same folder is refused, and names the first', async () => {
    const h = await open();
    await expect(h.start()).rejects.toThrow(new RegExp(`${process.pid}`));
    expect((await h.client.read('/status')).status).toBe(200);
  });
});

interface SavedVenue {
  readonly holdings: Record<string, { qty: string; cost: string }>;
  readonly openOrders: Record<string, unknown>[];
}
const venueFile = (h: House): string => join(h.folder, 'data', 'paper-paper.json');
const readVenue = (h: House): SavedVenue => JSON.parse(readFileSync(venueFile(h), 'utf8')) as SavedVenue;
const heldAt = (h: House): string | undefined => readVenue(h).holdings['BTC/USDT:USDT']?.qty;

/** What somebody does at the venue while we are away. */
function changeVenue(h: House, change: (venue: SavedVenue) => void): void {
  const venue = readVenue(h);
  change(venue);
  writeFileSync(venueFile(h), JSON.stringify(venue));
}

describe('books and venue', () => {
  it('that differ are told once, and nothing is done by itself', async () => {
    const h = await open({ configYaml: AUTO });
    await h.inState(await h.alert(BUY, '/webhook/auto'), 'completed');
    await h.message('Stop-loss 44000 in place');
    await h.stop();
    changeVenue(h, (venue) => {
      venue.holdings['BTC/USDT:USDT'] = { qty: '0.04', cost: '1800' };
    });
    await h.start();
    await h.message('the venue holds something else', 'holds 0.04, the books say 0.1');
    await h.clock.advance(300_000);
    const told = (await h.client.messages()).filter((message) => message.text.includes('the venue holds something else'));
    expect(told).toHaveLength(1);
    expect(await h.positions()).toMatchObject([{ quantity: '0.1' }]);
    // a person writes it off: the books are the venue's truth, and the stop is for what is left
    await h.press('Adopt');
    await h.message('0.06 written off for auto; no result is counted');
    expect(await h.positions()).toMatchObject([{ quantity: '0.04' }]);
    await h.until('the stop to shrink', async () =>
      (await h.orders()).some((order) => order['status'] === 'accepted' && order['quantity'] === '0.04'),
    );
    await h.restart();
    expect(await h.positions()).toMatchObject([{ quantity: '0.04' }]);
  });

  it('a position that somebody opened by hand is closed at a tap, and at nothing else', async () => {
    const h = await open({ configYaml: AUTO });
    await h.inState(await h.alert(BUY, '/webhook/auto'), 'completed');
    await h.message('Stop-loss 44000 in place');
    await h.stop();
    changeVenue(h, (venue) => {
      venue.holdings['BTC/USDT:USDT'] = { qty: '0.3', cost: '13500' };
      venue.openOrders.push({ ...venue.openOrders[0], id: 'f'.repeat(32), venueOrderId: 'by-hand-1', qty: '0.05', ocoGroup: null });
    });
    await h.start();
    await h.message('the venue holds something else', 'holds 0.3, the books say 0.1: 0.2 that no strategy holds');
    await h.message('an open order that is not followed', 'order by-hand-1');
    await h.clock.advance(180_000);
    expect(await h.positions()).toMatchObject([{ quantity: '0.1' }]);
    await h.press('Close (cancel it)');
    await h.message('books and venue agree again', 'by-hand-1 was cancelled');
    await h.press('Close it');
    await h.until('the surplus to be closed', () => Promise.resolve(heldAt(h) === '0.1'));
    await h.until('the books to be as before', async () => (await h.positions()).length === 1);
    expect(await h.positions()).toMatchObject([{ strategy: 'auto', quantity: '0.1' }]);
  });
});

describe('a full disk', () => {
  it('answers 503 to entries, tells the chat, lets the exit through, and recovers by itself', async () => {
    const disk = fillableDisk();
    const h = await open({ configYaml: AUTO, overrides: { fs: disk.fs } });
    await h.inState(await h.alert(BUY, '/webhook/auto'), 'completed');
    await h.message('Stop-loss 44000 in place');
    // a report on its way would be worth the reserve, and whatever shares its write with it
    await h.until('the venue has said all', () => {
      const { orders, inquiries } = h.app.dispatcher.snapshot();
      return inquiries.isEmpty() && orders.every(({ status }) => status === 'accepted' || status === 'filled');
    });
    disk.setFull(true);
    expect((await h.client.alert('BUY ETHUSDT.P @ 3000 qty=1', '/webhook/auto')).status).toBe(503);
    expect((await h.client.read('/health')).status).toBe(200);
    expect((await h.client.read('/ready')).status).toBe(503);
    await h.message('disk is full');
    await h.client.say('/status');
    await h.message('The disk is full. New entries are refused', 'Trading is active', 'As of');
    await h.inState(await h.alert('CLOSE BTCUSDT.P', '/webhook/auto'), 'completed');
    expect(await h.positions()).toEqual([]);
    disk.setFull(false);
    await h.message('takes writes again');
    await h.inState(await h.alert('BUY ETHUSDT.P @ 3000 qty=1', '/webhook/auto'), 'completed');
    await h.restart();
    expect(await h.positions()).toMatchObject([{ symbol: 'ETH/USDT:USDT', quantity: '1' }]);
  });
});

describe('secrets', () => {
  it('stand in no journal, state, log, chat or answer', async () => {
    const h = await open();
    await h.client.alert(
      JSON.stringify({
        action: 'buy',
        symbol: 'BTCUSDT.P',
        quantity: 0.1,
        price: 45000,
        secret: WEBHOOK_SECRET,
        comment: `my secret is ${WEBHOOK_SECRET}`,
      }),
    );
    await h.client.alert(`{"action":"buy","secret":"${WEBHOOK_SECRET}", broken`);
    const answer = await h.client.alert(BUY, `/webhook?secret=${WEBHOOK_SECRET}`);
    await h.message('BUY 0.1');
    // it is what alerts are looked for by, and is told back
    await h.client.say(`/signals ${ADMIN_TOKEN}`);
    await h.message('History', 'symbol=');
    await h.client.say(`/orders ${ADMIN_TOKEN}`);
    await h.message('No orders', 'Only');
    await h.client.say('/signals');
    await h.message('awaiting approval');
    const chat = JSON.stringify(await h.client.messages());
    const history = JSON.stringify((await h.client.read('/history')).body);
    await h.stop();
    const files = (folder: string): string[] =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory()
          ? files(join(folder, entry.name))
          : entry.name === 'reserve'
            ? []
            : [readFileSync(join(folder, entry.name), 'utf8')],
      );
    const everything = [...files(join(h.folder, 'data')), ...h.log, chat, history, JSON.stringify(answer)].join('\n');
    expect(everything).toContain('BTC/USDT:USDT');
    // the console's own sign-in is in no file either
    for (const secret of [WEBHOOK_SECRET, ADMIN_TOKEN, CONSOLE_TOKEN]) expect(everything.includes(secret)).toBe(false);
  });
});

describe('what nobody understands', () => {
  it.each([
    ['neither JSON nor a text', 'hello world, is this on?', 400, 'unparsed'],
    ['JSON of no dialect', '{"hello":"world"}', 422, 'unparsed'],
    ['a quantity of zero', '{"action":"buy","symbol":"BTCUSDT","quantity":0}', 422, 'denied'],
    ['an infinite quantity', '{"action":"buy","symbol":"BTCUSDT","quantity":"Infinity"}', 422, 'denied'],
    ['1e400', '{"action":"buy","symbol":"BTCUSDT","quantity":1e400}', 422, 'denied'],
    ['a placeholder', '{"action":"{{strategy.order.action}}","symbol":"BTCUSDT","quantity":1}', 422, 'denied'],
    ['both sides', '{"action":"buy","side":"sell","symbol":"BTCUSDT","quantity":1}', 422, 'denied'],
    ['an unknown action', '{"action":"hodl","symbol":"BTCUSDT","quantity":1}', 422, 'denied'],
    ['no symbol', '{"action":"buy","quantity":1}', 422, 'denied'],
  ])('%s is refused, kept and told', async (_, body, status, state) => {
    const h = await open();
    const answer = await h.client.alert(body);
    expect([answer.status, answer.body['success'], typeof answer.body['remedy']]).toEqual([status, false, 'string']);
    const { alerts } = (await h.client.read('/history')).body as { alerts: { state: string; signal_id: string }[] };
    expect(alerts.map((alert) => alert.state)).toEqual([state]);
    await h.message('refused');
    expect(await h.orders()).toEqual([]);
  });

  it('from a stranger leaves nothing but a count', async () => {
    const h = await open();
    const answer = await h.client.alert(BUY, '/webhook', { 'X-Webhook-Secret': 'wrong-wrong-wrong' });
    expect([answer.status, answer.body['detail']]).toEqual([401, 'Invalid webhook secret']);
    expect((await h.client.read('/history')).body['alerts']).toEqual([]);
    expect((await h.client.read('/status')).body['unauthenticated_requests']).toBe(1);
  });
});
