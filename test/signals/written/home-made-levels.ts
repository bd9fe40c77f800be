// Owns: JSON that people build at home with stops, targets, limits and prices, as their bots document it.

import { buy, noOrder, orRefused, sell, type WrittenAlert } from './written-alert.ts';

export const HOME_MADE_LEVELS: readonly WrittenAlert[] = [
  {
    name: 'an id, targets and a setup',
    body: {
      id: 'NQ1!-2026-03-02',
      symbol: 'NQ1!',
      tf: '5',
      side: 'buy',
      entry: 17850.25,
      sl: 17800,
      tp1: 17900,
      tp2: 17950,
      setup: 'Map',
      counter_trend: false,
    },
    expect: buy('NQ1!', {
      signal_price: 17850.25,
      stop_loss: { price: 17800 },
      take_profits: [{ price: 17900 }, { price: 17950 }],
      accept_any_price_role: true,
      no_quantity: true,
    }),
  },
  {
    name: 'the same stop as price and as percent',
    body: {
      action: 'BUY',
      symbol: 'BTCUSD',
      size: 0.1,
      entry_price: 50000.0,
      sl_pct: 1.0,
      tp_pct: 2.0,
      sl_price: 49500.0,
      tp_price: 51000.0,
    },
    expect: orRefused(
      buy('BTCUSD', {
        quantity: 0.1,
        signal_price: 50000,
        stop_loss: { price: 49500 },
        take_profits: [{ price: 51000 }],
        accept_any_price_role: true,
      }),
    ),
  },
  {
    name: 'hyphens in the names, distances of price',
    body: {
      data: {
        'strategy-order-action': 'buy',
        'strategy-order-price': 1.1234,
        'sl-offset': 0.002,
        'tp-offset': 0.001,
        heartbeat: false,
        'strategy-id': 's1',
        ticker: 'EUR/USD',
        'strategy-prev_market_position': 'flat',
      },
      key: 'a-made-up-secret',
    },
    expect: orRefused(
      buy('EUR/USD', { signal_price: 1.1234, stop_loss: { amount: 0.002 }, take_profits: [{ amount: 0.001 }], no_quantity: true }),
    ),
  },
  {
    name: 'a limit with its price, and the stop and target in percent',
    body: {
      secret: 'a-made-up-secret',
      action: 'buy',
      symbol: 'BTCUSDT',
      orderType: 'limit',
      price: 61000,
      stop_loss_percent: 2,
      take_profit_percent: 5,
    },
    expect: buy('BTCUSDT', { order_type: 'limit', limit_price: 61000, stop_loss: { percent: 2 }, take_profits: [{ percent: 5 }] }),
  },
  {
    name: 'sl and tp of null beside a message',
    body: { symbol: 'SOLUSDT', side: 'SELL', price: 141.25, sl: null, tp: null, message: 'Exit short? no: enter' },
    expect: sell('SOLUSDT', { signal_price: 141.25, no_stop_loss: true, no_quantity: true }),
  },
  {
    name: 'a signal service: a percentage',
    body: {
      webhook_secret: 'a-made-up-secret',
      side: 'buy',
      symbol: 'BTCUSDT',
      quantity_type: 'percentage',
      quantity: '25',
      source_timestamp: '2026-03-02T10:00:00Z',
      signal_price: '61000.5',
    },
    expect: buy('BTCUSDT', { percent: 25, signal_price: 61000.5 }),
  },
  {
    name: 'a new setup with a zone of entry',
    body: {
      event_type: 'new_setup',
      setup_id: '550e8400-e29b-41d4-a716-446655440000',
      symbol: 'BTCUSD',
      direction: 'buy',
      entry_zone: [95000.0, 95500.0],
      stop_loss: 94000,
      tp1: 97000,
      tp2: 99000,
      current_price: 96000,
      timestamp: '2026-03-02T10:00:00Z',
    },
    expect: orRefused(
      buy('BTCUSD', {
        signal_price: 96000,
        entries: [95000, 95500],
        stop_loss: { price: 94000 },
        take_profits: [{ price: 97000 }, { price: 99000 }],
      }),
    ),
  },
  {
    name: 'profit and stop targets, a trailing stop, a long',
    body: {
      ticker: 'AAPL',
      direction: 'long',
      auth_key: 'a-made-up-secret',
      marketPrice: 150.25,
      orderType: 'stop_limit',
      qty: 100,
      stopPrice: 150.5,
      limitPrice: 151,
      profitTarget: 155,
      stopLossTarget: 145,
      timeInForce: 'gtc',
      extendedHours: false,
      metadata: { strategy: 'Breakout', signal: 'Volume surge', comment: 'above resistance' },
    },
    expect: orRefused(
      buy('AAPL', {
        quantity: 100,
        order_type: 'stop_limit',
        stop_price: 150.5,
        limit_price: 151,
        signal_price: 150.25,
        take_profits: [{ price: 155 }],
        stop_loss: { price: 145 },
        position_side: 'long',
        time_in_force: 'gtc',
      }),
    ),
  },
  {
    name: 'stopLossTarget alone is a stop',
    body: {
      ticker: 'AAPL',
      direction: 'long',
      auth_key: 'a-made-up-secret',
      marketPrice: 150.25,
      orderType: 'market',
      qty: 10,
      stopLossTarget: 145,
    },
    expect: orRefused(
      buy('AAPL', { quantity: 10, order_type: 'market', signal_price: 150.25, stop_loss: { price: 145 }, position_side: 'long' }),
    ),
  },
  {
    name: 'priceOpen, priceTakeProfit, priceStopLoss',
    body: {
      symbol: 'ETHUSDT',
      position: 'long',
      note: 'breakout',
      priceOpen: 3300,
      priceTakeProfit: 3500,
      priceStopLoss: 3200,
      minuteEstimatedTime: 60,
    },
    expect: orRefused(
      buy('ETHUSDT', {
        stop_loss: { price: 3200 },
        take_profits: [{ price: 3500 }],
        position_target: 'long',
        accept_any_price_role: true,
        signal_price: 3300,
      }),
    ),
  },
  {
    name: 'a quantity in percent of the account',
    body: { symbol: 'BTCUSDT', action: 'buy', quantity: '5%' },
    expect: buy('BTCUSDT', { percent: 5 }),
  },
  {
    name: 'price_limit and price_stop',
    body: { symbol: 'BTCUSDT', action: 'buy', type: 'limit', qty: 0.01, limit: 60000 },
    expect: buy('BTCUSDT', { quantity: 0.01, order_type: 'limit', limit_price: 60000 }),
  },
  {
    name: 'a list of take-profits with amounts in percent',
    body: {
      symbol: 'BTCUSDT',
      action: 'buy',
      qty: 0.1,
      price: 60000,
      take_profits: [
        { price: 61000, percent: 50 },
        { price: 62000, percent: 50 },
      ],
      sl: 59000,
    },
    expect: orRefused(
      buy('BTCUSDT', {
        quantity: 0.1,
        signal_price: 60000,
        take_profits: [
          { price: 61000, share: 50 },
          { price: 62000, share: 50 },
        ],
        stop_loss: { price: 59000 },
      }),
    ),
  },
  {
    name: 'stop as a price in an object called risk',
    body: { symbol: 'BTCUSDT', action: 'sell', qty: 0.1, price: 60000, risk: { stop: 61000, target: 58000 } },
    expect: sell('BTCUSDT', { quantity: 0.1, signal_price: 60000, stop_loss: { price: 61000 }, take_profits: [{ price: 58000 }] }),
  },
  {
    name: 'a trail in percent with an activation',
    body: { symbol: 'BTCUSDT', action: 'buy', qty: 0.1, price: 60000, trailing_stop: { percent: 1.5, activation_price: 61000 } },
    expect: orRefused(buy('BTCUSDT', { quantity: 0.1, signal_price: 60000, trailing: { percent: 1.5, activation_price: 61000 } })),
  },
  {
    name: 'a stop that is a distance in points',
    body: { symbol: 'NQ1!', action: 'buy', quantity: 1, price: 17850, stop_loss_points: 40, take_profit_points: 80 },
    expect: buy('NQ1!', { quantity: 1, signal_price: 17850, stop_loss: { points: 40 }, take_profits: [{ points: 80 }] }),
  },
  {
    name: 'ticks are points of another size',
    body: { symbol: 'NQ1!', action: 'buy', quantity: 1, price: 17850, sl_ticks: 40, tp_ticks: 80 },
    expect: orRefused(buy('NQ1!', { quantity: 1, signal_price: 17850, stop_loss: { points: 10 }, take_profits: [{ points: 20 }] })),
  },
  {
    name: 'sl is a distance when the price says so',
    body: { symbol: 'BTCUSDT', action: 'buy', quantity: 0.1, price: 61000, sl: 150, tp: 300 },
    expect: noOrder,
  },
];
