// Owns: an option that is named by its distance from the money: ATM, OTM2, ITM1, ATM+1.

import { decimal, neg, type Decimal } from '../../model/decimal.ts';

/** `ATM+1`: so many strikes up or down. */
const STRIKES = /^ATM([+-]\d{1,2})$/i;

export type StrikeOffset = { readonly type: 'steps'; readonly steps: Decimal } | { readonly type: 'wrong'; readonly message: string };

const wrong = (message: string): StrikeOffset => ({ type: 'wrong', message });
const counted = (steps: Decimal): StrikeOffset => ({ type: 'steps', steps });

export const isStrikeOffset = (written: string): boolean => /^(?:ATM|OTM|ITM)/i.test(written);

/**
 * Steps from the money, above zero out of it; why, where it cannot be told. For a call `ATM+1` is the same as OTM1,
 * whichever way it is meant; for a put the strike above is in the money, and a step away from the money is below.
 */
export function readStrikeOffset(written: string, right: 'call' | 'put'): StrikeOffset {
  const [, strikes] = STRIKES.exec(written) ?? [];
  if (strikes !== undefined && right === 'put')
    return wrong(`The offset ${written} of a put may mean a strike in the money or out of it: write OTM1 or ITM1.`);
  if (strikes !== undefined) return counted(decimal(Number(strikes)));
  if (written.toUpperCase() === 'ATM') return counted(decimal('0'));
  const [, money = '', steps = '1'] = /^(OTM|ITM)(\d{1,2})?$/i.exec(written) ?? [];
  if (money === '') return wrong('The offset of the option must be ATM, OTM1 …, ITM1 …, or ATM+1, ATM-1 of a call.');
  return counted(money.toUpperCase() === 'OTM' ? decimal(steps) : neg(decimal(steps)));
}
