// Owns: what a person in the chat makes of the plan of a position: another stop or target, a trailing stop, break-even; and
// the reverse of it. It passes every gate: it is protection. What would leave at once is refused and says so.

import { compare, gte, isPositive, lte, roundToTick, ZERO, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import { describePlan } from '../../model/exits/describe-plan.ts';
import { levelPrice } from '../../model/exits/exit-levels.ts';
import { isFarStop, isFarTarget } from '../../model/exits/far-level.ts';
import { joinedAgain, withoutStop, type ActivationLevel, type ExitPlan, type PartialTarget } from '../../model/exits/exit-plan.ts';
import type { SignalId } from '../../model/ids.ts';
import { planTargets, trailedStop } from '../../model/exits/plan-exits.ts';
import { hasOtherSide, type Position } from '../../model/position.ts';
import type { Origin, Target } from '../../model/signal.ts';
import { stopTick, tighterStop } from '../../model/exits/tighter-stop.ts';
import { NO_SIZES } from '../../model/markets/unit-sizes.ts';
import { moveTarget, openTargets } from './move-target.ts';
import { isHeld } from '../../positions/is-held.ts';
import { newDraft } from '../../signals/fields/draft-reading.ts';
import type { Command, PlanChange, ReceiveAlert, Reply } from '../command.ts';
import { decideOnAccount } from '../alerts/decide-alert.ts';
import { record, type Draft } from '../draft.ts';
import { newSignal } from '../new-signal.ts';
import type { Actor } from '../state.ts';

const originOf = (by: Actor): Origin => ({ type: 'chat', userId: by.userId, userName: by.userName });

const emptyPlan = (signalId: SignalId): ExitPlan => ({ stopLoss: null, takeProfit: null, signalId });

/** Beyond `level` in the direction of the gain. */
const isPast = (long: boolean, price: Decimal, level: Decimal): boolean => (long ? gte(price, level) : lte(price, level));
const sideWord = (long: boolean): string => (long ? 'long' : 'short');

/**
 * Of what a person has written: far from the price of now and from the one that was entered at. Without a price of now nothing is
 * said: it may have gone far itself, and protection is not held back by a guess.
 */
function refuseFar(level: Decimal, { entryPrice, instrument }: Position, price: Decimal | null, isFar: typeof isFarStop): Denial | null {
  if (price === null || !isFar(level, price, instrument) || (entryPrice !== null && !isFar(level, entryPrice, instrument))) return null;
  const words = `${level} is far from the price ${price}, so it is not taken for one`;
  return deny('INVALID_PRICE', words, 'Write the whole price, without grouping thousands: 44500, not 44.500.');
}

function changeStop(plan: ExitPlan, stop: Decimal | null, position: Position, price: Decimal | null, long: boolean): ExitPlan | Denial {
  if (stop === null) return withoutStop(plan);
  const level = stopTick(long, stop, position.instrument.tickSize);
  if (!isPositive(level)) return deny('INVALID_PRICE', `${stop} is no price`);
  if (price !== null && isPast(long, level, price))
    return deny(
      'STOP_WRONG_SIDE',
      `a stop at ${level} would close this ${sideWord(long)} at once: the price is ${price}`,
      'Use /close to leave now.',
    );
  return { ...plan, stopLoss: level };
}

const noTargetAt = (from: Decimal): Denial =>
  deny('NOTHING_TO_MODIFY', `there is no target at ${from} (any more)`, 'Look at /positions for the targets that are left.');

/** Nobody says which of a ladder goes: none of it is lost to a guess. */
const whichTarget = (targets: readonly PartialTarget[], { instrument: { symbol } }: Position): Denial =>
  deny(
    'CONTRADICTION',
    `there are several targets, ${targets.map(({ price }) => price).join(', ')}, and it is not said which one is meant`,
    `Write the price of the one that is meant before the new one: /target ${symbol} ${targets[0]?.price ?? ''} …; /target ${symbol} all … replaces all of them.`,
  );

/** As it is taken; or why it would be no target. */
function targetLevel(target: Decimal, position: Position, price: Decimal | null, long: boolean): Decimal | Denial {
  const level = roundToTick(target, position.instrument.tickSize);
  if (!isPositive(level)) return deny('INVALID_PRICE', `${target} is no price`);
  const far = refuseFar(level, position, price, isFarTarget);
  if (far !== null) return far;
  return price !== null && isPast(long, price, level)
    ? deny(
        'TARGET_WRONG_SIDE',
        `a target of ${level} would close this ${sideWord(long)} at once: the price is ${price}`,
        'Use /close to leave now.',
      )
    : level;
}

/** One of them, and nothing of the others. */
function changeTarget(
  plan: ExitPlan,
  { price: wanted, from }: PlanChange & { type: 'target' },
  position: Position,
  price: Decimal | null,
  long: boolean,
): ExitPlan | Denial {
  const level = wanted === null ? null : targetLevel(wanted, position, price, long);
  if (level !== null && typeof level !== 'string') return level;
  const open = openTargets(plan);
  if (from === undefined && open.length > 1) return whichTarget(open, position);
  const meant = from ?? open[0]?.price;
  if (meant !== undefined) return moveTarget(plan, meant, level, long) ?? noTargetAt(meant);
  return level === null ? plan : { ...plan, takeProfit: level };
}

/** What was reached is over: shares are of what is held now. */
function changeTargets(
  plan: ExitPlan,
  targets: readonly Target[],
  position: Position,
  price: Decimal | null,
  long: boolean,
): ExitPlan | Denial {
  for (const target of targets) {
    const level = target.price === undefined ? null : targetLevel(target.price, position, price, long);
    if (level !== null && typeof level !== 'string') return level;
  }
  const { instrument, entryPrice } = position;
  const ground = { side: long ? 'buy' : 'sell', price: entryPrice ?? ZERO, instrument, atr: null, units: NO_SIZES } as const;
  const planned = planTargets(targets, ground);
  return 'code' in planned ? planned : { ...plan, ...planned };
}

function activationOf(from: ActivationLevel, position: Position, price: Decimal | null, long: boolean): Decimal | Denial {
  const { instrument, entryPrice } = position;
  if (entryPrice === null) return deny('NOTHING_TO_MODIFY', 'the position has no entry price');
  const ground = { instrument, atr: null, units: NO_SIZES };
  const level = levelPrice(from, long ? 'buy' : 'sell', entryPrice, 'target', ground);
  if (level === null || !isPositive(level)) return deny('INVALID_PRICE', 'the trailing stop would begin at no price');
  return refuseFar(level, position, price, isFarTarget) ?? level;
}

/** What it is to begin at may be reached already: then it begins now. */
function changeTrail(
  plan: ExitPlan,
  { by, from }: PlanChange & { type: 'trail' },
  position: Position,
  price: Decimal | null,
  long: boolean,
): ExitPlan | Denial {
  if (by === null) return { ...plan, trail: null };
  const activation = from === undefined ? null : activationOf(from, position, price, long);
  if (activation !== null && typeof activation !== 'string') return activation;
  const waits = activation !== null && (price === null || !isPast(long, price, activation));
  const best = waits ? activation : (price ?? position.entryPrice);
  if (best === null) return deny('NO_PRICE', `no price of ${position.instrument.symbol} is at hand`);
  const stop = trailedStop({ by }, best, long, position.instrument);
  if (!isPositive(stop)) return deny('INVALID_PRICE', 'the trailing distance is as large as the price itself');
  if (waits) return { ...plan, trail: { by, activation, active: false, best: null, movedAt: null } };
  return { ...plan, stopLoss: tighterStop(long, plan.stopLoss, stop), trail: { by, activation: null, active: true, best, movedAt: null } };
}

function breakEven(plan: ExitPlan, position: Position, price: Decimal | null, long: boolean): ExitPlan | Denial {
  if (position.entryPrice === null) return deny('NOTHING_TO_MODIFY', 'the position has no entry price');
  const entry = stopTick(long, position.entryPrice, position.instrument.tickSize);
  if (plan.stopLoss !== null && compare(tighterStop(long, plan.stopLoss, entry) ?? entry, plan.stopLoss) === 0)
    return deny('AT_TARGET', `the stop at ${plan.stopLoss} is at break-even or better already`);
  // nobody has written the level: whether it protects or leaves at a loss is not left to luck
  if (price === null)
    return deny(
      'NO_PRICE',
      `no price of ${position.instrument.symbol} is at hand: a stop at ${entry} might close this ${sideWord(long)} at once`,
      `Tap again in a moment; /stop ${position.instrument.symbol} ${position.strategy} ${entry} sets it all the same.`,
    );
  return changeStop(plan, entry, position, price, long);
}

function changed(plan: ExitPlan, change: PlanChange, position: Position, price: Decimal | null): ExitPlan | Denial {
  const long = isPositive(position.qty);
  switch (change.type) {
    case 'stop':
      return (
        (change.price === null ? null : refuseFar(change.price, position, price, isFarStop)) ??
        changeStop(plan, change.price, position, price, long)
      );
    case 'target':
      return changeTarget(plan, change, position, price, long);
    case 'targets':
      return changeTargets(plan, change.targets, position, price, long);
    case 'trail':
      return changeTrail(plan, change, position, price, long);
    case 'break_even':
      return breakEven(plan, position, price, long);
  }
}

/** Who has left out a percent sign must see it. */
const atOnceText = (change: PlanChange, { trail = null }: ExitPlan): string =>
  change.type === 'trail' && change.from !== undefined && trail?.active === true
    ? '; the trailing stop begins at once, since the price is there already'
    : '';

/** Who lets a stop stand further away than its trailing distance has brought it already must know that it stays there. */
function takenBackText(change: PlanChange, { stopLoss, trail = null }: ExitPlan, { qty, instrument }: Position): string {
  if (change.type !== 'stop' || stopLoss === null || trail?.active !== true || trail.best === null) return '';
  const long = isPositive(qty);
  const trailed = trailedStop(trail, trail.best, long, instrument);
  const isTighter = trailed !== stopLoss && tighterStop(long, stopLoss, trailed) === trailed;
  return isTighter ? `; the trailing stop stands at ${trailed} and takes it back there: /trail off ends it` : '';
}

/** The wish as a signal of its own: it stands in the history like every other. */
function receive(draft: Draft, { signalId, by }: Command & { type: 'change_plan' }, position: Position, words: string): void {
  const { symbol } = position.instrument;
  const reading = { ...newDraft('chat'), action: 'modify' as const, symbol };
  const known = { strategy: position.strategy, account: position.account, symbol, positionKey: position.key, raw: words };
  const signal = newSignal({ signalId, origin: originOf(by), reading }, draft.now, known);
  record(draft, { type: 'signal_received', signal, bodyKey: null, idKey: null, replayKey: null, rateKey: null, fullRaw: words });
}

export function decideChangePlan(draft: Draft, command: Command & { type: 'change_plan' }): Reply {
  const { signalId, positionKey, change, price, by } = command;
  if (draft.state.signals.has(signalId)) return { type: 'skipped', detail: 'done already' };
  const position = draft.state.positions.get(positionKey);
  if (!isHeld(position)) return { type: 'refused', denial: deny('NOTHING_TO_MODIFY', 'the position is flat already') };
  const plan = changed(joinedAgain(position.plan ?? emptyPlan(signalId)), change, position, price);
  if ('code' in plan) return { type: 'refused', denial: plan };
  const words = `${describePlan(plan)}${atOnceText(change, plan)}${takenBackText(change, plan, position)}`;
  receive(draft, command, position, `${change.type.replace('_', '-')} by ${by.userName}`);
  record(draft, { type: 'plan_set', positionKey, plan });
  record(draft, { type: 'signal_changed', signalId, state: 'completed', error: null, detail: `plan changed: ${words}` });
  if (draft.state.signals.has(plan.signalId) && plan.signalId !== signalId)
    record(draft, { type: 'signal_remarked', signalId: plan.signalId, event: 'plan_changed', detail: `${by.userName}: ${words}` });
  return { type: 'done', detail: words };
}

/** It would be closed, and the entry behind it refused: who asks for both is told before anything is closed. */
function refuseOtherSide(position: Position): Denial | null {
  if (hasOtherSide(position)) return null;
  const { instrument, account, strategy } = position;
  const { symbol, kind } = instrument;
  const why = kind === 'spot' ? `${symbol} is a spot market` : `${symbol} could not be sold short on ${account} when it was last bought`;
  return deny(
    'SHORT_ON_SPOT',
    `${why}: there is no other side to enter, and nothing was closed`,
    `To leave it: /close ${symbol} ${strategy} ${account}.${kind === 'spot' ? ' A short needs a perpetual or a future.' : ''}`,
  );
}

/** Out at once; the entry behind it is sized, checked and asked for like every other. */
export function decideReversePosition(draft: Draft, command: Command & { type: 'reverse_position' }): Reply {
  const { signalId, positionKey, by, nonce } = command;
  if (draft.state.signals.has(signalId)) return { type: 'skipped', detail: 'done already' };
  const position = draft.state.positions.get(positionKey);
  if (!isHeld(position)) return { type: 'refused', denial: deny('NOTHING_TO_CLOSE', 'the position is flat already') };
  const refused = refuseOtherSide(position);
  if (refused !== null) return { type: 'refused', denial: refused };
  const alert: ReceiveAlert = {
    type: 'receive_alert',
    signalId,
    origin: originOf(by),
    strategyHint: position.strategy,
    reading: { ...newDraft('chat'), action: 'reverse', symbol: position.instrument.symbol },
    raw: `reverse by ${by.userName}`,
    bodyHash: null,
    rateKey: null,
    nonce,
  };
  decideOnAccount(draft, alert, position.account);
  const error = draft.state.signals.get(signalId)?.error ?? null;
  return error === null ? { type: 'done', detail: 'closing it; its card tells the rest' } : { type: 'refused', denial: error };
}
