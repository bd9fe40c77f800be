// Owns: arrows in posts. Behind a label one stands in the place of a colon (`Entry → 60000`), between targets in the place of a comma;
// anywhere else the number that it points at may be the entry, the target or what the market has done, and the post is not understood.

import { COMMAND_TEXT_MAX } from './word-fields.ts';

const ARROWS = '[→➜➔⇒➡⟶»▶►↑↗⬆↓↘⬇]\\ufe0f?|[-=]{1,3}>';
/** `PAIR → EUR/JPY`: in the place of a colon. */
const COLON = /(?<=[A-Za-z]|[A-Za-z] ?\d{1,2}) ?(?:[→➜➔⇒➡⟶»▶►]\ufe0f?|[-=]{1,3}>) ?/gu;
const TO_A_NUMBER = new RegExp(`(?:${ARROWS}) ?[@$]? ?\\d`, 'u');
const ARROW = new RegExp(ARROWS, 'u');
/** Words that say of a price that it is where the market stands. */
const OF_NOW = /^(?:at|price|now|cmp|(?:current|market) price)$/i;

/** `LONG BTCUSDT > 66000`, `Entry >= 66000`: what the entry waits for. `RSI > 70` tells of the chart. */
const WAITS =
  /(?:\b(?:long|short|buy|sell|entry|enter|price)\b|^[^\p{L}\p{N}\n]{0,8}[#$]?[A-Z0-9/]{5,20}) ?(?:[<>]=?|[≥≤≧≦]) ?[@$]? ?\d|\b(?:long|short|buy|sell) [#$]?[A-Z0-9/.]{2,20} ?(?:[<>]=?|[≥≤≧≦]) ?[@$]? ?\d/imu;

/** Whether a sign such as > stands where the price of the entry would. */
export const waitsForPrice = (text: string): boolean => text.length <= COMMAND_TEXT_MAX && WAITS.test(text);

export const hasArrow = (text: string): boolean => ARROW.test(text);

/** An arrow in front of a line is an ornament, and marks it. */
export const ARROW_IN_FRONT = new RegExp(`^[^\\p{L}\\p{N}]*(?:${ARROWS})`, 'u');

/** `60000 → 66000`, `LONG BTCUSDT → 66000`. `labelOf`: the section that a label begins, and what stands behind it. */
export function pointsAnywhere(
  text: string,
  labelOf: (line: string) => { readonly section: string; readonly rest: string } | null,
): boolean {
  return text.split('\n').some((line) => {
    const at = line.search(TO_A_NUMBER);
    const before = line.slice(0, Math.max(at, 0)).replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    if (at < 0 || before === '' || OF_NOW.test(before)) return false;
    const label = labelOf(`${before}:`);
    return label === null || (label.rest !== '' && label.section !== 'target');
  });
}

export const withColons = (text: string): string => text.replaceAll(COLON, ': ');
