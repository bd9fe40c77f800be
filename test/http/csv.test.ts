// Tables for spreadsheets: the columns that are documented, and nothing in them that a spreadsheet would run.

import { describe, expect, it } from 'vitest';
import { deny } from '../../src/core/model/denial.ts';
import { strategyName, type VenueOrderId } from '../../src/core/model/ids.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { csvCell } from '../../src/http/admin/csv.ts';
import type { SignalLife } from '../../src/store/search-signals.ts';
import { createFakeDispatcher } from './fake-dispatcher.ts';
import { send } from './http-client.ts';
import { instrument, order, orderId, reading, signal, signalId, START } from './samples.ts';
import { ADMIN_TOKEN, NO_HISTORY, withServer, type TestServer } from './test-server.ts';

const BEARER = { Authorization: `Bearer ${ADMIN_TOKEN}` };
const HEADER = 'timestamp,alert_type,symbol,exchange,transaction,quantity,order_type,product_type,price,status,order_id,message';

const OLD = signalId(START - 1_000, 1);
const NEW = signalId(START, 2);

const life = (id: typeof OLD, part: Partial<SignalLife['signal']> = {}, orderPart: Parameters<typeof order>[1] = {}): SignalLife => ({
  signal: signal(id, { orderIds: [orderId(id)], state: 'completed', ...part }),
  orders: [order(id, orderPart)],
});

function serve(live: readonly SignalLife[], retired: readonly SignalLife[], test: (server: TestServer) => Promise<void>): Promise<void> {
  const dispatcher = createFakeDispatcher();
  dispatcher.commit((state) => ({
    ...state,
    signals: state.signals.concat(live.map((each) => [each.signal.id, each.signal] as const)),
    orders: state.orders.concat(live.flatMap(({ orders }) => orders.map((each) => [each.id, each] as const))),
  }));
  const history = {
    ...NO_HISTORY,
    async *retired() {
      yield* retired;
    },
  };
  return withServer({ dispatcher, ports: { history } }, test);
}

/** Cells of a line without quotes in it. */
const cells = (line: string | undefined): string[] => (line ?? '').split(',');

describe('GET /orders.csv', () => {
  it('has the documented columns, those of the journal first and the newest last', async () => {
    const old = life(
      OLD,
      {},
      { status: 'filled', qtyFilled: decimal('0.1'), averagePrice: decimal('45000'), venueOrderId: 'v-7' as VenueOrderId },
    );
    const sold = reading({ exchange: 'NSE', productType: 'I' });
    const fresh = life(NEW, { reading: sold }, { side: 'sell', type: 'limit', limitPrice: decimal('47000'), status: 'accepted' });
    await serve([fresh], [old], async ({ port }) => {
      const answer = await send(port, { path: '/orders.csv', headers: BEARER });
      expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
      const [header, first, second, end] = answer.text.split('\n');
      expect(header).toBe(HEADER);
      expect(cells(first)).toEqual([
        '2026-01-05T15:30:00.000+05:30',
        'single_order',
        'BTC/USDT',
        '',
        'B',
        '0.1',
        'MKT',
        '',
        '0',
        'success',
        orderId(OLD),
        'entry filled; 0.1 filled at 45000; default on paper (PAPER); venue order v-7',
      ]);
      expect(cells(second).slice(3, 11)).toEqual(['NSE', 'S', '0.1', 'LMT', 'I', '47000', 'placed', orderId(NEW)]);
      expect(end).toBe('');
    });
  });

  it.each([
    ['test_mode', 'test_mode'],
    ['rejected', 'failed'],
    ['denied', 'failed'],
    ['lost', 'failed'],
    ['submitted', 'acknowledged'],
  ] as const)('an order that is %s stands there as %s', async (status, word) => {
    await serve([life(NEW, {}, { status })], [], async ({ port }) => {
      expect(cells((await send(port, { path: '/orders.csv', headers: BEARER })).text.split('\n')[1])[9]).toBe(word);
    });
  });

  it('an order that left the live state while it was written stands there once', async () => {
    const both = life(NEW);
    await serve([both], [both], async ({ port }) => {
      expect((await send(port, { path: '/orders.csv', headers: BEARER })).text.trimEnd().split('\n')).toHaveLength(2);
    });
  });

  it('gives no spreadsheet a formula, whoever wrote the text', async () => {
    const evil = reading({ exchange: '=HYPERLINK("http://x","y")', productType: '\t@SUM(A1)' });
    const error = deny('VENUE_REJECTED', '+1+cmd|calc');
    const named = { ...instrument, symbol: '-2+3' };
    await serve([life(NEW, { reading: evil }, { error, status: 'rejected', instrument: named })], [], async ({ port }) => {
      const { text } = await send(port, { path: '/orders.csv', headers: BEARER });
      expect(text).toContain(`,'-2+3,"'=HYPERLINK(""http://x"",""y"")",`);
      expect(text).toContain(",'@SUM(A1),");
      for (const cell of text.split('\n').flatMap((line) => line.split(','))) expect(cell).not.toMatch(/^"?[=+@\t\r-]/);
    });
  });

  it.each([
    ['-12.5', '-12.5'],
    ['-0.00000001', '-0.00000001'],
    ['-1-1', "'-1-1"],
    ['-1e5', "'-1e5"],
    ['+5', "'+5"],
    ['\r=1', '"\'\r=1"'],
    [' \t@x', "' \t@x"],
    ['refused;=1+1', "refused;'=1+1"],
    ['refused; \t-cmd|x', "refused; \t'-cmd|x"],
    ['a; b', 'a; b'],
    ['', ''],
  ])('%j becomes %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it('is for the bearer of the admin token', async () => {
    await serve([], [], async ({ port }) => {
      expect((await send(port, { path: '/orders.csv' })).status).toBe(401);
      expect((await send(port, { path: '/history.csv' })).status).toBe(401);
      expect((await send(port, { path: '/history?format=csv' })).status).toBe(401);
      expect((await send(port, { path: '/orders.csv', headers: BEARER })).text).toBe(`${HEADER}\n`);
    });
  });
});

it('a table that cannot be read to its end breaks the connection and tells the operator', async () => {
  const history = {
    ...NO_HISTORY,
    // eslint-disable-next-line require-yield
    async *retired(): AsyncGenerator<SignalLife> {
      throw new Error('the disk is gone');
    },
  };
  await withServer({ ports: { history } }, async ({ port, faults }) => {
    await expect(send(port, { path: '/orders.csv', headers: BEARER })).rejects.toThrow();
    expect(faults.map(({ where }) => where)).toEqual(['orders.csv']);
    expect((await send(port, { path: '/health' })).status).toBe(200);
  });
});

describe('the history as a table', () => {
  const alpha = life(OLD, { strategy: strategyName('alpha'), receivedAt: START - 1_000 });
  const beta = life(NEW, { strategy: strategyName('beta'), error: deny('STALE_SIGNAL', 'old'), state: 'denied' });

  it.each([
    ['/history.csv', {}],
    ['/history?format=csv', {}],
    ['/history', { Accept: 'text/csv' }],
  ])('%s %o is all of it, the newest last', async (path, accept) => {
    await serve([beta], [alpha], async ({ port }) => {
      const { text, headers } = await send(port, { path, headers: { ...BEARER, ...accept } });
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      const lines = text.trimEnd().split('\n');
      expect(lines[0]).toBe('signal_id,received_at,strategy,dialect,action,symbol,state,code');
      expect(lines.slice(1).map((line) => line.split(',')[2])).toEqual(['alpha', 'beta']);
      expect(lines[2]).toContain(',denied,STALE_SIGNAL');
    });
  });

  it('passes the same filter, and a wrong one is refused in our shape', async () => {
    await serve([beta], [alpha], async ({ port }) => {
      const rows = async (query: string): Promise<number> =>
        (await send(port, { path: `/history.csv?${query}`, headers: BEARER })).text.trimEnd().split('\n').length - 1;
      expect(await rows('strategy=alpha')).toBe(1);
      expect(await rows('code=STALE_SIGNAL')).toBe(1);
      expect(await rows('from=2026-01-05T15:30:00')).toBe(1);
      const wrong = await send(port, { path: '/history.csv?state=gone', headers: BEARER });
      expect([wrong.status, wrong.json()['code']]).toEqual([422, 'INVALID_PARAMETER']);
    });
  });
});

it('a cell is quoted where it has to be', () => {
  expect(['a', 'a,b', 'a"b', 'a\nb', '', ' =1', '＝1'].map(csvCell)).toEqual(['a', '"a,b"', '"a""b"', '"a\nb"', '', "' =1", "'＝1"]);
});
