// Legs of one alert that count together before limits: half of the whole is judged as half of the whole, and legs that go minutes
// apart are not orders of one minute.

import { describe, expect, it } from 'vitest';
import { explainParts } from '../../src/core/engine/explain/explain-parts.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import type { Limits } from '../../src/core/model/risk-limits.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { newDraft } from '../../src/core/signals/fields/draft-reading.ts';
import { ANN, perpetual, settingsWith } from './engine.ts';
import { Desk, eth, leg } from './leg-desk.ts';
import { limits } from './limited.ts';

const sol: Instrument = { ...perpetual, symbol: 'SOL/USDT:USDT', base: 'SOL' };
const FOR_400 = ['BTCUSDT.P', 'ETHUSDT.P'].map((symbol) => leg(symbol, { quantity: decimal('0.4') }));

describe('half of an alert of two legs', () => {
  /** Asked about while there was room, of which `held` thousands are taken since. */
  function asked(held: string): { desk: Desk; id: SignalId } {
    const desk = new Desk(settingsWith({ limits: limits({ maxExposure: decimal('1000') }) }));
    const { id } = desk.multi(FOR_400);
    desk.priceAll();
    desk.enter(`BUY SOLUSDT.P qty=${held}`, '1000', sol);
    return { desk, id };
  }

  function halve({ desk, id }: { desk: Desk; id: SignalId }) {
    const nonce = desk.signal(id).approval?.nonce;
    if (nonce === undefined) throw new Error('no card');
    return desk.run({ type: 'halve', nonce, nextNonce: desk.nonce(), by: ANN, quote: null, updateId: null, marks: desk.marks() });
  }

  it('is judged beside half of the others', () => {
    const found = asked('0.5');
    expect(halve(found)).toEqual({ type: 'done', detail: 'Now 0.2 BTC, 0.2 ETH' });
    const { desk, id } = found;
    desk.approve(desk.signal(id), '1000');
    expect(desk.entryOf(desk.part(id, 1))).toMatchObject({ status: 'initialized', qty: '0.2' });
  });

  it('is refused where the halves do not fit together', () => {
    expect(halve(asked('0.7'))).toMatchObject({ type: 'refused', denial: { code: 'MAX_EXPOSURE' } });
  });

  it('may be halved again', () => {
    const found = asked('0.8');
    expect(halve(found)).toMatchObject({ type: 'refused' });
    const other = asked('0.6');
    halve(other);
    expect(halve(other)).toEqual({ type: 'done', detail: 'Now 0.1 BTC, 0.1 ETH' });
  });
});

describe('legs that go minutes apart', () => {
  const ONE_A_MINUTE: Partial<Limits> = { ordersPerMinute: 1 };
  const later = (symbol: string, minutes: number, change: Partial<Reading> = {}): Reading =>
    leg(symbol, { delayMs: minutes === 0 ? null : minutes * 60_000, ...change });

  function send(legs: readonly Reading[]): { desk: Desk; id: SignalId } {
    const desk = Desk.auto({ limits: limits(ONE_A_MINUTE) });
    const { id } = desk.multi(legs);
    desk.priceAll();
    return { desk, id };
  }

  it('are no orders of one minute', () => {
    const { desk, id } = send([later('BTCUSDT.P', 0), later('ETHUSDT.P', 2)]);
    expect([...desk.state.riskBook.breaches.keys()]).toEqual([]);
    desk.complete(desk.active('entry'));
    desk.now += 120_000;
    desk.run({ type: 'clock' });
    desk.priceAll();
    desk.complete(desk.active('entry'));
    expect(desk.signal(id)).toMatchObject({ state: 'completed', error: null });
  });

  it('are, where they go together at the end', () => {
    const { desk, id } = send([later('BTCUSDT.P', 2), leg('ETHUSDT.P')]);
    expect(desk.orders()).toEqual([]);
    desk.now += 120_000;
    desk.run({ type: 'clock' });
    desk.priceAll();
    expect(desk.signal(id)).toMatchObject({ state: 'denied', error: { code: 'ORDERS_PER_MINUTE' } });
  });

  it('are explained so', () => {
    const desk = Desk.auto({ limits: limits(ONE_A_MINUTE) });
    const legs = [later('BTCUSDT.P', 0), later('ETHUSDT.P', 2)];
    const command = desk.alertCommand('', { reading: { ...newDraft('legs-test'), action: 'multi', legs } });
    const priced = [perpetual, eth].map((instrument) => ({ instrument, quote: desk.quote('1000', instrument) }));
    expect(explainParts(desk.ground(), command, priced)).toMatchObject({ would: 'execute' });
  });
});
