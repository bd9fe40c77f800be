// Owns: everything between us and the venue: requests that are late or lost, answers that never come, reports that come
// late, twice, in another order or not at all, look-ups that do not see an order yet. Each caller gets at most one answer.
// Whatever happens to our process, what is on the wire arrives. Nothing arrives or stays hidden for longer than the grace, but for
// exits at venues that take an id once: they may come when they were given up.

import type { CancelOutcome, Lookup, ModifyOutcome, Priced, SubmitOutcome } from '../../src/brokers/broker.ts';
import type { Decimal } from '../../src/core/model/decimal.ts';
import type { AccountName, OrderId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { OrderRequest, PairLevels } from '../../src/core/model/order.ts';
import type { Report } from '../../src/core/model/venues/report.ts';
import { marketKey } from './house.ts';
import { isEntryId, type SimulatedVenue } from './simulated-venue.ts';
import { GRACE_MS, type World } from './world.ts';

type Failed = { readonly type: 'ambiguous' | 'unavailable'; readonly reason: string };

export interface SimulatedNetwork {
  submit(request: OrderRequest, answer: (outcome: SubmitOutcome) => void): void;
  cancel(id: OrderId, answer: (outcome: CancelOutcome) => void): void;
  modify(id: OrderId, qty: Decimal, levels: PairLevels | null, answer: (outcome: ModifyOutcome) => void): void;
  lookUp(id: OrderId, answer: (outcome: Lookup) => void): void;
  cancelForeign(id: VenueOrderId, answer: (outcome: CancelOutcome) => void): void;
  /** Positions and open orders; null: the venue does not answer. */
  holdings(account: AccountName, answer: (held: ReturnType<SimulatedVenue['holdings']> | null) => void): void;
  price(account: AccountName, symbol: string, answer: (outcome: Priced) => void): void;
  /** Sends what the venue has to say on its way to whoever listens when it arrives. */
  carryReports(): void;
  /** The venue has it and would have said so, or will have it. */
  holds(id: OrderId): boolean;
  /** Requests, answers and reports that are on their way. */
  underWay(): number;
}

/** The longest that a request may travel, and that an order may stay invisible, after it was sent. */
const TRAVEL_MAX_MS = GRACE_MS * 0.5;
const HIDDEN_MAX_MS = GRACE_MS * 0.75;
const NO_ANSWER_MS = 30_000;
/** How long an exit may be held back by the network. */
const LATE_MS = [GRACE_MS, 8 * GRACE_MS] as const;

export function createNetwork(world: World, venue: SimulatedVenue, deliver: (report: Report) => void): SimulatedNetwork {
  const { random, weather } = world;
  const travelling = new Set<OrderId>();
  const visibleAt = new Map<OrderId, number>();
  /** They arrived long after their time, and no look-up has met them: an answer without them may be on its way still. */
  const unmet = new Set<OrderId>();
  let underWay = 0;

  const stormy = (rate: number): boolean => !world.isCalm() && random.chance(rate);
  const soon = (): number => (world.isCalm() ? 1 : random.between(1, 300));

  function later(delayMs: number, run: () => void): void {
    underWay += 1;
    world.schedule(delayMs, () => {
      underWay -= 1;
      run();
    });
  }

  /** One attempt: the request may travel long or be lost, the answer may be lost, the line may be down. True: it will arrive. */
  function attempt<T>(what: string, arrive: () => T, answer: (outcome: T | Failed) => void): boolean {
    const fate = stormy(weather.faultRate) ? random.weighted({ answerLost: 3, requestLost: 2, unavailable: 2, slow: 2 }) : 'smooth';
    if (fate !== 'smooth') world.log(`net: ${what}: ${fate}`);
    const silence = random.chance(0.5) ? random.between(1, NO_ANSWER_MS) : soon();
    if (fate === 'unavailable' || fate === 'requestLost') {
      if (fate === 'unavailable') later(soon(), () => answer({ type: 'unavailable', reason: 'connection refused' }));
      else later(silence, () => answer({ type: 'ambiguous', reason: 'connection reset' }));
      return false;
    }
    const travel = fate === 'smooth' || random.chance(0.5) ? soon() : random.between(300, TRAVEL_MAX_MS);
    later(travel, () => {
      const outcome = arrive();
      carryReports();
      if (fate !== 'answerLost') later(soon(), () => answer(outcome));
    });
    if (fate === 'answerLost') later(silence, () => answer({ type: 'ambiguous', reason: 'no answer' }));
    return true;
  }

  /** Nobody hears of it for so long that it is given up; the door of the venue may have noted its id long before. */
  function holdBack(request: OrderRequest): void {
    const isNoted = random.chance(0.2);
    world.log(`net: submit ${request.id}: ${isNoted ? 'noted, and ' : ''}held back`);
    if (isNoted) later(soon(), () => venue.note(request.id));
    later(random.between(...LATE_MS), () => {
      world.log(`net: ${request.id} comes late`);
      unmet.add(request.id);
      if (isNoted) venue.letIn(request);
      else venue.place(request);
      carryReports();
    });
  }

  const mayBeHeldBack = ({ account, id, type }: OrderRequest): boolean =>
    world.desk.settings.accounts.get(account)?.traits.idsOnce === true && (type === 'market' || type === 'stop') && !isEntryId(id);

  function carryReports(): void {
    for (const report of venue.takeReports()) {
      const bad = stormy(weather.reportFaultRate);
      if (bad && random.chance(0.4)) {
        world.log(`net: report ${report.type} of ${report.orderId} lost`);
        continue;
      }
      later(bad ? random.between(1, 20_000) : soon(), () => deliver(report));
      if (bad && random.chance(0.4)) later(random.between(1, 20_000), () => deliver(report));
    }
  }

  function see(id: OrderId): Lookup {
    if ((visibleAt.get(id) ?? 0) > world.now()) return { type: 'not_found' };
    const order = venue.snapshot(id);
    if (order !== null) unmet.delete(id);
    return order === null ? { type: 'not_found' } : { type: 'found', order };
  }

  return {
    submit(request, answer) {
      if (mayBeHeldBack(request) && stormy(weather.faultRate)) {
        holdBack(request);
        later(random.between(1, NO_ANSWER_MS), () => answer({ type: 'ambiguous', reason: 'no answer' }));
        return;
      }
      if (stormy(weather.faultRate)) visibleAt.set(request.id, world.now() + random.between(1, HIDDEN_MAX_MS));
      const arrives = attempt<SubmitOutcome>(
        `submit ${request.id}`,
        () => {
          travelling.delete(request.id);
          return venue.place(request);
        },
        answer,
      );
      if (arrives) travelling.add(request.id);
    },
    cancel(id, answer) {
      attempt<CancelOutcome>(`cancel ${id}`, () => venue.cancel(id), answer);
    },
    modify(id, qty, levels, answer) {
      attempt<ModifyOutcome>(`modify ${id} to ${qty}`, () => venue.modify(id, qty, levels), answer);
    },
    lookUp(id, answer) {
      if (stormy(weather.faultRate)) {
        later(soon(), () => answer({ type: 'unavailable', reason: 'look-up failed' }));
        return;
      }
      later(soon(), () => {
        const seen = see(id);
        later(soon(), () => answer(seen));
      });
    },
    cancelForeign(id, answer) {
      attempt<CancelOutcome>(`cancel foreign ${id}`, () => venue.cancelByVenueId(id), answer);
    },
    holdings(account, answer) {
      if (stormy(weather.faultRate)) {
        later(soon(), () => answer(null));
        return;
      }
      later(soon(), () => {
        const held = venue.holdings(account);
        later(soon(), () => answer(held));
      });
    },
    price(account, symbol, answer) {
      later(soon(), () => {
        const market = venue.markets.get(marketKey(account, symbol));
        if (market === undefined) answer({ type: 'unknown_symbol', nearest: [] });
        else if (stormy(weather.faultRate)) answer({ type: 'unavailable', reason: 'no price' });
        else answer({ type: 'priced', instrument: market.instrument, quote: venue.quote(account, symbol) });
      });
    },
    carryReports,
    holds: (id) => (venue.orders.has(id) && !unmet.has(id)) || travelling.has(id),
    underWay: () => underWay,
  };
}
