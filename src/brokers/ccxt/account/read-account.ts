// Owns: what an account holds: balances, and positions in base units with a sign. On a spot market the position is what
// there is of the base currency, whoever bought it.

import { add, type Decimal, isZero, neg, sub, ZERO } from '../../../core/model/decimal.ts';
import type { Balance } from '../../../core/model/account.ts';
import type { VenuePosition } from '../../../core/model/venues/report.ts';
import type { Connection } from '../connection.ts';
import { toQty } from '../markets/markets.ts';
import { rulesOf } from '../rules.ts';
import type { Exchange } from '../wire/exchange.ts';
import { unlessRefused } from '../wire/unless-refused.ts';
import { listPositions } from './list-positions.ts';
import type { PositionModes } from './position-mode.ts';
import { decimalOf, type Dict, dictOf, isDict, listOf, sizeOf, textOf } from '../wire/read-answer.ts';

/**
 * By currency, where ccxt leaves the total out and the venue says it. MEXC's contracts: what is free and what orders have bound is not
 * all of it, since positions have bound the rest; its equity holds the open results, and says how much they are.
 * BingX's: what orders have frozen is neither free nor used.
 */
function saidTotals(exchangeId: string, answer: Dict): ReadonlyMap<string, Decimal> {
  if (exchangeId === 'bingx') return balancesOfBingx(answer);
  if (exchangeId !== 'mexc') return new Map();
  const assets = listOf(dictOf(answer['info'])['data']);
  const told = assets.flatMap((asset) => {
    const [currency, equity, open] = [textOf(asset['currency']), decimalOf(asset['equity']), decimalOf(asset['unrealized'])];
    return currency === null || equity === null || open === null ? [] : [[currency, sub(equity, open)] as const];
  });
  return new Map(told);
}

function balancesOfBingx(answer: Dict): ReadonlyMap<string, Decimal> {
  const assets = listOf(dictOf(answer['info'])['data']);
  return new Map(
    assets.flatMap((asset) => {
      const [currency, balance] = [textOf(asset['asset']), decimalOf(asset['balance'])];
      return currency === null || balance === null ? [] : [[currency, balance] as const];
    }),
  );
}

/** An account that is one whole lists everything at once. */
const isUnified = ({ options }: Exchange): boolean => options['uta'] === true;

/** Rejects where the venue does not answer, or not with balances. */
export async function readBalances({ exchange, gate }: Pick<Connection, 'exchange' | 'gate'>): Promise<readonly Balance[]> {
  const parts = isUnified(exchange) ? [{}] : rulesOf(exchange.id, gate.market).balanceLists;
  const lists = await Promise.all(
    parts.map(async (params, at) => {
      const answer = exchange.fetchBalance(params);
      const told = await (at === 0 ? answer : unlessRefused(exchange, `balances ${JSON.stringify(params)}`, answer));
      return balancesIn(exchange.id, at > 0 && Array.isArray(told) ? { total: {} } : dictOf(told));
    }),
  );
  const seen = new Set<string>();
  return lists.flatMap((list) => {
    // what several lists name is the same money
    const fresh = list.filter(({ currency }) => !seen.has(currency));
    for (const { currency } of fresh) seen.add(currency);
    return fresh;
  });
}

function balancesIn(exchangeId: string, answer: Dict): readonly Balance[] {
  const [totals, frees, useds] = [answer['total'], dictOf(answer['free']), dictOf(answer['used'])];
  const said = saidTotals(exchangeId, answer);
  if (!isDict(totals)) throw new Error(`${exchangeId} answered without balances`);
  return Object.keys({ ...totals, ...frees }).flatMap((currency) => {
    const free = decimalOf(frees[currency]);
    const used = decimalOf(useds[currency]);
    const total = said.get(currency) ?? decimalOf(totals[currency]) ?? add(free ?? ZERO, used ?? ZERO);
    if (isZero(total) && (free === null || isZero(free))) return [];
    return [{ currency, total, free: free ?? (used === null ? total : sub(total, used)) }];
  });
}

/** The venue's own list of positions. Rejects as above. */
export async function readContracts(connection: Connection, modes: PositionModes): Promise<readonly VenuePosition[]> {
  const { markets, clock } = connection;
  await markets.find('');
  const positions = await listPositions(connection);
  modes.learn(positions);
  const sums = new Map<string, Decimal>();
  for (const position of positions) {
    const symbol = textOf(position['symbol']);
    const listed = symbol === null ? null : markets.known(symbol);
    const amount = sizeOf(position['contracts']);
    if (symbol === null || listed === null || amount === null) continue;
    // where long and short are held apart, the sum is what the account is exposed to
    sums.set(symbol, add(sums.get(symbol) ?? ZERO, signed(toQty(amount, listed), position)));
  }
  return [...sums].filter(([, qty]) => !isZero(qty)).map(([symbol, qty]) => ({ symbol, qty, at: clock.now() }));
}

const signed = (qty: Decimal, position: Dict): Decimal => (position['side'] === 'short' ? neg(qty) : qty);

/** `quote`: what holdings are counted in where nothing else is known of them; `traded`: symbols that are worked with here. */
export async function readHoldings(connection: Connection, quote: string, traded: ReadonlySet<string>): Promise<readonly VenuePosition[]> {
  const { markets, clock } = connection;
  await markets.find('');
  const balances = await readBalances(connection);
  return balances.flatMap(({ currency, total }) => {
    const own = [...traded].filter((symbol) => symbol.startsWith(`${currency}/`));
    const usual = `${currency}/${quote}`;
    const symbols = own.length > 0 ? own : markets.known(usual) === null ? [] : [usual];
    return symbols.map((symbol) => ({ symbol, qty: total, at: clock.now() }));
  });
}
