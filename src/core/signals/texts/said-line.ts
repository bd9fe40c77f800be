// Owns: how people leave or withdraw in one line that is not the form of a line, turned into that form: the ticket of a desk
// (`BUY TO COVER 100 AAPL`) and the sentence (`Close all LTCUSDT longs`, `Close half of LTCUSDT`, `Cancel #LTC/USDT`).
// Invariants: nothing here opens anything or makes less of an exit by a guess; work linear in the length.

/** A line longer than this is a text. Characters. */
const SAID_MAX = 100;
const SYMBOL = String.raw`[A-Za-z][\w.:/!-]{1,39}|\d[\w.:/!-]{0,38}[A-Za-z][\w.:/!-]{0,10}`;
const NUMBER = String.raw`\d{1,12}(?:\.\d{1,12})?`;
const TICKET = new RegExp(
  String.raw`^(?:(sell) to close|buy to (?:close|cover))(?: (${NUMBER}))?(?: shares? of)? (${SYMBOL})` +
    String.raw`(?: (?:(?:@ ?)?(?:market|mkt)|(?:limit|lmt) (?:@ ?)?(${NUMBER})))?$`,
  'i',
);

/** `SELL TO CLOSE 100 AAPL @ MKT`: in the words of a desk the number in front of the name is how many. */
function ticketOf(text: string): string | null {
  const [, long, quantity, symbol, price] = TICKET.exec(text) ?? [];
  if (symbol === undefined) return null;
  const size = quantity === undefined ? '' : ` qty=${quantity}`;
  return `close_${long === undefined ? 'short' : 'long'} ${symbol}${size}${price === undefined ? '' : ` limit=${price}`}`;
}

const LEAVES = new RegExp(
  String.raw`^(?:close|exit|flatten)(?: all)?(?: of)?(?: (?:my|the))?(?: (long|short)s?)?(?: positions?| trades?)?(?: (?:on|in|of))?` +
    String.raw` [#$]?(${SYMBOL})(?: (long|short)s?)?(?: positions?| trades?)?[.!]{0,3}$`,
  'i',
);

/**
 * `GOLD close now`, `#BTCUSDT: exit all`: without the word behind it may be about the close of a day; and a first word that is no name
 * written as one (`Please close now`, `NYSE close now`) is none.
 */
const LEAVES_BEHIND = new RegExp(
  String.raw`^(?:[#$](?=[A-Z\d])|(?=GOLD\b|SILVER\b|[A-Z\d:./-]{2,30}(?:USD[TC]?|EUR|GBP|JPY|CHF|AUD|CAD|NZD|BTC|PERP|\.P)\b))([A-Z\d][A-Z\d_.:/!-]{1,39})(?: (long|short|LONG|SHORT))?:?` +
    String.raw` (?:[Cc]lose|CLOSE|[Ee]xit|EXIT)(?: (?:it|all|now|asap|immediately|everything|ALL|NOW|ASAP|(?:at |@ ?)?market)){1,3}[.!]{0,3}$`,
);

function exitOf(text: string): string | null {
  const [, market, held] = LEAVES_BEHIND.exec(text) ?? [];
  if (market !== undefined) return `close${held === undefined ? '' : `_${held.toLowerCase()}`} ${market.replace(/:$/, '')}`;
  const [, before, symbol, behind] = LEAVES.exec(text) ?? [];
  if (symbol === undefined || (before !== undefined && behind !== undefined)) return null;
  const side = (before ?? behind)?.toLowerCase();
  return `close${side === undefined ? '' : `_${side}`} ${symbol}`;
}

/** The part that a sentence names, and what it is of the position. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['half', '50%'],
  ['third', '33.33%'],
  ['quarter', '25%'],
  ['1/2', '50%'],
  ['1/3', '33.33%'],
  ['1/4', '25%'],
  ['2/3', '66.67%'],
  ['3/4', '75%'],
  ['two thirds', '66.67%'],
  ['three quarters', '75%'],
]);
const PART = String.raw`(\d{1,3}(?:\.\d{1,4})? ?%|(?:an? |one )?(?:half|third|quarter)|1/[234]|2/3|3/4|two thirds|three quarters)`;
const AT_ONCE = String.raw`(?: (?:now|asap|immediately|(?:at|@) ?market))?[.!]{0,3}$`;
/** `Close half of my BTCUSDT long`, `trim 25% of SOLUSDT`. What says more, a price or a condition, is another thing. */
const LEAVES_PART = new RegExp(
  String.raw`^(?:close|exit|reduce|trim) ${PART}(?: of)?(?: (?:my|the|your|our))?(?: (long|short)s?)?(?: positions?| trades?)?(?: (?:on|in|of))?` +
    String.raw` [#$]?(${SYMBOL})(?: (long|short)s?)?(?: positions?| trades?)?${AT_ONCE}`,
  'i',
);
/** `BTCUSDT: close half`, `Reduce BTCUSDT by 50%`. */
const PART_BEHIND = new RegExp(
  String.raw`^(?:[#$]?(${SYMBOL})(?: (long|short))?:? (?:close|exit)|(?:reduce|trim) [#$]?(${SYMBOL})(?: (long|short)s?)?(?: by)?) ${PART}${AT_ONCE}`,
  'i',
);

function partOf(text: string): string | null {
  const [, part, before, symbol, behind] = LEAVES_PART.exec(text) ?? [];
  const [, first, firstSide, second, secondSide, partBehind] = PART_BEHIND.exec(text) ?? [];
  const [market, written] = [(symbol ?? first ?? second)?.replace(/:$/, ''), (part ?? partBehind)?.toLowerCase()];
  if (market === undefined || written === undefined || (before !== undefined && behind !== undefined)) return null;
  const side = (before ?? behind ?? firstSide ?? secondSide)?.toLowerCase();
  const size = written.endsWith('%') ? written.replace(' ', '') : PARTS.get(written.replace(/^(?:an?|one) /, ''));
  return size === undefined ? null : `close${side === undefined ? '' : `_${side}`} ${market} ${size}`;
}

/** What stands alone behind `cancel` may be the id of an order. */
const WITHDRAWS = new RegExp(String.raw`^cancel( all)?( orders?)?(?: (?:on|for|in|of))? ([#$]?)(${SYMBOL})( orders?)?[.!]{0,3}$`, 'i');

function cancelOf(text: string): string | null {
  const [, all, , tag, symbol, behind] = WITHDRAWS.exec(text) ?? [];
  if (symbol === undefined) return null;
  const saysMarket = symbol.includes('/') || (tag === '' ? (all ?? behind) !== undefined : true);
  return saysMarket ? `cancel_all ${symbol}` : null;
}

/** The line that says the same, or null. */
export function translateSaid(text: string): string | null {
  return text.length > SAID_MAX ? null : (ticketOf(text) ?? partOf(text) ?? exitOf(text) ?? cancelOf(text));
}
