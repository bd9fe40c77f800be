// Owns: `category` as Bybit's API writes it: the same BTCUSDT is a pair on spot and a perpetual under linear, and only the
// category says which. Invariant: a perpetual is never traded as spot, nor spot as a perpetual.

import { refuse, type Draft } from './draft-reading.ts';
import { shownKey, type FieldSet } from './field-set.ts';

const PLAIN_PAIR = /^([A-Z0-9]{1,20}?)(USDT|USDC|USD)$/i;
const PERPETUAL = /(?:\.P|PERP|:[A-Z0-9]+)$/i;

/** The symbol under the name of its market; the symbol must have been read. */
export function readCategory(fields: FieldSet, draft: Draft): void {
  const field = fields.byName.get('category');
  if (field === undefined || typeof field.value !== 'string' || draft.symbol === null) return;
  const category = field.value.trim().toLowerCase();
  const [, base = '', quote = ''] = PLAIN_PAIR.exec(draft.symbol) ?? [];
  if (!['spot', 'linear', 'inverse', 'option'].includes(category)) return;
  fields.taken.add('category');
  if (category === 'option') refuse(draft, 'UNSUPPORTED', `${shownKey(field.key)} says that this is an option.`);
  else if (category === 'spot' && PERPETUAL.test(draft.symbol))
    refuse(draft, 'CONTRADICTION', `${shownKey(field.key)} says spot, but ${draft.symbol} is a perpetual.`);
  else if (category === 'linear' && base !== '') draft.symbol = `${draft.symbol}.P`;
  // its quantity counts dollars and its money is the coin: the name says so, and no account here takes it for another
  else if (category === 'inverse' && base !== '') draft.symbol = `${base}/${quote}:${base}`;
}
