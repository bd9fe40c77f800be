// Owns: what the words of a field's name say, where nobody reads the field: that the order is meant on a condition, at another time, up
// to a bound, for trial, turned round, several times, in another size or price, or as one of several. A field that only describes (values
// of indicators and bars, names, statistics) says nothing of the kind. Only entries are asked about: see refuse-changed-meaning.ts.

import { eq, isZero, ONE } from '../../model/decimal.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import type { Field } from '../fields/field-index.ts';
import { isSet } from '../fields/field-set.ts';
import { wordsOf } from '../fields/field-words.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from '../json/json-value.ts';
import { readNumber } from '../fields/read-number.ts';

/** What is told of chart, model and account: a bound or an offset among these is theirs. */
const DESCRIBES =
  /_(?:trend|bias|rsi|[esw]ma|hma|vwma|ma|macd|adx|atr|cci|mfi|obv|stoch|bb|kc|supertrend|ichimoku|indicators?|scores?|confidence|strength|probability|rating|htf|mtf|candles?|prev|previous|last|volatility|regime|sentiment|market|history|stats?|drawdown|leverage)_/;

const CONDITION =
  /_(?:do_?not|dont|not_for|never)_(?:execute|send|trade|trading|order|place|submit)_|_(?:if|unless|whenever|requires?|required|needs?|skip|abort|avoid|prevents?)_|_depends?_on_|_ignore_(?:if|when|signal)|_prevent|_(?:no|dont|never)_(?:\w+_)?(?:re)?(?:vers(?:e|al|ing)|flip|add|pyramid\w*|hedg\w*|averag\w*|stack\w*|entry|entries)_/;
/** `post_only` is read where it means what it says; `reduce_only` too, and in a longer name it must not be passed over. */
const ONLY = /_only_/;
const HARMLESS_ONLY = /_(?:post|maker|make|read)_only_/;
/** `when: close above 150`, `when: 150`: a moment (`when: 2026-03-02T09:20:01Z`) only tells. */
const WHEN = /_when_$|^_trigger_when/;
const MOMENT = /^\d{10,19}$|\b20\d\d\b|^(?:now|asap|immediately|at once)$/i;
/** What has happened, unless its words say that something has to. */
const TRIGGER_CONDITION = /_trigger_?condition_/;
const SAYS_WAIT =
  /\b(?:above|below|over|under|cross\w*|breaks?|breakout|hits?|reach\w*|touch\w*|retest\w*|confirm\w*|after|once|if)\b|[<>]/i;
const RULES = /_(?:rules?|conditions?|criteria)_$/;
const LEVEL_TO_PASS = /_(?:buy|sell|enter|entry|price|long|short)_(?:above|below|over|under)_|_confirm(?:ation)?_price_/;

const LATER =
  /_(?:delay|delayed|wait|waits|waiting|schedule|scheduled|postpone)_|_not_(?:before|after)_|_(?:valid|effective|active)_from_|_(?:start|expire)tm_|_good_after|_(?:at|run|send|execution)_(?:time|at)_|_(?:trading|valid|active)_(?:window|hours|times?)_|_timing_|_(?:amo|after_market_order|offline_order|ah_placed)_|_eod_|_next_(?:bar|open|candle|session|day)_|_(?:exit|close|flat|flatten)_on_(?!opposite)|_time_(?:limit|stop|exit)_|_max_(?:duration|hold\w*)_/;
const AFTER_OR_BEFORE = /_(?:after|before)_/;
/** The stop at the entry once a target is reached is told, not followed: it stays where it is. */
const OF_POSITION = /_(?:be|breakeven|break_even|position|pos|size|balance|equity|pnl|price|profit|commission|fee)_/;
/** `15:15`, `09:15-15:00` under a name that may be when to begin or to leave. */
const HOUR = /^\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?(?:[-–]|to)\s?\d{1,2}[:.]\d{2}(?::\d{2})?)?$/;
const HOUR_NAMES = /_(?:exit|close|flat|flatten|square|squareoff|sq|stop|end|start|begin|from|until|till|valid|window|cutoff)_/;
/** How long, where that is no word of a time in force: those are read. */
const DURATION = /^_(?:order_)?duration_$/;
const SESSION = /_(?:session|market|bar)_/;

const LIFETIME =
  /_(?:ttl|expir\w*|(?:good|valid)_(?:for|until|till?|thru|through|to)|validity(?:_\w+)?|lifetime|time_?out\w*|max_wait|gtd\w*|fill_timeout|cancel_(?:after|if|in|when)\w*|auto_cancel\w*|all_or_none|aon|min(?:imum)?_fill\w*|fallback|chase|reprice\w*|on_timeout)_/;
const RESTING: ReadonlySet<string | null> = new Set(['limit', 'stop', 'stop_limit', 'trailing_stop']);

const SIZE_WORD =
  '(?:qty|quantity|sizes?|amount|notional|usd[tc]?|value|lots?|contracts?|shares|units|positions?|exposure|trades|orders|deals|entries|risk|capital|budget|cost|stake|margin|money|allocation|pyramid\\w*|adds|price)';
const BOUND = new RegExp(
  `_(?:max|maximum|up_to)_(?:\\w+_)?${SIZE_WORD}_|_(?:qty|quantity|size|position|exposure|risk|loss|trades?|notional|usd|amount|capital)_(?:\\w+_)?(?:cap|limit|max|maximum)_|^_(?:order_|price_)?cap_$|^_worst_price_$`,
);
/** What ends all trading, not this trade. */
const OWN_STOP = /_(?:drawdown|equity|daily|account)_stop\w*_/;
/** What may stand beside the word of a level and say no more than which one it is. */
const BESIDE =
  '(?:price|px|at|order|entry|enter|buy|sell|long|short|level|value|initial|init|hard|soft|fixed|final|main|first|emergency|catastrophe|swing|exit|close|my|new)_';
const levelNamed = (word: string, beside = BESIDE): RegExp => new RegExp(`^_(?:${beside})*${word}_(?:${beside})*$`);
/** `limit_order_price`, `init_sl`, `final_target`: levels by names that are not read. Beside one that was read they only describe. */
const LIMIT_LEVEL = levelNamed('(?:limit|lmt)');
const STOP_LEVEL = levelNamed('(?:sl|stops?|stop_?loss)', `${BESIDE}|low_|high_`);
const TARGET_LEVEL = levelNamed('(?:tp|targets?|take_?profit)');
/** Money that may be lost or won, where nothing else says where to leave. */
const LOSS = /^_(?:max_?)?loss(?:_(?:usdt?|money|amount|cash|inr|eur|dollars?|value|percent|pct))?_$/;
const PROFIT = /^_(?:target_?|take_?|max_?)?profit(?:_(?:target|goal|usdt?|money|amount|cash|inr|eur|dollars?|value))?_$/;

// tvbit writes is_test_net in every order: the account is what config.yaml says, and not the sender
const TRIAL =
  /^_(?:(?:is|use|as|run|in)_)?(?:dry_?run|test(?:net|mode)?|practice|(?<!is_)test_net|sand_?box|demo|paper(?:_?trad(?:e|ing))?|simulat(?:e|ed|ion|or)|sim|info(?:rmational)?|validate|validation|preview|what_?if|mock|fake|dummy|sample|example|hypothetical|no_?(?:execute|execution|trade|order)|replay|historical|backtest(?:ing)?|shadow|virtual)(?:_(?:mode|only|run|trade|trading|account|order|env|environment|signal))?_$/;
const PLACE = /_(?:mode|env|environment|account_type|network)_$/;
const NO_REAL_TRADE = /^(?:back|forward|unit)?-?_? ?test(?:ing|net)?$|^(?:paper|demo|dry|simul|sandbox|practice|sim\b|analy[sz])/i;
/** Off, they say that nothing is to be sent. */
const SENDING =
  /^_(?:is_|bar_?state_is_?)?(?:transmit|submit|send_order|place_order|live(?:_?(?:trading|mode|trade|run))?|real_?time|confirmed|trade?able|actionable|executable)_$/;
const ALLOWS =
  /_allow(?:s|ed)?_(?:\w+_)?(?:revers(?:e|al|als|ing)|add|adding|pyramid\w*|entry|entries|trade|trading|flip|increase|averag\w*)_/;

const TURNED =
  /^_(?:is_)?(?:invert(?:ed)?|inverse|reversed?(?:_(?:signals?|side|direction|orders?|trade))?|opposite(?:_(?:side|direction|signal))?|contrarian|fade|flip(?:_(?:side|signal|direction))?|counter_?trade|mirror_reverse)_$/;
/** The order is taken back, over, or not yet one; or what became of it stands beside it. */
const TAKEN_BACK =
  /^_(?:is_)?(?:cancel|undo|undone|revoked?|void(?:ed)?|stale|withdrawn|retracted|obsolete|superseded|already_\w+|awaiting_\w+|pending|queued|liquidat(?:ion|ed)|modify|amend|update)_$/;
const ANSWER = /^_(?:response|reply|answer|receipt)_$/;
const COUNTS = /^_(?:times|copies|repeats?|num_?orders|orders?_count|number_of_orders|split|chunks|slices|tranches)_$/;
const PLAN =
  /^_(?:ladder\w*|scaled?_(?:entry|entries|orders?|in)|scale_in|dca\w*|averag(?:e|ing)_(?:down|orders?|levels?|steps?)|averaging|recovery_\w+|martingale\w*|grid_\w+|iceberg\w*|hidden|(?:visible|display)_(?:qty|quantity|size)|twap|vwap|pov|twap_\w+|safety_\w+|combo_legs|osos?|child\w*|linked_orders?|attached_orders?)_$/;
const WAY = /^_(?:algo\w*|exec\w*|style|timing)_$/;
const OTHER_WAY = /^(?:twap|vwap|pov|iceberg|adaptive|arrival ?price|dark ?pool|peg(?:ged)?|on[_ ](?:close|open))$/i;
const MULTIPLIED =
  /^_(?:(?:qty|quantity|size|lots?|risk|leverage|lev|position|pos|order|stake|amount|recovery|account|copy)_?)?(?:multiplier|multiply|mult|multiple)_$|^_(?:qty|quantity|size|lots?|risk|position|order|stake|copy|recovery)_(?:factor|scale)_$|^_scale_$|^_double(?:_?down)?_$|_use_leverage_/;
const OFFSET = /_(?:price|entry|limit|trigger|buy|sell)_offset\w*_|^_offset(?:_(?:pips|ticks|points|percent|pct))?_$|^_peg\w*_$/;
const PRICE_UNIT = /^_(?:limit|stop|trigger)_(?:price_)?(?:type|mode|units?)_$/;
const SAYS_PRICE = /^(?:market|limit|stop|price|absolute|last|mark|index|none)/i;
const LINKED = /^_(?:oco\w*|oca_?(?:group|type)|one_cancels\w*|parent(?:_?(?:id|order|order_id))?|linked\w*|order_group\w*)_$/;
const CLASS = /^_(?:order_)?class_$/;
const OTHER_CLASS = /^(?:oco|oto|otoco|mleg|multileg|combo)$/i;
const BRACKET = /^_bracket_$/;
const ON_EVENT =
  /_on_(?:fill|filled|entry|stop|sl|tp|target|loss|hit|timeout|profit)_|^_(?:sl|tp|stop|target|stop_?loss|take_?profit)_?action_$/;
const LEAVES = /^(?:close|exit|none|sell|market)/i;
/** A close that is asked for in the words of one venue: BitMEX, OANDA, KuCoin, MetaApi. */
const CLOSES = /^_(?:exec_?inst|position_?fill|action_?type|offset_?flag)_$/;
const CLOSE_WORD = /close|reduce|open_only|modify|cancel|partial/i;
/** Close what there is, then enter: more than the order itself closes. What is of the other side is closed by it. */
const CLOSES_BEFORE =
  /^_(?:close|flatten|exit)_?(?:all|existing|previous|current|old|first|before|order)(?:_(?!opposite)\w+)?_$|^_(?:close|exit)_positions?_first_$/;
/** To hold nothing, or to leave what is held, which no entry does. */
const TO_NOTHING =
  /^_(?:is_)?(?:flat|flatten|go_flat|close_out|close_now|exit_now|liquidate|square_?off|sell_all|cover(?:_(?:all|shorts?|position))?|(?:close|exit)_(?:trades?|deals?|longs?|shorts?|positions?))_$/;
/** `close_trade: true`: a switch that leaves. */
export const switchesOut = ({ key, value }: Field): boolean =>
  TO_NOTHING.test(wordsOf(key.slice(key.lastIndexOf('.') + 1))) && isTrue(value);
/** Kraken's flags: the volume is money. */
const KRAKEN_FLAGS = /^_oflags_$/;
const TRAIL = /_(?:trail(?:ing)?|tsl)(?:_\w+)?_$/;
/** A stop or target in a longer name: `preset_stop_loss_price`, `order_take_profit`. Beside one that was read it only describes. */
const LONG_STOP = /_(?:stop_?loss)(?:_(?:trigger_?)?(?:price|px|level|value|percent(?:age)?|pct|pips|points|ticks))?_$/;
const LONG_TARGET = /_(?:take_?profit|stop_?surplus)(?:_(?:trigger_?)?(?:price|px|level|value|percent(?:age)?|pct|pips|points|ticks))?_$/;
const PARTIAL = /^_tp_?sl_mode_$/;
const HEDGE = /^_hedg(?:e|ed|ing)(?:_(?!mode)\w+)?_$/;
const MANY =
  /^_(?:accounts|account_(?:ids|names|list)|symbols|tickers|pairs|instruments|quantities|qtys|sizes|amounts|allocations|weights)_$/;
const WEIGHT = /^_(?:target_|portfolio_)?(?:weight|allocation)(?:_(?:percent|pct))?_$|^_kelly\w*_$|^_risk_reward_size_$|^_collateral_$/;
/** `equity_percent`: how much, or how the account stands; where nothing else says how much it may not be passed over. */
const PART =
  /^_(?:order_|trade_|position_)?(?:equity|balance|capital|account|portfolio|wallet)_(?:percent|pct|percentage|share)_$|^_(?:percent|pct|percentage)_(?:of_)?(?:equity|balance|capital|account|portfolio|wallet|funds)_$/;
/** `exit_levels`: targets in a list of another name. */
const TARGET_LIST = /_(?:targets|take_?profits|tps|exit_(?:levels|prices|targets)|profit_(?:levels|targets))_$/;
/** Objects and lists of switches; what stands in other objects is data. */
const SWITCHBOARD =
  /^_(?:\w+_)?(?:meta|metadata|options?|config|configuration|settings?|flags?|execution|rules?|params|controls?|modifiers?|order_options)_$/;

const textOf = (value: JsonValue): string => (typeof value === 'string' ? value.trim() : '');
const isNumber = (value: JsonValue): boolean => {
  const number = readNumber(typeof value === 'string' ? value.trim().replace(/^[$€£₹]|%$/g, '') : value);
  return number.type === 'number' && !isZero(number.value);
};
const isOne = (value: JsonValue): boolean => {
  const number = readNumber(value);
  return number.type === 'number' && eq(number.value, ONE);
};
/** On, and not switched off in one letter. */
const isOn = (value: JsonValue): boolean => isSet(value) && !/^(?:n|na|n\/a|-|disabled|inactive)$/i.test(textOf(value));
const isTrue = (value: JsonValue): boolean => value === true || /^(?:true|yes|y|on)$/i.test(textOf(value)) || isOne(value);
const isOff = (value: JsonValue): boolean => {
  if (value === false || /^(?:false|no|n|off)$/i.test(textOf(value))) return true;
  const number = readNumber(value);
  return number.type === 'number' && isZero(number.value);
};
const isList = (value: JsonValue): boolean =>
  value !== null && isJsonObject(value)
    ? value.size > 1
    : value !== null && isJsonArray(value)
      ? value.length > 1
      : /[^,;\s][,;]\s?[^,;\s]/.test(textOf(value));

/** On a condition, or at another time. */
function waits(words: string, value: JsonValue, { side, orderType }: Draft): boolean {
  if (CONDITION.test(words)) return true;
  if (ONLY.test(words) && !HARMLESS_ONLY.test(words)) return words !== `_${side === 'buy' ? 'long' : 'short'}_only_`;
  if (WHEN.test(words)) return !MOMENT.test(value !== null && isJsonNumber(value) ? value.number : textOf(value));
  if (TRIGGER_CONDITION.test(words)) return SAYS_WAIT.test(textOf(value)) || HOUR.test(textOf(value));
  if (RULES.test(words)) return typeof value === 'object';
  if (LEVEL_TO_PASS.test(words)) return isNumber(value);
  if (LATER.test(words)) return true;
  if (LIFETIME.test(words)) return RESTING.has(orderType);
  if (AFTER_OR_BEFORE.test(words)) return !OF_POSITION.test(words);
  return DURATION.test(words) || (HOUR_NAMES.test(words) && !SESSION.test(words) && HOUR.test(textOf(value)));
}

/** No more than so much, or a level that is lost. */
function bounds(words: string, value: JsonValue, { stopLoss, trailing, takeProfits, limitPrice, stopPrice }: Draft): boolean {
  if (!isNumber(value)) return false;
  if (LIMIT_LEVEL.test(words)) return limitPrice === null;
  if (STOP_LEVEL.test(words)) return stopLoss === null && trailing === null && stopPrice === null;
  if (TARGET_LEVEL.test(words)) return takeProfits.length === 0;
  if (OWN_STOP.test(words)) return true;
  if (DESCRIBES.test(words)) return false;
  if (LONG_STOP.test(words)) return stopLoss === null && trailing === null;
  if (LONG_TARGET.test(words)) return takeProfits.length === 0;
  if (LOSS.test(words)) return stopLoss === null && trailing === null;
  return BOUND.test(words) || (PROFIT.test(words) && takeProfits.length === 0);
}

/** Nothing that is to be traded. */
function isForTrial(words: string, value: JsonValue): boolean {
  if (TRIAL.test(words)) return isOn(value);
  if (SENDING.test(words) || ALLOWS.test(words)) return isOff(value);
  return PLACE.test(words) && NO_REAL_TRADE.test(textOf(value));
}

/** Another side, size or price, or more orders than one. */
function changes(words: string, value: JsonValue): boolean {
  if (TURNED.test(words) || TAKEN_BACK.test(words) || TO_NOTHING.test(words)) return isTrue(value);
  if (words === '_accounts_') return true;
  if (ANSWER.test(words)) return typeof value === 'object';
  if (COUNTS.test(words)) return isNumber(value) && !isOne(value);
  if (PLAN.test(words)) return isOn(value) && (!/^_(?:twap|vwap|pov)_$/.test(words) || isTrue(value));
  if (MULTIPLIED.test(words)) return !DESCRIBES.test(words.replace('_leverage_', '_')) && (isTrue(value) ? !isOne(value) : isNumber(value));
  if (CLOSES.test(words)) return CLOSE_WORD.test(textOf(value));
  if (WAY.test(words)) return OTHER_WAY.test(textOf(value));
  if (KRAKEN_FLAGS.test(words)) return /viqc/i.test(textOf(value));
  if (CLOSES_BEFORE.test(words)) return isTrue(value);
  if (OFFSET.test(words)) return isNumber(value) || (typeof value === 'string' && !/^(?:open|close)/i.test(textOf(value)));
  if (PRICE_UNIT.test(words)) return !SAYS_PRICE.test(textOf(value));
  return MANY.test(words) && isList(value);
}

/** One of several, or what is to happen later. */
function leadsOn(words: string, value: JsonValue, draft: Draft): boolean {
  if (LINKED.test(words)) return isOn(value);
  if (CLASS.test(words)) return OTHER_CLASS.test(textOf(value));
  if (BRACKET.test(words)) return isTrue(value) && draft.stopLoss === null && draft.takeProfits.length === 0;
  if (ON_EVENT.test(words)) return isOn(value) && !LEAVES.test(textOf(value));
  if (TRAIL.test(words))
    return draft.trailing === null && draft.orderType !== 'trailing_stop' && (typeof value !== 'string' || isNumber(value));
  if (PARTIAL.test(words)) return /^partial/i.test(textOf(value));
  if (HEDGE.test(words)) return draft.positionSide === null;
  if (TARGET_LIST.test(words)) return draft.takeProfits.length === 0 && typeof value === 'object';
  const isSized = draft.quantity !== null || draft.percent !== null || draft.notional !== null;
  return !isSized && (WEIGHT.test(words) || PART.test(words)) && isNumber(value);
}

/** Most fields match none of them, and are done with after one look. */
const ANY = new RegExp(
  (
    [
      [CONDITION, ONLY, WHEN, TRIGGER_CONDITION, RULES, LEVEL_TO_PASS, LATER, AFTER_OR_BEFORE, HOUR_NAMES, DURATION, LIFETIME],
      [LIMIT_LEVEL, STOP_LEVEL, TARGET_LEVEL, BOUND, OWN_STOP, LOSS, PROFIT, TRIAL, PLACE, SENDING, ALLOWS],
      [
        TURNED,
        TAKEN_BACK,
        ANSWER,
        COUNTS,
        PLAN,
        WAY,
        MULTIPLIED,
        OFFSET,
        PRICE_UNIT,
        MANY,
        KRAKEN_FLAGS,
        CLOSES,
        CLOSES_BEFORE,
        TO_NOTHING,
      ],
      [LINKED, CLASS, BRACKET, ON_EVENT, TRAIL, PARTIAL, HEDGE, WEIGHT, PART, TARGET_LIST, SWITCHBOARD, LONG_STOP, LONG_TARGET],
    ] as const
  )
    .flatMap((group) => group.map(({ source }) => source))
    .join('|'),
);

const DEPTH_MAX = 3;
const REDUCES = /^(?:reduce|close)[_ -]?only$/i;

/** Switches in an object or a list that nobody reads: `{"meta": {"dry_run": true}}`, `"flags": ["reduce_only"]`. */
function holdsInstruction(value: JsonValue, draft: Draft, depth: number): boolean {
  if (typeof value === 'string') {
    const words = wordsOf(value);
    return TRIAL.test(words) || REDUCES.test(value.trim());
  }
  if (value === null || depth > DEPTH_MAX) return false;
  if (isJsonArray(value)) return value.some((part) => holdsInstruction(part, draft, depth + 1));
  if (!isJsonObject(value) || isJsonNumber(value)) return false;
  for (const [key, part] of value) {
    const words = wordsOf(key);
    if (isForTrial(words, part) || (isOn(part) && (waits(words, part, draft) || /_(?:reduce|close)_?only_/.test(words)))) return true;
    if (typeof part === 'object' && holdsInstruction(part, draft, depth + 1)) return true;
  }
  return false;
}

/** Names that were looked at before: senders write the same ones again and again. What is kept follows from the name alone. */
const KEPT_MAX = 1_000;
const kept = new Map<string, string | null>();

/** The words of the name, or null where they give no instruction. */
function instructiveWords(key: string): string | null {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const words = wordsOf(key);
  const found = ANY.test(words) ? words : null;
  if (kept.size < KEPT_MAX) kept.set(key, found);
  return found;
}

/** Whether an entry would be another one, or none, if this field were followed. `draft`: what was read. */
export function givesInstruction({ key, value }: Field, draft: Draft): boolean {
  const words = instructiveWords(key);
  if (words === null) return false;
  const last = wordsOf(key.slice(key.lastIndexOf('.') + 1));
  if (isForTrial(words, value) || isForTrial(last, value)) return true;
  if (SWITCHBOARD.test(last) && holdsInstruction(value, draft, 0)) return true;
  if (/_requires?_/.test(last) && /^none$/i.test(textOf(value))) return true;
  if (!isOn(value)) return false;
  return waits(last, value, draft) || bounds(last, value, draft) || changes(last, value) || leadsOn(last, value, draft);
}

/** Said of a stop, these say that it guards: one that triggers an order is none of them. */
const GUARDING = /_(?:sl|stop_?loss|initial|init|hard|soft|fixed|final|emergency|catastrophe|swing|low|high|exit|close)_/;

/** Whether the field names a stop-loss or a target of what is entered: what the order closes needs none. */
export function namesGuard(key: string): boolean {
  const words = wordsOf(key.slice(key.lastIndexOf('.') + 1));
  if (/_(?:entry|enter)_/.test(words)) return false;
  const isStopLoss = GUARDING.test(words) && (STOP_LEVEL.test(words) || LONG_STOP.test(words));
  const isTrailing = /_tsl_/.test(words) && TRAIL.test(words);
  return isStopLoss || isTrailing || TARGET_LEVEL.test(words) || LONG_TARGET.test(words);
}

const TEST_VENUE = /(?:^|[-_ .])(?:test-?_?net|sandbox|demo)$/i;
/** An order of more fields is none that anybody wrote, and its names would all have to be looked at. */
const FIELDS_MAX = 500;

/** Refuses an entry for what it is as a whole. True: its fields need not be looked at. */
export function refuseWhole(count: number, draft: Draft): boolean {
  if (TEST_VENUE.test(draft.exchange ?? ''))
    refuse(draft, 'UNSUPPORTED', 'The alert is for a test venue, and the account may be a live one.');
  if (count > FIELDS_MAX) refuse(draft, 'UNSUPPORTED', `The alert has ${count} fields; an entry is read with at most ${FIELDS_MAX}.`);
  return count > FIELDS_MAX;
}
