// Owns: what would happen to an alert (POST /webhook/test): the same decisions, without a commit.

import { abs, gt, isZero, ONE, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Denial } from '../../model/denial.ts';
import type { Instant } from '../../model/ids.ts';
import { atrOf, type AtrFound } from '../../model/markets/atr.ts';
import { rateOfMarket, type ExchangeRates } from '../../model/money/exchange-rate.ts';
import type { Funds } from '../../model/money/funds.ts';
import type { PricedInstrument, Quote } from '../../model/markets/instrument.ts';
import { misspeltStopText } from '../../model/alerts/misspelt-stop.ts';
import { noRateText } from '../../model/money/no-rate-text.ts';
import type { Settings } from '../../model/settings.ts';
import type { Position, WantedExit } from '../../model/position.ts';
import type { EntryPart, Proposal, Reading } from '../../model/signal.ts';
import { runChecks } from '../../risk/check-risk.ts';
import { needsApproval, policyOf } from '../../risk/needs-approval.ts';
import { proposeEntry } from '../../risk/propose-entry.ts';
import { newerEntry } from '../alerts/arrivals.ts';
import { carriedWarnings } from '../alerts/carried-warnings.ts';
import type { ReceiveAlert } from '../command.ts';
import { gateShown } from './explain-gates.ts';
import { limitChecks, limitGates, type LimitResult, type LimitSubject } from '../limits/judge-limits.ts';
import type { Beside } from '../limits/risk-scope.ts';
import type { Marks } from '../command.ts';
import { withMoney } from '../entries/decide-entry.ts';
import { receiptGates, refuseOpposed, refuseOtherAccount, type GateResult } from '../entries/gates.ts';
import { refuseClosing } from '../entries/refuse-closing.ts';
import { waitOf } from '../entries/entry-wait.ts';
import { hasAnything } from '../exits/open-exit.ts';
import type { ActionPlan } from '../alerts/action-plan.ts';
import { planModify } from '../exits/modify-plan.ts';
import { describePlan } from '../../model/exits/describe-plan.ts';
import { planFor } from '../alerts/plan-action.ts';
import { isTargetOrder } from '../alerts/plan-target.ts';
import { standingOf } from '../standing-of.ts';
import { routeAlert, type Route } from '../alerts/route-alert.ts';
import type { State } from '../state.ts';
import { madeUp } from '../../model/markets/price-origin.ts';

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
  /** The reason lies in the moment (age, limits, pauses, price), not in what the alert says. */
  readonly heldBack: boolean;
  /** The instrument that the symbol means, where it resolved. */
  readonly symbol: string | null;
  /** The alert as it counts, where config.yaml has filled something in. */
  readonly reading?: Reading;
  /** What it says and is not acted on, with what only its way shows; absent: those of the reading. */
  readonly warnings?: readonly string[];
  /** The entry, as far as it has a size. */
  readonly proposal?: Proposal;
}

/** The moment, and what is known at it. */
export interface VerdictGround {
  readonly settings: Settings;
  readonly state: State;
  readonly now: Instant;
  /** Last prices of what is held. */
  readonly marks: Marks;
  readonly rates: ExchangeRates;
}

export const asCheck = (check: string, denial: Denial | null, shows = 'passed'): VerdictCheck => ({
  check,
  passed: denial === null,
  detail: denial?.message ?? shows,
});

const denied = (checks: VerdictCheck[], denial: Denial, symbol: string | null): Verdict => ({
  would: 'deny',
  checks,
  denial,
  heldBack: false,
  symbol,
});

/** What an entry of this way would be sized with. */
export interface PricedEntry extends PricedInstrument {
  /** Where the size is counted from them. */
  readonly funds?: Funds | null;
  readonly atr?: AtrFound | null;
  /** What is free on the account, whether or not the size is counted from it: quote currency of the account. */
  readonly free?: Decimal | null;
}

/** `priced`: instrument and price that this alert would get, null where none could be had. */
export function explainVerdict(ground: VerdictGround, command: ReceiveAlert, priced: PricedEntry | null): Verdict {
  const { settings, state } = ground;
  const { reading } = command;
  if (reading.refusal !== null) return denied([asCheck('understood', reading.refusal)], reading.refusal, null);
  const checks = [asCheck('understood', null)];
  if (reading.kind !== 'order') return { would: 'execute', checks, denial: null, heldBack: false, symbol: null };
  const route = routeAlert(settings, command.strategyHint, reading);
  if ('code' in route) return denied([...checks, asCheck('strategy and symbol', route)], route, null);
  const plan = planFor(state, reading, route);
  const verdict = explainPlan({ ...ground, command, route, priced }, plan);
  return { ...verdict, checks: [...checks, ...verdict.checks], warnings: carriedWarnings(reading, plan, route.account.traits) };
}

/** The same for one order whose way is known. */
export function explainPlan(subject: Subject, plan: ActionPlan): Verdict {
  const { state, route, now } = subject;
  const { reading } = subject.command;
  const checks = [asCheck('strategy and symbol', null, routeShown(route, reading))];
  if (plan.exit !== null) {
    const newer = hasAnything(state, route.key) ? newerEntry(state, route.key, reading.sentAt) : null;
    if (newer !== null) {
      checks.push({ check: 'exit', passed: false, detail: 'it was sent before an entry that has come already: a person is asked' });
      return { would: 'ask', checks, denial: null, heldBack: true, symbol: route.symbol };
    }
    checks.push(asCheck('exit', null, exitShown(plan, plan.exit, state.positions.get(route.key))));
    // beside an exit an entry that is refused is told, and holds nothing back
    if (plan.remark !== null) checks.push(asCheck('entry behind the exit', plan.remark));
    if (reading.delayMs !== null) checks.push(asCheck('delay', null, 'it holds back entries only: the exit is worked at once'));
    if (plan.entry !== null) checks.push(...judgeEntry(subject, plan.entry).checks);
    return { would: 'execute', checks, denial: null, heldBack: false, symbol: route.symbol };
  }
  if (reading.action === 'modify') return explainModify(subject, checks);
  if (plan.remark !== null) {
    const refused = denied([...checks, asCheck('action', plan.remark)], plan.remark, route.symbol);
    // the alert is understood: how much a contract is, the strategy can say
    const remarked = plan.counted?.isKnown === false ? { ...refused, heldBack: true } : refused;
    // what is to be held is held: that is what the alert asks for
    return plan.remark.code === 'AT_TARGET' && isTargetOrder(reading) ? { ...remarked, would: 'execute', denial: null } : remarked;
  }
  if (plan.entry === null) throw new Error(`"${reading.action}" leads to nothing, and the plan says no reason`);
  const wait = waitOf(now, reading, route.strategy);
  if (wait !== null) checks.push(asCheck('delay', null, `the entry waits for ${(wait.until - now) / 1000} s`));
  const { checks: entryChecks, denial, asks, proposal } = judgeEntry(subject, plan.entry);
  const would = denial !== null ? 'deny' : asks ? 'ask' : 'execute';
  const sized = proposal === undefined ? {} : { proposal };
  return { would, checks: [...checks, ...entryChecks], denial, heldBack: denial !== null, symbol: route.symbol, ...sized };
}

function explainModify({ state, route, command }: Subject, checks: VerdictCheck[]): Verdict {
  const plan = planModify(state, route, command.reading, command.signalId);
  if ('code' in plan) return denied([...checks, asCheck('plan', plan)], plan, route.symbol);
  checks.push(asCheck('plan', null, describePlan(plan)));
  return { would: 'execute', checks, denial: null, heldBack: false, symbol: route.symbol };
}

/** "BTCUSDT.P is BTC/USDT:USDT (swap), traded by default on paper (PAPER)". */
const routeShown = ({ strategy, account, symbol, kind }: Route, reading: Reading): string =>
  `${reading.symbol ?? ''} is ${symbol} (${kind}), traded by ${strategy.name} on ${account.name} (${account.mode.toUpperCase()})`;

function exitShown({ counted }: ActionPlan, exit: WantedExit, position: Position | undefined): string {
  const sum = counted === undefined ? '' : `${counted.words.replace(/\.$/, '')}; `;
  const held = position === undefined || isZero(position.qty) ? null : `${abs(position.qty)} ${position.instrument.base}`;
  const late = exit.type === 'reduce' ? (exit.late ?? null) : null;
  if (held === null && late !== null) {
    const part = exit.type === 'reduce' && late.percent === null ? exit.qty : `${late.percent ?? ''} %`;
    return `${sum}nothing is held yet: closes ${part} of what the entries under way fill; exits pass every gate`;
  }
  if (held === null) return 'nothing is held; entries that are open are cancelled';
  return `${sum}closes ${exit.type === 'reduce' ? exit.qty : 'all'} of ${held}; exits pass every gate`;
}

function priceShown({ bid, ask, source }: Quote, { price }: Proposal): string {
  const words = source === 'signal' ? ' (price of the alert)' : madeUp(source);
  return `bid ${bid}, ask ${ask}${words}; counted at ${price}`;
}

interface Subject extends VerdictGround {
  readonly beside?: readonly Beside[];
  /** When the entry may be made; absent: now. */
  readonly from?: Instant;
  readonly command: ReceiveAlert;
  readonly route: Route;
  readonly priced: PricedEntry | null;
}

interface Judgement {
  readonly proposal?: Proposal;
  readonly checks: readonly VerdictCheck[];
  readonly denial: Denial | null;
  readonly asks: boolean;
}

function limitsOf({ settings, state, now, marks, rates, route, command, priced, beside = [], from = now }: Subject): LimitSubject {
  const { strategy, account, key, symbol } = route;
  const entry = { key, symbol: priced?.instrument.symbol ?? symbol, leverage: command.reading.leverage, from };
  const equities = priced?.funds == null ? new Map() : new Map([[account.name, priced.funds.equity]]);
  return { settings, state, now, marks, rates, strategy, account, entry, beside, equities };
}

/** Of a strategy that leaves before its market closes. */
function closingGate({ settings, state, now, route }: Subject, { instrument }: PricedEntry): readonly GateResult[] {
  const { strategy, account, key } = route;
  if (strategy.protection.timeStop?.beforeCloseMs == null) return [];
  const denial = refuseClosing({ settings, state, now }, { strategy, account: account.name, instrument, key });
  return [{ check: 'there is time before the close', denial }];
}

/** Every gate and check of an entry, whatever one before says. */
function judgeEntry(subject: Subject, entry: EntryPart): Judgement {
  const { settings, state, command, now, route, priced } = subject;
  const gates = [
    ...receiptGates(
      settings,
      state,
      route.strategy,
      { reading: command.reading, key: route.key, side: entry.side, rateKey: command.rateKey },
      now,
    ),
    { check: 'account', denial: refuseOtherAccount(settings, route.strategy, command.reading.account) },
    { check: 'no other strategy on the other side', denial: refuseOpposed(state, { key: route.key, side: entry.side }) },
    ...(priced === null ? [] : closingGate(subject, priced)),
  ];
  const limits = limitGates(limitsOf(subject));
  const misspelt = misspeltStopText(command.reading, null);
  const sized = judgeSize(subject, entry);
  const shown = { settings, state, strategy: route.strategy, reading: command.reading, rateKey: command.rateKey, now };
  return {
    checks: [
      ...gates.map((gate) => asCheck(gate.check, gate.denial, gateShown(gate.check, shown))),
      ...limits.map(limitShown),
      ...(misspelt === null ? [] : [{ check: 'the stop-loss is read', passed: false, detail: misspelt }]),
      ...sized.checks,
    ],
    denial: [...gates, ...limits].find(({ denial }) => denial !== null)?.denial ?? sized.denial,
    asks: sized.asks,
    ...(sized.proposal === undefined ? {} : { proposal: sized.proposal }),
  };
}

const limitShown = ({ check, denial, shows }: LimitResult): VerdictCheck => asCheck(check, denial, shows);

/**
 * Whether the money is there. It holds nothing back: venue and balance decide when the order is there, and what a margined
 * position needs is the venue's to say.
 */
function moneyChecks({ free = null }: PricedEntry, { instrument, side, notional }: Proposal, currency: string): VerdictCheck[] {
  if (free === null || instrument.quote !== currency) return [];
  const isPaidInFull = side === 'buy' && (instrument.kind === 'spot' || instrument.kind === 'equity');
  if (!isPaidInFull)
    return [{ check: 'money', passed: true, detail: `${free} ${currency} free for the margin of ${notional} ${currency}` }];
  const passed = !gt(notional, free);
  const detail = `${notional} ${currency} and fees of ${free} ${currency} free${passed ? '' : ': the venue is likely to refuse it'}`;
  return [{ check: 'money', passed, detail }];
}

function approvalShown(proposal: Proposal, asks: boolean): string {
  const why = noRateText(proposal);
  if (!asks) return 'passes by rule, nobody is asked';
  return why === null ? 'a person is asked' : `a person is asked: ${why}`;
}

function judgeSize(subject: Subject, entry: EntryPart): Judgement {
  const { state, command, route, priced } = subject;
  const mode = state.strategies.get(route.strategy.name)?.approvalMode ?? null;
  const policy = policyOf(route.strategy, mode, command.origin);
  if (priced === null) {
    return {
      checks: [{ check: 'price', passed: true, detail: 'no price at hand: size and limits are checked when there is one' }],
      denial: null,
      asks: policy.type !== 'auto',
    };
  }
  const standing = standingOf(state, route.key, entry.side, null, atrOf(command.reading, priced.atr ?? null));
  const wanted = { reading: command.reading, entry, strategy: route.strategy, factor: ONE };
  const rate = rateOfMarket(subject, route.account, priced.instrument.quote);
  const proposal = proposeEntry(wanted, priced, {
    traits: route.account.traits,
    funds: priced.funds ?? null,
    fundsCurrency: route.account.quoteCurrency,
    exchange: route.account.exchange ?? null,
    rate,
    atr: priced.atr ?? null,
    qtyHeld: abs(state.positions.get(route.key)?.qty ?? ZERO),
    entries: standing.entries,
    stopHeld: standing.stopLoss,
  });
  if ('code' in proposal) return { checks: [asCheck('size', proposal)], denial: proposal, asks: false };
  const size = {
    check: 'size',
    passed: true,
    detail: `${proposal.notes.join('; ')}: ${proposal.qty} ${proposal.instrument.base} at ${proposal.price} = ${proposal.notional} ${proposal.instrument.quote}`,
  };
  const results = runChecks({
    proposal,
    reading: command.reading,
    standing,
    strategy: route.strategy,
    quoteCurrency: route.account.quoteCurrency,
    rate,
    traits: route.account.traits,
  });
  const limits = limitChecks(limitsOf(subject), proposal);
  const { quoteCurrency } = route.account;
  const money = { strategy: route.strategy, reading: command.reading, policy, quoteCurrency, rate, used: [] };
  const counted = withMoney(proposal, money);
  const asks = needsApproval(policy, counted, quoteCurrency);
  return {
    checks: [
      asCheck('price', null, priceShown(priced.quote, proposal)),
      size,
      ...moneyChecks(priced, proposal, route.account.quoteCurrency),
      ...results.map((result) => asCheck(result.check, result.denial, result.shows)),
      ...limits.map(limitShown),
      asCheck('approval', null, approvalShown(counted, asks)),
    ],
    denial: [...results, ...limits].find(({ denial }) => denial !== null)?.denial ?? null,
    asks,
    proposal,
  };
}
