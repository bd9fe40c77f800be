// Switches and words of a time in force are read in the ways in which people write them, and words of a field's name are found however
// they are joined.

import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/core/signals/fields/field-words.ts';
import { readAlert, readFields } from './read-alert.ts';

describe('reduce only', () => {
  it.each([[true], ['yes'], ['on'], [1], ['1'], ['TRUE']])('%j marks the order', (reduce_only) => {
    expect(readFields({ qty: 2, reduce_only })).toMatchObject({ reduceOnly: true, refusal: null });
    expect(readFields({ qty: 2, ro: reduce_only })).toMatchObject({ reduceOnly: true, refusal: null });
  });

  it.each([[false], ['no'], ['off'], [0], ['0']])('%j does not', (reduce_only) => {
    expect(readFields({ qty: 2, reduce_only })).toMatchObject({ reduceOnly: false, refusal: null });
  });

  it('reduce says the same where it is switched on; a number there may be how much', () => {
    for (const reduce of [true, 'true', 'yes']) expect(readFields({ qty: 2, reduce })).toMatchObject({ reduceOnly: true, refusal: null });
    expect(readFields({ qty: 2, reduce: 1 }).refusal?.code).toBe('UNSUPPORTED');
    expect(readFields({ qty: 2, reduce: false })).toMatchObject({ reduceOnly: null, refusal: null });
  });

  it('a word that is neither refuses an entry', () => {
    expect(readFields({ qty: 2, reduce_only: 'maybe' }).refusal?.code).toBe('INVALID_FIELD');
  });
});

const LIMIT = { qty: 2, order_type: 'limit', limit_price: 60_000 };

it.each([
  [{ fok: true }, 'fok'],
  [{ ioc: 1 }, 'ioc'],
  [{ fill_or_kill: 'yes' }, 'fok'],
  [{ immediate_or_cancel: true }, 'ioc'],
  [{ validity: 'IOC' }, 'ioc'],
  [{ duration: 'gtc' }, 'gtc'],
  [{ validity: 'DAY', time_in_force: 'day' }, 'day'],
  [{ fok: false, ioc: 0 }, null],
])('%j is the time in force %s', (fields, timeInForce) => {
  expect(readFields({ ...LIMIT, ...fields })).toMatchObject({ timeInForce, refusal: null });
});

it('what waits is read as a delay, and what rests until a time is refused', () => {
  expect(readFields({ qty: 2, delay: 30 })).toMatchObject({ delayMs: 30_000, refusal: null });
  expect(readFields({ ...LIMIT, validity: 'GTD' }).refusal?.code).toBe('UNSUPPORTED');
  expect(readFields({ ...LIMIT, validity: 'DAY', tif: 'GTC' }).refusal?.code).toBe('CONTRADICTION');
  expect(readFields({ ...LIMIT, validity: 90 }).refusal?.code).toBe('UNSUPPORTED');
});

it('an exit is held back by none of them', () => {
  const fields = { only_if_flat: true, delay_ms: 5, dry: 1, oco: true, max_qty: 1, iceberg: true, testnet: true, cancel_all: true };
  expect(readFields({ action: 'close', ...fields })).toMatchObject({ action: 'close', kind: 'order', refusal: null });
});

it('what charts and models tell is no instruction', () => {
  const told = {
    trend_filter: true,
    atr_multiplier: 2,
    supertrend_factor: 3,
    factor: 3,
    max_score: 10,
    min_qty: 1,
    tick_size: 0.1,
    market_cap: 12,
    bars_since_last: 4,
    price_above_vwap: true,
    test_score: 4,
    sample_size: 120,
    session_start: '09:30',
    time_since_entry: 0,
    vwap: 61_000,
    profit_factor: 1.8,
    max_drawdown: 3,
    risk_reward_ratio: 2,
    leverage_max: 20,
    max_slippage: 1,
    position_size_after: 2,
    be_after_tp1: true,
    is_test_net: false,
    hedge_mode: true,
    long_only: true,
  };
  for (const [name, value] of Object.entries(told)) expect(readFields({ qty: 2, [name]: value }).refusal, name).toBeNull();
});

it.each([
  ['maxPositionSize', '_max_position_size_'],
  ['max-position size', '_max_position_size_'],
  ['order.MAX_POSITION', '_order_max_position_'],
  ['close[price]', '_close_price_'],
  ['dca', '_dca_'],
  ['__x__', '_x_'],
  ['', '_'],
  ['x'.repeat(65), '_'],
])('%j parts into %s', (key, words) => {
  expect(wordsOf(key)).toBe(words);
});

describe('orders that rest are to be cancelled first', () => {
  const BUY = { action: 'buy', symbol: 'BTCUSDT', qty: 2, cancel_all: true };

  it('a cancel and the order are the legs; what the order waits for is of both', () => {
    const reading = readFields({ qty: 2, cancel_pending: true, condition: { price_above: 70_000 }, event_id: 'e1', strategy: 'trend' });
    expect(reading).toMatchObject({ action: 'multi', eventId: 'e1', strategy: 'trend', condition: { price: { level: '70000' } } });
    expect(reading.legs).toMatchObject([
      { kind: 'cancel', symbol: 'BTCUSDT', strategy: 'trend' },
      { action: 'buy', quantity: '2', condition: null },
    ]);
  });

  it('in a list of orders, which has cancels of its own, it is refused', () => {
    expect(readAlert(JSON.stringify([BUY, { ...BUY, symbol: 'ETHUSDT', cancel_all: false }])).refusal?.code).toBe('UNSUPPORTED');
    expect(readAlert(JSON.stringify([BUY]))).toMatchObject({ action: 'multi', legs: [{ kind: 'cancel' }, { action: 'buy' }] });
  });

  it('in the words of a sender whose orders are more than their fields it is refused: an option stays an option', () => {
    const option = {
      apikey: 'a-made-up-secret',
      underlying: 'NIFTY',
      offset: 'ATM',
      option_type: 'CE',
      pricetype: 'MARKET',
      product: 'MIS',
    };
    const body = { ...option, strategy: 'TV', exchange: 'NSE_INDEX', expiry_date: '31DEC26', action: 'BUY', quantity: '75' };
    expect(readAlert(JSON.stringify(body))).toMatchObject({ action: 'buy', contract: { right: 'call' } });
    expect(readAlert(JSON.stringify({ ...body, cancel_all: true })).refusal?.code).toBe('UNSUPPORTED');
  });
});

it('an entry of more fields than anybody writes is refused, and an exit passes', () => {
  const many = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`value_${i}`, i]));
  expect(readFields({ qty: 2, ...many }).refusal?.message).toContain('fields');
  expect(readFields({ action: 'close', ...many })).toMatchObject({ action: 'close', refusal: null });
});
