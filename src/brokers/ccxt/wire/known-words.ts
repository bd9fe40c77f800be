// Owns: refusals that ccxt takes for answers. HTX's contracts (API v5) refuse in answers of status 200 under a code, of which ccxt knows a
// few: any other one was an empty list, as if an order were not there, and an order without an id. They are handed on in the form in which
// ccxt knows the refusals of this venue.

import { isDict, textOf } from './read-answer.ts';

/** Their numbers, in words that ccxt has a class for. */
const HTX_WORDS: Readonly<Record<string, string>> = {
  '1032': 'rate-too-many-requests',
  '1431': 'system-maintenance',
};

/** `answer` itself where it is no refusal, or one that ccxt reads. */
export function inKnownWords(exchange: string, url: string, answer: unknown): unknown {
  if (exchange !== 'htx' || !url.includes('/v5/') || !isDict(answer)) return answer;
  const code = textOf(answer['code']);
  if (code === null || code === '200') return answer;
  return { status: 'error', 'err-code': HTX_WORDS[code] ?? code, 'err-msg': textOf(answer['message']) ?? '' };
}
