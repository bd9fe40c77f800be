// Owns: what the buttons under a position ask ("Move stop": to which price?), and whose answer a text is. A reply names its
// question by the message that it replies to, so it is understood after a restart too. In a private chat what is written right
// behind the question is its answer as well, as long as it is no alert: some chats know no replies.
// Invariant: a question belongs to one stay of a position; an answer that comes after it was left changes nothing.

import type { Context } from 'grammy';
import type { Clock } from '../../clock.ts';
import { type Decimal, parseDecimal } from '../../core/model/decimal.ts';
import { PROMPT_TTL_MS } from '../../core/model/limits.ts';
import { readsAsAlert } from '../../core/signals/reads-as-alert.ts';
import type { Speaker } from '../people/chat-context.ts';
import { QUESTIONS_OPEN_MAX } from '../limits.ts';
import type { PlanTopic } from './read-plan-change.ts';

export interface PlanRef {
  readonly topic: PlanTopic;
  /** Of the position, and of its stay (position-handle.ts). */
  readonly handle: string;
  readonly stay: string;
  /** The price of the target that is meant, where there are several. */
  readonly from?: Decimal;
}

export const QUESTION_SIGN = '✏️';
export const questionMark = ({ topic, handle, stay, from }: PlanRef): string =>
  `#${topic}:${handle}:${stay}${from === undefined ? '' : `:${from}`}`;

/** The question in a message of ours; null: it asks nothing. */
function readQuestion(text: string): PlanRef | null {
  const [, topic, handle = '', stay = '', price] = /\n#(stop|target|trail):([0-9a-f]{16}):([0-9a-f]{8})(?::([\d.]+))?$/.exec(text) ?? [];
  if (!text.startsWith(QUESTION_SIGN) || topic === undefined) return null;
  const from = price === undefined ? null : parseDecimal(price);
  return { topic: topic as PlanTopic, handle, stay, ...(from === null ? {} : { from }) };
}

/** Last questions, by who was asked where. In memory: a restart forgets them, and nothing but an answer without a reply is lost. */
export interface OpenQuestions {
  asked(speaker: Pick<Speaker, 'actor' | 'chat'>, ref: PlanRef): void;
  /** Whether one waits for an answer. */
  has(speaker: Pick<Speaker, 'actor' | 'chat'>): boolean;
  /** Once. */
  take(speaker: Pick<Speaker, 'actor' | 'chat'>): PlanRef | null;
}

export function createOpenQuestions(clock: Clock): OpenQuestions {
  const open = new Map<string, { readonly ref: PlanRef; readonly until: number }>();
  const keyOf = ({ actor, chat }: Pick<Speaker, 'actor' | 'chat'>): string => `${chat.chatId}:${actor.userId}`;
  return {
    asked(speaker, ref) {
      open.delete(keyOf(speaker));
      open.set(keyOf(speaker), { ref, until: clock.now() + PROMPT_TTL_MS });
      const [oldest] = open.keys();
      if (open.size > QUESTIONS_OPEN_MAX && oldest !== undefined) open.delete(oldest);
    },
    has(speaker) {
      const found = open.get(keyOf(speaker));
      return found !== undefined && found.until >= clock.now();
    },
    take(speaker) {
      const found = open.get(keyOf(speaker));
      open.delete(keyOf(speaker));
      return found === undefined || found.until < clock.now() ? null : found.ref;
    },
  };
}

/** A number, a percent, a distance and where it begins, a list of targets, or "off": nothing that anybody would want to have explained as an alert. */
const ANSWERS: readonly RegExp[] = [
  /^[-+]?[\d.,]+\s*(?:%|atr)?(?:\s+(?:from|at|activation)\s+[\d.,]+\s*%?)?$/i,
  /^all(?:\s+[\d.:%]+)+$/i,
  /^(?:all\s+)?(?:off|none)$/i,
];
const looksLikeAnswer = (text: string): boolean => ANSWERS.some((form) => form.test(text.trim()));

/** Somebody else wrote it: forwarded, or by an inline bot. */
export const isForeign = ({ message }: Context): boolean => message?.forward_origin !== undefined || message?.via_bot !== undefined;

/** Which question of ours this text answers; null: none. */
export function questionOf(context: Context, speaker: Speaker, text: string, questions: OpenQuestions): PlanRef | null {
  const replied = context.message?.reply_to_message;
  if (replied !== undefined) return replied.from?.id === context.me.id ? readQuestion(replied.text ?? '') : null;
  if (!speaker.isPrivate || !questions.has(speaker)) return null;
  // somebody else's words, or an alert, are no answer: they are explained, and the question stays open
  if (!looksLikeAnswer(text) && (isForeign(context) || readsAsAlert(text))) return null;
  return questions.take(speaker);
}
