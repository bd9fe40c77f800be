// Owns: alerts of senders that nobody here has seen, and small turns of what is read that make no order of it.

import { alert, at, buy, closeLong, modify, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const KEY = 'a-made-up-secret';
const base = (more: object): object => ({ secret: KEY, symbol: 'ETHUSDT', action: 'buy', qty: 0.3, ...more });

const leg = (instruction: string, symbol: string): object => ({ instruction, quantity: 5, instrument: { symbol, assetType: 'EQUITY' } });
const schwab = (orderType: string, orderLegCollection: readonly object[]): object => ({
  orderType,
  session: 'NORMAL',
  duration: 'DAY',
  orderStrategyType: 'SINGLE',
  price: orderType === 'MARKET' ? null : 1,
  orderLegCollection,
});

export const SENDERS_UNSEEN: readonly WrittenAlert[] = [
  // the number of a target is no target
  alert(
    'targets with their number and a dash',
    '🟢 LONG\n💲 ADAUSDT\n📈 Entry : 0.6869 - 0.6925\n🎯 Target 1 - 0.7076\n🎯 Target 2 - 0.7228\n🛑 Stop Loss : 0.6526',
    buy('ADAUSDT', {
      order_type: 'limit',
      limit_price: 0.6925,
      entries: [0.6869, 0.6925],
      take_profits: tp(0.7076, 0.7228),
      ...sl(0.6526),
      position_side: 'long',
    }),
  ),
  report('from 1 to 1.5, or the first at 1.5', 'LONG ADAUSDT\nEntry: 0.9\nTP 1 - 1.5\nSL: 0.8'),
  // a chart has its minutes behind the name
  alert('chart of a perpetual', 'BYBIT:ADAUSDT.P, 15: Long signal', buy('BYBIT:ADAUSDT.P', { position_side: 'long' })),
  // records
  report('order stream of an exchange', {
    arg: { channel: 'orders' },
    data: [{ instId: 'ETH-USDT', side: 'buy', state: 'live', sz: '0.3', ordType: 'limit', px: '3300' }],
  }),
  report('event of a user stream', base({ event: 'ORDER_TRADE_UPDATE' })),
  report('how far it got', base({ lifecycle: 'filled' })),
  report('closed, as a number', base({ is_closed: 1 })),
  report('when it was cancelled', { order: base({}), cancelled_at: '2026-03-02T10:00:00Z' }),
  report('fill of an exchange', { coin: 'ETH', px: '3300', sz: '0.2', side: 'B', time: 1, dir: 'Open Long', closedPnl: '0', tid: 7 }),
  report('the alert is cancelled', base({ alert: 'cancelled' })),
  report('news', base({ category: 'news' })),
  // taken back, or never meant
  report('invalidated', base({ message: 'signal invalidated' })),
  report('void', base({ comment: 'VOID' })),
  report('the reason takes it back', base({ reason: 'signal cancelled' })),
  report('ignore this alert', base({ comment: 'please ignore this alert' })),
  report('hypothetical', base({ hypothetical: true })),
  report('cannot be traded', base({ tradeable: 0 })),
  report('valid later', base({ valid_from: '2030-01-01' })),
  report('a second action', base({ action2: 'sell' })),
  report('nothing of Pine for a symbol', base({ symbol: 'na' })),
  report('test for a symbol', base({ symbol: 'test' })),
  report('the sentence of an order that was not filled', 'EMA: order buy @ 3 not filled on ETHUSDT. New strategy position is 3'),
  report('the sentence of an order that was cancelled', 'EMA: order buy @ 3 cancelled on ETHUSDT. New strategy position is 0'),
  // sizes in objects
  alert('quantity in an object', { ...base({ qty: null }), sizing: { quantity: 5 } }, buy('ETHUSDT', { quantity: 5 })),
  alert('money in an object', { ...base({ qty: null }), size: { value: 400, unit: 'quote' } }, buy('ETHUSDT', { notional: 400 })),
  report('more than a quantity in the object', { ...base({ qty: null }), sizing: { quantity: 5, cap: 2 } }),
  report('a size of a bridge that is not read', '60700112233,buy,US30,vol_pct_bal=2,sl_price=43000,tp_price=43800'),
  report('a size by risk', { ...base({ qty: null }), sizing: { type: 'risk', value: 5 } }),
  report('more than the value in the object', base({ qty: { value: 3, step: 1 } })),
  alert('money that is staked', { pair: 'ETH/USDT', side: 'long', stakeamount: 50 }, buy('ETH/USDT', { notional: 50 })),
  // actions
  alert('the alert is the action', { symbol: 'ETHUSDT', alert: 'buy', qty: 0.3 }, buy('ETHUSDT', { quantity: 0.3 })),
  alert('one switch is on', { symbol: 'ETHUSDT', buy: 0, sell: 1 }, sell('ETHUSDT')),
  alert('a switch says no', { coin: 'ETH', is_buy: false, sz: 0.3 }, sell('ETH', { quantity: 0.3 })),
  report('no switch is on', { symbol: 'ETHUSDT', buy: 0, sell: 0 }),
  report('both switches are on', { symbol: 'ETHUSDT', buy: true, sell: true }),
  report('a switch was not replaced', { symbol: 'ETHUSDT', buy: 1, sell: '{{plot_1}}' }),
  report('one switch is off', { symbol: 'ETHUSDT', buy: false }),
  report('prices where switches stand', { symbol: 'ETHUSDT', buy: 3300, sell: 0 }),
  alert(
    'Alice Blue',
    { trading_symbol: 'TATASTEEL-EQ', exch: 'NSE', transtype: 'SELL', qty: '25', prctyp: 'MKT', price: '0', trigPrice: '0' },
    sell('TATASTEEL-EQ', { quantity: 25, order_type: 'market' }),
  ),
  alert(
    'the operation and its kind in a word',
    { operation: 'BUY_LIMIT', ticker: 'GBPNZD', lots: '0.3', entry: '2.1055', stoploss: '2.1005' },
    buy('GBPNZD', { quantity: 0.3, quantity_unit: 'lots', order_type: 'limit', limit_price: 2.1055, ...sl(2.1005) }),
  ),
  alert(
    'side and kind in a line of pairs',
    'symbol: GBPNZD; type: sell limit; price: 2.1055; lots: 0.2; sl: 2.1155',
    sell('GBPNZD', { quantity: 0.2, quantity_unit: 'lots', order_type: 'limit', limit_price: 2.1055, ...sl(2.1155) }),
  ),
  // ways out
  alert(
    'nothing that only reduces closes everything',
    { category: 'linear', symbol: 'ETHUSDT', side: 'Sell', orderType: 'Market', qty: '0', reduceOnly: true, closeOnTrigger: true },
    closeLong('ETHUSDT', { order_type: 'market' }),
  ),
  report('the same once a price is reached', {
    category: 'linear',
    symbol: 'ETHUSDT',
    side: 'Sell',
    orderType: 'Market',
    qty: '0',
    reduceOnly: true,
    closeOnTrigger: true,
    triggerPrice: '3000',
  }),
  alert(
    'how long it stands, inside of the type',
    { coin: 'ETH', is_buy: true, sz: 0.2, limit_px: 3300, order_type: { limit: { tif: 'Ioc' } }, reduce_only: false },
    buy('ETH', { quantity: 0.2, order_type: 'limit', limit_price: 3300, time_in_force: 'ioc' }),
  ),
  report('a trigger inside of the type', {
    coin: 'ETH',
    is_buy: false,
    sz: 0.2,
    limit_px: 3300,
    reduce_only: true,
    order_type: { trigger: { isMarket: true, triggerPx: '3000', tpsl: 'sl' } },
  }),
  alert(
    'a stop that is moved, beside targets that are none',
    { symbol: 'ETHUSDT', action: 'move_sl', stop_loss: 3250, target_prices: 'abc' },
    modify('ETHUSDT', { accept_kinds: ['order'], ...sl(3250) }),
  ),
  report('two stops that differ are moved nowhere', { symbol: 'ETHUSDT', action: 'move_sl', stop_loss: 3250, sl_price: 3200, tp: 'abc' }),
  // targets
  alert(
    'targets by their numbers in an object',
    { type: 'BUY', symbol: 'ETHUSDT', entry: 3300, targets: { tp2: 3500, tp1: 3400 }, stop: 3250 },
    buy('ETHUSDT', { ...at(3300), take_profits: tp(3400, 3500), ...sl(3250) }),
  ),
  alert(
    'percentages of targets',
    base({
      takeProfitLevels: [
        { price: 3400, percentage: 60 },
        { price: 3500, percentage: 40 },
      ],
    }),
    buy('ETHUSDT', {
      quantity: 0.3,
      take_profits: [
        { price: 3400, share: 60 },
        { price: 3500, share: 40 },
      ],
    }),
  ),
  alert(
    'prices in a row behind labels through and through',
    'COIN: $ADA/USDT\nDirection: Long\nLeverage: 10x\n\nENTRY: 0.62 - 0.6 - 0.58\n\nTARGETS: 0.64 - 0.66 - 0.7\n\nSTOP LOSS: 0.55',
    buy('ADA/USDT', {
      order_type: 'limit',
      limit_price: 0.62,
      entries: [0.62, 0.6, 0.58],
      leverage: 10,
      position_side: 'long',
      take_profits: tp(0.64, 0.66, 0.7),
      ...sl(0.55),
    }),
  ),
  // lots in posts
  ...['Lot 0.05', 'Lot size: 0.05', 'Lots: 0.05', '0.05 lots', 'Size: 0.05 lots'].map((line) =>
    alert(
      `a post with ${line}`,
      `XAUUSD BUY 2650\nSL 2640\nTP 2670\n${line}`,
      buy('XAUUSD', { ...at(2650), ...sl(2640), take_profits: tp(2670), quantity: 0.05, quantity_unit: 'lots' }),
    ),
  ),
  alert(
    'a line with lots',
    'sell nas100 now 0.1 lots sl 21600 tp 21300',
    sell('nas100', { quantity: 0.1, quantity_unit: 'lots', ...sl(21600), take_profits: tp(21300) }),
  ),
  ...['Lot: 0.01 per $100', 'Lot 5%', 'Lot 0.05 - 0.1', 'max 2 lots', 'Lots: 0.7\n0.5 lots', 'closed 0.5 lots'].map((line) =>
    report(`a post with ${line}`, `XAUUSD BUY 2650\nSL 2640\nTP 2670\n${line}`),
  ),
  // posts in one line
  alert('levels right behind the market', 'SHORT ETH-USDT SL: 3600 TP: 3200', {
    ...sell('ETH-USDT', { ...sl(3600), take_profits: tp(3200), position_side: 'short' }),
  }),
  alert(
    'a range in the same line',
    '🟢XAUUSD🟢 BUY RANGE: 4073-4078 SL 4068 TP: 4100/4120',
    buy('XAUUSD', { order_type: 'limit', limit_price: 4078, entries: [4073, 4078], ...sl(4068), take_profits: tp(4100, 4120) }),
  ),
  alert(
    'from the price of now',
    'GOLD BUY FROM CMP 2631 SL = 2627 TP = 2670',
    buy('GOLD', { ...at(2631), ...sl(2627), take_profits: tp(2670) }),
  ),
  alert(
    'labels of a robot for currencies',
    'Trade Direction: SELL\nForex Pair: USDJPY\nTimeframe: 4 Hour\nEntry Price: 149.563\nTake Profit: 149.063\nSafety Stop Loss: 150.063',
    sell('USDJPY', { order_type: 'limit', limit_price: 149.563, ...sl(150.063), take_profits: tp(149.063) }),
  ),
  ...['LONG ETHUSDT SL: 3600 TP: 3200', 'LONG ETHUSDT SL: 3200 hit', 'no SHORT ETHUSDT SL: 3600 TP: 3200'].map((text) =>
    report(text, text),
  ),
  // legs
  alert('Schwab: two shares at market', schwab('MARKET', [leg('BUY', 'F'), leg('SELL_SHORT', 'GM')]), {
    ...buy('F', { legs: [buy('F', { quantity: 5 }), sell('GM', { quantity: 5, position_side: 'short' })] }),
    action: 'multi',
    side: null,
  }),
  report('Schwab: two shares at one price', schwab('NET_DEBIT', [leg('BUY', 'F'), leg('SELL_SHORT', 'GM')])),
  report('Schwab: a leg that cannot be read', schwab('MARKET', [leg('BUY', 'F'), leg('EXCHANGE', 'GM')])),
  report('Schwab: both sides of one share', schwab('MARKET', [leg('BUY', 'F'), leg('SELL_SHORT', 'F')])),
  // levels of the other side
  report('stop of a short', base({ price: 3300, sl: 3400 })),
  report('target of a short', base({ price: 3300, tp: 3200 })),
  report('stop of a short in a line', 'BUY ETHUSDT qty=0.3 sl=3400 @ 3300'),
  alert('stop of a long', base({ price: 3300, sl: 3250 }), buy('ETHUSDT', { quantity: 0.3, ...at(3300), ...sl(3250) })),
];
