// What trades come to: counted once per fill, by strategy, account and day, whatever moves a position.

import { describe, expect, it } from 'vitest';
import { periodsInOrder } from '../../src/core/engine/results/put-result.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import { decimal, ZERO } from '../../src/core/model/decimal.ts';
import { accountName, strategyName, type FillId, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { RESULT_DAYS_KEPT, RESULTS_MAX } from '../../src/core/model/limits.ts';
import type { Fill, Order } from '../../src/core/model/order.ts';
import { measure } from '../../src/core/model/results/performance.ts';
import { joinResults, newResult, tradesOf, type Result } from '../../src/core/model/results/result.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { Engine, perpetual, settingsWith, spot, T0 } from './engine.ts';

const DAY_MS = 86_400_000;
const NO_STOPS = { ...PAPER_TRAITS, nativeStops: false };
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000';
const auto = (timeZone = 'UTC') => new Engine(settingsWith({ approval: { type: 'auto' } }, { timeZone, entriesPerMinuteMax: 10_000 }));

/** On a venue that holds no stops. */
function withoutStops(): Engine {
  const engine = auto();
  const accounts = new Map([...engine.settings.accounts].map(([name, paper]) => [name, { ...paper, traits: NO_STOPS }] as const));
  engine.settings = { ...engine.settings, accounts };
  return engine;
}

const results = (engine: Engine, strategy: string | null = null): Result[] =>
  periodsInOrder(engine.state.results)
    .flatMap((period) => [...(engine.state.results.get(period)?.values() ?? [])])
    .filter((result) => strategy === null || result.strategy === strategy);
const total = (engine: Engine, strategy: string | null = 'default'): Result => results(engine, strategy).reduce(joinResults);
const ledger = ({ won, lost, even, grossProfit, grossLoss, fees, curve, entries }: Result) => ({
  trades: [won, lost, even],
  gross: [grossProfit, grossLoss],
  net: curve.net,
  fees,
  entries,
});

function leave(engine: Engine, price: string, percent = '100', strategy: string | null = null): Order {
  engine.alert(`CLOSE BTCUSDT.P ${percent}%`, { strategyHint: strategy });
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, price);
  return engine.order(exit.id);
}

function fillWith(engine: Engine, order: Order, change: Partial<Fill>): void {
  const fill: Fill = {
    id: engine.nonce() as unknown as FillId,
    qty: order.qty,
    price: decimal('45000'),
    fee: ZERO,
    feeCurrency: 'USDT',
    at: engine.now,
    ...change,
  };
  engine.run({
    type: 'venue_report',
    report: { type: 'filled', orderId: order.id, venueOrderId: `v-${order.id}` as VenueOrderId, fill },
  });
}

/** Sent, not filled. */
function order(engine: Engine, text: string, instrument: Instrument = perpetual, price = '45000', strategy: string | null = null): Order {
  const signal = engine.alert(text, { strategyHint: strategy });
  engine.price(signal, price, instrument);
  const entry = engine.active('entry');
  engine.send(entry);
  return entry;
}

describe('a round trip', () => {
  it('is counted after its fees where it ends, and its money where it moves', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    expect(ledger(total(engine))).toEqual({ trades: [0, 0, 0], gross: ['0', '0'], net: '-0.1', fees: '0.1', entries: 1 });
    leave(engine, '45100');
    expect(ledger(total(engine))).toEqual({ trades: [1, 0, 0], gross: ['9.8', '0'], net: '9.8', fees: '0.2', entries: 1 });
    engine.enter(BUY, '45000');
    leave(engine, '44900');
    expect(ledger(total(engine))).toEqual({ trades: [1, 1, 0], gross: ['9.8', '10.2'], net: '-0.4', fees: '0.4', entries: 2 });
    expect(total(engine)).toMatchObject({ largestWin: '9.8', largestLoss: '10.2' });
    expect(total(engine).curve).toEqual({ net: '-0.4', peak: '9.8', low: '-0.4', drawdown: '10.2' });
    expect(engine.state.trades.size).toBe(0);
  });

  it('is one, however often a part of it was closed; the money of the parts is there at once', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    leave(engine, '46000', '50');
    expect(ledger(total(engine))).toMatchObject({ trades: [0, 0, 0], net: '49.8' });
    leave(engine, '44000');
    // +50 − 50 − 3 × 0.1
    expect(ledger(total(engine))).toMatchObject({ trades: [0, 1, 0], gross: ['0', '0.3'], net: '-0.3' });
  });

  it('ends where a fill goes through zero, and the next begins: each bears its share of the fee', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.alert('CLOSE BTCUSDT.P');
    const sell = engine.active('exit');
    engine.send(sell);
    // the venue has filled three times as much as was asked for
    fillWith(engine, sell, { qty: decimal('0.3'), price: decimal('46000'), fee: decimal('0.3') });
    expect(engine.position()?.qty).toBe('-0.2');
    expect(ledger(total(engine))).toMatchObject({ trades: [1, 0, 0], gross: ['99.8', '0'], net: '99.6' });
    leave(engine, '46000');
    expect(ledger(total(engine))).toMatchObject({ trades: [1, 1, 0], gross: ['99.8', '0.3'], net: '99.5' });
  });

  it('is measured in what was risked on it, where a stop came with its entry, wherever the stop is moved later', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.now += 1;
    engine.alert('{"action":"modify","symbol":"BTCUSDT.P","stop_loss":44900}');
    leave(engine, '47000');
    // risked 0.1 × 1000, won 200 − 0.2
    expect(total(engine).multiples).toEqual({ count: 1, sum: '1.998' });
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.now += 1;
    engine.alert('{"action":"modify","symbol":"BTCUSDT.P","stop_loss":44900}');
    leave(engine, '47000');
    expect(total(engine).multiples.count).toBe(1);
  });

  it('that is written off with what the venue has is counted, and said to be so', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const price = decimal('45000');
    const seen = { symbol: perpetual.symbol, booked: decimal('0.1'), held: ZERO, instrument: perpetual, price, productType: null };
    engine.run({
      type: 'venue_seen',
      account: accountName('paper'),
      positions: [seen],
      orders: [],
      gone: [],
      nonce: engine.nonce(),
    });
    const [discrepancy] = [...engine.state.discrepancies.values()];
    const fresh = { idSeed: engine.nonce().slice(-13), nextNonce: engine.nonce() };
    engine.run({
      type: 'answer_discrepancy',
      nonce: discrepancy?.nonce as never,
      answer: { type: 'adopt', strategy: 'default' },
      by: { userId: 7, userName: 'ann' },
      updateId: null,
      ...fresh,
    });
    expect(engine.position()?.qty).toBe('0');
    expect(total(engine)).toMatchObject({ writtenOff: 1, lost: 1, grossLoss: '0.1' });
  });

  it('of coins ends when nothing is left that could be sold', () => {
    const engine = auto();
    const buy = order(engine, 'BUY BTCUSDT qty=0.1', spot);
    fillWith(engine, buy, { fee: decimal('0.0001'), feeCurrency: 'BTC' });
    engine.alert('CLOSE BTCUSDT');
    const exit = engine.active('exit');
    engine.send(exit);
    expect(exit.qty).toBe('0.099');
    fillWith(engine, exit, { price: decimal('46000') });
    // 99 won, 4.5 paid in coins
    expect(ledger(total(engine))).toMatchObject({ trades: [1, 0, 0], gross: ['94.5', '0'], net: '94.5', fees: '4.5' });
    // the next one takes in what was left
    fillWith(engine, order(engine, 'BUY BTCUSDT qty=0.1', spot), {});
    expect(tradesOf(total(engine))).toBe(1);
    expect(engine.state.trades.first()).toMatchObject({ qtyEntered: '0.1009', openedAt: engine.now });
  });
});

describe('what is told beside the money', () => {
  it('is how far entries filled from what their alerts named, per entry, and how late', () => {
    const engine = auto();
    const entry = order(engine, BUY);
    engine.now += 1_500;
    fillWith(engine, entry, { qty: decimal('0.05'), price: decimal('45000') });
    fillWith(engine, entry, { qty: decimal('0.05'), price: decimal('45900') });
    // 450 of 45000 is 1 %, and 0.05 × 900
    expect(total(engine).slippage).toEqual({ count: 1, percents: '1', money: '45' });
    expect(total(engine).delay).toEqual({ count: 1, sumMs: 1_500 });
    leave(engine, '46000');
    const short = order(engine, 'SELL BTCUSDT.P @ 45000 qty=0.1');
    fillWith(engine, short, { price: decimal('45450') });
    expect(total(engine).slippage).toEqual({ count: 2, percents: '0', money: '0' });
    // an alert without a price measures nothing
    leave(engine, '45450');
    fillWith(engine, order(engine, 'BUY BTCUSDT.P qty=0.1'), {});
    expect(total(engine)).toMatchObject({ entries: 3, slippage: { count: 2 }, delay: { count: 3 } });
  });

  it('is how far exits filled from the level that they are for, or from what their alerts named, and how late', () => {
    const engine = auto();
    fillWith(engine, order(engine, `${BUY} sl=44000`), {});
    engine.placeProtection();
    const exits = () => ({ slippage: total(engine).exitSlippage, delay: total(engine).exitDelay });
    // the stop at the venue: 440 below its level is 1 %; it was there long before, and is not late
    fillWith(engine, engine.active('stop_loss'), { price: decimal('43560') });
    expect(exits()).toEqual({ slippage: { count: 1, percents: '1', money: '44' }, delay: { count: 0, sumMs: 0 } });
    // an alert that names its price, worked in two parts
    fillWith(engine, order(engine, BUY), {});
    engine.alert('CLOSE BTCUSDT.P @ 46000');
    engine.now += 700;
    const exit = engine.active('exit');
    engine.send(exit);
    fillWith(engine, exit, { qty: decimal('0.04'), price: decimal('46000') });
    fillWith(engine, exit, { qty: decimal('0.06'), price: decimal('46000') });
    expect(exits()).toEqual({ slippage: { count: 2, percents: '1', money: '44' }, delay: { count: 1, sumMs: 700 } });
    // one that names none says only how late it was
    fillWith(engine, order(engine, BUY), {});
    leave(engine, '46000');
    expect(exits()).toMatchObject({ slippage: { count: 2 }, delay: { count: 2 } });
    expect(measure(total(engine))).toMatchObject({ exits: 2, exitSlippagePercent: '0.5', exitSlippageMoney: '44', exitDelayMs: 350 });
  });

  it('is how far a level that is watched here was missed', () => {
    const engine = withoutStops();
    fillWith(engine, order(engine, `${BUY} sl=44000`), {});
    const seen = seenOnce(engine.quote('43900'));
    engine.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: 'a'.repeat(13) });
    engine.now += 300;
    const exit = engine.active('exit');
    engine.send(exit);
    fillWith(engine, exit, { price: decimal('43780') });
    expect(total(engine)).toMatchObject({ exitSlippage: { count: 1, percents: '0.5', money: '22' }, exitDelay: { count: 1, sumMs: 300 } });
  });

  it('is nothing of exits in books of before they were counted', () => {
    const {
      exitSlippage: _slippage,
      exitDelay: _delay,
      ...old
    } = newResult({
      strategy: strategyName('s'),
      account: accountName('a'),
      mode: 'paper',
      currency: 'USDT',
    });
    expect(measure(old)).toMatchObject({ exits: 0, exitSlippagePercent: null, exitDelayMs: null });
    expect(joinResults(old, old)).toMatchObject({ exitSlippage: { count: 0 }, exitDelay: { count: 0 } });
  });

  it('fees in other currencies stand apart and are in no sum', () => {
    const engine = auto();
    const entry = order(engine, BUY);
    fillWith(engine, entry, { qty: decimal('0.04'), fee: decimal('0.001'), feeCurrency: 'BNB' });
    fillWith(engine, entry, { qty: decimal('0.06'), fee: decimal('0.002'), feeCurrency: 'BNB' });
    expect(total(engine)).toMatchObject({ fees: '0', otherFees: { BNB: '0.003' }, curve: { net: '0' } });
  });
});

describe('shares of one market', () => {
  it('an exit that went too far is no trade of its own: the share that it closed bears its result and its fee', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const other = order(engine, 'BUY BTCUSDT.P qty=0.3 sl=43000', perpetual, '45000', 'other');
    engine.fill(other, '0.3', '45000');
    engine.placeProtection();
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    const stop = engine.orders((each) => each.role === 'stop_loss' && each.strategy === 'default')[0];
    engine.fill(stop as Order, '0.1', '44000');
    engine.fill(exit, '0.1', '43000');
    expect(engine.position(perpetual.symbol, 'other')?.qty).toBe('0.2');
    expect(ledger(total(engine))).toMatchObject({ trades: [0, 1, 0], gross: ['0', '100.2'], net: '-100.2', fees: '0.2' });
    expect(ledger(total(engine, 'other'))).toMatchObject({ trades: [0, 0, 0], net: '-200.2', fees: '0.2' });
    leave(engine, '45000', '100', 'other');
    expect(ledger(total(engine, 'other'))).toMatchObject({ trades: [0, 1, 0], gross: ['0', '200.3'], net: '-200.3' });
  });
});

describe('the day of a result', () => {
  it('is that of the fill, in the time zone of the house, also when the venue tells of it later', () => {
    const engine = auto('Asia/Kolkata');
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    const midnight = Date.parse('2026-01-05T18:30:00Z');
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    engine.now = midnight + 60_000;
    fillWith(engine, exit, { qty: decimal('0.05'), at: midnight - 1, price: decimal('45100') });
    fillWith(engine, exit, { qty: decimal('0.05'), at: midnight, price: decimal('45200') });
    const nets = periodsInOrder(engine.state.results).map((day) => [day, engine.state.results.get(day)?.first()?.curve.net]);
    expect(nets).toEqual([
      ['2026-01-05', '4.9'],
      ['2026-01-06', '10'],
    ]);
  });

  it('is never before its order nor after now, whatever the clock of the venue says', () => {
    const engine = auto();
    const entry = order(engine, BUY);
    fillWith(engine, entry, { qty: decimal('0.05'), at: 0 });
    fillWith(engine, entry, { qty: decimal('0.05'), at: T0 + 400 * DAY_MS });
    expect(periodsInOrder(engine.state.results)).toEqual(['2026-01-05']);
  });

  it('is added up to its month when it is old, and that to its year; no sum changes by it', () => {
    const engine = auto();
    const counted = [];
    for (let day = 0; day < 900; day += 15) {
      engine.now = T0 + day * DAY_MS;
      engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000');
      counted.push(leave(engine, day % 2 === 0 ? '45100' : '44950'));
    }
    const periods = periodsInOrder(engine.state.results);
    expect(periods.filter((period) => period.length === 4)).toEqual(['2026']);
    expect(periods.filter((period) => period.length === 7)[0]).toBe('2026-06');
    const first = periods.find((period) => period.length === 10) ?? '';
    expect(engine.now - Date.parse(first)).toBeLessThanOrEqual((RESULT_DAYS_KEPT + 1) * DAY_MS);
    // 30 × (10 − 0.2), 30 × (−5 − 0.2)
    expect(ledger(total(engine))).toMatchObject({ trades: [30, 30, 0], gross: ['294', '156'], net: '138', entries: 60 });
    // a loss, and the fee of the entry after it
    expect(total(engine).curve.drawdown).toBe('5.3');
  });

  it('stays bounded: beyond so many results the oldest are added up sooner', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000');
    const [line] = results(engine);
    const lines = Math.floor(RESULTS_MAX / 3) + 100;
    const many = Array.from({ length: lines }, (_, index) => [`s${index}|paper|paper|USDT`, { ...line, strategy: `s${index}` }]);
    const day = Object.fromEntries(many);
    const state = encodeState(engine.state) as object;
    engine.state = decodeState(
      JSON.parse(JSON.stringify({ ...state, results: { '2026-01-01': day, '2026-01-02': day, '2026-01-04': day } })),
    );
    leave(engine, '45000');
    expect(periodsInOrder(engine.state.results)).toEqual(['2026-01', '2026-01-04', '2026-01-05']);
    expect(engine.state.results.get('2026-01')?.get('s7|paper|paper|USDT')?.entries).toBe(2);
  });
});

describe('the checkpoint', () => {
  it('keeps results and open trades', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const encoded = JSON.stringify(encodeState(engine.state));
    engine.state = decodeState(JSON.parse(encoded));
    expect(JSON.stringify(encodeState(engine.state))).toBe(encoded);
    leave(engine, '45100');
    expect(ledger(total(engine))).toMatchObject({ trades: [1, 0, 0], net: '9.8' });
  });

  it('of an older version has none: what an open position had come to is counted when it moves next', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    leave(engine, '46000', '50');
    const { results: _results, trades: _trades, ...old } = encodeState(engine.state) as Record<string, unknown>;
    engine.state = decodeState(JSON.parse(JSON.stringify(old)));
    expect(engine.state.results.size).toBe(0);
    leave(engine, '44000');
    expect(ledger(total(engine))).toMatchObject({ trades: [0, 1, 0], gross: ['0', '0.3'], net: '-0.3', fees: '0.3' });
  });
});
