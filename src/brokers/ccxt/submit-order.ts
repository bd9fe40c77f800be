// Owns: one attempt to place one order. Everything that can refuse it without the venue comes first; after the request has
// left, only the venue's own words make it placed or refused.

import { type Decimal, lt, ZERO } from '../../core/model/decimal.ts';
import type { VenueOrderId } from '../../core/model/ids.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import { SEND_WITHIN_MS, type SubmitOutcome, TOO_LATE } from '../broker.ts';
import { classifyError, type Failure, outcomeOf, unavailable } from './classify-error.ts';
import type { Connection } from './connection.ts';
import type { OrderFollower } from './follow-orders.ts';
import { type Listed, relistedAs } from './markets.ts';
import { planOrder, type Plan, type Standing } from './plan-order.ts';
import type { PositionModes } from './position-mode.ts';
import { readBalances } from './read-account.ts';
import { dictOf, textOf } from './read-answer.ts';
import { rehearse, teach } from './rehearse-order.ts';
import type { EntryPreparer } from './set-leverage.ts';
import type { ToldOrders } from './told-orders.ts';

export interface OrderDesk {
  readonly submit: (request: OrderRequest) => Promise<SubmitOutcome>;
}

export interface DeskParts {
  readonly told: ToldOrders;
  readonly follower: OrderFollower;
  readonly modes: PositionModes;
  readonly entries: EntryPreparer;
  /** What the other side asks now; null where nobody knows. */
  readonly takingPrice: (symbol: string, side: 'buy' | 'sell') => Promise<Decimal | null>;
}

const rejected = (reason: string): SubmitOutcome => ({ type: 'rejected', reason });

/** Steps and limits are what an order is refused for when its venue has changed them. */
const FOR_STEPS = /\b(?:qty|quantity|size|amount|volume|min|max)|lot|step|tick|precision|decimal|filter|multiple|increment/i;

export function createOrderDesk(connection: Connection, parts: DeskParts): OrderDesk {
  const { exchange, gate, markets, clock } = connection;
  const { told, follower, modes, entries } = parts;
  /** Kinds of orders whose request was looked at in this process. */
  const rehearsed = new Set<string>();

  async function standingOf({ instrument: { symbol }, type, side }: OrderRequest): Promise<Standing> {
    const { rules } = gate;
    const needsPrice = type === 'market' && (rules.marketNeedsPrice || (rules.marketBuyByCost && side === 'buy'));
    return {
      hedged: await modes.isHedged(symbol),
      marginMode: modes.marginModeOf(symbol),
      taking: needsPrice ? await parts.takingPrice(symbol, side) : null,
    };
  }

  /** Prices differ from order to order and are looked at each time they matter: where something waits for a trigger. */
  async function rehearsedAs(plan: Plan): Promise<string | null> {
    const kind = JSON.stringify([plan.symbol, plan.type, plan.side, Object.keys(plan.params)]);
    if (rehearsed.has(kind) && !plan.hasTrigger) return null;
    const { muzzled } = connection;
    teach(muzzled, exchange);
    const rehearsal = await rehearse(muzzled, plan);
    if (rehearsal.type === 'refused') return rehearsal.reason;
    rehearsed.add(kind);
    return null;
  }

  /** The plan, or the outcome that there is without one. Nothing is placed here. */
  async function planned(request: OrderRequest): Promise<Plan | SubmitOutcome> {
    try {
      const listed = await markets.find(request.instrument.symbol);
      if (listed === null) return rejected(`${gate.exchange} does not list ${request.instrument.symbol}`);
      // what is held may be left as long as the venue takes it: that is for the venue to say
      if (!listed.isActive && !request.reduceOnly) return rejected(`${gate.exchange} does not trade ${request.instrument.symbol} now`);
      const answer = planOrder(gate, listed, request, await standingOf(request));
      if (answer.type === 'refused') return refusedAs(request, listed, answer.reason);
      const wrong = await rehearsedAs(answer.plan);
      if (wrong !== null) return rejected(wrong);
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

  /** What is held leaves by the steps of now. */
  function refusedAs({ reduceOnly, instrument }: OrderRequest, listed: Listed | null, reason: string): SubmitOutcome {
    const changed = reduceOnly && listed !== null ? relistedAs(instrument, listed) : null;
    return { type: 'rejected', reason, ...(changed === null ? {} : { instrument: changed }) };
  }

  /** On a spot market nothing else says how much can be sold: what an order holds there, of ours or of a person, cannot. */
  async function refusedForWant(request: OrderRequest, reason: string): Promise<SubmitOutcome> {
    try {
      const balances = await readBalances(connection);
      const { total, free } = balances.find(({ currency }) => currency === request.instrument.base) ?? { total: ZERO, free: ZERO };
      return lt(free, request.qty) ? { type: 'rejected', reason, there: total, free } : rejected(reason);
    } catch {
      // the refusal stands without it, and the next one may say it
      return rejected(reason);
    }
  }

  async function refusedByVenue(request: OrderRequest, failure: Failure): Promise<SubmitOutcome> {
    const outcome = failed(request, failure);
    if (outcome.type !== 'rejected' || !request.reduceOnly) return outcome;
    if (gate.market === 'spot' && request.side === 'sell' && failure.isForWant) return refusedForWant(request, outcome.reason);
    if (!FOR_STEPS.test(outcome.reason)) return outcome;
    return refusedAs(request, await markets.again(request.instrument.symbol), outcome.reason);
  }

  async function place(request: OrderRequest, plan: Plan): Promise<SubmitOutcome> {
    const { symbol, type, side, amount, price, params } = plan;
    try {
      const answer = dictOf(await exchange.createOrder(symbol, type, side, amount, price, { ...params }));
      const id = textOf(answer['id']);
      if (id === null) return { type: 'ambiguous', reason: `${gate.exchange} answered without an order id` };
      const order = told.get(request.id);
      if (order !== null) {
        order.hasTrigger = plan.hasTrigger;
        told.accepted(order, id as VenueOrderId);
        follower.nudge(order);
      }
      return { type: 'accepted', venueOrderId: id as VenueOrderId };
    } catch (error) {
      return refusedByVenue(request, classifyError(error));
    }
  }

  return {
    async submit(request) {
      if (told.get(request.id) !== null) return rejected(`duplicate client order id ${request.id}`);
      const startedAt = clock.now();
      // from here on a second submit of the same id is a duplicate, also while this one is under way
      told.follow({ id: request.id, symbol: request.instrument.symbol, qty: request.qty });
      const plan = await planned(request);
      const isLate = clock.now() - startedAt > SEND_WITHIN_MS;
      if ('symbol' in plan && !isLate) return place(request, plan);
      told.drop(request.id);
      return 'symbol' in plan ? TOO_LATE : plan;
    },
  };
}
