// Owns: a market that is written in two words: `BUY EUR USD` is about EUR/USD. Where a third currency or an amount stands beside them,
// the words may be anything and stay as they are.

import { KNOWN_COINS } from './currencies.ts';

/**
 * `EUR USD`, `XAU - USD`, `BTC USDT`: one market in two words, where no third currency and no amount stands beside them. A number with
 * the decimals of a rate of exchange is none.
 */
const MONEY = 'USD|EUR|GBP|JPY|CHF|AUD|CAD|NZD';
const NO_THIRD = `(?!\\w|/| (?:${MONEY}|USDT|USDC)\\b)`;
const RATE = ' ?(?:@ ?)?(?:\\d\\.\\d{4,5}|\\d{2,3}\\.\\d{3})(?![\\d.])';
const PAIR_IN_WORDS = new RegExp(
  `(?<![A-Z0-9/]|(?:${MONEY}) )(?:(${MONEY}|XAU|XAG) (?:- )?(${MONEY})(?:(?! ?[$\\d])|(?=${RATE}))|(${[...KNOWN_COINS].join('|')}) (USDT|USDC)(?! ?[$\\d]))${NO_THIRD}`,
  'g',
);
const QUOTE_WORD = new RegExp(`[A-Z] (?:- )?(?:${MONEY}|USDT|USDC)(?![A-Z])`);
/** `CRV/ USDT` */
const AROUND_SLASH = /(?<=\b[A-Z]{2,10}) ?\/ ?(?=(?:USD[TC]?|EUR|GBP|JPY|CHF|AUD|CAD|NZD)\b)/g;
export const joinPairs = (text: string): string => {
  const joined = text.replaceAll(AROUND_SLASH, '/');
  return !QUOTE_WORD.test(joined)
    ? joined
    : joined.replaceAll(PAIR_IN_WORDS, (words, money?: string, quote?: string, coin?: string, stable?: string) =>
        money !== undefined && money === quote ? words : `${money ?? coin}/${quote ?? stable}`,
      );
};
