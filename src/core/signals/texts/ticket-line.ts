// Owns: the ticket of a desk, in one line: `buy 10 AAPL`, `SELL 2 ESZ2026 @ MKT`, `BUY AAPL 10 shares limit 229.5`, `AAPL sell qty=5`,
// turned into the form of a line. The number in front of the name is how many, unless it may be the price.
// Invariant: a name that is written like a word of talk is none, and what is lots to brokers is never read as units.

import { readActionWord } from '../order/action-words.ts';
import { isLots, isMarket } from './posted-headline.ts';
import { floorOf } from './price-floors.ts';
import { compare, decimal, parseDecimal } from '../../model/decimal.ts';

/** A line longer than this is a text. Characters. */
const TICKET_MAX = 100;
const VERB = '(?<verb>buy|sell|cover|(?:close|exit)(?: (?:long|short))?)';
const SYMBOL = String.raw`(?<symbol>[A-Za-z0-9][\w.:/!-]{0,39})`;
const NUMBER = String.raw`(?<number>\d{1,9}(?:\.\d{1,8})?)`;
const UNIT = '(?<unit>shares?|contracts?|units?|coins?|lots?)';
const TAIL = String.raw`(?: (?:(?:@ ?|at )?(?<market>market|mkt)|(?:@ ?)?(?:limit|lmt)(?: @ ?| at | )(?<limit>\d[\d.]{0,14})|(?:@ ?|at )(?<price>\d[\d.]{0,14}) (?:limit|lmt)))?`;
const SIZE_FIRST = new RegExp(`^${VERB} ${NUMBER}(?: ${UNIT}(?: of)?)? ${SYMBOL}${TAIL}$`, 'i');
const NAME_FIRST = new RegExp(`^${VERB} ${SYMBOL} ${NUMBER} ${UNIT}${TAIL}$`, 'i');
/** `BUY AAPL 10 @ 229.5`: of two numbers the one behind the sign is the price. */
const AT = String.raw` ?@ ?(?<at>\d[\d.]{0,14})`;
const SIZE_AT = new RegExp(`^${VERB} ${NUMBER}(?: ${UNIT}(?: of)?)? ${SYMBOL}${AT}$`, 'i');
const NAME_AT = new RegExp(`^${VERB} ${SYMBOL} ${NUMBER}(?: ${UNIT})?${AT}$`, 'i');
/** `BUY AAPL 10`, `AAPL buy 10`, `LONG BTCUSDT 0.1`, `BUY BTCUSDT $100` */
const NUMBER_BEHIND = new RegExp(
  `^(?:(?<verb>buy|sell|long|short) )?${SYMBOL}(?: (?<behind>buy|sell|long|short))? (?<money>\\$?)${NUMBER}$`,
  'i',
);
/** Options, money, times, lines of a chart and words of the trade, which are no names. */
const NO_NAME =
  /^(?:CE|PE|CALLS?|PUTS?|FUT|OPT|LOTS?|QTY|USD[TC]?|EUR|GBP|INR|JPY|CHF|BUSD|RS|MINS?|HOURS?|DAYS?|WEEKS?|TIMES|PIPS?|PCT|TP|SL|STOP|LIMIT|MKT|LMT|BUY|SELL|LONG|SHORT|CLOSE|NOW|FREE|TOP|NEW|BEST|MORE|AT|OR|AND|[ESWHVR]?MA|RSI|MACD|ATR|ADX|CCI|VWAP|BB|YEARS?|MONTHS?|STARS?|ETFS?|NFTS?|BONDS?|STOCKS?|GOLD|OIL|CASH|ITEMS?|KIDS|PACKS?|LONGS|SHORTS|TRADES?|ORDERS?|DEALS?|POS|UNITS?|LEGS?|BOTS?|TPS|SLS|[AP]M|E[SD]?T|UTC|GMT|IST|CES?T|HRS?|SECS?|RR|AT[HL]|[HL]OD)$/;
/** A share, a future, a pair: a longer word in capitals is one of a headline. */
const isName = (symbol: string): boolean =>
  !NO_NAME.test(symbol) && (isMarket(symbol) || /^[A-Z]{2,5}$/.test(symbol) || (/[\d!]/.test(symbol) && /^[A-Z]/.test(symbol)));

/** Shares of so few rupees or dollars are rare, and so many of them are no price that anybody trades at. */
const FEW = /^\d{1,2}$/;
/** How many shares people buy, as well as what one may cost. */
const FEW_OR_ROUND = /^(?:\d{1,2}|[1-9][05]0|1000)$/;
/** Behind name and side bridges write how many (`INFY buy 10`) where channels write the price. */
const WHOLE = /^\d+$/;
/** A price is told to the tick: a number of so few digits is as often how many. */
const ROUND_DIGITS = 2;
/** Nobody buys as many lots of a currency or of gold; below it a rate and lots look alike. */
const LOTS_MAX = decimal('100');
/** Units of a currency come in thousands, and hardly a rate does; an index or gold has such prices. */
const THOUSANDS = /^\d{1,6}000$/;

/** Whether the number may be what it costs: as much as that is known to be at the least; of what nobody knows, all but a few shares. */
function mayBePrice(number: string, symbol: string): boolean {
  const floor = floorOf(symbol.toUpperCase());
  const value = parseDecimal(number);
  if (value === null) return true;
  return floor === null ? !FEW.test(number) || isMarket(symbol) : compare(value, floor) >= 0;
}

interface Ticket {
  readonly verb: string;
  readonly symbol: string;
  readonly number: string;
  /** `qty`, `lots`; null where nobody can say what is counted, or whether the number is the price. */
  readonly counts: 'qty' | 'lots' | null;
  readonly way: string;
}

function readTicket(text: string): Ticket | null {
  const found =
    text.length > TICKET_MAX ? null : (SIZE_FIRST.exec(text) ?? NAME_FIRST.exec(text) ?? SIZE_AT.exec(text) ?? NAME_AT.exec(text));
  const { verb, number, unit, symbol, market, at, limit, price = limit } = found?.groups ?? {};
  if (verb === undefined || number === undefined || symbol === undefined) return null;
  const name = /[a-z]/.test(symbol) && isMarket(symbol.toUpperCase()) ? symbol.toUpperCase() : symbol;
  if (!isName(name)) return null;
  const inLots = unit !== undefined && /^lots?$/i.test(unit);
  const opens = /^(?:buy|sell)$/i.test(verb);
  const isBare = unit === undefined && price === undefined && market === undefined && at === undefined;
  // of currencies, metals and indices a bare number is lots to one broker and units to the next
  const isUnclear = unit === undefined && (isLots(name) || (opens && isBare && mayBePrice(number, name)));
  const way = price !== undefined ? ` limit=${price}` : market !== undefined ? ' type=market' : at === undefined ? '' : ` @ ${at}`;
  return { verb, symbol, number, counts: isUnclear ? null : inLots ? 'lots' : 'qty', way };
}

/** Apart from what stands before it: `TSLA sl 260` is no `TSL` with `a sl`. */
const LEVEL = String.raw`(?:, ?| )(?:(?:and|with) )?(?:a )?(?:sl|stop[ -]?loss|stop|tp|target|take[ -]?profit)(?: at| @)?[ :=]{1,3}\$?\d[\d.]{0,14}`;
/** What guards the order, behind it: `, stop 225`, ` sl 225 tp 250`. */
const GUARDED = new RegExp(`^(?<head>[^,]{5,60}?)(?<guards>(?:${LEVEL}){1,2})$`, 'i');
const GUARD = /(, ?(?:(?:and|with) )?(?:a )?)?(sl|stop[ -]?loss|stop|tp|target|take[ -]?profit)(?: at| @)?[ :=]{1,3}\$?(\d[\d.]{0,14})/gi;

/**
 * `Buy 10 AAPL, stop 225`, `short 50 TSLA sl 260 tp 220`: the ticket and what guards it. A bare stop behind a ticket is the order's own
 * trigger to a desk: it guards behind a comma, or beside a target.
 */
function guardedTicket(text: string): string | null {
  const { head = '', guards = '' } = (text.length > TICKET_MAX ? null : GUARDED.exec(text))?.groups ?? {};
  const levels = [...guards.matchAll(GUARD)].map(([, comma, name = '', price = '']) => ({
    pair: ` ${/^s/i.test(name) ? 'sl' : 'tp'}=${price}`,
    isStop: /^s/i.test(name),
    isBare: /^stop$/i.test(name) && comma === undefined,
  }));
  const [first, second] = levels;
  if (first === undefined || second?.isStop === first.isStop || (second === undefined && first.isBare)) return null;
  const verb = /^(?:long|short)(?= )/i.exec(head)?.[0].toLowerCase();
  const plain = translateBare(verb === undefined ? head : head.replace(/^\w+/, verb === 'long' ? 'buy' : 'sell'));
  if (plain === null || !/^(?:buy|sell) /i.test(plain)) return null;
  const opened = verb === undefined ? plain : plain.replace(/^\w+/, `enter_${verb}`);
  return `${opened}${levels.map(({ pair }) => pair).join('')}`;
}

/** The same in the form of a line, or null. */
export const translateTicket = (text: string): string | null =>
  translateBare(text) ?? moneyTicket(text) ?? guardedTicket(text) ?? translateNamedFirst(text);

/** A line longer than this is a text. Characters. */
const NAMED_MAX = 1_000;
/** `RELIANCE sell qty=250 sl=260`: the name in front of a line whose values are all named. */
const NAMED_FIRST = new RegExp(`^${SYMBOL} (?<verb>buy|sell|long|short|close|exit)(?<rest>(?: ?@| [a-z]\\w{0,23} ?=).*)$`, 'i');
/** One of them says more than what the chart showed: `BTCUSDT close price=45000` may be the close of a bar. */
const NAMED_VALUE = /\s(?!price\b)[a-z]\w{0,23} ?=/i;

/** `TP1`, `M15`, `EMA20` begin a line as well: a target, a timeframe, what a chart shows. */
const COUNTED_WORD = /^[A-Z]{1,6}\d{1,3}$/i;

/** The same with the verb in front; what stands behind is read, or refused, as in any line. */
function translateNamedFirst(text: string): string | null {
  const { symbol = '', verb = '', rest = '' } = (text.length > NAMED_MAX ? null : NAMED_FIRST.exec(text))?.groups ?? {};
  const isMeant = isMarket(symbol.toUpperCase()) || (isNamed(symbol) && !COUNTED_WORD.test(symbol) && readActionWord(symbol) === null);
  return isMeant && NAMED_VALUE.test(rest) ? `${verb} ${symbol}${rest}` : null;
}

const MONEY = String.raw`(?<money>\$ ?\d{1,9}(?:\.\d{1,2})?|\d{1,9}(?:\.\d{1,2})? ?(?:\$|usd[tc]?|dollars?))`;
const MONEY_FIRST = new RegExp(`^(?<verb>buy|sell) ${MONEY} (?:worth )?(?:of|in) ${SYMBOL}$`, 'i');
const MONEY_BEHIND = new RegExp(`^(?<verb>buy) ${SYMBOL} (?:with|worth) ${MONEY}$`, 'i');

/** `buy $500 of AAPL`, `buy ADAUSDT with 100 USDT`: so much money of it. `for $250` may be the price. */
function moneyTicket(text: string): string | null {
  const found = (text.length > TICKET_MAX ? null : (MONEY_FIRST.exec(text) ?? MONEY_BEHIND.exec(text)))?.groups;
  const { verb = '', symbol = '', money = '' } = found ?? {};
  const name = isMarket(symbol.toUpperCase()) ? symbol.toUpperCase() : symbol;
  if (found === undefined || !isName(name)) return null;
  return `${verb} ${symbol} size=${money.replaceAll(' ', '').replace(/dollars?$/i, 'usd')}`;
}

function translateBare(text: string): string | null {
  const ticket = readTicket(text);
  if (ticket === null || ticket.counts === null) return null;
  const { verb, symbol, number, counts, way } = ticket;
  return `${verb} ${symbol} ${counts}=${number}${way}`;
}

/** The same for a number behind the name of a market, where the price is what most senders write. */
function mayBeSize(number: string, market: string, isNameFirst: boolean): boolean {
  const floor = floorOf(market);
  const value = parseDecimal(number);
  if (value === null) return true;
  if (floor !== null) return compare(value, floor) < 0;
  if (!isMarket(market)) return isNameFirst ? WHOLE.test(number) : FEW_OR_ROUND.test(number);
  const digits = number.replace('.', '').replace(/^0+|0+$/g, '').length;
  if (isLots(market)) return (isPlainPair(market) && THOUSANDS.test(number)) || (digits <= ROUND_DIGITS && compare(value, LOTS_MAX) < 0);
  return digits <= ROUND_DIGITS || (isNameFirst && WHOLE.test(number));
}

const isPlainPair = (market: string): boolean => /^[A-Z]{3}\/?[A-Z]{3}$/.test(market) && !market.startsWith('X');

/** A market, in capitals or not, or what is written as a share. */
const isNamed = (symbol: string): boolean =>
  isMarket(symbol.toUpperCase()) || isName(symbol) || (/^[A-Z]{6,12}$/.test(symbol) && !NO_NAME.test(symbol));

interface Behind {
  readonly verb: string;
  readonly symbol: string;
  readonly number: string;
  readonly isMoney: boolean;
}

/** A name, a side and a number that may be how many as well as the price; null of any other text. */
function behindName(text: string): Behind | null {
  const found = (text.length > TICKET_MAX ? null : NUMBER_BEHIND.exec(text))?.groups ?? {};
  const { verb, behind = verb, symbol = '', number = '', money = '' } = found;
  if (behind === undefined || (verb !== undefined && behind !== verb)) return null;
  const market = symbol.toUpperCase();
  const isUnclear = isNamed(symbol) && mayBeSize(number, market, verb === undefined);
  return isUnclear ? { verb: behind, symbol, number, isMoney: money !== '' } : null;
}

/** Whether the number of such a line is no price that anybody can be sure of. */
export const isUnclearBehind = (text: string): boolean => behindName(text.trim()) !== null;

/** Why a ticket is not guessed, and how it is written so that one reading is left; null of any other text. */
export function unclearTicket(text: string): { readonly message: string; readonly remedy: string } | null {
  const low = behindName(text.trim());
  if (low !== null) {
    const { number, symbol, isMoney } = low;
    const line = `${low.verb.toUpperCase()} ${symbol}`;
    const size = isMoney ? `notional=${number}` : `qty=${number}`;
    return {
      message: `${number} behind ${symbol} may be ${isMoney ? 'how much money' : 'how many'}, or the price.`,
      remedy: `Write ${line} ${size} or ${line} @ ${number}.`,
    };
  }
  const ticket = readTicket(text.trim());
  if (ticket === null || ticket.counts !== null) return null;
  const { verb, symbol, number } = ticket;
  const line = `${verb.toUpperCase()} ${symbol}`;
  return {
    message: `${number} in front of ${symbol} may be how many, in units or in lots, or the price.`,
    remedy: `Write ${line} qty=${number}, ${line} lots=${number} or ${line} @ ${number}.`,
  };
}
