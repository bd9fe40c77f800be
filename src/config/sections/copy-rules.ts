// Owns: how a strategy follows the trades of another bot, as config.yaml says it.

import type { CopyRules } from '../../core/model/settings.ts';
import { ok, wrong, type Read } from '../field.ts';
import { describe, isMap, oneOf, readPositive } from '../file-fields.ts';
import { suggestName } from '../suggest-name.ts';

export const COPY_RULES: CopyRules = { enterOn: 'entry', scale: null, stake: null };
/** What senders of other alerts say too: where a bot is followed it is about the bot's trade, in the bot's amounts. */
export const FOLLOWED_EVENTS: Readonly<Record<string, string>> = { entry: 'entry', exit: 'exit' };
const KEYS = ['enter_on', 'scale', 'stake'] as const;
const REMEDY = 'Write copy: { scale: 0.5 } or copy: { stake: 100 }, and enter_on: entry_fill where the other bot tells of fills only.';

/** `{ enter_on: entry | entry_fill, scale: 0.5 }` or `{ stake: 100 }` (quote currency of the account). */
export function readCopyRules(value: unknown): Read<CopyRules> {
  if (!isMap(value)) return wrong(`${describe(value)} does not say how to follow another bot.`, REMEDY);
  const unknown = Object.keys(value).find((key) => !KEYS.some((known) => known === key));
  if (unknown !== undefined) return wrong(`the key "${unknown}" is not known here.`, suggestName(unknown, KEYS));
  if (value['scale'] !== undefined && value['stake'] !== undefined)
    return wrong('scale and stake are both set.', 'Keep one of the two: an order has one size.');
  const enterOn = value['enter_on'] === undefined ? ok('entry' as const) : oneOf('entry', 'entry_fill')(value['enter_on']);
  const scale = value['scale'] === undefined ? ok(null) : readPositive(value['scale']);
  const stake = value['stake'] === undefined ? ok(null) : readPositive(value['stake']);
  if (enterOn.type === 'wrong') return wrong(`in enter_on, ${enterOn.message}`, enterOn.remedy);
  if (scale.type === 'wrong') return wrong(`in scale, ${scale.message}`, scale.remedy);
  if (stake.type === 'wrong') return wrong(`in stake, ${stake.message}`, stake.remedy);
  return ok({ enterOn: enterOn.value, scale: scale.value, stake: stake.value });
}
