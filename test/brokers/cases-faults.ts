// Owns: cases F01 to F14: what can happen to a submit, and what the adapter may say of it. In doubt it says so: a refusal
// or "nothing was sent" that is wrong makes the house forget an order, or send it twice.

import { describe, expect } from 'vitest';
import type { Fault } from '../venues/faults.ts';
import type { MakeRemoteHarness } from '../venues/remote-harness.ts';
import { type FaultCase, registerFaultCases } from './fault-case.ts';
import type { Ground } from './fault-ground.ts';
import { candleFaultCases } from './cases-faults-candles.ts';
import { streamFaultCases } from './cases-faults-stream.ts';
import { changeFaultCases } from './cases-faults-changes.ts';

/** The venue has the order, and we were not told. */
async function inDoubtAndThere(ground: Ground, fault: Fault): Promise<void> {
  ground.fault('submit', fault);
  const { order, outcome } = await ground.submit({ side: 'buy', qty: '1' });
  expect(outcome.type).toBe('ambiguous');
  expect(await ground.lookUp(order)).toMatchObject({ type: 'found', order: { status: 'filled', qty: '1' } });
  await ground.settle();
}

/**
 * The venue has nothing. Where that cannot be proven, it is in doubt, and the look-up says it. Only what provably was not
 * sent is sent again by the house, under the same id: that must be taken.
 */
async function notThere(ground: Ground, fault: Fault, allowed: readonly string[]): Promise<void> {
  ground.fault('submit', fault);
  const { order, outcome } = await ground.submit({ side: 'buy', qty: '1' });
  expect(allowed).toContain(outcome.type);
  expect(await ground.lookUp(order)).toEqual({ type: 'not_found' });
  if (outcome.type === 'unavailable') {
    const again = await ground.submit({ id: order.id, side: 'buy', qty: '1' });
    expect(again.outcome.type).toBe('accepted');
  }
  await ground.take({ side: 'buy', qty: '1' });
  await ground.settle();
}

const STATUSES = [500, 502, 503, 504] as const;
const BODIES = ['html', 'empty', 'cut', 'other'] as const;

const SUBMIT_CASES: readonly FaultCase[] = [
  { name: 'F01 accepted, and the answer is lost', run: (ground) => inDoubtAndThere(ground, { type: 'cut_after' }) },
  { name: 'F02 the connection is cut before anything is done', run: (ground) => notThere(ground, { type: 'cut_before' }, ['ambiguous']) },
  { name: 'F03 accepted, and no answer ever comes', run: (ground) => inDoubtAndThere(ground, { type: 'silence_after' }) },
  { name: 'F04 nothing is done, and no answer ever comes', run: (ground) => notThere(ground, { type: 'silence_before' }, ['ambiguous']) },
  {
    name: 'F05 accepted long after we gave up waiting, and after a look-up found nothing',
    async run(ground) {
      ground.fault('submit', { type: 'late' });
      const { order, outcome } = await ground.submit({ side: 'buy', qty: '1' });
      expect(outcome.type).toBe('ambiguous');
      expect(await ground.lookUp(order)).toEqual({ type: 'not_found' });
      ground.venue.server.releaseLate();
      await ground.venue.server.quiet();
      expect(await ground.lookUp(order)).toMatchObject({ type: 'found', order: { status: 'filled' } });
      await ground.settle();
    },
  },
  {
    name: 'F06 too many requests: provably nothing was placed, and it may be tried again',
    run: (ground) => notThere(ground, { type: 'rate_limited', retryAfterS: 2 }, ['unavailable']),
  },
  {
    name: 'F06 too many requests: where the venue says for how long, the answer does, whatever was asked of it',
    async run(ground) {
      const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      const { venue } = ground;
      const said = venue.nature.saysRetryAfter ? { type: 'unavailable', retryAfterMs: 7_000 } : { type: 'unavailable' };
      const fault: Fault = { type: 'rate_limited', retryAfterS: 7 };
      ground.fault('look_up', fault);
      expect(await ground.patiently(venue.broker().lookUp(order))).toMatchObject(said);
      ground.fault('submit', fault);
      expect((await ground.submit({ side: 'buy', qty: '1' })).outcome).toMatchObject(said);
      ground.fault('cancel', fault);
      const named = { ...order, venueOrderId: order.known?.venueOrderId ?? null };
      expect(await ground.patiently(venue.broker().cancel(named))).toMatchObject(said);
      await ground.settle();
    },
  },
  ...STATUSES.map(
    (status): FaultCase => ({
      name: `F07 a ${status} that had no effect`,
      run: (ground) => notThere(ground, { type: 'server_error', status, acted: false }, ['ambiguous']),
    }),
  ),
  ...STATUSES.map(
    (status): FaultCase => ({
      name: `F08 a ${status} that had an effect`,
      run: (ground) => inDoubtAndThere(ground, { type: 'server_error', status, acted: true }),
    }),
  ),
  ...BODIES.map(
    (body): FaultCase => ({
      name: `F09 accepted, and the answer is nonsense: ${body}`,
      run: (ground) => inDoubtAndThere(ground, { type: 'nonsense', body, acted: true }),
    }),
  ),
  ...BODIES.map(
    (body): FaultCase => ({
      name: `F10 nothing is done, and the answer is nonsense: ${body}`,
      run: (ground) => notThere(ground, { type: 'nonsense', body, acted: false }, ['ambiguous']),
    }),
  ),
  {
    name: 'F11 the venue says "duplicate" although it has heard of the order for the first time: it is looked up',
    async run(ground) {
      // Something between us and the venue has sent it twice: the first was taken, and what we hear is the answer to the second.
      ground.fault('submit', { type: 'duplicate_id', acted: true });
      const { order, outcome } = await ground.submit({ side: 'buy', qty: '1', limit: '95' });
      expect(outcome.type).toBe('ambiguous');
      expect(await ground.lookUp(order)).toMatchObject({ type: 'found', order: { status: 'open' } });
      await ground.settle();
    },
  },
  {
    name: 'F12 our clock is wrong: nothing is placed, and the reason says so',
    async run(ground) {
      await notThere(ground, { type: 'clock_skew' }, ['unavailable', 'rejected']);
    },
  },
  { name: 'F13 maintenance', run: (ground) => notThere(ground, { type: 'maintenance' }, ['unavailable', 'ambiguous']) },
  {
    name: 'F14 a refusal after the acceptance is a refusal, and nothing is left',
    async run(ground) {
      const order = await ground.take({ side: 'buy', qty: '1', limit: '95' });
      ground.venue.exchange.rejectLater(ground.at(order)?.id ?? '', 'refused behind the scenes');
      await ground.venue.server.quiet();
      await ground.settle();
      expect(['rejected', 'canceled', 'expired']).toContain(order.known?.status);
      const told = ground.venue.reports.filter(({ orderId }) => orderId === order.id).map(({ type }) => type);
      expect(told.some((type) => type === 'rejected' || type === 'canceled' || type === 'expired')).toBe(true);
    },
  },
];

export const FAULT_CASES: readonly FaultCase[] = [...SUBMIT_CASES, ...changeFaultCases, ...streamFaultCases, ...candleFaultCases];

export function faultSuite(venue: string, make: MakeRemoteHarness): void {
  describe(`faults: ${venue}`, () => {
    registerFaultCases(make, FAULT_CASES);
  });
}
