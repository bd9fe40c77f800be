// What tells of an order that exists already looks like an order: trading on it does everything twice.

import { describe, expect, it } from 'vitest';
import { readAlert, readFields } from './read-alert.ts';

const say = (alert: unknown): ReturnType<typeof readAlert> => readAlert(JSON.stringify(alert));

describe('a record is no order', () => {
  it.each<[string, Record<string, unknown>]>([
    [
      'the answer of a broker to a new order',
      {
        id: '7a',
        symbol: 'MSFT',
        qty: '3',
        filled_qty: '0',
        side: 'buy',
        type: 'market',
        status: 'new',
        submitted_at: '2026-04-01T10:00:00Z',
      },
    ],
    ['an order of ccxt', { id: '7', symbol: 'LTC/USDT', type: 'limit', side: 'sell', price: 81.5, amount: 2, filled: 0, remaining: 2 }],
    ['an order of a futures venue', { symbol: 'LTCUSDT', side: 'BUY', type: 'LIMIT', price: '81.5', origQty: '2', executedQty: '0' }],
    ['the answer of another bot', { success: true, order_id: '7', symbol: 'LTCUSDT', side: 'buy', qty: 2 }],
    ['an update', { type: 'order_update', symbol: 'LTCUSDT', side: 'buy', qty: 2 }],
    ['a note', { alert_type: 'info', symbol: 'LTCUSDT', action: 'buy' }],
    ['a line of a trade log', { symbol: 'LTCUSDT', side: 'buy', qty: 2, entry_price: 80, exit_price: 81.5 }],
    ['what a trade brought', { symbol: 'LTCUSDT', side: 'buy', qty: 2, pnl: 12.5 }],
  ])('%s', (_, alert) => expect(say(alert)).toMatchObject({ kind: 'reject', refusal: { code: 'UNSUPPORTED' } }));

  it.each(['new', 'open', 'closed', 'rejected', 'canceled', 'Cancelled', 'expired', 'partially_filled', 'success', 'failed', 'done'])(
    'status %s',
    (status) => {
      expect(readFields({ status, qty: 2 })).toMatchObject({ kind: 'reject', refusal: { code: 'UNSUPPORTED' } });
      expect(readFields({ order: { status }, qty: 2 }).kind).toBe('reject');
    },
  );

  it('an exit is an exit, whatever is told of it', () => {
    for (const fields of [{ pnl: 12.5 }, { status: 'open' }, { exit_price: 81.5 }])
      expect(readFields({ action: 'close_long', ...fields })).toMatchObject({ kind: 'order', action: 'close_long', refusal: null });
    const turned = { action: 'sell', market_position: 'short', prev_market_position: 'long', pnl: -4 };
    expect(readFields(turned)).toMatchObject({ kind: 'order', action: 'sell' });
  });

  it('what is no record stays an order', () => {
    for (const fields of [{ status: 'active' }, { type: 'trade_signal' }, { event: 'entry' }, { filled: null }, { pnl: 0 }])
      expect(readFields(fields)).toMatchObject({ kind: 'order', action: 'buy', refusal: null });
  });
});

it('what is done with a stop or a target, or became of it, enters nothing', () => {
  for (const type of ['sl_update', 'update_sl', 'TP1', 'tp_hit', 'stop_loss', 'Take Profit 2', 'breakeven', 'SL hit', 'move_stop'])
    expect(say({ type, symbol: 'LTCUSDT', side: 'buy', qty: 2, price: 80 })).toMatchObject({ kind: 'reject' });
});

describe('the name of an order that says that it closes', () => {
  const named =
    'Exit Long|close_long|Long Exit|TP1|take profit 2|SL|Stop loss|Trailing stop|Exit L|exit on RSI|Long TP2 hit|TP1 long|Close Long position|stop_loss hit';
  it.each(named.split('|'))('%s', (name) => {
    for (const field of ['order_id', 'comment', 'message', 'reason'])
      expect(readFields({ action: 'sell', qty: 2, [field]: name })).toMatchObject({ action: 'close_long', quantity: '2', refusal: null });
  });
  it.each(['Long', 'Exit and go short', 'close of the candle', 'SL below the low', 'Target zone', 'Close long and go short'])(
    '%s does not',
    (name) => expect(readFields({ action: 'sell', qty: 2, comment: name })).toMatchObject({ action: 'sell', refusal: null }),
  );
  it('Exit alone is an exit as a comment; as a message it is an action, and closes nobody knows which side', () => {
    expect(readFields({ action: 'sell', qty: 2, comment: 'Exit' })).toMatchObject({ action: 'close_long', refusal: null });
    expect(readFields({ action: 'sell', qty: 2, message: 'Exit' })).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
  });
  it('the exit of a position that the order cannot leave is refused', () => {
    for (const comment of ['Exit Short', 'close short', 'Short TP1'])
      expect(readFields({ action: 'sell', qty: 2, comment })).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
  });
  it('what the strategy holds afterwards weighs more', () => {
    const turned = { action: 'sell', comment: 'Exit Long', market_position: 'short', prev_market_position: 'long' };
    expect(readFields(turned)).toMatchObject({ action: 'sell', positionTarget: 'short' });
  });
});

it('all of the position is no number, and closes it', () => {
  for (const qty of ['all', 'ALL', 'full']) expect(readFields({ action: 'close', qty })).toMatchObject({ quantity: null, refusal: null });
  expect(readFields({ qty: 'all' })).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_QUANTITY' } });
});
