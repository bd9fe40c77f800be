// Owns: what people in the chat do: pause, modes, close, kill and unlock with their second tap.

import { type Decimal, HUNDRED, isZero, ZERO } from '../model/decimal.ts';
import { deny } from '../model/denial.ts';
import { seededId, type Nonce, type PositionKey, type SignalId, type StrategyName } from '../model/ids.ts';
import { PROMPT_TTL_MS, USERS_MAX } from '../model/limits.ts';
import type { Origin, Reading, Signal } from '../model/signal.ts';
import { isHeld } from '../positions/is-held.ts';
import { syncReading } from './alerts/ask-to-sync.ts';
import type { Command, ReceiveAlert, Reply } from './command.ts';
import { requestCancel, takeBackLate } from './cancel-order.ts';
import { cancelWaiting, waitingEntries } from './entries/cancel-waiting.ts';
import { decideAlert, decideOnAccount } from './alerts/decide-alert.ts';
import { cancelByWish } from './decide-cancel.ts';
import type { Breach, NamedLimit } from '../model/risk-limits.ts';
import { liftBreaches } from './limits/breach-limit.ts';
import { isActive } from './limits/judge-limits.ts';
import { scopeNames } from './limits/risk-book.ts';
import { refuseSignal } from './refuse-signal.ts';
import { isPromptOver } from './is-prompt-over.ts';
import { record, tell, type Draft } from './draft.ts';
import { leavePosition } from './exits/leave-position.ts';
import { isPaused, pausedAndGone } from './strategy-switches.ts';
import { lotAt } from './alerts/lot-at.ts';
import { isParked } from './alerts/parked.ts';
import { activeOrdersOf, isProtective } from './exits/position-orders.ts';
import type { Actor, Prompt, PromptAction } from './state.ts';

const done = (detail: string): Reply => ({ type: 'done', detail });

function strategiesMeant(draft: Draft, strategy: StrategyName | null): readonly StrategyName[] | null {
  if (strategy === null) return [...draft.settings.strategies.keys()];
  return draft.settings.strategies.has(strategy) ? [strategy] : null;
}

/** A pause can be ended after its strategy has left config.yaml: tell-renamed.ts tells of it until then. */
function resumed(draft: Draft, strategy: StrategyName | null): readonly StrategyName[] | null {
  const gone = pausedAndGone(draft);
  if (strategy !== null && gone.includes(strategy)) return [strategy];
  return strategy === null ? [...draft.settings.strategies.keys(), ...gone] : strategiesMeant(draft, strategy);
}

const unknownStrategy = (draft: Draft, strategy: string | null): Reply => ({
  type: 'refused',
  denial: deny('UNKNOWN_STRATEGY', `there is no strategy "${strategy ?? ''}"; known: ${[...draft.settings.strategies.keys()].join(', ')}`),
});

/** A limit that paused entries is lifted by its name only: whoever ends a pause of people need not have heard of it. */
function liftNamed(draft: Draft, { limit, of }: NamedLimit, by: Actor): Reply {
  const isMeant = (breach: Breach): boolean =>
    breach.action === 'pause' && breach.limit === limit && (of === null || scopeNames(breach.scope).includes(of));
  const lifted = liftBreaches(draft, by.userName, isMeant);
  return lifted.length === 0
    ? { type: 'skipped', detail: `${limit}${of === null ? '' : ` of ${of}`} holds no entries back by a pause` }
    : done(`entries pass again although ${limit} was reached`);
}

/** "; daily_loss still holds entries back: /resume daily_loss". */
function stillPaused({ state, now }: Draft, strategy: StrategyName | null): string {
  const isFelt = ({ scope }: Breach): boolean =>
    strategy === null || !scope.startsWith('strategy:') || scopeNames(scope).includes(strategy);
  const limits = [...state.riskBook.breaches.values()].filter((each) => each.action === 'pause' && isActive(each, now) && isFelt(each));
  return [...new Set(limits.map(({ limit }) => `; ${limit} still holds entries back: /resume ${limit}`))].join('');
}

function pauseSymbols(draft: Draft, command: Pause, symbols: readonly string[]): Reply {
  const pausing = command.type === 'pause';
  const changed = symbols.filter((symbol) => draft.state.pausedSymbols.has(symbol) !== pausing);
  for (const symbol of changed) record(draft, { type: pausing ? 'symbol_paused' : 'symbol_resumed', symbol, by: command.by });
  if (changed.length === 0) return { type: 'skipped', detail: `${symbols.join(', ')}: ${pausing ? 'paused already' : 'not paused'}` };
  return done(`${changed.join(', ')} ${pausing ? 'paused: exits still pass' : 'resumed'}`);
}

type Pause = Command & { type: 'pause' | 'resume' };

export function decidePause(draft: Draft, command: Pause): Reply {
  if (command.symbols !== undefined) return pauseSymbols(draft, command, command.symbols);
  if (command.type === 'resume' && command.named !== undefined) return liftNamed(draft, command.named, command.by);
  const pausing = command.type === 'pause';
  const meant = pausing ? strategiesMeant(draft, command.strategy) : resumed(draft, command.strategy);
  if (meant === null) return unknownStrategy(draft, command.strategy);
  const changed = meant.filter((name) => isPaused(draft.state, name) !== pausing);
  for (const strategy of changed) record(draft, { type: pausing ? 'strategy_paused' : 'strategy_resumed', strategy, by: command.by });
  // /resume without a name ends every pause of people
  const markets = pausing || command.strategy !== null ? [] : [...draft.state.pausedSymbols.keys()];
  for (const symbol of markets) record(draft, { type: 'symbol_resumed', symbol, by: command.by });
  const left = pausing ? '' : stillPaused(draft, command.strategy);
  const all = [...changed, ...markets];
  if (all.length === 0) return { type: 'skipped', detail: `${pausing ? 'paused already' : 'not paused'}${left}` };
  return done(`${all.join(', ')} ${pausing ? 'paused: exits still pass' : 'resumed'}${left}`);
}

export function decideApprovalMode(draft: Draft, command: Command & { type: 'set_approval_mode' }): Reply {
  if (!draft.settings.strategies.has(command.strategy)) return unknownStrategy(draft, command.strategy);
  record(draft, { type: 'approval_mode_set', strategy: command.strategy, mode: command.mode, by: command.by });
  return done(
    command.mode === 'auto' ? `${command.strategy} trades by rule now, without asking` : `${command.strategy} asks before each entry`,
  );
}

export function decideAsk(draft: Draft, command: Command & { type: 'ask' }): Reply {
  const prompt: Prompt = { nonce: command.nonce, action: command.action, askedBy: command.by, expiresAt: draft.now + PROMPT_TTL_MS };
  record(draft, { type: 'prompt_opened', prompt });
  return done('asked');
}

export function decideDismiss(draft: Draft, command: Command & { type: 'dismiss' }): Reply {
  if (!draft.state.prompts.has(command.nonce)) return { type: 'skipped', detail: 'no longer open' };
  record(draft, { type: 'prompt_closed', nonce: command.nonce, by: command.by });
  return done('Dismissed');
}

const originOf = (by: Actor): Origin & { readonly type: 'chat' } => ({ type: 'chat', userId: by.userId, userName: by.userName });

export function decideClosePosition(draft: Draft, command: Command & { type: 'close_position' }): Reply {
  if (draft.state.signals.has(command.signalId)) return { type: 'skipped', detail: 'done already' };
  const position = draft.state.positions.get(command.positionKey);
  if (position === undefined) return { type: 'refused', denial: deny('NOTHING_TO_CLOSE', `there is no position ${command.positionKey}`) };
  const opened = leavePosition(draft, command.signalId, {
    position,
    symbol: position.instrument.symbol,
    how: { percent: command.percent },
    origin: originOf(command.by),
    reason: `/close by ${command.by.userName}`,
  });
  const error =
    draft.state.signals.get(command.signalId)?.error ?? deny('NOTHING_TO_CLOSE', `${position.instrument.symbol} is flat already`);
  return opened ? done(`closing ${command.percent} % of ${position.instrument.symbol}`) : { type: 'refused', denial: error };
}

/** Of the buttons that an alert of a person may lead to. Whoever guesses it must still be somebody who may tap. */
const seededNonce = (seed: string): Nonce => `${seed}000` as Nonce;

/** Positions that hold something or have an entry that could fill. */
function exposedKeys(draft: Draft): readonly PositionKey[] {
  const keys = new Set<PositionKey>();
  for (const position of draft.state.positions.values()) if (isHeld(position)) keys.add(position.key);
  for (const key of draft.state.activeOrdersOf.keys()) {
    if (activeOrdersOf(draft.state, key).some((order) => !isProtective(order.role))) keys.add(key);
  }
  return [...keys].sort();
}

/** "paper (PAPER), binance (LIVE)": what concerns accounts carries their modes. */
const accountWords = (draft: Draft): string =>
  [...draft.settings.accounts.values()].map(({ name, mode }) => `${name} (${mode.toUpperCase()})`).join(', ');

/** Blocks entries, cancels what could open, closes everything; stops stay until the position is flat. */
function kill(draft: Draft, by: Actor, idSeed: string): Reply {
  record(draft, { type: 'trading_state_changed', tradingState: 'halted', who: by.userName, reason: '/kill' });
  for (const id of draft.state.activeSignals) {
    const signal = draft.state.signals.get(id);
    if (signal === undefined || (signal.entry === null && !isParked(signal))) continue;
    if (signal.state !== 'received' && signal.state !== 'awaiting_approval') continue;
    refuseSignal(draft, signal, deny('TRADING_HALTED', `/kill by ${by.userName}`));
  }
  takeBackLate(draft, null, `/kill by ${by.userName}`);
  const keys = exposedKeys(draft);
  const held = keys.filter((key) => !isZero(draft.state.positions.get(key)?.qty ?? ZERO)).length;
  keys.forEach((key, index) => {
    for (const order of activeOrdersOf(draft.state, key))
      if (order.role === 'entry') requestCancel(draft, order, `/kill by ${by.userName}`);
    const order = activeOrdersOf(draft.state, key)[0];
    const position = draft.state.positions.get(key);
    const subject = position ?? (order === undefined ? null : { key, strategy: order.strategy, account: order.account });
    const symbol = position?.instrument.symbol ?? order?.instrument.symbol ?? '';
    if (subject !== null)
      leavePosition(draft, seededId(draft.now, idSeed, index), {
        position: subject,
        symbol,
        how: { percent: HUNDRED },
        origin: originOf(by),
        reason: `/kill by ${by.userName}`,
      });
  });
  tell(draft, {
    severity: 'alarm',
    groupKey: 'kill',
    title: 'KILL: trading is halted',
    text: `${by.userName} pulled the kill switch for ${accountWords(draft)}: entries are blocked and cancelled, ${held} position(s) are being closed.`,
    nextStep: 'Watch /positions until everything is flat. /unlock lets entries pass again.',
  });
  return done(`halted; closing ${held} position(s)`);
}

function unlock(draft: Draft, by: Actor): Reply {
  const lifted = liftBreaches(draft, by.userName, ({ action }) => action === 'kill');
  if (draft.state.tradingState === 'active' && lifted.length === 0) return { type: 'skipped', detail: 'trading is active already' };
  if (draft.state.tradingState !== 'active')
    record(draft, { type: 'trading_state_changed', tradingState: 'active', who: by.userName, reason: '/unlock' });
  tell(draft, {
    severity: 'warning',
    groupKey: 'unlock',
    title: 'Trading unlocked',
    text: `${by.userName} unlocked trading for ${accountWords(draft)}: entries pass again.`,
    nextStep: null,
  });
  return done('trading is active again');
}

function cancelAll(draft: Draft, by: Actor): Reply {
  const orders = draft.state.activeOrders
    .toArray()
    .flatMap((id) => draft.state.orders.get(id) ?? [])
    .filter((order) => order.role === 'entry');
  for (const order of orders) cancelByWish(draft, order, by.userName);
  const waiting = waitingEntries(draft.state);
  for (const signal of waiting) cancelWaiting(draft, signal, 'declined', by.userName);
  const withdrawn = waiting.length === 0 ? '' : `, and ${waiting.length} that waited`;
  return done(`${orders.length} open entry order(s) cancelled${withdrawn}; stops, targets and exits stay`);
}

/** Units; null: the alerts of its market count units. */
function lotOfSignal({ settings, state }: Draft, { account, positionKey, symbol }: Signal): Decimal | null {
  const known = account === null ? undefined : settings.accounts.get(account);
  return known === undefined || positionKey === null || symbol === null ? null : lotAt(state, positionKey, symbol, known);
}

function sync(draft: Draft, action: PromptAction & { type: 'sync' }, by: Actor, idSeed: string): Reply {
  const original = draft.state.signals.get(action.signalId);
  if (original === undefined) return { type: 'skipped', detail: 'the alert is no longer here' };
  const command = commandOfPerson(draft, original, syncReading(original, action, lotOfSignal(draft, original)), by, idSeed);
  return original.part === null ? decideAlert(draft, command) : decideOnAccount(draft, command, original.account);
}

/** What a person repeats on purpose: the same reading as a new signal that nothing suppresses. */
function executeRepeat(draft: Draft, signalId: SignalId, by: Actor, idSeed: string): Reply {
  const original = draft.state.signals.get(signalId);
  if (original === undefined) return { type: 'skipped', detail: 'the original alert is no longer here' };
  // a person means it now, whatever the clocks of senders say
  return decideAlert(draft, commandOfPerson(draft, original, { ...original.reading, sentAt: null, delayMs: null }, by, idSeed));
}

function commandOfPerson(draft: Draft, original: Signal, reading: Reading, by: Actor, idSeed: string): ReceiveAlert {
  return {
    type: 'receive_alert',
    signalId: seededId(draft.now, idSeed, 0),
    origin: originOf(by),
    strategyHint: original.strategy,
    reading,
    raw: original.raw,
    bodyHash: null,
    rateKey: null,
    nonce: seededNonce(idSeed),
  };
}

/** What a person pasted goes the way of every alert; an entry ends at a card, an exit works at once. */
function takePasted(draft: Draft, action: PromptAction & { type: 'take_pasted' }, command: Command & { type: 'confirm' }): Reply {
  const signalId = seededId(draft.now, command.idSeed, 0);
  const reply = decideAlert(draft, {
    type: 'receive_alert',
    signalId,
    origin: action.confirmed === true ? { ...originOf(command.by), confirmed: true } : { ...originOf(command.by), pasted: true },
    strategyHint: action.strategy,
    // it is taken in when it is confirmed; how old the words are is for the person to judge
    reading: { ...action.reading, sentAt: null, eventId: null },
    raw: action.raw,
    bodyHash: null,
    rateKey: null,
    nonce: seededNonce(command.idSeed),
  });
  const error = draft.state.signals.get(signalId)?.error ?? null;
  if (reply.type !== 'signal') return reply;
  return error === null
    ? done(action.confirmed === true ? 'Set; /waiting lists it' : 'Taken in; its card tells the rest')
    : { type: 'refused', denial: error };
}

export function decideConfirm(draft: Draft, command: Command & { type: 'confirm' }): Reply {
  const prompt = draft.state.prompts.get(command.nonce);
  if (prompt === undefined || isPromptOver(prompt, draft.now))
    return { type: 'skipped', detail: 'this question was answered already or has expired: ask again' };
  record(draft, { type: 'prompt_closed', nonce: command.nonce, by: command.by });
  const { action } = prompt;
  switch (action.type) {
    case 'kill':
      return kill(draft, command.by, command.idSeed);
    case 'unlock':
      return unlock(draft, command.by);
    case 'cancel_all':
      return cancelAll(draft, command.by);
    case 'execute_repeat':
      return executeRepeat(draft, action.signalId, command.by, command.idSeed);
    case 'take_pasted':
      return takePasted(draft, action, command);
    case 'resume':
      return decidePause(draft, {
        type: 'resume',
        strategy: action.strategy,
        ...(action.symbols === undefined ? {} : { symbols: action.symbols }),
        ...(action.named === undefined ? {} : { named: action.named }),
        by: command.by,
        updateId: null,
      });
    case 'mode_auto':
      return decideApprovalMode(draft, {
        type: 'set_approval_mode',
        strategy: action.strategy,
        mode: 'auto',
        by: command.by,
        updateId: null,
      });
    case 'sync':
      return sync(draft, action, command.by, command.idSeed);
    case 'close':
      return decideClosePosition(draft, {
        type: 'close_position',
        signalId: seededId(draft.now, command.idSeed, 0),
        positionKey: action.positionKey,
        percent: action.percent,
        by: command.by,
        updateId: null,
      });
  }
}

export function decideAddUser(draft: Draft, command: Command & { type: 'add_user' }): Reply {
  const { userId, userName, role } = command;
  const isNew = !draft.state.users.has(String(userId));
  if (isNew && draft.state.users.size >= USERS_MAX)
    return { type: 'skipped', detail: `there are ${USERS_MAX} users already; remove one first` };
  record(draft, { type: 'user_added', user: { id: userId, name: userName, role, addedAt: draft.now } });
  return done(`${userName} is ${role} now`);
}

export function decideRemoveUser(draft: Draft, { userId }: Command & { type: 'remove_user' }): Reply {
  const user = draft.state.users.get(String(userId));
  if (user === undefined) return { type: 'skipped', detail: `nobody with the id ${userId} was added in the chat` };
  record(draft, { type: 'user_removed', userId });
  return done(`${user.name} is ${user.role} no more`);
}
