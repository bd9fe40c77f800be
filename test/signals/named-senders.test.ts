// Named JSON senders: what would trade the wrong way round, or open where the sender closes.

import { describe, expect, it } from 'vitest';
import { resolveSymbol } from '../../src/core/signals/symbols/resolve-symbol.ts';
import { readAlert } from './read-alert.ts';

const algoway = (action: string, type: string): ReturnType<typeof readAlert> =>
  readAlert(JSON.stringify({ platform_name: 'bybit', order_action: action, ticker: 'LTCUSDT.P', order_contracts: '2', trade_type: type }));

it('trade_type inverse turns the side round however it is written', () => {
  for (const type of ['inverse', 'Inverse', ' INVERSE ']) expect(algoway('Buy', type)).toMatchObject({ kind: 'order', side: 'sell' });
});

it('a trade_type that is not known is refused, never passed over', () => {
  expect(algoway('buy', 'mirror')).toMatchObject({ kind: 'reject', side: null, refusal: { code: 'UNSUPPORTED' } });
  expect(algoway('close_long', 'inverse')).toMatchObject({ kind: 'reject' });
});

it('a close is a close whichever way round', () => {
  for (const type of ['inverse', 'mirror']) expect(algoway('close', type)).toMatchObject({ kind: 'order', action: 'close', refusal: null });
});

const hook = (parts: object): ReturnType<typeof readAlert> =>
  readAlert(JSON.stringify({ name: 'swing', secret: 'example-of-a-secret', side: 'sell', symbol: 'LTCUSDT', ...parts }));

it('a hook that only closes, or whose open is switched off, opens nothing', () => {
  for (const parts of [
    { close: {} },
    { close: { enabled: true } },
    { open: { enabled: false }, close: { enabled: true } },
    { open: { enabled: 'false', amount: '2' } },
  ]) {
    expect(hook(parts)).toMatchObject({ kind: 'reject', dialect: 'finandy', refusal: { code: 'CONTRADICTION' } });
  }
  expect(hook({ open: { enabled: true, amount: '2' }, close: { enabled: false } })).toMatchObject({ kind: 'order', action: 'sell' });
});

it('the order type and trigger of FIX and BitMEX are read, never passed over for a market order', () => {
  const order = { symbol: 'LTCUSD', side: 'Sell', orderQty: 20, ordType: 'StopLimit', price: 79, stopPx: 80 };
  expect(readAlert(JSON.stringify(order))).toMatchObject({ orderType: 'stop_limit', limitPrice: '79', stopPrice: '80', refusal: null });
  expect(readAlert(JSON.stringify({ ...order, ordType: 'LastIfTouched' }))).toMatchObject({ kind: 'reject' });
});

it('a hook that opens and closes is refused: nobody says what comes first', () => {
  for (const close of [{}, { enabled: true }])
    expect(hook({ open: { enabled: true, amount: '2' }, close })).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
});

const line = (text: string): ReturnType<typeof readAlert> => readAlert(text);

it('a partial close that does not say how much closes nothing, least of all everything', () => {
  for (const text of [
    '70555000111,closelongpct,EURJPY',
    '70555000111,closeshortvol,EURJPY,comment=x',
    'closepart tradesymbol=GBPCAD tradeid=77',
  ])
    expect(line(text)).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_QUANTITY' } });
  for (const key of ['risk', 'pct', 'percent'])
    expect(line(`70555000111,closelongpct,EURJPY,${key}=50`)).toMatchObject({ action: 'close_long', percent: '50', percentOf: 'position' });
  expect(line('closepart tradesymbol=GBPCAD closepercent=25')).toMatchObject({ action: 'close', percent: '25', refusal: null });
});

it('a change of stop or target that names neither is refused, and opens nothing', () => {
  for (const text of ['slmod tradesymbol=GBPCAD', 'tpmod tradesymbol=GBPCAD tradeid=77'])
    expect(line(text)).toMatchObject({ kind: 'reject', side: null });
  expect(line('tpmod tradesymbol=GBPCAD tpprice=1.7')).toMatchObject({ action: 'modify', takeProfits: [{ price: '1.7' }], refusal: null });
});

it('the flat of AlgoWay closes everything: its contracts of 0 are no size', () => {
  for (const contracts of ['0', 0])
    expect(
      readAlert(JSON.stringify({ platform_name: 'metatrader5', ticker: 'EURUSD', order_action: 'flat', order_contracts: contracts })),
    ).toMatchObject({ kind: 'order', action: 'close', quantity: null, refusal: null });
});

it('percents of WunderTrading are a share of one, as it documents them; what may be percent is refused', () => {
  const say = (amountPerTrade: number): ReturnType<typeof readAlert> =>
    readAlert(JSON.stringify({ code: 'Enter-Long', pair: 'LTCUSDT', amountPerTradeType: 'percents', amountPerTrade }));
  expect(say(0.1)).toMatchObject({ kind: 'order', percent: '10', percentOf: 'available' });
  expect(say(0.005)).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_QUANTITY' } });
  expect(say(1)).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_QUANTITY' } });
  expect(say(5)).toMatchObject({ kind: 'order', percent: '5', refusal: null });
  expect(readAlert('{"code":"EXIT-ALL","pair":"LTCUSDT","orderType":"market","reduceOnly":true}')).toMatchObject({
    dialect: 'wundertrading',
    action: 'close',
    percent: null,
  });
});

it('extended hours are carried, as TradersPost, Alpaca and Interactive Brokers write them', () => {
  const say = (fields: object): ReturnType<typeof readAlert> =>
    readAlert(JSON.stringify({ ticker: 'MSFT', action: 'buy', quantity: 1, orderType: 'limit', limitPrice: 409.5, ...fields }));
  expect(say({ sentiment: 'long', extendedHours: true })).toMatchObject({ dialect: 'traderspost', extendedHours: true, warnings: [] });
  expect(say({ extended_hours: 'true' })).toMatchObject({ extendedHours: true });
  expect(say({ outsideRth: false })).toMatchObject({ extendedHours: false });
  expect(say({ extended_hours: 'maybe' })).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_FIELD' } });
});

const oanda = (order: object, outer: object = {}): ReturnType<typeof readAlert> =>
  readAlert(JSON.stringify({ ...outer, order: { units: '100', instrument: 'EUR_USD', type: 'MARKET', ...order } }));

it('the sign of the units of OANDA is the side', () => {
  expect(oanda({})).toMatchObject({ dialect: 'oanda_order', action: 'buy', quantity: '100', refusal: null });
  expect(oanda({ units: '-100' })).toMatchObject({ action: 'sell', quantity: '100' });
  expect(oanda({ units: -100.5 })).toMatchObject({ action: 'sell', quantity: '100.5' });
  for (const units of ['0', '', 'many', null]) expect(oanda({ units })).toMatchObject({ kind: 'reject', quantity: null });
});

it('an order of OANDA keeps what protects it, by price or by distance', () => {
  const protectedOrder = oanda({ stopLossOnFill: { distance: '0.005', timeInForce: 'GTC' }, takeProfitOnFill: { price: '1.2' } });
  expect(protectedOrder).toMatchObject({ stopLoss: { amount: '0.005' }, takeProfits: [{ price: '1.2' }], refusal: null });
  expect(oanda({ type: 'STOP', price: '1.25' })).toMatchObject({ orderType: 'stop', stopPrice: '1.25' });
  expect(oanda({}, { strategy: 'swing', secret: 'example-of-a-secret' })).toMatchObject({ strategy: 'swing', warnings: [] });
});

it('what changes an order of OANDA and is not followed refuses it', () => {
  for (const part of [
    { type: 'MARKET_IF_TOUCHED', price: '1.05' },
    { type: 'TAKE_PROFIT', price: '1.05' },
    { positionFill: 'OPEN_ONLY' },
    { priceBound: '1.1' },
    { guaranteedStopLossOnFill: { price: '1.05' } },
    { trailingStopLossOnFill: { percent: '1' } },
  ])
    expect(oanda(part)).toMatchObject({ kind: 'reject' });
  expect(oanda({}, { action: 'sell' })).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
});

it('Dhan: what becomes of the other legs may stand beside them', () => {
  const leg = (symbol: string, transactionType: string): object => ({
    transactionType,
    orderType: 'MKT',
    quantity: '1',
    symbol,
    price: '0',
  });
  const say = (policy: string): ReturnType<typeof readAlert> =>
    readAlert(JSON.stringify({ alertType: 'multi_leg_order', on_leg_failure: policy, order_legs: [leg('SBIN', 'B'), leg('TCS', 'S')] }));
  expect(say('unwind')).toMatchObject({ action: 'multi', onLegFailure: 'unwind', refusal: null });
  expect(say('later')).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_FIELD' } });
});

it('Dhan: ids, times and delays beside the legs are those of all of them, and a leg says its own time', () => {
  const leg = (symbol: string, meta: object = {}): object => ({
    transactionType: 'B',
    orderType: 'MKT',
    quantity: '1',
    symbol,
    price: '0',
    meta,
  });
  const outer = { event_id: 'e-1', delay_seconds: 9, max_lag: 5, timenow: '2026-01-05T10:00:00Z', secret: 'example-of-a-secret' };
  const later = { interval: '5', timenow: '2026-01-05T10:00:03Z' };
  const reading = readAlert(JSON.stringify({ alertType: 'multi_leg_order', ...outer, order_legs: [leg('SBIN'), leg('TCS', later)] }));
  const sentAt = Date.parse(outer.timenow);
  expect(reading).toMatchObject({ action: 'multi', eventId: 'e-1', maxLagMs: 5_000, sentAt, warnings: [], refusal: null });
  expect(reading.legs.map((each) => [each.delayMs, each.sentAt])).toEqual([
    [9_000, sentAt],
    [9_000, sentAt + 3_000],
  ]);
});

it('MetaTrader: the word for what is sent stands beside the type that says buy or sell', () => {
  const say = (action: string): ReturnType<typeof readAlert> =>
    readAlert(JSON.stringify({ action, symbol: 'GBPNZD', type: 'ORDER_TYPE_SELL', volume: 0.2, sl: 2.12 }));
  for (const word of ['DEAL', 'TRADE_ACTION_DEAL'])
    expect(say(word)).toMatchObject({ kind: 'order', action: 'sell', quantity: '0.2', quantityUnit: 'lots', stopLoss: { price: '2.12' } });
  // this was a buy
  expect(say('BUY')).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
  const limit = { action: 'BUY', symbol: 'GBPNZD', type: 'ORDER_TYPE_BUY_LIMIT', price: 2.1, volume: 0.2 };
  expect(readAlert(JSON.stringify(limit))).toMatchObject({ kind: 'order', action: 'buy', orderType: 'limit', limitPrice: '2.1' });
});

it('a root of a future is a future, not the share of that name', () => {
  const fields = { action: 'buy', symbol: 'ES', secType: 'FUT', exchange: 'CME', quantity: 1, lastTradeDateOrContractMonth: '202612' };
  const reading = readAlert(JSON.stringify(fields));
  expect(reading).toMatchObject({ kind: 'order', contract: { type: 'future', expiry: '202612' }, warnings: [] });
  expect(resolveSymbol('ES', {}, { broker: 'alpaca', quoteCurrency: 'USD' }, reading)).toMatchObject({ code: 'UNKNOWN_SYMBOL' });
  expect(resolveSymbol('ES', { ES: 'SPY' }, { broker: 'alpaca', quoteCurrency: 'USD' }, reading)).toMatchObject({ symbol: 'SPY' });
  const picked = { token: 'example-of-a-secret', symbol: 'ES', data: 'BUY', quantity: 1, inst_type: 'FUT' };
  expect(readAlert(JSON.stringify(picked))).toMatchObject({ dialect: 'pickmytrade', contract: { type: 'future' } });
});

it('post-only is carried, and never passed over', () => {
  const say = (fields: object): ReturnType<typeof readAlert> =>
    readAlert(JSON.stringify({ action: 'buy', symbol: 'LTCUSDT', quantity: 1, order_type: 'limit', limit_price: 80, ...fields }));
  expect(say({ post_only: true })).toMatchObject({ kind: 'order', timeInForce: 'post_only', warnings: [] });
  expect(say({ postOnly: 'true', time_in_force: 'GTC' })).toMatchObject({ timeInForce: 'post_only' });
  expect(say({ post_only: false, time_in_force: 'ioc' })).toMatchObject({ timeInForce: 'ioc' });
  expect(say({ post_only: true, time_in_force: 'ioc' })).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
});

it('Kraken: the order that is to close again is no unknown field of an entry', () => {
  const entry = { pair: 'XBTUSD', type: 'buy', ordertype: 'limit', price: '60000', volume: '0.01', 'close[ordertype]': 'stop-loss' };
  expect(readAlert(JSON.stringify(entry))).toMatchObject({ kind: 'reject', refusal: { code: 'UNSUPPORTED' } });
});

it("what OANDA's order says and what stands beside it must not differ", () => {
  for (const type of ['MARKET', 'alert', 'buy', 'order', 'signal']) expect(oanda({}, { type }), type).toMatchObject({ kind: 'order' });
  expect(oanda({}, { type: 'LIMIT' }).refusal?.message).toMatch(/limit.*market/);
  expect(oanda({}, { type: 'SELL' }).refusal?.message).toMatch(/sell.*buy/);
  expect(oanda({}, { units: '-100' }).refusal?.code).toBe('CONTRADICTION');
  expect(oanda({}, { instrument: 'GBP_USD' }).refusal?.code).toBe('CONTRADICTION');
  expect(oanda({}, { instrument: 'EUR_USD', units: 100 })).toMatchObject({ kind: 'order', symbol: 'EUR_USD' });
});

describe('the side that stands beside the legs of Dhan', () => {
  const leg = { orderType: 'MKT', quantity: '5', exchange: 'NSE', symbol: 'TCS', productType: 'I' };
  const dhan = (outer: object, ...legs: object[]): ReturnType<typeof readAlert> =>
    readAlert(JSON.stringify({ alertType: 'multi_leg_order', ...outer, order_legs: legs.map((each) => ({ ...leg, ...each })) }));

  it('is refused where a leg has another, and both are said', () => {
    const both = dhan({ transactionType: 'B' }, { transactionType: 'S' });
    expect(both).toMatchObject({ kind: 'reject', side: null, refusal: { code: 'CONTRADICTION' } });
    expect(both.refusal?.message).toMatch(/buy.*sell/);
    expect(dhan({ transactionType: 'S' }, { transactionType: 'S' }, { transactionType: 'B', symbol: 'INFY' }).kind).toBe('reject');
  });

  it('agrees in other words, and stands in where a leg has none', () => {
    expect(dhan({ transactionType: 'BUY' }, { transactionType: 'B' })).toMatchObject({ kind: 'order', action: 'buy' });
    expect(dhan({ transactionType: 'S' }, {})).toMatchObject({ kind: 'order', action: 'sell', productType: 'I' });
    expect(dhan({}, { transactionType: 'B' }, {}).kind).toBe('reject');
  });
});

describe('the order types of Dhan', () => {
  const leg = { transactionType: 'B', quantity: '5', exchange: 'NSE', symbol: 'TCS', instrument: 'EQ', productType: 'I', sort_order: '1' };
  const typed = (orderType: string, more: object, outer: object = {}): ReturnType<typeof readAlert> =>
    readAlert(JSON.stringify({ alertType: 'multi_leg_order', ...outer, order_legs: [{ ...leg, orderType, ...more }] }));

  it.each(['SL', 'sl', 'SL-L', 'STOP_LOSS'])('%s is a stop with a limit', (word) => {
    expect(typed(word, { price: '3520', triggerPrice: '3510' })).toMatchObject({
      kind: 'order',
      orderType: 'stop_limit',
      limitPrice: '3520',
      stopPrice: '3510',
      refusal: null,
    });
  });

  it.each(['SL-M', 'SLM', 'STOP_LOSS_MARKET'])('%s is a stop that becomes a market order', (word) => {
    for (const more of [
      { price: '0', triggerPrice: '3510' },
      { price: '0', trigger_price: '3510' },
      { price: '0', stop_price: '3510' },
    ])
      expect(typed(word, more)).toMatchObject({ kind: 'order', orderType: 'stop', limitPrice: null, stopPrice: '3510', refusal: null });
  });

  it('need their trigger: the price of an SL is its limit, that of an SL-M what the chart showed', () => {
    for (const word of ['SL', 'SL-M']) {
      const refused = typed(word, { price: '3520' });
      expect(refused).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_PRICE' } });
      expect(refused.refusal?.remedy).toContain('"triggerPrice"');
    }
  });

  it('may stand beside the legs', () => {
    const { orderType: _, ...rest } = { ...leg, orderType: '' };
    const body = { alertType: 'multi_leg_order', orderType: 'SL', order_legs: [{ ...rest, price: '3520', triggerPrice: '3510' }] };
    expect(readAlert(JSON.stringify(body))).toMatchObject({ kind: 'order', orderType: 'stop_limit', stopPrice: '3510' });
  });
});

it('the money of PickMyTrade is a distance where the quantity is known, and refuses the entry where it is not', () => {
  const order = { token: 'example-of-a-secret', symbol: 'ES', data: 'buy', quantity: 4, price: 5120, dollar_sl: 60 };
  expect(readAlert(JSON.stringify(order))).toMatchObject({ refusal: null, stopLoss: { amount: '15' } });
  expect(readAlert(JSON.stringify(order)).warnings.join()).toContain('distance of 15');
  expect(readAlert(JSON.stringify({ ...order, quantity: 0 }))).toMatchObject({ kind: 'reject', stopLoss: null });
  expect(readAlert(JSON.stringify({ ...order, sl: 5100 }))).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
  expect(readAlert(JSON.stringify({ ...order, data: 'close' }))).toMatchObject({ kind: 'order', action: 'close', stopLoss: null });
});

it('the instrument of Interactive Brokers may stand in a contract of its own, and an option there is none', () => {
  const order = { action: 'SELL', orderType: 'STP', auxPrice: 5100, totalQuantity: 1 };
  const say = (contract: object): ReturnType<typeof readAlert> => readAlert(JSON.stringify({ contract, order }));
  expect(say({ symbol: 'MSFT', secType: 'STK', exchange: 'SMART' })).toMatchObject({ kind: 'order', symbol: 'MSFT', stopPrice: '5100' });
  // its root is a share elsewhere
  expect(say({ symbol: 'ES', secType: 'FUT' })).toMatchObject({ contract: { type: 'future' } });
  expect(say({ symbol: 'SPY', secType: 'OPT', strike: 500, right: 'C' }).kind).toBe('reject');
  expect(say({ symbol: 'MSFT', action: 'BUY' }).kind).toBe('reject');
});

it('who stops a bot at 3Commas and closes its deals gets them closed, and is told what is not done', () => {
  const bot = { message_type: 'bot', bot_id: 31, email_token: 'example-of-a-secret' };
  const stopped = readAlert(JSON.stringify({ ...bot, action: 'stop_bot_and_close_deals' }));
  expect(stopped).toMatchObject({ kind: 'order', action: 'close', everything: true });
  expect(stopped.warnings.join()).toContain('/pause');
  expect(readAlert(JSON.stringify({ ...bot, action: 'close_at_market_price' })).refusal?.code).toBe('MISSING_SYMBOL');
  expect(readAlert(JSON.stringify({ ...bot, action: 'stop_bot' })).kind).toBe('reject');
});
