// Owns: actions that say how a position is left: `sl_hit`, `stopped_out`, `tp1_exit`, `take_profit_long`. In the field of the action they ask
// to leave now; what is to be set at a level says so (`update_sl`), and a numbered target leaves a part.

import type { Intent } from './action-words.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { shownKey, isSet, type FieldSet } from '../fields/field-set.ts';
import type { Field } from '../fields/field-index.ts';
import { isJsonNumber } from '../json/json-value.ts';

const STOP = 'sl|stop|stoploss|(?:trail|trailing)(?:stop|sl)|tsl';
const TARGET = 'tp|takeprofit|target|profittarget|profit';
const DONE = 'hit|exit|out|triggered|reached|close';
const SIDE = '(?<before>long|short)?';
const BEHIND = '(?<behind>long|short)?';
/** The stop was reached, or is where it leaves. */
const STOPPED = new RegExp(
  `^${SIDE}(?:(?:${STOP})(?:${DONE})|(?:breakeven|be)(?:exit|out|close)|(?:trail|trailing)(?:hit|exit|out|close)|stop(?:ped)?out|(?:exit|(?:exit|close)(?:by|on))(?:${STOP}|trail|trailing|breakeven|be))${BEHIND}$`,
);
/** A target was, of which there may be several. */
const REACHED = new RegExp(`^${SIDE}(?:(?:${TARGET})(?:${DONE})|(?:exit|(?:exit|close)(?:by|on))(?:${TARGET}))${BEHIND}$`);
/** The price came to where a stop begins to move: the position is held on, unless the word means the stop itself. */
const MOVED = new RegExp(`^${SIDE}(?:(?:breakeven|be)(?:hit|triggered|reached)|(?:trail|trailing)(?:triggered|reached))${BEHIND}$`);
/** The same in the word of the level alone, which may be where it is to be set. */
const LEVEL_ALONE = new RegExp(`^${SIDE}(?:sl|stoploss|tp|takeprofit)${BEHIND}$`);
const NUMBERED = new RegExp(`^${SIDE}(?:exit)?(?:tp|takeprofit|target|t)\\d(?:${DONE})?${BEHIND}$`);
const WORD_MAX = 32;

export interface ExitEvent {
  readonly intent: Intent;
  /**
   * `all`: of everything; `target`: of everything, unless it is one of several; `part`: of a part, which has its size; `level`: beside a
   * level it may be where that is to be set; `moved`: it may be that the stop is moved.
   */
  readonly leaves: 'all' | 'target' | 'part' | 'level' | 'moved';
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
    ['all', STOPPED],
    ['target', REACHED],
    ['moved', MOVED],
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

/** Names that are numbers, and set nothing. */
const NAMES =
  /^(?:symbol|ticker|instrument|scrip|isin|exchange|account|accountnumber|user[a-z]*|license[a-z]*|secret|passphrase|password|key|apikey|token|magic[a-z]*|version|v|date[a-z]*)$/;
/** Names that people gave: `Move fast` moves nothing. */
const TITLES = /^(?:strategy|strategyname|bot|botname|name|title|alertname)$/;
const AMOUNT = /^[$]?\d[\d.,]*\s?(?:%|[a-z$]{1,7})?$/i;

const mayBeLevel = (name: string, { value }: Field): boolean =>
  LEVEL.test(name) ||
  (!OF_EXIT.test(name) && !NAMES.test(name) && (typeof value === 'string' ? AMOUNT.test(value.trim()) : typeof value === 'object'));

/** What is done to a stop that stays: `op: modify`, `to: breakeven`, `SL to entry`. */
const SETS = /^(?:to|(?:move|set|update|modify|change)[a-z]*|breakeven[a-z]*|be)$/;
const ON_A_LEVEL = /^(?:op|operation|command|cmd|event|eventtype|method|mode)$/;
const PLACES = /^(?:add|create|place|new|set)/i;
const MOVES =
  /\b(?:mov(?:e[ds]?|ing)|updat(?:e[ds]?|ing)|modif(?:y|ied)|chang(?:ed?|ing)|adjust(?:ed)?|rais(?:ed?|ing)|to (?:be|break ?-?even|entry))\b/i;

function setsLevel(name: string, { value }: Field): boolean {
  if (SETS.test(name)) return value !== false && !(typeof value === 'string' && /^(?:false|no|off)$/i.test(value.trim()));
  return typeof value === 'string' && !TITLES.test(name) && (MOVES.test(value) || (ON_A_LEVEL.test(name) && PLACES.test(value.trim())));
}

const MOVE_REMEDY = 'Send "action": "close" to leave, or "action": "update_sl" with "stop_loss" to set it.';

/** `action: stop_loss` beside a level: the position is left, or its stop is set. */
export function refuseLevelToSet({ byName }: FieldSet, draft: Draft, { key, value }: Field): void {
  for (const [name, field] of byName) {
    if (!isSet(field.value)) continue;
    const waits = WAITS.test(name) && typeof field.value === 'string' && !AT_MARKET.test(field.value.trim());
    if (!waits && !mayBeLevel(name, field) && !setsLevel(name, field)) continue;
    const word = typeof value === 'string' ? value : '';
    const message = `${shownKey(key)}: "${word}" beside ${shownKey(field.key)} may mean to leave now, or where to set the level.`;
    refuse(draft, 'CONTRADICTION', message, MOVE_REMEDY);
    return;
  }
}

/** `breakeven_triggered`: the stop goes to the entry, or the position left there. */
export function refuseMovedStop(draft: Draft, { key, value }: Field): void {
  const word = typeof value === 'string' ? value : '';
  const message = `${shownKey(key)}: "${word}" may mean that the position is left, or that its stop is moved.`;
  refuse(draft, 'CONTRADICTION', message, MOVE_REMEDY);
}

const ITS_NUMBER = /^(?:tp|takeprofit|target|profittarget|level)(?:number|num|no|index|idx|level|hit)?$/;
const NUMBER = /^(?:tp|target|t)?[ _-]?[1-9]$/i;
const ITS_NAME = /^(?:comment|reason|label|tag|name|message|id|orderid|signalid)$/;
const NAME = /^(?:tp|take ?profit|target|t)[ _-]?[1-9]\b/i;
/** What is held on with, and how much of it. */
const STAYS =
  /^(?:(?:new|next|moved?)(?:sl|stop|stoploss|tp|takeprofit|target)[a-z]*|(?:remaining|rest|left)(?:qty|quantity|size|position|percent|pct)?)$/;

function saysPart(name: string, { value }: Field): boolean {
  const word = typeof value === 'string' ? value.trim() : isJsonNumber(value) ? value.number : '';
  if (ITS_NUMBER.test(name)) return NUMBER.test(word);
  if (ITS_NAME.test(name)) return NAME.test(word);
  return STAYS.test(name) && isSet(value) && !/^[0.]*$/.test(word);
}

/** Whether the word leaves a part: at a target that has a number, in it or beside it. */
export function leavesPart({ byName }: FieldSet, word: string): boolean {
  const leaves = readExitEvent(word)?.leaves;
  return leaves === 'part' || (leaves === 'target' && [...byName].some(([name, field]) => saysPart(name, field)));
}
