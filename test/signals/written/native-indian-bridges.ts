// Owns: requests of Fyers, Shoonya, Stoxxo, OpenAlgo and Dhan, pasted as alerts.
// What each means is by the sender's own documents; where nobody can tell, it may be refused.

import { alert, buy, closeLong, closeShort, orRefused, report, sell, type WrittenAlert } from './written-alert.ts';

const jd = (fields: object, key = ''): string => `jData=${JSON.stringify(fields)}${key}`;
const fy = {
  symbol: 'NSE:IDEA-EQ',
  qty: 1,
  type: 2,
  side: 1,
  productType: 'INTRADAY',
  limitPrice: 0,
  stopPrice: 0,
  validity: 'DAY',
  disclosedQty: 0,
  offlineOrder: false,
};
const sh = {
  uid: 'FA123',
  actid: 'FA123',
  exch: 'NFO',
  tsym: 'NIFTY03DEC26C26200',
  qty: '75',
  prc: '0',
  prd: 'I',
  trantype: 'B',
  prctyp: 'MKT',
  ret: 'DAY',
};
const st = {
  StrategyTag: 'EMA1',
  Exchange: 'NFO',
  Symbol: 'NIFTY03DEC26FUT',
  TransactionType: 'LE',
  OrderType: 'MARKET',
  ProductType: 'NRML',
  Price: '0',
  TriggerPrice: '0',
  ProfitValue: '0',
  StoplossValue: '0',
  Qty: '75',
};
const oa = {
  apikey: 'corpus-secret',
  strategy: 'EMA',
  symbol: 'SAIL',
  action: 'BUY',
  exchange: 'NSE',
  pricetype: 'MARKET',
  product: 'MIS',
  quantity: '1',
};
const dh = {
  dhanClientId: '1000000003',
  correlationId: '123abc678',
  transactionType: 'BUY',
  exchangeSegment: 'NSE_EQ',
  productType: 'INTRADAY',
  orderType: 'MARKET',
  validity: 'DAY',
  securityId: '11536',
  quantity: '5',
  disclosedQuantity: '',
  price: '',
  triggerPrice: '',
  afterMarketOrder: false,
  amoTime: '',
  boProfitValue: '',
  boStopLossValue: '',
};
const leg = {
  transactionType: 'B',
  orderType: 'MKT',
  quantity: '10',
  exchange: 'NSE',
  symbol: 'RELIANCE',
  instrument: 'EQ',
  productType: 'C',
  sort_order: '1',
  price: '0',
};
const MR = { accept_kinds: ['order', 'reject'] };

export const NATIVE_INDIAN_BRIDGES: readonly WrittenAlert[] = [
  // Fyers
  alert('Fyers market buy', fy, buy('NSE:IDEA-EQ', { quantity: 1, order_type: 'market', ...MR })),
  alert(
    'Fyers limit sell',
    { ...fy, type: 1, side: -1, limitPrice: 8.5, qty: 200 },
    sell('NSE:IDEA-EQ', { quantity: 200, order_type: 'limit', limit_price: 8.5, ...MR }),
  ),
  alert(
    'Fyers SL-M sell',
    { ...fy, symbol: 'NSE:SBIN-EQ', type: 3, side: -1, stopPrice: 790.5, qty: 20 },
    sell('NSE:SBIN-EQ', { quantity: 20, order_type: 'stop', stop_price: 790.5, ...MR }),
  ),
  alert(
    'Fyers SL-L buy',
    { ...fy, symbol: 'NSE:SBIN-EQ', type: 4, side: 1, stopPrice: 820, limitPrice: 820.5, qty: 20 },
    buy('NSE:SBIN-EQ', { quantity: 20, order_type: 'stop_limit', stop_price: 820, limit_price: 820.5, ...MR }),
  ),
  alert(
    'Fyers cover order',
    { ...fy, symbol: 'NSE:SBIN-EQ', productType: 'CO', stopLoss: 5, takeProfit: 0 },
    buy('NSE:SBIN-EQ', { quantity: 1, order_type: 'market', stop_loss: { amount: 5 }, ...MR }),
  ),
  alert(
    'Fyers bracket order',
    { ...fy, symbol: 'NSE:SBIN-EQ', productType: 'BO', stopLoss: 5, takeProfit: 10 },
    buy('NSE:SBIN-EQ', { quantity: 1, order_type: 'market', stop_loss: { amount: 5 }, take_profits: [{ amount: 10 }], ...MR }),
  ),
  report('Fyers type 2 with a limit price', { ...fy, limitPrice: 8.5 }),
  // Shoonya / Noren
  alert(
    'Shoonya jData market',
    jd(sh, '&jKey=corpus-secret'),
    orRefused(buy('NIFTY03DEC26C26200', { quantity: 75, order_type: 'market' })),
  ),
  alert(
    'Shoonya jData stop limit',
    jd({ ...sh, trantype: 'S', prctyp: 'SL-LMT', prc: '98.5', trgprc: '99' }, '&jKey=corpus-secret'),
    orRefused(sell('NIFTY03DEC26C26200', { quantity: 75, order_type: 'stop_limit', limit_price: 98.5, stop_price: 99 })),
  ),
  alert(
    'Shoonya bracket',
    jd(
      { ...sh, exch: 'NSE', tsym: 'ACC-EQ', qty: '50', prc: '1400', prd: 'B', prctyp: 'LMT', blprc: '10', bpprc: '20', trailprc: '2' },
      '&jKey=corpus-secret',
    ),
    buy('ACC-EQ', {
      quantity: 50,
      order_type: 'limit',
      limit_price: 1400,
      stop_loss: { amount: 10 },
      take_profits: [{ amount: 20 }],
      ...MR,
    }),
  ),
  alert(
    'Shoonya SDK names',
    {
      buy_or_sell: 'B',
      product_type: 'C',
      exchange: 'NSE',
      tradingsymbol: 'INFY-EQ',
      quantity: 1,
      discloseqty: 0,
      price_type: 'LMT',
      price: 1500,
      trigger_price: null,
      retention: 'DAY',
      remarks: 'my_order_001',
    },
    orRefused(buy('INFY-EQ', { quantity: 1, order_type: 'limit', limit_price: 1500 })),
  ),
  alert(
    'Shoonya SDK SL-MKT',
    {
      buy_or_sell: 'S',
      product_type: 'I',
      exchange: 'NSE',
      tradingsymbol: 'INFY-EQ',
      quantity: 3,
      discloseqty: 0,
      price_type: 'SL-MKT',
      price: 0,
      trigger_price: 1495,
      retention: 'DAY',
    },
    orRefused(sell('INFY-EQ', { quantity: 3, order_type: 'stop', stop_price: 1495 })),
  ),
  // Stoxxo, Tradetron, AlgoTest
  alert('Stoxxo LE', st, buy('NIFTY03DEC26FUT', { quantity: 75, order_type: 'market', ...MR })),
  alert('Stoxxo SX', { ...st, TransactionType: 'SX' }, closeShort('NIFTY03DEC26FUT', { quantity: 75, order_type: 'market', ...MR })),
  alert('Stoxxo LX', { ...st, TransactionType: 'LX' }, closeLong('NIFTY03DEC26FUT', { quantity: 75, order_type: 'market', ...MR })),
  alert(
    'Stoxxo SE with points',
    { ...st, TransactionType: 'SE', ProfitValue: '40', StoplossValue: '20' },
    sell('NIFTY03DEC26FUT', { quantity: 75, order_type: 'market', take_profits: [{ amount: 40 }], stop_loss: { amount: 20 }, ...MR }),
  ),
  report('Tradetron flags', { 'auth-token': 'corpus-secret', key: 'buy', value: '1', key1: 'sell', value1: '0' }),
  report('AlgoTest named alert', { access_token: 'corpus-secret', alert_name: 'entry' }),
  report('AlgoTest exit, no symbol', { access_token: 'corpus-secret', alert_name: 'exit', action: 'squareoff' }),
  // OpenAlgo
  alert('OpenAlgo place', oa, buy('SAIL', { quantity: 1, order_type: 'market' })),
  alert(
    'OpenAlgo smart short to flat, quantity 0',
    { ...oa, action: 'BUY', quantity: '0', position_size: '0' },
    closeShort('SAIL', { position_target: 'flat', position_size: 0, accept_actions: ['close', 'close_short', 'buy'], ...MR }),
  ),
  alert(
    'OpenAlgo smart short target',
    { ...oa, action: 'SELL', quantity: '100', position_size: '-100' },
    sell('SAIL', { quantity: 100, position_target: 'short', position_size: -100, accept_actions: ['sell', 'reverse'] }),
  ),
  alert(
    'OpenAlgo smart partial sell leaves long',
    { ...oa, action: 'SELL', quantity: '50', position_size: '150' },
    closeLong('SAIL', { quantity: 50, position_target: 'long', position_size: 150, accept_actions: ['sell', 'close_long'], ...MR }),
  ),
  alert(
    'OpenAlgo stop limit',
    { ...oa, action: 'SELL', pricetype: 'SL', price: '150.5', trigger_price: '151' },
    sell('SAIL', { quantity: 1, order_type: 'stop_limit', limit_price: 150.5, stop_price: 151 }),
  ),
  alert(
    'OpenAlgo basket',
    {
      apikey: 'corpus-secret',
      strategy: 'EMA',
      orders: [
        { symbol: 'BHEL', exchange: 'NSE', action: 'BUY', quantity: '1', pricetype: 'MARKET', product: 'MIS' },
        { symbol: 'ZOMATO', exchange: 'NSE', action: 'SELL', quantity: '2', pricetype: 'MARKET', product: 'MIS' },
      ],
    },
    {
      kind: 'order',
      action: 'multi',
      side: null,
      symbol: null,
      legs: [buy('BHEL', { quantity: 1 }), sell('ZOMATO', { quantity: 2 })],
      ...MR,
    },
  ),
  alert('OpenAlgo split', { ...oa, quantity: '105', splitsize: '20' }, buy('SAIL', { quantity: 105, ...MR })),
  report('OpenAlgo cancel', { apikey: 'corpus-secret', orderid: '250408001002736', strategy: 'EMA' }),
  alert(
    'OpenAlgo options order',
    {
      apikey: 'corpus-secret',
      strategy: 'EMA',
      underlying: 'NIFTY',
      exchange: 'NSE_INDEX',
      expiry_date: '31DEC26',
      offset: 'ATM',
      option_type: 'CE',
      action: 'BUY',
      quantity: '75',
      pricetype: 'MARKET',
      product: 'NRML',
    },
    orRefused(buy('NIFTY', { quantity: 75, extra: { option_type: 'CE' } })),
  ),
  report('OpenAlgo modify', {
    ...oa,
    orderid: '250408001002736',
    price: '16.5',
    pricetype: 'LIMIT',
    disclosed_quantity: '0',
    trigger_price: '0',
  }),
  // Dhan
  alert('Dhan native market', dh, buy('11536', { quantity: 5, order_type: 'market', ...MR })),
  report('Dhan postback', {
    ...dh,
    orderId: '112111182198',
    exchangeOrderId: '1100',
    orderStatus: 'TRADED',
    tradingSymbol: 'TCS',
    tradedQuantity: 5,
    tradedPrice: 3345.8,
    price: 3345.8,
  }),
  report('Dhan leg beside another quantity', { secret: 'corpus-secret', alertType: 'multi_leg_order', quantity: '50', order_legs: [leg] }),
  alert(
    'Dhan leg with the same quantity on top',
    { secret: 'corpus-secret', alertType: 'multi_leg_order', quantity: '10', order_legs: [leg] },
    buy('RELIANCE', { quantity: 10, order_type: 'market', ...MR }),
  ),
  alert(
    'Dhan leg stop-loss market',
    {
      secret: 'corpus-secret',
      alertType: 'multi_leg_order',
      order_legs: [{ ...leg, orderType: 'SLM', transactionType: 'S', triggerPrice: '1440' }],
    },
    sell('RELIANCE', { quantity: 10, order_type: 'stop', stop_price: 1440, ...MR }),
  ),
  report('Dhan legs beside another symbol', { secret: 'corpus-secret', alertType: 'multi_leg_order', symbol: 'TCS', order_legs: [leg] }),
  report('Fyers market with a stop price', { ...fy, stopPrice: 8.1 }),
];
