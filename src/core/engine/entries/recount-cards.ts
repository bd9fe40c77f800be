// Owns: cards over a start. config.yaml may have changed what an alert comes to (sizes, units, scales, levels, the type of its
// order) since a card was shown. Invariant: a tap sends what the card shows; where that has become something else, the card asks
// anew, and buttons of before do nothing.

import type { Decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { PlannedExits } from '../../model/exits/exit-plan.ts';
import { nonceAt, type Nonce } from '../../model/ids.ts';
import { USUAL_TERMS } from '../../model/order-terms.ts';
import type { Approval, CountedOn, Proposal, Signal } from '../../model/signal.ts';
import { record, tell, type Draft } from '../draft.ts';
import { childrenOf } from '../groups/leg-status.ts';
import { refuseSignal } from '../refuse-signal.ts';
import { accountOf, strategyOf } from '../strategy-of.ts';
import { countedOf, countEntry, entryNow } from './count-entry.ts';
import { denySignal } from './decide-entry.ts';

type Shown = Signal & { readonly proposal: Proposal };
type Found = ReturnType<typeof countEntry> | null;

/** Of exits that are a stop and a target. */
const NOTHING_BESIDE = { partials: [], trail: null, breakEvenAfter: null, locks: [], timeStop: null } satisfies Partial<PlannedExits>;

/** What would be sent, by names for people. Prices move and sums are told anew; none of that makes it another order. */
function orderIn(proposal: Proposal): Readonly<Record<string, unknown>> {
  const { instrument, side, orderType, qty, limitPrice, stopPrice, trail = null, layers = null, stopLoss, takeProfit } = proposal;
  return {
    market: instrument.symbol,
    side,
    type: orderType,
    size: qty,
    limit: limitPrice,
    'stop price': stopPrice,
    trail,
    // the first version wrote neither down: it knew no others
    terms: proposal.terms ?? USUAL_TERMS,
    exits: proposal.exits ?? { stopLoss, takeProfit, ...NOTHING_BESIDE },
    layers: layers?.map((layer) => [layer.limitPrice, layer.qty]) ?? null,
    stop: stopLoss,
    target: takeProfit,
  };
}

/** The names of what has become something else. */
function differences(before: Proposal, now: Proposal): readonly string[] {
  const then = orderIn(before);
  const same = (name: string, value: unknown): boolean => JSON.stringify(value) === JSON.stringify(then[name]);
  return Object.entries(orderIn(now)).flatMap(([name, value]) => (same(name, value) ? [] : [name]));
}

/** The same sum, as config.yaml says it now, on the books as they stand or `stood`. Null: what is held has answered it, which the tap finds, too. */
function sumOf(draft: Draft, signal: Shown, factor: Decimal, stood?: CountedOn): Found {
  const { instrument, quote, rates = [] } = signal.proposal;
  const strategy = strategyOf(draft.settings, signal);
  if ('code' in strategy) return strategy;
  const part = signal.entry;
  const entry = part === null ? null : stood === undefined ? entryNow(draft.state, signal, part) : { ...part, qty: stood.qty };
  if (entry === null || 'code' in entry) return null;
  const account = accountOf(draft.settings, strategy);
  const rate = rates.find(({ from, to }) => from === instrument.quote && to === account.quoteCurrency) ?? null;
  const ground = { strategy, account, entry, rate, factor, counted: countedOf(signal), stood };
  return countEntry(draft.state, signal, ground, { instrument, quote });
}

/** What config.yaml makes of it that is another order; null: it is the same. What is held has nothing to do with that: it may have changed since. */
function changed(draft: Draft, signal: Shown, factor: Decimal): Found {
  const { countedOn } = signal.proposal;
  const found = sumOf(draft, signal, factor, countedOn);
  if (found === null || 'code' in found) return found;
  if (differences(signal.proposal, found.proposal).length === 0) return null;
  return countedOn === undefined ? found : sumOf(draft, signal, factor);
}

const shownAs = ({ side, orderType, qty, instrument, limitPrice, stopLoss, takeProfit }: Proposal): string =>
  [
    `${side} ${qty} ${instrument.base} (${orderType.replace('_', '-')}${limitPrice === null ? '' : ` ${limitPrice}`}`,
    ...(stopLoss === null ? [] : [`stop ${stopLoss}`]),
    ...(takeProfit === null ? [] : [`target ${takeProfit}`]),
  ].join(', ') + ')';

/** What the one has become; by name where the words for both would be the same. */
function changeInWords(before: Proposal, now: Proposal): string {
  const [was, is] = [shownAs(before), shownAs(now)];
  return was === is ? `${was} has other ${differences(before, now).join(', ')} now` : `${was} is ${is} now`;
}

interface Change {
  readonly signal: Shown;
  readonly proposal: Proposal;
}

function tellChange(draft: Draft, card: Signal, changes: readonly Change[]): void {
  const detail = changes.map(({ signal, proposal }) => changeInWords(signal.proposal, proposal)).join('; ');
  record(draft, { type: 'signal_remarked', signalId: card.id, event: 'config_changed', detail: `config.yaml has changed: ${detail}` });
  tell(draft, {
    severity: 'warning',
    groupKey: `card-changed:${card.id}`,
    title: 'A card that waits has changed with config.yaml',
    text: `${card.strategy ?? ''}, ${card.symbol ?? ''}: ${detail}.`,
    nextStep: 'Look at the card again and answer there; buttons from before do nothing.',
    signalId: card.id,
  });
}

const anew = (approval: Approval, nonce: Nonce): Approval => ({ ...approval, nonce, answer: null });

function recountCard(draft: Draft, signal: Shown, approval: Approval, nonce: Nonce): void {
  const found = changed(draft, signal, approval.factor);
  if (found === null) return;
  if ('code' in found) return denySignal(draft, signal, found);
  const { proposal } = found;
  record(draft, { type: 'approval_requested', signalId: signal.id, proposal, approval: anew(approval, nonce) });
  tellChange(draft, signal, [{ signal, proposal }]);
}

/** Of an alert of several orders: those of its parts that no order was made of. */
function recountGroup(draft: Draft, parent: Signal, approval: Approval, nonce: Nonce): void {
  const changes: Change[] = [];
  for (const child of childrenOf(draft.state, parent)) {
    const { proposal } = child;
    if (proposal === null || child.state !== 'received') continue;
    const signal: Shown = { ...child, proposal };
    const found = changed(draft, signal, approval.factor);
    if (found === null) continue;
    // others of it may be on their way: what was let pass is not asked about again
    if ('code' in found) refuseSignal(draft, child, found);
    else if (approval.answer === null) changes.push({ signal, proposal: found.proposal });
    else refuseSignal(draft, child, deny('CONTRADICTION', changedWords(signal, found.proposal), 'Send the alert again.'));
  }
  if (changes.length === 0) return;
  for (const { signal, proposal } of changes) record(draft, { type: 'signal_proposed', signalId: signal.id, proposal });
  record(draft, { type: 'group_asked', signalId: parent.id, approval: anew(approval, nonce) });
  tellChange(draft, parent, changes);
}

const changedWords = ({ proposal: before }: Shown, now: Proposal): string =>
  `${shownAs(before)} was let pass, and with config.yaml as it is ${changeInWords(before, now)}`;

/** At the start: settings change at no other time. `seed`: 16 hex digits that no other start has. */
export function recountCards(draft: Draft, seed: string): void {
  let index = 0;
  for (const id of draft.state.activeSignals) {
    const signal = draft.state.signals.get(id);
    if (signal?.approval == null) continue;
    const { approval, proposal } = signal;
    const nonce = nonceAt(seed as Nonce, index);
    index += 1;
    if (signal.group !== null) recountGroup(draft, signal, approval, nonce);
    else if (proposal !== null && signal.state === 'awaiting_approval') recountCard(draft, { ...signal, proposal }, approval, nonce);
  }
}
