// What has to be asked before an order can be sent, and is answered so late that whoever waits for the order has given it up: it is not
// sent any more, since another one may be by then.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { BYBIT } from '../venues/ccxt-venues.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { requestOf, SPOT } from './broker-harness.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'slow-dhan-'));
afterAll(() => rmSync(cacheDir, { recursive: true, force: true, maxRetries: 5 }));

async function withVenue(spec: RemoteSpec, run: (venue: RemoteHarness) => Promise<void>): Promise<void> {
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(SPOT, '100');
    await run(venue);
  } finally {
    await venue.close();
  }
}
const sent = (venue: RemoteHarness): number => venue.server.attempts.filter(({ kind }) => kind === 'submit').length;

/** The order is asked for; what it waits for is answered after so long. */
async function submitted(venue: RemoteHarness, request: Awaited<ReturnType<typeof requestOf>>, ms: number) {
  const outcome = venue.broker().submit(request);
  await venue.server.quiet();
  await venue.clock.advance(ms);
  venue.server.releaseLate();
  return (await outcome).type;
}

it.each([
  [5_000, 'accepted', 1],
  [40_000, 'unavailable', 0],
] as const)('Bybit, whose leverage is set after %i ms: %s', (ms, outcome, count) =>
  withVenue(BYBIT, async (venue) => {
    const request = await requestOf(venue, { side: 'buy', qty: '1', terms: { leverage: decimal('3') } });
    venue.server.plan.next('other', { type: 'slow' });
    expect(await submitted(venue, request, ms)).toBe(outcome);
    expect(venue.server.plan.pending()).toBe(0);
    expect(sent(venue)).toBe(count);
    // provably not sent: the same order goes again
    if (count === 0) expect((await venue.broker().submit(request)).type).toBe('accepted');
  }),
);

it.each([
  [5_000, 'accepted', 1],
  [40_000, 'unavailable', 0],
] as const)('Dhan, whose list of instruments comes after %i ms: %s', (ms, outcome, count) =>
  withVenue(dhanVenue({ cacheDir }), async (venue) => {
    const request = await requestOf(venue, { side: 'buy', qty: '1' });
    rmSync(cacheDir, { recursive: true });
    venue.server.plan.next('other', { type: 'slow' });
    await venue.restart();
    expect(await submitted(venue, request, ms)).toBe(outcome);
    expect(venue.server.plan.pending()).toBe(0);
    expect(sent(venue)).toBe(count);
  }),
);
