// Owns: one attempt to place one order. Everything that can refuse it without the venue comes first; after the request has
// left, only the venue's own words make it placed or refused.

import { parseDecimal } from '../../../core/model/decimal.ts';
import type { VenueOrderId } from '../../../core/model/ids.ts';
import type { OrderRequest } from '../../../core/model/order.ts';
import { type PriceHint, SEND_WITHIN_MS, type SubmitOutcome, TOO_LATE } from '../../broker.ts';
import { classifyError, type Failure, outcomeOf, unavailable } from '../wire/classify-error.ts';
import { toClientId } from './client-id.ts';
import type { Connection } from '../connection.ts';
import { refusedAtEnd } from './ended-contract.ts';
import type { OrderFollower } from './follow-orders.ts';
import { planOrder, type Plan, type Standing } from './plan-order.ts';
import type { PositionModes } from '../account/position-mode.ts';
import { inTime } from '../wire/in-time.ts';
import { dictOf, isDict, textOf } from '../wire/read-answer.ts';
import type { Prices } from '../markets/read-prices.ts';
import { refusedAs, refusedEntry, refusedExit } from './refused-exit.ts';
import { rehearse, teach } from './rehearse-order.ts';
import type { EntryPreparer } from './set-leverage.ts';
import type { ToldOrders } from './told-orders.ts';
import { sendOnce } from '../wire/watch-sent.ts';

export interface OrderDesk {
  /** `hint`: the price in the alert that ends a position. */
  readonly submit: (request: OrderRequest, hint?: PriceHint | null) => Promise<SubmitOutcome>;
}

export interface DeskParts {
  readonly told: ToldOrders;
  readonly follower: OrderFollower;
  readonly modes: PositionModes;
  readonly entries: EntryPreparer;
  readonly prices: Pick<Prices, 'taking' | 'takingToLeave'>;
}

const NO_PRICE = 'this order needs a price, and nobody has said one yet';

const rejected = (reason: string): SubmitOutcome => ({ type: 'rejected', reason });
/** Nobody has said yet what has to be known first: it is tried again. */
const unseen = (reason: string): SubmitOutcome => ({ type: 'unavailable', reason });

export function createOrderDesk(connection: Connection, parts: DeskParts): OrderDesk {
  const { exchange, gate, markets, kept, clock } = connection;
  const { told, follower, modes, entries, prices } = parts;
  /** Kinds of orders whose request was looked at in this process. */
  const rehearsed = new Set<string>();

  const needsPrice = ({ type, side }: OrderRequest): boolean =>
    type === 'market' && (gate.rules.marketNeedsPrice || (gate.rules.marketBuyByCost && side === 'buy'));

  async function standingOf(request: OrderRequest): Promise<Standing> {
    const { symbol } = request.instrument;
    const [hedged] = await Promise.all([modes.isHedged(symbol), modes.seeMarginMode(symbol)]);
    const taking = needsPrice(request) ? await prices.taking(symbol, request.side) : null;
    return { hedged, marginMode: modes.marginModeOf(symbol), taking, leverage: modes.leverageOf(symbol) };
  }

  /** Whoever leaves asks the same, and goes with what was known before where no answer comes. */
  async function standingToLeave(request: OrderRequest, hint: PriceHint | null): Promise<Standing> {
    const { symbol } = request.instrument;
    const [hedged] = await Promise.all([modes.toLeave(symbol), inTime(clock, modes.seeMarginMode(symbol))]);
    const asked = needsPrice(request) ? await prices.takingToLeave(symbol, request.side) : null;
    const hinted = needsPrice(request) && hint !== null ? parseDecimal(hint.price) : null;
    return { hedged, marginMode: modes.marginModeOf(symbol), taking: asked ?? hinted, leverage: modes.leverageOf(symbol) };
  }

  /** Null: it may go. Prices differ from order to order and are looked at each time they matter: where something waits for a trigger. */
  async function heldBackAs(plan: Plan, { reduceOnly }: OrderRequest): Promise<SubmitOutcome | null> {
    const kind = JSON.stringify([plan.symbol, plan.type, plan.side, Object.keys(plan.params)]);
    if (rehearsed.has(kind) && !plan.hasTrigger) return null;
    const { muzzled } = connection;
    teach(muzzled, exchange);
    const rehearsal = await rehearse(muzzled, plan);
    if (rehearsal.type === 'refused') return rejected(rehearsal.reason);
    // whoever leaves at once does not wait until it can be seen: without a trigger nothing of it can go lost but its name
    if (rehearsal.type === 'unseen') return reduceOnly && plan.type === 'market' && !plan.hasTrigger ? null : unseen(rehearsal.reason);
    rehearsed.add(kind);
    return null;
  }

  /** The plan, or the outcome that there is without one. Nothing is placed here. */
  async function planned(request: OrderRequest, hint: PriceHint | null): Promise<Plan | SubmitOutcome> {
    const { reduceOnly, instrument } = request;
    try {
      const listed = await (reduceOnly ? markets.toLeave(instrument.symbol) : markets.find(instrument.symbol));
      const hasEnded = listed?.isActive !== true ? await refusedAtEnd(connection, request) : null;
      if (hasEnded !== null) return hasEnded;
      if (listed === null) return rejected(`${gate.exchange} does not list ${instrument.symbol}`);
      // what is held may be left as long as the venue takes it: that is for the venue to say
      if (!listed.isActive && !reduceOnly) return rejected(`${gate.exchange} does not trade ${instrument.symbol} now`);
      const standing = await (reduceOnly ? standingToLeave(request, hint) : standingOf(request));
      if (reduceOnly && needsPrice(request) && standing.taking === null) return unseen(NO_PRICE);
      const answer = planOrder(gate, listed, request, standing);
      if (answer.type === 'refused') return refusedAs(request, listed, answer.reason);
      const heldBack = await heldBackAs(answer.plan, request);
      if (heldBack !== null) return heldBack;
      const prepared = await entries.prepare(request);
      if (prepared.type === 'ready') return answer.plan;
      const { failure } = prepared;
      return outcomeOf(failure);
    } catch (error) {
      return unavailable(error);
    }
  }

  function failed(request: OrderRequest, failure: Failure): SubmitOutcome {
    modes.doubt(failure.reason);
    // an order under this id is there: whether it is this one is for a look-up to say
    if (failure.isDuplicate) return { type: 'ambiguous', reason: `duplicate client order id ${request.id}: ${failure.reason}` };
    if (failure.type !== 'ambiguous') told.drop(request.id);
    return outcomeOf(failure);
  }

  /** What the venue has taken is right: an exit may need it while the venue answers no question. */
  function remember({ symbol, standing: { hedged, marginMode } }: Plan): void {
    const market = exchange.markets?.[symbol];
    if (isDict(market)) kept.keep(symbol, { market, hedged, marginMode });
  }

  async function place(request: OrderRequest, plan: Plan): Promise<SubmitOutcome> {
    const { symbol, type, side, amount, price, params, clientId } = plan;
    try {
      const order = (): Promise<unknown> => exchange.createOrder(symbol, type, side, amount, price, { ...params });
      const answer = dictOf(await sendOnce(exchange, clientId, order));
      const id = textOf(answer['id']);
      if (id === null) return { type: 'ambiguous', reason: `${gate.exchange} answered without an order id` };
      remember(plan);
      const followed = told.get(request.id);
      if (followed !== null) {
        followed.hasTrigger = plan.hasTrigger;
        told.accepted(followed, id as VenueOrderId);
        follower.nudge(followed);
      }
      return { type: 'accepted', venueOrderId: id as VenueOrderId };
    } catch (error) {
      const failure = classifyError(error);
      const outcome = failed(request, failure);
      if (outcome.type !== 'rejected') return outcome;
      const atEnd = await refusedAtEnd(connection, request);
      if (atEnd !== null) return atEnd;
      return request.reduceOnly ? refusedExit(connection, request, failure) : refusedEntry(connection, request, outcome.reason);
    }
  }

  return {
    async submit(request, hint = null) {
      if (told.get(request.id) !== null) return rejected(`duplicate client order id ${request.id}`);
      const other = told.byClientId(toClientId(exchange.id, gate.market, request.id));
      if (other !== null) return rejected(`${gate.exchange} could not tell this order from ${other.id}: both have the same number there`);
      const startedAt = clock.now();
      // from here on a second submit of the same id is a duplicate, also while this one is under way
      told.follow({ id: request.id, symbol: request.instrument.symbol, qty: request.qty });
      const plan = await planned(request, hint);
      const isLate = clock.now() - startedAt > SEND_WITHIN_MS;
      if ('symbol' in plan && !isLate) return place(request, plan);
      told.drop(request.id);
      return 'symbol' in plan ? TOO_LATE : plan;
    },
  };
}
