import { afterEach, expect, it } from 'vitest';
import { FINISHED_KEPT_MAX, FINISHED_KEPT_MS, RETIRE_BATCH } from '../../src/core/model/limits.ts';
import { ADMIN_TOKEN } from '../app-client.ts';
import { House } from './house.ts';

const AUTO = `
accounts:
  paper: { broker: paper, balances: { USDT: 100000 }, prices: demo }
strategies:
  default: { account: paper, approval: auto }
`;

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

it('the history goes on where the live state ends: every alert once, through a restart', async () => {
  const h = await House.open();
  house = h;
  const sent = FINISHED_KEPT_MAX + RETIRE_BATCH + 50;
  const ids: string[] = [];
  for (let from = 0; from < sent; from += 50)
    ids.push(...(await Promise.all(Array.from({ length: 50 }, (_, n) => h.alert(`CLOSE BTCUSDT comment=n${from + n}`)))));
  await h.until('some have left', () => h.app.dispatcher.snapshot().signals.size < sent);
  await h.restart();
  const seen: string[] = [];
  for (let before: string | null = ''; before !== null; ) {
    const { body } = await h.client.read(`/history?limit=500${before === '' ? '' : `&before=${before}`}`);
    const page = body as { alerts: { signal_id: string; state: string }[]; next: string | null };
    expect(page.alerts.every(({ state }) => state === 'completed')).toBe(true);
    seen.push(...page.alerts.map((row) => row.signal_id));
    before = page.next;
  }
  expect(seen).toHaveLength(sent);
  expect(new Set(seen)).toEqual(new Set(ids));
  const table = (await h.table('/history.csv')).trimEnd().split('\n').slice(1);
  expect(new Set(table.map((line) => line.split(',')[0]))).toEqual(new Set(ids));
  expect(table).toHaveLength(sent);
  // Newest last here, newest first there. Which of those of one millisecond that is, the ids do not say.
  expect(table.at(-1)?.split(',')[0]).toBe(seen[0]);
}, 60_000);

it('a table of a page has its rows only, and leads to the older ones until there are none', async () => {
  const h = await House.open();
  house = h;
  const ids: string[] = [];
  for (let n = 0; n < 7; n += 1) {
    ids.push(await h.alert(`CLOSE BTCUSDT comment=n${n}`));
    await h.clock.advance(1_000);
  }
  await h.alert('CLOSE ETHUSDT');
  // ids begin with the moment of receipt
  ids.sort();
  const pages: string[][] = [];
  for (let path: string | null = '/history?format=csv&symbol=BTCUSDT&limit=3'; path !== null; ) {
    const answer: Response = await fetch(h.app.url + path, { headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
    expect(answer.headers.get('Content-Type')).toContain('text/csv');
    const [columns, ...rows] = (await answer.text()).trimEnd().split(/\r?\n/);
    expect(columns).toContain('signal_id');
    pages.push(rows.map((row) => row.split(',')[0] ?? ''));
    path = /^<(.+)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1] ?? null;
  }
  // each page has its newest last, and the pages go back in time
  expect(pages).toEqual([ids.slice(4, 7), ids.slice(1, 4), ids.slice(0, 1)]);
  for (const query of ['limit=0', 'limit=many', 'limit=3&before=nowhere']) {
    const { status } = await fetch(`${h.app.url}/history.csv?${query}`, { headers: { Authorization: `Bearer ${ADMIN_TOKEN}` } });
    expect(status, query).toBe(422);
  }
});

it('the order log goes on in the journal when its signals have left the live state', async () => {
  const h = await House.open({ configYaml: AUTO });
  house = h;
  const first = await h.alert('BUY BTCUSDT qty=0.1');
  await h.inState(first, 'completed');
  const close = await h.alert('CLOSE BTCUSDT');
  await h.inState(close, 'completed');
  const before = (await h.table('/orders.csv')).trimEnd().split('\n');
  expect(before).toHaveLength(3);
  await h.clock.advance(FINISHED_KEPT_MS + 60_000);
  await h.alert('CLOSE ETHUSDT');
  await h.until('they have left', () => h.app.dispatcher.snapshot().orders.size === 0);
  const last = await h.alert('BUY ETHUSDT qty=1');
  await h.inState(last, 'completed');
  const after = (await h.table('/orders.csv')).trimEnd().split('\n');
  expect(after.slice(0, 3)).toEqual(before);
  expect(after).toHaveLength(4);
  expect(after[3]).toContain(',ETH/USDT,');
  await h.restart();
  expect((await h.table('/orders.csv')).trimEnd().split('\n')).toEqual(after);
});
