// Owns: the keys of a strategy that say how its alerts are read: fields, events, raw_levels, lot_size. Every fault of a map
// is told at once.

import { IGNORED } from '../../core/model/alerts/reading-rules.ts';
import { ok, wrong, type Read } from '../field.ts';
import { describe, isMap } from '../file-fields.ts';
import { shown } from '../problem.ts';
import { nearestName } from '../../core/model/nearest-name.ts';

const ENTRIES_MAX = 64;
const FIELD_PATH = /^[^\s.{}"']{1,64}(?:\.[^\s.{}"']{1,64}){0,4}$/u;
/** What a field of an alert can be. */
const FIELD_TARGETS: readonly string[] = `symbol action side direction quantity notional percent percent_of lots amount stake_amount
  order_type price limit_price stop_price stop_loss stop_loss_percent take_profit take_profit_percent trailing_stop_percent
  trailing_stop_amount stop_loss_atr_mult take_profit_atr_mult trailing_stop_atr_mult leverage risk_percent risk_amount atr atr_sizing market_position prev_market_position position_size position_side strategy account
  exchange time_in_force reduce_only order_id event_id trade_id timestamp comment secret ${IGNORED}`.split(/\s+/);
/** What a word of an alert can ask for or tell. */
const EVENT_TARGETS: readonly string[] =
  `buy sell long short close close_long close_short reverse cancel entry entry_fill entry_cancel exit exit_fill exit_cancel
  status`.split(/\s+/);

/** `{ theirs: ours }` with every fault of it. */
function readMap(value: unknown, targets: readonly string[], isName: (name: string) => boolean, remedy: string): Read<[string, string][]> {
  if (!isMap(value)) return wrong(`${describe(value)} is not a map.`, remedy);
  const entries = Object.entries(value);
  if (entries.length > ENTRIES_MAX) return wrong(`${entries.length} entries are more than the ${ENTRIES_MAX} that are read.`, remedy);
  const faults: string[] = [];
  const read: [string, string][] = [];
  for (const [name, target] of entries) {
    if (!isName(name)) faults.push(`${shown(name)} cannot be the name of one`);
    if (typeof target !== 'string' || !targets.includes(target)) {
      const nearest = typeof target === 'string' ? nearestName(target, targets, 2) : null;
      const hint = nearest === null ? '' : ` (did you mean ${nearest}?)`;
      faults.push(`${shown(name)} stands for ${describe(target)}, which is not known${hint}`);
    } else read.push([name, target]);
  }
  return faults.length === 0 ? ok(read) : wrong(`${faults.join('; ')}.`, remedy);
}

/** Field of the alert → our field. */
export function readFieldMap(value: unknown): Read<Readonly<Record<string, string>>> {
  const remedy = `Write fields: { coin: symbol, order.px: price }, to one of ${FIELD_TARGETS.join(', ')}.`;
  const read = readMap(value, FIELD_TARGETS, (name) => FIELD_PATH.test(name), remedy);
  if (read.type === 'wrong') return read;
  const targets = read.value.map(([, target]) => target).filter((target) => target !== IGNORED);
  const twice = [...new Set(targets.filter((target, i) => targets.indexOf(target) !== i))];
  if (twice.length > 0)
    return wrong(`two fields stand for ${twice.join(' and for ')}.`, 'Keep one field for each; map the other to ignore.');
  return ok(Object.fromEntries(read.value));
}

/** Word of the alert, in lower case as words are compared → our action or event. */
export function readEventMap(value: unknown): Read<Readonly<Record<string, string>>> {
  const remedy = `Write events: { kaufen: buy, position_opened: entry_fill }, to one of ${EVENT_TARGETS.join(', ')}.`;
  const read = readMap(value, EVENT_TARGETS, (name) => name.trim() !== '' && name.length <= 64, remedy);
  if (read.type === 'wrong') return read;
  const words = new Map<string, string>();
  const twice: string[] = [];
  for (const [name, target] of read.value) {
    const word = name.trim().toLowerCase();
    if ((words.get(word) ?? target) !== target) twice.push(word);
    words.set(word, target);
  }
  if (twice.length > 0) return wrong(`${twice.join(' and ')} stands for two things; words are the same in upper and lower case.`, remedy);
  return ok(Object.fromEntries(words));
}
