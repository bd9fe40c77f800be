// Owns: the plan that an entry brings to its position: what its alert says and its strategy adds, counted from what was paid.

import { atrOf } from '../../model/markets/atr.ts';
import { NO_PROTECTION, type ExitPlan, type TimeStop, type TimeStopRule } from '../../model/exits/exit-plan.ts';
import type { Fill, Order } from '../../model/order.ts';
import { timeStopAt } from '../../model/exits/time-stop.ts';
import { NO_SIZES } from '../../model/markets/unit-sizes.ts';
import type { Instant } from '../../model/ids.ts';
import { joinPlan } from '../../positions/join-plan.ts';
import { planExits, rulesOfAddition } from '../../model/exits/plan-exits.ts';
import { calendarOf } from '../calendar-of.ts';
import type { Draft } from '../draft.ts';

/** What filled while nobody listened is held since then; the clock of a venue that goes behind begins nothing before its order. */
const heldSince = ({ now }: Draft, { createdAt }: Order, { at }: Fill): Instant => Math.min(now, Math.max(createdAt, at));

function timeStopOf(draft: Draft, order: Order, fill: Fill, rule: TimeStopRule | null): TimeStop | null {
  const { settings } = draft;
  return timeStopAt(rule, heldSince(draft, order, fill), { timeZone: settings.timeZone, calendar: calendarOf(settings, order, rule) });
}

/** `known`: of the position as it was; what adds to it brings what its own alert says, the rules have had their say. */
export function planOfEntry(draft: Draft, order: Order, fill: Fill, known: ExitPlan | null): ExitPlan | null {
  const signal = draft.state.signals.get(order.signalId);
  if (signal === undefined) return known;
  const strategy = draft.settings.strategies.get(order.strategy);
  const ground = {
    side: order.side,
    price: fill.price,
    instrument: order.instrument,
    atr: atrOf(signal.reading, signal.proposal?.atr ?? null),
    units: strategy?.reading ?? NO_SIZES,
  };
  const protection = strategy?.protection ?? null;
  const rules = known === null ? (protection ?? NO_PROTECTION) : rulesOfAddition(signal.reading, protection);
  const wanted = planExits(signal.reading, rules, ground);
  // a rule of config.yaml that cannot be counted here must not cost the position the stop of its alert
  const alone = 'code' in wanted ? planExits(signal.reading, NO_PROTECTION, ground) : wanted;
  // nor must a config.yaml that has changed since: what the entry was approved with counts
  const exits = 'code' in alone ? signal.proposal?.exits : alone;
  if (exits === undefined) return known;
  return joinPlan(known, exits, {
    signalId: order.signalId,
    long: order.side === 'buy',
    // its time began with the first of it that filled
    timeStop:
      known?.signalId === order.signalId && known.timeStop != null ? known.timeStop : timeStopOf(draft, order, fill, exits.timeStop),
  });
}
