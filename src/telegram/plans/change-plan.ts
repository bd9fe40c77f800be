// Owns: a change of a position's plan by a person, from wherever it was asked (a command, a reply, a button), and the words
// that say what was done.

import type { PlanChange, Reply } from '../../core/engine/command.ts';
import { openTargets } from '../../core/engine/exits/move-target.ts';
import type { Actor } from '../../core/engine/state.ts';
import { isNegative, type Decimal } from '../../core/model/decimal.ts';
import { makeSignalId } from '../../core/model/ids.ts';
import type { Quote } from '../../core/model/markets/instrument.ts';
import type { Position } from '../../core/model/position.ts';
import { answerReply } from '../answer-reply.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import { makeNonce } from '../make-ids.ts';
import { positionHandle, stayOf } from './position-handle.ts';
import { positionTitle } from './position-title.ts';
import { QUESTION_SIGN, questionMark, type OpenQuestions, type PlanRef } from './plan-question.ts';
import { exampleOf, type PlanTopic } from './read-plan-change.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { formatPrice } from '../render/format-number.ts';
import { LIST_ROWS_MAX } from '../render/limits.ts';
import type { Message } from '../render/message.ts';
import { ourText } from '../render/sender-text.ts';
import type { ChatAddress } from '../sending/outbox.ts';
import { targetChoice } from './target-choice.ts';

/** Who asks for it, and the update that it came with. */
export interface Wish {
  readonly deps: HandlerDeps;
  readonly actor: Actor;
  readonly updateId: number;
}

/** What leaving now would bring: a long sells at the bid, a short buys at the ask. */
const leavingAt = ({ qty }: Position, quote: Quote | null): Decimal | null =>
  quote === null ? null : isNegative(qty) ? quote.ask : quote.bid;

/** Null: the venue has none, or does not answer. */
export async function priceOfNow(deps: HandlerDeps, position: Position): Promise<Decimal | null> {
  const { account, instrument } = position;
  return leavingAt(position, deps.freshQuote(account, instrument.symbol) ?? (await deps.askPrice(account, instrument.symbol)));
}

/**
 * `then`, with the price of now. Behind a start, or while a stream is silent, none is at hand: a level that would close the
 * position at once must not pass for that, so the venue is asked, and the handler does not wait for it. `fail`: tells in a line
 * why nothing was done.
 */
export async function atPriceOfNow(
  deps: HandlerDeps,
  position: Position,
  fail: (line: string) => void,
  then: (price: Decimal | null) => Promise<void>,
): Promise<void> {
  if (deps.freshQuote(position.account, position.instrument.symbol) !== null) return then(await priceOfNow(deps, position));
  void priceOfNow(deps, position)
    .then(then)
    .catch((error: unknown) => {
      deps.log.error({ err: error }, 'telegram: a plan could not be changed');
      fail('That could not be done; nothing was changed. The log says why.');
    });
}

const newSignalId = ({ clock, randomHex }: HandlerDeps) => makeSignalId(clock.now(), randomHex(13));

/** `price`: of now; null: the venue has none. */
export const changePlan = (
  { deps, actor, updateId }: Wish,
  position: Position,
  change: PlanChange,
  price: Decimal | null,
): Promise<Reply> =>
  deps.dispatcher.dispatch({
    type: 'change_plan',
    signalId: newSignalId(deps),
    positionKey: position.key,
    change,
    price,
    by: actor,
    updateId,
  });

export const reversePosition = ({ deps, actor, updateId }: Wish, position: Position): Promise<Reply> =>
  deps.dispatcher.dispatch({
    type: 'reverse_position',
    signalId: newSignalId(deps),
    positionKey: position.key,
    nonce: makeNonce(deps.randomHex),
    by: actor,
    updateId,
  });

/** The others of a ladder, of which one was moved: that they are there still is said, not left to be guessed. */
function untouched({ plan }: Position, change: PlanChange | null): string {
  const open = plan === null || change?.type !== 'target' ? [] : openTargets(plan);
  const others = open.length < 2 ? [] : open.filter(({ price }) => price !== (change?.type === 'target' ? change.from : null));
  const words = others.slice(0, LIST_ROWS_MAX).map(({ price, share }) => `${formatPrice(price)} for ${share} %`);
  return words.length === 0 ? '' : `\nStays as it was: ${words.join(', ')}`;
}

/** `position`: as it was before `change`. */
export function planMessage(deps: HandlerDeps, position: Position, reply: Reply, change: PlanChange | null = null): Message {
  const words = reply.type === 'done' ? ourText(reply.detail, 1_000) : '';
  const title = positionTitle(deps, position);
  return answerReply(reply, `✅ ${title}\nPlan: ${words}${untouched(position, change)}`, title);
}

const TITLES: Readonly<Record<PlanTopic, string>> = { stop: 'Move the stop of', target: 'Move the target of', trail: 'Trail the stop of' };

/** Asks for the price or the distance. */
export function askPlan(
  { deps, actor, questions }: Pick<Wish, 'deps' | 'actor'> & { readonly questions: OpenQuestions },
  chat: ChatAddress,
  position: Position,
  topic: PlanTopic,
  from: Decimal | null = null,
): void {
  const choice = topic === 'target' && from === null ? targetChoice(deps.dispatcher.snapshot(), deps, position) : null;
  if (choice !== null) return void deps.outbox.send({ to: chat, message: choice, priority: 'answer' });
  const which = from === null ? {} : { from };
  const ref: PlanRef = { topic, handle: positionHandle(position.key), stay: stayOf(position), ...which };
  questions.asked({ actor, chat }, ref);
  const command = `/${topic} ${position.instrument.symbol} ${position.strategy}${from === null ? '' : ` ${from}`}`;
  const html = [
    `${QUESTION_SIGN} ${from === null ? TITLES[topic] : `Move the target at ${formatPrice(from)} of`} ${positionTitle(deps, position)}`,
    `Reply to this message with ${exampleOf(topic)}.`,
    `The same as a command: <code>${escapeHtml(command)} …</code>`,
    `<code>${questionMark(ref)}</code>`,
  ].join('\n');
  void deps.outbox.send({ to: chat, message: { html, keyboard: [] }, priority: 'answer' });
}
