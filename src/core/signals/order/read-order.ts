// Owns: one order from named fields: the common ground of every dialect that is a flat set of fields. A dialect that
// names things in its own way renames its fields and calls this.

import type { Denial } from '../../model/denial.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import { finishReading, newDraft, readApart, refuse, refuseEntry, warn, type Draft } from '../fields/draft-reading.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { openFields, settleKept, suggestedNames, type SuggestedNames, warnUnread, type FieldSet } from '../fields/field-set.ts';
import { readAction } from './read-action.ts';
import { asksToCancelBefore, withCancelBefore, withoutCancelBefore } from '../legs/read-cancel-before.ts';
import { readCategory } from './read-category.ts';
import { readCondition } from './read-condition.ts';
import { isReducing, readDetails } from './read-details.ts';
import { readEntries } from './read-entries.ts';
import { closesEverything } from './read-exit-part.ts';
import { closingAll } from '../fields/refused-reading.ts';
import { readLag } from './read-lag.ts';
import { readPosition } from './read-position.ts';
import { readPrices, waitsByType } from './read-prices.ts';
import { readProtection } from './read-protection.ts';
import { mayOpen, readSize } from './read-size.ts';
import { refuseBlankSize } from './refuse-blank-size.ts';
import { readSymbol } from '../symbols/read-symbol.ts';
import { refuseChangedMeaning } from './refuse-changed-meaning.ts';
import { refuseLifetime } from './refuse-lifetime.ts';
import { refuseRecords } from './refuse-records.ts';
import { refuseUnsizedPart } from './refuse-unsized-part.ts';
import { readTimeStop } from './read-time-stop.ts';
import { nameList } from '../fields/name-list.ts';

export const SYMBOL_NAMES: readonly string[] = ['symbol', 'ticker', 'pair', 'sym'];
const SYMBOLS = nameList(SYMBOL_NAMES);
/** What "did you mean" may suggest. */
export const SUGGESTED_NAMES: readonly string[] = [
  'action',
  'side',
  'symbol',
  'ticker',
  'quantity',
  'contracts',
  'notional',
  'percent',
  'order_type',
  'limit_price',
  'stop_price',
  'price',
  'entry_price',
  'stop_loss',
  'take_profit',
  'trailing_stop_percent',
  'trailing_stop_amount',
  'profit_lock',
  'atr_sizing',
  'atr',
  'risk_percent',
  'risk_amount',
  'leverage',
  'market_position',
  'prev_market_position',
  'position_size',
  'strategy',
  'account',
  'exchange',
  'time_in_force',
  'reduce_only',
  'order_id',
  'event_id',
  'signal_id',
  'comment',
  'max_lag',
  'delay_seconds',
  'exit_after',
  'exit_at',
  'condition',
  'timenow',
  'timestamp',
];
const SUGGESTED = suggestedNames(SUGGESTED_NAMES);

/** A close, or an order that can only reduce. */
const leaves = (fields: FieldSet, draft: Draft): boolean => isClose(draft.action) || isReducing(fields);

/** Stops and targets of an entry. What is wrong with them refuses the entry; beside a close or a cancel they guard nothing. */
function readProtectionOf(fields: FieldSet, draft: Draft): void {
  const { fault } = readApart(draft, () => readProtection(fields, draft));
  if (fault === null) return;
  const isCancel = draft.kind === 'cancel';
  if (isCancel || leaves(fields, draft)) {
    warn(draft, `${fault.message} The ${isCancel ? 'cancel' : 'close'} does not need it.`);
    Object.assign(draft, { stopLoss: null, takeProfits: [], trailing: null, profitLock: null, breakEvenAfter: null });
  } else refuseEntry(draft, fault.code, fault.message, fault.remedy);
}

/** Reads type and prices; what is wrong with them, and what was wrong before. */
function readPricesOf(fields: FieldSet, draft: Draft): { readonly before: Denial | null; readonly wrong: Denial | null } {
  return { before: draft.refusal, wrong: readApart(draft, () => readPrices(fields, draft)).fault };
}

/** A close whose type or limit cannot be read goes at market. One that may be meant for later stays refused. */
function settlePrices(fields: FieldSet, draft: Draft, { before, wrong }: ReturnType<typeof readPricesOf>): void {
  if (wrong === null) return;
  if (leaves(fields, draft) && draft.stopPrice === null && before === null && !waitsByType(fields, isClose(draft.action))) {
    warn(draft, `${wrong.message} The close goes at market.`);
    Object.assign(draft, { orderType: null, limitPrice: null });
  } else if (before === null || before.code === 'MISSING_SYMBOL') draft.refusal = wrong;
}

function settleCancel(draft: Draft): void {
  if (draft.kind !== 'cancel' || draft.orderId !== null || draft.symbol !== null) return;
  refuse(draft, 'MISSING_SYMBOL', 'The cancel names neither an order nor a symbol.', 'Add "order_id" or "symbol" to the alert message.');
}

/** A close that is said to be of a trailing stop and says nothing of how it trails is one that has been reached. */
function settleTrail(draft: Draft): void {
  if (!isClose(draft.action) || draft.orderType !== 'trailing_stop' || draft.trailing !== null) return;
  warn(draft, 'The trailing stop of the close says no distance. The close goes at market.');
  draft.orderType = null;
}

/** A change of stop or target that says no new one: it may be in a field of another meaning (price), or in none. */
function settleModify(draft: Draft): void {
  const { action, stopLoss, takeProfits, trailing, profitLock } = draft;
  if (action !== 'modify' || stopLoss !== null || takeProfits.length > 0 || trailing !== null || profitLock !== null) return;
  refuse(
    draft,
    'INVALID_FIELD',
    'The alert changes stop or target, and names neither.',
    'Add "stop_loss" or "take_profit" to the alert message.',
  );
}

/** `isBehindCancel`: what rests of the market is to be cancelled first. */
function readFields(index: FieldIndex, dialect: string, suggested: SuggestedNames): { reading: Reading; isBehindCancel: boolean } {
  const draft = newDraft(dialect);
  const fields = openFields(index, draft);
  readAction(fields, draft);
  readSymbol(fields, draft, SYMBOLS);
  readCategory(fields, draft);
  const prices = readPricesOf(fields, draft);
  readSize(fields, draft);
  refuseUnsizedPart(fields, draft);
  readPosition(fields, draft);
  settlePrices(fields, draft, prices);
  readProtectionOf(fields, draft);
  readDetails(fields, draft);
  if (mayOpen(fields, draft)) refuseBlankSize(fields, draft);
  readLag(fields, draft);
  readTimeStop(fields, draft);
  readCondition(fields, draft);
  readEntries(fields, draft);
  refuseLifetime(fields, draft);
  const isBehindCancel = asksToCancelBefore(fields, draft);
  refuseChangedMeaning(fields, draft);
  refuseRecords(fields, draft);
  settleKept(fields, draft, leaves(fields, draft));
  settleCancel(draft);
  settleModify(draft);
  settleTrail(draft);
  warnUnread(fields, draft, suggested);
  const reading = finishReading(draft);
  return { reading: closesEverything(fields, draft) ? closingAll(reading) : reading, isBehindCancel };
}

/** The order that these fields ask for, in the words of `dialect`; `suggested`: where it has names of its own. */
export function readOrder(index: FieldIndex, dialect: string, suggested: SuggestedNames = SUGGESTED): Reading {
  const { reading, isBehindCancel } = readFields(index, dialect, suggested);
  return isBehindCancel ? withoutCancelBefore(reading) : reading;
}

/** The same for a dialect that adds nothing to the reading, which may be of two legs: a cancel and the order. */
export function readOrderOrLegs(index: FieldIndex, dialect: string): Reading {
  const { reading, isBehindCancel } = readFields(index, dialect, SUGGESTED);
  return isBehindCancel ? withCancelBefore(reading) : reading;
}
