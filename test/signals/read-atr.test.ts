// The average true range and the money at risk in the words of an alert.

import { describe, expect, it } from 'vitest';
import { readFields } from './read-alert.ts';

const read = (fields: Record<string, unknown>) => readFields({ action: 'buy', symbol: 'BTCUSDT', ...fields });

describe('the average true range of an alert', () => {
  it.each(['atr', 'ATR', 'atr_value', 'average_true_range', 'current_atr', 'atr14'])('is read as %s', (name) => {
    expect(read({ [name]: 120.5 }).atr).toBe('120.5');
  });

  it('may be a text, as placeholders are', () => {
    expect(read({ atr: '0.00012' }).atr).toBe('0.00012');
  });

  it.each(['NaN', 'na', 'null', 'n/a'])('%j is none, which is told: candles are asked for', (value) => {
    const { atr, kind, warnings } = read({ atr: value, atr_sizing: true, risk_percent: 1 });
    expect([atr, kind, warnings.some((warning) => warning.includes('candles'))]).toEqual([null, 'order', true]);
  });

  it.each([0, -3, '1,234', '{{plot("ATR")}}', 'high', true])('%j refuses a size that is counted from it, and nothing else', (value) => {
    expect(read({ atr: value, atr_sizing: true, risk_percent: 1 })).toMatchObject({ kind: 'reject' });
    expect(read({ atr: value, quantity: 1 })).toMatchObject({ kind: 'order', atr: null, quantity: '1' });
    expect(readFields({ action: 'close', symbol: 'BTCUSDT', atr: value, atr_sizing: true })).toMatchObject({ kind: 'order' });
  });

  it('is no stop: what says more than that is read as before', () => {
    expect(read({ sl_atr: 2 })).toMatchObject({ kind: 'reject' });
  });
});

describe('the money that may be lost', () => {
  it.each(['risk_amount', 'riskAmount', 'risk_money', 'risk_cash'])('is read as %s', (name) => {
    expect(read({ [name]: 25, stop_loss: 40000 })).toMatchObject({ kind: 'order', riskAmount: '25' });
  });

  it('is more than nothing, and not said in two ways', () => {
    expect(read({ risk_amount: -5 })).toMatchObject({ kind: 'reject' });
    expect(read({ risk_amount: 'much' })).toMatchObject({ kind: 'reject' });
    expect(read({ risk_amount: 5, risk_percent: 1 }).refusal?.code).toBe('CONTRADICTION');
  });
});
