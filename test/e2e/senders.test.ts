// The proof of the sender in the whole application: what is promised of it, over real HTTP and a real disk.

import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WEBHOOK_SECRET, type Answer } from '../app-client.ts';
import { House } from './house.ts';

const ALPHA_SECRET = 'secret-of-alpha-only';
const HMAC_SECRET = 'secret-of-signatures-1';
const TRADINGVIEW = '52.89.214.238';
const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 1000000 }, prices: demo }
strategies:
  default: { account: paper, approval: auto }
  alpha: { account: paper, approval: auto, secret: ${ALPHA_SECRET} }
  beta: { account: paper, approval: auto }
`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});
async function open(env: Record<string, string> = {}): Promise<House> {
  house = await House.open({ configYaml: CONFIG, env });
  return house;
}

async function post(h: House, path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(h.app.url + path, { method: 'POST', body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const alert = (fields: object): string => JSON.stringify({ action: 'buy', symbol: 'BTCUSDT', quantity: 0.01, ...fields });

describe('a burst of TradingView', () => {
  it('of 15 alerts at once passes whole, through a proxy and the list of its addresses', async () => {
    const h = await open({ WEBHOOK_ALLOWED_IPS: 'tradingview', TRUSTED_PROXIES: '127.0.0.1' });
    const bodies = Array.from({ length: 15 }, (_, n) => alert({ secret: WEBHOOK_SECRET, comment: `alert ${n}`, quantity: 0.01 }));
    const answers = await Promise.all(bodies.map((body) => post(h, '/webhook', body, { 'X-Forwarded-For': TRADINGVIEW })));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 15 }, () => 202));
    expect(new Set(answers.map(({ body }) => body['signal_id'])).size).toBe(15);
    for (const { body } of answers) await h.inState(String(body['signal_id']), 'completed');
    expect((await post(h, '/webhook', bodies[0] ?? '', { 'X-Forwarded-For': '203.0.113.9' })).status).toBe(403);
  });
});

describe('the limit of entries', () => {
  it('counts for each sender and for each strategy, and never for exits', async () => {
    const h = await open({ WEBHOOK_RATE_LIMIT: '2', TRUSTED_PROXIES: '127.0.0.1' });
    const from = (address: string, strategy: string, line: string): Promise<Answer> =>
      post(h, `/webhook/${strategy}`, line, { 'X-Webhook-Secret': WEBHOOK_SECRET, 'X-Forwarded-For': address });
    const buy = (n: number): string => `BUY BTCUSDT qty=0.0${n}`;
    const codes: unknown[] = [];
    for (const [address, strategy, n] of [
      ['203.0.113.1', 'default', 1],
      ['203.0.113.2', 'default', 2],
      // the strategy has had its two, from whomever
      ['203.0.113.3', 'default', 3],
      ['203.0.113.1', 'beta', 4],
      // the sender has had its two, for whichever strategy
      ['203.0.113.1', 'alpha', 5],
      ['203.0.113.4', 'alpha', 6],
    ] as const)
      codes.push((await from(address, strategy, buy(n))).body['code']);
    expect(codes).toEqual([undefined, undefined, 'RATE_LIMITED', undefined, 'RATE_LIMITED', undefined]);
    for (let n = 0; n < 5; n += 1) expect((await from('203.0.113.1', 'default', `CLOSE BTCUSDT comment=n${n}`)).status).toBeLessThan(300);
    expect((await h.client.read('/stats')).body['by_code']).toEqual({ RATE_LIMITED: 2 });
    await h.clock.advance(60_000);
    expect((await from('203.0.113.3', 'default', buy(7))).body['code']).toBeUndefined();
  });
});

describe('the secret of a strategy', () => {
  it('opens its strategy, and of no other an alert, a dry run, a cancel or a status', async () => {
    const h = await open();
    const own = { 'X-Webhook-Secret': ALPHA_SECRET };
    const resting = 'BUY BTCUSDT @ 45000 qty=0.01 limit=20000';
    const ofAlpha = await post(h, '/webhook', resting, own);
    const ofBeta = await post(h, '/webhook/beta', resting, { 'X-Webhook-Secret': WEBHOOK_SECRET });
    const [alphaOrder, betaOrder] = await h.until('both orders', async () => {
      const orders = await h.orders();
      const idOf = (answer: Answer): string | undefined =>
        orders.find((each) => each['signal_id'] === answer.body['signal_id'])?.['id'] as string;
      return idOf(ofAlpha) !== undefined && idOf(ofBeta) !== undefined ? [idOf(ofAlpha), idOf(ofBeta)] : null;
    });
    expect((await h.client.read(`/signals/${String(ofAlpha.body['signal_id'])}`)).body['strategy']).toBe('alpha');
    const refused: [path: string, body: string][] = [
      ['/webhook/beta', resting],
      ['/webhook', `${resting} strategy=beta`],
      ['/webhook/test', `${resting} strategy=beta`],
      ['/webhook/beta?dry_run=1', resting],
      ['/webhook/status', JSON.stringify({ order_id: betaOrder })],
      ['/webhook/cancel', JSON.stringify({ order_id: betaOrder })],
      ['/webhook', JSON.stringify({ cancel_order: betaOrder })],
      ['/webhook', `CANCEL ${betaOrder}`],
    ];
    for (const [path, body] of refused) {
      const answer = await post(h, path, body, own);
      expect([path, body, answer.status, answer.body['detail']]).toEqual([path, body, 401, 'Invalid webhook secret']);
    }
    const waits = await post(h, '/webhook/beta', alert({ delay: 3_600, quantity: 0.02 }), { 'X-Webhook-Secret': WEBHOOK_SECRET });
    const waiting = String(waits.body['signal_id']);
    expect(await h.signalState(waiting)).toBe('received');
    for (const [path, body] of [
      ['/webhook', { cancel_order: waiting }],
      ['/webhook/cancel', { order_id: waiting }],
    ] as const)
      expect((await post(h, path, JSON.stringify(body), own)).status).toBe(401);
    expect(await h.signalState(waiting)).toBe('received');
    expect((await post(h, '/webhook/status', JSON.stringify({ order_id: alphaOrder }), own)).status).toBe(200);
    expect((await post(h, '/webhook/cancel', JSON.stringify({ order_id: alphaOrder }), own)).status).toBeLessThan(300);
    const statusOf = async (id: string | undefined): Promise<unknown> => (await h.orders()).find((each) => each['id'] === id)?.['status'];
    await h.until('the cancel', async () => (await statusOf(alphaOrder)) === 'canceled');
    expect(await statusOf(betaOrder)).not.toBe('canceled');
  });
});

describe('a signature with a time', () => {
  const signed = (body: string, seconds: number): Record<string, string> => ({
    'X-Timestamp': String(seconds),
    'X-Signature': `sha256=${createHmac('sha256', HMAC_SECRET).update(`${seconds}.${body}`).digest('hex')}`,
  });

  it('is good once, also over a restart, whatever address it comes to, and for 300 s', async () => {
    const h = await open({ WEBHOOK_HMAC_SECRET: HMAC_SECRET, WEBHOOK_REQUIRE_HMAC: 'true', WEBHOOK_REQUIRE_TIMESTAMP: 'true' });
    const seconds = Math.floor(h.clock.now() / 1_000);
    const body = alert({});
    const first = await post(h, '/webhook', body, signed(body, seconds));
    expect(first.status).toBe(202);
    const id = first.body['signal_id'];
    // by then it was denied (nobody could be asked for a price while the time jumped): a replay is no refusal
    await h.clock.advance(40_000);
    const again = await post(h, '/webhook', body, signed(body, seconds));
    expect([again.status, again.body['signal_id'], again.body['duplicate']]).toEqual([200, id, true]);
    await h.restart();
    for (const path of ['/webhook', '/webhook/beta', '/api/webhook']) {
      const replayed = await post(h, path, body, signed(body, seconds));
      expect([path, replayed.status, replayed.body['signal_id']]).toEqual([path, 200, id]);
    }
    expect(h.app.dispatcher.snapshot().signals.size).toBe(1);
    await h.clock.advance(300_000);
    const old = await post(h, '/webhook', body, signed(body, seconds));
    expect([old.status, old.body['code'], old.body['detail']]).toEqual([401, 'SIGNATURE_EXPIRED', 'Invalid webhook signature']);
    expect((await post(h, '/webhook', alert({ secret: WEBHOOK_SECRET }))).status).toBe(401);
  });

  it('from a clock that is ahead is good once to its very last instant, over a restart in between', async () => {
    const h = await open({ WEBHOOK_HMAC_SECRET: HMAC_SECRET });
    const seconds = h.clock.now() / 1_000 + 300;
    const body = alert({});
    const first = await post(h, '/webhook', body, signed(body, seconds));
    expect(first.status).toBe(202);
    await h.inState(String(first.body['signal_id']), 'completed');
    await h.restart();
    await h.clock.advance((seconds + 300) * 1_000 - h.clock.now());
    const last = await post(h, '/webhook', body, signed(body, seconds));
    expect([last.status, last.body['signal_id']]).toEqual([200, first.body['signal_id']]);
    await h.clock.advance(1);
    expect((await post(h, '/webhook', body, signed(body, seconds))).body['code']).toBe('SIGNATURE_EXPIRED');
    expect(await h.orders()).toHaveLength(1);
  });

  it('of a close that was used is used too', async () => {
    const h = await open({ WEBHOOK_HMAC_SECRET: HMAC_SECRET });
    await h.inState(await h.alert('BUY BTCUSDT qty=0.01'), 'completed');
    const seconds = Math.floor(h.clock.now() / 1_000);
    const body = 'CLOSE BTCUSDT';
    const closed = String((await post(h, '/webhook', body, signed(body, seconds))).body['signal_id']);
    await h.inState(closed, 'completed');
    await h.inState(await h.alert('BUY BTCUSDT qty=0.02'), 'completed');
    expect((await post(h, '/webhook', body, signed(body, seconds))).body['signal_id']).toBe(closed);
    expect(await h.positions()).toMatchObject([{ quantity: '0.02' }]);
  });
});

describe('an address behind several proxies', () => {
  const PROXIES = '127.0.0.1, 10.0.0.0/8, 2001:db8:aaaa::/48';
  it.each([
    ['the one that the outermost trusted proxy saw', '52.89.214.238, 10.0.0.9', 202],
    ['over a chain of three', '52.89.214.238, 10.1.2.3, 2001:db8:aaaa::7, 10.0.0.9', 202],
    ['mapped into IPv6', '::ffff:52.89.214.238, ::ffff:10.0.0.9', 202],
    ['with ports', '52.89.214.238:4711, [2001:db8:aaaa::7]:443', 202],
    ['not what a sender has written in front of it', '52.89.214.238, 203.0.113.9, 10.0.0.9', 403],
    ['not what stands behind an untrusted hop that is mapped', '52.89.214.238, ::ffff:203.0.113.9, 10.0.0.9', 403],
    ['not what stands behind something that is no address', '52.89.214.238, unknown, 10.0.0.9', 403],
    ['not what stands behind nothing', '52.89.214.238, , 10.0.0.9', 403],
    ['not an octal form of it', '064.0131.0326.0356', 403],
    ['not a proxy of ours alone', '10.0.0.9', 403],
  ])('is %s: %s → %i', async (_, forwarded, status) => {
    const h = await open({ WEBHOOK_ALLOWED_IPS: 'tradingview', TRUSTED_PROXIES: PROXIES });
    const headers = { 'X-Webhook-Secret': WEBHOOK_SECRET, 'X-Forwarded-For': forwarded };
    expect((await post(h, '/webhook', alert({}), headers)).status).toBe(status);
  });

  it('in several headers is read as one list, and the last entries count', async () => {
    const h = await open({ WEBHOOK_ALLOWED_IPS: 'tradingview', TRUSTED_PROXIES: PROXIES });
    const send = (first: string, second: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const sent = request(
          `${h.app.url}/webhook`,
          { method: 'POST', headers: { 'X-Webhook-Secret': WEBHOOK_SECRET, 'X-Forwarded-For': [first, second] } },
          (answer) => {
            answer.resume();
            answer.on('end', () => resolve(answer.statusCode ?? 0));
          },
        );
        sent.on('error', reject);
        sent.end(alert({}));
      });
    expect(await send('52.89.214.238', '203.0.113.9, 10.0.0.9')).toBe(403);
    expect(await send('203.0.113.9', '52.89.214.238, 10.0.0.9')).toBe(202);
  });

  it('from an address that is no proxy is what the socket says', async () => {
    const h = await open({ WEBHOOK_ALLOWED_IPS: 'tradingview', TRUSTED_PROXIES: '10.0.0.0/8' });
    const headers = { 'X-Webhook-Secret': WEBHOOK_SECRET, 'X-Forwarded-For': '52.89.214.238' };
    expect((await post(h, '/webhook', alert({}), headers)).status).toBe(403);
  });
});
