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
  readonly checks: readonly { readonly check: string; readonly passed: boolean; readonly detail: string }[];
}
async function explain(h: House, text: string): Promise<{ status: number; verdict: Verdict }> {
  const { status, body } = await h.client.alert(text, '/webhook/test');
  return { status, verdict: body['verdict'] as Verdict };
}

describe('the dry run of an alert', () => {
  it.each([
    ['is worth too much', 'BUY BTCUSDT @ 45000 qty=1', 'MAX_NOTIONAL'],
    ['is too small', 'BUY BTCUSDT @ 45000 qty=0.00000001', 'QUANTITY_TOO_SMALL'],
    ['has no size', 'BUY BTCUSDT @ 45000', 'NO_QUANTITY'],
  ])('that %s says so, though nobody has asked for a price yet', async (_, line, code) => {
    const h = await open();
    const { status, verdict } = await explain(h, `${line} strategy=capped`);
    expect([status, verdict.would, verdict.code]).toEqual([200, 'deny', code]);
    const id = String((await h.client.alert(`${line} strategy=capped`)).body['signal_id']);
    await h.inState(id, 'denied');
    expect((await h.client.read(`/signals/${id}`)).body['error']).toMatchObject({ code });
  });

  it('with a stop on the wrong side of its own price is refused as it is read', async () => {
    const h = await open();
    const { status, verdict } = await explain(h, 'BUY BTCUSDT @ 45000 qty=0.01 sl=46000 strategy=capped');
    expect([status, verdict.would, verdict.code]).toEqual([422, 'deny', 'STOP_WRONG_SIDE']);
  });

  it.each([
    ['a stop', 'BUY ETHUSDT qty=0.01 sl=3270', 'STOP_WRONG_SIDE'],
    ['a target', 'BUY ETHUSDT qty=0.01 sl=2900 tp=2950', 'TARGET_WRONG_SIDE'],
  ])(
    'with %s for another market than the made-up one says that its price is made up, and how it begins elsewhere',
    async (_, line, code) => {
      const h = await open();
      const { verdict } = await explain(h, `${line} strategy=capped`);
      expect(verdict).toMatchObject({ code, message: expect.stringMatching(/ at 3\d\d\d\S* \(made-up demo price\)$/) });
      expect(verdict).toMatchObject({ remedy: expect.stringContaining('Write the price of the market into the alert') });
      expect(
        (await explain(h, `${line.replace('ETHUSDT', 'ETHUSDT @ 3300').replace('2950', '3400')} strategy=capped`)).verdict.code,
      ).toBeUndefined();
    },
  );

  it('says whether the money is there, which holds nothing back', async () => {
    const h = await open();
    const moneyOf = async (line: string): Promise<unknown> => {
      const { verdict } = await explain(h, line);
      return [verdict.would, verdict.checks.find(({ check }) => check === 'money')];
    };
    const check = 'money';
    expect(await moneyOf('BUY BTCUSDT @ 45000 qty=0.1')).toEqual([
      'ask',
      { check, passed: true, detail: expect.stringMatching(/^4500\.45 USDT and fees of \d+ USDT free$/) },
    ]);
    expect(await moneyOf('BUY BTCUSDT @ 45000 qty=100')).toEqual([
      'ask',
      { check, passed: false, detail: expect.stringContaining('USDT free: the venue is likely to refuse it') },
    ]);
    expect(await moneyOf('BUY BTCUSDT.P @ 45000 qty=100')).toEqual([
      'ask',
      { check, passed: true, detail: expect.stringContaining('free for the margin of 4500450 USDT') },
    ]);
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

  it('shows the whole sum: symbol, price, size with its rounding, every limit, what is risked, who is asked', async () => {
    const h = await open();
    const { verdict } = await explain(h, 'BUY BTCUSDT @ 45000 qty=0.0123456789 sl=40000 strategy=capped');
    const shown = new Map(verdict.checks.map(({ check, detail }) => [check, detail]));
    expect(shown.get('strategy and symbol')).toBe('BTCUSDT is BTC/USDT (spot), traded by capped on paper (PAPER)');
    expect(shown.get('rate of entries')).toBe('0 of 100 in this minute from 127.0.0.1, 0 of 100 for capped');
    expect(shown.get('alert is fresh')).toBe('it says no time: its age counts from its receipt; no max_lag');
    expect(shown.get('open cards')).toBe('0 of 100 wait');
    expect(shown.get('price')).toMatch(/^bid [\d.]+, ask [\d.]+ \(made-up demo price\); counted at [\d.]+$/);
    expect(shown.get('size')).toMatch(
      /^quantity 0\.0123456789 BTC from the alert; rounded down from 0\.0123456789 to 0\.01\d+ \(step [\d.]+\): 0\.01\d+ BTC at [\d.]+ = [\d.]+ USDT$/,
    );
    expect(shown.get('minimum quantity')).toMatch(/^0\.01\d+ of at least [\d.]+ BTC$/);
    expect(shown.get('max_notional')).toMatch(/^[\d.]+ of at most 1000 USDT$/);
    expect(shown.get('stop on the right side')).toMatch(/^40000 for a buy at [\d.]+: risk [\d.]+ USDT$/);
    expect(shown.get('target on the right side')).toBe('the alert has no target');
    expect(shown.get('approval')).toBe('passes by rule, nobody is asked');
  });

  it('of an exit says what would be closed', async () => {
    const h = await open();
    await h.inState(await h.alert('BUY BTCUSDT @ 45000 qty=0.02 strategy=capped'), 'completed');
    const detailOf = async (line: string): Promise<string | undefined> =>
      (await explain(h, line)).verdict.checks.find(({ check }) => check === 'exit')?.detail;
    expect(await detailOf('CLOSE BTCUSDT 50% strategy=capped')).toBe('closes 0.01 of 0.02 BTC; exits pass every gate');
    expect(await detailOf('CLOSE BTCUSDT strategy=capped')).toBe('closes all of 0.02 BTC; exits pass every gate');
    expect(await detailOf('CLOSE BTCUSDT')).toContain('nothing is held');
  });

  it.each(['/webhook?dry_run=1', '/webhook/default?dry_run', '/api/webhook?dry_run=true', '/webhook?dry_run=yes&dry_run=0'])(
    '%s answers as /webhook/test does, and nothing is stored',
    async (path) => {
      const h = await open();
      const line = 'BUY BTCUSDT @ 45000 qty=0.01';
      const { timestamp: _a, ...dry } = (await h.client.alert(line, path)).body;
      const { timestamp: _b, ...tested } = (await h.client.alert(line, '/webhook/test')).body;
      expect(dry).toEqual(tested);
      expect(dry).toMatchObject({ queued: false, signal_id: null, verdict: { would: 'ask' } });
      expect(h.app.dispatcher.snapshot().signals.size).toBe(0);
    },
  );

  it.each(['/webhook?dry_run=0', '/webhook?dry_run=false'])('%s is no dry run', async (path) => {
    const h = await open();
    expect(await h.alert('BUY BTCUSDT @ 45000 qty=0.01', path)).toMatch(/^sg_/);
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
