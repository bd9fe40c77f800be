// Owns: the translation between the words of the contract suite and those of a venue: the suite trades BTC/USDT for USDT,
// a venue may have AAPL in USD, or shares that cannot be divided (`unit`: the suite's one is so many of the venue's).
// It renames and scales; it decides and repeats nothing.

import type { Broker, Priced } from '../../src/brokers/broker.ts';
import { type Decimal, div, eq, mul, ONE } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import type { Approved, Fill, OrderRequest } from '../../src/core/model/order.ts';
import type { OrderSnapshot, Report } from '../../src/core/model/venues/report.ts';

export interface SuiteNames {
  /** The suite's symbol → the venue's. Two of the suite's may be one at the venue. */
  readonly symbols: Readonly<Record<string, string>>;
  /** The suite's currency → the venue's. */
  readonly currencies: Readonly<Record<string, string>>;
  readonly unit: Decimal;
}

const reverse = (names: Readonly<Record<string, string>>, name: string): readonly string[] => {
  const found = Object.entries(names).filter(([, theirs]) => theirs === name);
  return found.length === 0 ? [name] : found.map(([ours]) => ours);
};

export function inSuiteNames(broker: Broker, { symbols, currencies, unit }: SuiteNames): Broker {
  // The suite also asks for symbols that are no symbols: `constructor` must not be found in a dictionary.
  const theirs = (symbol: string): string => (Object.hasOwn(symbols, symbol) ? (symbols[symbol] ?? symbol) : symbol);
  const currency = (name: string): string => reverse(currencies, name)[0] ?? name;
  const fewer = (qty: Decimal): Decimal => (eq(unit, ONE) ? qty : div(qty, unit));
  const more = (qty: Decimal): Decimal => (eq(unit, ONE) ? qty : mul(qty, unit));
  const originals = new Map<string, Instrument>();

  const fill = (each: Fill): Fill => ({ ...each, qty: fewer(each.qty), fee: fewer(each.fee), feeCurrency: currency(each.feeCurrency) });
  const snapshot = (order: OrderSnapshot): OrderSnapshot => ({ ...order, qty: fewer(order.qty), fills: order.fills.map(fill) });
  function report(news: Report): Report {
    if (news.type === 'filled') return { ...news, fill: fill(news.fill) };
    return news.type === 'amended' ? { ...news, qty: fewer(news.qty) } : news;
  }
  function priced(symbol: string, answer: Priced): Priced {
    if (answer.type !== 'priced') return answer;
    const { instrument, quote } = answer;
    originals.set(symbol, instrument);
    const scaled: Instrument = {
      ...instrument,
      symbol,
      quote: currency(instrument.quote),
      stepSize: fewer(instrument.stepSize),
      qtyMin: fewer(instrument.qtyMin),
      qtyMax: instrument.qtyMax === null ? null : fewer(instrument.qtyMax),
      notionalMin: fewer(instrument.notionalMin),
    };
    return { ...answer, instrument: scaled, quote: { ...quote, symbol } };
  }
  const inTheirs = (instrument: Instrument): Instrument => ({
    ...instrument,
    symbol: theirs(instrument.symbol),
    stepSize: more(instrument.stepSize),
    qtyMin: more(instrument.qtyMin),
    qtyMax: instrument.qtyMax === null ? null : more(instrument.qtyMax),
    notionalMin: more(instrument.notionalMin),
  });
  function request(order: Approved<OrderRequest>): Approved<OrderRequest> {
    // an adapter that was made anew has not been asked for a price yet
    const instrument = originals.get(order.instrument.symbol) ?? inTheirs(order.instrument);
    return { ...order, instrument, qty: more(order.qty) };
  }
  const listFills =
    (list: NonNullable<Broker['fills']>): NonNullable<Broker['fills']> =>
    async (wanted, since) => {
      const answer = await list(wanted.map(theirs), since);
      if (answer.type !== 'ok') return answer;
      const name = (symbol: string): string => reverse(symbols, symbol)[0] ?? symbol;
      const fills = answer.list.fills.map((each) => ({ ...each, ...fill(each), symbol: name(each.symbol) }));
      const spans = answer.list.spans.map((span) => ({ ...span, symbol: span.symbol === null ? null : name(span.symbol) }));
      return { type: 'ok', list: { fills, spans } };
    };
  const readCash =
    (read: NonNullable<Broker['cash']>): NonNullable<Broker['cash']> =>
    async () => {
      const answer = await read();
      if (answer.type !== 'ok') return answer;
      return { type: 'ok', cash: { currency: currency(answer.cash.currency), amount: fewer(answer.cash.amount) } };
    };
  const named = <T extends { readonly symbol: string }>(order: T): T => ({ ...order, symbol: theirs(order.symbol) });

  return {
    account: broker.account,
    traits: broker.traits,
    start: (onReport) => broker.start((news) => onReport(report(news))),
    stop: () => broker.stop(),
    price: async (symbol, hint, use) => priced(symbol, await broker.price(theirs(symbol), hint, use)),
    candles: (symbol, timeframe, count, hint) => broker.candles(theirs(symbol), timeframe, count, hint),
    submit: (order) => broker.submit(request(order)),
    cancel: (order) => broker.cancel(named(order)),
    async modify(order, qty, levels) {
      const outcome = await broker.modify(named(order), more(qty), levels);
      return outcome.type === 'modified' ? { ...outcome, qty: fewer(outcome.qty) } : outcome;
    },
    async lookUp(order) {
      const found = await broker.lookUp(named(order));
      return found.type === 'found' ? { type: 'found', order: snapshot(found.order) } : found;
    },
    async balances() {
      const answer = await broker.balances();
      if (answer.type !== 'ok') return answer;
      const balances = answer.balances.map((each) => ({
        currency: currency(each.currency),
        free: fewer(each.free),
        total: fewer(each.total),
      }));
      const booked = answer.booked?.map((each) => ({
        symbol: reverse(symbols, each.symbol)[0] ?? each.symbol,
        quote: currency(each.quote),
        qty: fewer(each.qty),
        cost: fewer(each.cost),
      }));
      return { type: 'ok', balances, ...(booked === undefined ? {} : { booked }) };
    },
    async positions() {
      const answer = await broker.positions();
      if (answer.type !== 'ok') return answer;
      const positions = answer.positions.flatMap((each) =>
        reverse(symbols, each.symbol).map((symbol) => ({ ...each, symbol, qty: fewer(each.qty) })),
      );
      return { type: 'ok', positions };
    },
    async openOrders() {
      const answer = await broker.openOrders();
      if (answer.type !== 'ok') return answer;
      const orders = answer.orders.map((each) => ({
        ...each,
        symbol: reverse(symbols, each.symbol)[0] ?? each.symbol,
        qty: fewer(each.qty),
        qtyFilled: fewer(each.qtyFilled),
      }));
      return { type: 'ok', orders };
    },
    ...(broker.fills === undefined ? {} : { fills: listFills(broker.fills) }),
    ...(broker.cash === undefined ? {} : { cash: readCash(broker.cash) }),
    watch: (symbol, onQuote) => broker.watch(theirs(symbol), (quote) => onQuote({ ...quote, symbol })),
    examine: () => broker.examine(),
  };
}
