import { describe, expect, it } from 'vitest';
import { createUnauthenticatedLimit } from '../../src/http/senders/unauthenticated-limit.ts';
import { createFakeClock } from '../fake-clock.ts';

const limitOf = (perMinuteMax: number, addressesMax = 100) => {
  const clock = createFakeClock();
  return { clock, limit: createUnauthenticatedLimit({ perMinuteMax, addressesMax, clock }) };
};

describe('limit of unauthenticated requests', () => {
  it('lets an address fail so many times a minute and then says how long to wait', async () => {
    const { clock, limit } = limitOf(2);
    expect([limit.count('192.0.2.1'), limit.count('192.0.2.1'), limit.count('192.0.2.1')]).toEqual([0, 0, 60]);
    await clock.advance(20_500);
    expect(limit.count('192.0.2.1')).toBe(40);
    await clock.advance(39_500);
    expect(limit.count('192.0.2.1')).toBe(0);
  });

  it('counts addresses apart, and a whole IPv6 network as one', () => {
    const { limit } = limitOf(1);
    expect([limit.count('192.0.2.1'), limit.count('192.0.2.2')]).toEqual([0, 0]);
    expect([limit.count('2001:db8::1'), limit.count('2001:db8::2'), limit.count('2001:db8:0:1::1')]).toEqual([0, 60, 0]);
  });

  it('limits everybody at zero', () => {
    expect(limitOf(0).limit.count('192.0.2.1')).toBe(60);
  });

  it('remembers no more addresses than it may', () => {
    const { limit } = limitOf(1, 10);
    for (let i = 0; i < 1_000; i += 1) limit.count(`10.0.${i >> 8}.${i & 255}`);
    expect(limit.size()).toBe(10);
    expect(limit.count('10.0.3.231')).toBe(60);
  });
});
