import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { deny } from '../../src/core/model/denial.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { openAlert } from '../../src/http/senders/open-alert.ts';
import { acceptAlert } from '../../src/http/alerts/post-alert.ts';
import { StorageError } from '../../src/store/dispatch.ts';
import { createFakeDispatcher, type FakeDispatcher } from './fake-dispatcher.ts';
import { alertBody, post } from './http-client.ts';
import { denied, order, orderId, signal, signalId, START } from './samples.ts';
import { NO_HISTORY, SECRET, withServer } from './test-server.ts';

/** Answers every alert with this signal. */
function answeringWith(make: (id: SignalId) => Signal, duplicate = false): FakeDispatcher {
  const dispatcher = createFakeDispatcher();
  dispatcher.answerWith((command) => {
    if (command.type !== 'receive_alert') throw new Error(`unexpected ${command.type}`);
    dispatcher.commit((state) => ({ ...state, signals: state.signals.set(command.signalId, make(command.signalId)) }));
    return { type: 'signal', signalId: command.signalId, duplicate };
  });
  return dispatcher;
}

describe('an alert that is accepted', () => {
  it('is answered with every documented field, after it was dispatched with everything that the core needs', async () => {
    await withServer({}, async ({ port, dispatcher }) => {
      const body = alertBody();
      const answer = await post(port, '/webhook/beta', body);
      const [alert] = dispatcher.alerts();
      expect(answer.status).toBe(202);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.json()).toEqual({
        success: true,
        status: 'success',
        queued: true,
        signal_id: alert?.signalId,
        state: 'awaiting_approval',
        alertType: 'single_order',
        message: 'Processed 1 order leg(s)',
        timestamp: '2026-01-05T15:30:00.000+05:30',
        results: [
          {
            leg_number: 1,
            symbol: 'BTCUSDT',
            instrument: 'BTC/USDT',
            transaction: 'B',
            quantity: '0.1',
            status: 'acknowledged',
            message: 'Waits for approval in the chat',
          },
        ],
      });
      expect(alert).toMatchObject({
        type: 'receive_alert',
        origin: { type: 'webhook', sender: '127.0.0.1' },
        strategyHint: 'beta',
        rateKey: '127.0.0.1',
        bodyHash: createHash('sha256').update(body).digest('hex'),
        reading: { kind: 'order', action: 'buy', symbol: 'BTCUSDT', quantity: '0.1' },
      });
      expect(alert?.signalId).toMatch(/^sg_[0-9a-f]{24}$/);
      expect(alert?.nonce).toMatch(/^[0-9a-f]{16}$/);
    });
  });

  it.each([
    ['/webhook', null],
    ['/webhook/', null],
    ['/api/webhook', null],
    ['/webhook/beta', 'beta'],
    ['/webhook/be%74a', 'beta'],
  ])('may be sent to %s', async (path, strategyHint) => {
    await withServer({}, async ({ port, dispatcher }) => {
      expect((await post(port, path, alertBody())).status).toBe(202);
      expect(dispatcher.alerts().map((alert) => alert.strategyHint)).toEqual([strategyHint]);
    });
  });

  it('is answered only when the dispatch is done', async () => {
    let release: () => void = () => undefined;
    const written = new Promise<void>((resolve) => {
      release = resolve;
    });
    const dispatcher = createFakeDispatcher();
    const answered: string[] = [];
    const dispatched = new Promise<void>((resolve) => {
      dispatcher.answerWith(async (command) => {
        resolve();
        await written;
        answered.push('written');
        if (command.type !== 'receive_alert') throw new Error(command.type);
        dispatcher.commit((state) => ({ ...state, signals: state.signals.set(command.signalId, signal(command.signalId)) }));
        return { type: 'signal', signalId: command.signalId, duplicate: false };
      });
    });
    await withServer({ dispatcher }, async ({ port, clock }) => {
      const request = post(port, '/webhook', alertBody()).then((answer) => {
        answered.push('answered');
        return answer;
      });
      await dispatched;
      await clock.settle();
      expect(answered).toEqual([]);
      release();
      expect((await request).status).toBe(202);
      expect(answered).toEqual(['written', 'answered']);
    });
  });

  it.each([
    ['completed', 200, false],
    ['noted', 200, false],
    ['superseded', 200, false],
    ['failed', 200, false],
    ['received', 202, true],
    ['working', 202, true],
  ] as const)('in state %s gets %i', async (state, status, queued) => {
    await withServer({ dispatcher: answeringWith((id) => signal(id, { state })) }, async ({ port }) => {
      const answer = await post(port, '/webhook', alertBody());
      expect(answer.status).toBe(status);
      expect(answer.json()).toMatchObject({ success: true, queued, state });
    });
  });

  it('tells each order of it, but not what protects the position', async () => {
    const dispatcher = answeringWith((id) => signal(id, { state: 'working', orderIds: [orderId(id, 0), orderId(id, 1), orderId(id, 2)] }));
    await withServer({ dispatcher }, async ({ port, clock }) => {
      const id = signalId(clock.now());
      const orders = [
        order(id, { status: 'filled', side: 'sell', role: 'exit' }),
        order(id, { id: orderId(id, 1), status: 'rejected', error: deny('VENUE_REJECTED', 'insufficient balance') }),
        order(id, { id: orderId(id, 2), role: 'stop_loss', status: 'accepted' }),
      ];
      dispatcher.commit((state) => ({ ...state, orders: state.orders.concat(orders.map((each) => [each.id, each])) }));
      const json = (await post(port, '/webhook', alertBody())).json();
      expect(json['message']).toBe('Processed 2 order leg(s)');
      expect(json['results']).toEqual([
        expect.objectContaining({
          leg_number: 1,
          symbol: 'BTCUSDT',
          instrument: 'BTC/USDT',
          transaction: 'S',
          quantity: '0.1',
          status: 'success',
          order_id: orderId(id, 0),
        }),
        expect.objectContaining({
          leg_number: 2,
          transaction: 'B',
          status: 'failed',
          order_id: orderId(id, 1),
          error: 'insufficient balance',
        }),
      ]);
    });
  });

  it('that is a duplicate gets 200 with the id and the state of the first', async () => {
    const first = signal(signalId(START - 5_000, 7), { state: 'working' });
    const dispatcher = createFakeDispatcher();
    dispatcher.commit((state) => ({ ...state, signals: state.signals.set(first.id, first) }));
    dispatcher.answerWith(() => ({ type: 'signal', signalId: first.id, duplicate: true }));
    await withServer({ dispatcher }, async ({ port }) => {
      const answer = await post(port, '/webhook', alertBody());
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({ success: true, signal_id: first.id, state: 'working', queued: false, duplicate: true });
    });
  });

  it.each([
    ['is in the journal', signal(signalId(1, 7), { state: 'completed' }), { state: 'completed' }],
    ['is nowhere any more', null, { queued: false }],
  ])('that is a duplicate of one that %s gets 200', async (_case, kept, fields) => {
    const id = signalId(1, 7);
    const dispatcher = createFakeDispatcher();
    dispatcher.answerWith(() => ({ type: 'signal', signalId: id, duplicate: true }));
    const history = { ...NO_HISTORY, readSignal: () => Promise.resolve(kept === null ? null : { signal: kept, orders: [] }) };
    await withServer({ dispatcher, ports: { history } }, async ({ port }) => {
      const answer = await post(port, '/webhook', alertBody());
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({ success: true, signal_id: id, duplicate: true, ...fields });
    });
  });

  it('closes nothing where nothing is open, and says so with 200', async () => {
    await withServer({ dispatcher: answeringWith((id) => denied(id, 'NOTHING_TO_CLOSE', 'there is no position')) }, async ({ port }) => {
      const answer = await post(port, '/webhook', alertBody({ action: 'close' }));
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({
        success: true,
        queued: false,
        state: 'denied',
        code: 'NOTHING_TO_CLOSE',
        message: 'there is no position',
      });
    });
  });

  it('can be taken in without HTTP, by the console', async () => {
    await withServer({}, async ({ server, dispatcher }) => {
      const opened = openAlert(new TextEncoder().encode('{"action":"buy","symbol":"BTCUSDT","quantity":1}'));
      const answer = await acceptAlert(server.alertPorts, {
        opened,
        proof: { strategy: null, signedHash: null },
        strategyHint: null,
        sender: 'console',
      });
      expect(answer).toMatchObject({ status: 202, body: { success: true } });
      expect(dispatcher.alerts()[0]?.origin).toEqual({ type: 'webhook', sender: 'console' });
    });
  });
});

describe('an alert that is refused', () => {
  it.each([
    ['STALE_SIGNAL', 422, 'Payload validation error: too old'],
    ['UNKNOWN_STRATEGY', 404, 'too old'],
    ['NOT_UNDERSTOOD', 400, 'Invalid JSON format: too old'],
  ] as const)('with %s gets %i, flat, with its signal id', async (code, status, detail) => {
    for (const duplicate of [false, true]) {
      await withServer({ dispatcher: answeringWith((id) => denied(id, code, 'too old'), duplicate) }, async ({ port, dispatcher }) => {
        const answer = await post(port, '/webhook', alertBody());
        expect(answer.status).toBe(status);
        expect(answer.json()).toEqual({
          success: false,
          status: 'error',
          error: 'too old',
          code,
          remedy: deny(code, '').remedy,
          detail,
          signal_id: dispatcher.alerts()[0]?.signalId,
        });
      });
    }
  });

  it.each([
    ['full', 'NOT_STORED'],
    ['failed', 'NOT_STORED'],
    ['stopping', 'STOPPING'],
  ] as const)('because storing is %s gets 503 and is asked to come again', async (reason, code) => {
    const dispatcher = createFakeDispatcher();
    dispatcher.answerWith(() => {
      throw new StorageError(reason, 'ENOSPC: no space left on device, write /srv/data/journal');
    });
    await withServer({ dispatcher }, async ({ port, faults }) => {
      const answer = await post(port, '/webhook', alertBody());
      expect(answer.status).toBe(503);
      expect(answer.headers['retry-after']).toBe('5');
      expect(answer.json()).toMatchObject({ success: false, code });
      expect(answer.text).not.toContain('/srv/data');
      expect(faults).toHaveLength(0);
    });
  });

  it('for a fault of ours gets 500 without details, and the operator is told', async () => {
    const broken = new Error('cannot read properties of undefined');
    const dispatcher = createFakeDispatcher();
    dispatcher.answerWith(() => Promise.reject(broken));
    await withServer({ dispatcher }, async ({ port, faults, logLines }) => {
      const answer = await post(port, `/webhook?secret=${SECRET}`, alertBody());
      expect(answer.status).toBe(500);
      expect(answer.json()).toMatchObject({ success: false, code: 'INTERNAL' });
      expect(answer.text).not.toContain('undefined');
      expect(faults).toEqual([{ error: broken, where: 'POST /webhook?secret=***' }]);
      expect(logLines.some((line) => line.includes('cannot read properties of undefined'))).toBe(true);
    });
  });

  it('when the core gives an answer that is none to an alert, as a fault', async () => {
    const dispatcher = createFakeDispatcher();
    dispatcher.answerWith(() => ({ type: 'done', detail: '' }));
    await withServer({ dispatcher }, async ({ port, faults }) => {
      expect((await post(port, '/webhook', alertBody())).status).toBe(500);
      expect(faults).toHaveLength(1);
    });
  });
});

describe('waiting for outcomes', () => {
  const working = (id: SignalId): Signal => signal(id, { state: 'working', orderIds: [orderId(id)] });
  const isWaiting = (dispatcher: FakeDispatcher) => vi.waitUntil(() => dispatcher.listeners() === 1, { interval: 1 });

  it('ends when the first order is filled', async () => {
    const dispatcher = answeringWith(working);
    await withServer({ dispatcher, http: { answerWaitMs: 2_000 } }, async ({ port, clock }) => {
      const request = post(port, '/webhook', alertBody());
      await isWaiting(dispatcher);
      const id = signalId(clock.now());
      const filled = order(id, { status: 'filled', qtyFilled: decimal('0.1') });
      dispatcher.commit((state) => ({ ...state, orders: state.orders.set(filled.id, filled) }));
      const answer = await request;
      expect(answer.status).toBe(202);
      expect(answer.json()['results']).toEqual([expect.objectContaining({ status: 'success' })]);
      expect([dispatcher.listeners(), clock.pendingTimers()]).toEqual([0, 0]);
    });
  });

  it('ends with the signal', async () => {
    const dispatcher = answeringWith(working);
    await withServer({ dispatcher, http: { answerWaitMs: 2_000 } }, async ({ port, clock }) => {
      const request = post(port, '/webhook', alertBody());
      await isWaiting(dispatcher);
      const id = signalId(clock.now());
      dispatcher.commit((state) => ({ ...state, signals: state.signals.set(id, signal(id, { state: 'completed' })) }));
      expect((await request).status).toBe(200);
    });
  });

  it('ends with its time, which is never longer than TradingView waits', async () => {
    const dispatcher = answeringWith(working);
    await withServer({ dispatcher, http: { answerWaitMs: 60_000 } }, async ({ port, clock }) => {
      const request = post(port, '/webhook', alertBody());
      await isWaiting(dispatcher);
      expect(clock.nextTimerAt()).toBe(START + 2_500);
      await clock.advance(2_500);
      expect((await request).status).toBe(202);
      expect(dispatcher.listeners()).toBe(0);
    });
  });

  it('ends when the process stops', async () => {
    const dispatcher = answeringWith(working);
    await withServer({ dispatcher, http: { answerWaitMs: 2_000 } }, async ({ port, server, clock }) => {
      const request = post(port, '/webhook', alertBody());
      await isWaiting(dispatcher);
      server.beginStopping();
      expect((await request).status).toBe(202);
      expect(clock.pendingTimers()).toBe(0);
    });
  });

  it('does not begin where a person has to answer first', async () => {
    await withServer({ http: { answerWaitMs: 2_000 } }, async ({ port }) => {
      expect((await post(port, '/webhook', alertBody())).json()['state']).toBe('awaiting_approval');
    });
  });
});
