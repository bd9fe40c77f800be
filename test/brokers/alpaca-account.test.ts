// What `npm run doctor` says of an Alpaca account, and what a refusal says of the session.

import { describe, expect, it } from 'vitest';
import { until } from '../until.ts';
import { alpacaVenue } from '../venues/alpaca-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { balance, refusal, requestOf, SPOT, submit, SWAP } from './broker-harness.ts';

type Fake = ReturnType<ReturnType<typeof alpacaVenue>['fake']>;

async function withAlpaca(run: (venue: RemoteHarness, fake: Fake) => Promise<void>): Promise<void> {
  const spec = alpacaVenue();
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await run(venue, spec.fake());
  } finally {
    await venue.close();
  }
}

const findings = async (venue: RemoteHarness) => new Map((await venue.broker().examine()).map((finding) => [finding.check, finding]));

describe('an Alpaca account that is looked at', () => {
  it('is in order', () =>
    withAlpaca(async (venue) => {
      const found = await findings(venue);
      expect([...found.values()].filter(({ state }) => state !== 'ok')).toEqual([]);
      expect(found.get('keys')?.detail).toContain('paper account PA3TEST00001');
      expect(found.get('session')?.detail).toContain('open until');
    }));

  it('has keys that are not taken: nothing else is said, and how they are mended', () =>
    withAlpaca(async (venue, fake) => {
      fake.setting.keysRefused = true;
      const found = await venue.broker().examine();
      expect(found).toMatchObject([{ check: 'keys', state: 'failed' }]);
      expect(found[0]?.remedy).toContain('paper: true');
      expect(JSON.stringify(found)).not.toContain('a-secret-of-the-fake-alpaca');
    }));

  it('is blocked, flagged, without shorts, options, crypto and money, and beside the time', () =>
    withAlpaca(async (venue, fake) => {
      fake.setting.account = {
        trading_blocked: true,
        pattern_day_trader: true,
        shorting_enabled: false,
        options_trading_level: 0,
        crypto_status: 'INACTIVE',
        buying_power: '0',
      };
      fake.setting.skewMs = 90_000;
      fake.setting.isOpen = false;
      const found = await findings(venue);
      expect(found.get('trading')).toMatchObject({ state: 'failed', detail: 'blocked: trading_blocked' });
      for (const check of ['day trading', 'short sales', 'options', 'crypto', 'buying power', 'clock'])
        expect([check, found.get(check)?.state]).toEqual([check, 'warning']);
      expect(found.get('clock')?.detail).toBe('90.0 s behind Alpaca');
      expect(found.get('session')?.detail).toContain('closed until 2026-01-06 03:01 UTC');
      for (const finding of found.values()) if (finding.state === 'failed') expect(finding.remedy).not.toBeNull();
    }));

  it('cannot be reached: that is said, and not that the keys are wrong', () =>
    withAlpaca(async (venue) => {
      venue.server.plan.always(['read'], { type: 'server_error', status: 502, acted: false });
      expect(await venue.broker().examine()).toMatchObject([{ check: 'keys', state: 'unknown' }]);
    }));
});

describe('a refusal of Alpaca', () => {
  it('says that the market is closed, when it is', () =>
    withAlpaca(async (venue, fake) => {
      expect(await refusal(venue, { symbol: SWAP, side: 'buy', qty: '1000' })).not.toContain('closed');
      fake.setting.isOpen = false;
      expect(await refusal(venue, { symbol: SWAP, side: 'buy', qty: '1000' })).toContain('the market is closed until 2026-01-06 03:00 UTC');
    }));

  it('does not come for an exit that the position is looked at for first: it is never a short', () =>
    withAlpaca(async (venue) => {
      const before = venue.server.attempts.filter(({ kind }) => kind === 'submit').length;
      expect(await refusal(venue, { symbol: SWAP, side: 'sell', qty: '1', reduceOnly: true })).toBe('reduce-only: no position to reduce');
      expect(venue.server.attempts.filter(({ kind }) => kind === 'submit').length).toBe(before);
    }));

  it('is not waited for where nobody answers the look: after two seconds the exit goes out', () =>
    withAlpaca(async (venue) => {
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '10' });
      const exit = await requestOf(venue, { symbol: SWAP, side: 'sell', qty: '10', reduceOnly: true });
      venue.server.plan.always(['read'], { type: 'silence_before' });
      const submits = (): number => venue.server.attempts.filter(({ kind }) => kind === 'submit').length;
      const before = submits();
      const answer = venue.broker().submit(exit);
      await until('the look', () => venue.server.attempts.some(({ path }) => path.includes('/positions/')));
      expect(submits()).toBe(before);
      await venue.clock.advance(2_000);
      expect((await answer).type).toBe('accepted');
      expect(submits()).toBe(before + 1);
      venue.server.plan.clear();
    }));

  it('comes for an exit of coins, which nobody can sell short: it is sent without a look first', () =>
    withAlpaca(async (venue) => {
      const before = venue.server.attempts.length;
      expect(await refusal(venue, { symbol: SPOT, side: 'sell', qty: '1', reduceOnly: true })).toContain('insufficient');
      const asked = venue.server.attempts.slice(before);
      expect(asked.filter(({ kind }) => kind === 'submit')).toHaveLength(1);
      expect(
        asked
          .slice(
            0,
            asked.findIndex(({ kind }) => kind === 'submit'),
          )
          .filter(({ path }) => path.includes('/positions/')),
      ).toEqual([]);
    }));
});

describe('money at Alpaca', () => {
  it('counts shares at what they cost, and what is borrowed against what it brought', () =>
    withAlpaca(async (venue) => {
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '10' });
      expect(await balance(venue, 'USDT')).toMatchObject({ total: '10000' });
      await submit(venue, { symbol: SWAP, side: 'sell', qty: '10', reduceOnly: true });
      await submit(venue, { symbol: SWAP, side: 'sell', qty: '10' });
      expect(Number((await balance(venue, 'USDT')).total)).toBeCloseTo(9_999.8, 6);
    }));
});
