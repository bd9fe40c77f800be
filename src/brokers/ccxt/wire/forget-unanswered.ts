// Owns: that a question which nobody has answered is asked again. Bitget and Gate have two kinds of accounts, and ccxt asks once which
// it is; it takes silence for the older kind, and would send every order of the process, exits too, where the other kind refuses it.

import { classifyError } from './classify-error.ts';
import type { Exchange } from './exchange.ts';

type Call = (...args: readonly unknown[]) => Promise<unknown>;

interface Question {
  /** The request, and who makes it and keeps what it has learned under this option. */
  readonly request: string;
  readonly asker: string;
  readonly option: string;
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  bitget: { request: 'privateUtaGetV3AccountSettings', asker: 'handleUTAAndParams', option: 'uta' },
  gate: { request: 'privateAccountGetDetail', asker: 'loadUnifiedStatus', option: 'unifiedAccount' },
};

export function forgetUnanswered(exchange: Exchange): void {
  const question = Object.hasOwn(QUESTIONS, exchange.id) ? QUESTIONS[exchange.id] : undefined;
  const inside = exchange as unknown as Record<string, Call | undefined>;
  const [request, asker] = [inside[question?.request ?? '']?.bind(exchange), inside[question?.asker ?? '']?.bind(exchange)];
  if (question === undefined || request === undefined || asker === undefined) return;
  let isUnanswered = false;
  inside[question.request] = async (...args) => {
    isUnanswered = false;
    try {
      return await request(...args);
    } catch (error) {
      // a refusal is an answer: it is how the older kind says so
      isUnanswered = classifyError(error).type !== 'rejected';
      throw error;
    }
  };
  inside[question.asker] = async (...args) => {
    const answer = await asker(...args);
    if (isUnanswered) exchange.options[question.option] = undefined;
    return answer;
  };
}
