// Owns: everything that a reading says beside what every card shows of it, as names and values, so that a field that is new in
// readings is shown without anybody thinking of it (test/telegram/reading-facts.test.ts walks all of them).

import type { Reading } from '../../core/model/signal.ts';
import { readingToJson } from '../../core/signals/explain-reading.ts';
import { formatTime, type TimeView } from '../render/format-time.ts';

/** Shown elsewhere: in the line of facts, in the headline, as legs or as warnings. */
const SHOWN: ReadonlySet<string> = new Set(
  'kind dialect action side symbol quantity notional percent percent_of order_type limit_price stop_price signal_price stop_loss legs warnings entry_refusal refusal'.split(
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

/** The line of facts says the share of what only where it has a percentage, and the side where the action is one. */
function isShown(name: string, { action, side, percent, kind }: Reading): boolean {
  if (name === 'kind') return action === null || kind === 'order' || kind === 'reject' || kind === action;
  if (name === 'percent_of') return percent !== null;
  if (name === 'side') return action !== 'reverse' && action !== 'add' && (action !== null || side === null);
  return SHOWN.has(name);
}

export type Facts = readonly (readonly [name: string, value: string])[];

export function readingFacts(reading: Reading, time: TimeView): Facts {
  return Object.entries(readingToJson(reading)).flatMap(([name, value]) => {
    if (isShown(name, reading) || !isSaid(value)) return [];
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

/** Of each leg, in its order. */
export const factsOfLegs = (reading: Reading, time: TimeView): readonly Facts[] => reading.legs.map((leg) => readingFacts(leg, time));
