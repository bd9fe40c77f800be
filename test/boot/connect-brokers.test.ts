import { describe, expect, it } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import { connectBrokers } from '../../src/boot/connect-brokers.ts';
import type { Ground } from '../../src/boot/ground.ts';

type Parts = Parameters<typeof connectBrokers>[0];
type Start = Broker['start'];

const ground = (starts: readonly Start[]): Parts =>
  ({ brokers: new Map(starts.map((start, index) => [`account-${index}`, { start }])), dispatcher: {}, log: {} }) as unknown as Pick<
    Ground,
    'brokers' | 'dispatcher' | 'log'
  >;

describe('the venues of several accounts', () => {
  it('are opened at the same time: the first one waits here for the second', async () => {
    let second: (() => void) | null = null;
    const opened = new Promise<void>((resolve) => {
      second = resolve;
    });
    await connectBrokers(
      ground([
        () => opened,
        () => {
          second?.();
          return Promise.resolve();
        },
      ]),
    );
    await expect(opened).resolves.toBeUndefined();
  });

  it('are all waited for when one cannot be opened, and its fault is told', async () => {
    let isOpen = false;
    let open: (() => void) | null = null;
    const slow = new Promise<void>((resolve) => {
      open = resolve;
    }).then(() => {
      isOpen = true;
    });
    const connected = connectBrokers(ground([() => Promise.reject(new Error('no such key')), () => slow]));
    setImmediate(() => open?.());
    await expect(connected).rejects.toThrow('no such key');
    expect(isOpen).toBe(true);
  });
});
