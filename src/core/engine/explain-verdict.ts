// Owns: what would happen to an alert (POST /webhook/test): the same decisions, without a commit.

import { ONE } from '../model/decimal.ts';
import type { Denial } from '../model/denial.ts';
import type { AccountName, Instant } from '../model/ids.ts';
import type { Instrument, Quote } from '../model/instrument.ts';
import type { Settings } from '../model/settings.ts';
import { runChecks } from '../risk/check-risk.ts';
import { needsApproval, policyOf } from '../risk/needs-approval.ts';
import { proposeEntry } from '../risk/propose-entry.ts';
import type { ReceiveAlert } from './command.ts';
import { receiptGates, refuseOpposed } from './gates.ts';
import { planAction } from './plan-action.ts';
import { routeAlert } from './route-alert.ts';
import type { State } from './state.ts';

export interface VerdictCheck {
  readonly check: string;
  readonly passed: boolean;
  readonly detail: string;
}

export interface Verdict {
  readonly would: 'execute' | 'ask' | 'deny';
  readonly checks: readonly VerdictCheck[];
  /** The first reason against it. */
  readonly denial: Denial | null;
  /** The instrument that the symbol means, where it resolved. */
  readonly symbol: string | null;
}

const asCheck = (check: string, denial: Denial | null): VerdictCheck => ({
  check,
  passed: denial === null,
  detail: denial?.message ?? 'passed',
});

const denied = (checks: VerdictCheck[], denial: Denial, symbol: string | null): Verdict => ({ would: 'deny', checks, denial, symbol });

/** `priced`: instrument and price as the venue has them now, null where none could be had without waiting. */
export function explainVerdict(
  settings: Settings,
  state: State,
  command: ReceiveAlert,
  now: Instant,
  priced: (account: AccountName, symbol: string) => { instrument: Instrument; quote: Quote } | null,
): Verdict {
  const { reading } = command;
  if (reading.refusal !== null) return denied([asCheck('understood', reading.refusal)], reading.refusal, null);
  const checks = [asCheck('understood', null)];
  if (reading.kind !== 'order') return { would: 'execute', checks, denial: null, symbol: null };
  const route = routeAlert(settings, command.strategyHint, reading);
  if ('code' in route) return denied([...checks, asCheck('strategy and symbol', route)], route, null);
  checks.push({ check: 'strategy and symbol', passed: true, detail: `${route.strategy.name} on ${route.account.name}: ${route.symbol}` });
  const plan = planAction(reading, route.strategy, state.positions.get(route.key), route.kind);
  if (plan.exit !== null) {
    checks.push({ check: 'exit', passed: true, detail: 'exits pass every gate' });
    return { would: 'execute', checks, denial: null, symbol: route.symbol };
  }
  if (plan.remark !== null) return denied([...checks, asCheck('action', plan.remark)], plan.remark, route.symbol);
  const opposed = plan.entry === null ? null : refuseOpposed(state, { key: route.key, side: plan.entry.side });
  const gates = [
    ...receiptGates(settings, state, route.strategy, { sentAt: reading.sentAt, receivedAt: now, rateKey: command.rateKey }, now),
    { check: 'no other strategy on the other side', denial: opposed },
  ];
  checks.push(...gates.map((gate) => asCheck(gate.check, gate.denial)));
  const sized = entryChecks(state, command, route, plan.entry, priced(route.account.name, route.symbol));
  checks.push(...sized.checks);
  const denial = gates.find((gate) => gate.denial !== null)?.denial ?? sized.denial;
  return { would: denial !== null ? 'deny' : sized.asks ? 'ask' : 'execute', checks, denial, symbol: route.symbol };
}

type Route = Exclude<ReturnType<typeof routeAlert>, Denial>;

function entryChecks(
  state: State,
  command: ReceiveAlert,
  route: Route,
  entry: ReturnType<typeof planAction>['entry'],
  priced: { instrument: Instrument; quote: Quote } | null,
): { checks: VerdictCheck[]; denial: Denial | null; asks: boolean } {
  const mode = state.strategies.get(route.strategy.name)?.approvalMode ?? null;
  const policy = policyOf(route.strategy, mode);
  if (entry === null || priced === null) {
    return {
      checks: [{ check: 'price', passed: true, detail: 'no price at hand: size and limits are checked when there is one' }],
      denial: null,
      asks: policy.type !== 'auto',
    };
  }
  const proposal = proposeEntry(command.reading, entry, route.strategy, priced.instrument, priced.quote, ONE);
  if ('code' in proposal) return { checks: [asCheck('size', proposal)], denial: proposal, asks: false };
  const size = {
    check: 'size',
    passed: true,
    detail: `${proposal.notes.join('; ')}: ${proposal.qty} ${proposal.instrument.base} at ${proposal.price} = ${proposal.notional} ${proposal.instrument.quote}`,
  };
  const results = runChecks({ proposal, strategy: route.strategy });
  return {
    checks: [size, ...results.map((result) => asCheck(result.check, result.denial))],
    denial: results.find((result) => result.denial !== null)?.denial ?? null,
    asks: needsApproval(policy, proposal, route.account.quoteCurrency),
  };
}
