import { describe, expect, it } from 'vitest';
import { deny } from '../../src/core/model/denial.ts';
import { strategyName } from '../../src/core/model/ids.ts';
import { matchesFilter, readMoment, readSignalFilter } from '../../src/store/signal-filter.ts';
import { reading, signal, signalId, START } from '../http/samples.ts';

const ALERT = signal(signalId(START), {
  strategy: strategyName('alpha'),
  reading: reading({ symbol: 'BINANCE:BTCUSDT' }),
  symbol: 'BTC/USDT',
  state: 'denied',
  error: deny('STALE_SIGNAL', 'old'),
});

describe('the filter of the history', () => {
  it.each([
    [{ strategy: 'alpha' }, true],
    [{ strategy: 'beta' }, false],
    [{ dialect: 'native' }, true],
    [{ dialect: 'freqtrade' }, false],
    [{ symbol: 'btcusdt' }, true],
    [{ symbol: 'BTC/USDT' }, true],
    [{ symbol: 'BINANCE:BTCUSDT' }, true],
    [{ symbol: 'BTC' }, false],
    [{ state: 'denied', code: 'stale_signal' }, true],
    [{ state: 'completed' }, false],
    [{ code: 'RATE_LIMITED' }, false],
    [{ from: '2026-01-05T10:00:00Z' }, true],
    [{ from: '2026-01-05T10:00:00.001Z' }, false],
    [{ to: '2026-01-05T10:00:00Z' }, false],
    [{ to: '2026-01-06' }, true],
    [{ from: '2026-01-05', to: '2026-01-05' }, true],
    [{ to: '2026-01-04' }, false],
    [{ to: '2026-01-05T00:00' }, false],
    [{ strategy: ' ', state: '' }, true],
  ])('%o: %s', (written, passes) => {
    const filter = readSignalFilter(written, 'UTC');
    if (typeof filter === 'string') throw new Error(filter);
    expect(matchesFilter(ALERT, filter)).toBe(passes);
  });

  it.each([[{ state: 'gone' }], [{ code: 'NO_SUCH' }], [{ from: 'yesterday' }], [{ to: '2026-02-30' }], [{ from: '5.1.2026' }]])(
    'says what is wrong with %o',
    (written) => {
      const [name = ''] = Object.keys(written);
      expect(readSignalFilter(written, 'UTC')).toMatch(new RegExp(`^${name} is `));
    },
  );

  it('without anything lets everything through', () => {
    const filter = readSignalFilter({}, 'UTC');
    if (typeof filter === 'string') throw new Error(filter);
    expect(matchesFilter(ALERT, filter)).toBe(true);
  });
});

describe('a moment without a zone is in the zone of the people, summer and winter', () => {
  it.each([
    ['2026-01-05', 'Asia/Kolkata', '2026-01-04T18:30:00Z'],
    ['2026-07-01', 'Europe/Zurich', '2026-06-30T22:00:00Z'],
    ['2026-01-01 14:30', 'America/New_York', '2026-01-01T19:30:00Z'],
    // the night in which the clocks go forward
    ['2026-03-29T01:30', 'Europe/Zurich', '2026-03-29T00:30:00Z'],
    ['2026-03-29T03:30', 'Europe/Zurich', '2026-03-29T01:30:00Z'],
    ['2026-01-05T10:00:00+02:00', 'Asia/Kolkata', '2026-01-05T08:00:00Z'],
    ['1767607200', 'UTC', '2026-01-05T10:00:00Z'],
  ])('%s in %s', (text, zone, expected) => {
    expect(readMoment(text, zone)).toBe(Date.parse(expected));
  });
});
