import { describe, expect, it } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import { connectBrokers } from '../../src/boot/connect-brokers.ts';
import { STOP_VENUES_MS } from '../../src/boot/stop-limits.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';

type Parts = Parameters<typeof connectBrokers>[0];
type Start = Broker['start'];

function parts(starts: readonly Start[], clock: FakeClock = createFakeClock()) {
  const stopped: string[] = [];
  const warned: unknown[] = [];
  const brokers = new Map(
    starts.map((start, index) => [`account-${index}`, { start, stop: () => Promise.resolve(void stopped.push(`account-${index}`)) }]),
  );
  return {
    stopped,
    warned,
    given: {
      brokers,
      dispatcher: {},
      clock,
      log: { warn: (about: unknown) => warned.push(about), error: (about: unknown) => warned.push(about) },
    } as unknown as Parts,
  };
}

/** A start that answers when it is told to. */
function slowStart() {
  let open = (): void => undefined;
  let fail = (_error: Error): void => undefined;
  const answered = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { start: () => answered, open: () => open(), fail: (error: Error) => fail(error) };
}

describe('the venues of several accounts', () => {
  it('are opened at the same time: the first one waits here for the second', async () => {
    const first = slowStart();
    const second: Start = () => {
      first.open();
      return Promise.resolve();
    };
    await connectBrokers(parts([first.start, second]).given).connected;
    await expect(first.start()).resolves.toBeUndefined();
  });

  it('are all waited for when one cannot be opened, and its fault is told', async () => {
    const slow = slowStart();
    let isOpen = false;
    void slow.start().then(() => (isOpen = true));
    const { connected } = connectBrokers(parts([() => Promise.reject(new Error('no such key')), slow.start]).given);
    setImmediate(() => slow.open());
    await expect(connected).rejects.toThrow('no such key');
    expect(isOpen).toBe(true);
  });

  it('do not wait for one that says nothing: the work begins after two seconds', async () => {
    const clock = createFakeClock();
    const silent = slowStart();
    let isConnected = false;
    const { given, warned } = parts([() => Promise.resolve(), silent.start], clock);
    const { connected } = connectBrokers(given);
    void connected.then(() => (isConnected = true));
    await clock.advance(1_999);
    expect(isConnected).toBe(false);
    await clock.advance(1);
    expect(isConnected).toBe(true);
    expect(warned).toEqual([{ accounts: ['account-1'] }]);
  });

  it('are closed also when they open only after the stop', async () => {
    const clock = createFakeClock();
    const silent = slowStart();
    const { given, stopped } = parts([silent.start], clock);
    const venues = connectBrokers(given);
    await clock.advance(2_000);
    await venues.stop();
    expect(stopped).toEqual(['account-0']);
    silent.open();
    await clock.settle();
    expect(stopped).toEqual(['account-0', 'account-0']);
  });

  it('that do not close, or fail at it, keep nothing from being closed after them', async () => {
    const clock = createFakeClock();
    const { given, stopped, warned } = parts([() => Promise.resolve(), () => Promise.resolve(), () => Promise.resolve()], clock);
    const hangs = given.brokers.get(accountName('account-0'));
    const fails = given.brokers.get(accountName('account-1'));
    if (hangs === undefined || fails === undefined) throw new Error('no such account');
    hangs.stop = () => new Promise(() => undefined);
    fails.stop = () => Promise.reject(new Error('the stream is gone'));
    const venues = connectBrokers(given);
    await venues.connected;
    const closed = venues.stop();
    await clock.advance(STOP_VENUES_MS);
    await closed;
    expect(stopped).toEqual(['account-2']);
    expect(warned).toMatchObject([{ account: 'account-1' }]);
  });

  it('tell a fault that comes after the work has begun', async () => {
    const clock = createFakeClock();
    const silent = slowStart();
    const faults: unknown[] = [];
    const venues = connectBrokers(parts([silent.start], clock).given, (error) => faults.push(error));
    await clock.advance(2_000);
    await venues.connected;
    silent.fail(new Error('no such key'));
    await clock.settle();
    expect(faults.map(String)).toEqual(['Error: no such key']);
  });
});
