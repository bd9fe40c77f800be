// Owns: what an alert says beside action, size and prices: leverage, sizing rules, names, times, ids, free text.

import { deny } from '../../model/denial.ts';
import { gt, HUNDRED, decimal, isPositive } from '../../model/decimal.ts';
import { readTimeInForce, saysPostOnly } from '../../model/order-terms.ts';
import { refuse, warn, type Draft } from '../fields/draft-reading.ts';
import type { Field } from '../fields/field-index.ts';
import { readTerm, isSet, namesOf, refusePlaceholder, shownKey, takeAll, takeFirst, takeOne, type FieldSet } from '../fields/field-set.ts';
import { isJsonArray, isJsonNumber, isJsonObject, kindOfValue } from '../json/json-value.ts';
import { positiveOf, withoutPercentSign } from '../fields/read-amount.ts';
import { readNumber } from '../fields/read-number.ts';
import { readInstant } from '../fields/read-instant.ts';
import { nameList, type NameList } from '../fields/name-list.ts';

/** More than any venue lends. */
const LEVERAGE_MAX = decimal('125');
const TEXT_LENGTH_MAX = 200;
/** Free text: shown to people, never understood. */
const COMMENT_NAMES = nameList(['comment', 'message', 'alertmessage', 'note', 'text', 'reason', 'ordercomment']);
/** Names of one meaning, best first: the others may say something else. */
const STRATEGY_NAMES = nameList(['strategyname', 'strategytitle', 'strategyid', 'recorder', 'botname', 'name']);
const ACCOUNT_NAMES = nameList(['account', 'accountname', 'accountid', 'acctid', 'accid', 'acct']);
const ORDER_ID_NAMES = nameList(['orderid', 'strategyorderid', 'id', 'clientorderid']);
const SENT_NAMES = nameList(['timenow', 'timestamp', 'sentat', 'triggertime', 'signaltimestamp', 'signalts', 'alerttime']);
/** Known and without effect: what chart and bar were when the alert was made. `time` is the bar, never the age. */
const CHART_NAMES = nameList([
  'time',
  'bartime',
  'barclosetime',
  'interval',
  'timeframe',
  'tf',
  'open',
  'high',
  'low',
  'alertname',
  'currency',
  'basecurrency',
  'bar',
  'bars',
  'barts',
  'candle',
  'ohlc',
  'alertid',
]);
const LEVERAGE = nameList(['leverage', 'lev', 'lever', 'lvg', 'leveragex']);
const ATR_SIZING = nameList(['atrsizing']);
/** The average true range itself; what it is of stands in no name that says more (`sl_atr` is a stop). */
const ATR = nameList(['atr', 'atrvalue', 'averagetruerange', 'currentatr', 'atr14']);
const RISK_PERCENT = nameList(['riskpercent', 'riskpct', 'riskpercentage']);
/** A percentage where it has its sign; a number may be one, or money. */
const RISK = nameList(['risk']);
/** Money that a stop-out may cost. */
const RISK_AMOUNT = nameList(['riskamount', 'riskmoney', 'riskcash', 'riskvalue', 'riskinmoney']);
const ALERT_STAMP = nameList(['alerttimestamp']);
const EVENT_ID = nameList(['eventid', 'signalid']);
const STRATEGY = nameList(['strategy']);
const EXCHANGE = nameList(['exchange', 'tvexchange', 'venue']);
export const TIME_IN_FORCE = nameList(['timeinforce', 'tif']);
const REDUCE_ONLY = nameList(['reduceonly', 'ro', 'isreduceonly']);
/** The same where it is switched on; a number there is something else. */
const REDUCES = nameList(['reduce']);

/** Whether the order only reduces, as far as that can be told before everything else is read: it is an exit then, whatever its side. */
export const isReducing = (fields: FieldSet): boolean =>
  [...namesOf(fields, REDUCE_ONLY), ...namesOf(fields, REDUCES)].some((name) => {
    const value = fields.byName.get(name)?.value;
    return value === true || (typeof value === 'string' && ON_WORDS.has(value.trim().toLowerCase()));
  });
/** Words of a time in force where others write how long in their own way. */
const VALIDITY = nameList(['validity', 'duration', 'ret', 'orderduration', 'ordervalidity', 'force']);
/** The same as switches. */
const TIF_SWITCHES = nameList(['fok', 'ioc', 'fillorkill', 'immediateorcancel']);
const POST_ONLY = nameList(['postonly', 'makeronly']);
/** How long a position of an Indian broker may stay, in their words. */
const PRODUCT = nameList(['producttype', 'product']);
const PRODUCTS = /^(?:mis|cnc|nrml|mtf|intraday|delivery|carryforward)$/i;
const EXTENDED_HOURS = nameList(['extendedhours', 'outsiderth']);
const MARGIN_NAMES = nameList(['marginmode', 'margintype', 'margin']);

function takeText(fields: FieldSet, draft: Draft, names: NameList): string | null {
  const field = takeOne(fields, draft, names);
  if (field === null || refusePlaceholder(draft, field)) return null;
  return textOf(draft, field);
}

function textOf(draft: Draft, field: Field): string | null {
  const { value } = field;
  const text = typeof value === 'string' ? value.trim() : value !== null && isJsonNumber(value) ? value.number : null;
  if (text !== null && text.length <= TEXT_LENGTH_MAX) return text;
  const problem = text === null ? `${kindOfValue(value)}, not a text` : `longer than ${TEXT_LENGTH_MAX} characters`;
  refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is ${problem}.`);
  return null;
}

const ON_WORDS: ReadonlySet<string> = new Set(['true', 'yes', 'y', 'on', '1']);
const OFF_WORDS: ReadonlySet<string> = new Set(['false', 'no', 'n', 'off', '0']);

function readBoolean(draft: Draft, field: Field | null): boolean | null {
  if (field === null || refusePlaceholder(draft, field)) return null;
  const { value } = field;
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value !== null && isJsonNumber(value) ? value.number : '';
  if (ON_WORDS.has(word)) return true;
  if (OFF_WORDS.has(word)) return false;
  refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} must be true or false.`);
  return null;
}

const MARGIN_MODES: ReadonlyMap<string, 'isolated' | 'cross'> = new Map([
  ['isolated', 'isolated'],
  ['cross', 'cross'],
  ['crossed', 'cross'],
]);
/** `Cross 20x`: the mode beside the leverage. */
const MODE_WORD = /\b(?:isolated|cross(?:ed)?)\b/i;

function readLeverage(fields: FieldSet, draft: Draft): void {
  const field = takeOne(fields, draft, LEVERAGE);
  if (field === null) return;
  const text = typeof field.value === 'string' ? field.value.trim() : null;
  const mode = text === null ? undefined : MODE_WORD.exec(text)?.[0].toLowerCase();
  if (mode !== undefined) draft.marginMode = MARGIN_MODES.get(mode) ?? null;
  const plain = text
    ?.replace(MODE_WORD, '')
    .replace(/\(\s*\)/, '')
    .replace(/^[\s(]+|[\s)]+$/g, '');
  const bare = plain === undefined ? field : { key: field.key, value: plain.replace(/^x ?(?=\d)|x$/i, '') };
  draft.leverage = positiveOf(draft, bare, 'INVALID_FIELD');
  if (draft.leverage !== null && gt(draft.leverage, LEVERAGE_MAX)) {
    refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is ${draft.leverage}; at most ${LEVERAGE_MAX} is read.`);
  }
}

function readMarginMode(fields: FieldSet, draft: Draft): void {
  for (const name of namesOf(fields, MARGIN_NAMES)) {
    const value = fields.byName.get(name)?.value;
    const mode = typeof value === 'string' ? MARGIN_MODES.get(value.trim().toLowerCase()) : undefined;
    if (mode === undefined) continue;
    fields.taken.add(name);
    if (draft.marginMode !== null && draft.marginMode !== mode)
      fields.terms.push(deny('CONTRADICTION', `The alert says ${draft.marginMode} and ${mode} margin.`));
    draft.marginMode ??= mode;
  }
}

/** Charts say `NaN` where there are not enough bars yet: it is then counted from candles. Only a size that hangs on it is refused. */
function readAtr(fields: FieldSet, draft: Draft): void {
  const field = takeOne(fields, draft, ATR);
  if (field === null) return;
  const read = readNumber(field.value);
  const isAbsent = read.type === 'none' || (typeof field.value === 'string' && /^nan?$/i.test(field.value.trim()));
  if (read.type === 'number' && isPositive(read.value)) draft.atr = read.value;
  else if (isAbsent) warn(draft, `${shownKey(field.key)} holds no number; candles of the venue are asked where one is needed.`);
  else if (draft.atrSizing !== true) warn(draft, `${shownKey(field.key)} is no average true range above 0; it has no effect.`);
  else refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is no average true range above 0, and the size is counted from it.`);
}

function riskWithSign(fields: FieldSet): Field | null {
  const [name] = namesOf(fields, RISK);
  const field = name === undefined ? undefined : fields.byName.get(name);
  if (name === undefined || field === undefined || typeof field.value !== 'string' || !/^[\d.]{1,12} ?%$/.test(field.value.trim()))
    return null;
  fields.taken.add(name);
  return { key: field.key, value: field.value.trim().slice(0, -1).trim() };
}

function readSizing(fields: FieldSet, draft: Draft): void {
  draft.atrSizing = readBoolean(draft, takeOne(fields, draft, ATR_SIZING));
  readAtr(fields, draft);
  const money = takeOne(fields, draft, RISK_AMOUNT);
  if (money !== null) draft.riskAmount = positiveOf(draft, money, 'INVALID_FIELD');
  const risk = takeOne(fields, draft, RISK_PERCENT) ?? riskWithSign(fields);
  if (risk === null) return;
  draft.riskPercent = positiveOf(draft, withoutPercentSign(risk), 'INVALID_FIELD');
  if (draft.riskPercent !== null && gt(draft.riskPercent, HUNDRED)) {
    refuse(draft, 'INVALID_FIELD', `${shownKey(risk.key)} is above 100 percent.`);
  }
  if (draft.riskAmount !== null && draft.riskPercent !== null)
    refuse(draft, 'CONTRADICTION', 'The alert says in money and in percent what may be lost.');
}

function readComment(fields: FieldSet, draft: Draft): void {
  const [field] = takeAll(fields, COMMENT_NAMES).filter(({ value }) => typeof value === 'string');
  if (field === undefined || typeof field.value !== 'string') return;
  const text = field.value.trim();
  if (text.includes('{{')) warn(draft, `${shownKey(field.key)} holds a {{placeholder}} that was not replaced; it has no effect.`);
  else draft.comment = text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX - 1)}…` : text;
}

function readTimes(fields: FieldSet, draft: Draft): void {
  takeAll(fields, CHART_NAMES);
  const sent = takeFirst(fields, SENT_NAMES);
  if (sent !== null) {
    draft.sentAt = readInstant(sent.value);
    if (draft.sentAt === null) {
      warn(draft, `${shownKey(sent.key)} is no time with a zone (ISO 8601 or unix); the age counts from receipt.`);
    }
  }
  const stamp = takeFirst(fields, ALERT_STAMP);
  const id = takeText(fields, draft, EVENT_ID);
  draft.eventId = id ?? (stamp === null ? null : textOf(draft, stamp));
}

/** The text of the best of several names, each of which may say something else. */
function takeBestText(fields: FieldSet, draft: Draft, names: NameList): string | null {
  const field = takeFirst(fields, names);
  if (field === null || isJsonObject(field.value) || isJsonArray(field.value) || refusePlaceholder(draft, field)) return null;
  return textOf(draft, field);
}

/** That an order never takes liquidity is told in the place of its time in force, as venues that have it do. */
function readPostOnly(fields: FieldSet, draft: Draft): void {
  const field = takeOne(fields, draft, POST_ONLY);
  if (readTerm(fields, draft, () => readBoolean(draft, field)) !== true) return;
  if (draft.timeInForce === null || draft.timeInForce === 'gtc') draft.timeInForce = 'post_only';
  else if (!saysPostOnly(draft.timeInForce))
    fields.terms.push(deny('CONTRADICTION', `${shownKey(field?.key ?? '')} does not fit the time in force ${draft.timeInForce}.`));
}

function readProduct(fields: FieldSet, draft: Draft): void {
  for (const name of namesOf(fields, PRODUCT)) {
    const value = fields.byName.get(name)?.value;
    if (typeof value !== 'string' || !PRODUCTS.test(value.trim())) continue;
    fields.taken.add(name);
    draft.productType ??= value.trim().toUpperCase();
  }
}

/** The time in force under a name that may hold other things, or as a switch. */
function lifetimeIn(fields: FieldSet): string | null {
  for (const name of namesOf(fields, VALIDITY)) {
    const value = fields.byName.get(name)?.value;
    if (typeof value !== 'string' || (readTimeInForce(value) === null && !saysPostOnly(value))) continue;
    fields.taken.add(name);
    return value.trim().toLowerCase();
  }
  const on = takeAll(fields, TIF_SWITCHES).find(({ value }) => isSet(value));
  if (on === undefined) return null;
  return /^f/i.test(on.key) ? 'fok' : 'ioc';
}

/** True where it is switched on in other words; null where they say nothing. */
function readReduces(fields: FieldSet): true | null {
  const isOn = ({ value }: Field): boolean => value === true || (typeof value === 'string' && /^(?:true|yes|on)$/i.test(value.trim()));
  const on = namesOf(fields, REDUCES).filter((name) => isOn(fields.byName.get(name) ?? { key: name, value: null }));
  for (const name of on) fields.taken.add(name);
  return on.length > 0 ? true : null;
}

function readNames(fields: FieldSet, draft: Draft): void {
  draft.strategy = takeText(fields, draft, STRATEGY) ?? takeBestText(fields, draft, STRATEGY_NAMES);
  draft.account = takeBestText(fields, draft, ACCOUNT_NAMES);
  const several = namesOf(fields, ACCOUNT_NAMES)
    .map((name) => fields.byName.get(name))
    .find((field) => isJsonArray(field?.value ?? null));
  if (several !== undefined)
    fields.terms.push(deny('UNSUPPORTED', `${shownKey(several.key)} is a list.`, 'Name the accounts in config.yaml (accounts:).'));
  draft.exchange = takeBestText(fields, draft, EXCHANGE);
  const written = readTerm(fields, draft, () => takeText(fields, draft, TIME_IN_FORCE));
  const timeInForce = isSet(written) ? (written?.toLowerCase() ?? null) : null;
  // a type that must rest says more than how long
  const other = lifetimeIn(fields);
  draft.timeInForce ??= timeInForce ?? other;
  if (timeInForce !== null && other !== null && timeInForce !== other)
    fields.terms.push(deny('CONTRADICTION', `The alert says ${timeInForce} and ${other} for how long the order stands.`));
  readPostOnly(fields, draft);
  draft.reduceOnly = readTerm(fields, draft, () => readBoolean(draft, takeOne(fields, draft, REDUCE_ONLY))) ?? readReduces(fields);
  draft.extendedHours = readTerm(fields, draft, () => readBoolean(draft, takeOne(fields, draft, EXTENDED_HOURS)));
  const order = takeFirst(fields, ORDER_ID_NAMES);
  if (order === null || (typeof order.value === 'string' && order.value.includes('{{'))) return;
  // a cancel is about the order that it names
  draft.orderId = draft.action === 'cancel' ? textOf(draft, order) : readTerm(fields, draft, () => textOf(draft, order));
}

/** Reads everything that is neither action, symbol, size, price nor protection. */
export function readDetails(fields: FieldSet, draft: Draft): void {
  readTerm(fields, draft, () => readLeverage(fields, draft));
  readMarginMode(fields, draft);
  readProduct(fields, draft);
  readTerm(fields, draft, () => readSizing(fields, draft));
  readNames(fields, draft);
  readTimes(fields, draft);
  readComment(fields, draft);
}
