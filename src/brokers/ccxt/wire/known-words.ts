// Owns: refusals that ccxt takes for answers, or for others than they are, in the form in which it knows them. HTX's contracts (API v5)
// refuse in answers of status 200 under a code, of which ccxt knows a few: any other one was an empty list, as if an order were not there,
// and an order without an id. KuCoin's contracts say under one code that an order is not there and that a parameter is wrong, its coins under
// another one and in words of which ccxt knows some, and both of them too many requests under codes that ccxt takes for the refusal of an order. Kraken's futures
// say within an answer that went well that an order was not placed, in words of which ccxt knows some.
// BingX's contracts say under one code that money is missing and that the service is, and turn requests away under one that ccxt takes for a
// failure.
// Deribit says that it cannot be asked now in words that ccxt takes for a connection that broke.

import { type Dict, dictOf, isDict, textOf } from './read-answer.ts';

/** Their numbers, in words that ccxt has a class for. */
const HTX_WORDS: Readonly<Record<string, string>> = {
  '1032': 'rate-too-many-requests',
  '1431': 'system-maintenance',
};

const KUCOIN_TOO_MANY: ReadonlySet<string> = new Set(['429000', '200002']);
const KUCOIN_NOT_THERE = '100001';

/** One order of its coins, or one stop. ccxt knows some of the words in which they are not there, letter by letter. */
const KUCOIN_ONE = /\/(?:hf\/orders|stop-order)\/[^?]/;
const KUCOIN_ABSENT = /order[ _.]?(?:does |is )?not[ _.]?(?:exist|found)/i;

function inKucoinWords(url: string, answer: unknown): unknown {
  const code = isDict(answer) ? textOf(answer['code']) : null;
  if (!isDict(answer) || code === null) return answer;
  if (KUCOIN_TOO_MANY.has(code)) return { ...answer, code: '429' };
  if (KUCOIN_ONE.test(url)) return KUCOIN_ABSENT.test(String(answer['msg'])) ? { ...answer, msg: 'order not exist' } : answer;
  return code === KUCOIN_NOT_THERE && !/not.?exist/i.test(String(answer['msg'])) ? { ...answer, code: '400100' } : answer;
}

const KRAKEN_PLACED: ReadonlySet<string> = new Set(['placed', 'partiallyFilled', 'filled', 'edited', 'cancelled']);
/** ccxt has classes for these. */
const KRAKEN_KNOWN: ReadonlySet<string> = new Set(['insufficientAvailableFunds', 'clientOrderIdAlreadyExist']);

/** ccxt takes a market that is suspended for a venue that cannot be reached, and passes over what it does not know. */
function inKrakenWords(answer: unknown): unknown {
  const status = textOf(dictOf(dictOf(answer)['sendStatus'])['status']);
  if (!isDict(answer) || status === null || KRAKEN_PLACED.has(status) || KRAKEN_KNOWN.has(status)) return answer;
  return { ...answer, result: 'error', error: status };
}

/** Turned away until a time that stands in the words. */
const BINGX_TOO_MANY = '100410';
/** A part of the venue has not answered another one, or is being renewed: what was asked may have been done. */
const BINGX_UNSURE: ReadonlySet<string> = new Set(['500', '503', '504', '80019', '100500', '100503', '101500']);
const BINGX_AWAY = /busy|network failed|invalid connection|connection refused|unavailable|rpc timeout|service has some errors/i;
/** Under several codes, of which ccxt knows one. */
const BINGX_ABSENT = /order (?:is |does )?not exist/i;

function inBingxWords(answer: unknown): unknown {
  const code = isDict(answer) ? textOf(answer['code']) : null;
  if (!isDict(answer) || code === null || code === '0') return answer;
  const words = textOf(answer['msg']) ?? '';
  if (code === BINGX_TOO_MANY) return { ...answer, code: '429' };
  if (BINGX_UNSURE.has(code) || BINGX_AWAY.test(words)) return { ...answer, code: '100500' };
  return BINGX_ABSENT.test(words) ? { ...answer, code: '80016' } : answer;
}

/** Nobody is turned away for longer; what is above it is a mistake. */
const LONGEST_MS = 24 * 3_600_000;

/** KuCoin: in milliseconds, with every answer. ccxt writes the names of headers with capitals. */
function waitOfKucoin(answer: unknown, headers: Dict): number | null {
  const code = isDict(answer) ? (textOf(answer['code']) ?? '') : '';
  const wait = Number(headers['Gw-Ratelimit-Reset']);
  return KUCOIN_TOO_MANY.has(code) && wait > 0 ? Math.min(wait, LONGEST_MS) : null;
}

/** For how long requests are turned away, where the venue says it in its words alone, or in a header of its own. */
export function waitSaid(exchange: string, answer: unknown, headers: Dict, now: number): number | null {
  if (exchange === 'kucoin') return waitOfKucoin(answer, headers);
  if (exchange !== 'bingx' || !isDict(answer) || textOf(answer['code']) !== BINGX_TOO_MANY) return null;
  const until = Number(/(?:after|time):? (\d{13})\b/.exec(textOf(answer['msg']) ?? '')?.[1]);
  return until > now ? Math.min(until - now, LONGEST_MS) : null;
}

/** Deribit's words for "not now": the daily settlement, an engine that is full, maintenance. Nothing was done. */
const DERIBIT_LATER: ReadonlySet<string> = new Set(['10040', '10041', '11051']);
const DERIBIT_TOO_MANY = 10_028;
/** More stops than it allows: ccxt takes it for too many requests. */
const DERIBIT_STOPS = '11035';
const DERIBIT_REFUSED = 11_030;

function inDeribitWords(answer: unknown): unknown {
  const error = dictOf(dictOf(answer)['error']);
  const code = textOf(error['code']) ?? '';
  if (!isDict(answer)) return answer;
  if (DERIBIT_LATER.has(code)) return { ...answer, error: { ...error, code: DERIBIT_TOO_MANY } };
  return code === DERIBIT_STOPS ? { ...answer, error: { ...error, code: DERIBIT_REFUSED } } : answer;
}

/** `answer` itself where it is no refusal, or one that ccxt reads. */
export function inKnownWords(exchange: string, url: string, answer: unknown): unknown {
  if (exchange === 'kucoin') return inKucoinWords(url, answer);
  if (exchange === 'krakenfutures') return inKrakenWords(answer);
  if (exchange === 'bingx') return inBingxWords(answer);
  if (exchange === 'deribit') return inDeribitWords(answer);
  if (exchange !== 'htx' || !url.includes('/v5/') || !isDict(answer)) return answer;
  const code = textOf(answer['code']);
  if (code === null || code === '200') return answer;
  return { status: 'error', 'err-code': HTX_WORDS[code] ?? code, 'err-msg': textOf(answer['message']) ?? '' };
}
