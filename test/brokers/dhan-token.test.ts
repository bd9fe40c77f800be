// The token of a day at Dhan, from what the venue says to what people read: once, four hours before its end, over restarts and while
// the venue cannot be asked.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import { decodeState, encodeState, migrateState } from '../../src/core/engine/state-codec.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createExpiryWatch } from '../../src/runtime/watch-expiry.ts';
import { settingsWith } from '../core/engine.ts';
import { createFakeClock } from '../fake-clock.ts';
import { createEngineDispatcher } from '../telegram/engine-dispatcher.ts';
import { DHAN_TOKEN, dhanVenue } from '../venues/dhan-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-token-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const HOUR_MS = 3_600_000;
const log = createLog({ level: 'silent', redactor: createRedactor([]) });
/** 24 hours after the clock of tests starts; in India it is half past three in the afternoon. */
const END = Date.UTC(2026, 0, 6, 10);
const jwt = (endsAt: number): string => `e30.${Buffer.from(JSON.stringify({ exp: endsAt / 1000 })).toString('base64url')}.c2ln`;

interface Desk {
  readonly venue: RemoteHarness;
  told(): string[];
  hours(count: number): Promise<void>;
  /** What was written down is read again; everything else is new. */
  restart(): Promise<void>;
}

async function atDesk(accessToken: string, profile: Record<string, unknown>, run: (desk: Desk) => Promise<void>): Promise<void> {
  const spec = dhanVenue({ cacheDir, broker: { accessToken }, front: { accessToken, profile } });
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  const clock = createFakeClock();
  let underWay = 0;
  const examine = async (): ReturnType<Broker['examine']> => {
    underWay += 1;
    try {
      return await venue.broker().examine();
    } finally {
      underWay -= 1;
    }
  };
  const begin = (initial?: Parameters<typeof encodeState>[0]) => {
    const dispatcher = createEngineDispatcher(settingsWith(), () => clock.now(), initial);
    const watch = createExpiryWatch({ dispatcher, brokers: new Map([[accountName('paper'), { examine }]]), clock, log });
    watch.start();
    return { dispatcher, watch };
  };
  let now = begin();
  const answered = async (): Promise<void> => {
    await venue.server.answered(() => underWay);
    await clock.settle();
  };
  try {
    await answered();
    await run({
      venue,
      told: () => [...now.dispatcher.snapshot().notifications.values()].map(({ title }) => title),
      async hours(count) {
        for (let passed = 0; passed < count; passed += 1) {
          await clock.advance(HOUR_MS);
          await answered();
        }
      },
      async restart() {
        now.watch.stop();
        await venue.restart();
        now = begin(decodeState(migrateState(JSON.parse(JSON.stringify(encodeState(now.dispatcher.snapshot()))))));
        await answered();
      },
    });
  } finally {
    now.watch.stop();
    await venue.close();
  }
}

it.each([
  ['the token itself', jwt(END), {}],
  ['the profile', DHAN_TOKEN, { tokenValidity: '06/01/2026 15:30' }],
])('where %s says its end: four hours before it, once, and never again over restarts', (_where, token, profile) =>
  atDesk(token, profile, async (desk) => {
    await desk.hours(19);
    expect(desk.told()).toEqual([]);
    await desk.restart();
    expect(desk.told()).toEqual([]);
    await desk.hours(1);
    expect(desk.told()).toEqual(['paper: the token ends soon']);
    await desk.restart();
    await desk.hours(2);
    await desk.restart();
    await desk.hours(8);
    expect(desk.told()).toEqual(['paper: the token ends soon']);
  }),
);

it('while Dhan cannot be asked nothing is told, and the reminder comes within an hour of its answer', () =>
  atDesk(DHAN_TOKEN, { tokenValidity: '06/01/2026 15:30' }, async (desk) => {
    desk.venue.server.plan.always(['other'], { type: 'server_error', status: 503, acted: false });
    await desk.restart();
    await desk.hours(21);
    expect(desk.told()).toEqual([]);
    desk.venue.server.plan.clear();
    await desk.hours(1);
    expect(desk.told()).toEqual(['paper: the token ends soon']);
    await desk.hours(6);
    expect(desk.told()).toHaveLength(1);
  }));
