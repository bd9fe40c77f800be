// Owns: what is made of the trades and the money that a venue lists. Each is told once, and nothing is done: what a trade has changed
// in what is held is asked about by itself, and money that comes or goes is no reason to stop trading.

import { abs, mul, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { balanceDiscrepancyKey, type Discrepancy } from '../../model/venues/discrepancy.ts';
import { shortId, type AccountName } from '../../model/ids.ts';
import type { VenueCash, VenueFill } from '../../model/venues/report.ts';
import { expectedCash } from '../../model/venues/venue-book.ts';
import { cashMoved, marketOfSymbol } from '../../positions/cash-moved.ts';
import type { UnlistedFill } from '../../orders/reconcile-fills.ts';
import type { Command, Reply } from '../command.ts';
import { record, tell, type Draft } from '../draft.ts';
import { discrepancyWords } from './discrepancy-words.ts';
import { judgeCash } from './judge-cash.ts';

type Compared = Command & { type: 'books_compared' };

/** Trades that one message names; the others are counted. */
const TRADES_NAMED_MAX = 5;

/** The same of a trade of ours that is not at the venue: it has another name in the books. */
export const unlistedKey = ({ orderId, fill }: UnlistedFill): string => `unlisted:${orderId}:${fill.id}`;

const modeOf = (draft: Draft, account: AccountName): Discrepancy['mode'] => draft.settings.accounts.get(account)?.mode ?? 'paper';
const where = (draft: Draft, account: AccountName): string => `${account} (${modeOf(draft, account).toUpperCase()})`;

const toldKeys = (draft: Draft, account: AccountName): ReadonlySet<string> =>
  new Set(draft.state.venueBooks.get(account)?.told.map(({ key }) => key));

const listed = (names: readonly string[]): string =>
  names.length > TRADES_NAMED_MAX
    ? `${names.slice(0, TRADES_NAMED_MAX).join('; ')}; and ${names.length - TRADES_NAMED_MAX} more`
    : names.join('; ');

const nameOf = ({ side, qty, price, id, venueOrderId }: VenueFill): string =>
  `${side === 'buy' ? 'bought' : 'sold'} ${qty} at ${price} (trade ${id}${venueOrderId === null ? '' : `, order ${venueOrderId}`})`;

/** What they have done to the account's money is explained by them. */
function explain(draft: Draft, account: AccountName, fills: readonly VenueFill[]): { readonly moved: Decimal; readonly turnover: Decimal } {
  const currency = draft.state.venueBooks.get(account)?.cash?.currency;
  if (currency === undefined) return { moved: ZERO, turnover: ZERO };
  const quoteCurrency = draft.settings.accounts.get(account)?.quoteCurrency ?? currency;
  const moves = fills.map((fill) => cashMoved(marketOfSymbol(fill.symbol, quoteCurrency), fill.side, fill, currency));
  return { moved: sum(moves), turnover: sum(fills.map(({ qty, price }) => abs(mul(qty, price)))) };
}

function tellStrange(draft: Draft, account: AccountName, symbol: string, fills: readonly VenueFill[]): void {
  tell(draft, {
    severity: 'warning',
    groupKey: `strange-trades:${account}:${symbol}:${fills[0]?.id ?? ''}`,
    title: `${symbol}: traded at the venue, and not by us`,
    text: `${where(draft, account)}: ${listed(fills.map(nameOf))}. No order of ours has done this.`,
    nextStep: 'Nothing is done by itself. If it has changed what is held, the difference is asked about; /positions shows it.',
  });
}

function judgeStrange(draft: Draft, { account, strange }: Compared): void {
  const since = draft.state.venueBooks.get(account)?.since ?? draft.now;
  const told = toldKeys(draft, account);
  const fresh = strange.filter(({ id, at }) => at >= since && !told.has(id));
  if (fresh.length === 0) return;
  for (const symbol of new Set(fresh.map((fill) => fill.symbol)))
    tellStrange(
      draft,
      account,
      symbol,
      fresh.filter((fill) => fill.symbol === symbol),
    );
  const trades = fresh.map(({ id, at }) => ({ key: id, at }));
  record(draft, { type: 'trades_told', account, trades, ...explain(draft, account, fresh) });
}

function judgeUnlisted(draft: Draft, { account, unlisted }: Compared): void {
  const told = toldKeys(draft, account);
  for (const missing of unlisted) {
    const order = draft.state.orders.get(missing.orderId);
    const key = unlistedKey(missing);
    if (order === undefined || told.has(key) || !order.fills.some(({ id }) => id === missing.fill.id)) continue;
    const { qty, price, id } = missing.fill;
    tell(draft, {
      severity: 'alarm',
      groupKey: key,
      title: `${order.instrument.symbol}: a trade in the books that the venue does not list`,
      text: `${where(draft, account)}: order ${shortId(order.id)} of ${order.strategy} has ${order.side} ${qty} at ${price} in the books (trade ${id}); the venue lists no such trade.`,
      nextStep:
        'Nothing is done by itself. The venue may have cancelled it: compare with its own pages. If less is held, that is asked about.',
      signalId: order.signalId,
    });
    record(draft, { type: 'trades_told', account, trades: [{ key, at: missing.fill.at }], moved: ZERO, turnover: ZERO });
  }
}

function noteBalance(draft: Draft, { account, nonce }: Compared, seen: VenueCash, surplus: Decimal): void {
  const cash = draft.state.venueBooks.get(account)?.cash;
  if (cash == null) return;
  const discrepancy: Discrepancy = {
    key: balanceDiscrepancyKey(account, seen.currency),
    account,
    mode: modeOf(draft, account),
    symbol: seen.currency,
    subject: { type: 'balance', surplus, booked: expectedCash(cash), held: seen.amount },
    instrument: null,
    price: null,
    productType: null,
    status: 'open',
    nonce,
    cancel: null,
    foundAt: draft.now,
  };
  record(draft, { type: 'discrepancy_noted', discrepancy });
  tell(draft, { severity: 'info', groupKey: `difference:${discrepancy.key}`, prompt: nonce, ...discrepancyWords(discrepancy, null) });
}

function judgeBalance(draft: Draft, command: Compared, seen: VenueCash): void {
  const { account } = command;
  const { currency, amount } = seen;
  const verdict = judgeCash(draft.state, account, seen, draft.now);
  switch (verdict.type) {
    case 'nothing':
      return;
    case 'agree':
      return record(draft, { type: 'cash_agreed', account, currency, amount });
    case 'tell':
      return noteBalance(draft, command, seen, verdict.surplus);
    case 'over':
      return record(draft, { type: 'discrepancy_closed', key: balanceDiscrepancyKey(account, currency), detail: 'explained' });
  }
}

/** Asked before a command is made: most looks call for none. */
export const callsForBooks = (draft: Pick<Draft, 'state' | 'now'>, seen: Omit<Compared, 'type' | 'nonce'>): boolean => {
  const book = draft.state.venueBooks.get(seen.account);
  if (book === undefined) return true;
  const told = new Set(book.told.map(({ key }) => key));
  return (
    seen.strange.some(({ id, at }) => at >= book.since && !told.has(id)) ||
    seen.unlisted.some((each) => !told.has(unlistedKey(each))) ||
    (seen.cash !== null && judgeCash(draft.state, seen.account, seen.cash, draft.now).type !== 'nothing')
  );
};

export function decideBooksCompared(draft: Draft, command: Compared): Reply {
  const { account } = command;
  if (!draft.state.venueBooks.has(account)) record(draft, { type: 'venue_book_opened', account });
  judgeStrange(draft, command);
  judgeUnlisted(draft, command);
  if (command.cash !== null) judgeBalance(draft, command, command.cash);
  return { type: 'done', detail: '' };
}
