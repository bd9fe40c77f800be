// Owns: the venue's answers: each question of the Broker port as one step on the state, answered when it is saved.

import type { Clock } from '../../clock.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import type { OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import type { Report } from '../../core/model/venues/report.ts';
import type { CancelOutcome, Lookup, ModifyOutcome, Priced, SubmitOutcome } from '../broker.ts';
import { type Change, cancelOpen, findByVenueId, findOrder } from './change-order.ts';
import type { DurableState, Saved } from './durable-state.ts';
import type { Hint, Market } from './market.ts';
import { matchOrders } from './match-orders.ts';
import { modifyOrder } from './modify-order.ts';
import { type Observed, observeMarket } from './observe-market.ts';
import { evidenceOf, snapshotOf } from './order-evidence.ts';
import { placeOrder } from './place-order.ts';
import type { PaperState, VenueOrder } from './venue-state.ts';

export interface Venue {
  readonly state: DurableState;
  readonly market: Market;
  readonly clock: Clock;
  readonly tell: (reports: readonly Report[]) => void;
}

const IN_DOUBT = {
  type: 'unavailable',
  reason: 'the last save of the paper venue failed and cannot be repeated yet: check the disk',
} as const;

/** What cannot be saved did not happen (`unavailable`), or may be in the file all the same (`ambiguous`). */
const unsaved = (saved: Exclude<Saved, { type: 'saved' }>): { readonly type: 'unavailable' | 'ambiguous'; readonly reason: string } => ({
  type: saved.type === 'undone' ? 'unavailable' : 'ambiguous',
  reason: saved.reason,
});

/**
 * A newer alert's price moves the market at once, through any order that stands in its way. What fills is saved first; the price
 * alone is told at once: what is decided upon it lies in the journal with its alert, and whoever asks for it or trades upon it
 * later names that alert's price again, which moves nothing where it was saved.
 */
export async function answerPrice(venue: Venue, symbol: string, hint: Hint): Promise<Priced> {
  const { saved, answer } = await venue.state.changeSoon((head): Change & { answer: Observed } => {
    const observed = observeMarket(head, venue.market, symbol, hint, venue.clock.now());
    if (observed.type !== 'priced') return { state: head, reports: [], answer: observed };
    const { state, quote, hinted } = observed;
    const change = hinted ? matchOrders(state, quote, venue.market.tuning) : { state, reports: [] };
    return { ...change, answer: observed };
  });
  if (saved.type !== 'saved' && answer.type === 'priced') return { type: 'unavailable', reason: saved.reason };
  return pricedFrom(answer);
}

/** What answerPrice would say; the market stays as it is. */
export async function explainPrice(venue: Venue, symbol: string, hint: Hint): Promise<Priced> {
  const state = await venue.state.current();
  return state === null ? IN_DOUBT : pricedFrom(observeMarket(state, venue.market, symbol, hint, venue.clock.now()));
}

function pricedFrom(observed: Observed): Priced {
  if (observed.type === 'unknown_symbol') return { type: 'unknown_symbol', nearest: [] };
  if (observed.type === 'unavailable') return observed;
  return { type: 'priced', instrument: observed.instrument, quote: observed.quote };
}

/** The price of a newer alert moves the market for the order first, then through what else stands in its way. */
export async function answerSubmit(venue: Venue, request: OrderRequest, hint: Hint): Promise<SubmitOutcome> {
  const { market } = venue;
  const { saved, answer } = await venue.state.change((head): Change & { answer: SubmitOutcome } => {
    const observed = observeMarket(head, market, request.instrument.symbol, hint, venue.clock.now());
    if (observed.type !== 'priced') {
      const reason = observed.type === 'unavailable' ? observed.reason : `${request.instrument.symbol} cannot be traded here`;
      return { state: head, reports: [], answer: { type: 'rejected', reason } };
    }
    const placed = placeOrder(observed.state, request, observed.quote, market.tuning);
    if (placed.type === 'rejected') return { state: head, reports: [], answer: placed };
    const accepted: SubmitOutcome = { type: 'accepted', venueOrderId: placed.venueOrderId };
    if (!observed.hinted) return { state: placed.state, reports: placed.reports, answer: accepted };
    const moved = matchOrders(placed.state, observed.quote, market.tuning, request.id);
    return { state: moved.state, reports: [...placed.reports, ...moved.reports], answer: accepted };
  });
  if (saved.type === 'saved') return answer;
  // A refusal that rested on a change which was taken back is none; nothing was placed in any case.
  return answer.type === 'rejected' ? { type: 'unavailable', reason: saved.reason } : unsaved(saved);
}

/** What a cancel or a look-up names: an order of ours, or one that only the venue's id names. */
interface Named {
  readonly id: OrderId | null;
  readonly venueOrderId?: VenueOrderId | null;
}

const findNamed = (state: PaperState, { id, venueOrderId = null }: Named): VenueOrder | null =>
  (id === null ? null : findOrder(state, id)) ?? findByVenueId(state, venueOrderId);

export async function answerCancel(venue: Venue, named: Named): Promise<CancelOutcome> {
  const { saved, answer } = await venue.state.change((head) => {
    const known = findNamed(head, named);
    if (known?.status !== 'open') return { state: head, reports: [], answer: known };
    return { ...cancelOpen(head, known, 'canceled by request', venue.clock.now()), answer: known };
  });
  const words = named.id ?? named.venueOrderId ?? '';
  if (answer === null) return { type: 'rejected', reason: `unknown order ${words}: the venue has not seen it within the last 7 days` };
  if (saved.type !== 'saved') return unsaved(saved);
  // It had ended before: say once more how.
  if (answer.status !== 'open') venue.tell(evidenceOf(answer));
  return { type: 'canceled' };
}

export async function answerModify(venue: Venue, id: OrderId, qty: Decimal): Promise<ModifyOutcome> {
  const { saved, answer } = await venue.state.change((head): Change & { answer: { outcome: ModifyOutcome; ended: VenueOrder | null } } => {
    const modified = modifyOrder(head, id, qty, venue.clock.now(), venue.market.tuning);
    if (modified.type === 'modified') return { ...modified, answer: { outcome: { type: 'modified', qty }, ended: null } };
    const known = findOrder(head, id);
    return { state: head, reports: [], answer: { outcome: modified, ended: known?.status === 'open' ? null : known } };
  });
  // A fill that was taken back must not be told, so a refusal that rests on one is none either.
  if (saved.type !== 'saved') return answer.outcome.type === 'modified' ? unsaved(saved) : { type: 'unavailable', reason: saved.reason };
  if (answer.ended !== null) venue.tell(evidenceOf(answer.ended));
  return answer.outcome;
}

export async function answerLookUp(venue: Venue, named: Named & { readonly id: OrderId }): Promise<Lookup> {
  const state = await venue.state.settled();
  if (state === null) return IN_DOUBT;
  const order = findNamed(state, named);
  return order === null ? { type: 'not_found' } : { type: 'found', order: { ...snapshotOf(order), orderId: named.id } };
}

/** Reads what is saved, but for prices; `unavailable` while the file is in doubt. */
export async function answerFrom<Answer>(venue: Venue, read: (state: PaperState) => Answer): Promise<Answer | typeof IN_DOUBT> {
  const state = await venue.state.current();
  return state === null ? IN_DOUBT : read(state);
}
