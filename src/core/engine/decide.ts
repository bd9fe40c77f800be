// Owns: the table from command to decision. Pure: everything random or outside comes in with the command.

import { decideCancelSignal } from './entries/cancel-alert.ts';
import { approveGroup, decideAnswerLegs, declineGroup, groupOf, halveGroup } from './groups/answer-group.ts';
import type { Command, Reply } from './command.ts';
import { decideReceived } from './alerts/decide-copy.ts';
import { decideCancelOrder } from './decide-cancel.ts';
import { decideClock, decideStarted } from './decide-clock.ts';
import { decideApprove, decideDecline, decideHalve, decidePriced, decidePriceFailed } from './entries/decide-entry.ts';
import {
  decideAddUser,
  decideRemoveUser,
  decideApprovalMode,
  decideAsk,
  decideClosePosition,
  decideConfirm,
  decideDismiss,
  decidePause,
} from './decide-operator.ts';
import { decideAnswerDiscrepancy } from './reconciliation/answer-discrepancy.ts';
import { decideBooksCompared } from './reconciliation/decide-books.ts';
import { decideForeignCancel, decideVenueSeen } from './reconciliation/decide-reconcile.ts';
import { decideExpiry } from './decide-expiry.ts';
import { decidePartPriced } from './groups/decide-part.ts';
import { decideChangePlan, decideReversePosition } from './exits/decide-plan.ts';
import { decideObserved } from './decide-observe.ts';
import { decideRisk, noteEquity } from './limits/judge-risk.ts';
import { decideFees } from './results/count-fees.ts';
import { decideLookedUp, decideLookupFailed, decideReport } from './decide-report.ts';
import {
  decideBeginCancel,
  decideBeginModify,
  decideBeginSubmit,
  decideCancelFailed,
  decideModifyFailed,
  decideSubmitFailed,
} from './decide-submit.ts';
import { record, tell, type Draft } from './draft.ts';
import type { Child } from './groups/leg-status.ts';

const DONE: Reply = { type: 'done', detail: '' };

/** What was shown to people is remembered so that it is not shown again. */
function decideShown(draft: Draft, command: Command & { type: 'card_shown' | 'notification_delivered' | 'notification_mailed' }): Reply {
  if (command.type === 'card_shown') {
    if (!draft.state.signals.has(command.signalId)) return { type: 'skipped', detail: 'the signal is gone' };
    record(draft, { type: 'card_shown', signalId: command.signalId, card: command.card, done: command.done });
    return DONE;
  }
  const shown = command.type === 'notification_mailed' ? command.notifications : [{ id: command.notificationId, count: command.count }];
  // what was taken in while the message was on its way is in none
  for (const { id: notificationId } of shown.filter(({ id, count }) => draft.state.notifications.get(id)?.count === count)) {
    if (command.type === 'notification_mailed') record(draft, { type: 'notification_mailed', notificationId });
    else record(draft, { type: 'notification_delivered', notificationId, chatId: command.chatId, done: command.done });
  }
  return DONE;
}

function decidePrice(draft: Draft, command: Command & { type: 'price_signal' }): Reply {
  const signal = draft.state.signals.get(command.signalId);
  if (signal?.account != null && command.funds != null) noteEquity(draft, signal.account, command.funds.equity);
  return signal?.part == null ? decidePriced(draft, command) : decidePartPriced(draft, signal as Child, command);
}

function decideOwed(draft: Draft, { signalId }: Command & { type: 'owe_card' }): Reply {
  const { activeSignals, staleCards } = draft.state;
  if (!activeSignals.has(signalId) || staleCards.has(signalId)) return { type: 'skipped', detail: 'over, or owed already' };
  record(draft, { type: 'card_owed', signalId });
  return DONE;
}

/** A button of a card: of one order, or of the whole of several. */
function decideCard(draft: Draft, command: Command & { type: 'approve' | 'decline' | 'halve' }): Reply {
  const parent = groupOf(draft.state, command.nonce);
  switch (command.type) {
    case 'approve':
      return parent === null ? decideApprove(draft, command) : approveGroup(draft, parent, command);
    case 'decline':
      return parent === null ? decideDecline(draft, command) : declineGroup(draft, parent, command);
    case 'halve':
      return parent === null ? decideHalve(draft, command) : halveGroup(draft, parent, command);
  }
}

function handle(draft: Draft, command: Command): Reply {
  switch (command.type) {
    case 'receive_alert':
      return decideReceived(draft, command);
    case 'price_signal':
      return decidePrice(draft, command);
    case 'price_failed':
      return decidePriceFailed(draft, command);
    case 'approve':
    case 'decline':
    case 'halve':
      return decideCard(draft, command);
    case 'answer_legs':
      return decideAnswerLegs(draft, command);
    case 'begin_submit':
      return decideBeginSubmit(draft, command);
    case 'submit_failed':
      return decideSubmitFailed(draft, command);
    case 'begin_cancel':
      return decideBeginCancel(draft, command);
    case 'cancel_failed':
      return decideCancelFailed(draft, command);
    case 'begin_modify':
      return decideBeginModify(draft, command);
    case 'modify_failed':
      return decideModifyFailed(draft, command);
    case 'venue_report':
      return decideReport(draft, command);
    case 'order_looked_up':
      return decideLookedUp(draft, command);
    case 'lookup_failed':
      return decideLookupFailed(draft, command);
    case 'observe_price':
      return decideObserved(draft, command);
    case 'judge_risk':
      return decideRisk(draft, command);
    case 'count_fees':
      return decideFees(draft, command);
    case 'clock':
      return decideClock(draft, command);
    case 'started':
      return decideStarted(draft, command);
    case 'pause':
    case 'resume':
      return decidePause(draft, command);
    case 'set_approval_mode':
      return decideApprovalMode(draft, command);
    case 'ask':
      return decideAsk(draft, command);
    case 'confirm':
      return decideConfirm(draft, command);
    case 'dismiss':
      return decideDismiss(draft, command);
    case 'close_position':
      return decideClosePosition(draft, command);
    case 'change_plan':
      return decideChangePlan(draft, command);
    case 'reverse_position':
      return decideReversePosition(draft, command);
    case 'expiry_found':
      return decideExpiry(draft, command);
    case 'venue_seen':
      return decideVenueSeen(draft, command);
    case 'books_compared':
      return decideBooksCompared(draft, command);
    case 'answer_discrepancy':
      return decideAnswerDiscrepancy(draft, command);
    case 'foreign_cancel_answered':
      return decideForeignCancel(draft, command);
    case 'cancel_signal':
      return decideCancelSignal(draft, command);
    case 'cancel_order':
      return decideCancelOrder(draft, command);
    case 'add_user':
      return decideAddUser(draft, command);
    case 'remove_user':
      return decideRemoveUser(draft, command);
    case 'owe_card':
      return decideOwed(draft, command);
    case 'card_shown':
    case 'notification_delivered':
    case 'notification_mailed':
      return decideShown(draft, command);
    case 'notify':
      tell(draft, command);
      return DONE;
  }
}

/** A Telegram update that comes again has no second effect. */
export function decide(draft: Draft, command: Command): Reply {
  const updateId = 'updateId' in command ? command.updateId : null;
  if (updateId !== null && draft.state.updatesSeen.has(updateId)) return { type: 'skipped', detail: 'done already' };
  const reply = handle(draft, command);
  if (updateId !== null && draft.events.length > 0) record(draft, { type: 'update_handled', updateId });
  return reply;
}
