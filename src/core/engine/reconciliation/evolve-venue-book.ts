// Owns: what events make of what is remembered of an account: trades that were told, and what its money should be.

import { abs, add, mul, ZERO } from '../../model/decimal.ts';
import type { Instant } from '../../model/ids.ts';
import { TRADES_TOLD_KEPT } from '../../model/limits.ts';
import type { VenueBook } from '../../model/venues/venue-book.ts';
import { cashMoved } from '../../positions/cash-moved.ts';
import { changeState } from '../change-state.ts';
import type { Event } from '../event.ts';
import type { State } from '../state.ts';
import type { BookEvent } from './book-event.ts';

const opened = (at: Instant): VenueBook => ({ since: at, told: [], cash: null });

/** What is forgotten is not compared any more: nobody is told of it twice. */
function remember(book: VenueBook, { trades, moved, turnover }: BookEvent & { type: 'trades_told' }): VenueBook {
  const all = [...book.told, ...trades];
  const told = all.slice(-TRADES_TOLD_KEPT);
  const since = all.slice(0, -TRADES_TOLD_KEPT).reduce((latest, { at }) => Math.max(latest, at + 1), book.since);
  const { cash } = book;
  return { since, told, cash: cash === null ? null : { ...cash, moved: add(cash.moved, moved), turnover: add(cash.turnover, turnover) } };
}

export function evolveVenueBook(state: State, event: BookEvent, at: Instant): State {
  const book = state.venueBooks.get(event.account) ?? opened(at);
  const put = (next: VenueBook): State => changeState(state, { venueBooks: state.venueBooks.set(event.account, next) });
  switch (event.type) {
    case 'venue_book_opened':
      return put(book);
    case 'trades_told':
      return put(remember(book, event));
    case 'cash_agreed':
      return put({ ...book, cash: { currency: event.currency, agreed: event.amount, moved: ZERO, turnover: ZERO, agreedAt: at } });
  }
}

/** A trade of ours moves what its account should have. */
export function bookTrade(state: State, event: Event): State {
  if (event.type !== 'order_filled' || state.venueBooks.isEmpty()) return state;
  const order = state.orders.get(event.orderId);
  const book = order === undefined ? undefined : state.venueBooks.get(order.account);
  if (order === undefined || book?.cash == null) return state;
  const { cash } = book;
  const { instrument, side, account } = order;
  const moved = cashMoved({ ...instrument, isSpot: instrument.kind === 'spot' }, side, event.fill, cash.currency);
  const turnover = abs(mul(event.fill.qty, event.fill.price));
  const next = { ...cash, moved: add(cash.moved, moved), turnover: add(cash.turnover, turnover) };
  return changeState(state, { venueBooks: state.venueBooks.set(account, { ...book, cash: next }) });
}
