// Owns: what a person writes about a plan: a price, a distance, or that there is to be none. A distance in average true ranges is
// a wish that has to be counted first.

import type { PlanChange } from '../../core/engine/command.ts';
import type { ActivationLevel } from '../../core/model/exits/exit-plan.ts';
import type { Target } from '../../core/model/signal.ts';
import { type Decimal, gte, HUNDRED, isPositive, ONE, parseDecimal } from '../../core/model/decimal.ts';

export type PlanTopic = 'stop' | 'target' | 'trail';
/** `trail_atr`: so many average true ranges. */
export type PlanWish = PlanChange | { readonly type: 'trail_atr'; readonly times: Decimal; readonly from?: ActivationLevel };

/** Words for "none". */
const OFF: ReadonlySet<string> = new Set(['off', 'none']);

const EXAMPLES: Readonly<Record<PlanTopic, string>> = {
  stop: 'a price, such as <code>44000</code>, or <code>off</code>',
  target: 'a price, such as <code>47000</code>, or <code>off</code>',
  trail:
    'a distance, such as <code>2%</code>, <code>500</code> or <code>2atr</code>, with <code>from 46000</code> or <code>from 3%</code> behind it where it is to begin at that price or gain only, or <code>off</code>',
};

/** HTML. */
export const exampleOf = (topic: PlanTopic): string => EXAMPLES[topic];

/** Null: it is none of those. Thousands are not grouped: "44,000" would be 44 to half of the world. */
export function readPlanChange(topic: PlanTopic, text: string): PlanWish | null {
  const written = text.trim().toLowerCase();
  const isOff = OFF.has(written);
  if (topic === 'trail') return isOff ? { type: 'trail', by: null } : readTrail(written);
  const all = topic === 'target' ? /^all\s+(.+)$/.exec(written)?.[1] : undefined;
  if (all !== undefined) return readAll(all.split(/\s+/));
  const price = isOff ? null : parseDecimal(written);
  return isOff || (price !== null && isPositive(price)) ? { type: topic, price } : null;
}

/** "46000 47000", "46000:40 48000:60", "off": what is to be of the ladder in place of what is there. */
function readAll(typed: readonly string[]): PlanWish | null {
  if (typed.length === 1 && OFF.has(typed[0] ?? '')) return { type: 'targets', targets: [] };
  const targets = typed.flatMap((word): Target[] => {
    const [written = '', part = null, ...more] = word.replace(/%$/, '').split(':');
    const [price, share] = [parseDecimal(written), part === null ? null : parseDecimal(part)];
    const isWrong = more.length > 0 || price === null || !isPositive(price) || (part !== null && (share === null || !isPositive(share)));
    return isWrong ? [] : [{ price, ...(share === null ? {} : { share }) }];
  });
  return targets.length === typed.length ? { type: 'targets', targets } : null;
}

/** "2% from 46000": the distance, and where it begins. */
const BEGINNING = /^(.*\S)\s+(?:from|at|activation)\s+(\S+)$/;

function readTrail(written: string): PlanWish | null {
  const [, distance = written, beginning = null] = BEGINNING.exec(written) ?? [];
  const wish = readDistance(distance);
  if (wish === null || beginning === null) return wish;
  const level = parseDecimal(beginning.replace(/%$/, ''));
  if (level === null || !isPositive(level)) return null;
  return { ...wish, from: beginning.endsWith('%') ? { percent: level } : { price: level } };
}

/** 1500 to one half of the world, 1.5 to the other: as the smaller one it would leave at once. "1.5" and "1.5000" are clear. */
const GROUPED = /^[1-9]\d{0,2}(?:\.\d{3})+$/;

function readDistance(written: string): (PlanWish & { type: 'trail' | 'trail_atr' }) | null {
  const inAtr = /^(?:([\d.]+)\s*[x×*]?\s*)?atr$/.exec(written);
  if (inAtr !== null) {
    const parsed = inAtr[1] === undefined ? ONE : parseDecimal(inAtr[1]);
    return parsed === null || !isPositive(parsed) ? null : { type: 'trail_atr', times: parsed };
  }
  const distance = parseDecimal(written.replace(/\s*%$/, ''));
  if (distance === null || !isPositive(distance)) return null;
  if (!written.endsWith('%')) return GROUPED.test(written) ? null : { type: 'trail', by: { amount: distance } };
  return gte(distance, HUNDRED) ? null : { type: 'trail', by: { percent: distance } };
}
