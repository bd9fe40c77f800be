import { describe, expect, it } from 'vitest';
import { deny, type DenialCode } from '../../src/core/model/denial.ts';
import type { Verdict } from '../../src/core/engine/explain/explain-verdict.ts';
import { alertBody, post } from './http-client.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { strategyName, type StrategyName } from '../../src/core/model/ids.ts';
import { PLAIN_READING } from '../../src/core/model/alerts/reading-rules.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { settings, strategy } from './samples.ts';
import { ALPHA_SECRET, SECRET, withServer } from './test-server.ts';

const explaining = (verdict: Verdict) => ({ ports: { explainVerdict: () => verdict } });
const checks = [{ check: 'age', passed: true, detail: 'sent 2 s ago' }];

describe('POST /webhook/test', () => {
  it('tells the reading and the verdict, and dispatches nothing', async () => {
    await withServer(
      explaining({ would: 'ask', checks, denial: null, heldBack: false, symbol: 'BTC/USDT' }),
      async ({ port, dispatcher }) => {
        const answer = await post(port, '/webhook/test', alertBody({ quantity: 0.1 }));
        expect(answer.status).toBe(200);
        expect(answer.json()).toMatchObject({
          success: true,
          status: 'success',
          queued: false,
          signal_id: null,
          kind: 'order',
          action: 'buy',
          side: 'buy',
          symbol: 'BTCUSDT',
          instrument: 'BTC/USDT',
          quantity: 0.1,
          verdict: { would: 'ask', checks },
        });
        expect(dispatcher.commands).toHaveLength(0);
      },
    );
  });

  it('says of a report that it would be noted, not executed', async () => {
    await withServer(explaining({ would: 'execute', checks, denial: null, heldBack: false, symbol: null }), async ({ port }) => {
      const said = async (body: object): Promise<unknown> =>
        (await post(port, '/webhook/test', JSON.stringify({ secret: SECRET, ...body }))).json()['message'];
      const noted = 'This would be noted; it asks for nothing; nothing was stored or sent';
      expect(await said({ action: 'status', status: 'running' })).toBe(noted);
      expect(await said({ action: 'entry_fill', pair: 'BTC/USDT', amount: '0.002', price: '50000' })).toBe(noted);
      expect(await said({ action: 'close', symbol: 'BTCUSDT' })).toBe('This would be executed; nothing was stored or sent');
    });
  });

  it('reads an alert under the names of the strategy that URL, secret or alert names, else of default', async () => {
    const fields = (name: string, map: Record<string, string>): [StrategyName, Strategy] => [
      strategyName(name),
      { ...strategy(name), reading: { ...PLAIN_READING, fields: map } },
    ];
    const strategies = new Map([
      fields('alpha', { coin: 'symbol', what: 'action' }),
      fields('beta', { what: 'symbol', coin: 'action' }),
      fields('default', { c: 'symbol', w: 'action' }),
    ]);
    await withServer({ ports: { settings: { ...settings, strategies } } }, async ({ port }) => {
      const test = async (path: string, body: Record<string, unknown>, secret = SECRET): Promise<unknown> =>
        (await post(port, path, JSON.stringify({ secret, ...body }))).json();
      const expected = { kind: 'order', action: 'sell', symbol: 'LTCUSDT' };
      expect(await test('/webhook/alpha?dry_run=1', { coin: 'LTCUSDT', what: 'sell' })).toMatchObject(expected);
      expect(await test('/webhook/test', { strategy: 'alpha', coin: 'LTCUSDT', what: 'sell' })).toMatchObject(expected);
      expect(await test('/webhook/test', { coin: 'LTCUSDT', what: 'sell' }, ALPHA_SECRET)).toMatchObject(expected);
      expect(await test('/webhook/test', { strategy: 'beta', coin: 'sell', what: 'LTCUSDT' })).toMatchObject(expected);
      expect(await test('/webhook/test', { c: 'LTCUSDT', w: 'sell' })).toMatchObject(expected);
      expect(await test('/webhook/test', { coin: 'LTCUSDT', what: 'sell' })).toMatchObject({ kind: 'reject' });
    });
  });

  it('asks about the same command that /webhook would dispatch', async () => {
    const asked: unknown[] = [];
    const ports = {
      explainVerdict: (command: unknown): Verdict => {
        asked.push(command);
        return { would: 'execute', checks, denial: null, heldBack: false, symbol: 'BTC/USDT' };
      },
    };
    await withServer({ ports }, async ({ port, dispatcher }) => {
      const body = alertBody({ strategy: 'beta' });
      await post(port, '/webhook/test', body);
      await post(port, '/webhook', body);
      const [alert] = dispatcher.alerts();
      expect(asked).toEqual([{ ...alert, signalId: expect.any(String), nonce: expect.any(String) }]);
    });
  });

  it.each([
    'STALE_SIGNAL',
    'RATE_LIMITED',
    'STRATEGY_PAUSED',
    'TRADING_HALTED',
    'TOO_MANY_PENDING',
    'MAX_NOTIONAL',
    'STOP_WRONG_SIDE',
    'NO_QUANTITY',
    'NOTHING_TO_CLOSE',
  ] as const)('shows %s in the verdict only', async (code: DenialCode) => {
    const heldBack = code !== 'NOTHING_TO_CLOSE';
    await withServer(explaining({ would: 'deny', checks, denial: deny(code, 'not now'), heldBack, symbol: null }), async ({ port }) => {
      const answer = await post(port, '/webhook/test', alertBody());
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({ success: true, verdict: { would: 'deny', code, message: 'not now' } });
    });
  });

  it('shows what config.yaml does not say (how much a lot is) in the verdict only, beside the order that the alert is', async () => {
    const denial = deny('UNSUPPORTED', 'nobody says how much a lot is');
    const ports = {
      explainVerdict: ({ reading }: { readonly reading: Reading }): Verdict => {
        const completed: Reading = { ...reading, kind: 'reject', refusal: denial };
        return { would: 'deny', checks, denial, heldBack: false, symbol: null, reading: completed };
      },
    };
    await withServer({ ports }, async ({ port }) => {
      const answer = await post(port, '/webhook/test', JSON.stringify({ secret: SECRET, action: 'buy', symbol: 'EURUSD', lots: 0.2 }));
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({
        kind: 'order',
        action: 'buy',
        symbol: 'EURUSD',
        quantity: 0.2,
        quantity_unit: 'lots',
        verdict: { would: 'deny', code: 'UNSUPPORTED' },
      });
    });
  });

  it.each([
    ['UNKNOWN_STRATEGY', 404],
    ['UNKNOWN_SYMBOL', 422],
    ['SHORT_ON_SPOT', 422],
  ] as const)('refuses %s with %i, keeping the reading', async (code, status) => {
    await withServer(explaining({ would: 'deny', checks, denial: deny(code, 'no'), heldBack: false, symbol: null }), async ({ port }) => {
      const answer = await post(port, '/webhook/test', alertBody());
      expect(answer.status).toBe(status);
      expect(answer.json()).toMatchObject({
        success: false,
        status: 'error',
        code,
        kind: 'order',
        symbol: 'BTCUSDT',
        verdict: { would: 'deny' },
      });
    });
  });

  it.each([
    ['no JSON {', 400, 'Invalid JSON format: '],
    ['{"action":"buy"', 400, 'Invalid JSON format: '],
    ['{"action":"buy","symbol":"BTCUSDT","quantity":-1}', 422, 'Payload validation error: '],
  ])('%s gets %i as it would at /webhook', async (body, status, detail) => {
    const verdict: Verdict = { would: 'deny', checks: [], denial: deny('NOT_UNDERSTOOD', 'x'), heldBack: false, symbol: null };
    await withServer(explaining(verdict), async ({ port, dispatcher }) => {
      const headers = { 'X-Webhook-Secret': SECRET };
      const tested = await post(port, '/webhook/test', body, headers);
      const posted = await post(port, '/webhook', body, headers);
      expect([tested.status, posted.status]).toEqual([status, status]);
      for (const answer of [tested, posted]) expect(String(answer.json()['detail'])).toMatch(new RegExp(`^${detail}`));
      expect(tested.json()).toMatchObject({ kind: 'reject', code: posted.json()['code'] });
      expect(dispatcher.commands).toHaveLength(1);
    });
  });

  it('wants the secret like /webhook', async () => {
    await withServer({}, async ({ port }) => {
      expect((await post(port, '/webhook/test', '{"action":"buy"}')).status).toBe(401);
    });
  });
});
