// Words that mean another contract every day (ATM, the nearest expiry): what is held, ordered or shown under them stays what it
// is, and the same words close it.

import { describe, expect, it } from 'vitest';
import { decimal, ZERO } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

const strike = (level: number): Instrument => ({
  ...perpetual,
  symbol: `NFO:NIFTY-2026-01-06-${level}-CE`,
  kind: 'option',
  base: 'NIFTY',
  quote: 'INR',
  tickSize: decimal('0.05'),
  stepSize: decimal('65'),
  qtyMin: decimal('65'),
  qtyMax: null,
  notionalMin: ZERO,
});
const LOW = strike(24_200);
const HIGH = strike(24_250);
const ENTRY =
  '{"symbol":"NIFTY","exchange":"NFO","action":"BUY","pricetype":"MARKET","product":"MIS","quantity":"65","underlying":"NIFTY","option_type":"CE","offset":"ATM","expiry_date":"weekly","strategy":"default","apikey":"example-of-a-secret"}';

function atDhan(): Engine {
  const settings = settingsWith();
  const paper = settings.accounts.get(accountName('paper'));
  if (paper === undefined) throw new Error('no account');
  return new Engine({ ...settings, accounts: new Map([[paper.name, { ...paper, broker: 'dhan', quoteCurrency: 'INR' }]]) });
}

describe('an option counted from the money', () => {
  it('is asked for in the words of the alert, and becomes an order for the contract that the venue names', () => {
    const engine = atDhan();
    const signal = engine.alert(ENTRY);
    expect(signal.error).toBeNull();
    expect(signal.symbol).toBe('NFO:NIFTY-NEAR-ATM-CE');
    engine.price(signal, '100', LOW);
    engine.approve(signal, '100', LOW);
    expect(engine.active('entry').instrument.symbol).toBe(LOW.symbol);
  });

  it('is not another one at the tap than on the card', () => {
    const engine = atDhan();
    const signal = engine.alert(ENTRY);
    engine.price(signal, '100', LOW);
    engine.approve(signal, '80', HIGH);
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'CONTRADICTION' } });
    expect(engine.orders()).toEqual([]);
  });

  it('is not mixed with another one that is held under the same words', () => {
    const engine = atDhan();
    engine.enter(ENTRY, '100', LOW);
    engine.now += 60_000;
    const again = engine.alert(ENTRY.replace('"65"', '"130"'));
    engine.price(again, '80', HIGH);
    const denied = engine.signal(again.id);
    expect(denied.error?.message).toContain(`${LOW.symbol} is held or ordered`);
    const same = engine.alert(ENTRY.replace('"65"', '"195"'));
    engine.price(same, '101', LOW);
    expect(engine.signal(same.id).state).toBe('awaiting_approval');
  });

  it('is closed by the same words, whatever they would mean now', () => {
    const engine = atDhan();
    engine.enter(ENTRY, '100', LOW);
    engine.now += 60_000;
    engine.alert(ENTRY.replace('"BUY"', '"SELL"'));
    expect(engine.active('exit')).toMatchObject({ side: 'sell', qty: '65', instrument: { symbol: LOW.symbol } });
  });
});

describe('a condition on words that mean another contract every day', () => {
  const condition = { price_above: 110 };
  const NEAR: Instrument = { ...LOW, symbol: 'NFO:NIFTY-2026-01-27-FUT', kind: 'future' };
  const NEAREST = JSON.stringify({ action: 'buy', symbol: 'NFO:NIFTY-NEAR-FUT', quantity: 65, condition });
  function see(engine: Engine, last: string, instrument: Instrument, asked: string): string {
    const seen = { ...seenOnce(engine.quote(last, instrument)), asked };
    return engine.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: '0000000000abc' }).type;
  }

  it('is met by the price of the contract that the venue names', () => {
    const engine = atDhan();
    const signal = engine.alert(NEAREST);
    expect(signal).toMatchObject({ error: null, symbol: 'NFO:NIFTY-NEAR-FUT' });
    expect(see(engine, '109', NEAR, 'NFO:NIFTY-NEAR-FUT')).toBe('skipped');
    expect(see(engine, '111', NEAR, 'NFO:BANKNIFTY-NEAR-FUT')).toBe('skipped');
    expect(see(engine, '111', NEAR, 'NFO:NIFTY-NEAR-FUT')).toBe('done');
    expect(engine.signal(signal.id).state).toBe('completed');
  });

  it('of an option counted from the money is refused: its price, or that of the index, nobody can tell', () => {
    const engine = atDhan();
    const signal = engine.alert(JSON.stringify({ ...(JSON.parse(ENTRY) as object), condition }));
    expect(signal).toMatchObject({ state: 'denied', error: { code: 'UNSUPPORTED', message: expect.stringContaining('that of NIFTY') } });
  });
});
