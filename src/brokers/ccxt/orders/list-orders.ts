// Owns: the lists of orders at a venue: open ones, with those that wait for a trigger, and those that have ended lately. Some venues list
// what is open in one market at a time: there all is what is open in the markets that we know of.

import { isZero } from '../../../core/model/decimal.ts';
import { listPositions } from '../account/list-positions.ts';
import type { Connection } from '../connection.ts';
import { rulesOf } from '../rules.ts';
import { type Exchange, hasOwn } from '../wire/exchange.ts';
import { sizeOf } from '../wire/read-answer.ts';
import { unlessRefused } from '../wire/unless-refused.ts';
import { type OrderView, readOrders } from './order-view.ts';
import { pageOrders } from './page-orders.ts';

const distinct = (views: readonly OrderView[]): readonly OrderView[] => [...new Map(views.map((view) => [view.id, view])).values()];

/** Rejects with ccxt's error where one of the lists cannot be read: a part would look like the whole. */
export async function listOpenOrders(
  { exchange, gate, markets }: Connection,
  symbol: string | undefined,
  params: Record<string, unknown> = {},
): Promise<readonly OrderView[]> {
  const kinds = [{}, ...gate.rules.triggerLists];
  // a symbol says for itself on which of them it is
  const parts = symbol === undefined ? rulesOf(exchange.id, gate.market).openLists : [{}];
  const lists = parts.flatMap((part, at) =>
    kinds.map((kind) => {
      const list = pageOrders(exchange.id, gate.market, (limit, more) =>
        exchange.fetchOpenOrders(symbol, undefined, limit, { ...part, ...kind, ...params, ...more }),
      );
      return at === 0 ? list : unlessRefused(exchange, `open ${JSON.stringify({ ...part, ...kind })}`, list);
    }),
  );
  const answers = await Promise.all(lists);
  return distinct(answers.flatMap((answer) => readOrders(exchange.id, answer, markets.known)));
}

/** The whole list costs what about forty questions for one market cost (Binance): few markets are asked about one by one. */
const ONE_BY_ONE_MAX = 5;

/** They list what is open in one market at a time, as ccxt has said. */
const byMarket = new WeakSet<Exchange>();

/** Of ccxt, before anything is asked. */
const wantsMarket = (error: unknown): boolean => error instanceof Error && error.constructor.name === 'ArgumentsRequired';

/** Markets that were traded here, before this process too, and those in which something is held. */
async function knownMarkets(connection: Connection): Promise<readonly string[]> {
  const { exchange, gate, kept, traded, markets } = connection;
  const positions = gate.market === 'spot' || !hasOwn(exchange, 'fetchPositions') ? [] : await listPositions(connection);
  const held = positions.flatMap(({ symbol, contracts }) => {
    const size = sizeOf(contracts);
    return typeof symbol === 'string' && (size === null || !isZero(size)) ? [symbol] : [];
  });
  return [...new Set([...traded, ...kept.symbols(), ...held])].filter((symbol) => markets.known(symbol) !== null);
}

async function listEverything(connection: Connection, asked: readonly string[]): Promise<readonly OrderView[]> {
  if (!byMarket.has(connection.exchange)) {
    try {
      return await listOpenOrders(connection, undefined);
    } catch (error) {
      if (!wantsMarket(error)) throw error;
      byMarket.add(connection.exchange);
    }
  }
  const views: OrderView[] = [];
  // who asks for a few of them watches stops, every few seconds: all that was ever traded here is not asked for beside
  const symbols = asked.length > 0 ? asked : await knownMarkets(connection);
  // one after the other: the venue's allowance is there for orders
  for (const symbol of symbols) views.push(...(await listOpenOrders(connection, symbol)));
  return distinct(views);
}

/** All that is open, or at least all that is open in these markets. Rejects as above. */
export async function listAllOrders(connection: Connection, symbols: readonly string[] | undefined): Promise<readonly OrderView[]> {
  if (symbols === undefined || symbols.length === 0 || symbols.length > ONE_BY_ONE_MAX) return listEverything(connection, symbols ?? []);
  const lists = await Promise.all(symbols.map((symbol) => listOpenOrders(connection, symbol)));
  return distinct(lists.flat());
}

type Fetch = (symbol: string, params: Record<string, unknown>) => Promise<unknown>;

/** The one list that has most, or those that have it together. */
function endedListsOf({ exchange }: Connection): readonly Fetch[] {
  if (hasOwn(exchange, 'fetchCanceledAndClosedOrders'))
    return [(symbol, params) => exchange.fetchCanceledAndClosedOrders(symbol, undefined, undefined, params)];
  if (hasOwn(exchange, 'fetchOrders') && exchange.id !== 'coinbase')
    return [(symbol, params) => exchange.fetchOrders(symbol, undefined, undefined, params)];
  const lists: Fetch[] = [];
  if (hasOwn(exchange, 'fetchClosedOrders'))
    lists.push((symbol, params) => exchange.fetchClosedOrders(symbol, undefined, undefined, params));
  if (hasOwn(exchange, 'fetchCanceledOrders'))
    lists.push((symbol, params) => exchange.fetchCanceledOrders(symbol, undefined, undefined, params));
  return lists;
}

/** Orders of one symbol that have ended, as far back as the venue lists them unasked. Rejects as above. */
export async function listEndedOrders(
  connection: Connection,
  symbol: string,
  params: Record<string, unknown> = {},
): Promise<readonly OrderView[]> {
  const { exchange, gate, markets } = connection;
  const { endedLists, endedParams } = gate.rules;
  const questions = endedLists.flatMap((list, at) =>
    endedListsOf(connection).map((fetch) => {
      const answer = fetch(symbol, { ...endedParams, ...list, ...params });
      return at === 0 ? answer : unlessRefused(exchange, `ended ${JSON.stringify(list)}`, answer);
    }),
  );
  const answers = await Promise.all(questions);
  return distinct(answers.flatMap((answer) => readOrders(exchange.id, answer, markets.known)));
}
