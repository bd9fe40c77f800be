// Owns: how the fake Dhan writes orders, trades and frames of its stream: Indian times without a zone, numbers as numbers,
// "NA" and "0" for nothing, the words of the documents.

import { type Decimal, sub, toNumber } from '../../src/core/model/decimal.ts';
import type { ExchangeOrder, ExchangeTrade } from './exchange-order.ts';

const OFFSET_MS = 19_800_000;
export const indianTime = (at: number): string => new Date(at + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');

/** What the engine does not keep of an order. */
export interface DhanOrder {
  readonly correlationId: string;
  readonly product: string;
  readonly validity: string;
  /** As it was asked for. */
  readonly asked: string;
}

const TYPES: Readonly<Record<string, string>> = {
  market: 'MARKET',
  limit: 'LIMIT',
  stop: 'STOP_LOSS_MARKET',
  stop_limit: 'STOP_LOSS',
};
const SHORT_TYPES: Readonly<Record<string, string>> = { market: 'MKT', limit: 'LMT', stop: 'SLM', stop_limit: 'SL' };

function statusOf({ status, qtyFilled, timeInForce }: ExchangeOrder): string {
  switch (status) {
    case 'filled':
      return 'TRADED';
    case 'canceled':
      return 'CANCELLED';
    case 'rejected':
      return 'REJECTED';
    case 'expired':
      // what an immediate-or-cancel order leaves is cancelled
      return timeInForce === 'ioc' ? 'CANCELLED' : 'EXPIRED';
    default:
      return qtyFilled === '0' ? 'PENDING' : 'PART_TRADED';
  }
}

const number = (value: Decimal | null): number => (value === null ? 0 : toNumber(value));
const placeOf = (symbol: string): readonly [segment: string, securityId: string] => {
  const [segment = '', securityId = ''] = symbol.split(':');
  return [segment, securityId];
};

function averageOf({ trades, qtyFilled }: ExchangeOrder): number {
  const value = trades.reduce((total, { qty, price }) => total + toNumber(qty) * toNumber(price), 0);
  return qtyFilled === '0' ? 0 : value / toNumber(qtyFilled);
}

export function orderWords(order: ExchangeOrder, own: DhanOrder, clientId: string): Record<string, unknown> {
  const [segment, securityId] = placeOf(order.symbol);
  const isAtExchange = order.status !== 'rejected';
  return {
    dhanClientId: clientId,
    orderId: order.id,
    exchangeOrderId: isAtExchange ? `11${order.id}` : '0',
    correlationId: own.correlationId,
    orderStatus: statusOf(order),
    transactionType: order.side === 'buy' ? 'BUY' : 'SELL',
    exchangeSegment: segment,
    productType: own.product,
    orderType: TYPES[order.kind] ?? 'LIMIT',
    validity: own.validity,
    tradingSymbol: securityId,
    securityId,
    quantity: number(order.qty),
    disclosedQuantity: 0,
    price: number(order.limitPrice),
    triggerPrice: number(order.stopPrice),
    afterMarketOrder: false,
    boProfitValue: 0,
    boStopLossValue: 0,
    legName: 'NA',
    createTime: indianTime(order.createdAt),
    updateTime: indianTime(order.updatedAt),
    exchangeTime: isAtExchange ? indianTime(order.createdAt) : '0001-01-01 00:00:00',
    drvExpiryDate: '0001-01-01',
    drvOptionType: null,
    drvStrikePrice: 0,
    omsErrorCode: order.reason === null ? '0' : '16283',
    omsErrorDescription: order.reason,
    algoId: '0',
    remainingQuantity: number(sub(order.qty, order.qtyFilled)),
    averageTradedPrice: averageOf(order),
    filledQty: number(order.qtyFilled),
  };
}

export function tradeWords(trade: ExchangeTrade, own: DhanOrder, clientId: string): Record<string, unknown> {
  const [segment, securityId] = placeOf(trade.symbol);
  return {
    dhanClientId: clientId,
    orderId: trade.orderId,
    exchangeOrderId: `11${trade.orderId}`,
    exchangeTradeId: trade.id,
    transactionType: trade.side === 'buy' ? 'BUY' : 'SELL',
    exchangeSegment: segment,
    productType: own.product,
    orderType: own.asked,
    tradingSymbol: securityId,
    securityId,
    // one of the shapes in which numbers have been seen
    tradedQuantity: String(trade.qty),
    tradedPrice: toNumber(trade.price),
    createTime: indianTime(trade.at),
    updateTime: indianTime(trade.at),
    exchangeTime: indianTime(trade.at),
    drvExpiryDate: 'NA',
    drvOptionType: 'NA',
    drvStrikePrice: 0,
  };
}

const STREAM_PRODUCTS: Readonly<Record<string, string>> = { CNC: 'C', INTRADAY: 'I', MARGIN: 'M', MTF: 'F' };

export function alertFrame(order: ExchangeOrder, own: DhanOrder, clientId: string): Record<string, unknown> {
  const [segment, securityId] = placeOf(order.symbol);
  const status = statusOf(order);
  return {
    Type: 'order_alert',
    Data: {
      Exchange: segment.split('_')[0],
      Segment: segment.endsWith('_EQ') ? 'E' : 'D',
      Source: 'P',
      SecurityId: securityId,
      ClientId: clientId,
      ExchOrderNo: `11${order.id}`,
      OrderNo: order.id,
      Product: STREAM_PRODUCTS[own.product] ?? own.product,
      TxnType: order.side === 'buy' ? 'B' : 'S',
      OrderType: SHORT_TYPES[order.kind] ?? 'LMT',
      Validity: own.validity,
      RemainingQuantity: number(sub(order.qty, order.qtyFilled)),
      Quantity: number(order.qty),
      TradedQty: number(order.qtyFilled),
      Price: number(order.limitPrice),
      TriggerPrice: number(order.stopPrice),
      AvgTradedPrice: averageOf(order),
      OffMktFlag: '0',
      OrderDateTime: indianTime(order.createdAt),
      LastUpdatedTime: indianTime(order.updatedAt),
      Remarks: 'NA',
      MktType: 'NL',
      ReasonDescription: order.reason ?? 'CONFIRMED',
      LegNo: 1,
      // mixed case, as it is on the wire
      Status: `${status.charAt(0)}${status.slice(1).toLowerCase()}`,
      CorrelationId: own.correlationId,
    },
  };
}
