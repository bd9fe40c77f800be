// Owns: what some instruments have cost at the least for years, by which a bare number is told from a size or is not.

import { decimal, type Decimal } from '../../model/decimal.ts';

/**
 * What these have cost at the least for years: only of them two numbers cannot be exchanged for each other, where one is below
 * that and the other is not. Of any other the smaller number may be the price (DOGEUSDT,0.12,5000 and SOMECOIN,3,600).
 */
const PRICE_FLOORS: ReadonlyMap<string, Decimal> = new Map(
  (
    [
      ['1000', 'BTC XBT WBTC NQ MNQ ES MES YM MYM US30 US100 US500 NAS100 SPX500 NIFTY BANKNIFTY'],
      ['100', 'ETH WETH XAU PAXG'],
      ['20', 'BNB BCH AAVE XMR LTC'],
      ['8', 'SOL'],
    ] as const
  ).flatMap(([floor, names]) => names.split(' ').map((name): [string, Decimal] => [name, decimal(floor)])),
);
const MONEY_AND_MONTH = /[-_/]?(?:(?:USDT?|USDC|BUSD|FDUSD|EUR|GBP)(?:\.P|[-_]?PERP)?|\d?!|(?<=^(?:M?NQ|M?ES|M?YM))[FGHJKMNQUVXZ]\d{1,4})$/;

/** The least that the instrument has cost for years; null of one that may be cheap. */
export function floorOf(symbol: string): Decimal | null {
  const name = symbol.replace(/^[A-Z0-9_]{1,20}:/, '');
  return PRICE_FLOORS.get(name.replace(MONEY_AND_MONTH, '')) ?? null;
}
