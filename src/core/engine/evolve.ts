// Owns: what each event makes of the state. Pure, total, without decisions: the same events give the same state for ever.

import { OrderedSet } from 'immutable';
import { DUPLICATE_BODY_WINDOW_MS, DUPLICATE_ID_WINDOW_MS, REPLAY_WINDOW_MS, UPDATE_IDS_KEPT } from '../model/limits.ts';
import { marketNamed, type Instant } from '../model/ids.ts';
import { completePrompt } from './complete-prompt.ts';
import type { Event, NotificationEvent, OperatorEvent, PositionEvent } from './event.ts';
import { evolveOrder } from './evolve-order.ts';
import { adoptShare } from '../positions/adopt-share.ts';
import { type Recount, recountExit, recountOrder, recountPosition } from '../positions/recount.ts';
import { evolveSignal } from './evolve-signal.ts';
import { changePosition } from '../model/copies/change-position.ts';
import { changeSignal } from '../model/copies/change-signal.ts';
import { changeState } from './change-state.ts';
import { tellCard } from './exits/card-of-position.ts';
import { countEvent } from './results/evolve-tallies.ts';
import { remember } from './alerts/dedupe-window.ts';
import { countResults } from './results/evolve-results.ts';
import { countRefusal } from './alerts/count-refusal.ts';
import { noteArrival } from './alerts/note-arrival.ts';
import { isSameMeaning } from './reconciliation/account-meaning.ts';
import { bookTrade, evolveVenueBook } from './reconciliation/evolve-venue-book.ts';
import { evolveRisk, keepLedgers } from './limits/risk-book.ts';
import { sharesOf } from './entries/market-shares.ts';
import { takeShare } from './entries/share-taken.ts';
import { putOrder, putPosition, putSignal } from './put-entity.ts';
import type { State, StrategySwitch } from './state.ts';
import type { Notification } from '../model/notification.ts';
import type { AccountName, StrategyName } from '../model/ids.ts';
import type { Instrument } from '../model/markets/instrument.ts';

const NO_SWITCH: StrategySwitch = { paused: null, approvalMode: null };

function switchStrategy(state: State, strategy: StrategyName, change: Partial<StrategySwitch>): State {
  const next = { ...(state.strategies.get(strategy) ?? NO_SWITCH), ...change };
  return changeState(state, { strategies: state.strategies.set(strategy, next) });
}

/** All shares of the market. */
function relist(state: State, { account, instrument, recount }: PositionEvent & { type: 'instrument_changed' }, at: Instant): State {
  if (recount !== undefined) return recountBook(state, account, instrument, recount);
  return sharesOf(state, marketNamed(account, instrument.symbol)).reduce(
    (next, position) => putPosition(next, changePosition(position, { instrument, updatedAt: at })),
    state,
  );
}

/** Whatever their names; orders that have ended, too: a fill of them may come late. */
function recountBook(state: State, account: AccountName, instrument: Instrument, by: Recount): State {
  const isOfIt = (of: { readonly account: AccountName; readonly instrument: Instrument } | undefined): boolean =>
    of?.account === account && of.instrument.symbol === instrument.symbol;
  const positions = [...state.positions.values()].filter(isOfIt);
  const held = positions.reduce((next, position) => putPosition(next, recountPosition(position, instrument, by)), state);
  const orders = [...state.orders.values()].filter(isOfIt);
  const ordered = orders.reduce((next, order) => putOrder(next, recountOrder(order, instrument, by)), held);
  const exits = ordered.exits.map((exit) => (isOfIt(ordered.positions.get(exit.positionKey)) ? recountExit(exit, by) : exit));
  return changeState(ordered, { exits });
}

function evolvePosition(state: State, event: PositionEvent, at: Instant): State {
  switch (event.type) {
    case 'plan_set': {
      const position = state.positions.get(event.positionKey);
      if (position === undefined) throw new Error(`no position ${event.positionKey} to set a plan on`);
      return putPosition(state, changePosition(position, { plan: event.plan, updatedAt: at }));
    }
    case 'share_taken':
      return takeShare(state, event, at);
    case 'share_adopted': {
      const { share, qty, price } = event;
      const adopted = adoptShare(state.positions.get(share.key), share, qty, price, at);
      return putPosition(state, adopted);
    }
    case 'instrument_changed':
      return relist(state, event, at);
    case 'exit_opened': {
      const signal = state.signals.get(event.exit.signalId);
      if (signal === undefined) throw new Error(`exit ${event.exit.id} belongs to unknown signal ${event.exit.signalId}`);
      const known = putSignal(state, changeSignal(signal, { exitId: event.exit.id }), false);
      return changeState(known, { exits: known.exits.set(event.exit.id, event.exit) });
    }
    case 'exit_closed':
      return changeState(state, { exits: state.exits.delete(event.exitId) });
    case 'arrival_noted':
      return noteArrival(state, event);
    case 'attempt_postponed':
      return changeState(state, { waits: state.waits.set(event.positionKey, event.until) });
    case 'attempt_due':
      return changeState(state, { waits: state.waits.delete(event.positionKey) });
  }
}

function seeUpdate(state: State, updateId: number): State {
  const seen = state.updatesSeen.add(updateId);
  const kept = seen.size > UPDATE_IDS_KEPT ? OrderedSet(seen.toArray().slice(-UPDATE_IDS_KEPT / 2)) : seen;
  return changeState(state, { updatesSeen: kept });
}

function evolveOperator(state: State, event: OperatorEvent, at: Instant): State {
  switch (event.type) {
    case 'trading_state_changed':
      return changeState(state, { tradingState: event.tradingState, tradingStateBy: { who: event.who, at, reason: event.reason } });
    case 'strategy_paused':
      return switchStrategy(state, event.strategy, { paused: { by: event.by, at } });
    case 'strategy_resumed':
      return switchStrategy(state, event.strategy, { paused: null });
    case 'symbol_paused':
      return changeState(state, { pausedSymbols: state.pausedSymbols.set(event.symbol, { by: event.by, at }) });
    case 'symbol_resumed':
      return changeState(state, { pausedSymbols: state.pausedSymbols.delete(event.symbol) });
    case 'approval_mode_set':
      return switchStrategy(state, event.strategy, { approvalMode: event.mode });
    case 'prompt_opened':
      return changeState(state, { prompts: state.prompts.set(event.prompt.nonce, completePrompt(event.prompt)) });
    case 'prompt_closed':
      return changeState(state, { prompts: state.prompts.delete(event.nonce) });
    case 'user_added':
      return changeState(state, { users: state.users.set(String(event.user.id), event.user) });
    case 'user_removed':
      return changeState(state, { users: state.users.delete(String(event.userId)) });
    case 'update_handled':
      return seeUpdate(state, event.updateId);
  }
}

/** A notification that owes nothing to anybody any more leaves the state. */
function putNotification(state: State, notification: Notification): State {
  const done = notification.delivered && notification.mailed;
  return changeState(state, {
    notifications: done ? state.notifications.delete(notification.id) : state.notifications.set(notification.id, notification),
  });
}

function evolveNotification(state: State, event: NotificationEvent, at: Instant): State {
  if (event.type === 'notification_raised') {
    const statistics = { ...state.statistics, notifications: state.statistics.notifications + 1 };
    return { ...putNotification(state, event.notification), statistics };
  }
  const known = state.notifications.get(event.notificationId);
  if (known === undefined) return state;
  switch (event.type) {
    case 'notification_grouped': {
      const { text, title = known.title, nextStep = known.nextStep } = event;
      const mailed = known.mailed && event.owesMail !== true;
      // who has the former text is owed this one
      return putNotification(state, { ...known, count: known.count + 1, title, text, nextStep, updatedAt: at, chats: [], mailed });
    }
    case 'notification_delivered':
      return putNotification(state, { ...known, chats: [...known.chats, event.chatId], delivered: event.done });
    case 'notification_mailed':
      return putNotification(state, { ...known, mailed: true });
    case 'notification_dropped':
      return changeState(state, { notifications: state.notifications.delete(event.notificationId) });
  }
}

/** What was remembered of the venue that it stood for is no ground to judge another one by. */
function meanAccount(state: State, { account, meaning }: Event & { type: 'account_meant' }): State {
  const accountsMeant = state.accountsMeant.set(account, meaning);
  const known = state.accountsMeant.get(account);
  if (known === undefined || isSameMeaning(known, meaning)) return changeState(state, { accountsMeant });
  return changeState(state, {
    accountsMeant,
    venueBooks: state.venueBooks.delete(account),
    discrepancies: state.discrepancies.filter((each) => each.account !== account),
    riskBook: { ...state.riskBook, equities: state.riskBook.equities.delete(account) },
  });
}

/** `at`: the time of the batch that the event was committed in. */
export function evolve(state: State, event: Event, at: Instant): State {
  const applied = apply(state, event, at);
  const told = tellCard(state, applied, event);
  const counted = countEvent(state, bookTrade(told, event), event, at);
  const kept = keepLedgers(state, counted, event, at);
  return countResults(state, kept, event, at);
}

function apply(state: State, event: Event, at: Instant): State {
  switch (event.type) {
    case 'signal_received': {
      const { bodyKey, idKey, replayKey, signal } = event;
      const next = evolveSignal(state, event, at);
      return changeState(next, {
        bodiesSeen: bodyKey === null ? next.bodiesSeen : remember(next.bodiesSeen, bodyKey, signal.id, at, DUPLICATE_BODY_WINDOW_MS),
        replaysSeen: replayKey === null ? next.replaysSeen : remember(next.replaysSeen, replayKey, signal.id, at, REPLAY_WINDOW_MS),
        idsSeen: idKey === null ? next.idsSeen : remember(next.idsSeen, idKey, signal.id, at, DUPLICATE_ID_WINDOW_MS),
      });
    }
    case 'signal_duplicated':
    case 'approval_requested':
    case 'approval_resized':
    case 'approval_answered':
    case 'signal_proposed':
    case 'signal_changed':
    case 'signal_entry_withdrawn':
    case 'price_missed':
    case 'signal_remarked':
    case 'group_asked':
    case 'group_resized':
    case 'lane_changed':
    case 'condition_seen':
    case 'wait_renewed':
    case 'part_staged':
    case 'trade_told':
    case 'card_owed':
    case 'card_shown':
    case 'signals_retired':
      return evolveSignal(state, event, at);
    case 'order_initialized':
    case 'order_denied':
    case 'order_submitted':
    case 'order_unsent':
    case 'order_unknown':
    case 'order_known':
    case 'order_accepted':
    case 'order_rejected':
    case 'order_filled':
    case 'order_amended':
    case 'order_canceled':
    case 'order_expired':
    case 'order_lost':
    case 'order_repeated':
    case 'order_test_mode':
    case 'order_modify_requested':
    case 'order_modify_sent':
    case 'order_modify_refused':
    case 'order_doubted':
    case 'order_beside_told':
    case 'order_stands':
    case 'order_life_turned':
    case 'order_cancel_requested':
    case 'order_cancel_sent':
    case 'order_cancel_refused':
      return evolveOrder(state, event, at);
    case 'plan_set':
    case 'share_adopted':
    case 'share_taken':
    case 'instrument_changed':
    case 'exit_opened':
    case 'exit_closed':
    case 'arrival_noted':
    case 'attempt_postponed':
    case 'attempt_due':
      return evolvePosition(state, event, at);
    case 'trading_state_changed':
    case 'strategy_paused':
    case 'strategy_resumed':
    case 'symbol_paused':
    case 'symbol_resumed':
    case 'approval_mode_set':
    case 'prompt_opened':
    case 'prompt_closed':
    case 'user_added':
    case 'user_removed':
    case 'update_handled':
      return evolveOperator(state, event, at);
    case 'notification_raised':
    case 'notification_grouped':
    case 'notification_delivered':
    case 'notification_mailed':
    case 'notification_dropped':
      return evolveNotification(state, event, at);
    case 'discrepancy_noted':
      return changeState(state, { discrepancies: state.discrepancies.set(event.discrepancy.key, event.discrepancy) });
    case 'discrepancy_closed':
      return changeState(state, { discrepancies: state.discrepancies.delete(event.key) });
    case 'expiry_told':
      return changeState(state, { expiriesTold: state.expiriesTold.set(event.key, event.expiresAt) });
    case 'venue_book_opened':
    case 'trades_told':
    case 'cash_agreed':
      return evolveVenueBook(state, event, at);
    case 'account_meant':
      return meanAccount(state, event);
    case 'time_zone_set':
    case 'equity_noted':
    case 'profit_lock_armed':
    case 'peak_set':
    case 'limit_breached':
    case 'breach_lifted':
    case 'breach_ended':
      return evolveRisk(state, event, at);
    case 'refusal_counted':
      return countRefusal(state, event.rateKey, at);
    // results follow it
    case 'fee_counted':
    case 'engine_started':
      return state;
  }
}
