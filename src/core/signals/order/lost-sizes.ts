// Owns: names of how much that nobody reads: an entry that has no other size would go out in that of its strategy. Normal names.

/** Money where a number stands: `usd`, `quantity_usdt`, `quote_qty`, `cost`, `spend`. */
const MONEY =
  /^(?:(?:quantity|qty|size|amount|order|position|trade|stake)?(?:usd[tc]?|eur|dollars?|cash|quote|cost|value|funds|budget|stake|investment|margin|capital|allocation)|(?:position|order|trade)size(?:usd[tc]?|quote|value|dollars?)|(?:quote|usd|dollar|cash|cost|stake)(?:quantity|qty|size|amount|order)|quoteorderqty|amountpertrade|margin(?:to)?(?:use|usd[tc]?)|invest(?:ed)?|(?:spend|wager|principal|allocation)(?:usd[tc]?|amount)?)$/;
/** A size by a name that is not read: `amount_in`, `order_shares`, `qty_to_buy`. What a market or an account has is none. */
const SIZE =
  /^(?!(?:min|max|tick|step|lot|bar|candle|prev|filled|executed|cum|remaining|open|default)).*(?:amount|quantity|qty|shares|contracts)|^vol(?:pct|dollar|usd|risk)(?:bal|eq)|^(?:order|trade|buy|sell)?(?:amt|qnty|qtity|quant)$|^(?:possize|sharecount|lotqty|nos|alloc(?:pct|percent)?|bets?|stakes|money)$/;
/** The same in a letter, in other tongues, and of an order whose volume is no bar's. */
const OTHER_SIZE =
  /^(?:q|howm(?:any|uch)|cantidad|menge|quantite|quantita|qta|ilosc|miktar|hacim|exposure|(?:order|trade|position|entry|buy|sell)vol(?:ume)?|(?:entry|buy|sell|fixed|my)(?:size|lots?)|lotes|lotti|szbase)$/;
/** What is risked, by a name that is not read: `risk_lots`, `risk_pct_bal_loss`. What it is held against is no size. */
const RISK = /^(?:account|trade|position|equity)?risk(?!reward|rr|level|score|ratio|free|off|on|grade|rating|class)/;
/** A part of what there is, for the size: `buy_funds_pct`, `percent_of_balance`, `sell_crypto_pct`, a bare `pct`. */
const PART =
  /^(?:buy|sell|order|trade|size|position|funds|crypto|balance|wallet|equity|account|portfolio|capital|allocation|stake|cash|available|margin)[a-z]{0,30}(?:pct|percent|percentage|ratio|fraction)$|^(?:pct|percent|percentage)of[a-z]{1,30}$|^pct$/;

/** Whether a number of this name says how much, in a way that is not read. */
export const namesLostSize = (name: string): boolean => [MONEY, SIZE, OTHER_SIZE, PART, RISK].some((words) => words.test(name));
