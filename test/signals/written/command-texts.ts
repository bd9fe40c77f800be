// Owns: texts of Alertatron, Autoview, PineConnector, CrossTrade and their like, and what their documents say that they mean.

import { buy, close, closeLong, noOrder, orRefused, sell, type WrittenAlert } from './written-alert.ts';

const tp = (price: number): { price: number } => ({ price });

export const COMMAND_TEXTS: readonly WrittenAlert[] = [
  {
    name: 'Alertatron: market for money',
    body: 'MyKeys(XBTUSD) { market(side=buy, amount=100); }',
    expect: buy('XBTUSD', { quantity: 100, account: 'MyKeys', order_type: 'market' }),
  },
  {
    name: 'Alertatron: cancel, enter, stop',
    body: 'MyKeys(SOLUSDT) {\n cancel(which=all);\n market(side=sell, amount=3);\n stopMarket(side=buy, amount=3, offset=@150);\n}\n#bot',
    expect: {
      kind: 'order',
      action: 'multi',
      side: null,
      symbol: 'SOLUSDT',
      legs: [
        { kind: 'cancel', action: 'cancel', side: null, symbol: 'SOLUSDT' },
        sell('SOLUSDT', { quantity: 3, stop_loss: tp(150), account: 'MyKeys', order_type: 'market' }),
      ],
    },
  },
  {
    name: 'Alertatron: percent of the position closes',
    body: 'MyKeys(SOLUSDT) { market(position=50%p); }',
    expect: orRefused(close('SOLUSDT', { percent: 50, percent_of: 'position' })),
  },
  {
    name: 'Alertatron: comments and a balance',
    body: '# entry\nBybitKeys(BTCUSDT) {\n  // half of it\n  market(side=buy, amount=50%);\n}\n',
    expect: buy('BTCUSDT', { percent: 50, account: 'BybitKeys', order_type: 'market' }),
  },
  {
    name: 'Alertatron: what is a remark is not sent',
    body: 'K(ETHUSDT) {\n // market(side=buy, amount=5);\n market(side=sell, amount=2); // out\n}',
    expect: sell('ETHUSDT', { quantity: 2, account: 'K', order_type: 'market' }),
  },
  {
    name: 'Alertatron: flat',
    body: 'K(ETHUSDT) { cancel(which=all); market(position=0); }',
    expect: {
      kind: 'order',
      action: 'multi',
      side: null,
      symbol: 'ETHUSDT',
      legs: [{ kind: 'cancel', action: 'cancel', side: null, symbol: 'ETHUSDT' }, close('ETHUSDT', { account: 'K', order_type: 'market' })],
    },
  },
  {
    name: 'Autoview: long at market with leverage',
    body: 'a=main e=bybit s=SOLUSDT b=long q=4 l=5 t=market',
    expect: buy('SOLUSDT', { quantity: 4, leverage: 5, order_type: 'market', account: 'main', exchange: 'bybit', position_side: 'long' }),
  },
  {
    name: 'Autoview: close the long position',
    body: 'e=bybit s=SOLUSDT b=long c=position t=market',
    expect: closeLong('SOLUSDT', { exchange: 'bybit', order_type: 'market' }),
  },
  {
    name: 'Autoview: cancel orders',
    body: 'e=bybit s=SOLUSDT c=order',
    expect: { kind: 'cancel', action: 'cancel', side: null, symbol: 'SOLUSDT' },
  },
  {
    name: 'Autoview: switched off',
    body: 'e=bybit s=SOLUSDT b=long q=4 t=market d=1',
    expect: noOrder,
  },
  {
    name: 'Autoview: a percentage of the balance, a limit in percent',
    body: 'e=kraken s=XBTUSD b=buy q=10% p=-0.5% t=limit',
    expect: orRefused(buy('XBTUSD', { percent: 10, order_type: 'limit' })),
  },
  {
    name: 'Autoview: a stop and a target',
    body: 'e=bybit s=SOLUSDT b=short q=2 t=market sl=2% tp=4%',
    expect: orRefused(
      sell('SOLUSDT', {
        quantity: 2,
        stop_loss: { percent: 2 },
        take_profits: [{ percent: 4 }],
        order_type: 'market',
        position_side: 'short',
      }),
    ),
  },
  {
    name: 'PineConnector: lots by their name',
    body: '60123456789,buy,AUDUSD,vol_lots=0.1',
    expect: buy('AUDUSD', { quantity: 0.1, quantity_unit: 'lots' }),
  },
  {
    name: 'PineConnector: a close with spaces',
    body: '60123456789 , closelong , GBPUSD',
    expect: closeLong('GBPUSD', {}),
  },
  {
    name: 'PineConnector: pips',
    body: '60123456789,sell,GBPJPY,vol_lots=0.2,sl_pips=20,tp_pips=40',
    expect: sell('GBPJPY', { quantity: 0.2, quantity_unit: 'lots', stop_loss: { pips: 20 }, take_profits: [{ pips: 40 }] }),
  },
  {
    name: 'PineConnector: risk may be lots, money or percent',
    body: '60123456789,sell,GBPJPY,sl=50,risk=1',
    expect: orRefused(sell('GBPJPY', { extra: { risk: 1 }, stop_loss: { raw: 50 } })),
  },
  {
    name: 'PineConnector: money at risk',
    body: '60123456789,sell,GBPJPY,vol_dollar=50,sl_pips=20',
    expect: orRefused(sell('GBPJPY', { extra: { risk: 50 }, stop_loss: { pips: 20 } })),
  },
  {
    name: 'PineConnector: EA off',
    body: '60123456789,eaoff,eaoff',
    expect: noOrder,
  },
  {
    name: 'PineConnector: two commands',
    body: '60123456789,closelong,buy,EURUSD',
    expect: noOrder,
  },
  {
    name: 'PineConnector: closeall',
    body: '60123456789,closeall,EURUSD',
    expect: orRefused(close('EURUSD', {})),
  },
  {
    name: 'PineConnector: close short and buy',
    body: '60123456789,closeshortbuy,EURUSD,vol_lots=0.1',
    expect: { ...buy('EURUSD', { quantity: 0.1, quantity_unit: 'lots' }), accept_actions: ['reverse'] },
  },
  {
    name: 'PineConnector: cancel the pending longs',
    body: '60123456789,cancellong,EURUSD',
    expect: { kind: 'cancel', action: 'cancel', side: null, symbol: 'EURUSD', accept_kinds: ['reject'] },
  },
  {
    name: 'TradeSgnl: symbol before action',
    body: 'LicenseID77,EURUSD,buy,risk=0.01,sl=50,tp=100',
    expect: buy('EURUSD', { stop_loss: { raw: 50 }, take_profits: [{ raw: 100 }], position_side: 'long', no_quantity: true }),
  },
  {
    name: 'TradeSgnl: several targets',
    body: 'LicenseID77,EURUSD,sell,risk=1,sl=30,tp1=20,tp2=45',
    expect: sell('EURUSD', { stop_loss: { raw: 30 }, take_profits: [{ raw: 20 }, { raw: 45 }], position_side: 'short', no_quantity: true }),
  },
  { name: 'TradeSgnl: closes what was bought', body: 'LicenseID77,EURUSD,closebuy', expect: closeLong('EURUSD', {}) },
  {
    name: 'TradeSgnl: closes a part in a unit of its settings',
    body: 'LicenseID77,EURUSD,closebuy,pct=0.5',
    expect: noOrder,
  },
  { name: 'a name, a symbol and an action without a volume', body: 'Alert1,BTCUSDT,buy', expect: orRefused(buy('BTCUSDT', {})) },
  {
    name: 'an action in the place of the license',
    body: 'CLOSE_LONG,BTCUSDT,buy,risk=1',
    expect: noOrder,
  },
  {
    name: 'TradingLink: prices with a dollar sign',
    body: '70c3ecab,EURUSD,sell,tp=1.07$,sl=1.09$,risk=1%',
    expect: orRefused(sell('EURUSD', { stop_loss: tp(1.09), take_profits: [tp(1.07)], extra: { risk: 1 } })),
  },
  {
    name: 'password line: market position with points',
    body: 'a-made-up-secret\nlong BTCUSD q=0.1 sl=1000',
    expect: buy('BTCUSD', { quantity: 0.1, stop_loss: { points: 1000 }, position_side: 'long' }),
  },
  {
    name: 'password line: flat',
    body: 'a-made-up-secret\nflat BTCUSD q=0.06',
    expect: close('BTCUSD', { quantity: 0.06 }),
  },
  {
    name: 'password line: the stop as a price',
    body: 'a-made-up-secret\nshort EURUSD q=0.2 slp=1.09 tpp=1.05',
    expect: orRefused(sell('EURUSD', { quantity: 0.2, stop_loss: tp(1.09), take_profits: [tp(1.05)], position_side: 'short' })),
  },
  {
    name: 'password line: percent of the balance',
    body: 'a-made-up-secret\nlong EURUSD q=10 qt=percent',
    expect: orRefused(buy('EURUSD', { percent: 10, position_side: 'long' })),
  },
  {
    name: 'CrossTrade: place',
    body: 'key=a-made-up-secret;\ncommand=PLACE;\naccount=Sim101;\ninstrument=ES 09-26;\naction=BUY;\nqty=1;\norder_type=MARKET;\ntif=DAY;',
    expect: orRefused(buy('ES 09-26', { quantity: 1, order_type: 'market', account: 'Sim101', time_in_force: 'day' })),
  },
  {
    name: 'CrossTrade: place, continuous',
    body: 'key=a-made-up-secret; command=PLACE; account=Sim101; instrument=MNQ1!; action=sell; qty=2; order_type=STOPLIMIT; limit_price=17800; stop_price=17810; tif=GTC;',
    expect: sell('MNQ1!', {
      quantity: 2,
      order_type: 'stop_limit',
      limit_price: 17800,
      stop_price: 17810,
      account: 'Sim101',
      time_in_force: 'gtc',
    }),
  },
  {
    name: 'CrossTrade: the position is gone',
    body: 'key=a-made-up-secret;command=PLACE;account=Sim101;instrument=RTYH2026;action=sell;qty=1;order_type=MARKET;tif=DAY;sync_strategy=true;market_position=flat;prev_market_position=long;out_of_sync=flatten;',
    expect: closeLong('RTYH2026', {
      quantity: 1,
      account: 'Sim101',
      position_target: 'flat',
      order_type: 'market',
      accept_kinds: ['order', 'reject'],
    }),
  },
  {
    name: 'CrossTrade: close the position',
    body: 'key=a-made-up-secret;command=CLOSEPOSITION;account=Sim101;instrument=ES1!;',
    expect: close('ES1!', { account: 'Sim101' }),
  },
  {
    name: 'CrossTrade: reverse the position',
    body: 'key=a-made-up-secret;command=REVERSEPOSITION;account=Sim101;instrument=ES1!;action=BUY;qty=1;order_type=MARKET;tif=DAY;',
    expect: orRefused({
      kind: 'order',
      action: 'reverse',
      side: 'buy',
      symbol: 'ES1!',
      quantity: 1,
      account: 'Sim101',
      order_type: 'market',
    }),
  },
  {
    name: 'CrossTrade: flatten everything',
    body: 'key=a-made-up-secret;command=FLATTENEVERYTHING;',
    expect: orRefused(close(null, {})),
  },
  {
    name: 'CrossTrade: cancel all',
    body: 'key=a-made-up-secret;command=CANCELALLORDERS;',
    expect: { kind: 'cancel', action: 'cancel', side: null, symbol: null, accept_kinds: ['reject'] },
  },
  {
    name: 'CrossTrade: change an order',
    body: 'key=a-made-up-secret;command=CHANGE;order_id=entry1;qty=2;limit_price=5200;',
    expect: noOrder,
  },
];
