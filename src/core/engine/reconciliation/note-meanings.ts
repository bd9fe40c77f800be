// Owns: what a start does where config.yaml gives the name of an account another meaning (sandbox becomes live, another exchange
// or market). Invariants: as long as anything is alive under the old one, no request for it goes to the new one, and no entry of
// the new one mixes with it; no entry that was asked for under the old meaning is sent under the new one.

import type { Account, AccountMeaning } from '../../model/account.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { AccountName } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Signal } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { isParked } from '../alerts/parked.ts';
import { denyOrder } from '../decide-submit.ts';
import { record, tell, type Draft } from '../draft.ts';
import { closeRepeats } from '../entries/close-repeats.ts';
import { isWaiting } from '../entries/cancel-waiting.ts';
import { denySignal } from '../entries/decide-entry.ts';
import { refuseSignal } from '../refuse-signal.ts';
import { isOpenEntry } from '../share-signals.ts';
import type { State } from '../state.ts';
import { isSameMeaning, MEANING_REMEDY, meaningOf, meaningWords } from './account-meaning.ts';

/** It works, or nobody knows yet what became of it. What is lost was given up, and an entry that was not sent is denied. */
const isAlive = (order: Order): boolean => order.status !== 'lost' && (order.role !== 'entry' || order.status !== 'initialized');

function aliveUnder({ positions, orders, activeOrders, inquiries }: State, name: AccountName): readonly string[] {
  const held = [...positions.values()].filter((each) => each.account === name && isHeld(each));
  const open = [...activeOrders, ...inquiries].flatMap((id) => orders.get(id) ?? []).filter((each) => each.account === name);
  return [
    ...held.map(({ qty, instrument }) => `${qty} ${instrument.symbol} held`),
    ...new Set(open.filter(isAlive).map(({ role, instrument }) => `${role.replace('_', '-')} of ${instrument.symbol}`)),
  ];
}

/** State that was kept before meanings were: the mode stands in all that is alive. */
function meantBefore({ settings, state }: Draft, account: Account): AccountMeaning | null {
  const { positions, orders, activeOrders, inquiries } = state;
  const held = [...positions.values()].find((each) => each.account === account.name && isHeld(each));
  const open = [...activeOrders, ...inquiries].flatMap((id) => orders.get(id) ?? []).find((each) => each.account === account.name);
  const mode = held?.mode ?? open?.mode;
  return mode === undefined ? null : { ...meaningOf(account, settings.liveTrading), mode };
}

const entersOn = (signal: Signal, name: AccountName): boolean => {
  if (isParked(signal)) return !signal.wait.condition.leaves && signal.wait.condition.keys.some((key) => key.startsWith(`${name}|`));
  return isOpenEntry(signal) && signal.account === name;
};

const AGAIN = 'Send the alert again if it is meant for the account as it is now.';

/** The entry of a reverse whose exit is under way, or the rest of one that is to be made anew: what is under way of it goes on. */
function withdrawRest(draft: Draft, { id, strategy, symbol, account }: Signal, { code, message, remedy }: Denial): void {
  record(draft, { type: 'signal_entry_withdrawn', signalId: id, detail: message });
  tell(draft, {
    severity: 'warning',
    groupKey: `entry-withdrawn:${id}`,
    title: `Entry refused: ${code}`,
    text: `${strategy ?? ''}, ${symbol ?? ''} on ${account ?? ''}: ${message}. What is left to enter of it is not sent.`,
    nextStep: remedy,
    signalId: id,
  });
}

/** They were asked for, or wait, under the old meaning: people and senders meant that one. */
function withdraw(draft: Draft, name: AccountName, denial: Denial): void {
  for (const id of draft.state.activeSignals) {
    const signal = draft.state.signals.get(id);
    if (signal === undefined) continue;
    if (signal.state === 'working' && signal.account === name && isWaiting(draft.state, signal)) withdrawRest(draft, signal, denial);
    if (!entersOn(signal, name)) continue;
    // of a part the alert tells that it was refused
    if (signal.part === null) denySignal(draft, signal, denial);
    else refuseSignal(draft, signal, denial);
  }
  for (const id of draft.state.activeOrders) {
    const order = draft.state.orders.get(id);
    if (order?.account === name && order.role === 'entry' && order.status === 'initialized') denyOrder(draft, order, denial);
  }
  closeRepeats(draft, ({ account }) => account === name);
}

function change(draft: Draft, account: Account, known: AccountMeaning): void {
  const { name } = account;
  const now = meaningOf(account, draft.settings.liveTrading);
  withdraw(
    draft,
    name,
    deny('UNSUPPORTED', `${name} was ${meaningWords(known)} when it was asked for, and is ${meaningWords(now)} now`, AGAIN),
  );
  const alive = aliveUnder(draft.state, name);
  if (alive.length === 0) return record(draft, { type: 'account_meant', account: name, meaning: now });
  record(draft, { type: 'account_meant', account: name, meaning: known });
  tell(draft, {
    severity: 'alarm',
    groupKey: `meaning:${name}`,
    title: `${name} means something else now: nothing is sent there`,
    text: `config.yaml says ${meaningWords(now)}. Under this name is still open, of ${meaningWords(known)}: ${alive.join(', ')}. As long as it is, nothing is entered, closed, cancelled or looked up on ${name}.`,
    nextStep: `${MEANING_REMEDY} Or put it back, close what is open, and change it then.`,
  });
}

/** The same account. What was asked for while LIVE_TRADING was off was a rehearsal, and is no order for real money. */
function note(draft: Draft, { name }: Account, known: AccountMeaning | null, meaning: AccountMeaning): void {
  if (known?.rehearses === true && meaning.rehearses !== true)
    withdraw(draft, name, deny('UNSUPPORTED', `LIVE_TRADING was off when it was asked for on ${name}, and is on now`, AGAIN));
  if (!draft.state.accountsMeant.has(name) || known?.rehearses !== meaning.rehearses)
    record(draft, { type: 'account_meant', account: name, meaning });
}

/** At the start: settings change at no other time. */
export function noteMeanings(draft: Draft): void {
  for (const account of draft.settings.accounts.values()) {
    const known = draft.state.accountsMeant.get(account.name) ?? meantBefore(draft, account);
    const meaning = meaningOf(account, draft.settings.liveTrading);
    if (known !== null && !isSameMeaning(known, meaning)) change(draft, account, known);
    else note(draft, account, known, meaning);
  }
}
