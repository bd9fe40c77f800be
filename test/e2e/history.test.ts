import { afterEach, expect, it } from 'vitest';
import { FINISHED_KEPT_MAX, RETIRE_BATCH } from '../../src/core/model/limits.ts';
import { House } from './house.ts';

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
}, 60_000);
