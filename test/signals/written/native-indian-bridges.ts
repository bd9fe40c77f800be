// Owns: bodies of OpenAlgo and Dhan, with what belongs to another request of theirs.
// What each means is by the sender's own documents; where nobody can tell, it may be refused.

import { alert, buy, closeLong, closeShort, orRefused, report, sell, type WrittenAlert } from './written-alert.ts';

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
  report('Dhan change of an order', {
    dhanClientId: '1000000009',
    orderId: '112111182045',
    orderType: 'LIMIT',
    quantity: '40',
    price: '3345.8',
    validity: 'DAY',
    symbol: 'TCS',
    transactionType: 'BUY',
  }),
  report('OpenAlgo bracket product', { ...oa, product: 'BO', squareoff: 5, stoploss: 3 }),
  report('OpenAlgo trigger beside a market order', { ...oa, trigger_price: '99' }),
  alert(
    'OpenAlgo way out with a trigger',
    { ...oa, action: 'SELL', position_size: '0', trigger_price: '99' },
    closeLong('SAIL', { quantity: 1, position_target: 'flat', position_size: 0 }),
  ),
  ...[
    { instrument_token: 'NSE_EQ|INE009A01021', transaction_type: 'BUY', order_type: 'MARKET', quantity: 5, product: 'I' },
    { instrument_token: 'NSE_EQ|INE009A01021', transaction_type: 'BUY', order_type: 'LIMIT', price: 95, quantity: 5, product: 'I' },
    { tradingsymbol: 'INFY', exchange: 'NSE', transaction_type: 'BUY', order_type: 'MARKET', quantity: 5, product: 'CO' },
    {
      variety: 'NORMAL',
      tradingsymbol: 'INFY-EQ',
      symboltoken: '1594',
      transactiontype: 'BUY',
      exchange: 'NSE',
      ordertype: 'MARKET',
      producttype: 'INTRADAY',
      quantity: '5',
    },
  ].map((order) => {
    const [key, symbol] = 'variety' in order ? ['triggerprice', order.tradingsymbol] : ['trigger_price', order.tradingsymbol ?? null];
    return report(`a trigger that nothing waits for: ${JSON.stringify(order)}`, { ...order, [key ?? '']: 90 }, symbol);
  }),
];
