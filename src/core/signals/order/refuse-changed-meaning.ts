// Owns: fields that nobody reads yet and that must not be passed over: with them the order is another one, or none.

import { isClose } from '../../model/signal.ts';
import { readActionWord } from './action-words.ts';
import { isZero } from '../../model/decimal.ts';
import { refuse, refuseEntry, type Draft } from '../fields/draft-reading.ts';
import { normalName, type Field } from '../fields/field-index.ts';
import { isSet, namesOf, shownKey, takeAll, type FieldSet } from '../fields/field-set.ts';
import { isJsonArray, isJsonNumber, isJsonObject, kindOfValue, type JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';
import { nameList } from '../fields/name-list.ts';
import { refuseAskedOtherwise } from './asked-otherwise.ts';
import { holdsLostLevel, namesLostGuard } from './lost-levels.ts';
import { namesLostSize } from './lost-sizes.ts';
import { saysLostType } from './read-prices.ts';
import { speaksOfOption } from './names-option.ts';
import { LEAVING, leavesHeld, saysOtherwise } from './says-otherwise.ts';
import { isSwitch, offInside, switchesOff } from './switched-off.ts';
import { givesInstruction, namesGuard, refuseWhole } from './unread-instruction.ts';

/** Fields that would change what the order is, or whether it is one; an order must not go out without them. */
const CHANGES_MEANING = nameList([
  'investmenttype',
  'currencytype',
  'tradetype',
  'inverse',
  'simulated',
  'dryrun',
  'test',
  'istest',
  'flag',
  'optiontype',
  'right',
  'optionright',
  'cepe',
  'putcall',
  'callput',
  'putorcall',
  'strike',
  'strikeprice',
  'strikesaway',
  'expiration',
  'expiry',
  'expirydate',
  'intrinsicvalue',
  'legs',
  'orderlegs',
  'orders',
  'conditional',
  'conditions',
  'trigger',
]);
/** Fields that hold instructions where they are objects or lists, and harmless data where they are not. */
const STRUCTURED = nameList(['order', 'open', 'close', 'entry', 'position', 'signal', 'data']);

// What follows holds back entries only: an exit without a field that nobody understands is still an exit.

/** Without these an entry has another price, size or way, or should not be one. */
const CHANGES_ENTRY: readonly string[] = [
  'limit',
  'sizing',
  'closeonly',
  'exitonly',
  'closeposition',
  'exitposition',
  'exit',
  'reduce',
  'sizebyleverage',
  'reverse',
  'simulate',
  'simulation',
  // Bybit's side of a hedged account; 0 is the usual one
  'positionidx',
  'invert',
  'inverted',
  'invertsignal',
  // Mizar's limit, which is given up after so many seconds
  'openorderprice',
  'openpositionexpiration',
  // two markets, one against the other
  'symbol2',
  'ticker2',
  'hedgesymbol',
  'hedgeticker',
  'leg1',
  'leg2',
  'leg1symbol',
  'leg2symbol',
  'sequence',
  'fundingfee',
  'fundingpayment',
  // several orders instead of one, or a plan that a bot follows
  'slices',
  'repeat',
  'repetitions',
  'martingale',
  'safetyorder',
  'safetyorders',
  'maxsafetyorders',
  'baseorder',
  // what has to be so before
  'if',
  'onlyif',
  'unless',
  'requiresapproval',
  'needsapproval',
  'requireapproval',
  'requiresconfirmation',
  'requireconfirmation',
  'needsconfirmation',
  'manualapproval',
  'minprice',
  'maxprice',
  'maxbuyprice',
  'minsellprice',
  'maxentryprice',
  'minentryprice',
  'dontbuyabove',
  'dontsellbelow',
  'triggervalues',
  'triggers',
  // until when it may be done
  'validuntil',
  'validtill',
  'goodtill',
  'goodtilldate',
  'expiresat',
  'expireat',
  'expires',
  'deadline',
  // what is told of the past, or only to be seen
  'heartbeat',
  'isheartbeat',
  'backtest',
  'isbacktest',
  'historical',
  'ishistorical',
  'replay',
  'isreplay',
  'expired',
  'isexpired',
  'paused',
  'ispaused',
  'halted',
  'ishalted',
  'skip',
  'skipped',
  'blocked',
  'isblocked',
  'filtered',
  'isfiltered',
  'rejected',
  'isrejected',
  'denied',
  ...'ignore ignored disabled isdisabled'.split(' '),
  'suppressed',
  'duplicate',
  'isduplicate',
  'cancelled',
  'canceled',
  'iscancelled',
  'iscanceled',
  'isexit',
  'isclose',
  'isclosing',
  'closing',
  // orders of Coinbase and Schwab, whose type and size stand inside
  // what buys more later, waits for a condition, or protects in words that are not read
  ...'dca dcas dcaorders safetyorders averagingorders extraorders entrycondition advancetpsl boprofitvalue bostoplossvalue'.split(' '),
  'orderconfiguration',
  'orderlegcollection',
];
/** A switch for trading without money: `is_paper`, `demo_mode`. A test net is where the sender's own key is good: here the account says it. */
const NO_MONEY = /^(?:is|use|on|in)?(?:demo|paper|practice)(?:mode|account|trad(?:e|ing))?$/;
/** Only to be told: `alert_only`, `notify_only`. */
const TOLD_ONLY =
  /^(?:is)?(?:alerts?|notify|notifications?|signals?|info|log|watch|view|display|monitor)only$|^(?:no|dont)(?:trade|order|execute|execution)s?$/;
/** Where it is to be done; anything that is no real trade is not to be traded. */
const MODES: ReadonlySet<string> = new Set(['mode', 'tradingmode', 'trademode', 'environment', 'env', 'signaltype', 'messagetype']);
/** A sign in front of the word: `📄 PAPER`. */
const SIGNS_BEFORE = /^[^\p{L}\p{N}]{1,10}/u;
const NO_REAL_TRADE =
  /^(?:back|forward|unit)?-?_? ?test(?:ing|net)?$|^(?:paper|demo|dry|simul|sandbox|practice|sim\b)|^(?:alerts?|signals?|notify|notifications?|info|log|watch|view|monitor|read|display)[-_ ]?only$/i;
/** Stops and targets in a unit that is not read yet: `sl_pips`, `stop_loss_points`, `trail_offset`, `tp6`. */
const UNREAD_PROTECTION =
  /^(?:(?:sl|tp|stop|stoploss|takeprofit|target|profittarget|trail|trailing|trailingstop|trailingstoploss)(?:\d{1,2}|pips?|points?|ticks?|distance|offset|value|amount|money|usdt?|dollars?|atr|rr?|price|percent(?:age)?|pct|level|target|trigger|step|start|stop)|(?:percent(?:age)?|pct|dollars?|usd|points?|pips?|ticks?|atr|fixed|initial|hard|protective)(?:sl|tp|stop|stoploss|takeprofit|target|profittarget)\d{0,2})$/;
/** In which unit stops and targets are, where none of them was read with it: `tp_type: percent` beside tp1 and tp2. */
const UNREAD_UNIT = /^(?:sl|tp|stop|stoploss|takeprofit|target|profittarget|trail|trailing|trailingstop)\d{0,2}(?:type|units?|mode)$/;
const SAYS_PRICE = /^(?:market|limit|stop|price|none)$/i;
/** What each target closes, in words that are not read: `tp1_qty`, `tp_shares`. Without it every target closes another part. */
const UNREAD_SHARES =
  /^(?:tps?|takeprofits?|targets?)\d{0,2}(?:qty|qtys|quantity|quantities|sizes?|shares?|weights?|ratios?|portions?|percents|pcts|percentages|(?:close|exit)(?:percent(?:age)?|pct|qty|quantity)|splits?|allocations?|distribution)$/;
/** A switch for the way of the order: beside a type of order that was read it only repeats it. */
const UNREAD_WAY = /^(?:is(?:limit|stop|stoplimit|trailing)(?:order)?|use(?:limit|stop|stoplimit)|(?:use)?(?:limit|stop|stoplimit)order)$/;

/** Objects and lists of these names hold the stop, the target or more orders. */
const STRUCTURED_ENTRY: readonly string[] = [
  'exit',
  'exits',
  'bracket',
  'brackets',
  'oco',
  'protection',
  'risk',
  'riskmanagement',
  'stops',
  'params',
  'parameters',
  'orderparams',
  'instructions',
  ...'leg leg1 leg2 sizing sizer positionsizing moneymanagement'.split(' '),
];

/** When it is to be left: `exit_after_bars`, `close_at`. */
const UNREAD_TIME =
  /^(?:(?:auto)?(?:exit|close|flatten|squareoff)(?:after|at|in|before|by)(?:bars?|minutes?|mins?|hours?|days?|time|eod)?|timestop|timeexit|(?:exit|max)bars|(?:max)?hold(?:ing)?(?:bars|time|period|minutes|hours|days))$/;
/** When it is to be done, where that is not now: `execute_at`, `delay_minutes`. */
const UNREAD_START =
  /^(?:(?:start|execute|run|send|submit)(?:at|on)|schedule(?:d(?:at|for|time)?)?|delay(?:s|ms|s?(?:in)?(?:sec(?:ond)?s?|min(?:ute)?s?|hours?|bars?))?)$/;
/** What it has cost: it has been done. */
const COSTS = /^(?:trade|order|fill)?[.]?(?:fees?|commission)(?:asset|coin|currency|paid)?$/;
/** A plan of many orders, or of one that waits. */
const UNREAD_PLAN = /^(?:grid[a-z]{0,12}|gtt(?:type)?|triggervalue)$/;
const SLICED = /^(?:twap|vwap|pov|iceberg)$/i;
/** Whether it has been done, or not: `executed: false`. */
const DONE = /^(?:is|was)?executed$/;
/** A position by a name that is not read: `mp`, `pos`, `bot_position_now`. */
const UNREAD_POSITION = /^(?:mp|mpos)$|^(?!prev|previous|last|old|before|max|min).*pos(?:ition)?(?:state|status|side|now|after|size)?$/;

const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'reverse', 'add']);

/** Whether the field says that nothing, or the other side, is held: then the order closes, and enters nothing. */
function deniesEntry(name: string, field: Field, { side }: Draft): boolean {
  const { value } = field;
  if (!UNREAD_POSITION.test(name)) return false;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (word === 'flat' || (word === 'long' && side === 'sell') || (word === 'short' && side === 'buy')) return true;
  return isNothing(field);
}

const isStructured = ({ value }: Field): boolean => typeof value === 'object' && value !== null && !isJsonNumber(value);

/** Objects of the size, wherever they stand. */
const SIZED: readonly string[] = ['sizing', 'positionsizing', 'size', 'quantity', 'qty', 'amount'];

/** A field of an object that holds the stop, the target or more: `exit.step`. */
function isInstruction({ key, value }: Field): boolean {
  const path = key.split('.').map(normalName);
  return (
    path.length > 1 &&
    isSet(value) &&
    (STRUCTURED_ENTRY.includes(path[0] ?? '') || SIZED.includes(path.at(-2) ?? '') || /^entry\.(?:min|max|low|high|from|to)$/i.test(key))
  );
}

/** What an order is not without, in an object that nobody reads. */
const PART_OF_ORDER =
  /^(?:sl|stop|stoploss|stopprice|(?:sl|tp)trigger(?:px|price)|tp\d{0,2}|takeprofits?\d{0,2}|targets?\d{0,2}|qty|quantity|limitprice|reduceonly|leverage)$/;
const holdsPart = (value: JsonValue): boolean =>
  value !== null && isJsonObject(value) && [...value].some(([key, part]) => PART_OF_ORDER.test(normalName(key)) && isSet(part));
const hidesPart = ({ value }: Field): boolean => (isJsonArray(value) ? value.some(holdsPart) : holdsPart(value));

const isNothing = ({ value }: Field): boolean => {
  const number = readNumber(value);
  return number.type === 'number' && isZero(number.value);
};

/** `1R`, `2 % of equity`: a number, and what it counts. */
const holdsNumber = (value: JsonValue): boolean =>
  readNumber(value).type === 'number' || (typeof value === 'string' && /^\d[\d.]{0,15} ?[%a-z]/i.test(value.trim()));

/** A stop or a target of what is entered, and nothing else: a bare `stop` may be what triggers the order. */
const guards = (name: string): boolean =>
  !/^stop(?!loss)/.test(name) &&
  (namesLostGuard(name) || [UNREAD_PROTECTION, UNREAD_UNIT, UNREAD_SHARES].some((words) => words.test(name)));

/** The kind of an order is none; and what trails is called so. */
const saysNoUnit = (word: string, { trailing }: Draft): boolean =>
  SAYS_PRICE.test(word) || (trailing !== null && /^trailing_?stop(?:_?(?:market|order))?$/i.test(word));

function changesEntry(name: string, field: Field, draft: Draft): boolean {
  if (isInstruction(field) || givesInstruction(field, draft) || speaksOfOption(field)) return true;
  if (deniesEntry(name, field, draft) || saysOtherwise(name, field, draft)) return true;
  if (isSet(field.value) && holdsLostLevel(name, field, draft)) return true;
  if (isStructured(field))
    return (
      isSet(field.value) &&
      (STRUCTURED_ENTRY.includes(name) || CHANGES_ENTRY.includes(name) || UNREAD_SHARES.test(name) || hidesPart(field))
    );
  if (DONE.test(name)) return field.value !== null;
  if (!isSet(field.value)) return false;
  if (UNREAD_WAY.test(name) && (draft.orderType === null || draft.orderType === 'market')) return true;
  if (UNREAD_TIME.test(name) || UNREAD_PLAN.test(name) || COSTS.test(name)) return true;
  if (UNREAD_START.test(name)) return !isNothing(field);
  if (name === 'algo' || name === 'execution') return typeof field.value === 'string' && SLICED.test(field.value.trim());
  if (name === 'when') return typeof field.value === 'string' && !/\d/.test(field.value);
  if (MODES.has(name) && typeof field.value === 'string' && NO_REAL_TRADE.test(field.value.replace(SIGNS_BEFORE, '').trim())) return true;
  // Kraken's order that closes again: close[ordertype], close[price]
  if (
    CHANGES_ENTRY.includes(name) ||
    TOLD_ONLY.test(name) ||
    NO_MONEY.test(name) ||
    UNREAD_PROTECTION.test(name) ||
    UNREAD_SHARES.test(name)
  )
    return true;
  if (UNREAD_UNIT.test(name)) return typeof field.value !== 'string' || !saysNoUnit(field.value.trim(), draft);
  if (LEAVING.test(name) || name.startsWith('close[') || saysLostType(field, draft)) return true;
  const isSized = draft.quantity !== null || draft.percent !== null || draft.notional !== null;
  return !isSized && namesLostSize(name) && holdsNumber(field.value);
}

function refuseStructured(fields: FieldSet, draft: Draft): void {
  for (const name of namesOf(fields, STRUCTURED)) {
    const field = fields.byName.get(name);
    if (field === undefined || !isStructured(field)) continue;
    refuse(
      draft,
      'UNSUPPORTED',
      `${shownKey(field.key)} is ${kindOfValue(field.value)} and may hold instructions that are not understood.`,
    );
  }
}

/** `trigger: true` says that it has; KuCoin calls its spot market a TRADE. A word of action has been read as one, but for that beside an order in words. */
const saysNothing = ({ byName }: FieldSet, { action }: Draft, field: Field, isRead: boolean): boolean =>
  (field === byName.get('trigger') && isSwitch(field)) ||
  (field === byName.get('tradetype') &&
    typeof field.value === 'string' &&
    (/^(?:trade|spot)$/i.test(field.value.trim()) || ((isRead || isClose(action)) && readActionWord(field.value) !== null)));

/** Whether what the order closes is closed with the field as without it. */
const closesAnyway = (name: string, field: Field, draft: Draft): boolean =>
  guards(name) || namesGuard(field.key) || leavesHeld(name, field, draft) || deniesEntry(name, field, draft);

/** Refuses an alert that holds such a field; must be the last that takes fields. */
export function refuseChangedMeaning(fields: FieldSet, draft: Draft): void {
  const isRead = fields.taken.has('tradetype');
  for (const field of takeAll(fields, CHANGES_MEANING)) {
    if (!isSet(field.value) || saysNothing(fields, draft, field, isRead)) continue;
    refuse(draft, 'UNSUPPORTED', `${shownKey(field.key)} changes what the order means and is not understood.`);
  }
  refuseStructured(fields, draft);
  if (!ENTRIES.has(draft.action) || draft.reduceOnly === true) return;
  if (refuseWhole(fields.byName.size, draft)) return;
  refuseAskedOtherwise(fields, draft);
  for (const [name, field] of fields.byName) {
    // read as something else, a switch is none of it: `entry: false` is no price
    const off = switchesOff(name, field, draft) ? field.key : offInside(name, field, draft);
    if (off === null && (fields.taken.has(name) || !changesEntry(name, field, draft))) continue;
    fields.taken.add(name);
    if (off !== null) refuseSwitch(draft, off);
    else
      (closesAnyway(name, field, draft) ? refuseEntry : refuse)(
        draft,
        'UNSUPPORTED',
        `${shownKey(field.key)} is not understood, and without it the entry would be another one.`,
        'Use the names that POST /webhook/test shows (quantity, notional, limit_price, stop_loss, take_profit …), or remove the field.',
      );
  }
}

const refuseSwitch = (draft: Draft, key: string): void =>
  refuse(
    draft,
    'UNSUPPORTED',
    `${shownKey(key)} is off: the alert itself says that nothing is to be entered.`,
    `Send no alert while it is off, or leave ${shownKey(key)} out.`,
  );
