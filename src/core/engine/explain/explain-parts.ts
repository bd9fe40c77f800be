// Owns: what would happen to an alert of any number of orders: each part as it would be judged beside those before it, and what the whole
// comes to, since of its entries all go or none.

import type { Denial } from '../../model/denial.ts';
import type { Settings } from '../../model/settings.ts';
import type { Instant } from '../../model/ids.ts';
import type { Reading } from '../../model/signal.ts';
import type { ReceiveAlert } from '../command.ts';
import type { State } from '../state.ts';
import { explainCancelAlert } from './explain-cancel.ts';
import { explainCondition } from './explain-condition.ts';
import { waitOf } from '../entries/entry-wait.ts';
import { isCancel, isNamedCancel } from '../groups/is-cancel.ts';
import { besideOf } from '../groups/entries-beside.ts';
import { isIdle } from '../groups/is-idle.ts';
import type { Beside } from '../limits/risk-scope.ts';
import { planParts, type PlannedPart } from '../groups/plan-parts.ts';
import { asCheck, explainPlan, explainVerdict, type PricedEntry, type Verdict, type VerdictGround } from './explain-verdict.ts';
import { plotParts } from '../groups/plot-parts.ts';
import { routeAlert, type Route } from '../alerts/route-alert.ts';

interface Way {
  readonly reading: Reading;
  readonly route: Route | null;
}

/** What the parts of this alert say and the ways that they would go, in their order; each of them wants a price. */
export function waysOf(settings: Settings, state: State, command: ReceiveAlert): readonly Way[] {
  const { reading, strategyHint } = command;
  const usable = (said: Reading, route: Route | Denial): Way => ({ reading: said, route: 'code' in route ? null : route });
  if (reading.kind !== 'order') return [];
  const parts = plotParts({ settings, state }, command);
  if (parts === null) return [usable(reading, routeAlert(settings, strategyHint, reading))];
  return 'code' in parts ? [] : parts.map((part) => usable(part.reading, part.route));
}

const nameOf = ({ leg, route }: PlannedPart, several: boolean): string => {
  const account = 'code' in route ? '' : ` on ${route.account.name}`;
  return several ? `leg ${leg}${account}` : account.trim();
};

interface Judged {
  readonly part: PlannedPart;
  readonly verdict: Verdict;
}

/** A part with nothing to do is shown as such, and is no refusal: it ends as done, and holds back nothing. */
const settled = ({ part, verdict }: Judged): Judged => ({
  part,
  verdict: isIdle(part.plan) ? { ...verdict, would: 'execute', denial: null } : verdict,
});

/** The verdicts of one lane as one: a refused entry holds back the others, exits pass. */
function whole(judged: readonly Judged[]): Verdict {
  const verdicts = judged.map(settled);
  const legs = new Set(verdicts.map(({ part }) => part.leg)).size > 1;
  const checks = verdicts.flatMap(({ part, verdict }) =>
    verdict.checks.map((each) => ({ ...each, check: `${nameOf(part, legs)}: ${each.check}` })),
  );
  const refused = verdicts.find(({ verdict }) => verdict.denial !== null)?.verdict ?? null;
  const lanes = new Set(verdicts.map(({ part }) => part.lane));
  const refusedLanes = new Set(verdicts.filter(({ verdict }) => verdict.denial !== null).map(({ part }) => part.lane));
  const passing = verdicts.filter(
    ({ part, verdict }) => part.plan.exit !== null || (!refusedLanes.has(part.lane) && verdict.denial === null),
  );
  const asks = passing.some(({ verdict }) => verdict.would === 'ask');
  const would = passing.length === 0 ? 'deny' : asks ? 'ask' : 'execute';
  return {
    would,
    checks,
    denial: refusedLanes.size < lanes.size ? null : (refused?.denial ?? null),
    heldBack: refused?.heldBack ?? false,
    symbol: null,
  };
}

/** `priced`: instrument and price of each part, in the order of {@link waysOf}. */
export function explainParts(ground: VerdictGround, command: ReceiveAlert, priced: readonly (PricedEntry | null)[]): Verdict {
  const { condition, refusal, kind } = command.reading;
  if (condition === null || refusal !== null || kind !== 'order') return judgeParts(ground, command, priced);
  const { detail, denial } = explainCondition(ground, command);
  const check = asCheck('condition', denial, detail);
  if (denial !== null) return { would: 'deny', checks: [check], denial, heldBack: true, symbol: null };
  // what would come of it at the price of now; what is refused of that may pass when it is met
  const unconditional = { ...command, reading: { ...command.reading, condition: null } };
  const met = judgeParts(ground, unconditional, priced);
  return { ...met, would: met.would === 'ask' ? 'ask' : 'execute', denial: null, checks: [check, ...met.checks] };
}

/** A cancel is never refused for anything but that nobody knows what it is of. */
function explainCancel({ route, reading }: PlannedPart): Verdict {
  const denial = 'code' in route && !isNamedCancel(reading) ? route : null;
  const what = reading.orderId ?? ('code' in route ? '' : route.symbol);
  const check = asCheck('cancel', denial, `cancels what is open of ${what}; the entries beside it wait until that can fill no more`);
  return { would: denial === null ? 'execute' : 'deny', checks: [check], denial, heldBack: false, symbol: null };
}

/** When its entry may be made: not before the delays of what goes before it are over. */
function turnOf(now: Instant, parts: readonly PlannedPart[], part: PlannedPart): Instant {
  const before = parts.filter((other) => other === part || (other.lane === part.lane && other.rank < part.rank));
  const waits = before.map(({ route, plan, reading }) =>
    'code' in route || plan.entry === null ? now : (waitOf(now, reading, route.strategy)?.until ?? now),
  );
  return Math.max(...waits);
}

function judgeParts(ground: VerdictGround, command: ReceiveAlert, priced: readonly (PricedEntry | null)[]): Verdict {
  if (command.reading.kind === 'cancel') return explainCancelAlert(ground, command);
  const parts = command.reading.refusal === null ? plotParts(ground, command) : null;
  if (parts === null) return explainVerdict(ground, command, priced[0] ?? null);
  if ('code' in parts) return { would: 'deny', checks: [asCheck('legs', parts)], denial: parts, heldBack: false, symbol: null };
  const besideByLane = new Map<number, readonly Beside[]>();
  const planned = planParts(ground.state, parts);
  const verdicts = planned.map((part, index): Judged => {
    const alone = { ...command, reading: part.reading };
    const { route, plan } = part;
    if (isCancel(part.reading)) return { part, verdict: explainCancel(part) };
    if ('code' in route) {
      const checks = [asCheck('strategy and symbol', route)];
      return { part, verdict: { would: 'deny', checks, denial: route, heldBack: false, symbol: null } };
    }
    const beside = besideByLane.get(part.lane) ?? [];
    const from = turnOf(ground.now, planned, part);
    const verdict = explainPlan({ ...ground, command: alone, route, priced: priced[index] ?? null, beside, from }, plan);
    const place = { strategy: route.strategy.name, account: route.account, key: route.key, from };
    if (verdict.proposal !== undefined) besideByLane.set(part.lane, [...beside, besideOf(place, verdict.proposal)]);
    return { part, verdict };
  });
  return whole(verdicts);
}
