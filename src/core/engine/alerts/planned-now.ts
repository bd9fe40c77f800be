// Owns: every order that an alert stands for, as it would be decided about now.

import { ONE } from '../../model/decimal.ts';
import type { Denial } from '../../model/denial.ts';
import type { Settings } from '../../model/settings.ts';
import type { ReceiveAlert } from '../command.ts';
import { isCancel } from '../groups/is-cancel.ts';
import { planParts, type PlannedPart } from '../groups/plan-parts.ts';
import { plotParts } from '../groups/plot-parts.ts';
import type { State } from '../state.ts';
import { planFor } from './plan-action.ts';
import { routeAlert } from './route-alert.ts';

type Alert = Pick<ReceiveAlert, 'reading' | 'strategyHint'>;

/** A denial: it is for no strategy, or its parts do not fit. */
export function plannedNow(settings: Settings, state: State, alert: Alert): readonly PlannedPart[] | Denial {
  const { reading, strategyHint } = alert;
  const parts = plotParts({ settings, state }, alert);
  if (parts !== null) return 'code' in parts ? parts : planParts(state, parts);
  const route = routeAlert(settings, strategyHint, reading);
  if ('code' in route) return route;
  const plan = reading.action === 'modify' ? { exit: null, entry: null, remark: null } : planFor(state, reading, route);
  return [{ leg: 1, rank: 0, lane: 0, scale: ONE, reading, route, plan }];
}

/** Whether an order alert leaves or cancels something, whatever else it wants. */
export function getsOut(settings: Settings, state: State, alert: Alert): boolean {
  const planned = plannedNow(settings, state, alert);
  return !('code' in planned) && planned.some(({ plan, reading }) => plan.exit !== null || isCancel(reading));
}
