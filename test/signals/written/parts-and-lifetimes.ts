// Owns: fields that change what an order is, and that senders document: how long it rests, what is bought later, how much a close takes.

import { buy, close, closeLong, noOrder, type WrittenAlert } from './written-alert.ts';

const LIMIT = { action: 'buy', symbol: 'LTCUSDT', quantity: 2, order_type: 'limit', limit_price: 80 };
const PICK = { symbol: 'NQM6', data: 'buy', quantity: 1, price: '17850.25', token: 'a-made-up-secret' };
const WUNDER = { code: 'ENTER-LONG', pair: 'SOLUSDT', orderType: 'market', amountPerTradeType: 'quote', amountPerTrade: 150 };
const FINANDY = { name: 'Hook', secret: 'a-made-up-secret', side: 'buy', symbol: 'SOLUSDT', open: { amountType: 'sumUsd', amount: '150' } };
const OKX = { instrument: 'BTC-USDT-SWAP', signalToken: 'a-made-up-secret', timestamp: '2026-03-02T10:00:00Z', orderType: 'market' };

const part = (fields: object): object => ({ action: 'close', symbol: 'LTCUSDT', ...fields });
const half = close('LTCUSDT', { percent: 50, percent_of: 'position' });

export const PARTS_AND_LIFETIMES: readonly WrittenAlert[] = [
  {
    name: 'TradersPost: a limit that ends after a minute',
    body: { ...LIMIT, ticker: 'MSFT', symbol: undefined, sentiment: 'long', cancelAfter: 60 },
    expect: noOrder,
  },
  {
    name: 'TradersPost: at market nothing rests',
    body: { ticker: 'MSFT', action: 'buy', sentiment: 'long', quantity: 5, cancelAfter: 60 },
    expect: buy('MSFT', { quantity: 5, position_target: 'long' }),
  },
  { name: 'a limit that ends at a time', body: { ...LIMIT, expires_at: '2026-03-02T11:00:00Z' }, expect: noOrder },
  { name: 'PickMyTrade: a limit that ends in seconds', body: { ...PICK, order_type: 'LMT', gtd_in_second: 60 }, expect: noOrder },
  {
    name: 'PickMyTrade: the stop of what is held moves, and nothing is entered',
    body: { ...PICK, tp: 0, sl: 17800, update_sl: true, update_tp: false },
    expect: { kind: 'order', action: 'modify', side: null, symbol: 'NQM6', stop_loss: { price: 17800 }, signal_price: 17850.25 },
  },
  { name: 'PickMyTrade: a stop is to move, and none is there', body: { ...PICK, sl: 0, update_sl: true }, expect: noOrder },
  { name: 'PickMyTrade: a ladder of its own', body: { ...PICK, advance_tp_sl: [{ quantity: 1, dollar_tp: 10 }] }, expect: noOrder },
  { name: 'PickMyTrade: no ladder', body: { ...PICK, advance_tp_sl: [] }, expect: buy('NQM6', { quantity: 1, signal_price: 17850.25 }) },
  { name: 'WunderTrading: more is bought later', body: { ...WUNDER, dca: { extraOrderCount: 2, extraOrderVolume: 100 } }, expect: noOrder },
  {
    name: 'WunderTrading: an entry that only reduces',
    body: { ...WUNDER, reduceOnly: true },
    expect: {
      ...noOrder,
      accept_kinds: ['order', 'reject'],
      kind: 'reject',
      action: 'buy',
      side: 'buy',
      symbol: 'SOLUSDT',
      notional: 150,
      position_side: 'long',
    },
  },
  { name: 'Finandy: more is bought later', body: { ...FINANDY, dca: { orders: [{ price: '-2', piece: '100' }] } }, expect: noOrder },
  { name: 'Finandy: a trail in words that are not read', body: { ...FINANDY, tslx: { enabled: true, ofs: '2' } }, expect: noOrder },
  {
    name: 'Finandy: both switched off',
    body: { ...FINANDY, dca: { enabled: false }, tslx: { enabled: 'false' } },
    expect: buy('SOLUSDT', { notional: 150, strategy: 'Hook' }),
  },
  {
    name: 'OKX: contracts are not coins',
    body: { ...OKX, action: 'ENTER_LONG', investmentType: 'contract', amount: '5' },
    expect: buy(OKX.instrument, { quantity: 5, quantity_unit: 'contracts' }),
  },
  {
    name: 'OKX: an exit of everything counts nothing',
    body: { ...OKX, action: 'EXIT_LONG', investmentType: 'contract', amount: '' },
    expect: closeLong('BTC-USDT-SWAP', { order_type: 'market' }),
  },
  {
    name: 'Dhan: a bracket whose stop is not read',
    body: {
      dhanClientId: '1',
      transactionType: 'BUY',
      productType: 'BO',
      orderType: 'LIMIT',
      quantity: '10',
      price: '1500',
      boProfitValue: '10',
      boStopLossValue: '5',
      symbol: 'INFY',
    },
    expect: noOrder,
  },
  { name: 'who adds is not flat afterwards', body: { action: 'add', symbol: 'LTCUSDT', quantity: 1, position_size: 0 }, expect: noOrder },
  { name: 'close_pct', body: part({ close_pct: 50 }), expect: half },
  { name: 'exit_percentage with its sign', body: part({ exit_percentage: '50%' }), expect: half },
  { name: 'close_ratio is a share of one', body: part({ close_ratio: 0.5 }), expect: half },
  { name: 'exit_size in words', body: part({ exit_size: 'half' }), expect: half },
  { name: 'exit_size in percent', body: part({ exit_size: '50%' }), expect: half },
  { name: 'close_qty', body: part({ close_qty: '0.5' }), expect: close('LTCUSDT', { quantity: 0.5 }) },
  { name: 'close_amount of everything', body: part({ close_amount: 'all' }), expect: close('LTCUSDT') },
  { name: 'close_pct that may be a share of one', body: part({ close_pct: 0.5 }), expect: noOrder },
  { name: 'close_ratio of more than all', body: part({ close_ratio: 1.8 }), expect: noOrder },
  { name: 'close_qty in letters', body: part({ close_qty: 'some' }), expect: noOrder },
  { name: 'a statistic beside an exit makes it no less', body: part({ pct: 2.3, ratio: 1.8 }), expect: close('LTCUSDT') },
];
