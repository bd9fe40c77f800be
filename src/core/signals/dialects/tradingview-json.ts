// Owns: the JSON (or form) that the TradingView receiver documents, and what people make of it at home: names of their own
// for the same things, parts in objects, the alert in a wrapper. It is the common ground: dialects with names of their own
// are asked first.

import { decimal } from '../../model/decimal.ts';
import { UNKNOWN_READING } from '../fields/draft-reading.ts';
import type { Dialect } from './dialect.ts';
import { flattenAlert, isNested } from '../fields/flatten-alert.ts';
import { readOrderOrLegs, SYMBOL_NAMES } from '../order/read-order.ts';

const NAME = 'tradingview-json';
const MARKS: readonly string[] = [
  ...SYMBOL_NAMES,
  ...'action side strategyorderaction orderaction orderside direction signal order position command'.split(' '),
  ...'market instrument asset coin base tradingsymbol instid productid currencypair'.split(' '),
];

export const tradingviewJson: Dialect = {
  name: NAME,
  claimsAtMost: 'common',
  claims(body) {
    if (body.type === 'text') return 'no';
    return MARKS.some((mark) => body.index.byName.has(mark)) || isNested(body.index) ? 'common' : 'no';
  },
  read: (body) => (body.type === 'text' ? UNKNOWN_READING : readOrderOrLegs(flattenAlert(body.fields, body.index), NAME)),
  examples: [
    {
      body: '{"action":"buy","symbol":"LTCUSDT","price":81.5,"quantity":1.25,"take_profit":90,"stop_loss":"78.10","strategy":"trend","secret":"example-of-a-secret"}',
      reading: {
        kind: 'order',
        action: 'buy',
        side: 'buy',
        symbol: 'LTCUSDT',
        quantity: decimal('1.25'),
        orderType: null,
        limitPrice: null,
        signalPrice: decimal('81.5'),
        takeProfits: [{ price: decimal('90') }],
        stopLoss: { price: decimal('78.1') },
        strategy: 'trend',
        warnings: [],
        refusal: null,
      },
    },
    {
      body: '{"ticker":"BINANCE:ADAUSDT.P","action":"sell","contracts":"1,250.5","order_type":"limit","price":"0.4512","order_id":"Short","time":"2026-04-01T10:00:00Z","timenow":"2026-04-01T10:05:02Z"}',
      reading: {
        action: 'sell',
        symbol: 'BINANCE:ADAUSDT.P',
        quantity: decimal('1250.5'),
        orderType: 'limit',
        limitPrice: decimal('0.4512'),
        signalPrice: null,
        orderId: 'Short',
        sentAt: 1_775_037_902_000,
        eventId: null,
      },
    },
    {
      body: '{"action":"sell","ticker":"QQQ","contracts":7,"price":512.3,"market_position":"flat","prev_market_position":"long","position_size":0}',
      reading: { action: 'close_long', side: 'sell', quantity: decimal('7'), positionTarget: 'flat', positionSize: decimal('0') },
    },
    {
      body: '{"action":"sell","ticker":"QQQ","contracts":3,"market_position":"long","market_position_size":4,"prev_market_position":"long","prev_market_position_size":7}',
      reading: { action: 'close_long', side: 'sell', quantity: decimal('3'), positionTarget: 'long' },
    },
    {
      body: '{"action":"close","symbol":"XRPUSDT","percent":"25%","strategy":"trend"}',
      reading: { action: 'close', side: null, quantity: null, percent: decimal('25'), percentOf: 'position' },
    },
    {
      body: '{"action":"buy","symbol":"XRPUSDT","qty":40,"order_type":"stop","stop_price":2.5,"price":2.4,"tp":0,"sl":0}',
      reading: { orderType: 'stop', stopPrice: decimal('2.5'), limitPrice: null, takeProfits: [], stopLoss: null },
    },
    {
      body: 'action=reverse&symbol=XRPUSDT&market_position=short&prev_market_position=long&comment=turned+down',
      reading: { action: 'reverse', side: 'sell', positionTarget: 'short', comment: 'turned down' },
    },
    {
      body: '{"ticker":"LTCUSDT","bar":{"close":81.6,"volume":5120},"strategy":{"name":"trend","order_action":"buy","order_contracts":"1.25","order_price":81.5,"market_position":"long","prev_market_position":"flat"}}',
      reading: {
        action: 'buy',
        symbol: 'LTCUSDT',
        quantity: decimal('1.25'),
        signalPrice: decimal('81.5'),
        strategy: 'trend',
        positionTarget: 'long',
      },
    },
    {
      body: '{"message":"{\\"order\\":{\\"side\\":\\"sell\\",\\"symbol\\":\\"LTC/USDT\\",\\"type\\":\\"limit\\",\\"price\\":\\"$85.20\\",\\"qty\\":\\"1.25 LTC\\"},\\"exit\\":{\\"stop\\":90,\\"targets\\":[80,75]}}"}',
      reading: {
        action: 'sell',
        symbol: 'LTC/USDT',
        quantity: decimal('1.25'),
        orderType: 'limit',
        limitPrice: decimal('85.2'),
        stopLoss: { price: decimal('90') },
        takeProfits: [{ price: decimal('80') }, { price: decimal('75') }],
      },
    },
    {
      body: '{"event":"entry","direction":"LONG","base":"LTC","quote":"USDT","entry":81.5,"stop":78,"tp1":84,"tp1_pct":40,"tp2":88,"size_usdt":250}',
      reading: {
        action: 'buy',
        positionSide: 'long',
        symbol: 'LTC/USDT',
        notional: decimal('250'),
        signalPrice: decimal('81.5'),
        stopLoss: { price: decimal('78') },
        takeProfits: [{ price: decimal('84'), share: decimal('40') }, { price: decimal('88') }],
      },
    },
    {
      body: '{"action":"cancel","symbol":"XRPUSDT","order_id":"Long 7"}',
      reading: { kind: 'cancel', action: 'cancel', symbol: 'XRPUSDT', orderId: 'Long 7' },
    },
  ],
};
