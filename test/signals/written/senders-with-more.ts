// Owns: alerts of known senders with a field that is not theirs and changes the order, and orders that stand deep in objects and lists.

import { alert, buy, closeLong, closeShort, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const KEY = 'a-made-up-secret';
const SENDERS: readonly (readonly [name: string, body: Record<string, unknown>])[] = [
  ['TradersPost', { ticker: 'AMD', action: 'buy', sentiment: 'bullish', quantity: 4, stopLoss: { type: 'stop', percent: 5 } }],
  [
    '3Commas',
    {
      secret: KEY,
      max_lag: '300',
      timestamp: '2026-03-02T09:20:01Z',
      trigger_price: '25',
      tv_exchange: 'BINANCE',
      tv_instrument: 'AVAXUSDT',
      action: 'enter_long',
      bot_uuid: 'u',
    },
  ],
  ['WunderTrading', { code: 'ENTER-LONG', pair: 'AVAXUSDT', orderType: 'market', amountPerTradeType: 'quote', amountPerTrade: 150 }],
  ['Finandy', { name: 'Hook', secret: KEY, side: 'buy', symbol: 'AVAXUSDT', open: { amountType: 'sumUsd', amount: '150' } }],
  ['PickMyTrade', { symbol: 'NQM6', data: 'buy', quantity: 1, price: '17850.25', token: KEY }],
  [
    'OpenAlgo',
    { apikey: KEY, strategy: 'TV', symbol: 'TCS', action: 'BUY', exchange: 'NSE', pricetype: 'MARKET', product: 'MIS', quantity: '6' },
  ],
  ['Alpaca', { symbol: 'NVDA', qty: '3', side: 'buy', type: 'market', time_in_force: 'day' }],
  ['MetaTrader', { api_key: KEY, action: 'BUY', symbol: 'EURUSD', volume: 0.1, stop_loss: 1.07 }],
  ['alerts processor', { stub: 'dev', direction: 'long', symbol: 'AVAX-PERP', size: '50' }],
  ['AlgoBread', { acct_id: 'TC1', symbol: 'MNQH6', stance: 'long', qty: 1, breadkey: KEY }],
  [
    'OKX',
    {
      instrument: 'BTC-USDT-SWAP',
      signalToken: KEY,
      timestamp: '2026-03-02T10:00:00Z',
      orderType: 'market',
      action: 'ENTER_LONG',
      investmentType: 'base',
      amount: '1',
    },
  ],
  ['Zerodha', { tradingsymbol: 'TCS', exchange: 'NSE', transaction_type: 'BUY', order_type: 'MARKET', quantity: 6, product: 'MIS' }],
  [
    'Dhan',
    {
      secret: KEY,
      alertType: 'multi_leg_order',
      order_legs: [
        {
          transactionType: 'B',
          orderType: 'MKT',
          quantity: '6',
          exchange: 'NSE',
          symbol: 'TCS',
          instrument: 'EQ',
          productType: 'I',
          sort_order: '1',
          price: '0',
        },
      ],
    },
  ],
  [
    'Zignaly',
    { key: KEY, exchange: 'binance', pair: 'avaxusdt', type: 'entry', orderType: 'market', signalId: 'x1', positionSizePercentage: '10' },
  ],
  ['Noren', { uid: 'FA1', exch: 'NSE', tsym: 'TCS-EQ', qty: '6', prc: '0', prd: 'I', trantype: 'B', prctyp: 'MKT', ret: 'DAY' }],
];
const MORE: readonly Record<string, unknown>[] = [
  { only_if_flat: true },
  { dry_run: true },
  { paper_trading: true },
  { execute_at: '15:20' },
  { max_qty: 1 },
  { qty_multiplier: 3 },
  { invert: true },
  { reduce_only_if: 'long' },
  { transmit: false },
  { exit_after_bars: 5 },
];
const withMore = SENDERS.flatMap(([name, body]) => MORE.map((more) => report(`${name}: ${JSON.stringify(more)}`, { ...body, ...more })));

const avax = (more = {}): ReturnType<typeof buy> => orRefused(buy('AVAXUSDT', more));

export const SENDERS_WITH_MORE: readonly WrittenAlert[] = [
  ...withMore,
  alert('an order in an order', { event: { order: { symbol: 'AVAXUSDT', side: 'buy', qty: 8 } } }, avax({ quantity: 8 })),
  alert(
    'an order in a list in data',
    { data: [{ symbol: 'AVAXUSDT', side: 'sell', qty: 8 }] },
    orRefused(sell('AVAXUSDT', { quantity: 8 })),
  ),
  report('a status beside the data of an order', { data: { symbol: 'AVAXUSDT', side: 'buy', qty: 8 }, status: 'filled' }),
  report('an error beside the data of an order', { data: { symbol: 'AVAXUSDT', side: 'buy', qty: 8 }, error: 'timeout' }),
  report('a test beside the data of an order', { data: { symbol: 'AVAXUSDT', side: 'buy', qty: 8 }, test: true }),
  report('a test in the data of an order', { data: { symbol: 'AVAXUSDT', side: 'buy', qty: 8, test: true } }),
  report('a trial in the strategy', { strategy: { name: 'x', order_action: 'buy', order_contracts: 8, paper: true }, ticker: 'AVAXUSDT' }),
  report('a condition in the entry', { symbol: 'AVAXUSDT', side: 'long', qty: 8, entry: { price: 24, only_if: 'x' } }),
  report('an offset in the entry', { symbol: 'AVAXUSDT', side: 'long', qty: 8, entry: { type: 'limit', offset: -0.5 } }),
  report('a time in the exit', { symbol: 'AVAXUSDT', side: 'long', qty: 8, exit: { time: '15:15', stop: 22 } }),
  report('a part in the exit', { symbol: 'AVAXUSDT', side: 'long', qty: 8, exit: { target: 30, fraction: 0.5 } }),
  report('a trail in the exit', { symbol: 'AVAXUSDT', side: 'long', qty: 8, exit: { stop: 22, trail: 1 } }),
  report('a limit in the risk', { symbol: 'AVAXUSDT', side: 'long', qty: 8, risk: { stop: 22, max_loss: 50 } }),
  report('a ladder in the targets', { symbol: 'AVAXUSDT', side: 'long', qty: 8, targets: { ladder: [26, 28], unit: 'percent' } }),
  report('targets whose parts are not percent', {
    symbol: 'AVAXUSDT',
    side: 'long',
    qty: 8,
    targets: [
      { price: 26, qty: 2 },
      { price: 28, lots: 1 },
    ],
  }),
  report('targets with conditions', { symbol: 'AVAXUSDT', side: 'long', qty: 8, targets: [{ price: 26, after: '15:00' }] }),
  report('a stop that holds on the close of a bar', {
    symbol: 'AVAXUSDT',
    side: 'long',
    qty: 8,
    stop_loss: { price: 22, on: 'bar_close' },
  }),
  report('a stop that is a time', { symbol: 'AVAXUSDT', side: 'long', qty: 8, stop_loss: { bars: 5 } }),
  alert(
    'a stop with its name',
    { symbol: 'AVAXUSDT', side: 'long', qty: 8, stop_loss: { price: 22, label: 'swing' } },
    avax({ quantity: 8, ...sl(22) }),
  ),
  report('two entries', {
    symbol: 'AVAXUSDT',
    entries: [
      { side: 'long', price: 24 },
      { side: 'short', price: 26 },
    ],
  }),
  report('an entry for each account', { symbol: 'AVAXUSDT', side: 'long', allocations: { A: 5, B: 3 } }),
  report('sizes for each account', { symbol: 'AVAXUSDT', side: 'long', quantities: [5, 3] }),
  report('quantity as an object for each side', { symbol: 'AVAXUSDT', side: 'long', qty: { long: 5, short: 3 } }),
  report('the action is an object', { symbol: 'AVAXUSDT', action: { type: 'buy', when: 'next_open' }, qty: 8 }),
  report('the symbol is an object', { symbol: { long: 'AVAXUSDT', short: 'BTCUSDT' }, action: 'buy', qty: 8 }),
  // there is no market of this name
  alert(
    'a spread in the symbol',
    { symbol: 'AVAXUSDT/BTCUSDT', action: 'buy', qty: 8, ratio: 2 },
    orRefused(buy('AVAXUSDT/BTCUSDT', { quantity: 8 })),
  ),
  alert(
    'the old order and the new one, in a replacement',
    { action: 'buy', symbol: 'AVAXUSDT', qty: 8, replace: 'order-7' },
    orRefused(buy('AVAXUSDT', { quantity: 8 })),
  ),
  report('a buy that is to be taken back', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, cancel: true }),
  report('a buy whose command is undone', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, undo: true }),
  report('an order that is revoked', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, revoked: true }),
  report('an order that is void', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, void: true }),
  report('an order of yesterday', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, stale: true }),
  report('an order that was seen', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, already_executed: true }),
  report('an order for approval', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, approved: false }),
  report('an order that awaits', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, awaiting_approval: true }),
  report('what was filled of it', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, fill: { price: 25, qty: 8 } }),
  report('the fills of it', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, fills: [{ price: 25, qty: 8 }] }),
  report('its trades', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, trades: [{ price: 25, qty: 8 }] }),
  report('its result', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, response: { orderId: 1 } }),
  alert('a code and a word beside it', { action: 'buy', symbol: 'AVAXUSDT', qty: 8, code: 0, msg: 'ok' }, avax({ quantity: 8 })),
  alert(
    'a position to close and its side',
    { symbol: 'AVAXUSDT', close: { side: 'long', percent: 50 } },
    orRefused(closeLong('AVAXUSDT', { percent: 50, percent_of: 'position' })),
  ),
  alert(
    'an exit in an object of the position',
    { symbol: 'AVAXUSDT', position: { side: 'short', action: 'close' } },
    orRefused(closeShort('AVAXUSDT')),
  ),
  alert(
    'levels deep in',
    { signal: { symbol: 'AVAXUSDT', side: 'long', levels: { entry: 25, sl: 22, tp: [28, 32] } }, qty: 8 },
    avax({ quantity: 8, signal_price: 25, accept_any_price_role: true, ...sl(22), take_profits: tp(28, 32) }),
  ),
];
