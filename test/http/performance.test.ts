import { Map } from 'immutable';
import { describe, expect, it } from 'vitest';
import type { State } from '../../src/core/engine/state.ts';
import { decimal, ZERO } from '../../src/core/model/decimal.ts';
import { strategyName } from '../../src/core/model/ids.ts';
import { addCash, addTrade, lineKey, newResult, type Result } from '../../src/core/model/results/result.ts';
import { read } from './read-over-state.ts';
import { PAPER, position, START } from './samples.ts';

const LINE = { strategy: strategyName('default'), account: PAPER, mode: 'paper' as const, currency: 'USDT' };

const traded = (nets: readonly string[], line: Result | typeof LINE = LINE): Result =>
  nets.map((net) => decimal(net)).reduce((so, net) => addTrade(addCash(so, net, ZERO), { net, risk: decimal(50) }, false), newResult(line));

const on =
  (days: Readonly<Record<string, readonly Result[]>>) =>
  (state: State): State => ({
    ...state,
    results: Map(Object.entries(days).map(([day, results]) => [day, Map(results.map((each) => [lineKey(each), each]))])),
  });

const MONTH = on({
  '2025-12-31': [traded(['-500'])],
  '2026-01-04': [traded(['100', '-50'])],
  '2026-01-05': [traded(['150', '-50']), traded(['1'], { ...LINE, strategy: strategyName('alpha'), currency: 'EUR' })],
});

describe('GET /performance', () => {
  it('tells the numbers of this month, by strategy, by account, and over all in one currency', async () => {
    const answer = await read('/performance', MONTH);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      period: 'month',
      since: '2026-01-01',
      time_zone: 'UTC',
      portfolio: [
        {
          mode: 'paper',
          currency: 'USDT',
          realized_pnl: '150',
          trades: 4,
          won: 2,
          lost: 2,
          win_rate_percent: '50',
          expectancy: '37.5',
          expectancy_r: '0.75',
          profit_factor: '2.5',
          max_drawdown: '50',
          max_drawdown_by: 'fill',
          not_converted: [{ currency: 'EUR', realized_pnl: '1', unrealized_pnl: '0' }],
        },
      ],
      strategies: [
        { strategy: 'alpha', currency: 'EUR', realized_pnl: '1', accounts: ['paper'], paper_twin: false },
        { strategy: 'default', currency: 'USDT', realized_pnl: '150', profit_factor: '2.5' },
      ],
      accounts: [{ account: 'paper', mode: 'paper', currency: 'USDT' }],
      rates: [],
    });
    expect((answer.json()['by_time'] as { period: string }[]).map(({ period }) => period)).toEqual([
      '2026-01',
      '2025-12',
      '2025-11',
      '2025-10',
      '2025-09',
      '2025-08',
    ]);
  });

  it('counts what is open at the last known price, of the strategy and the time that are asked for', async () => {
    const holding = (state: State): State => {
      const held = position();
      return { ...MONTH(state), positions: state.positions.set(held.key, held) };
    };
    const price = decimal('46000');
    const lastQuote = () => ({ symbol: 'BTC/USDT', bid: price, ask: price, last: price, at: START, source: 'venue' as const });
    const answer = await read('/performance?period=day&strategy=default', holding, { ports: { lastQuote } });
    expect(answer.json()).toMatchObject({
      since: '2026-01-05',
      strategies: [{ strategy: 'default', realized_pnl: '100', unrealized_pnl: '100', open_positions: 1, trades: 2 }],
    });
    const unknown = await read('/performance?period=all', holding);
    expect(unknown.json()).toMatchObject({
      since: null,
      portfolio: [{ realized_pnl: '-350', unrealized_pnl: '0', open_positions: 1, open_positions_without_price: 1 }],
    });
  });

  it('refuses what it does not know, with the nearest name', async () => {
    const period = await read('/performance?period=year', MONTH);
    expect([period.status, period.json()['error']]).toEqual([422, 'period is one of day, week, month, all.']);
    const strategy = await read('/performance?strategy=defualt', MONTH);
    expect([strategy.status, strategy.json()['error']]).toEqual([422, 'There is no strategy defualt. Did you mean default?']);
  });
});

describe('GET /stats', () => {
  it('has the results since the first trade beside what it always had', async () => {
    const answer = await read('/stats', MONTH);
    expect(answer.json()).toMatchObject({ total: 0, performance: { portfolio: [{ realized_pnl: '-350' }] } });
  });
});
