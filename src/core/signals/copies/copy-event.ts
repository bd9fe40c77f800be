// Owns: the events of a trade of another bot, by the words that bots send (freqtrade's names, old and new) and by the
// sentences of its documented samples. Only an entry and an exit ask for something: fills, cancels and states report.

import type { CopyEvent } from '../../model/signal.ts';
import { normalName } from '../fields/field-index.ts';

const WORDS: ReadonlyMap<string, CopyEvent> = new Map(
  (
    [
      ['entry', 'entry buy enter entrysignal webhookentry webhookbuy'],
      ['exit', 'exit sell exitsignal webhookexit webhooksell'],
      ['entry_fill', 'entryfill entryfilled buyfill buyfilled webhookentryfill webhookbuyfill'],
      ['exit_fill', 'exitfill exitfilled sellfill sellfilled webhookexitfill webhooksellfill'],
      ['entry_cancel', 'entrycancel entrycancelled entrycanceled buycancel webhookentrycancel webhookbuycancel'],
      ['exit_cancel', 'exitcancel exitcancelled exitcanceled sellcancel webhookexitcancel webhooksellcancel'],
      [
        'status',
        'status startup warning exception webhookstatus protectiontrigger protectiontriggerglobal strategymsg whitelist analyzeddf newcandle heartbeat',
      ],
    ] as const
  ).flatMap(([event, words]) => words.split(' ').map((word): [string, CopyEvent] => [word, event])),
);
/** Words that others use for their own alerts; beside them more must say that a bot tells of its trade. */
const USUAL: ReadonlySet<string> = new Set('entry exit buy sell enter status warning exception startup heartbeat'.split(' '));

export interface SaidEvent {
  readonly event: CopyEvent;
  /** Nobody else says it in this way. */
  readonly isOwn: boolean;
}

/** The event that one word names (`entry_fill`, `Entry Fill`), or null. */
export function readEventWord(text: string): SaidEvent | null {
  const word = text.length > 32 ? '' : normalName(text.trim());
  const event = WORDS.get(word);
  return event === undefined ? null : { event, isOwn: !USUAL.has(word) };
}

/** Sentences of the samples, English and Chinese, from what they begin with; the first that fits counts. */
const SENTENCES: readonly (readonly [CopyEvent, RegExp])[] = [
  ['entry_cancel', /^(?:cancel(?:l?ing|l?ed) (?:open )?(?:buy|entry|enter|long|short)\b|取消开仓|开仓取消|撤销开仓)/i],
  ['exit_cancel', /^(?:cancel(?:l?ing|l?ed) (?:open )?(?:sell|exit)\b|取消平仓|平仓取消|撤销平仓)/i],
  ['entry_fill', /^(?:(?:buy|entry|long|short) order for \S{3,40} (?:was )?filled|(?:bought|entry filled)\b|开仓成交|开仓已成交)/i],
  ['exit_fill', /^(?:(?:sell|exit) order for \S{3,40} (?:was )?filled|(?:sold|exit filled)\b|平仓成交|平仓已成交)/i],
  ['entry', /^(?:buying|entering(?: (?:long|short))?|shorting) (?=[A-Z0-9])|^(?:开仓|开多|开空)(?:信号)?[:： ]/i],
  ['exit', /^(?:selling|exiting(?: (?:long|short))?) (?=[A-Z0-9])|^平仓(?:信号)?[:： ]/i],
  ['status', /^(?:status|startup|warning|exception)[:：|]|^状态[:： ]/i],
];

export function readEventSentence(text: string): CopyEvent | null {
  const head = text.slice(0, 120).trimStart();
  return SENTENCES.find(([, pattern]) => pattern.test(head))?.[0] ?? null;
}

/** `BTC/USDT`, `XRP/USDT:USDT`: its pairs, wherever they stand. */
export const PAIR = /(?<![A-Z0-9/])[A-Z0-9]{1,20}\/[A-Z0-9]{2,8}(?::[A-Z0-9]{2,8})?(?![A-Z0-9/])/;
