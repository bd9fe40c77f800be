import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAuthenticate, type Credentials, type SenderSettings } from '../../src/http/senders/authenticate.ts';
import { START } from './samples.ts';
import { ALPHA_SECRET, HMAC_SECRET, SECRET, withServer, type TestServerOptions } from './test-server.ts';
import { alertBody, post, send } from './http-client.ts';

const sign = (text: string, secret = HMAC_SECRET): string => createHmac('sha256', secret).update(text).digest('hex');
const NOW_S = START / 1_000;
const SIGNED: TestServerOptions = { senders: { hmacSecret: HMAC_SECRET } };
const UNSIGNED_BODY = JSON.stringify({ action: 'buy', symbol: 'BTCUSDT', quantity: 0.1 });

describe('where the secret may stand', () => {
  it.each([
    ['in the field secret', '/webhook', alertBody(), {}],
    ['in the field passphrase', '/webhook', JSON.stringify({ passphrase: SECRET, action: 'buy', symbol: 'BTCUSDT', quantity: 1 }), {}],
    ['in the field key', '/webhook', JSON.stringify({ key: SECRET, action: 'buy', symbol: 'BTCUSDT', quantity: 1 }), {}],
    ['in the field token', '/webhook', JSON.stringify({ token: SECRET, action: 'buy', symbol: 'BTCUSDT', quantity: 1 }), {}],
    ['in a line of text', '/webhook', `BUY BTCUSDT qty=0.1 secret=${SECRET}`, {}],
    ['in the header', '/webhook', UNSIGNED_BODY, { 'X-Webhook-Secret': SECRET }],
    ['in the URL', `/webhook?secret=${SECRET}`, UNSIGNED_BODY, {}],
    ['in the URL, percent-encoded', `/webhook?%73ecret=${encodeURIComponent(SECRET)}`, UNSIGNED_BODY, {}],
    [
      'right in the header, wrong in the body',
      '/webhook',
      alertBody({ secret: 'token-of-another-service' }),
      { 'X-Webhook-Secret': SECRET },
    ],
  ])('%s', async (_case, path, body, headers) => {
    await withServer({}, async ({ port, dispatcher }) => {
      const answer = await post(port, path, body, headers);
      expect(answer.status).toBe(202);
      expect(dispatcher.alerts()).toHaveLength(1);
    });
  });

  it.each([
    ['nowhere', '/webhook', UNSIGNED_BODY, {}],
    ['wrong in the body', '/webhook', alertBody({ secret: 'wrong' }), {}],
    ['a prefix of it', '/webhook', alertBody({ secret: SECRET.slice(0, -1) }), {}],
    ['in another case', '/webhook', alertBody({ secret: SECRET.toUpperCase() }), {}],
    ['a number', '/webhook', alertBody({ secret: 0 }), {}],
    ['empty in the header', '/webhook', UNSIGNED_BODY, { 'X-Webhook-Secret': '' }],
    ['wrong in the URL', '/webhook?secret=wrong', UNSIGNED_BODY, {}],
    ['the admin token', '/webhook', UNSIGNED_BODY, { Authorization: `Bearer ${SECRET}` }],
  ])('refused: %s', async (_case, path, body, headers) => {
    await withServer({}, async ({ port, dispatcher }) => {
      const answer = await post(port, path, body, headers);
      expect(answer.status).toBe(401);
      expect(answer.json()).toMatchObject({ success: false, status: 'error', code: 'WRONG_SECRET', detail: 'Invalid webhook secret' });
      expect(dispatcher.commands).toHaveLength(0);
    });
  });
});

describe("a strategy's own secret", () => {
  it.each([
    ['in the URL of its strategy', '/webhook/alpha', {}, 202],
    ['for the strategy that the alert names', '/webhook', { strategy: 'alpha' }, 202],
    ['for an alert that names none: it is for that strategy', '/webhook', {}, 202],
    ['beside the title of a script, which is no strategy of ours', '/webhook/alpha', { strategy: 'EMA Cross 9/21' }, 202],
    ['not in the URL of another', '/webhook/beta', {}, 401],
    ['not in the URL of one that there is not', '/webhook/gamma', {}, 401],
    ['not for another in the alert', '/webhook', { strategy: 'beta' }, 401],
    ['not for another in the alert under its own URL', '/webhook/alpha', { strategy: 'beta' }, 401],
    ['not for another in the test', '/webhook/test', { strategy: 'beta' }, 401],
  ])('%s', async (_case, path, fields, status) => {
    await withServer({}, async ({ port, dispatcher }) => {
      const answer = await post(port, path, alertBody({ secret: ALPHA_SECRET, ...fields }));
      expect(answer.status).toBe(status);
      expect(dispatcher.alerts().map((alert) => alert.strategyHint)).toEqual(status === 202 ? ['alpha'] : []);
    });
  });

  it('that is refused is told to people, since its sender reads no answer: without its body, and not for a question', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const close = JSON.stringify({ secret: ALPHA_SECRET, strategy: 'beta', action: 'close', symbol: 'ETHUSDT', comment: 'kept' });
      for (const path of ['/webhook/test', '/webhook?dry_run=1']) expect((await post(port, path, close)).status).toBe(401);
      expect(dispatcher.commands).toHaveLength(0);
      expect((await post(port, '/webhook', close)).status).toBe(401);
      const title = 'Alert refused: SECRET_OF_OTHER_STRATEGY';
      expect(dispatcher.commands).toMatchObject([{ type: 'notify', severity: 'error', title }]);
      const told = JSON.stringify(dispatcher.commands);
      expect(told).toContain('127.0.0.1 with the secret of alpha (close ETHUSDT for beta)');
      for (const hidden of [ALPHA_SECRET, 'kept']) expect(told).not.toContain(hidden);
    });
  });

  // Behind a proxy that is not trusted all senders have one address: one of them could use up the entries of the others.
  it('has entries of its own to use up', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      for (const secret of [ALPHA_SECRET, SECRET]) await post(port, '/webhook', alertBody({ secret }));
      expect(dispatcher.alerts().map(({ rateKey }) => rateKey)).toEqual(['127.0.0.1 alpha', '127.0.0.1']);
    });
  });

  it('gives way to the shared secret, which opens every strategy', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const answer = await post(port, '/webhook/beta', alertBody({ secret: ALPHA_SECRET }), { 'X-Webhook-Secret': SECRET });
      expect(answer.status).toBe(202);
      expect(dispatcher.alerts()[0]?.strategyHint).toBe('beta');
    });
  });
});

it('a URL with a thousand guesses has a few of them heard', async () => {
  await withServer({}, async ({ port }) => {
    const guesses = Array.from({ length: 500 }, (_, index) => `secret=guess-${index}`).join('&');
    expect((await post(port, `/webhook?${guesses}&secret=${SECRET}`, UNSIGNED_BODY)).status).toBe(401);
    expect((await post(port, `/webhook?secret=of-a-relay&secret=${SECRET}`, UNSIGNED_BODY)).status).toBe(202);
  });
});

it('secrets of two strategies in one request open neither', async () => {
  const strategySecrets = new Map([
    ['alpha', ALPHA_SECRET],
    ['beta', 'planted-beta-secret-5'],
  ]);
  await withServer({ senders: { strategySecrets } }, async ({ port, dispatcher }) => {
    const answer = await post(port, '/webhook?secret=planted-beta-secret-5', alertBody({ secret: ALPHA_SECRET }));
    expect([answer.status, answer.json()['code']]).toEqual([401, 'SECRET_OF_OTHER_STRATEGY']);
    expect(dispatcher.commands).toHaveLength(0);
  });
});

describe('signatures', () => {
  const timed = (seconds: number, body = UNSIGNED_BODY): Record<string, string> => ({
    'X-Timestamp': String(seconds),
    'X-Signature': `sha256=${sign(`${seconds}.${body}`)}`,
  });

  it.each([
    ['bare hex over the body', { 'X-Signature': sign(UNSIGNED_BODY) }, 202, null],
    ['with its prefix', { 'X-Signature': `sha256=${sign(UNSIGNED_BODY)}` }, 202, null],
    ['in capitals', { 'X-Signature': sign(UNSIGNED_BODY).toUpperCase() }, 202, null],
    ['of another body', { 'X-Signature': sign(`${UNSIGNED_BODY} `) }, 401, 'WRONG_SIGNATURE'],
    ['with another secret', { 'X-Signature': sign(UNSIGNED_BODY, SECRET) }, 401, 'WRONG_SIGNATURE'],
    ['cut short', { 'X-Signature': sign(UNSIGNED_BODY).slice(0, 62) }, 401, 'WRONG_SIGNATURE'],
    ['no hex', { 'X-Signature': 'z'.repeat(64) }, 401, 'WRONG_SIGNATURE'],
    ['timed, now', timed(NOW_S), 202, null],
    ['timed, 300 s old', timed(NOW_S - 300), 202, null],
    ['timed, 301 s old', timed(NOW_S - 301), 401, 'SIGNATURE_EXPIRED'],
    ['timed, 301 s ahead', timed(NOW_S + 301), 401, 'SIGNATURE_EXPIRED'],
    ['timed in milliseconds', timed(START), 401, 'SIGNATURE_EXPIRED'],
    ['over the body alone beside a timestamp', { ...timed(NOW_S), 'X-Signature': sign(UNSIGNED_BODY) }, 401, 'WRONG_SIGNATURE'],
    ['timed, with the timestamp exchanged', { ...timed(NOW_S), 'X-Timestamp': String(NOW_S + 1) }, 401, 'WRONG_SIGNATURE'],
    ['timed by no number', { ...timed(NOW_S), 'X-Timestamp': 'soon' }, 401, 'WRONG_SIGNATURE'],
    ['none at all', {}, 401, 'WRONG_SECRET'],
  ])('%s', async (_case, headers, status, code) => {
    await withServer(SIGNED, async ({ port }) => {
      const answer = await post(port, '/webhook', UNSIGNED_BODY, headers);
      expect(answer.status).toBe(status);
      expect(answer.json()['code'] ?? null).toBe(code);
    });
  });

  // "time.body" is what was signed; sent as a body of its own, without the header, it would never wear out.
  it('with a timestamp do not become signatures without one', async () => {
    await withServer(SIGNED, async ({ port, dispatcher }) => {
      const form = 'note=x&action=buy&symbol=BTCUSDT';
      const captured = timed(NOW_S - 86_400, form);
      const again = await post(port, '/webhook', `${NOW_S - 86_400}.${form}`, { 'X-Signature': captured['X-Signature'] ?? '' });
      expect([again.status, again.json()['code']]).toEqual([401, 'WRONG_SIGNATURE']);
      expect(dispatcher.commands).toHaveLength(0);
      expect((await post(port, '/webhook', form, timed(NOW_S, form))).status).toBe(202);
    });
  });

  it('that are wrong refuse even beside a right secret', async () => {
    await withServer(SIGNED, async ({ port }) => {
      expect((await post(port, '/webhook', alertBody(), { 'X-Signature': sign('something else') })).status).toBe(401);
    });
  });

  it('are not looked at where no secret for them is set', async () => {
    await withServer({}, async ({ port }) => {
      expect((await post(port, '/webhook', alertBody(), { 'X-Signature': 'of another relay' })).status).toBe(202);
    });
  });

  it('cover the raw bytes, not the text: a byte order mark and invalid UTF-8 count', async () => {
    await withServer(SIGNED, async ({ port }) => {
      const body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(UNSIGNED_BODY)]);
      const signature = createHmac('sha256', HMAC_SECRET).update(body).digest('hex');
      expect((await post(port, '/webhook', body, { 'X-Signature': signature })).status).toBe(202);
      expect((await post(port, '/webhook', body, { 'X-Signature': sign(UNSIGNED_BODY) })).status).toBe(401);
    });
  });

  it('may be demanded, with a timestamp or without', () => {
    const base: SenderSettings = {
      secret: SECRET,
      strategySecrets: new Map(),
      hmacSecret: HMAC_SECRET,
      requireHmac: true,
      requireTimestamp: false,
    };
    const bytes = Buffer.from('x');
    const given: Credentials = { bytes, secrets: [SECRET], signature: null, timestamp: null };
    const plain: Credentials = { ...given, secrets: [], signature: sign('x') };
    const timedOne: Credentials = { ...plain, signature: sign(`${NOW_S}.x`), timestamp: String(NOW_S) };
    const codes = (settings: SenderSettings): unknown[] =>
      [given, plain, timedOne].map((credentials) => {
        const result = createAuthenticate(settings, { now: () => START })(credentials);
        return result.type === 'refused' ? result.answer.body['code'] : 'ok';
      });
    expect(codes(base)).toEqual(['SIGNATURE_REQUIRED', 'ok', 'ok']);
    expect(codes({ ...base, requireTimestamp: true })).toEqual(['TIMESTAMP_REQUIRED', 'TIMESTAMP_REQUIRED', 'ok']);
    expect(codes({ ...base, requireHmac: false, requireTimestamp: true })).toEqual(['TIMESTAMP_REQUIRED', 'TIMESTAMP_REQUIRED', 'ok']);
    expect(codes({ ...base, hmacSecret: null })).toEqual(['SIGNATURE_REQUIRED', 'SIGNATURE_REQUIRED', 'SIGNATURE_REQUIRED']);
  });

  it('with a timestamp name their signal: the same again has the same hash, another second another', async () => {
    await withServer(SIGNED, async ({ port, dispatcher }) => {
      for (const seconds of [NOW_S, NOW_S, NOW_S - 1]) await post(port, '/webhook', UNSIGNED_BODY, timed(seconds));
      const [first, again, other] = dispatcher.alerts().map((alert) => alert.replayKey);
      expect(first).toMatch(/^[0-9a-f]{64}$/);
      expect(again).toBe(first);
      expect(other).not.toBe(first);
    });
  });
});

describe('addresses', () => {
  it('that are not allowed get 403, and loopback is no exception', async () => {
    await withServer({ http: { allowedAddresses: ['tradingview', '127.0.0.2/32'] } }, async ({ port, dispatcher }) => {
      const body = alertBody();
      const answers = [
        await send(port, { method: 'POST', path: '/webhook', body }),
        await send(port, { method: 'POST', path: '/webhook', body, from: '127.0.0.2' }),
        await send(port, { method: 'POST', path: '/webhook', body, headers: { 'X-Forwarded-For': '52.89.214.238' } }),
      ];
      expect(answers.map((answer) => answer.status)).toEqual([403, 202, 403]);
      expect(answers[0]?.json()).toMatchObject({ code: 'ADDRESS_NOT_ALLOWED' });
      expect(dispatcher.alerts().map((alert) => alert.origin)).toEqual([{ type: 'webhook', sender: '127.0.0.2' }]);
    });
  });

  it('behind a trusted proxy are those that it names', async () => {
    await withServer({ http: { allowedAddresses: ['tradingview'], trustedProxies: ['127.0.0.0/24'] } }, async ({ port, dispatcher }) => {
      const from = (list: string) => post(port, '/webhook', alertBody(), { 'X-Forwarded-For': list });
      const answers = [
        await from('52.89.214.238'),
        await from('52.89.214.238, 203.0.113.9'),
        await from('203.0.113.9, 34.212.75.30, 127.0.0.9'),
      ];
      expect(answers.map((answer) => answer.status)).toEqual([202, 403, 202]);
      expect(dispatcher.alerts().map((alert) => alert.rateKey)).toEqual(['52.89.214.238', '34.212.75.30']);
    });
  });
});

describe('a flood without a secret', () => {
  it('gets 429 from its address, and never touches who has the secret', async () => {
    await withServer({ http: { unauthenticatedPerMinuteMax: 2 } }, async ({ port, clock }) => {
      const wrong = (from: string) => send(port, { method: 'POST', path: '/webhook', body: '{}', from });
      const statuses = [];
      for (const from of ['127.0.0.1', '127.0.0.1', '127.0.0.1', '127.0.0.5']) statuses.push((await wrong(from)).status);
      expect(statuses).toEqual([401, 401, 429, 401]);
      const flooded = await wrong('127.0.0.1');
      expect(flooded.headers['retry-after']).toBe('60');
      expect(flooded.json()).toMatchObject({ success: false, code: 'TOO_MANY_REQUESTS' });
      expect((await post(port, '/webhook', alertBody())).status).toBe(202);
      expect((await send(port, { path: '/status' })).status).toBe(429);
      await clock.advance(60_000);
      expect((await wrong('127.0.0.1')).status).toBe(401);
    });
  });
});
