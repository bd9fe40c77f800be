// Owns: the names under which senders say how much, by what they count.

import { nameList } from '../fields/name-list.ts';

export const QUANTITY = nameList([
  ...'quantity qty contracts strategyordercontracts orderquantity shares units'.split(' '),
  ...'orderqty ordercontracts strategycontracts tradequantity tradeqty basequantity baseqty baseamount basesize'.split(' '),
  ...'numcontracts numshares numberofcontracts noofcontracts numberofshares coins totalquantity sz'.split(' '),
]);
export const LOTS = nameList(['lots', 'lot', 'lotsize', 'vollots', 'volumelots', 'numlots']);
export const PERCENT = nameList([
  'percent',
  'percentage',
  'closepercent',
  'closepercentage',
  'exitpercent',
  'qtypercent',
  'quantitypercent',
  'qtypct',
  'sizepercent',
  'sizepct',
  'amountpercent',
  'amountpct',
]);
/** The same, with what it is a part of in the name. `equity_percent` may as well tell how the account stands. */
export const PERCENT_OF_EQUITY = nameList(
  ['percent', 'pct', 'percentage'].flatMap((percent) =>
    ['equity', 'ofequity', 'balance', 'ofbalance', 'ofaccount'].map((of) => percent + of),
  ),
);
/** Money in the quote currency, and so called. */
export const NOTIONAL = nameList([
  'notional',
  'quoteqty',
  'quotequantity',
  'quoteamount',
  'quoteorderqty',
  'quotesize',
  'cashqty',
  'cashquantity',
  ...['usd', 'usdt', 'usdc'].flatMap((money) => [
    money,
    `${money}amount`,
    `amount${money}`,
    `${money}size`,
    `size${money}`,
    `sizein${money}`,
    `${money}qty`,
    `qty${money}`,
    `quantity${money}`,
    `notional${money}`,
    `ordervalue${money}`,
  ]),
  'dollaramount',
  'dollars',
]);
/** Names that mean units to some senders and money to others. */
export const UNITS_OR_MONEY = nameList([
  ...'size amount ordersize orderamount tradesize tradeamount'.split(' '),
  ...'sizevalue quantityvalue qtyvalue amountvalue ordersizevalue'.split(' '),
]);
