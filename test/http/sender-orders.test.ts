import { describe, expect, it } from 'vitest';
import { deny } from '../../src/core/model/denial.ts';
import { strategyName, type VenueOrderId } from '../../src/core/model/ids.ts';
import { StorageError } from '../../src/store/dispatch.ts';
import { createFakeDispatcher } from './fake-dispatcher.ts';
import { post } from './http-client.ts';
import { order, orderId, signal, signalId } from './samples.ts';
import { ALPHA_SECRET, NO_HISTORY, SECRET, withServer } from './test-server.ts';

const SIGNAL = signalId(1, 1);
const ORDER = orderId(SIGNAL);
const HEADER = { 'X-Webhook-Secret': SECRET };
const naming = (id: unknown): string => JSON.stringify({ order_id: id });

function holding(part: Parameters<typeof order>[1] = {}) {
  const dispatcher = createFakeDispatcher();
  const held = order(SIGNAL, { venueOrderId: 'V-17' as VenueOrderId, ...part });
  dispatcher.commit((state) => ({ ...state, orders: state.orders.set(held.id, held), activeOrders: state.activeOrders.add(held.id) }));
  return dispatcher;
}

describe('POST /webhook/status', () => {
  it.each([
    ['our id', ORDER],
    ['our id in capitals', ORDER.toUpperCase()],
    ["the venue's id", 'V-17'],
    ['the short id that people see', ORDER.slice(16)],
  ])('finds the order by %s', async (_case, id) => {
    await withServer({ dispatcher: holding() }, async ({ port, dispatcher }) => {
      const answer = await post(port, '/webhook/status', naming(id), HEADER);
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({ success: true, id: ORDER, status: 'accepted', quantity: '0.1', filled_quantity: '0' });
      expect(dispatcher.commands).toHaveLength(0);
    });
  });

  it('finds a finished order in the journal', async () => {
    const kept = { signal: signal(SIGNAL), orders: [order(SIGNAL, { status: 'filled' })] };
    const history = { ...NO_HISTORY, readSignal: (id: string) => Promise.resolve(id === SIGNAL ? kept : null) };
    await withServer({ ports: { history } }, async ({ port }) => {
      expect((await post(port, '/webhook/status', naming(ORDER), HEADER)).json()).toMatchObject({ id: ORDER, status: 'filled' });
      expect((await post(port, '/webhook/status', naming(orderId(SIGNAL, 9)), HEADER)).status).toBe(404);
    });
  });
});

describe.each(['/webhook/cancel', '/webhook/status'])('POST %s', (path) => {
  it.each([
    ['an order that there is not', naming('f'.repeat(32)), HEADER, 404, 'UNKNOWN_ORDER'],
    ['a name that is no id', naming('order_56789'), HEADER, 404, 'UNKNOWN_ORDER'],
    ['no id', '{}', HEADER, 422, 'INVALID_FIELD'],
    ['an id that is no text', '{"order_id":{"$ne":null}}', HEADER, 422, 'INVALID_FIELD'],
    ['an empty id', naming(' '), HEADER, 422, 'INVALID_FIELD'],
    ['no JSON', 'V-17', HEADER, 400, 'NOT_UNDERSTOOD'],
    ['no secret', naming(ORDER), {}, 401, 'WRONG_SECRET'],
    ["another strategy's secret", naming(ORDER), { 'X-Webhook-Secret': ALPHA_SECRET }, 401, 'SECRET_OF_OTHER_STRATEGY'],
  ])('refuses %s', async (_case, body, headers, status, code) => {
    await withServer({ dispatcher: holding() }, async ({ port, dispatcher }) => {
      const answer = await post(port, path, body, headers);
      expect([answer.status, answer.json()['code']]).toEqual([status, code]);
      // nothing is cancelled; of a refused cancel people hear, for its sender reads no answer
      const told = path.endsWith('cancel') && code !== 'WRONG_SECRET' ? [{ type: 'notify', title: `Cancel refused: ${code}` }] : [];
      expect(dispatcher.commands).toMatchObject(told);
      expect(dispatcher.commands).toHaveLength(told.length);
      expect(JSON.stringify(dispatcher.commands)).not.toContain(ALPHA_SECRET);
    });
  });

  it('opens to the secret of the strategy of the order', async () => {
    await withServer({ dispatcher: holding({ strategy: strategyName('alpha') }) }, async ({ port }) => {
      const answer = await post(port, path, naming(ORDER), { 'X-Webhook-Secret': ALPHA_SECRET });
      expect(answer.json()).toMatchObject({ success: true, id: ORDER });
    });
  });

  it('takes an id that is a number, and a form', async () => {
    await withServer({ dispatcher: holding({ venueOrderId: '98765432101234567890' as VenueOrderId }) }, async ({ port }) => {
      for (const body of ['{"order_id":98765432101234567890}', `order_id=98765432101234567890&secret=${SECRET}`]) {
        expect((await post(port, path, body, HEADER)).json()).toMatchObject({ success: true, id: ORDER });
      }
    });
  });
});

describe('POST /webhook/cancel', () => {
  it('dispatches the cancel and answers with the order, 202 while the venue has it', async () => {
    await withServer({ dispatcher: holding() }, async ({ port, dispatcher }) => {
      dispatcher.answerWith(() => {
        dispatcher.commit((state) => ({ ...state, orders: state.orders.set(ORDER, order(SIGNAL, { status: 'pending_cancel' })) }));
        return { type: 'done', detail: 'under way' };
      });
      const answer = await post(port, '/webhook/cancel', naming('V-17'), HEADER);
      expect(answer.status).toBe(202);
      expect(answer.json()).toMatchObject({ success: true, id: ORDER, status: 'pending_cancel' });
      expect(dispatcher.commands).toEqual([{ type: 'cancel_order', orderId: ORDER, by: 'webhook 127.0.0.1', updateId: null }]);
    });
  });

  it('tells an order that is over as it is, and sends nothing', async () => {
    await withServer({ dispatcher: holding({ status: 'filled' }) }, async ({ port, dispatcher }) => {
      const answer = await post(port, '/webhook/cancel', naming(ORDER), HEADER);
      expect([answer.status, answer.json()['status']]).toEqual([200, 'filled']);
      expect(dispatcher.commands).toHaveLength(0);
    });
  });

  it('passes on what the core refuses, and 503 when it cannot be stored', async () => {
    const dispatcher = holding();
    await withServer({ dispatcher }, async ({ port }) => {
      dispatcher.answerWith(() => ({ type: 'refused', denial: deny('UNKNOWN_ORDER', 'gone') }));
      expect((await post(port, '/webhook/cancel', naming(ORDER), HEADER)).status).toBe(404);
      dispatcher.answerWith(() => Promise.reject(new StorageError('full', 'no space')));
      expect((await post(port, '/webhook/cancel', naming(ORDER), HEADER)).status).toBe(503);
    });
  });

  it('with ?dry_run=1 tells the order and cancels nothing', async () => {
    await withServer({ dispatcher: holding() }, async ({ port, dispatcher }) => {
      const answer = await post(port, '/webhook/cancel?dry_run=1', naming(ORDER), HEADER);
      expect([answer.status, answer.json()]).toEqual([200, expect.objectContaining({ success: true, id: ORDER })]);
      expect(dispatcher.commands).toHaveLength(0);
    });
  });

  it('of an alert needs the secret of the strategy of the order', async () => {
    await withServer({ dispatcher: holding() }, async ({ port, dispatcher }) => {
      const cancel = (secret: string) => post(port, '/webhook', JSON.stringify({ secret, cancel_order: ORDER }));
      expect((await cancel(ALPHA_SECRET)).status).toBe(401);
      expect(dispatcher.alerts()).toHaveLength(0);
      expect(dispatcher.commands).toMatchObject([{ type: 'notify', severity: 'error' }]);
      expect((await cancel(SECRET)).json()).toMatchObject({ success: true, alertType: 'cancel_order' });
      expect(dispatcher.alerts()[0]?.reading).toMatchObject({ kind: 'cancel', orderId: ORDER });
    });
  });
});
