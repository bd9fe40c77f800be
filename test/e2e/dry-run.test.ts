// POST /webhook/test on the real application: the verdict is what would come of the alert, and leaves no trace.

import { afterEach, describe, expect, it } from 'vitest';
import { House } from './house.ts';

const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: demo }
strategies:
  default: { account: paper }
  capped: { account: paper, approval: auto, max_notional: 1000 }
`;

let house: House | null = null;
async function open(): Promise<House> {
  house = await House.open({ configYaml: CONFIG });
  return house;
}
afterEach(async () => {
  await house?.close();
  house = null;
});

interface Verdict {
  readonly would: string;
  readonly code?: string;
  readonly checks: readonly { readonly check: string; readonly passed: boolean }[];
}
async function explain(h: House, text: string): Promise<{ status: number; verdict: Verdict }> {
  const { status, body } = await h.client.alert(text, '/webhook/test');
  return { status, verdict: body['verdict'] as Verdict };
}

describe('the dry run of an alert', () => {
  it.each([
    ['is worth too much', 'BUY BTCUSDT @ 45000 qty=1', 'MAX_NOTIONAL'],
    ['is too small', 'BUY BTCUSDT @ 45000 qty=0.00000001', 'QUANTITY_TOO_SMALL'],
    ['has a stop on the wrong side', 'BUY BTCUSDT @ 45000 qty=0.01 sl=46000', 'STOP_WRONG_SIDE'],
    ['has no size', 'BUY BTCUSDT @ 45000', 'NO_QUANTITY'],
  ])('that %s says so, though nobody has asked for a price yet', async (_, line, code) => {
    const h = await open();
    const { status, verdict } = await explain(h, `${line} strategy=capped`);
    expect([status, verdict.would, verdict.code]).toEqual([200, 'deny', code]);
    const id = await h.alert(`${line} strategy=capped`);
    await h.inState(id, 'denied');
    expect((await h.client.read(`/signals/${id}`)).body['error']).toMatchObject({ code });
  });

  it('says who lets it pass, and moves no price', async () => {
    const h = await open();
    expect((await explain(h, 'BUY BTCUSDT @ 45000 qty=0.01')).verdict.would).toBe('ask');
    expect((await explain(h, 'BUY BTCUSDT @ 45000 qty=0.01 strategy=capped')).verdict.would).toBe('execute');
    await explain(h, 'BUY BTCUSDT @ 1 qty=0.01');
    await h.alert('BUY BTCUSDT qty=0.01');
    const card = await h.message('BUY 0.01');
    const untouched = await open();
    await untouched.alert('BUY BTCUSDT qty=0.01');
    const priceOf = (text: string): string | undefined => /Price now (\S+)/.exec(text)?.[1];
    expect(priceOf(card.text)).toBe(priceOf((await untouched.message('BUY 0.01')).text));
    await h.close();
  });

  it('of a reverse tells both halves: the exit passes, the entry is judged', async () => {
    const h = await open();
    await h.inState(await h.alert('BUY BTCUSDT.P @ 45000 qty=0.01 strategy=capped'), 'completed');
    const { verdict } = await explain(h, 'REVERSE BTCUSDT.P qty=1 strategy=capped');
    expect(verdict.would).toBe('execute');
    const failed = verdict.checks.filter(({ passed }) => !passed).map(({ check }) => check);
    expect(failed).toEqual(['max_notional']);
    expect(verdict.checks.map(({ check }) => check)).toContain('exit');
  });
});
