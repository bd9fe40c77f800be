// Owns: the broken twins of the rules of strategies: each makes one of their checks fail.

import { Set } from 'immutable';
import { evolve } from '../../src/core/engine/evolve.ts';
import { transact } from '../../src/core/engine/transact.ts';
import { decimal, mul, type Decimal } from '../../src/core/model/decimal.ts';
import { SOUND, type Mutant } from './behaviour.ts';
import { withCommand, withEvents } from './broken-core.ts';
import type { WindDown } from '../../src/core/model/risk-limits.ts';
import { BREACHED_DESK, RULED_DESK } from './ruled-desk.ts';
import type { Transact } from './simulated-store.ts';

const TWICE = '2' as Decimal;
const HOUR_MS = 3_600_000;

const forgetsHours = withEvents((event) =>
  event.type === 'plan_set' && event.plan !== null ? { ...event, plan: { ...event.plan, timeStop: null } } : event,
);

/** Whoever asks to enter is asked about no limit. */
const withoutLimits: Transact = (settings, state, command, now) => {
  if (command.type === 'judge_risk') return transact(settings, state, command, now);
  const strategies = new Map([...settings.strategies].map(([name, { limits: _limits, ...strategy }]) => [name, strategy] as const));
  return transact({ ...settings, strategies }, state, command, now);
};

const judgesNothing: Transact = (settings, state, command, now) =>
  command.type === 'judge_risk'
    ? { events: [], reply: { type: 'skipped', detail: 'not judged' }, state }
    : withoutLimits(settings, state, command, now);

/** Of all strategies that say something about it. */
const windsDown =
  (told: WindDown, instead: WindDown): Transact =>
  (settings, state, command, now) => {
    const strategies = new Map(
      [...settings.strategies].map(([name, strategy]) => {
        const { limits } = strategy;
        return [name, limits?.windDown === told ? { ...strategy, limits: { ...limits, windDown: instead } } : strategy] as const;
      }),
    );
    return transact({ ...settings, strategies }, state, command, now);
  };

/** What wants out is written down, and nothing leaves as long as a limit is reached. */
const holdsExitsBack = withEvents((event, state) => {
  const key = event.type === 'exit_opened' ? event.exit.positionKey : null;
  const position = key === null ? undefined : state.positions.get(key);
  const isReached = state.riskBook.breaches.some(
    ({ scope }) => scope === `strategy:${position?.strategy ?? ''}|${position?.account ?? ''}`,
  );
  return isReached ? null : event;
});

const letsEntriesRest = withEvents((event, state, command) => {
  const role = event.type === 'order_cancel_requested' ? state.orders.get(event.orderId)?.role : null;
  return command.type === 'judge_risk' && role === 'entry' ? null : event;
});

const meetsAnything = withCommand((command) =>
  command.type === 'observe_price'
    ? { ...command, seen: { ...command.seen, since: HOUR_MS * 1e6, high: decimal('9999'), low: decimal('1') } }
    : command,
);

const waitsForEver: Transact = (settings, state, command, now) => {
  if (command.type !== 'observe_price') return transact(settings, state, command, now);
  const { events, reply } = transact(settings, { ...state, parked: Set() }, command, now);
  return { events, reply, state: events.reduce((known, event) => evolve(known, event, now), state) };
};

const ordersAll = withEvents((event, state) => {
  if (event.type !== 'order_initialized' || event.order.life?.replaces !== true) return event;
  const first = state.orders.find(({ signalId, role }) => signalId === event.order.signalId && role === 'entry');
  return { ...event, order: { ...event.order, qty: first?.qty ?? event.order.qty } };
});

const doublesLayers = withEvents((event) =>
  event.type === 'order_initialized' && event.order.role === 'entry' && event.order.leg > 0
    ? { ...event, order: { ...event.order, qty: mul(event.order.qty, TWICE) } }
    : event,
);

const restsForLong = withEvents((event) =>
  event.type === 'order_initialized' && event.order.life != null
    ? { ...event, order: { ...event.order, life: { ...event.order.life, endsAt: event.order.createdAt + HOUR_MS, moveAt: null } } }
    : event,
);

const doublesRisk = withEvents((event) =>
  event.type === 'order_initialized' && event.order.role === 'entry' && event.order.strategy === 'ranged'
    ? { ...event, order: { ...event.order, qty: mul(event.order.qty, TWICE) } }
    : event,
);

const ruled = (name: string, decide: Transact, ...breaks: readonly string[]): Mutant => ({
  ...SOUND,
  desk: RULED_DESK,
  name,
  decide,
  breaks,
});

const breached = (name: string, decide: Transact, ...breaks: readonly string[]): Mutant => ({
  ...ruled(name, decide, ...breaks),
  desk: BREACHED_DESK,
});

export const RULED_MUTANTS: readonly Mutant[] = [
  ruled('hours and sessions are forgotten', forgetsHours, 'at rest no hour has passed'),
  ruled(
    'limits hold nothing back',
    withoutLimits,
    'orders of a minute are limited',
    'one position at a time',
    'nothing is entered while a limit holds',
  ),
  ruled('nobody looks at results', judgesNothing, 'a loss that is too large ends the day'),
  breached('a wind-down that should close all closes nothing', windsDown('flatten_all', 'keep_all'), 'a breach winds down as it is told'),
  breached('a wind-down closes what has its stop', windsDown('keep_protected', 'flatten_all'), 'a breach winds down as it is told'),
  breached('a limit that was reached holds exits back', holdsExitsBack, 'exits pass while a limit holds'),
  breached('entries rest on when a limit is reached', letsEntriesRest, 'what rests is taken back by a breach'),
  { ...ruled('a condition is met by any price', meetsAnything, 'a condition is met by its price'), isObservable: () => true },
  { ...ruled('a condition is never met', waitsForEver, 'nothing waits for a price that is there'), isObservable: () => true },
  ruled('the rest of an entry is ordered whole', ordersAll, 'an alert enters what it asks for and no more'),
  ruled('a layer is twice what it should be', doublesLayers, 'an alert enters what it asks for and no more'),
  ruled('limit entries rest for ever', restsForLong, 'a limit entry ends in time'),
  ruled('a size by risk is doubled', doublesRisk, 'a size by risk is what it says'),
];
