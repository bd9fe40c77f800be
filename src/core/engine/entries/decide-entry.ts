// Owns: entries from their first price to their order: sizing, checks, the question to a person, the answer, the order.
// The approval and the creation of the order are one commit.

import { div, ONE, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import { PRICE_WAIT_MS } from '../../model/limits.ts';
import { atrOf } from '../../model/markets/atr.ts';
import { rateOfMarket, type ExchangeRate } from '../../model/money/exchange-rate.ts';
import { isFresh, type PricedInstrument } from '../../model/markets/instrument.ts';
import type { Nonce } from '../../model/ids.ts';
import type { ApprovalPolicy, Strategy } from '../../model/settings.ts';
import type { Proposal, Reading, Signal } from '../../model/signal.ts';
import { checkRisk } from '../../risk/check-risk.ts';
import { needsApproval, policyOf } from '../../risk/needs-approval.ts';
import { spacesByAtr } from '../../risk/needs-atr.ts';
import { isDefaultNotional, isStake, needsFunds } from '../../risk/size-order.ts';
import type { Command, Reply } from '../command.ts';
import { record, tell, type Draft } from '../draft.ts';
import { countedAgain, countedOf, countEntry, entryNow, type Counted, type PricedNow } from './count-entry.ts';
import { waitingSince, waitsForBook, workableFrom } from './entry-wait.ts';
import { limitSubject, refuseByLimits } from './gate-entry.ts';
import { joinRates } from '../limits/count-money.ts';
import { unpricedFor } from '../limits/entry-needs.ts';
import { refuseOtherMeaning } from '../reconciliation/account-meaning.ts';
import { limitChecks, limitGates, ratesUsed } from '../limits/judge-limits.ts';
import { refuseSignal } from '../refuse-signal.ts';
import { refuseHalted, refuseOpposed, refuseOtherContract, refusePaused, refuseStale } from './gates.ts';
import { refuseClosing } from './refuse-closing.ts';
import { makeEntry } from '../make-order.ts';
import { replaceEntry } from './replace-entry.ts';
import { tellMisspeltStop } from './tell-misspelt-stop.ts';
import { toReplace } from './to-replace.ts';
import { addsTo } from '../standing-of.ts';
import type { Actor, State } from '../state.ts';
import { accountOf, strategyOf } from '../strategy-of.ts';
import { refusalGroup } from '../refusal-group.ts';

interface ForeignMoney {
  readonly strategy: Strategy;
  readonly reading: Reading;
  readonly policy: ApprovalPolicy;
  /** Of the account. */
  readonly quoteCurrency: string;
  readonly rate: ExchangeRate | null;
  /** By limits. */
  readonly used: readonly ExchangeRate[];
}

/** What it was counted at stands in the journal and on the card, and so does that nobody could count it. */
export function withMoney(proposal: Proposal, { strategy, reading, policy, quoteCurrency: to, rate, used }: ForeignMoney): Proposal {
  const { quote: from } = proposal.instrument;
  const isSmall = policy.type === 'auto_below';
  const isOfAccount = needsFunds(reading, strategy) || isStake(reading, strategy) || isDefaultNotional(reading, strategy);
  const isCounted = isSmall || strategy.maxNotional !== null || isOfAccount;
  const rates = joinRates(used, rate !== null && isCounted ? [rate] : []);
  return {
    ...proposal,
    ...(rates.length === 0 ? {} : { rates }),
    ...(isSmall && rate === null && from !== to ? { noRate: { from, to } } : {}),
  };
}

interface ProposalTerms {
  /** Of the size that the alert asks for. */
  readonly factor?: Decimal;
  /** Not once a person has said yes: the card has its own lifetime. */
  readonly ages?: boolean;
  readonly counted?: Counted;
}

/** The entry as it would be sent now, through every gate and check. */
export function proposeNow(
  draft: Draft,
  signal: Signal,
  { instrument, quote }: PricedInstrument,
  { factor = ONE, ages = false, counted = countedOf(signal) }: ProposalTerms = {},
): Proposal | Denial {
  const strategy = strategyOf(draft.settings, signal);
  if ('code' in strategy) return strategy;
  if (signal.entry === null) return deny('UNSUPPORTED', 'this signal has no entry');
  const gate =
    refuseHalted(draft.state) ??
    refuseOtherMeaning(draft.settings, draft.state, strategy.account) ??
    refusePaused(draft.state, strategy.name, signal.positionKey) ??
    (ages ? refuseStale(strategy, signal.reading, signal.receivedAt, draft.now) : null) ??
    refuseOtherContract(draft.state, signal, instrument, quote) ??
    (signal.positionKey === null ? null : refuseOpposed(draft.state, { key: signal.positionKey, side: signal.entry.side })) ??
    refuseClosing(draft, { strategy, account: strategy.account, instrument, key: signal.positionKey });
  if (gate !== null) return gate;
  const entry = entryNow(draft.state, signal, signal.entry);
  if ('code' in entry) return entry;
  const account = accountOf(draft.settings, strategy);
  const limited = limitSubject(draft, signal, { strategy, account, symbol: instrument.symbol, factor });
  const held = refuseByLimits(draft, limitGates(limited), signal.id);
  if (held !== null) return held;
  const rate = rateOfMarket(draft, account, instrument.quote);
  const sum = countEntry(draft.state, signal, { strategy, account, entry, rate, factor, counted }, { instrument, quote });
  if ('code' in sum) return sum;
  const { proposal, standing } = sum;
  const { quoteCurrency, traits } = account;
  const results = limitChecks(limited, proposal);
  const refused =
    checkRisk({ proposal, reading: signal.reading, standing, strategy, quoteCurrency, rate, traits }) ??
    refuseByLimits(draft, results, signal.id);
  if (refused !== null) return refused;
  const policy = policyOf(strategy, draft.state.strategies.get(strategy.name)?.approvalMode ?? null, signal.origin);
  return withMoney(proposal, { strategy, reading: signal.reading, policy, quoteCurrency, rate, used: ratesUsed(results) });
}

export function denySignal(draft: Draft, signal: Signal, denial: Denial): void {
  refuseSignal(draft, signal, denial);
  tell(draft, {
    severity: 'warning',
    groupKey: refusalGroup(denial, signal.strategy ?? '', signal.symbol),
    title: `Entry refused: ${denial.code}`,
    text: `${signal.strategy ?? ''}, ${signal.entry?.side ?? signal.reading.action ?? ''} ${signal.symbol ?? ''}: ${denial.message}`,
    nextStep: denial.remedy,
    signalId: signal.id,
  });
}

export function createEntry(draft: Draft, signal: Signal, proposal: Proposal): void {
  const strategy = strategyOf(draft.settings, signal);
  if ('code' in strategy || signal.positionKey === null) throw new Error(`entry of ${signal.id} has no strategy or position`);
  tellMisspeltStop(draft, signal, proposal);
  record(draft, { type: 'signal_proposed', signalId: signal.id, proposal });
  record(draft, { type: 'signal_changed', signalId: signal.id, state: 'working', error: null, detail: 'order made' });
  const account = accountOf(draft.settings, strategy);
  const single = { limitPrice: proposal.limitPrice, qty: proposal.qty };
  for (const [level, layer] of (proposal.layers ?? [single]).entries()) {
    const place = { account, strategy, key: signal.positionKey, level };
    const order = makeEntry(draft, signal, { ...proposal, ...layer }, place);
    record(draft, { type: 'order_initialized', order });
  }
}

/** Its limits count something that is held, and this command has no price of it: whoever asks for the price of the entry asks for that, too. */
export function lacksPrices(draft: Draft, signal: Signal): boolean {
  const strategy = strategyOf(draft.settings, signal);
  if ('code' in strategy || signal.symbol === null) return false;
  const entry = { strategy, account: accountOf(draft.settings, strategy), symbol: signal.symbol };
  return unpricedFor(draft, entry, draft.marks).length > 0;
}

/** Its sum stands on rates of the price before, and this command brings none of them. */
export const lacksRates = ({ rates }: Draft, { proposal }: Signal): boolean =>
  (proposal?.rates ?? []).some(({ from, to }) => ![...rates.values()].some((rate) => rate.from === from && rate.to === to));

/** It is spaced from entries that have come since it was sized, by a range that nobody has asked for then. */
export function lacksRange(draft: Draft, { id, reading, proposal, entry, positionKey: key, ...signal }: Signal): boolean {
  const strategy = strategyOf(draft.settings, signal);
  if ('code' in strategy || entry === null || key === null || !spacesByAtr(strategy)) return false;
  return atrOf(reading, proposal?.atr ?? null) === null && addsTo(draft.state, key, entry.side, id);
}

/** An approved entry at a fresh price: the order, or why not any more. */
function execute(draft: Draft, signal: Signal, priced: PricedNow): void {
  const proposal = proposeNow(draft, signal, priced, { factor: signal.approval?.factor ?? ONE, counted: countedAgain(signal, priced) });
  if ('code' in proposal) denySignal(draft, signal, proposal);
  else createEntry(draft, signal, proposal);
}

export function decidePriced(draft: Draft, command: Command & { type: 'price_signal' }): Reply {
  const signal = draft.state.signals.get(command.signalId);
  if (signal === undefined) return { type: 'skipped', detail: `signal ${command.signalId} is gone` };
  if (waitsForBook(draft.state, signal)) return { type: 'skipped', detail: 'what is held is not known yet' };
  if (signal.state === 'awaiting_approval' && signal.approval?.answer?.choice === 'approve') {
    execute(draft, signal, command);
    return { type: 'done', detail: 'approved entry priced' };
  }
  const rest = toReplace(draft.state, signal);
  if (rest !== null) {
    replaceEntry(draft, signal, rest, command);
    return { type: 'done', detail: 'the rest of an entry was priced' };
  }
  if (signal.state !== 'received' || signal.entry === null) return { type: 'skipped', detail: `signal is ${signal.state}` };
  if (draft.now < workableFrom(signal)) return { type: 'skipped', detail: 'its time has not come' };
  const proposal = proposeNow(draft, signal, command, { ages: true, counted: countedOf(signal, command) });
  if ('code' in proposal) {
    denySignal(draft, signal, proposal);
    return { type: 'refused', denial: proposal };
  }
  const strategy = strategyOf(draft.settings, signal);
  if ('code' in strategy) return { type: 'refused', denial: strategy };
  const mode = draft.state.strategies.get(strategy.name)?.approvalMode ?? null;
  if (!needsApproval(policyOf(strategy, mode, signal.origin), proposal, accountOf(draft.settings, strategy).quoteCurrency)) {
    createEntry(draft, signal, proposal);
    return { type: 'done', detail: 'approved by rule' };
  }
  const approval = { nonce: command.nonce, askedAt: draft.now, expiresAt: draft.now + strategy.approvalTtlMs, factor: ONE, answer: null };
  record(draft, { type: 'approval_requested', signalId: signal.id, proposal, approval });
  return { type: 'done', detail: 'asked' };
}

export function decidePriceFailed(draft: Draft, command: Command & { type: 'price_failed' }): Reply {
  const signal = draft.state.signals.get(command.signalId);
  if (signal === undefined) return { type: 'skipped', detail: `signal ${command.signalId} is gone` };
  const waiting =
    (signal.state === 'received' && signal.part?.stage !== 'held') ||
    (signal.state === 'awaiting_approval' && signal.approval?.answer != null);
  if (!waiting) return { type: 'skipped', detail: `signal is ${signal.state}` };
  const since = signal.approval?.answer?.at ?? waitingSince(draft.state, signal);
  if (!command.final && draft.now - since < PRICE_WAIT_MS) {
    if (signal.missed?.code !== command.denial.code) record(draft, { type: 'price_missed', signalId: signal.id, denial: command.denial });
    return { type: 'skipped', detail: 'tried again later' };
  }
  denySignal(draft, signal, command.denial);
  return { type: 'refused', denial: command.denial };
}

type Open = { readonly signal: Signal; readonly proposal: Proposal; readonly approval: NonNullable<Signal['approval']> };

/** The open card with this button, or the reason why the button does nothing any more. */
function openCard(state: State, nonce: Nonce, now: number): Open | string {
  for (const id of state.activeSignals) {
    const signal = state.signals.get(id);
    if (signal?.approval?.nonce !== nonce || signal.proposal === null) continue;
    const { answer, expiresAt } = signal.approval;
    if (answer !== null) return `${answer.by.userName} has answered already (${answer.choice})`;
    if (signal.state !== 'awaiting_approval') return `the signal is ${signal.state}`;
    if (now >= expiresAt) return 'the card has expired';
    return { signal, proposal: signal.proposal, approval: signal.approval };
  }
  return 'this card was answered already or is no longer open';
}

function answer(draft: Draft, signal: Signal, choice: 'approve' | 'decline', by: Actor): void {
  record(draft, { type: 'approval_answered', signalId: signal.id, answer: { choice, by, at: draft.now } });
}

export function decideApprove(draft: Draft, command: Command & { type: 'approve' }): Reply {
  const open = openCard(draft.state, command.nonce, draft.now);
  if (typeof open === 'string') return { type: 'skipped', detail: open };
  answer(draft, open.signal, 'approve', command.by);
  const { quote } = command;
  if (quote === null || !isFresh(quote, draft.now)) return { type: 'done', detail: 'Approved; fetching a fresh price' };
  if (waitsForBook(draft.state, open.signal)) return { type: 'done', detail: 'Approved; waiting for orders before it' };
  if (lacksPrices(draft, open.signal)) return { type: 'done', detail: 'Approved; fetching the prices of what is held' };
  if (lacksRange(draft, open.signal)) return { type: 'done', detail: 'Approved; fetching the average true range' };
  execute(draft, open.signal, { instrument: open.proposal.instrument, quote });
  const after = draft.state.signals.get(open.signal.id);
  return after?.error == null ? { type: 'done', detail: 'Approved' } : { type: 'refused', denial: after.error };
}

export function decideDecline(draft: Draft, command: Command & { type: 'decline' }): Reply {
  const open = openCard(draft.state, command.nonce, draft.now);
  if (typeof open === 'string') return { type: 'skipped', detail: open };
  const { signal } = open;
  answer(draft, signal, 'decline', command.by);
  record(draft, { type: 'signal_changed', signalId: signal.id, state: 'declined', error: null, detail: `by ${command.by.userName}` });
  if (!command.pauseStrategy || signal.strategy === null) return { type: 'done', detail: 'Rejected' };
  record(draft, { type: 'strategy_paused', strategy: signal.strategy, by: command.by });
  return { type: 'done', detail: `Rejected, and ${signal.strategy} is paused` };
}

/** Half the size, still to be approved; refused where half is below what the venue takes. */
export function decideHalve(draft: Draft, command: Command & { type: 'halve' }): Reply {
  const open = openCard(draft.state, command.nonce, draft.now);
  if (typeof open === 'string') return { type: 'skipped', detail: open };
  const { signal, proposal, approval } = open;
  const factor = div(approval.factor, '2' as Decimal);
  const quote = command.quote !== null && isFresh(command.quote, draft.now) ? command.quote : proposal.quote;
  const half = proposeNow(draft, signal, { instrument: proposal.instrument, quote }, { factor });
  if ('code' in half) return { type: 'refused', denial: half };
  record(draft, {
    type: 'approval_resized',
    signalId: signal.id,
    proposal: half,
    approval: { ...approval, factor, nonce: command.nextNonce },
    by: command.by,
  });
  return { type: 'done', detail: `Now ${half.qty} ${half.instrument.base}` };
}
