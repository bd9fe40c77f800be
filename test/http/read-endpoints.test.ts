import { describe, expect, it } from 'vitest';
import type { State } from '../../src/core/engine/state.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { deny } from '../../src/core/model/denial.ts';
import { strategyName } from '../../src/core/model/ids.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { newTally } from '../../src/core/model/alerts/tally.ts';
import { createFakeDispatcher } from './fake-dispatcher.ts';
import { send } from './http-client.ts';
import { BEARER, read, withOrders } from './read-over-state.ts';
import { denied, order, orderId, position, reading, signal, signalId, START } from './samples.ts';
import { ADMIN_TOKEN, NO_HISTORY, SECRET, withServer } from './test-server.ts';

const ADMIN_PATHS = [
  '/status',
  '/history',
  '/strategies',
  '/signals/sg_000000000010000000000000',
  '/orders',
  '/orders/x',
  '/positions',
  '/performance',
];

const withSignals =
  (signals: readonly Signal[], isActive: (each: Signal) => boolean = () => true) =>
  (state: State): State => ({
    ...state,
    signals: state.signals.concat(signals.map((each) => [each.id, each])),
    activeSignals: state.activeSignals.union(signals.filter(isActive).map((each) => each.id)),
  });
describe('what anyone may ask', () => {
  it('who this is, and whether it lives: without touching anything', async () => {
    const dispatcher = createFakeDispatcher();
    const untouchable = { ...dispatcher, snapshot: () => expect.fail('/health must not look at the state') };
    await withServer({ dispatcher: untouchable }, async ({ port }) => {
      expect((await send(port, { path: '/' })).json()).toEqual({ service: 'signalman', version: '1.2.3', status: 'running' });
      expect((await send(port, { path: '/health' })).json()).toEqual({ status: 'healthy', timestamp: '2026-01-05T15:30:00.000+05:30' });
    });
  });

  it('whether it should get traffic: 503 with the reasons', async () => {
    const reasons: string[] = [];
    await withServer({ ports: { readiness: () => reasons } }, async ({ port }) => {
      const ready = await send(port, { path: '/ready' });
      expect([ready.status, ready.json()]).toEqual([200, { status: 'ready', reasons: [] }]);
      reasons.push('the disk is full');
      const full = await send(port, { path: '/ready' });
      expect([full.status, full.json()]).toEqual([503, { status: 'not_ready', reasons: ['the disk is full'] }]);
    });
  });
});

describe('the admin token', () => {
  it.each([
    ['none', {}],
    ['another', { Authorization: 'Bearer wrong' }],
    ['a longer one', { Authorization: `Bearer ${ADMIN_TOKEN}x` }],
    ['the webhook secret', { Authorization: `Bearer ${SECRET}` }],
    ['as a password', { Authorization: `Basic ${Buffer.from(`admin:${ADMIN_TOKEN}`).toString('base64')}` }],
    ['without the word Bearer', { Authorization: ADMIN_TOKEN }],
    ['in the webhook header', { 'X-Webhook-Secret': ADMIN_TOKEN }],
  ])('refused: %s', async (_case, headers) => {
    await withServer({}, async ({ port }) => {
      for (const path of ADMIN_PATHS) {
        const answer = await send(port, { path, headers });
        expect(answer.status).toBe(401);
        expect(answer.headers['www-authenticate']).toBe('Bearer realm="signalman"');
        expect(answer.json()).toMatchObject({ success: false, code: 'ADMIN_TOKEN_REQUIRED' });
      }
    });
  });

  it('is not taken from the URL', async () => {
    await withServer({}, async ({ port }) => {
      expect((await send(port, { path: `/status?token=${ADMIN_TOKEN}` })).status).toBe(401);
    });
  });
});

describe('GET /status', () => {
  it('tells how trading stands', async () => {
    const states = ['awaiting_approval', 'awaiting_approval', 'received', 'working'] as const;
    const signals = states.map((state, i) => signal(signalId(START, i), { state, receivedAt: START - 60_000 * (4 - i) }));
    const fromChat = signal(signalId(START, 9), { origin: { type: 'chat', userId: 1, userName: 'Ada' }, receivedAt: START });
    const orders = [order(signalId(START, 3)), order(signalId(START, 2), { id: orderId(signalId(START, 2)), status: 'initialized' })];
    const flat = position({ key: position({}).key, qty: decimal('0') });
    const answer = await read('/status', (state) => ({
      ...withOrders(orders)(withSignals([...signals, fromChat], (each) => each !== fromChat)(state)),
      positions: state.positions.set(position().key, position()).set('flat' as typeof flat.key, flat),
      tradingState: 'halted',
      tradingStateBy: { who: 'Ada', at: START, reason: 'kill' },
      tallies: state.tallies.set('x', { ...newTally('trend', 'native'), received: 7, duplicates: 2 }),
    }));
    expect(answer.json()).toMatchObject({
      service: 'signalman',
      version: '1.2.3',
      trading_state: 'halted',
      trading_state_since: { at: '2026-01-05T15:30:00.000+05:30', who: 'Ada', reason: 'kill' },
      live_trading: false,
      accounts: [{ name: 'paper', broker: 'paper', mode: 'paper', quote_currency: 'USDT' }],
      pending_approvals: 2,
      open_orders: 2,
      open_positions: 1,
      last_alert_age_seconds: 60,
      alerts: 7,
      duplicates: 2,
      queue_depth: 2,
      store: { healthy: true, detail: 'writes' },
      uptime_seconds: 0,
      unauthenticated_requests: 0,
      not_ready: [],
    });
  });

  it('counts uptime and strangers', async () => {
    await withServer({}, async ({ port, clock }) => {
      await send(port, { method: 'POST', path: '/webhook', body: '{}' });
      await clock.advance(61_500);
      const status = (await send(port, { path: '/status', headers: BEARER })).json();
      expect(status).toMatchObject({ uptime_seconds: 61, unauthenticated_requests: 1, last_alert_at: null, last_alert_age_seconds: null });
    });
  });
});

describe('GET /history', () => {
  const kept = Array.from({ length: 5 }, (_, i) =>
    signal(signalId(START + i), { receivedAt: START + i, strategy: strategyName(i % 2 ? 'alpha' : 'beta') }),
  );
  const refused = denied(signalId(START + 5), 'STALE_SIGNAL', 'too old');
  const rows = async (query: string) => (await read(`/history${query}`, withSignals([...kept, refused]))).json();
  const ids = (json: Record<string, unknown>): unknown[] => (json['alerts'] as { signal_id: unknown }[]).map((row) => row.signal_id);

  it('is newest first, in the documented shape', async () => {
    const json = await rows('');
    expect(json['next']).toBeNull();
    expect(ids(json)).toEqual([refused, ...[...kept].reverse()].map((each) => each.id));
    expect((json['alerts'] as unknown[])[0]).toEqual({
      signal_id: refused.id,
      received_at: '2026-01-05T15:30:00.000+05:30',
      strategy: 'default',
      dialect: 'native',
      action: 'buy',
      symbol: 'BTC/USDT',
      state: 'denied',
      code: 'STALE_SIGNAL',
    });
  });

  it('filters and pages', async () => {
    expect(ids(await rows('?strategy=alpha'))).toEqual([kept[3]?.id, kept[1]?.id]);
    expect(ids(await rows('?state=denied'))).toEqual([refused.id]);
    expect(ids(await rows('?strategy=nobody'))).toEqual([]);
    const first = await rows('?limit=4');
    expect([ids(first).length, first['next']]).toEqual([4, kept[2]?.id]);
    for (const name of ['before', 'next', 'cursor']) {
      const second = await rows(`?limit=4&${name}=${String(first['next'])}`);
      expect([ids(second), second['next']]).toEqual([[kept[1]?.id, kept[0]?.id], null]);
    }
    expect((await rows('?limit=6'))['next']).toBeNull();
  });

  it.each([
    '?limit=0',
    '?limit=501',
    '?limit=-1',
    '?limit=ten',
    '?limit=1e2',
    '?state=nonsense',
    '?state=constructor',
    '?before=yesterday',
    // passed over, they would show every alert as the answer
    '?strategi=swing',
    '?sate=denied',
    '?Symbols=BTCUSDT',
  ])('refuses %s', async (query) => {
    const answer = await read(`/history${query}`, (state) => state);
    expect([answer.status, answer.json()['code']]).toEqual([422, 'INVALID_PARAMETER']);
  });

  it('lets names pass that mean nothing here', async () => {
    expect((await read('/history?_=1767607200&utm_source=x', (state) => state)).status).toBe(200);
  });
});

describe('GET /strategies', () => {
  it('tells the configuration and what was switched in the chat', async () => {
    const paused = { by: { userId: 1, userName: 'Ada' }, at: START };
    const json = (
      await read('/strategies', (state) => ({
        ...state,
        strategies: state.strategies.set(strategyName('alpha'), { paused, approvalMode: 'auto' }),
      }))
    ).json();
    expect(json['strategies']).toEqual([
      expect.objectContaining({
        name: 'default',
        account: 'paper',
        mode: 'paper',
        paused: false,
        approval: 'confirm',
        approval_ttl_seconds: 120,
      }),
      expect.objectContaining({
        name: 'alpha',
        paused: true,
        paused_by: { who: 'Ada', at: '2026-01-05T15:30:00.000+05:30' },
        approval: 'auto',
      }),
      expect.objectContaining({ name: 'beta', paused: false, paused_by: null }),
    ]);
  });
});

describe('GET /signals/:id', () => {
  const id = signalId(START, 1);

  it('tells its life in the documented shape', async () => {
    const told = signal(id, { state: 'denied', error: deny('STALE_SIGNAL', 'too old'), orderIds: [orderId(id)], duplicates: 2 });
    const answer = await read(`/signals/${id.toUpperCase().replace('SG_', 'sg_')}`, withSignals([told]));
    expect(answer.json()).toMatchObject({
      id,
      strategy: 'default',
      dialect: 'native',
      state: 'denied',
      action: 'buy',
      symbol: 'BTC/USDT',
      received_at: '2026-01-05T15:30:00.000+05:30',
      duplicates: 2,
      order_ids: [orderId(id)],
      timeline: [{ at: '2026-01-05T15:30:00.000+05:30', event: 'received', detail: 'from 127.0.0.1' }],
      error: { code: 'STALE_SIGNAL', message: 'too old', remedy: deny('STALE_SIGNAL', '').remedy },
      reading: { kind: 'order', quantity: 0.1 },
    });
  });

  it('has no error where there is none', async () => {
    expect((await read(`/signals/${id}`, withSignals([signal(id)]))).json()).not.toHaveProperty('error');
  });

  it('is found in the journal when it is finished', async () => {
    const history = {
      ...NO_HISTORY,
      readSignal: (asked: string) => Promise.resolve(asked === id ? { signal: signal(id, { state: 'completed' }), orders: [] } : null),
    };
    expect((await read(`/signals/${id}`, (state) => state, { ports: { history } })).json()).toMatchObject({ id, state: 'completed' });
  });

  it.each([id, 'x', '..%2f..%2fetc', '%00', '%zz'])('is 404 for %s, which there is not', async (path) => {
    const answer = await read(`/signals/${path}`, (state) => state);
    expect([answer.status, answer.json()['code']]).toEqual([404, 'UNKNOWN_SIGNAL']);
  });

  it('is 500 when the journal cannot be read, and the operator is told', async () => {
    const history = { ...NO_HISTORY, readSignal: () => Promise.reject(new Error('EIO')) };
    await withServer({ ports: { history } }, async ({ port, faults }) => {
      const answer = await send(port, { path: `/signals/${id}`, headers: BEARER });
      expect(answer.status).toBe(500);
      expect(faults).toHaveLength(1);
    });
  });

  it('shows the text of its sender without control and bidi characters, cut', async () => {
    const hostile = signal(id, {
      strategy: null,
      symbol: null,
      reading: reading({ symbol: 'BTC\u202e\u0007USDT', strategy: `<b>${'x'.repeat(300)}` }),
      error: deny('INVALID_FIELD', 'bad \u2066value'),
    });
    const json = (await read(`/signals/${id}`, withSignals([hostile]))).json();
    expect(json['symbol']).toBe('BTCUSDT');
    expect(json['strategy']).toHaveLength(200);
    expect(json['error']).toMatchObject({ message: 'bad value' });
  });
});

describe('GET /orders', () => {
  const [a, b] = [signalId(START, 1), signalId(START, 2)];
  const filled = order(a, { status: 'filled', qtyFilled: decimal('0.1'), averagePrice: decimal('45000.5'), createdAt: START - 1 });
  const open = order(b, { id: orderId(b), type: 'limit', limitPrice: decimal('44000') });
  const change = withOrders([filled, open], (each) => each.status !== 'filled');

  it('tells all, newest first, in the documented shape', async () => {
    const orders = (await read('/orders', change)).json()['orders'];
    expect(orders).toEqual([expect.objectContaining({ id: open.id, limit_price: '44000' }), expect.anything()]);
    expect((orders as unknown[])[1]).toEqual({
      id: filled.id,
      signal_id: a,
      leg: 1,
      role: 'entry',
      strategy: 'default',
      account: 'paper',
      mode: 'paper',
      venue_order_id: null,
      symbol: 'BTC/USDT',
      side: 'buy',
      type: 'market',
      quantity: '0.1',
      filled_quantity: '0.1',
      average_price: '45000.5',
      limit_price: null,
      stop_price: null,
      reduce_only: false,
      status: 'filled',
      created_at: '2026-01-05T15:29:59.999+05:30',
      submitted_at: '2026-01-05T15:30:00.000+05:30',
      updated_at: '2026-01-05T15:30:00.000+05:30',
    });
  });

  it('names the alert by the id that its sender was answered, and its legs as that answer does', async () => {
    const [whole, second] = [signalId(START, 3), signalId(START, 4)];
    const part = { parent: whole, leg: 2, rank: 0, lane: 0, scale: decimal('1'), enters: true, stage: 'turn', unwinds: null } as const;
    const ofLeg = order(second, { id: orderId(second) });
    const ofLevel = order(a, { id: orderId(a, 1), leg: 1 });
    const withLegs = (state: State): State => withSignals([signal(second, { part }), signal(a)])(withOrders([ofLeg, ofLevel])(state));
    const shown = { id: ofLeg.id, signal_id: whole, leg: 2 };
    expect((await read('/orders', withLegs)).json()['orders']).toEqual(
      expect.arrayContaining([expect.objectContaining(shown), expect.objectContaining({ id: ofLevel.id, signal_id: a, leg: 2 })]),
    );
    expect((await read(`/orders/${ofLeg.id}`, withLegs)).json()).toMatchObject(shown);
    const retired = { ...NO_HISTORY, readSignal: async () => ({ signal: signal(second, { part }), orders: [ofLeg] }) };
    expect((await read(`/orders/${ofLeg.id}`, (state) => state, { ports: { history: retired } })).json()).toMatchObject(shown);
  });

  it('or the open ones', async () => {
    expect((await read('/orders?open=1', change)).json()['orders']).toEqual([expect.objectContaining({ id: open.id })]);
  });

  it('or one', async () => {
    expect((await read(`/orders/${filled.id}`, change)).json()).toMatchObject({ id: filled.id, status: 'filled' });
    const unknown = await read('/orders/nothing', change);
    expect([unknown.status, unknown.json()['code']]).toEqual([404, 'UNKNOWN_ORDER']);
  });
});
