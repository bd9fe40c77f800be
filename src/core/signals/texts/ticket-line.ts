// Owns: the ticket of a desk that enters, in one line: `buy 10 AAPL`, `SELL 2 ESZ2026 @ MKT`, `BUY AAPL 10 shares limit 229.5`, turned
// into the form of a line. The number in front of the name is how many, unless it may be the price.
// Invariant: a name that is written like a word of talk is none, and what is lots to brokers is never read as units.

import { isLots, isMarket } from './posted-headline.ts';
import { floorOf } from './price-floors.ts';
import { compare, parseDecimal } from '../../model/decimal.ts';

/** A line longer than this is a text. Characters. */
const TICKET_MAX = 100;
const SYMBOL = String.raw`([A-Za-z0-9][\w.:/!-]{0,39})`;
const NUMBER = String.raw`(\d{1,9}(?:\.\d{1,8})?)`;
const UNIT = '(shares?|contracts?|units?|coins?|lots?)';
const TAIL = String.raw`(?: (?:(?:@ ?|at )?(market|mkt)|(?:@ ?)?(?:limit|lmt)(?: @ ?| at | )(\d[\d.]{0,14})|(?:@ ?|at )(\d[\d.]{0,14}) (?:limit|lmt)))?`;
const SIZE_FIRST = new RegExp(`^(buy|sell) ${NUMBER}(?: ${UNIT}(?: of)?)? ${SYMBOL}${TAIL}$`, 'i');
const NAME_FIRST = new RegExp(`^(buy|sell) ${SYMBOL} ${NUMBER} ${UNIT}${TAIL}$`, 'i');
/** Options, money, times, lines of a chart and words of the trade, which are no names. */
const NO_NAME =
  /^(?:CE|PE|CALLS?|PUTS?|FUT|OPT|LOTS?|QTY|USD[TC]?|EUR|GBP|INR|JPY|CHF|BUSD|RS|MINS?|HOURS?|DAYS?|WEEKS?|TIMES|PIPS?|PCT|TP|SL|STOP|LIMIT|MKT|LMT|BUY|SELL|LONG|SHORT|CLOSE|NOW|FREE|TOP|NEW|BEST|MORE|AT|OR|AND|[ESWHVR]?MA|RSI|MACD|ATR|ADX|CCI|VWAP|BB|YEARS?|MONTHS?|STARS?|ETFS?|NFTS?|BONDS?|STOCKS?|GOLD|OIL|CASH|ITEMS?|KIDS|PACKS?)$/;
/** A share, a future, a pair: a longer word in capitals is one of a headline. */
const isName = (symbol: string): boolean =>
  !NO_NAME.test(symbol) && (isMarket(symbol) || /^[A-Z]{2,5}$/.test(symbol) || (/[\d!]/.test(symbol) && /^[A-Z]/.test(symbol)));

/** Shares of so few rupees or dollars are rare, and so many of them are no price that anybody trades at. */
const FEW = /^\d{1,2}$/;

/** Whether the number may be what it costs: as much as that is known to be at the least; of what nobody knows, all but a few shares. */
function mayBePrice(number: string, symbol: string): boolean {
  const floor = floorOf(symbol.toUpperCase());
  const value = parseDecimal(number);
  if (value === null) return true;
  return floor === null ? !FEW.test(number) || isMarket(symbol) : compare(value, floor) >= 0;
}

/** The same in the form of a line, or null. */
export function translateTicket(text: string): string | null {
  if (text.length > TICKET_MAX) return null;
  const first = SIZE_FIRST.exec(text);
  const behind = first === null ? NAME_FIRST.exec(text) : null;
  const [side, number, unit, symbol] =
    first !== null ? [first[1], first[2], first[3], first[4]] : behind !== null ? [behind[1], behind[3], behind[4], behind[2]] : [];
  if (side === undefined || number === undefined || symbol === undefined) return null;
  const name = /[a-z]/.test(symbol) && isMarket(symbol.toUpperCase()) ? symbol.toUpperCase() : symbol;
  if (!isName(name)) return null;
  const [, , , , , market, limit = '', price = limit] = first ?? behind ?? [];
  const inLots = unit !== undefined && /^lots?$/i.test(unit);
  // of currencies, metals and indices a bare number is lots to one broker and units to the next
  if (!inLots && unit === undefined && isLots(name)) return null;
  if (unit === undefined && price === '' && market === undefined && mayBePrice(number, name)) return null;
  const way = price !== '' ? ` limit=${price}` : market !== undefined ? ' type=market' : '';
  return `${side} ${symbol} ${inLots ? 'lots' : 'qty'}=${number}${way}`;
}
