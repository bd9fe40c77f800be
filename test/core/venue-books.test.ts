// Single trades and money of an account: what trades explain is never spoken of, the rest is told once, and nothing is done.

import { describe, expect, it } from 'vitest';
import { callsForBooks } from '../../src/core/engine/reconciliation/decide-books.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, type FillId, type OrderId, type VenueOrderId } from '../../src/core/model/ids.ts';
import { TRADES_TOLD_KEPT } from '../../src/core/model/limits.ts';
import type { FillList, VenueFill } from '../../src/core/model/venues/report.ts';
import { reconcileFills } from '../../src/core/orders/reconcile-fills.ts';
import { cashMoved, marketOfSymbol } from '../../src/core/positions/cash-moved.ts';
import { ANN, Engine, perpetual, settingsWith } from './engine.ts';

const PAPER = accountName('paper');
const ENTRY = 'BUY BTCUSDT.P qty=0.1 sl=44000';
const MINUTES = 60_000;

const engineOf = (): Engine => new Engine(settingsWith({ approval: { type: 'auto' } }));

const trade = (change: Partial<VenueFill> = {}): VenueFill => ({
  id: 't1' as FillId,
  orderId: null,
  venueOrderId: 'x1' as VenueOrderId,
  symbol: perpetual.symbol,
  side: 'buy',
  qty: decimal('0.1'),
  price: decimal('45000'),
  fee: decimal('2'),
  feeCurrency: 'USDT',
  at: 0,
  ...change,
});

interface Seen {
  readonly strange?: readonly VenueFill[];
  readonly cash?: string;
  readonly isUnproven?: true;
}

/** As the runtime does: only where something follows from it. */
function see(engine: Engine, { strange = [], cash, ...more }: Seen): boolean {
  const money = cash === undefined ? null : { currency: 'USDT', amount: decimal(cash), ...more };
  const seen = { account: PAPER, strange, unlisted: [], cash: money };
  if (!callsForBooks(engine, seen)) return false;
  engine.run({ type: 'books_compared', ...seen, nonce: engine.nonce() });
  return true;
}

const told = (engine: Engine): string[] => [...engine.state.notifications.values()].map(({ title }) => title);
const expected = (engine: Engine) => engine.state.venueBooks.get(PAPER)?.cash;

describe('the trades of a venue beside those of the books', () => {
  const listOf = (fills: readonly VenueFill[], to: number, from = 0): FillList => ({ fills, spans: [{ symbol: null, from, to }] });

  function entered() {
    const engine = engineOf();
    engine.enter(ENTRY, '45000');
    const [order] = engine.orders(({ role }) => role === 'entry');
    const fill = order?.fills[0];
    if (order === undefined || fill === undefined) throw new Error('nothing was entered');
    const own = trade({ ...fill, venueOrderId: order.venueOrderId });
    const later = engine.now + 5 * MINUTES;
    return { engine, order, own, later, find: (list: FillList, now = later) => reconcileFills(engine.orders(), list, now) };
  }

  it('agree by their ids, whatever order the venue names', () => {
    const { own, find, later } = entered();
    const renamed = { ...own, venueOrderId: 'another' as VenueOrderId };
    for (const fills of [[own], [renamed]]) expect(find(listOf(fills, later))).toEqual({ strange: [], behind: [], unlisted: [] });
  });

  it('one more of an order of ours makes it be looked up; by our id, too', () => {
    const { own, find, order, later } = entered();
    const more = { ...own, id: 't9' as FillId, qty: decimal('0.01') };
    for (const second of [more, { ...more, venueOrderId: null, orderId: order.id }])
      expect(find(listOf([own, second], later))).toMatchObject({ strange: [], behind: [order.id] });
  });

  it('what was made of an order whose trades came late is not counted again', () => {
    const { own, find, later } = entered();
    const late = { ...own, id: 'the real one' as FillId };
    expect(find(listOf([late], later))).toEqual({ strange: [], behind: [], unlisted: [] });
    // more than that cannot be mended by counting: which part of it is known already, nobody can say
    expect(find(listOf([late, { ...late, id: 'and more' as FillId }], later)).behind).toEqual([]);
  });

  it('one of nobody is strange', () => {
    const { own, find, later } = entered();
    expect(find(listOf([own, trade()], later)).strange).toEqual([trade()]);
  });

  it.each([
    ['the list does not reach so far back', (at: number, later: number) => listOf([], later, at + 1), null],
    ['the list ends before it', (at: number) => listOf([], at - 1), null],
    [
      'it is of another symbol',
      (_at: number, later: number) => ({ fills: [], spans: [{ symbol: 'ETH/USDT:USDT', from: 0, to: later }] }),
      null,
    ],
    ['the venue may list it later', (at: number) => listOf([], at + MINUTES), 1],
  ] as const)('one that is missing proves nothing while %s', (_, list, minutes) => {
    const { own, find, later } = entered();
    expect(find(list(own.at, later), minutes === null ? later : own.at + minutes * MINUTES).unlisted).toEqual([]);
  });

  it('one that is missing where it should be is', () => {
    const { own, order, find, later } = entered();
    expect(find(listOf([], later)).unlisted).toMatchObject([{ orderId: order.id, fill: { id: own.id } }]);
  });
});

describe('a trade that no order of ours has done', () => {
  it('is told once per symbol, with what it was, and nothing is sent', () => {
    const engine = engineOf();
    see(engine, {});
    const trades = Array.from({ length: 7 }, (_, index) => trade({ id: `t${index}` as FillId, at: engine.now + 1 }));
    expect(see(engine, { strange: trades })).toBe(true);
    expect(see(engine, { strange: trades })).toBe(false);
    const [message] = [...engine.state.notifications.values()];
    expect(message?.text).toMatch(/^paper \(PAPER\): bought 0\.1 at 45000 \(trade t0, order x1\);.*; and 2 more\. No order of ours/);
    expect(engine.orders()).toEqual([]);
  });

  it('from before the account was first compared is no business of ours', () => {
    const engine = engineOf();
    see(engine, {});
    expect(see(engine, { strange: [trade({ at: engine.now - 1 })] })).toBe(false);
  });

  it('is remembered over a restart, and in bounded room', () => {
    const engine = engineOf();
    see(engine, {});
    const many = Array.from({ length: TRADES_TOLD_KEPT + 10 }, (_, index) => trade({ id: `t${index}` as FillId, at: engine.now + index }));
    see(engine, { strange: many });
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    expect(engine.state.venueBooks.get(PAPER)?.told).toHaveLength(TRADES_TOLD_KEPT);
    expect(see(engine, { strange: many })).toBe(false);
  });
});

describe('the money of an account', () => {
  it('is agreed at the first look; what we trade explains the rest, both ways', () => {
    const engine = engineOf();
    see(engine, { cash: '10000' });
    engine.enter(ENTRY, '45000');
    expect(expected(engine)).toMatchObject({ agreed: '10000', moved: '-4500.1', turnover: '4500' });
    expect(see(engine, { cash: '5499.9' })).toBe(false);
    const exit = engine.alert('CLOSE BTCUSDT.P');
    engine.send(engine.active('exit'));
    engine.fill(engine.active('exit'), '0.1', '46000');
    expect(engine.signal(exit.id).state).not.toBe('failed');
    expect(see(engine, { cash: '10099.8' })).toBe(false);
    expect(told(engine).filter((title) => title.includes('balance'))).toEqual([]);
  });

  it('is not that of the trades where none of them moves it: nothing is said of it, but of what comes and goes', () => {
    const engine = engineOf();
    const other = (cash: string) => see(engine, { cash, isUnproven: true });
    other('10000');
    engine.enter(ENTRY, '45000');
    engine.alert('CLOSE BTCUSDT.P');
    engine.send(engine.active('exit'));
    engine.fill(engine.active('exit'), '0.1', '55000');
    expect(other('10000')).toBe(true);
    expect(expected(engine)).toMatchObject({ agreed: '10000', moved: '0', turnover: '0' });
    expect([other('10000'), told(engine).filter((title) => title.includes('balance'))]).toEqual([false, []]);
    other('10500');
    expect(told(engine).filter((title) => title.includes('balance'))).toHaveLength(1);
  });

  it('that moved by itself is told once, and again when it has moved further', () => {
    const engine = engineOf();
    see(engine, { cash: '10000' });
    see(engine, { cash: '10500' });
    expect(see(engine, { cash: '10500' })).toBe(false);
    see(engine, { cash: '9000' });
    expect(told(engine)).toEqual([
      'paper: the balance moved by +500 USDT that no order of ours explains',
      'paper: the balance moved by -1000 USDT that no order of ours explains',
    ]);
    expect(engine.state.tradingState).toBe('active');
  });

  it.each([
    ['agree', '10500', false],
    ['ignore', '10500', false],
    ['agree', '10000', true],
  ] as const)('is answered with %s: %s is told again: %s', (type, later, again) => {
    const engine = engineOf();
    see(engine, { cash: '10000' });
    see(engine, { cash: '10500' });
    const [known] = [...engine.state.discrepancies.values()];
    const answer = { type: 'answer_discrepancy' as const, nonce: known?.nonce ?? engine.nonce(), by: ANN, updateId: null };
    const fresh = { idSeed: '0000000000001', nextNonce: engine.nonce() };
    expect(engine.run({ ...answer, ...fresh, answer: { type } }).type).toBe('done');
    see(engine, { cash: later });
    expect(told(engine)).toHaveLength(again ? 2 : 1);
  });

  it('can be agreed to or ignored, and nothing else; nothing else can be agreed to', () => {
    const engine = engineOf();
    see(engine, { cash: '10000' });
    see(engine, { cash: '10500' });
    const [known] = [...engine.state.discrepancies.values()];
    for (const answer of [{ type: 'adopt', strategy: 'default' }, { type: 'close' }] as const) {
      const command = { type: 'answer_discrepancy' as const, nonce: known?.nonce ?? engine.nonce(), answer, by: ANN, updateId: null };
      expect(engine.run({ ...command, idSeed: '0000000000001', nextNonce: engine.nonce() }).type).toBe('refused');
    }
    expect(engine.state.positions.size).toBe(0);
  });

  it('is explained by what was traded by hand, once that was told', () => {
    const engine = engineOf();
    see(engine, { cash: '10000' });
    see(engine, { strange: [trade({ at: engine.now })], cash: '5498' });
    expect(told(engine)).toEqual(['BTC/USDT:USDT: traded at the venue, and not by us']);
  });

  it('fees that are billed later and rounding are taken over once a day, and do not add up', () => {
    const engine = engineOf();
    see(engine, { cash: '10000' });
    for (let day = 1, cash = 10_000; day <= 30; day += 1) {
      engine.now += 24 * 60 * MINUTES;
      cash -= 4;
      see(engine, { cash: String(cash) });
    }
    expect(told(engine)).toEqual([]);
    expect(expected(engine)?.agreed).toBe('9880');
  });

  it('older checkpoints know nothing of it', () => {
    const { venueBooks: _none, ...older } = encodeState(engineOf().state) as Record<string, unknown>;
    expect(decodeState(JSON.parse(JSON.stringify(older))).venueBooks.size).toBe(0);
  });
});

describe('what a trade moves', () => {
  const fill = { qty: decimal('2'), price: decimal('100'), fee: decimal('1'), feeCurrency: 'USDT' };
  it.each([
    ['BTC/USDT', 'buy', 'USDT', '-201'],
    ['BTC/USDT', 'sell', 'USDT', '199'],
    ['BTC/USDT:USDT', 'sell', 'USDT', '199'],
    ['USDT/EUR', 'buy', 'USDT', '1'],
    ['ETH/BTC', 'buy', 'USDT', '-1'],
    ['AAPL', 'buy', 'USDT', '-201'],
    ['AAPL', 'sell', 'EUR', '0'],
  ] as const)('%s %s: %s by %s', (symbol, side, currency, moved) => {
    expect(cashMoved(marketOfSymbol(symbol, 'USDT'), side, fill, currency)).toBe(moved);
  });
});

it('an order that the books do not know is none of ours, though it may carry an id like ours', () => {
  const list = { fills: [trade({ orderId: 'f'.repeat(32) as OrderId })], spans: [] };
  expect(reconcileFills([], list, 0).strange).toHaveLength(1);
});
