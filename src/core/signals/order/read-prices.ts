// Owns: order type and prices of an entry. `price` is what the market showed when the alert was made: information. It
// becomes the limit only where the alert says limit and has no limit price of its own. Bar data never becomes one.

import { isClose } from '../../model/signal.ts';
import { gt, lt } from '../../model/decimal.ts';
import { nearestName } from '../../model/nearest-name.ts';
import type { EntryOrderType } from '../../model/order-terms.ts';
import { readActionWord, sideOfIntent } from './action-words.ts';
import { refuse, refuseEntry, warn, type Draft } from '../fields/draft-reading.ts';
import { agree, normalName, type Field } from '../fields/field-index.ts';
import { hasAny, readTerm, isSet, namesOf, refusePlaceholder, shownKey, takeAll, takeFirst, type FieldSet } from '../fields/field-set.ts';
import { positiveOf, takePositive } from '../fields/read-amount.ts';
import { readNumber } from '../fields/read-number.ts';
import { nameList } from '../fields/name-list.ts';
import { isJsonObject } from '../json/json-value.ts';
import { isSwitch } from './switched-off.ts';

const ORDER_TYPES: ReadonlyMap<string, EntryOrderType> = new Map([
  ['market', 'market'],
  ['mkt', 'market'],
  ['limit', 'limit'],
  ['lmt', 'limit'],
  ['stop', 'stop'],
  ['stp', 'stop'],
  ['stopmarket', 'stop'],
  ['slm', 'stop'],
  ['stoplimit', 'stop_limit'],
  ['stplmt', 'stop_limit'],
  ['trailingstop', 'trailing_stop'],
  ['marketorder', 'market'],
  ['limitorder', 'limit'],
  ['stoporder', 'stop'],
  ['stoplimitorder', 'stop_limit'],
  ['limitmaker', 'limit'],
]);
const TYPE_NAMES = nameList('ordertype ordtype ordertyp typeoforder otype ot pricetype prctyp entrytype type'.split(' '));
/** Names of many uses: they are an order type where they say one, and nothing here otherwise. */
const LOOSE_TYPE_NAMES = nameList('order execution executiontype exec exectype orderkind ordermode entryordertype signaltype'.split(' '));
/** Types of an order that must rest at the venue. */
const RESTING: ReadonlySet<string> = new Set(['limitmaker']);
/** Prices of the signal that may be the limit, best first. */
const PRICE_NAMES = nameList([
  'price',
  'entryprice',
  'entry',
  'orderprice',
  'strategyorderprice',
  'strategyprice',
  'px',
  'orderpx',
  'ordpx',
  'prc',
  'enterprice',
]);
/** Prices that only inform: of the market, of the bar. */
const MARKET_PRICE_NAMES = nameList(
  `signalprice marketprice currentprice close lastprice last markprice closeprice closingprice alertprice barclose barcloseprice candleclose
  candlecloseprice lastclose triggeredprice`.split(/\s+/),
);
const LIMIT_NAMES = nameList([
  'limitprice',
  'lmtprice',
  'limitpx',
  'orderlimitprice',
  'entrylimit',
  'limitentry',
  'strategyorderlimitprice',
]);
/** The price of the limit beside the word limit; alone it may limit anything. */
const BARE_LIMIT = nameList(['limit']);
/** What triggers a stop order of a broker (Tradier), which says how long it stands; beside any other order it may be the stop-loss. */
const BARE_STOP = nameList(['stop']);
const LIFETIME = nameList(['duration', 'timeinforce', 'tif']);
const STOP_NAMES = nameList(['stopprice', 'triggerprice', 'trigprice', 'orderstopprice', 'stoppx', 'entrystop', 'auxprice']);
/** Words that say how an order is worked: what holds one of them and is not understood is no mere name of a setup. Short ones may stand in the middle of others: ORDER_BLOCK. */
const WORKING_WORD =
  /limit|stop|market|trail|bracket|iceberg|twap|vwap|pending|close|exit|cover|option|reduce|hedge|cancel|modify|(?<![a-z])(?:lim|lmt|stp|mkt|oco|oto|post|fok|ioc|gtc|moo|moc|loo|loc|call|put)|(?:lim|lmt|stp|mkt|oco|oto|fok|ioc|gtc|moo|moc|loo|loc|calls?|puts?)(?![a-z])/i;

/** `"entry": "market"`: how it is entered, in the place of a price. */
const AT_MARKET = /^(?:at |@ ?)?(?:market|mkt|now|cmp)(?: (?:price|order))?$/i;
const saysMarket = ({ value }: Field): boolean => typeof value === 'string' && AT_MARKET.test(value.trim());

/** What `type` says where it is no order type: an action, which was read as one, a sort of alert, or the name of a setup. */
function isSortWord(draft: Draft, field: Field, word: string): boolean {
  if (readActionWord(word) !== null) return true;
  const isName = /^[A-Za-z][\w \-/]{2,39}$/.test(word) && !WORKING_WORD.test(word);
  if (isName && nearestName(normalName(word), ORDER_TYPES.keys(), 2) === null) {
    if (!/trade|order|signal|alert|strategy/i.test(word)) warn(draft, `${shownKey(field.key)} is read as a name, not as an order type.`);
    return true;
  }
  return false;
}

/** Types of an order that is for later, or for a better price than there is. */
const WAITING_WORD = /trail|stop|stp|profit|touch|trigger|condition|pending|^mit$|^lit$|^[ml]o[co]$|on_?(?:close|open)/i;
/** The same where it can be nothing else: a close is also said to be one by its stop-loss, its take-profit. */
const WAITING_TYPE = /(?:stop|trail|profit)\w*(?:market|limit)|touched|^mit$|^lit$|^[ml]o[co]$|on_?(?:close|open)$/i;

/**
 * Whether a type that is not read says that the order waits: then it is none for now, not even as a way out. Beside a close a word
 * such as stop_loss is why it is closed.
 */
export function waitsByType(fields: FieldSet, isClosed: boolean): boolean {
  const words = isClosed ? WAITING_TYPE : WAITING_WORD;
  return namesOf(fields, TYPE_NAMES).some((name) => {
    const value = fields.byName.get(name)?.value;
    if (value !== undefined && value !== null && isJsonObject(value)) return value.has('trigger');
    return typeof value === 'string' && words.test(value.trim());
  });
}

interface Typed {
  readonly field: Field;
  readonly type: EntryOrderType;
}

/** Hyperliquid's `{"limit": {"tif": "Ioc"}}`; one that triggers is of another kind. */
const LIFETIMES: ReadonlyMap<string, string> = new Map([
  ['gtc', 'gtc'],
  ['ioc', 'ioc'],
  ['alo', 'post_only'],
]);

function typedInside(draft: Draft, field: Field): Typed | null {
  const { value } = field;
  const limit = value !== null && isJsonObject(value) && value.size === 1 ? (value.get('limit') ?? null) : null;
  if (limit === null || !isJsonObject(limit)) return null;
  const tif = limit.get('tif');
  const lifetime = typeof tif === 'string' ? LIFETIMES.get(tif.toLowerCase()) : undefined;
  if (lifetime === undefined || limit.size !== 1) return null;
  draft.timeInForce = lifetime;
  return { field, type: 'limit' };
}

const typeWord = ({ value }: Field): string => (typeof value === 'string' ? value.toLowerCase().replaceAll(/[_\- ]/g, '') : '');

/** Whether a field that nobody reads says how the order is worked, where nothing else does: without it the order goes at market. */
export const saysLostType = (field: Field, { orderType }: Draft): boolean =>
  orderType === null && (ORDER_TYPES.get(typeWord(field)) ?? 'market') !== 'market';

/** Order types in fields that usually say something else. */
/** `signal_type: stop` may be why it is sent, too; what closes goes at once. */
function refuseLooseStop(draft: Draft, { key }: Field): void {
  if (isClose(draft.action)) return;
  refuseEntry(draft, 'CONTRADICTION', `${shownKey(key)} may be the type of the order, or why it is sent.`, 'Send "order_type".');
}

const looseTypes = (fields: FieldSet, draft: Draft, isNamed: boolean): Typed[] =>
  namesOf(fields, LOOSE_TYPE_NAMES).flatMap((name) => {
    const field = fields.byName.get(name);
    const type = field === undefined ? undefined : ORDER_TYPES.get(typeWord(field));
    if (field === undefined || type === undefined) return [];
    fields.taken.add(name);
    const isLoose = name === 'signaltype' && (isNamed || (type !== 'market' && type !== 'limit'));
    if (isLoose && !isNamed) refuseLooseStop(draft, field);
    if (isLoose) return [];
    return [{ field, type }];
  });

function readOrderType(fields: FieldSet, draft: Draft): EntryOrderType | null {
  const named = takeAll(fields, TYPE_NAMES).flatMap((field): Typed[] => {
    if (refusePlaceholder(draft, field)) return [];
    const inside = typedInside(draft, field);
    if (inside !== null) return [inside];
    const word = typeof field.value === 'string' ? field.value : '';
    const type = ORDER_TYPES.get(typeWord(field));
    if (type !== undefined && RESTING.has(typeWord(field))) draft.timeInForce = 'post_only';
    if (type !== undefined) return [{ field, type }];
    if (field !== fields.byName.get('type') || !isSortWord(draft, field, word)) {
      refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is no order type: use market, limit, stop or stop_limit.`);
    }
    return [];
  });
  const [first, ...others] = [...named, ...looseTypes(fields, draft, named.length > 0)];
  const other = others.find(({ type }) => type !== first?.type);
  if (first !== undefined && other !== undefined) {
    refuse(draft, 'CONTRADICTION', `${shownKey(first.field.key)} says ${first.type}, but ${shownKey(other.field.key)} says ${other.type}.`);
  }
  return first?.type ?? null;
}

/** Two prices of the entry that differ: either may be the limit. */
function refuseTwoPrices(fields: FieldSet, draft: Draft): void {
  const [first, ...others] = takeAll(fields, PRICE_NAMES).filter(({ value }) => isSet(value));
  const other = others.find(({ value }) => first !== undefined && !agree(first.value, value));
  if (first === undefined || other === undefined) return;
  refuse(
    draft,
    'CONTRADICTION',
    `A limit order, and ${shownKey(first.key)} and ${shownKey(other.key)} differ: either may be the limit.`,
    'Send the limit as "limit_price".',
  );
}

function settleLimit(fields: FieldSet, draft: Draft, type: EntryOrderType | null, price: Field | null): void {
  const { limitPrice } = draft;
  if (type === 'limit' || type === 'stop_limit') {
    if (limitPrice === null) refuseTwoPrices(fields, draft);
    const fallback = limitPrice === null && price !== null ? positiveOf(draft, price, 'INVALID_PRICE') : null;
    draft.limitPrice = limitPrice ?? fallback;
    if (fallback !== null) draft.signalPrice = null;
    if (draft.limitPrice === null) {
      refuse(
        draft,
        'INVALID_PRICE',
        `A ${type} order needs a limit price, and the alert has none.`,
        'Add "limit_price" to the alert message.',
      );
    }
  } else if (limitPrice !== null && type !== null) {
    refuse(draft, 'CONTRADICTION', `The alert says ${type} and has a limit price (${limitPrice}).`);
  } else if (limitPrice !== null) draft.orderType = 'limit';
}

function settleStop(draft: Draft, type: EntryOrderType | null): void {
  const { stopPrice } = draft;
  const wantsStop = type === 'stop' || type === 'stop_limit';
  if (wantsStop && stopPrice === null) {
    refuse(
      draft,
      'INVALID_PRICE',
      `A ${type} order needs a stop price, and the alert has none.`,
      'Add "stop_price" or "triggerPrice" to the alert message.',
    );
  } else if (!wantsStop && stopPrice !== null && type !== 'trailing_stop') {
    refuse(
      draft,
      'CONTRADICTION',
      `The stop price ${stopPrice} may trigger a stop order or be a stop-loss.`,
      'Send "order_type": "stop" with stop_price, or send the stop-loss as stop_loss.',
    );
  }
}

/** A stop order triggers beyond the market; a stop price on the other side of the price was meant as a stop-loss. */
function refuseProtectiveTrigger(draft: Draft): void {
  const { stopPrice, signalPrice, action } = draft;
  if (stopPrice === null || signalPrice === null || (action !== 'buy' && action !== 'sell')) return;
  if (action === 'buy' ? lt(stopPrice, signalPrice) : gt(stopPrice, signalPrice)) {
    refuse(
      draft,
      'CONTRADICTION',
      `The stop price ${stopPrice} of a ${action} at ${signalPrice} would trigger at once: it may be meant as the stop-loss.`,
      'Send the stop-loss as stop_loss (sl).',
    );
  }
}

/** What an entry may wait for, or that there is none, in words where a price would stand. */
const TURNS = /\b(?:if|when|once|above|below|over|under|after|until|wait\w*|pull ?back|retest|break\w*|dip|flat|not?|skip\w*)\b/i;

/** Whether the words say another order than the one that was read: another side or type, an exit, something to wait for. */
function saysOtherwise({ value }: Field, { side, orderType }: Draft): boolean {
  const word = typeof value === 'string' ? value.trim() : '';
  if (!/\p{L}/u.test(word) || word.includes('{{') || readNumber(word).type !== 'problem') return false;
  const intent = readActionWord(word);
  if (intent !== null) return (intent.verb ?? 'enter') !== 'enter' || (sideOfIntent(intent) ?? side) !== side;
  const type = ORDER_TYPES.get(typeWord({ key: '', value: word }));
  return type === undefined ? WORKING_WORD.test(word) || TURNS.test(word) : type !== (orderType ?? 'market');
}

/** Beside a price that is read, words in the place of another one: `price: 3000` and `entry: "limit"`. */
function refuseWordsForPrices(prices: readonly Field[], draft: Draft, read: Field | null): void {
  const other = prices.find((field) => field !== read && !saysMarket(field) && saysOtherwise(field, draft));
  if (other === undefined) return;
  const message = `${shownKey(other.key)} holds words in the place of a price, and with them the entry is another one, or none.`;
  refuseEntry(draft, 'INVALID_PRICE', message, 'Send the price, or "order_type", or leave it out.');
}

/** Reads order type, limit, stop and signal price; the action must have been read. */
export function readPrices(fields: FieldSet, draft: Draft): void {
  const type = readOrderType(fields, draft);
  draft.orderType = type;
  const market = takeFirst(fields, MARKET_PRICE_NAMES);
  // `entry: true` says that it is one
  const prices = takeAll(fields, PRICE_NAMES).filter((field) => field !== fields.byName.get('entry') || !isSwitch(field));
  const atMarket = prices.find(saysMarket);
  if (atMarket !== undefined && type !== null && type !== 'market')
    refuse(draft, 'CONTRADICTION', `${shownKey(atMarket.key)} says market, and the order is a ${type} order.`);
  else if (atMarket !== undefined) draft.orderType = 'market';
  const price = prices.find((field) => !saysMarket(field)) ?? null;
  refuseWordsForPrices(prices, draft, price);
  const informative = price ?? market;
  draft.signalPrice = informative === null ? null : readTerm(fields, draft, () => positiveOf(draft, informative, 'INVALID_PRICE'));
  draft.limitPrice = takePositive(fields, draft, LIMIT_NAMES, 'INVALID_PRICE');
  if (draft.limitPrice === null && (draft.orderType === 'limit' || draft.orderType === 'stop_limit'))
    draft.limitPrice = takePositive(fields, draft, BARE_LIMIT, 'INVALID_PRICE');
  draft.stopPrice = takePositive(fields, draft, STOP_NAMES, 'INVALID_PRICE');
  if (draft.stopPrice === null && (draft.orderType === 'stop' || draft.orderType === 'stop_limit') && hasAny(fields, LIFETIME))
    draft.stopPrice = takePositive(fields, draft, BARE_STOP, 'INVALID_PRICE');
  settleLimit(fields, draft, draft.orderType, price);
  settleStop(draft, draft.orderType);
  refuseProtectiveTrigger(draft);
}
