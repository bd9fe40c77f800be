// What an entry waited for in vain is what it is denied with, and an older checkpoint knows nothing of it.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { deny, type DenialCode } from '../../src/core/model/denial.ts';
import { PRICE_WAIT_MS } from '../../src/core/model/limits.ts';
import { Engine, settingsWith } from './engine.ts';

function waiting() {
  const engine = new Engine(settingsWith({}));
  const signal = engine.alert('BUY BTCUSDT.P qty=1');
  const fail = (code: DenialCode): void => {
    engine.run({ type: 'price_failed', signalId: signal.id, denial: deny(code, `${code} of the test`), final: false });
  };
  const wait = (ms: number): void => {
    engine.now += ms;
    engine.run({ type: 'clock' });
  };
  return { engine, id: signal.id, fail, wait };
}

describe('an entry that waits for its price', () => {
  it.each<[DenialCode[], DenialCode]>([
    [[], 'NO_PRICE'],
    [['NO_FUNDS'], 'NO_FUNDS'],
    [['NO_PRICE', 'NO_CANDLES', 'NO_CANDLES'], 'NO_CANDLES'],
  ])('after %j is denied %s when it has waited long enough, however often it was tried', (codes, denied) => {
    const { engine, id, fail, wait } = waiting();
    for (const code of codes) {
      wait(1_000);
      fail(code);
    }
    wait(PRICE_WAIT_MS - 1_000 * codes.length - 1);
    expect(engine.signal(id).state).toBe('received');
    wait(1);
    expect(engine.signal(id)).toMatchObject({ state: 'denied', error: { code: denied } });
  });

  it('is written of once for each reason, not once a second', () => {
    const { engine, id, fail } = waiting();
    const written: string[] = [];
    for (const code of ['NO_FUNDS', 'NO_FUNDS', 'NO_FUNDS', 'NO_CANDLES', 'NO_CANDLES'] as const) {
      fail(code);
      written.push(...engine.events.map(({ type }) => type));
    }
    expect(written).toEqual(['price_missed', 'price_missed']);
    expect(engine.signal(id).missed).toMatchObject({ code: 'NO_CANDLES' });
  });

  it('is loaded from a checkpoint that was written before', () => {
    const { engine, id } = waiting();
    const stored = JSON.parse(JSON.stringify(encodeState(engine.state))) as {
      signals: Record<string, { missed?: unknown; reading: { atr?: unknown } }>;
    };
    const older = stored.signals[id];
    if (older === undefined) throw new Error('the signal is not in the checkpoint');
    delete older.missed;
    delete older.reading.atr;
    expect(decodeState(stored).signals.get(id)).toEqual(engine.signal(id));
  });
});
