// Owns: what a person answers to a difference between the books and a venue. Each button is good once.
//
// Adopt: the books take over what the venue has, in the share of one strategy; what is not there is written off without a result.
// Close: the surplus becomes a share of nobody and is left like any other, reduce-only. Ignore: not told again until it changes.

import { abs, add, isPositive, isZero, HUNDRED, min, neg } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { Discrepancy } from '../../model/venues/discrepancy.ts';
import { positionKey, seededId, strategyName, type SignalId, type StrategyName } from '../../model/ids.ts';
import type { Instrument } from '../../model/markets/instrument.ts';
import type { AdoptedShare } from '../../positions/adopt-share.ts';
import { newDraft } from '../../signals/fields/draft-reading.ts';
import { expectedCash } from '../../model/venues/venue-book.ts';
import { adoptersOf } from './adopters.ts';
import { adoptOrder } from './adopt-order.ts';
import type { Command, Reply } from '../command.ts';
import { isClosable, isMixed, MIXED_STEP } from './discrepancy-words.ts';
import { record, type Draft } from '../draft.ts';
import { leavePosition } from '../exits/leave-position.ts';
import { newSignal } from '../new-signal.ts';
import type { State } from '../state.ts';

type Answer = Command & { type: 'answer_discrepancy' };
type PositionSubject = Discrepancy['subject'] & { readonly type: 'position' };

/** Whose share a surplus is while it is being closed. No strategy of config.yaml can have this name. */
const NOBODY: StrategyName = strategyName('by hand');

const byNonce = (state: State, nonce: string): Discrepancy | undefined => state.discrepancies.find((each) => each.nonce === nonce);

const refuse = (denial: Denial): Reply => ({ type: 'refused', denial });
const noInstrument = ({ symbol }: Discrepancy): Reply =>
  refuse(deny('NO_PRICE', `the venue has not said yet what ${symbol} is and what it costs`, 'It is asked every minute: try again then.'));

export function decideAnswerDiscrepancy(draft: Draft, command: Answer): Reply {
  const known = byNonce(draft.state, command.nonce);
  if (known === undefined) return { type: 'skipped', detail: 'answered already, or it has changed since' };
  const { answer, by } = command;
  if (answer.type === 'ignore') {
    record(draft, { type: 'discrepancy_noted', discrepancy: { ...known, status: 'ignored', nonce: command.nextNonce } });
    return { type: 'done', detail: 'left alone until it changes' };
  }
  if (known.subject.type === 'balance' || answer.type === 'agree') return agreeBalance(draft, known, command);
  // a button of before it was
  if (isMixed(known)) return refuse(deny('UNSUPPORTED', `${known.account} holds ${known.symbol} as several products`, MIXED_STEP));
  if (answer.type === 'close')
    return known.subject.type === 'order' ? cancelForeign(draft, known, command) : closeSurplus(draft, known, known.subject, command);
  const strategy = adoptersOf(draft.state, draft.settings, known).find((name) => name === answer.strategy);
  if (strategy === undefined)
    return refuse(deny('UNKNOWN_STRATEGY', `${answer.strategy} has no share of ${known.symbol} on ${known.account}`));
  if (known.instrument === null) return noInstrument(known);
  if (known.subject.type === 'order')
    return adoptOrder(draft, known, { strategy, instrument: known.instrument, by, idSeed: command.idSeed });
  return adoptPosition(draft, known, known.subject, { ...command, strategy, instrument: known.instrument });
}

/** What comes in or goes later is counted from what the venue had when it was told. */
function agreeBalance(draft: Draft, known: Discrepancy, { answer, by }: Answer): Reply {
  const { subject, account, symbol: currency } = known;
  if (subject.type !== 'balance' || answer.type !== 'agree')
    return refuse(deny('UNSUPPORTED', 'this can be adopted or ignored, nothing else', 'Answer with the buttons below the message.'));
  const cash = draft.state.venueBooks.get(account)?.cash;
  record(draft, { type: 'discrepancy_closed', key: known.key, detail: `adopted by ${by.userName}` });
  if (cash != null) record(draft, { type: 'cash_agreed', account, currency, amount: add(expectedCash(cash), subject.surplus) });
  return { type: 'done', detail: `${subject.held} ${currency} is what ${account} has` };
}

const shareOf = ({ account, mode, symbol, productType }: Discrepancy, strategy: StrategyName, instrument: Instrument): AdoptedShare => ({
  key: positionKey(account, symbol, strategy),
  strategy,
  account,
  mode,
  instrument,
  productType,
});

/** The record of what a person has decided, with its line in the timeline. */
function noteDecision(draft: Draft, signalId: SignalId, known: Discrepancy, strategy: StrategyName, command: Answer, detail: string): void {
  const { symbol, account } = known;
  const raw = `adopted by ${command.by.userName}`;
  const origin = { type: 'chat', userId: command.by.userId, userName: command.by.userName } as const;
  const reading = { ...newDraft('chat'), symbol };
  const key = positionKey(account, symbol, strategy);
  const signal = newSignal({ signalId, origin, reading }, draft.now, { strategy, account, symbol, positionKey: key, raw });
  record(draft, { type: 'signal_received', signal, bodyKey: null, idKey: null, replayKey: null, rateKey: null, fullRaw: raw });
  record(draft, { type: 'signal_changed', signalId, state: 'completed', error: null, detail });
}

/** In the timeline of what had opened the share, too: there a person looks for what became of it. */
function remark(draft: Draft, key: string, event: 'written_off' | 'venue_correction', detail: string): void {
  const entries = [...draft.state.orders.values()].filter((order) => order.positionKey === key && order.role === 'entry');
  const newest = entries.sort((a, b) => b.createdAt - a.createdAt)[0];
  if (newest !== undefined && draft.state.signals.has(newest.signalId))
    record(draft, { type: 'signal_remarked', signalId: newest.signalId, event, detail });
}

function adoptPosition(
  draft: Draft,
  known: Discrepancy,
  { surplus }: PositionSubject,
  command: Answer & { readonly strategy: StrategyName; readonly instrument: Instrument },
): Reply {
  const { strategy, instrument, by } = command;
  const key = positionKey(known.account, known.symbol, strategy);
  const share = draft.state.positions.get(key);
  const lowers = share !== undefined && !isZero(share.qty) && isPositive(share.qty) !== isPositive(surplus);
  const size = lowers ? min(abs(surplus), abs(share.qty)) : abs(surplus);
  const qty = isPositive(surplus) ? size : neg(size);
  const price = lowers ? share.entryPrice : known.price;
  if (price === null) return noInstrument(known);
  record(draft, { type: 'discrepancy_closed', key: known.key, detail: `adopted by ${by.userName}` });
  record(draft, { type: 'share_adopted', share: shareOf(known, strategy, instrument), qty, price });
  const after = draft.state.positions.get(key);
  if (after !== undefined && isZero(after.qty) && after.plan !== null) record(draft, { type: 'plan_set', positionKey: key, plan: null });
  const detail = lowers
    ? `venue correction by ${by.userName}: ${size} ${known.symbol} written off, ${known.account} does not have it; no result is counted`
    : `venue correction by ${by.userName}: ${qty} ${known.symbol} taken over at ${price}, ${known.account} has it`;
  noteDecision(draft, seededId(draft.now, command.idSeed, 0), known, strategy, command, detail);
  remark(draft, key, lowers ? 'written_off' : 'venue_correction', detail);
  return {
    type: 'done',
    detail: lowers ? `${size} written off for ${strategy}; no result is counted` : `${size} is ${strategy}'s now, entered at ${price}`,
  };
}

/** The surplus, as far as it lies with what is held, is left like a share of its own: repeated until it is gone, and visible meanwhile. */
function closeSurplus(draft: Draft, known: Discrepancy, { surplus, held }: PositionSubject, command: Answer): Reply {
  if (!isClosable(known))
    return refuse(deny('NOTHING_TO_CLOSE', `${known.account} holds nothing of ${known.symbol} that could be closed; adopt or ignore it`));
  if (known.instrument === null || known.price === null) return noInstrument(known);
  const { by } = command;
  const size = min(abs(surplus), abs(held));
  const key = positionKey(known.account, known.symbol, NOBODY);
  const { instrument, price } = known;
  record(draft, { type: 'discrepancy_closed', key: known.key, detail: `closed by ${by.userName}` });
  record(draft, { type: 'share_adopted', share: shareOf(known, NOBODY, instrument), qty: isPositive(surplus) ? size : neg(size), price });
  const origin = { type: 'chat', userId: by.userId, userName: by.userName } as const;
  const subject = { key, strategy: NOBODY, account: known.account };
  leavePosition(draft, seededId(draft.now, command.idSeed, 0), {
    position: subject,
    symbol: known.symbol,
    how: { percent: HUNDRED },
    origin,
    reason: `surplus closed by ${by.userName}`,
  });
  return { type: 'done', detail: `closing ${size} ${known.symbol} at ${known.account}; its card tells the rest` };
}

function cancelForeign(draft: Draft, known: Discrepancy, { nextNonce }: Answer): Reply {
  record(draft, {
    type: 'discrepancy_noted',
    discrepancy: { ...known, status: 'canceling', cancel: { attempts: 0, nextAt: draft.now }, nonce: nextNonce },
  });
  return { type: 'done', detail: 'asking the venue to cancel it' };
}
