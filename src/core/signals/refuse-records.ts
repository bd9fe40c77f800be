// Owns: messages about an order or a trade that exists already: what a venue answers, what another bot reports, a line of a
// trade log. They name a symbol, a side and a size like an order, and trading on one does everything twice.
// Only what would enter is refused: a close that is told twice finds nothing to close.

import { refuse, type Draft } from './draft-reading.ts';
import { normalName } from './field-index.ts';
import { isSet, namesOf, shownKey, type FieldSet } from './field-set.ts';
import { nameList } from './name-list.ts';

/** Fields of an order that was sent, of an answer or of a position, whatever they hold: nothing has filled of an order that is new. */
const ANSWERED = nameList(
  `filled filledqty filledquantity filledamount filledsize filledat filledavgprice fillprice fillqty fillsize executedqty executedquantity
  executedamount cumqty cumquote cumexecqty cumexecvalue cummulativequoteqty accfillsz leavesqty leavesvalue remainingqty submittedat
  success retcode executedat remainingsize makerorderid takerorderid bids asks stream roe orderstatus ordstatus orderstate unrealizedpnl unrealisedpnl unrealizedprofit unrealisedprofit upnl liqprice
  liquidationprice positionvalue deal dealid ticket commission swap exchangeorderid venueorderid brokerorderid executionprice executedprice executiontime
  executionid execid`.split(/\s+/),
);
/** Fields of a trade that is over. */
const OVER = nameList('exitprice closedat closedpnl realizedpnl realisedpnl pnl pnlpercent pnlpct'.split(' '));
/** What a trade has brought so far: `Profit: +12%`. */
const GAINS = nameList(['profit', 'profits', 'gain', 'roi']);
const GAIN = /^ ?\+ ?\d[\d.,]{0,15} ?%?$/;
/** A line of a log, and who holds the coins on a chain. */
const LOGS = nameList(['level', 'loglevel', 'severity']);
const LOG_LEVEL = /^(?:trace|debug|info|information|notice|warn|warning|error|critical|fatal)$/;
const WALLETS = nameList(['wallet', 'walletaddress', 'trader', 'traderaddress']);
/** What went wrong: the order in it is the one that failed. */
/** On, they tell that it has been done. */
const DONE = nameList(['ok', 'sent', 'processed', 'handled', 'acknowledged', 'closed', 'isclosed']);
const FAULTS = nameList(['error', 'errormessage', 'errormsg', 'errmsg', 'errorcode', 'lasterror', 'exception']);
const STATES = nameList(['status', 'state', 'result', 'outcome', 'tradestatus', 'tradestate', 'dealstatus', 'positionstatus']);
const STATE_WORDS: ReadonlySet<string> = new Set(
  `new filled executed accepted pending pendingnew partiallyfilled partialfilled canceled cancelled pendingcancel rejected expired closed done
  doneforday stopped success successful succeeded failed failure error completed complete open opened working deactivated replaced
  suspended submitted placed traded transit triggerpending modified queued waiting processing inprogress scheduled sent acknowledged halt halted inactive ok finished ended liquidated`.split(
    /\s+/,
  ),
);
const EVENTS = nameList(
  'type event eventtype eventname alerttype messagetype msgtype notificationtype kind topic channel alert'.split(' '),
);
/** What an execution is of: as exchanges report it. `market` and `limit` say how it is to be done. */
const EXECUTIONS = nameList(['executiontype', 'exectype']);
const EXECUTION = /^(?:new|trade|fill|filled|partialfill|partiallyfilled|cancell?ed|rejected|expired|replaced|calculated)$/;
const EVENT =
  /^(?:(?:order|trade|position|account|balance|execution)s?(?:update|updated|updates|placed|created|accepted|rejected|cancell?ed|filled|executed|closed|opened|expired|replaced|submitted|report|event|response|ack)|info|log|debug|error|ping|heartbeat|test|report|fills?|notification|notice|update|idea|news|analysis|forecast|prediction|watchlist|whale(?:alert)?|liquidations?|match(?:es)?|done|orderbook|depth|candle|kline|summary|statistics|stats|earnings|insider(?:s|trades?)?|darkpool(?:prints?)?|unusualoptions|rating(?:change)?s?|rfq|pre(?:signal|alert|trade)|headsup|(?:back|forward|paper|unit)(?:test|trade|trading|testing)|paper|demo|simulat(?:ed?|ion|or)|replay|histor(?:y|ical)|dryrun|walkforward|[a-z]{1,30}notification)$/;
/** A setup that is none yet, or none any more. */
const STAGES = nameList('stage phase signalstatus signalstate setupstatus setupstate'.split(' '));
const NOT_NOW =
  /^(?:setup|signal|pattern|trade|alert|entry)?(?:forming|building|preparing|developing|armed|arming|invalid|invalidated|invalidation|expired|reminder|recap|preview|draft|history|watching|candidate|potential|possible)$/;
/** What is done with the stops and targets of a position that is there, or what became of them. */
const GUARD_EVENT =
  /^(?:(?:sl|tp\d{0,2}|stoploss|takeprofit\d{0,2}|target\d{0,2}|trailingstop|breakeven|be)(?:hit|reached|done|filled|triggered|exit|closed?|updated?|moved?)?|(?:update|modify|move|change|adjust|trail)(?:sl|tp\d{0,2}|stop|stoploss|takeprofit|target))$/;

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
  /\b(?:do not|don'?t|never) (?:trade|execute|enter|copy|follow|act)\b|\b(?:please )?ignore(?: (?:this|it|me))?\s*[.!)]?$|\b(?:for|just|only) (?:a |as a )?test(?:ing)?\b|\btest (?:alert|message|signal|webhook|only)\b/i;
const TOLD_MAX = 500;

const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'reverse', 'add']);

function recordKey(fields: FieldSet, draft: Draft): string | null {
  const field = (name: string) => fields.byName.get(name);
  for (const name of namesOf(fields, ANSWERED)) if ((field(name)?.value ?? null) !== null) return field(name)?.key ?? name;
  for (const name of namesOf(fields, FAULTS)) if (isSet(field(name)?.value ?? null)) return field(name)?.key ?? name;
  for (const name of namesOf(fields, DONE)) if (field(name)?.value === true) return field(name)?.key ?? name;
  // a strategy that turns round may tell what its last trade brought
  if (draft.positionTarget === null)
    for (const name of namesOf(fields, OVER)) if (isSet(field(name)?.value ?? null)) return field(name)?.key ?? name;
  const says = (name: string, is: (word: string) => boolean): boolean => {
    const value = field(name)?.value;
    return typeof value === 'string' && value.length <= 40 && is(normalName(value.trim()));
  };
  for (const name of namesOf(fields, GAINS)) {
    const value = field(name)?.value;
    if (typeof value === 'string' && GAIN.test(value)) return field(name)?.key ?? name;
  }
  for (const name of namesOf(fields, STATES))
    if (says(name, (word) => STATE_WORDS.has(word) || /^(?:awaiting|waitingfor|pending)/.test(word))) return field(name)?.key ?? name;
  for (const name of [STATES, EVENTS, STAGES].flatMap((names) => namesOf(fields, names)))
    if (says(name, (word) => NOT_NOW.test(word))) return field(name)?.key ?? name;
  for (const name of namesOf(fields, EXECUTIONS)) if (says(name, (word) => EXECUTION.test(word))) return field(name)?.key ?? name;
  for (const name of namesOf(fields, LOGS)) if (says(name, (word) => LOG_LEVEL.test(word))) return field(name)?.key ?? name;
  for (const name of namesOf(fields, WALLETS)) if (says(name, (word) => /^0x[0-9a-f]/.test(word))) return field(name)?.key ?? name;
  for (const name of namesOf(fields, EVENTS))
    if (says(name, (word) => EVENT.test(word) || (GUARD_EVENT.test(word) && word !== 'trailingstop'))) return field(name)?.key ?? name;
  for (const name of namesOf(fields, TOLD)) {
    const value = field(name)?.value;
    if (
      typeof value === 'string' &&
      value.length <= TOLD_MAX &&
      (TELLS.test(value) || TELLS_OFF.test(value) || HEADLINE.test(value.trim()))
    )
      return field(name)?.key ?? name;
  }
  return null;
}

/** Refuses what would enter, where the alert reads like a record; the action must be settled. */
export function refuseRecords(fields: FieldSet, draft: Draft): void {
  if (!ENTRIES.has(draft.action)) return;
  const key = recordKey(fields, draft);
  if (key === null) return;
  const message = `${shownKey(key)} says that this is a report of something that happened, not an order.`;
  refuse(draft, 'UNSUPPORTED', message, `If it is an order, leave ${shownKey(key)} out.`);
}
