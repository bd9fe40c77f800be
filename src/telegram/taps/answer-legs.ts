// Owns: the buttons of a card of which a leg failed: close again what has filled, or keep it. The first answer counts.

import { doneDetail, tapReply } from '../answer-reply.ts';
import { isNonce } from '../make-ids.ts';
import type { Tap, Verb } from './tap.ts';

const legVerb = (choice: 'unwind' | 'keep'): Verb => ({ role: 'trader', run: (tap) => answerLegs(tap, choice) });

export const unwindVerb = legVerb('unwind');
export const keepVerb = legVerb('keep');

async function answerLegs(tap: Tap, choice: 'unwind' | 'keep'): Promise<void> {
  const { deps, rest, actor, updateId } = tap;
  if (!isNonce(rest)) return tap.answer('This button is from another version; use the commands.');
  const reply = await deps.dispatcher.dispatch({ type: 'answer_legs', nonce: rest, choice, by: actor, updateId });
  const { text, alert } = tapReply(reply, doneDetail(reply, 'Done'));
  tap.answer(text, alert);
}
