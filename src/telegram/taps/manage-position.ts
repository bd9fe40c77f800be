// Owns: the buttons under one position beside those that close it: its card, break-even, stop, target, trail, reverse.

import { openTargets } from '../../core/engine/exits/move-target.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import type { Position } from '../../core/model/position.ts';
import { tapReply } from '../answer-reply.ts';
import { cardUnder } from '../cards/card-under.ts';
import { askPlan, atPriceOfNow, changePlan, planMessage, reversePosition } from '../plans/change-plan.ts';
import { positionByHandle, positionHandle, readManageData, type ManageAction } from '../plans/position-handle.ts';
import type { PlanTopic } from '../plans/read-plan-change.ts';
import { targetChoice } from '../plans/target-choice.ts';
import { positionMessage, positionsMessage } from '../pages/view-positions.ts';
import { placeIn } from '../render/page-of.ts';
import type { Tap, Verb } from './tap.ts';

const TOPICS: Readonly<Partial<Record<ManageAction, PlanTopic>>> = { st: 'stop', tg: 'target', tr: 'trail' };

export const manageVerb: Verb = {
  role: (state, rest) => (readManageData(state, rest).action === 'card' ? 'viewer' : 'trader'),
  async run(tap) {
    const target = readManageData(tap.deps.dispatcher.snapshot(), tap.rest);
    if (target.type === 'gone') {
      tap.answer('This position is closed already.');
      return tap.edit(cardUnder(tap) ?? positionsMessage(tap.deps, placeIn(tap.text)));
    }
    if (target.type === 'changed') tap.answer('The position has changed since; look at the numbers and tap again.', true);
    else if (target.target !== null && target.action === 'tm') return moveOne(tap, target.position, target.target, target.to);
    else if (target.target !== null) return askTarget(tap, target.position, target.target);
    else if (target.action === 'be') return breakEven(tap, target.position);
    else await manage(tap, target.position, target.action);
    const card = cardUnder(tap);
    if (card !== null && target.action === 'card') return sendPosition(tap, target.position);
    showAgain(tap, target.position);
  },
};

const showAgain = (tap: Tap, { key }: Position): void => tap.edit(cardUnder(tap) ?? positionMessage(tap.deps, key));
const failing =
  (tap: Tap) =>
  (line: string): void =>
    tap.answer(line, true);

/** One of several that an alert has opened: their card has room for the names only. */
const sendPosition = ({ deps, chat }: Tap, { key }: Position): void =>
  void deps.outbox.send({ to: chat, message: positionMessage(deps, key), priority: 'answer' });

/** One of several; the message with the choice stays, for the next one. */
function askTarget(tap: Tap, position: Position, price: Decimal): void {
  const isThere = position.plan !== null && openTargets(position.plan).some((target) => target.price === price);
  if (isThere) {
    tap.answer('');
    return askPlan({ deps: tap.deps, actor: tap.actor, questions: tap.deps.questions }, tap.chat, position, 'target', price);
  }
  tap.answer(`There is no target at ${price} any more.`, true);
  tap.edit(targetChoice(tap.deps.dispatcher.snapshot(), tap.deps, position) ?? positionMessage(tap.deps, position.key));
}

/** The message with the choice becomes the answer: what was done, and what stays. */
function moveOne(tap: Tap, position: Position, from: Decimal, to: Decimal | null): Promise<void> {
  const { deps } = tap;
  const change = { type: 'target', price: to, from } as const;
  return atPriceOfNow(deps, position, failing(tap), async (price) => {
    const reply = await changePlan(tap, position, change, price);
    const { text, alert } = tapReply(reply, to === null ? `The target at ${from} is taken away` : `The target at ${from} is at ${to} now`);
    tap.answer(text, alert);
    if (reply.type === 'done') return tap.edit(planMessage(deps, position, reply, change));
    const state = deps.dispatcher.snapshot();
    const now = positionByHandle(state, positionHandle(position.key)) ?? position;
    tap.edit(targetChoice(state, deps, now, to) ?? positionMessage(deps, position.key));
  });
}

const breakEven = (tap: Tap, position: Position): Promise<void> =>
  atPriceOfNow(tap.deps, position, failing(tap), async (price) => {
    const reply = await changePlan(tap, position, { type: 'break_even' }, price);
    const { text, alert } = tapReply(reply, `The stop of ${position.instrument.symbol} is at its entry price`);
    tap.answer(text, alert);
    showAgain(tap, position);
  });

async function manage(tap: Tap, position: Position, action: ManageAction): Promise<void> {
  const topic = TOPICS[action];
  if (topic !== undefined) {
    tap.answer('');
    return askPlan({ deps: tap.deps, actor: tap.actor, questions: tap.deps.questions }, tap.chat, position, topic);
  }
  if (action !== 'rv') return tap.answer('');
  const { text, alert } = tapReply(
    await reversePosition(tap, position),
    `Reversing ${position.instrument.symbol} (${position.mode.toUpperCase()})`,
  );
  tap.answer(text, alert);
}
