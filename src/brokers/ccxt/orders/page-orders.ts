// Owns: lists of open orders that are longer than a page of their venue. What stands on the second page is open as well: a list that
// ends early would say of our stops that they are gone. Venues that are not here answer with all of them at once.

import type { MarketType } from '../wire/exchange.ts';
import { type Dict, dictOf, listOf, textOf } from '../wire/read-answer.ts';

interface Paging {
  /** The longest page that the venue gives; most give a shorter one unasked. */
  readonly limit: number;
  /** What asks for the page after this one, the `count`th; null: this was the last. */
  readonly next: (page: readonly Dict[], count: number) => Dict | null;
  /** What asks for so long a page where ccxt makes nothing of its own word for it. */
  readonly beside?: Dict;
}

const lastId = (page: readonly Dict[], key: string): Dict | null => {
  const id = textOf(page.at(-1)?.['id']);
  return id === null ? null : { [key]: id };
};

function cursorIn(page: readonly Dict[]): Dict | null {
  const cursor = page.map(({ info }) => textOf(dictOf(info)['nextPageCursor'])).find((each) => each !== null);
  return cursor === undefined ? null : { cursor };
}

const withDirection = (next: Dict | null): Dict | null => (next === null ? null : { ...next, direct: 'next' });

const PAGING: Readonly<Record<string, Paging>> = {
  bybit: { limit: 50, next: cursorIn },
  okx: { limit: 100, next: (page) => lastId(page, 'after') },
  bitget: { limit: 100, next: (page) => lastId(page, 'idLessThan') },
  kucoin: { limit: 500, next: (_page, count) => ({ currentPage: count + 1 }) },
  woo: { limit: 500, next: (_page, count) => ({ page: count + 1 }) },
};
/** Their lists go on behind the id of a question. */
const HTX_CONTRACTS: Paging = { limit: 100, next: (page) => withDirection(lastId(page, 'from')) };
/** Fifty are what its contracts list unasked. */
const KUCOIN_CONTRACTS: Paging = { limit: 100, beside: { pageSize: 100 }, next: (_page, count) => ({ currentPage: count + 1 }) };
const GATE_FUTURES: Paging = { limit: 100, next: (_page, count) => ({ offset: count * 100 }) };

/** More open orders than that no account of a person has. */
const PAGES_MAX = 40;

function pagingOf(exchange: string, market: MarketType): Paging | null {
  if (exchange === 'gate' && market !== 'spot') return GATE_FUTURES;
  if (exchange.startsWith('kucoin') && market !== 'spot') return KUCOIN_CONTRACTS;
  if (exchange === 'htx' && market !== 'spot') return HTX_CONTRACTS;
  return Object.hasOwn(PAGING, exchange) ? (PAGING[exchange] ?? null) : null;
}

/** `ask` rejects where the venue does not answer; so does this, and where the list does not end. */
export async function pageOrders(
  exchange: string,
  market: MarketType,
  ask: (limit: number | undefined, params: Dict) => Promise<unknown>,
): Promise<unknown> {
  const paging = pagingOf(exchange, market);
  const beside = paging?.beside ?? {};
  const first = await ask(paging?.limit, beside);
  if (paging === null || !Array.isArray(first)) return first;
  const all: unknown[] = [...first];
  const seen = new Set(listOf(first).map(({ id }) => textOf(id)));
  let page: readonly Dict[] = listOf(first);
  for (let count = 1; page.length >= paging.limit; count += 1) {
    const more = paging.next(page, count);
    if (more === null) return all;
    if (count >= PAGES_MAX) throw new Error(`${exchange} lists more than ${PAGES_MAX * paging.limit} open orders`);
    const answer = await ask(paging.limit, { ...beside, ...more });
    if (!Array.isArray(answer)) return answer;
    page = listOf(answer);
    const isNew = page.some(({ id }) => !seen.has(textOf(id)));
    for (const { id } of page) seen.add(textOf(id));
    all.push(...answer);
    // a venue that takes no notice of where to go on
    if (!isNew) return all;
  }
  return all;
}
