// What an alert says of its own age.

import { describe, expect, it } from 'vitest';
import { readFields } from './read-alert.ts';

describe('max_lag', () => {
  it('is read in seconds, by its names; 0 and "" are none', () => {
    expect(readFields({ max_lag: '300' }).maxLagMs).toBe(300_000);
    expect(readFields({ maxLag: 1.5 }).maxLagMs).toBe(1_500);
    expect(readFields({ max_lag: 0 }).maxLagMs).toBeNull();
    expect(readFields({}).maxLagMs).toBeNull();
  });

  it('refuses what is no length of time', () => {
    for (const value of ['soon', -1, 86_401]) expect(readFields({ max_lag: value }).refusal?.code).toBe('INVALID_FIELD');
  });

  it('holds back no exit: none is too late', () => {
    for (const action of ['close', 'exit long']) {
      const reading = readFields({ action, max_lag: 'soon' });
      expect(reading).toMatchObject({ refusal: null, maxLagMs: null });
      expect(reading.warnings).toEqual(['"max_lag": "soon" is not a usable number in plain digits. The close does not need it.']);
    }
  });
});

describe('delay', () => {
  it('is read in seconds, under our name and the one of 3Commas; 0 is none', () => {
    expect(readFields({ delay: 60 }).delayMs).toBe(60_000);
    expect(readFields({ delay_seconds: '90' }).delayMs).toBe(90_000);
    expect(readFields({ delay_seconds: 0 }).delayMs).toBeNull();
  });

  it('refuses what is no length of time, or longer than a day: the entry would be another one', () => {
    for (const value of ['later', -1, 86_401]) expect(readFields({ delay: value }).refusal?.code).toBe('INVALID_FIELD');
  });
});
