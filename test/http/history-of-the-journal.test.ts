// GET /history behind the live state: what has left it comes from the journal, each alert once, page by page.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { strategyName, type SignalId } from '../../src/core/model/ids.ts';
import type { History } from '../../src/store/search-signals.ts';
import { HISTORY_LOOKED_AT_MAX } from '../../src/store/store-limits.ts';
import { createFakeDispatcher } from './fake-dispatcher.ts';
import { send } from './http-client.ts';
import { signal, signalId, START } from './samples.ts';
import { ADMIN_TOKEN, withServer } from './test-server.ts';

const ALERTS = 10;
const LIVE = new Set([9, 8, 7, 2]);
const ids: readonly SignalId[] = Array.from({ length: ALERTS }, (_, at) => signalId(START + at));
const nameOf = (at: number): string => (at % 2 === 0 ? 'even' : 'odd');
const signalOf = (at: number) => signal(ids[at] ?? signalId(0), { receivedAt: START + at, strategy: strategyName(nameOf(at)) });

/** A journal of `ids`, whose cursor is "j" and a number. */
function journal(looked: SignalId[] = []): History {
  const lifeOf = (id: SignalId) => {
    looked.push(id);
    const at = ids.indexOf(id);
    return at === -1 ? null : { signal: signalOf(at), orders: [] };
  };
  return {
    readSignal: (id) => Promise.resolve(lifeOf(id)),
    readSignals: (asked) =>
      Promise.resolve(
        new Map(
          asked.flatMap((id) => {
            const life = lifeOf(id);
            return life === null ? [] : [[id, life] as const];
          }),
        ),
      ),
    readIds({ before, limit }) {
      const end = before === null ? ALERTS : /^j\d+$/.test(before) ? Number(before.slice(1)) : null;
      if (end === null) return Promise.resolve(null);
      const from = Math.max(0, end - limit);
      return Promise.resolve({ ids: ids.slice(from, end).toReversed(), next: from === 0 ? null : `j${from}` });
    },
    async *retired() {},
  };
}

async function pagesOf(query: string, history: History, alerts = ALERTS): Promise<{ status: number; ids: string[]; next: unknown }[]> {
  const dispatcher = createFakeDispatcher();
  dispatcher.commit((state) => ({
    ...state,
    signals: state.signals.concat([...LIVE].map((at) => [signalOf(at).id, signalOf(at)])),
    statistics: { ...state.statistics, alerts },
  }));
  const pages: { status: number; ids: string[]; next: unknown }[] = [];
  await withServer({ dispatcher, ports: { history } }, async ({ port }) => {
    for (let next: unknown = ''; typeof next === 'string' && pages.length < 20; ) {
      const path = `/history?${query}${next === '' ? '' : `&before=${next}`}`;
      const answer = await send(port, { path, headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
      const { alerts: rows = [], next: following } = answer.json() as { alerts?: { signal_id: string }[]; next?: unknown };
      pages.push({ status: answer.status, ids: rows.map((row) => row.signal_id), next: following });
      next = following;
    }
  });
  return pages;
}

describe('GET /history behind the live state', () => {
  it.each([1, 2, 3, 4, 5, 10, 500])('gives each alert once in pages of %i', async (limit) => {
    const pages = await pagesOf(`limit=${limit}`, journal());
    const given = pages.flatMap((page) => page.ids);
    expect(given.toSorted()).toEqual([...ids].toSorted());
    expect(given.slice(0, LIVE.size)).toEqual([...LIVE].map((at) => ids[at]));
    expect(pages.every((page) => page.status === 200 && page.ids.length <= limit)).toBe(true);
  });

  it('filters there too', async () => {
    const given = (await pagesOf('limit=2&strategy=odd', journal())).flatMap((page) => page.ids);
    expect(given).toEqual([9, 7, 5, 3, 1].map((at) => ids[at]));
  });

  it('is gone through a few times, however many alerts it looks at for one that passes', async () => {
    let rounds = 0;
    const many = Array.from({ length: 5_000 }, (_, at) => signalId(START + at));
    const long: History = {
      ...journal(),
      readSignals(asked) {
        rounds += 1;
        return Promise.resolve(new Map(asked.map((id) => [id, { signal: signal(id, { strategy: strategyName('even') }), orders: [] }])));
      },
      readIds({ before, limit }) {
        const end = before === null ? many.length : Number(before.slice(1));
        const from = Math.max(0, end - limit);
        return Promise.resolve({ ids: many.slice(from, end).toReversed(), next: from === 0 ? null : `j${from}` });
      },
    };
    const dispatcher = createFakeDispatcher();
    dispatcher.commit((state) => ({ ...state, statistics: { ...state.statistics, alerts: many.length } }));
    await withServer({ dispatcher, ports: { history: long } }, async ({ port }) => {
      const path = '/history?limit=8&strategy=odd';
      const answer = await send(port, { path, headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
      expect(answer.json()).toMatchObject({ alerts: [], next: expect.stringMatching(/^j\d+$/) });
    });
    expect(rounds).toBeLessThan(10);
  });

  it('goes on there although alerts of several orders have more signals than alerts', async () => {
    const dispatcher = createFakeDispatcher();
    const [parent = signalId(0)] = ids;
    const part = { parent, leg: 1, rank: 1, lane: 0, scale: decimal(1), enters: true, stage: 'turn', unwinds: null } as const;
    dispatcher.commit((state) => ({
      ...state,
      signals: state.signals.concat(
        Array.from({ length: 20 }, (_, at) => [signalId(START, 100 + at), signal(signalId(START, 100 + at), { part })] as const),
      ),
      statistics: { ...state.statistics, alerts: ALERTS },
    }));
    await withServer({ dispatcher, ports: { history: journal() } }, async ({ port }) => {
      const answer = await send(port, { path: '/history', headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
      expect(answer.json()['alerts']).toHaveLength(ALERTS);
    });
  });

  it('does not open the journal while nothing has left', async () => {
    const looked: SignalId[] = [];
    const pages = await pagesOf('limit=500', journal(looked), LIVE.size);
    expect([pages.map((page) => page.next), looked]).toEqual([[null], []]);
  });

  it('looks at so many alerts for one page, and says where to go on', async () => {
    const looked: SignalId[] = [];
    const endless: History = {
      ...journal(looked),
      readIds: ({ limit }) => Promise.resolve({ ids: Array.from({ length: limit }, (_, at) => signalId(START + at)), next: 'j1' }),
    };
    const pages = await pagesOf('limit=500&strategy=nobody', endless);
    expect(pages[0]).toMatchObject({ status: 200, ids: [], next: 'j1' });
    expect(looked.length).toBeLessThanOrEqual(pages.length * HISTORY_LOOKED_AT_MAX);
  });

  it('refuses what is no cursor', async () => {
    expect((await pagesOf('before=yesterday', journal()))[0]?.status).toBe(422);
  });
});
