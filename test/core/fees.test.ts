// Fees in other currencies than the one of the market: counted once, when a rate is known, and said where none is.

import { describe, expect, it } from 'vitest';
import { feeRates } from '../../src/core/engine/results/count-fees.ts';
import { reportPerformance } from '../../src/core/engine/results/report-performance.ts';
import { periodsInOrder } from '../../src/core/engine/results/put-result.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { FillId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { RATE_FRESH_MS, TRADES_APART_MAX } from '../../src/core/model/limits.ts';
import type { Order } from '../../src/core/model/order.ts';
import { viewLimits } from '../../src/core/engine/limits/view-limits.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import { joinResults, type Result } from '../../src/core/model/results/result.ts';
import { tradeResult } from '../../src/telegram/render/trade-result.ts';
import { Engine, perpetual, settingsWith, spot } from './engine.ts';
import { ask, codeOf, judge, marks, settingsOf } from './limited.ts';

const BUY = 'BUY BTCUSDT.P qty=0.1 sl=40000';
const DAY_MS = 86_400_000;
const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }));
const total = (engine: Engine): Result =>
  periodsInOrder(engine.state.results)
    .flatMap((period) => [...(engine.state.results.get(period)?.values() ?? [])])
    .reduce(joinResults);

function fill(engine: Engine, order: Order, price: string, fee: string, feeCurrency: string): void {
  engine.send(order);
  const one = { id: engine.nonce() as unknown as FillId, qty: order.qty, price: decimal(price), at: engine.now };
  const report = { type: 'filled' as const, orderId: order.id, venueOrderId: `v-${order.id}` as VenueOrderId };
  engine.run({ type: 'venue_report', report: { ...report, fill: { ...one, fee: decimal(fee), feeCurrency } } });
}

function enter(engine: Engine, fee: string, feeCurrency = 'BNB', text = BUY, instrument: Instrument = perpetual): Order {
  const signal = engine.alert(text);
  engine.price(signal, '45000', instrument);
  const entry = engine.active('entry');
  fill(engine, entry, '45000', fee, feeCurrency);
  return engine.order(entry.id);
}

const count = (engine: Engine, price = '600', ageMs = 0, from = 'BNB') =>
  engine.run({
    type: 'count_fees',
    rates: new Map([[`paper|${from}|USDT`, { from, to: 'USDT', price: decimal(price), at: engine.now - ageMs, source: 'venue' }]]),
  });

describe('a fee in coins of the venue', () => {
  it('stands apart until its rate is known, and then counts once, in the results and in their deepest fall', () => {
    const engine = auto();
    enter(engine, '0.003');
    expect(feeRates(engine.state)).toEqual([{ mode: 'paper', from: 'BNB', to: 'USDT' }]);
    expect(count(engine, '600', 0, 'EUR').type).toBe('skipped');
    expect(count(engine, '600', RATE_FRESH_MS + 1).type).toBe('skipped');
    expect(total(engine)).toMatchObject({ fees: '0', otherFees: { BNB: '0.003' }, curve: { net: '0' } });
    count(engine);
    expect(total(engine)).toMatchObject({ fees: '1.8', otherFees: {}, curve: { net: '-1.8', drawdown: '1.8' } });
    expect(count(engine, '900').type).toBe('skipped');
    expect(feeRates(engine.state)).toEqual([]);
    expect(total(engine).curve.net).toBe('-1.8');
  });

  it('is of the day on which it was paid, and a rebate is one', () => {
    const engine = auto();
    enter(engine, '0.003');
    const [day = ''] = periodsInOrder(engine.state.results);
    engine.now += 2 * DAY_MS;
    enter(engine, '-0.001');
    count(engine);
    const net = (period: string) => engine.state.results.get(period)?.first()?.curve.net;
    expect(periodsInOrder(engine.state.results).map(net)).toEqual(['-1.8', '0.6']);
    expect(net(day)).toBe('-1.8');
    // the sums that are kept of all lines run along
    expect(engine.state.jointCurves.get(day)?.first()?.net).toBe('-1.8');
  });

  it('of an older checkpoint is counted too', () => {
    const engine = auto();
    enter(engine, '0.003');
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    count(engine);
    expect(total(engine)).toMatchObject({ fees: '1.8', otherFees: {}, curve: { net: '-1.8' } });
  });

  it('reaches the loss of a day and the drawdown; without a rate they say that it is not counted', () => {
    for (const [limit, code] of [
      ['dailyLoss', 'DAILY_LOSS'],
      ['drawdown', 'DRAWDOWN'],
    ] as const) {
      const engine = new Engine(settingsOf('account', { [limit]: { money: decimal('1.8') } }));
      judge(engine, marks('45000'));
      enter(engine, '0.003');
      const view = () =>
        viewLimits({ settings: engine.settings, state: engine.state, marks: marks('45000'), rates: NO_RATES, now: engine.now })[0];
      expect(view()?.used).toContain('; fee of 0.003 BNB not counted: no rate');
      judge(engine, marks('45000'));
      expect(engine.state.riskBook.breaches.size).toBe(0);
      count(engine);
      expect(view()?.used).not.toContain('BNB');
      judge(engine, marks('45000'));
      expect(engine.state.riskBook.breaches.first()).toMatchObject({ action: 'pause' });
      expect(codeOf(ask(engine, 'BUY BTCUSDT.P qty=0.1 sl=39000', '45000', marks('45000')))).toEqual(['denied', code]);
    }
  });
});

describe('a round trip with fees in coins of the venue', () => {
  const leaveAll = (engine: Engine, price: string, fee: string, feeCurrency = 'BNB'): void => {
    engine.alert('CLOSE BTCUSDT.P');
    fill(engine, engine.active('exit'), price, fee, feeCurrency);
  };
  const told = (engine: Engine) => {
    const question = { span: 'all' as const, strategy: null, now: engine.now, priceOf: () => null, rates: NO_RATES };
    const [row] = reportPerformance(engine.settings, engine.state, question).strategies;
    if (row === undefined) throw new Error('nothing was counted');
    const { numbers } = row;
    return { trades: numbers.trades, won: numbers.won, lost: numbers.lost, expectancy: numbers.expectancy, r: numbers.expectancyR };
  };

  it('is told before them until a rate is known, and is what is left of it from then on', () => {
    const engine = auto();
    // 0.1 × 10 are won, 0.003 BNB are 1.8
    enter(engine, '0.002');
    leaveAll(engine, '45010', '0.001');
    expect(told(engine)).toMatchObject({ trades: 1, won: 1, lost: 0, expectancy: '1' });
    count(engine);
    expect(told(engine)).toMatchObject({ trades: 1, won: 0, lost: 1, expectancy: '-0.8', r: '-0.0016' });
    expect(total(engine)).toMatchObject({ grossProfit: '0', grossLoss: '0.8', largestWin: '0', largestLoss: '0.8', tradesApart: [] });
    count(engine, '900');
    expect(told(engine)).toMatchObject({ trades: 1, lost: 1, expectancy: '-0.8' });
  });

  it('bears each fee at the rate of its time, over days and a restart', () => {
    const engine = auto();
    enter(engine, '0.002');
    count(engine, '500');
    engine.now += 2 * DAY_MS;
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    leaveAll(engine, '45100', '0.001');
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    count(engine, '600');
    expect(total(engine)).toMatchObject({ grossProfit: '8.4', curve: { net: '8.4' } });
  });

  it('waits for the last of several currencies', () => {
    const engine = auto();
    enter(engine, '0.002');
    leaveAll(engine, '45100', '1', 'EUR');
    count(engine, '600');
    expect(total(engine).tradesApart).toMatchObject([{ net: '8.8', feesApart: { EUR: '1' } }]);
    count(engine, '1.1', 0, 'EUR');
    expect(total(engine)).toMatchObject({ grossProfit: '7.7', tradesApart: [] });
  });

  it('of a position that a fill turns round, each side bears its share', () => {
    const engine = auto();
    enter(engine, '0');
    const turn = engine.alert('SELL BTCUSDT.P qty=0.1 sl=46000');
    const exit = engine.active('exit');
    engine.send(exit);
    const report = { type: 'filled' as const, orderId: exit.id, venueOrderId: `v-${exit.id}` as VenueOrderId };
    const one = { id: engine.nonce() as unknown as FillId, qty: decimal('0.4'), price: decimal('45100'), at: engine.now };
    engine.run({ type: 'venue_report', report: { ...report, fill: { ...one, fee: decimal('0.004'), feeCurrency: 'BNB' } } });
    expect(engine.signal(turn.id).state).toBe('working');
    count(engine, '1000');
    expect(total(engine)).toMatchObject({ grossProfit: '9', tradesApart: [] });
    expect(engine.state.trades.first()).toMatchObject({ fees: '3' });
  });

  it('whose fees nobody can tell the worth of stands apart up to a number, then it counts before them', () => {
    const engine = auto();
    for (let trip = 0; trip <= TRADES_APART_MAX; trip += 1) {
      engine.now += 60_000;
      enter(engine, '1', 'POINT', `BUY BTCUSDT.P qty=0.1 sl=${40_000 - trip}`);
      leaveAll(engine, '45010', '1', 'POINT');
    }
    expect(total(engine)).toMatchObject({ won: 1, tradesApart: { length: TRADES_APART_MAX } });
    expect(told(engine)).toMatchObject({ trades: TRADES_APART_MAX + 1, won: TRADES_APART_MAX + 1 });
  });
});

describe('what a card says a trade has come to', () => {
  const leave = (engine: Engine, text: string, price: string, fee: string, feeCurrency: string): Order => {
    engine.alert(text);
    const exit = engine.active('exit');
    fill(engine, exit, price, fee, feeCurrency);
    return engine.order(exit.id);
  };

  it('is after a fee that was paid in the coins that were bought; what is left of less than a step is no part of it', () => {
    const engine = auto();
    const entry = enter(engine, '0.0005', 'BTC', 'BUY BTCUSDT qty=0.1', spot);
    expect(engine.state.positions.first()?.qty).toBe('0.0995');
    const exit = leave(engine, 'CLOSE BTCUSDT', '46000', '0', 'USDT');
    // nothing more than is held
    expect(exit.qty).toBe('0.099');
    // 99 of 0.0995 × 1,000, less 0.0005 coins at 45,000
    expect(tradeResult([entry], [exit])).toMatchObject({ gain: '76.5', complete: true });
    expect(total(engine).curve.net).toBe('76.5');
  });

  it('names the fees that are not in it', () => {
    const engine = auto();
    const entry = enter(engine, '0.003');
    const result = tradeResult([entry], [leave(engine, 'CLOSE BTCUSDT.P', '46000', '0.002', 'BNB')]);
    expect([...(result?.feesApart ?? [])]).toEqual([['BNB', '0.005']]);
    expect(result).toMatchObject({ gain: '100', complete: true });
  });
});
