// The memory that limits are judged by: results of the day, entries, stops in a row, per strategy, account and over all.

import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { accountScope, ledgerOn, strategyScope, today, wholeScope } from '../../src/core/engine/risk-book.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { accountName, strategyName } from '../../src/core/model/ids.ts';
import { Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000';
const PAPER = accountName('paper');
const SCOPES = [strategyScope(strategyName('default'), PAPER), accountScope(PAPER), wholeScope('paper')];
const DAY_MS = 86_400_000;

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

describe('the ledger of a scope', () => {
  it('counts results net of fees, and entries when they fill, in each scope once', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    expect(ledgers(engine).map(({ realised, entries }) => [realised, entries])).toEqual(SCOPES.map(() => ['-0.1', 1]));
    leave(engine, '45100');
    expect(ledgers(engine).map(({ realised, total, peak }) => [realised, total, peak])).toEqual(SCOPES.map(() => ['9.8', '9.8', '9.8']));
  });

  it('counts an entry that fills in pieces as one, and one that never fills not at all', () => {
    const engine = auto();
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.04', '45000');
    engine.fill(entry, '0.06', '45000');
    const other = engine.alert('BUY BTCUSDT.P qty=0.2 sl=44000');
    engine.price(other, '45000');
    const refused = engine.active('entry');
    engine.send(refused);
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: refused.id, reason: 'no' } });
    expect(ledgers(engine).map(({ entries }) => entries)).toEqual([1, 1, 1]);
  });

  it('begins anew at midnight of the time zone, and keeps what it holds since the beginning', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }, { timeZone: 'Asia/Kolkata' }));
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    stopOut(engine);
    const midnight = Date.parse('2026-01-05T18:30:00Z');
    engine.now = midnight - 1;
    expect(ledgers(engine)[0]).toMatchObject({ day: '2026-01-05', realised: '-100.2', entries: 1, stopsInRow: 1 });
    engine.now = midnight;
    expect(ledgers(engine)[0]).toMatchObject({ day: '2026-01-06', realised: '0', entries: 0, stopsInRow: 1, total: '-100.2', peak: '0' });
    engine.enter(BUY, '45000');
    expect(engine.state.riskBook.ledgers.get(SCOPES[0] as never)).toMatchObject({ day: '2026-01-06', realised: '-0.1', entries: 1 });
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
    expect(ledgers(engine)[0]).toMatchObject({ stopsInRow: 0, realised: '49.8' });
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

  it('survives the checkpoint; one of an older version begins with nothing', () => {
    const engine = auto();
    stopOut(engine);
    const stored: unknown = JSON.parse(JSON.stringify(encodeState(engine.state)));
    expect(decodeState(stored).riskBook.ledgers.get(SCOPES[0] as never)).toEqual(engine.state.riskBook.ledgers.get(SCOPES[0] as never));
    const { riskBook: _, ...older } = stored as Record<string, unknown>;
    expect(decodeState(older).riskBook).toEqual(emptyState().riskBook);
    engine.now += DAY_MS;
    expect(ledgerOn(decodeState(older).riskBook, SCOPES[0] as never, today(engine.state, engine.now))).toMatchObject({ realised: '0' });
  });
});
