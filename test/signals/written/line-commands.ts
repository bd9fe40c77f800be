// Owns: commands of one or a few lines, as bridges and public bots document them.

import { buy, close, closeLong, closeShort, noOrder, orRefused, sell, type WrittenAlert } from './written-alert.ts';

export const LINE_COMMANDS: readonly WrittenAlert[] = [
  {
    name: 'frostybot: long in dollars',
    body: 'mystub:long symbol=SOL-PERP size=750',
    expect: buy('SOL-PERP', { notional: 750, order_type: 'market', position_target: 'long', account: 'mystub' }),
  },
  {
    name: 'frostybot: close everything of the symbol',
    body: 'mystub:close symbol=SOL-PERP',
    expect: close('SOL-PERP', { account: 'mystub' }),
  },
  {
    name: 'frostybot: a stop-loss of its own',
    body: 'mystub:stoploss symbol=SOL-PERP stoptrigger=120',
    expect: { kind: 'order', action: 'modify', side: null, symbol: 'SOL-PERP', stop_loss: { price: 120 } },
  },
  {
    name: 'frostybot: cancel all',
    body: 'mystub:cancelall symbol=SOL-PERP',
    expect: { kind: 'cancel', action: 'cancel', side: null, symbol: 'SOL-PERP', accept_kinds: ['reject'] },
  },
  {
    name: 'frostybot: flip',
    body: 'mystub:flip symbol=SOL-PERP size=200',
    expect: orRefused({ kind: 'order', action: 'reverse', side: null, symbol: 'SOL-PERP', notional: 200 }),
  },
  {
    name: 'whook: sell for dollars with leverage',
    body: 'acctKu ETHUSDT sell 300$ x3',
    expect: sell('ETHUSDT', { notional: 300, leverage: 3, account: 'acctKu' }),
  },
  {
    name: 'whook: position 0',
    body: 'ETHUSDT.P pos 0 acctKu',
    expect: close('ETHUSDT.P', { position_target: 'flat', position_size: 0, account: 'acctKu', accept_actions: ['close', 'buy', 'sell'] }),
  },
  {
    name: 'whook: a long position',
    body: 'ETH/USDT pos 3 x3 kucoin000',
    expect: buy('ETH/USDT', { position_target: 'long', position_size: 3, leverage: 3, account: 'kucoin000' }),
  },
  {
    name: 'whook: JSON',
    body: { symbol: 'BTC/USDT', command: 'buy', quantity: '12', leverage: '3', id: 'kucoin000' },
    expect: buy('BTC/USDT', { quantity: 12, leverage: 3 }),
  },
  {
    name: 'TradingConnector: distances and lots',
    body: 'long tradesymbol=EURUSD sl=100 tp=150 lotsize=0.15',
    expect: buy('EURUSD', { quantity: 0.15, quantity_unit: 'lots', stop_loss: { raw: 100 }, take_profits: [{ raw: 150 }] }),
  },
  { name: 'TradingConnector: the symbol in front', body: 'EURUSD long', expect: orRefused(buy('EURUSD', { position_side: 'long' })) },
  { name: 'TradingConnector: close the shorts', body: 'closeshort tradesymbol=EURUSD', expect: closeShort('EURUSD', {}) },
  { name: 'TradingConnector: closeall', body: 'closeall', expect: orRefused(close(null, {})) },
  {
    name: 'TradingConnector: cancel the long',
    body: 'cancel long tradesymbol=EURUSD',
    expect: { kind: 'cancel', action: 'cancel', side: null, symbol: 'EURUSD', position_side: 'long', accept_kinds: ['cancel', 'reject'] },
  },
  {
    name: 'TradingConnector: a limit',
    body: 'long tradesymbol=EURUSD entrylimit=1.08 sl=100',
    expect: orRefused(buy('EURUSD', { order_type: 'limit', limit_price: 1.08, stop_loss: { raw: 100 } })),
  },
  {
    name: 'TradingRouter: lots',
    body: 'token=a-made-up-secret,signal=buy,symbol=EURUSD,risk_lots=0.1',
    expect: buy('EURUSD', { quantity: 0.1, quantity_unit: 'lots' }),
  },
  {
    name: 'TradingRouter: risk in percent with a stop',
    body: 'token=a-made-up-secret, signal=sell, symbol=AUDUSD, risk_pct_bal_loss=3, sl_pips=100',
    expect: sell('AUDUSD', { extra: { risk_percent: 3 }, stop_loss: { pips: 100 } }),
  },
  {
    name: 'TradingRouter: money, which may be lost or spent',
    body: 'token=a-made-up-secret, signal=buy, symbol=EURJPY, risk_cncy_amt=200, sl_pct=3',
    expect: noOrder,
  },
  { name: 'TradingRouter: closes longs', body: 'token=a-made-up-secret,signal=closelong, symbol=EURUSD', expect: closeLong('EURUSD', {}) },
  {
    name: 'PineBridge: reverse and stop',
    body: 'signal=closelongshort,symbol=EURGBP,secret=a-made-up-secret',
    expect: orRefused(close('EURGBP', {})),
  },
  {
    name: 'PineBridge: a short by points',
    body: 'signal=short,symbol=US30,qty=2,sl_points=150,tp_points=300,secret=a-made-up-secret',
    expect: orRefused(sell('US30', { quantity: 2, stop_loss: { points: 150 }, take_profits: [{ points: 300 }], position_side: 'short' })),
  },
  { name: 'ticker, side, leverage, dollars, switches in one word', body: 'BTCUSDT_short_2_50_true_false', expect: noOrder },
  {
    name: 'buy and sell as switches',
    body: 'ticker:BLZUSDT;buy:0;sell:0;buy_strong:0;sell_strong:1;interval:1',
    expect: orRefused(sell('BLZUSDT', {})),
  },
  {
    name: 'a name, an action and a symbol with pipes',
    body: 'a-made-up-secret|mean-rev 4h|sell|LTCUSDT',
    expect: sell('LTCUSDT', { strategy: 'mean-rev 4h' }),
  },
  { name: 'pipes without a strategy', body: 'buy|LTCUSDT|0.5', expect: orRefused(buy('LTCUSDT', { quantity: 0.5 })) },
  {
    name: 'a line of Alertatron with a target position',
    body: 'Main(ETHUSDT) { market(position=-2); }',
    expect: sell('ETHUSDT', { position_target: 'short', position_size: -2, account: 'Main', order_type: 'market' }),
  },
  {
    name: 'Alertatron: two accounts',
    body: 'One(ETHUSDT) { market(side=buy, amount=2); }\nTwo(ETHUSDT) { market(side=buy, amount=1); } #bot',
    expect: {
      kind: 'order',
      action: 'multi',
      side: null,
      symbol: 'ETHUSDT',
      legs: [
        buy('ETHUSDT', { quantity: 2, account: 'One', order_type: 'market' }),
        buy('ETHUSDT', { quantity: 1, account: 'Two', order_type: 'market' }),
      ],
    },
  },
  {
    name: 'Autoview: two commands',
    body: 'e=bybit s=SOLUSDT c=order\ne=bybit s=SOLUSDT b=buy q=2 t=market',
    expect: {
      kind: 'order',
      action: 'multi',
      side: null,
      symbol: 'SOLUSDT',
      legs: [{ kind: 'cancel', action: 'cancel', side: null, symbol: 'SOLUSDT' }, buy('SOLUSDT', { quantity: 2, order_type: 'market' })],
    },
  },
  {
    name: 'Autoview: a fixed price',
    body: 'e=bybit s=SOLUSDT b=buy q=2 fp=140.5',
    expect: orRefused(buy('SOLUSDT', { quantity: 2, order_type: 'limit', limit_price: 140.5 })),
  },
  {
    name: 'Autoview: reduce only',
    body: 'e=bybit s=SOLUSDT b=sell q=2 t=market ro=1',
    expect: {
      ...closeLong('SOLUSDT', { quantity: 2, order_type: 'market' }),
      accept_actions: ['close', 'sell'],
      accept_kinds: ['order', 'reject'],
    },
  },
  {
    name: 'Autoview: units of another currency',
    body: 'e=bybit s=SOLUSDT b=buy q=100 u=currency t=market',
    expect: orRefused(buy('SOLUSDT', { notional: 100, order_type: 'market' })),
  },
  { name: 'a bare word', body: 'buy', expect: orRefused(buy(null, {})) },
  { name: 'a bare symbol', body: 'BTCUSDT', expect: noOrder },
  { name: 'a slash command', body: '/buy BTCUSDT 0.1', expect: orRefused(buy('BTCUSDT', { quantity: 0.1 })) },
  { name: 'quantity first', body: 'BUY 10 AAPL', expect: orRefused(buy('AAPL', { quantity: 10 })) },
  {
    name: 'quantity first, with a limit in words',
    body: 'BUY 10 AAPL @ 230.5 LIMIT',
    expect: orRefused(buy('AAPL', { quantity: 10, order_type: 'limit', limit_price: 230.5 })),
  },
  {
    name: 'symbol then quantity then price',
    body: 'BUY AAPL 10 230.5',
    expect: orRefused(buy('AAPL', { quantity: 10, signal_price: 230.5 })),
  },
  { name: 'a number that is a quantity or a price', body: 'BUY DOGE 100', expect: orRefused(buy('DOGE', { signal_price: 100 })) },
  {
    name: 'symbol, action, price in pipes with labels of no name',
    body: 'BTCUSDT | LONG | 61000 | 15m',
    expect: orRefused(buy('BTCUSDT', { signal_price: 61000, no_quantity: true, position_side: 'long' })),
  },
  { name: 'an exit at a price', body: 'EXIT BTCUSDT @ 62000', expect: close('BTCUSDT', { signal_price: 62000 }) },
  { name: 'tp hit in a line', body: 'LONG TP1 HIT BTCUSDT @ 62000', expect: noOrder },
  { name: 'sl hit in a line', body: 'SHORT SL hit ETHUSDT 3400', expect: noOrder },
  { name: 'a long that is closed in a line', body: 'LONG CLOSED BTCUSDT 62000 +1.6%', expect: noOrder },
  {
    name: 'an alert of an indicator',
    body: 'BUY Signal: RSI oversold on BTCUSDT 15m',
    expect: orRefused(buy('BTCUSDT', { no_quantity: true })),
  },
  {
    name: 'a buy signal with its price',
    body: 'UT Long BTCUSDT 61000',
    expect: orRefused(buy('BTCUSDT', { signal_price: 61000, no_quantity: true })),
  },
];
