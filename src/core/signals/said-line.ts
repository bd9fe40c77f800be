// Owns: how people leave or withdraw in one line that is not the form of a line, turned into that form: the ticket of a desk
// (`BUY TO COVER 100 AAPL`) and the sentence (`Close all LTCUSDT longs`, `Cancel #LTC/USDT`).
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

function exitOf(text: string): string | null {
  const [, before, symbol, behind] = LEAVES.exec(text) ?? [];
  if (symbol === undefined || (before !== undefined && behind !== undefined)) return null;
  const side = (before ?? behind)?.toLowerCase();
  return `close${side === undefined ? '' : `_${side}`} ${symbol}`;
}

/** What stands alone behind `cancel` may be the id of an order. */
const WITHDRAWS = new RegExp(String.raw`^cancel( all)?( orders?)?(?: (?:on|for|in|of))? ([#$]?)(${SYMBOL})( orders?)?[.!]{0,3}$`, 'i');

function cancelOf(text: string): string | null {
  const [, all, orders, tag, symbol, behind] = WITHDRAWS.exec(text) ?? [];
  if (symbol === undefined) return null;
  const saysMarket = symbol.includes('/') || (tag === '' ? (orders ?? behind) !== undefined && (all ?? behind) !== undefined : true);
  return saysMarket ? `cancel_all ${symbol}` : null;
}

/** The line that says the same, or null. */
export function translateSaid(text: string): string | null {
  return text.length > SAID_MAX ? null : (ticketOf(text) ?? exitOf(text) ?? cancelOf(text));
}
