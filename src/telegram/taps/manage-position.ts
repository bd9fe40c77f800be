// Owns: the buttons under one position beside those that close it: its card, break-even, stop, target, trail, reverse.

import type { Position } from '../../core/model/position.ts';
import { tapReply } from '../answer-reply.ts';
import { cardUnder } from '../card-under.ts';
import { askPlan, changePlan, reversePosition } from '../change-plan.ts';
import { readManageData, type ManageAction } from '../position-handle.ts';
import type { PlanTopic } from '../read-plan-change.ts';
import { positionMessage, positionsMessage } from '../view-positions.ts';
import type { Tap, Verb } from './tap.ts';

const TOPICS: Readonly<Partial<Record<ManageAction, PlanTopic>>> = { st: 'stop', tg: 'target', tr: 'trail' };

export const manageVerb: Verb = {
  role: (state, rest) => (readManageData(state, rest).action === 'card' ? 'viewer' : 'trader'),
  async run(tap) {
    const target = readManageData(tap.deps.dispatcher.snapshot(), tap.rest);
    if (target.type === 'gone') {
      tap.answer('This position is closed already.');
      return tap.edit(cardUnder(tap) ?? positionsMessage(tap.deps));
    }
    if (target.type === 'changed') tap.answer('The position has changed since; look at the numbers and tap again.', true);
    else await manage(tap, target.position, target.action);
    const card = cardUnder(tap);
    if (card !== null && target.action === 'card') return sendPosition(tap, target.position);
    tap.edit(card ?? positionMessage(tap.deps, target.position.key));
  },
};

/** One of several that an alert has opened: their card has room for the names only. */
const sendPosition = ({ deps, chat }: Tap, { key }: Position): void =>
  void deps.outbox.send({ to: chat, message: positionMessage(deps, key), priority: 'answer' });

async function manage(tap: Tap, position: Position, action: ManageAction): Promise<void> {
  const topic = TOPICS[action];
  if (topic !== undefined) {
    tap.answer('');
    return askPlan({ deps: tap.deps, actor: tap.actor, questions: tap.deps.questions }, tap.chat, position, topic);
  }
  if (action === 'card') return tap.answer('');
  const reply = action === 'be' ? await changePlan(tap, position, { type: 'break_even' }) : await reversePosition(tap, position);
  const { symbol } = position.instrument;
  const { text, alert } = tapReply(
    reply,
    action === 'be' ? `The stop of ${symbol} is at its entry price` : `Reversing ${symbol} (${position.mode.toUpperCase()})`,
  );
  tap.answer(text, alert);
}
