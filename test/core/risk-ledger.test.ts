// What limits remember beside results: stops in a row and entries of the last minute, per strategy, account and over all.

import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { accountScope, ledgerOn, strategyScope, today, wholeScope } from '../../src/core/engine/limits/risk-book.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { accountName, strategyName } from '../../src/core/model/ids.ts';
import { NO_LIMITS } from '../../src/core/model/risk-limits.ts';
import { Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000';
const PAPER = accountName('paper');
const SCOPES = [strategyScope(strategyName('default'), PAPER), accountScope(PAPER), wholeScope('paper')];

const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }));
const ledgers = (engine: Engine) => SCOPES.map((scope) => ledgerOn(engine.state.riskBook, scope, today(engine.state, engine.now)));

function leave(engine: Engine, price: string): void {
  engine.alert('CLOSE BTCUSDT.P');
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, price);
}

function stopOut(engine: Engine, price = '44000'): void {
  engine.enter(BUY, '45000');
  const stop = engine.active('stop_loss');
  engine.fill(stop, stop.qty, price);
}

describe('what limits remember of a scope', () => {
  it('the time zone of the house, from the start on: in it a day ends', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }, { timeZone: 'Asia/Kolkata' }));
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    const midnight = Date.parse('2026-01-05T18:30:00Z');
    expect([today(engine.state, midnight - 1), today(engine.state, midnight)]).toEqual(['2026-01-05', '2026-01-06']);
  });

  it('counts losing stops in a row; a position that ends otherwise ends the row', () => {
    const engine = auto();
    stopOut(engine);
    engine.now += 60_000;
    stopOut(engine);
    expect(ledgers(engine)[1]).toMatchObject({ stopsInRow: 2, stoppedAt: engine.now });
    engine.enter(BUY, '45000');
    expect(ledgers(engine)[1]).toMatchObject({ stopsInRow: 2 });
    leave(engine, '44900');
    expect(ledgers(engine)[1]).toMatchObject({ stopsInRow: 0, stoppedAt: null });
  });

  it('a stop that ends with a profit is no stop', () => {
    const engine = auto();
    stopOut(engine, '45500');
    expect(ledgers(engine)[0]).toMatchObject({ stopsInRow: 0, stoppedAt: null });
  });

  it('a stop that leaves dust behind is one, of what its own trade has come to', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    // a fee that the venue took in coins: less than a step is left
    engine.fill(stop, '0.0996', '44000');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'no more' } });
    expect(engine.position()).toMatchObject({ qty: '0.0004' });
    expect(ledgers(engine)[0]).toMatchObject({ stopsInRow: 1 });
    // the next trade takes the dust in, wins, and ends at its stop all the same
    engine.enter('BUY BTCUSDT.P @ 43000 qty=0.1 sl=42000', '43000');
    leave(engine, '46000');
    expect(ledgers(engine)[0]).toMatchObject({ stopsInRow: 0 });
  });

  it('a stop whose fill goes through zero is one', () => {
    const engine = auto();
    stopOut(engine);
    engine.enter(BUY, '45000');
    const stop = engine.active('stop_loss');
    engine.fill(stop, '0.15', '44000');
    expect(engine.position()).toMatchObject({ qty: '-0.05' });
    expect(ledgers(engine)[0]).toMatchObject({ stopsInRow: 2 });
  });

  it('remembers entry orders for a minute', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.now += 30_000;
    engine.enter(BUY, '45000');
    expect(ledgers(engine)[0]?.made).toEqual([engine.now - 30_000, engine.now]);
    engine.now += 31_000;
    engine.enter(BUY, '45000');
    expect(ledgers(engine)[0]?.made).toEqual([engine.now - 31_000, engine.now]);
  });

  it('those that lie ahead after the clock was set back hold nothing back, and are forgotten', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' }, limits: { ...NO_LIMITS, ordersPerMinute: 2 } }));
    engine.enter(BUY, '45000');
    engine.enter(BUY, '45000');
    engine.now -= 3_600_000;
    expect(engine.enter(BUY, '45000')).toMatchObject({ error: null });
    expect(engine.state.riskBook.breaches.size).toBe(0);
    expect(ledgers(engine)[0]?.made).toEqual([engine.now]);
  });

  it('survives the checkpoint; one of an older version begins with nothing', () => {
    const engine = auto();
    stopOut(engine);
    const stored: unknown = JSON.parse(JSON.stringify(encodeState(engine.state)));
    expect(decodeState(stored).riskBook.ledgers.get(SCOPES[0] as never)).toEqual(engine.state.riskBook.ledgers.get(SCOPES[0] as never));
    const { riskBook: _, ...older } = stored as Record<string, unknown>;
    expect(decodeState(older).riskBook).toEqual(emptyState().riskBook);
  });
});
