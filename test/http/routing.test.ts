import type { Router } from '@koa/router';
import { describe, expect, it } from 'vitest';
import { alertBody, post, send } from './http-client.ts';
import { ADMIN_TOKEN, withServer } from './test-server.ts';

const BEARER = { Authorization: `Bearer ${ADMIN_TOKEN}` };

describe('addresses and methods', () => {
  it.each(['/nothing', '/webhook/a/b', '/api', '/console', '/.env', '/%00'])('%s is 404 in our shape', async (path) => {
    await withServer({}, async ({ port }) => {
      for (const method of ['GET', 'POST']) {
        const answer = await send(port, { method, path });
        expect([answer.status, answer.json()['code']]).toEqual([404, 'NO_SUCH_PAGE']);
      }
    });
  });

  it.each([
    ['GET', '/webhook', 'POST'],
    ['GET', '/webhook/alpha', 'POST'],
    ['DELETE', '/webhook/test', 'POST'],
    ['HEAD', '/api/webhook', 'POST'],
    ['POST', '/health', 'HEAD, GET'],
    ['PUT', '/status', 'HEAD, GET'],
    ['OPTIONS', '/orders', 'HEAD, GET'],
    ['PROPFIND', '/positions', 'HEAD, GET'],
  ])('%s %s is 405 and names %s', async (method, path, allow) => {
    await withServer({}, async ({ port }) => {
      const answer = await send(port, { method, path });
      expect([answer.status, answer.headers['allow']]).toEqual([405, allow]);
      if (method !== 'HEAD') expect(answer.json()).toMatchObject({ success: false, status: 'error', code: 'METHOD_NOT_ALLOWED' });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    });
  });

  it.each(['/', '/health', '/ready', '/status', '/orders'])('HEAD %s answers like GET, without a body', async (path) => {
    await withServer({}, async ({ port }) => {
      const [got, headed] = [await send(port, { path, headers: BEARER }), await send(port, { method: 'HEAD', path, headers: BEARER })];
      expect([headed.status, headed.text, headed.headers['content-length']]).toEqual([200, '', got.headers['content-length']]);
    });
  });

  it('of others are added on the same server', async () => {
    const addRoutes = (router: Router): void => {
      router.get('/console', (ctx) => {
        ctx.set('Content-Security-Policy', "default-src 'self'");
        ctx.body = '<h1>chat</h1>';
      });
    };
    await withServer({ addRoutes }, async ({ port }) => {
      const page = await send(port, { path: '/console' });
      expect([page.status, page.text, page.headers['content-security-policy']]).toEqual([200, '<h1>chat</h1>', "default-src 'self'"]);
    });
  });

  it.each(['/health', '/status', '/nothing'])('%s carries the security headers', async (path) => {
    await withServer({}, async ({ port }) => {
      const { headers } = await send(port, { path });
      expect(headers).toMatchObject({
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'content-type': 'application/json; charset=utf-8',
      });
      expect(headers['x-powered-by']).toBeUndefined();
    });
  });
});

describe('listening', () => {
  it('on an address that is taken is an error', async () => {
    await withServer({}, async ({ port }) => {
      await expect(withServer({ http: { port } }, () => Promise.resolve())).rejects.toThrow('is taken by another program');
    });
  });

  it('names the address that it has', async () => {
    await withServer({}, async ({ port, url }) => {
      expect(url).toBe(`http://127.0.0.1:${port}`);
      expect((await post(port, '/webhook', '')).status).toBe(401);
    });
  });
});

describe('the log', () => {
  it('tells refused alerts at info, and what comes in floods or is in the journal at debug', async () => {
    await withServer({ http: { unauthenticatedPerMinuteMax: 1 } }, async ({ port, logLines }) => {
      for (const body of [alertBody(), alertBody({ quantity: -1 }), '{}', '{}']) await post(port, '/webhook', body);
      await send(port, { path: '/health' });
      const told = logLines.map((line): unknown => JSON.parse(line));
      expect(told).toMatchObject([
        { level: 'debug', status: 202, method: 'POST', url: '/webhook', address: '127.0.0.1' },
        { level: 'info', status: 422 },
        { level: 'info', status: 401 },
        { level: 'debug', status: 429 },
        { level: 'debug', status: 200, method: 'GET', url: '/health' },
      ]);
    });
  });
});
