// Owns: messages about an order or a trade that exists already: what a venue answers, what another bot reports, a line of a
// trade log. They name a symbol, a side and a size like an order, and trading on one does everything twice.
// Only what would enter is refused: a close that is told twice finds nothing to close.

import { decimal, gt, isZero, mul } from '../../model/decimal.ts';
import { refuse, refuseEntry, type Draft } from '../fields/draft-reading.ts';
import { agree, normalName } from '../fields/field-index.ts';
import { hasAny, isSet, namesOf, shownKey, type FieldSet } from '../fields/field-set.ts';
import { nameList, type NameList } from '../fields/name-list.ts';
import { readNumber } from '../fields/read-number.ts';
import { isReducing } from './read-details.ts';
import { unclosedBarKey } from './unclosed-bar.ts';
import { isJsonArray, type JsonValue } from '../json/json-value.ts';

/** Fields of an order that was sent, of an answer or of a position, whatever they hold: nothing has filled of an order that is new. */
const ANSWERED = nameList(
  `filled qtyfilled quantityfilled sizefilled amountfilled filledqty filledquantity filledamount filledsize filledat filledavgprice fillprice fillqty fillsize executedqty executedquantity
  executedamount cumqty cumquote cumexecqty cumexecvalue cummulativequoteqty accfillsz leavesqty leavesvalue remainingqty submittedat
  success retcode executedat remainingsize makerorderid takerorderid bids asks stream roe orderstatus ordstatus orderstate unrealizedpnl unrealisedpnl unrealizedprofit unrealisedprofit upnl liqprice
  liquidationprice positionvalue deal dealid ticket commission swap exchangeorderid venueorderid brokerorderid executionprice executedprice executiontime
  executionid execid dealvol dealsize dealfunds dealavgprice dealprice tid startposition feetoken cancelledat canceledat rejectedat failedat expiredat`.split(
    /\s+/,
  ),
);
/** Fields of a trade that is over. */
const OVER = nameList('exitprice closedat closedpnl realizedpnl realisedpnl pnl pnlpercent pnlpct'.split(' '));
/** How long it was, and how it ended: `result: "win"`, `outcome: "tp1_hit"`, `sl_hit: true`. They may be why it is to be left. */
const OF_PAST = nameList(['barsheld', 'avgfillprice']);
const ENDS = nameList('result outcome traderesult tradeoutcome'.split(' '));
const END =
  /^(?:win(?:s|ner|ning)?|won|loss|los[et]|loser|losing|profit(?:able)?|break ?even|be|scratch(?:ed)?|(?:tp\d{0,2}|targets?\d{0,2}|takeprofit\d{0,2}|sl|stop(?:loss)?|trail(?:ing)?(?:stop)?)(?:hit|reached|filled|done|out)?)$/;
const ENDED = nameList(
  'win won iswin iswinner loss isloss hit tphit slhit tp1hit tp2hit tp3hit stophit stoplosshit targethit target1hit takeprofithit stoppedout istp issl istakeprofit isstoploss'.split(
    ' ',
  ),
);
/** Those that no number fits but that of a switch: `loss: 1` may be how much. */
const SWITCHES = nameList('iswin iswinner isloss tphit slhit tp1hit tp2hit tp3hit stophit stoplosshit istp issl'.split(' '));
/** Where a position was opened and closed, as platforms list trades: without the other data of a bar the two are no bar. */
const OPENED = nameList(['openprice', 'openingprice', 'entryprice', 'entry']);
const CLOSED = nameList(['closeprice', 'closingprice']);
const OF_BAR = nameList(['high', 'low', 'highprice', 'lowprice', 'interval', 'timeframe', 'tf', 'volume']);
/** An entry at market is made at the close: how many times the other one of the two may be. */
const SAME_TIMES_MAX = decimal('1.01');
/** What a trade has brought so far: `Profit: +12%`. */
const GAINS = nameList(['profit', 'profits', 'gain', 'roi']);
const GAIN = /^ ?\+ ?\d[\d.,]{0,15} ?%?$/;
/** A line of a log, and who holds the coins on a chain. */
const LOGS = nameList(['level', 'loglevel', 'severity']);
const LOG_LEVEL = /^(?:trace|debug|info|information|notice|warn|warning|error|critical|fatal)$/;
const WALLETS = nameList(['user', 'wallet', 'walletaddress', 'trader', 'traderaddress']);
/** What went wrong: the order in it is the one that failed. */
/** On, they tell that it has been done. */
const DONE = nameList(['ok', 'sent', 'processed', 'handled', 'acknowledged', 'closed', 'isclosed']);
const FAULTS = nameList(['error', 'errormessage', 'errormsg', 'errmsg', 'errorcode', 'lasterror', 'exception']);
const STATES = nameList(
  'status state result outcome tradestatus tradestate dealstatus positionstatus executionstatus fillstatus lifecycle'.split(' '),
);
/** OKX: an order that rests. As a status it may be the mode of a bot. */
const STATE = nameList(['state']);
const STATE_WORDS: ReadonlySet<string> = new Set(
  `new filled executed accepted pending pendingnew partiallyfilled partialfilled canceled cancelled pendingcancel rejected expired closed done
  doneforday stopped success successful succeeded failed failure error completed complete open opened working deactivated replaced
  suspended submitted placed traded transit triggerpending modified queued waiting processing inprogress scheduled sent acknowledged halt halted inactive disabled paused blocked off ok finished ended liquidated`.split(
    /\s+/,
  ),
);
const EVENTS = nameList(
  'type event eventtype eventname alerttype messagetype msgtype notificationtype kind topic channel alert category'.split(' '),
);
/** What an execution is of: as exchanges report it. `market` and `limit` say how it is to be done. */
const EXECUTIONS = nameList(['executiontype', 'exectype']);
const EXECUTION = /^(?:new|trade|fill|filled|partialfill|partiallyfilled|cancell?ed|rejected|expired|replaced|calculated)$/;
const EVENT =
  /^(?:(?:(?:order|trade|position|account|balance|execution)s?){1,3}(?:update|updated|updates|placed|created|accepted|rejected|cancell?ed|filled|executed|closed|opened|expired|replaced|submitted|report|event|response|ack)|info|log|debug|error|ping|heartbeat|test|report|fills?|notification|notice|update|idea|news|analysis|forecast|prediction|watchlist|whale(?:alert)?|liquidations?|match(?:es)?|done|orderbook|depth|funding(?:rate|fee|payment)?s?|candle|kline|summary|statistics|stats|watch|monitor(?:ing)?|observ(?:e|ation)|earnings|insider(?:s|trades?)?|pnl|darkpool(?:prints?)?|unusualoptions|rating(?:change)?s?|rfq|pre(?:signal|alert|trade)|headsup|(?:back|forward|paper|unit)(?:test|trade|trading|testing)|paper|demo|simulat(?:ed?|ion|or)|replay|histor(?:y|ical)|dryrun|walkforward|[a-z]{1,30}notification)$/;
/** A setup that is none yet, or none any more. */
const STAGES = nameList('stage phase signalstatus signalstate setupstatus setupstate'.split(' '));
const NOT_NOW =
  /^(?:setup|signal|pattern|trade|alert|entry)?(?:forming|building|preparing|developing|armed|arming|invalid|invalidated|invalidation|expired|reminder|recap|preview|draft|history|watching|candidate|potential|possible)$/;
/** What is done with the stops and targets of a position that is there, or what became of them. */
const GUARD_EVENT =
  /^(?:(?:sl|tp\d{0,2}|stoploss|takeprofit\d{0,2}|target\d{0,2}|trailingstop|breakeven|be)(?:hit|reached|done|filled|triggered|exit|closed?|updated?|moved?)?|(?:update|modify|move|change|adjust|trail)(?:sl|tp\d{0,2}|stop|stoploss|takeprofit|target))$/;

/** Where it comes from: what was tried on the past, or without money, is no order. */
const ORIGINS = nameList('source origin signalsource datasource generatedby producedby tags labels'.split(' '));
const NO_REAL_SOURCE =
  /^(?:back|forward|paper|unit|strategy)?test(?:s|ing|er)?$|^(?:replay|bar ?replay|histor(?:y|ical)|dryrun|walkforward|paper(?:trading)?|demo|simulat(?:ed?|ion|or)|sandbox)$/;
/** What is to be done, in a word of its own: nothing, or not now. */
const INTENTS = nameList(
  'intent intention decision recommendation verdict advice instruction purpose signal tradesignal actionneeded actionrequired'.split(' '),
);
const NOTHING = /^(?:none|no|hold|wait|watch|skip|ignore|monitor|observe|neutral|notrade|donothing|noaction|noentry|stand(?:aside|by))$/;
/** Words of a person or a bot beside the fields. */
const TOLD = nameList(
  'message text title subject headline summary notification description msg content comment note notes remark'.split(' '),
);
/** `Filled: Buy 8 …` */
const HEADLINE = /^(?:filled|executed|bought|sold|cancell?ed|rejected)\b/i;
/** `Deal #77 started`, `Base order executed`. TradingView's own sentence says `filled on`, and is sent for every order. */
const TELLS =
  /\b(?:order|deal|trade|position)(?: #?\d{1,12})? (?:(?:has been|was|is) )?(?:executed|filled|placed|sent|submitted|accepted|started|completed|closed|opened|cancell?ed|rejected)\b(?! on\b)/i;
/** That nothing is to be done. A comment `test` alone is what people try their alerts with. */
const TELLS_OFF =
  /\b(?:do not|don'?t|never) (?:trade|execute|enter|copy|follow|act)\b|\b(?:please )?ignore(?: (?:this|that|it|me))?(?: (?:alert|signal|message|order|trade|one))?\s*[.!)]?$|\bwould have\b|\bback ?test results?\b|\b(?:for|just|only) (?:a |as a )?test(?:ing)?\b|\btest (?:alert|message|signal|webhook|only)\b|\[ ?(?:back ?test|paper|demo|dry ?run|test) ?\]|\b(?:back ?test|paper|demo)(?: trad(?:e|ing))? only\b/i;
/** That the signal is taken back; of an entry the reason may say so too. */
const TAKES_BACK =
  /^(?:void|voided|cancell?ed|invalid|invalidated|withdrawn|retracted|revoked|aborted)[.!]?$|\b(?:signal|setup|alert|entry|idea)(?: #?\d{1,12})? (?:(?:has been|was|is) )?(?:cancell?ed|invalid(?:ated)?|void(?:ed)?|withdrawn|retracted|revoked|aborted|expired|rejected|over)\b/i;
const REASONS = nameList(['reason', 'status', 'statusmessage', 'info', 'alert']);
const TOLD_MAX = 500;

const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'reverse', 'add']);

type Says = (names: NameList, is: (word: string) => boolean) => string | null;

/** The first field of a list whose word is one of those; a long text is no word. */
const saying =
  (fields: FieldSet): Says =>
  (names, is) => {
    for (const name of namesOf(fields, names)) {
      const field = fields.byName.get(name);
      const value = field?.value;
      if (typeof value === 'string' && value.length <= 40 && is(normalName(value.trim()))) return field?.key ?? name;
    }
    return null;
  };

/** That an order which is there is changed: another one like it would be a second. */
const REQUESTS = nameList('request requesttype method operation'.split(' '));
const CHANGES = /^(?:modify|amend|edit|replace|update|change)(?:order|batch)?$/;
const REPLACED = nameList(['replaces', 'replaceorderid', 'replacedorderid', 'amendorderid', 'modifyorderid']);
/** The number of an order beside a field that only the request of a venue or broker has. */
const ORDER_NUMBER = nameList(['orderid']);
const OF_REQUEST = nameList(['dhanclientid', 'recvwindow']);
const MARKET = nameList(['category']);

const isOfRequest = (fields: FieldSet, says: Says): boolean =>
  hasAny(fields, OF_REQUEST) || says(MARKET, (word) => /^(?:linear|inverse|spot|option)$/.test(word)) !== null;

/** The trades of everybody, as a venue streams them: `channel: trades`, and `type: trade` with its number, and nothing to do. */
const STREAMS = nameList('channel topic stream feed subscription'.split(' '));
const TAPE = /^(?:public|agg|last|market)?(?:trades?|fills?|match(?:es)?|executions?|tickers?)$/;
const TYPES = nameList(['type', 'event']);
const TRADE_NUMBER = nameList(['tradeid', 'matchid', 'tradenum']);
const TO_DO = nameList('action signal command orderaction order strategy position marketposition reduceonly closeposition'.split(' '));
const tapeKey = (fields: FieldSet, says: Says): string | null =>
  hasAny(fields, TO_DO)
    ? null
    : (says(STREAMS, (word) => TAPE.test(word)) ?? (hasAny(fields, TRADE_NUMBER) ? says(TYPES, (word) => TAPE.test(word)) : null));

const changedKey = (fields: FieldSet, says: Says): string | null =>
  says(REQUESTS, (word) => CHANGES.test(word)) ??
  keyWhere(fields, REPLACED, isSet) ??
  (isOfRequest(fields, says) ? keyWhere(fields, ORDER_NUMBER, isSet) : null);

const TAGS = nameList(['tags', 'labels']);
const holdsTag = (value: JsonValue): boolean =>
  value !== null && isJsonArray(value) && value.some((tag) => typeof tag === 'string' && NO_REAL_SOURCE.test(normalName(tag.trim())));

/** What is no order now, whatever became of it. */
const notNowKey = (fields: FieldSet, says: Says): string | null =>
  says(ORIGINS, (word) => NO_REAL_SOURCE.test(word)) ?? says(INTENTS, (word) => NOTHING.test(word)) ?? keyWhere(fields, TAGS, holdsTag);

function keyWhere(fields: FieldSet, names: NameList, is: (value: JsonValue) => boolean): string | null {
  for (const name of namesOf(fields, names)) {
    const field = fields.byName.get(name);
    if (field !== undefined && is(field.value)) return field.key;
  }
  return null;
}

const tells = (value: JsonValue): boolean =>
  typeof value === 'string' && value.length <= TOLD_MAX && (TELLS.test(value) || HEADLINE.test(value.trim()));
const takesBack = (value: JsonValue): boolean => typeof value === 'string' && value.length <= TOLD_MAX && TAKES_BACK.test(value.trim());
const tellsOff = (value: JsonValue): boolean => typeof value === 'string' && value.length <= TOLD_MAX && TELLS_OFF.test(value);

/** The close of a position that was opened elsewhere; a limit or a stop may lie there. */
function leftKey(fields: FieldSet, { orderType }: Draft): string | null {
  if (!hasAny(fields, CLOSED) || hasAny(fields, OF_BAR) || (orderType !== null && orderType !== 'market')) return null;
  const [opened, closed] = [OPENED, CLOSED].map((names) => readNumber(fields.byName.get(namesOf(fields, names)[0] ?? '')?.value ?? null));
  if (opened?.type !== 'number' || closed?.type !== 'number' || isZero(opened.value) || isZero(closed.value)) return null;
  const [a, b] = [opened.value, closed.value];
  return gt(a, mul(b, SAME_TIMES_MAX)) || gt(b, mul(a, SAME_TIMES_MAX)) ? keyWhere(fields, CLOSED, isSet) : null;
}

/** How its trade ended. */
const endedKey = (fields: FieldSet, says: Says): string | null =>
  keyWhere(fields, OF_PAST, isSet) ??
  says(ENDS, (word) => END.test(word)) ??
  says(ENDED, (word) => word === 'true' || word === 'yes' || GUARD_EVENT.test(word)) ??
  keyWhere(fields, ENDED, (value) => value === true) ??
  keyWhere(fields, SWITCHES, (value) => agree(value, '1'));

function recordKey(fields: FieldSet, draft: Draft): string | null {
  const where = (names: NameList, is: (value: JsonValue) => boolean): string | null => keyWhere(fields, names, is);
  const says = saying(fields);
  return (
    where(ANSWERED, (value) => value !== null) ??
    where(FAULTS, isSet) ??
    where(DONE, (value) => value === true || agree(value, 'true') || agree(value, '1')) ??
    // a strategy that turns round may tell what its last trade brought
    (draft.positionTarget === null ? where(OVER, isSet) : null) ??
    leftKey(fields, draft) ??
    where(GAINS, (value) => typeof value === 'string' && GAIN.test(value)) ??
    says(STATE, (word) => word === 'live') ??
    says(STATES, (word) => STATE_WORDS.has(word) || /^(?:awaiting|waitingfor|pending)/.test(word)) ??
    says(STATES, (word) => NOT_NOW.test(word)) ??
    says(EVENTS, (word) => NOT_NOW.test(word)) ??
    says(STAGES, (word) => NOT_NOW.test(word)) ??
    says(EXECUTIONS, (word) => EXECUTION.test(word)) ??
    says(LOGS, (word) => LOG_LEVEL.test(word)) ??
    tapeKey(fields, says) ??
    says(WALLETS, (word) => /^0x[0-9a-f]/.test(word)) ??
    says(EVENTS, (word) => EVENT.test(word) || (GUARD_EVENT.test(word) && word !== 'trailingstop')) ??
    where(TOLD, (value) => tells(value) || ((tellsOff(value) || takesBack(value)) && !isReducing(fields))) ??
    (isReducing(fields) ? null : where(REASONS, takesBack))
  );
}

/** Beside a sell it may be why: what it closes is closed, and nothing is entered. */
function refuseEnded(fields: FieldSet, draft: Draft, says: Says): void {
  const key = draft.positionTarget === null && !isReducing(fields) ? endedKey(fields, says) : null;
  if (key === null) return;
  const message = `${shownKey(key)} says how a trade ended: this may be the report of it.`;
  refuseEntry(draft, 'UNSUPPORTED', message, `If it is an order, leave ${shownKey(key)} out.`);
}

/** Refuses what would enter, where the alert reads like a record; the action must be settled. */
export function refuseRecords(fields: FieldSet, draft: Draft): void {
  if (!ENTRIES.has(draft.action)) return;
  const told = recordKey(fields, draft);
  const says = saying(fields);
  const changed = told === null ? changedKey(fields, says) : null;
  // what only reduces is an exit: it goes, as one in words does
  const notNow = told !== null || changed !== null || isReducing(fields) ? null : notNowKey(fields, says);
  const unclosed = told !== null || changed !== null || isReducing(fields) ? null : unclosedBarKey(fields);
  const key = told ?? changed ?? unclosed ?? notNow;
  if (key === null) return refuseEnded(fields, draft, says);
  const what =
    told !== null
      ? 'this is a report of something that happened, not an order'
      : changed !== null
        ? 'an order that is there is to be changed'
        : unclosed !== null
          ? 'the bar is still open or the signal unconfirmed: it may vanish'
          : 'nothing is to be traded now';
  refuse(draft, 'UNSUPPORTED', `${shownKey(key)} says that ${what}.`, `If it is an order, leave ${shownKey(key)} out.`);
}
