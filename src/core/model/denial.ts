// Owns: the one table of reasons for which Signalman refuses something, each with the remedy that people are shown.

/** `status`: the HTTP answer when this is known at receipt. */
interface DenialKind {
  readonly status: 422 | 404 | 400 | 200;
  readonly remedy: string;
}

export const DENIALS = {
  // the alert cannot be used
  NOT_UNDERSTOOD: {
    status: 400,
    remedy: 'Send JSON such as {"action":"buy","symbol":"BTCUSDT","quantity":0.1} or a line such as: BUY BTCUSDT qty=0.1',
  },
  UNKNOWN_DIALECT: {
    status: 422,
    remedy: 'The JSON needs an action (buy, sell, close, reverse) and a symbol. POST it to /webhook/test to see how it is read.',
  },
  INVALID_FIELD: { status: 422, remedy: 'Correct the named field in the alert message.' },
  MISSING_SYMBOL: { status: 422, remedy: 'Add "symbol": "{{ticker}}" to the alert message.' },
  MISSING_ACTION: { status: 422, remedy: 'Add "action": "buy", "sell", "close" or "reverse" to the alert message.' },
  UNKNOWN_ACTION: { status: 422, remedy: 'Use buy, sell, close or reverse.' },
  INVALID_QUANTITY: { status: 422, remedy: 'Send a quantity above 0 in plain digits, or none to use the default of the strategy.' },
  INVALID_PRICE: { status: 422, remedy: 'Send prices above 0 in plain digits.' },
  PLACEHOLDER: {
    status: 422,
    remedy:
      'TradingView did not replace a {{placeholder}}: strategy placeholders work in strategy alerts only, plots only by their exact name.',
  },
  CONTRADICTION: { status: 422, remedy: 'The alert says two different things; send one of them.' },
  DUPLICATE_KEY: { status: 422, remedy: 'The JSON has the same key twice with different values; send it once.' },
  UNSUPPORTED: { status: 422, remedy: 'This part of the alert is not supported yet; remove it or send the order without it.' },
  UNKNOWN_SYMBOL: { status: 422, remedy: 'Add an alias under strategies.<name>.symbols in config.yaml.' },
  UNKNOWN_STRATEGY: {
    status: 404,
    remedy: 'Name a strategy of config.yaml in the alert ("strategy": "…"), in the URL, or add one called default.',
  },
  STRATEGY_MOVED: { status: 422, remedy: 'Send the alert again if it is meant for the account that the strategy has now.' },
  UNKNOWN_ORDER: { status: 404, remedy: 'Look the id up with /orders.' },
  // entries held back
  STALE_SIGNAL: { status: 422, remedy: 'The alert is older than max_lag of its strategy; check the clock of the sender or raise max_lag.' },
  CONDITION_EXPIRED: { status: 422, remedy: 'Nothing was sent; set it again, with a later end, if it is still meant.' },
  OVERTAKEN: {
    status: 422,
    remedy: 'A newer alert of this strategy and symbol came before it; send the order again if it is still meant.',
  },
  RATE_LIMITED: { status: 422, remedy: 'More entries per minute than WEBHOOK_RATE_LIMIT allows; raise it if that is intended.' },
  STRATEGY_PAUSED: {
    status: 422,
    remedy: 'Send /resume with the name of the strategy to let entries pass again. Exits pass all the time.',
  },
  SYMBOL_PAUSED: { status: 422, remedy: 'Send /resume with the symbol to let entries pass again. Exits pass all the time.' },
  TRADING_HALTED: { status: 422, remedy: 'Send /unlock in the chat to let entries pass again. Exits pass all the time.' },
  TOO_MANY_PENDING: { status: 422, remedy: 'Answer the open cards first, or let the strategy trade by rule with /mode.' },
  NO_QUANTITY: {
    status: 422,
    remedy:
      'Send a quantity in the alert, or set default_quantity, default_notional, default_percent_equity or risk_percent for the strategy.',
  },
  NO_FUNDS: { status: 422, remedy: 'Look at /balance; send a quantity in the alert if the venue does not answer.' },
  NO_CANDLES: {
    status: 422,
    remedy:
      'Send the average true range in the alert ("atr"), or a quantity without atr_sizing; atr: of the strategy says which candles are asked for.',
  },
  QUANTITY_TOO_SMALL: { status: 422, remedy: 'Ask for at least the minimum of the venue.' },
  QUANTITY_TOO_LARGE: { status: 422, remedy: 'Ask for at most the maximum of the venue.' },
  NOTIONAL_TOO_SMALL: { status: 422, remedy: 'Ask for at least the minimum order value of the venue.' },
  MAX_NOTIONAL: { status: 422, remedy: 'The order is worth more than max_notional of the strategy; send less or raise it.' },
  SHORT_ON_SPOT: { status: 422, remedy: 'A spot market cannot be sold short; use the perpetual (for example BTCUSDT.P) if that is meant.' },
  PYRAMIDING_MAX: {
    status: 422,
    remedy: 'The strategy has entered as often as entries.pyramiding.max allows; close the position first, or raise it.',
  },
  PYRAMIDING_SPACING: {
    status: 422,
    remedy: 'Entries stand at least entries.pyramiding.min_spacing apart; send it again at another price, or lower it.',
  },
  PYRAMIDING_LOSS: {
    status: 422,
    remedy: 'entries.pyramiding.only_in_profit adds to what wins only; send it again when the position does.',
  },
  PRICE_GUARD: {
    status: 422,
    remedy: 'The price has run away from that of the alert by more than entries.price_guard; send the alert again if it is still meant.',
  },
  OTHER_SIDE_HELD: {
    status: 422,
    remedy:
      'Another strategy is on the other side of this instrument on this account, and the venue nets the two: give one of them an account of its own, or close the other first.',
  },
  MAX_EXPOSURE: { status: 422, remedy: 'Close something first, send less, or raise max_exposure. /risk shows how much is used.' },
  MAX_SYMBOL_EXPOSURE: {
    status: 422,
    remedy: 'Close some of this symbol first, send less, or raise max_exposure_per_symbol. /risk shows how much is used.',
  },
  MAX_OPEN_POSITIONS: { status: 422, remedy: 'Close a position first, or raise max_open_positions. /risk shows how much is used.' },
  MAX_LEVERAGE: { status: 422, remedy: 'Send a lower leverage or a smaller size, or raise max_leverage. /risk shows how much is used.' },
  SYMBOL_NOT_ALLOWED: { status: 422, remedy: 'Add the symbol to allowed_symbols if it is meant to be traded.' },
  SYMBOL_DENIED: { status: 422, remedy: 'Remove the symbol from denied_symbols if it is meant to be traded.' },
  CLOSING_SOON: {
    status: 422,
    remedy: 'Send it in the next session, or change before_close of the time_stop of the strategy. Exits pass at any time.',
  },
  OUTSIDE_WINDOW: { status: 422, remedy: 'Send the alert within trading_window, or widen it. Exits pass at any time.' },
  DAILY_LOSS: { status: 422, remedy: 'Entries pass again tomorrow, or after /resume daily_loss in the chat. Exits pass all the time.' },
  PROFIT_LOCKED: {
    status: 422,
    remedy: 'The profit of today is kept: entries pass again tomorrow, or after /resume daily_profit_lock in the chat.',
  },
  NO_RATE: {
    status: 422,
    remedy:
      'A limit counts money of several currencies, and no rate between them is known. Let an account see the price of that pair, or set the limit per account. Exits pass all the time.',
  },
  DAILY_TRADES: { status: 422, remedy: 'Entries pass again tomorrow; raise daily_trades if so many are meant.' },
  ORDERS_PER_MINUTE: {
    status: 422,
    remedy: 'Look what sends so many alerts, then /unlock in the chat; raise orders_per_minute if so many are meant.',
  },
  COOLING_DOWN: { status: 422, remedy: 'Entries pass again when the cool-down is over; exits pass all the time.' },
  DRAWDOWN: {
    status: 422,
    remedy: 'Look at /risk and at the strategy; /resume drawdown in the chat lets entries pass and counts from there.',
  },
  STOP_WRONG_SIDE: { status: 422, remedy: 'A stop-loss belongs below the price for a buy and above it for a sell.' },
  TARGET_WRONG_SIDE: { status: 422, remedy: 'A take-profit belongs above the price for a buy and below it for a sell.' },
  NO_PRICE: {
    status: 422,
    remedy: 'No price could be had for this symbol; send the price in the alert or try again when the venue answers.',
  },
  NOTHING_TO_CLOSE: { status: 200, remedy: 'There is no position of this strategy in this symbol; nothing was sent.' },
  AT_TARGET: { status: 200, remedy: 'What the alert wants to be held is held already, or on its way; nothing was sent.' },
  NOTHING_TO_MODIFY: { status: 422, remedy: 'There is no position of this strategy in this symbol whose stop or target could be changed.' },
  LEG_REFUSED: { status: 422, remedy: 'Correct the part of the alert that was refused and send all of it again.' },
  LEG_FAILED: { status: 422, remedy: 'Look at the card of the alert: it says what has filled and what was done about it.' },
  ORDER_EXPIRED: {
    status: 422,
    remedy: 'The order was not sent in time and is no longer fresh; send the alert again if it is still meant.',
  },
  VENUE_REJECTED: { status: 422, remedy: 'Read what the venue says and correct the cause there.' },
  ORDER_LOST: {
    status: 422,
    remedy: 'Look at the venue whether this order exists; Signalman goes on as if it did not, and takes it up if it appears.',
  },
  INVARIANT: { status: 422, remedy: 'A fault of ours was stopped before it did harm. Entries are halted; look at the log, then /unlock.' },
} as const satisfies Record<string, DenialKind>;

export type DenialCode = keyof typeof DENIALS;

/** A refusal as people and senders see it. */
export interface Denial {
  readonly code: DenialCode;
  /** One sentence: what was wrong, with the value and where. */
  readonly message: string;
  readonly remedy: string;
}

/** A denial with the table's remedy. */
export const deny = (code: DenialCode, message: string, remedy: string = DENIALS[code].remedy): Denial => ({ code, message, remedy });
