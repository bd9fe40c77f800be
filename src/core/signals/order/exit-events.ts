// Owns: actions that say how a position is left: `sl_hit`, `stopped_out`, `tp1_exit`, `take_profit_long`. In the field of the action they ask
// to leave now; what is to be set at a level says so (`update_sl`), and a numbered target leaves a part.

import type { Intent } from './action-words.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { shownKey, isSet, type FieldSet } from '../fields/field-set.ts';
import type { Field } from '../fields/field-index.ts';

const STOP = 'sl|stop|stoploss|(?:trail|trailing)(?:stop|sl)?|tsl|breakeven|be';
const TARGET = 'tp|takeprofit|target|profittarget|profit';
const DONE = 'hit|exit|out|triggered|reached|close';
const SIDE = '(?<before>long|short)?';
const BEHIND = '(?<behind>long|short)?';
/** The stop or the target was reached, or is where it leaves. */
const REACHED = new RegExp(
  `^${SIDE}(?:(?:${STOP}|${TARGET})(?:${DONE})|stop(?:ped)?out|(?:exit|(?:exit|close)(?:by|on))(?:${STOP}|${TARGET}))${BEHIND}$`,
);
/** The same in the word of the level alone, which may be where it is to be set. */
const LEVEL_ALONE = new RegExp(`^${SIDE}(?:sl|stoploss|tp|takeprofit)${BEHIND}$`);
const NUMBERED = new RegExp(`^${SIDE}(?:exit)?(?:tp|takeprofit|target|t)\\d(?:${DONE})?${BEHIND}$`);
const WORD_MAX = 32;

export interface ExitEvent {
  readonly intent: Intent;
  /** `all`: of everything; `part`: of a part, which has its size; `level`: beside a level it may be where that is to be set. */
  readonly leaves: 'all' | 'part' | 'level';
}

/** What the word of an action says of leaving; null of every other word. */
export function readExitEvent(word: string): ExitEvent | null {
  const bare = word
    .trim()
    .toLowerCase()
    .replaceAll(/[_\- .]/g, '');
  if (bare.length > WORD_MAX) return null;
  const patterns = [
    ['part', NUMBERED],
    ['all', REACHED],
    ['level', LEVEL_ALONE],
  ] as const;
  for (const [leaves, pattern] of patterns) {
    const { before, behind = before } = pattern.exec(bare)?.groups ?? {};
    if (!pattern.test(bare) || (before !== undefined && behind !== before)) continue;
    return { intent: { verb: 'exit', position: behind === 'long' || behind === 'short' ? behind : null, side: null }, leaves };
  }
  return null;
}

/** What stands beside an exit: the market, what the trade brought, how much leaves, when. Any other number may be where, or how far. */
const OF_EXIT =
  /^(?:price|close|open|high|low|volume|leverage|interval|timeframe|tf|bot|exitprice|entryprice|entry|(?:current|market|mark|last|close)price|(?:total|net)?(?:pnl|profit)(?:percent|pct)?|(?:qty|quantity|contracts|size)(?:type|percent|pct|percentage)?|(?:close|exit|position)(?:percent|pct|percentage|size|qty)?|(?:bar)?time[a-z]*|[a-z]*id|(?:prev)?marketposition(?:size)?)$/;
/** Whatever stands there. */
const LEVEL = /^(?:new)?(?:sl|stop|stoploss|tp|takeprofit|targets?|trail|trailing)(?!hit)[a-z]*\d?$|^(?:trigger|limit)price$|^level$/;
const WAITS = /^(?:order)?type$/;
const AT_MARKET = /^(?:market|mkt)$/i;

const mayBeLevel = (name: string, { value }: Field): boolean =>
  LEVEL.test(name) || (!OF_EXIT.test(name) && (typeof value === 'string' ? /^[$]?\d/.test(value.trim()) : typeof value === 'object'));

/** `action: stop_loss` beside a level: the position is left, or its stop is set. */
export function refuseLevelToSet({ byName }: FieldSet, draft: Draft, { key, value }: Field): void {
  for (const [name, field] of byName) {
    if (!isSet(field.value)) continue;
    const waits = WAITS.test(name) && typeof field.value === 'string' && !AT_MARKET.test(field.value.trim());
    if (!waits && !mayBeLevel(name, field)) continue;
    const word = typeof value === 'string' ? value : '';
    const message = `${shownKey(key)}: "${word}" beside ${shownKey(field.key)} may mean to leave now, or where to set the level.`;
    refuse(draft, 'CONTRADICTION', message, 'Send "action": "close" to leave, or "action": "update_sl" with "stop_loss" to set it.');
    return;
  }
}
