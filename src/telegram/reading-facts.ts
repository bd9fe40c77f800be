// Owns: everything that a reading says beside what every card shows of it, as names and values, so that a field that is new in
// readings is shown without anybody thinking of it.

import type { Reading } from '../core/model/signal.ts';
import { readingToJson } from '../core/signals/explain-reading.ts';
import { formatTime, type TimeView } from './render/format-time.ts';

/** Shown elsewhere: in the line of facts, in the headline, as legs or as warnings. */
const SHOWN: ReadonlySet<string> = new Set(
  'kind dialect action side symbol quantity notional percent percent_of order_type limit_price stop_price signal_price stop_loss legs warnings'.split(
    ' ',
  ),
);
/** As many targets as the line of facts has. */
const TARGETS_SHOWN = 3;

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join('; ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => `${name.replaceAll('_', ' ')} ${valueText(part)}`)
    .join(', ');
}

const isSaid = (value: unknown): boolean => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);

export function readingFacts(reading: Reading, time: TimeView): readonly (readonly [string, string])[] {
  return Object.entries(readingToJson(reading)).flatMap(([name, value]) => {
    if (SHOWN.has(name) || !isSaid(value)) return [];
    if (
      name === 'take_profits' &&
      reading.takeProfits.length <= TARGETS_SHOWN &&
      reading.takeProfits.every(({ share }) => share === undefined)
    )
      return [];
    if (name === 'sent_at_ms' && typeof value === 'number') return [['sent at', formatTime(value, time)] as const];
    return [[name.replaceAll('_', ' '), valueText(value)] as const];
  });
}
