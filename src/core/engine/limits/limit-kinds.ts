// Owns: the one list of limits. The gates and checks of entries, /risk, GET /status, the keys of config.yaml and the table in
// docs/limits.md are made from it.

import type { BreachAction, LimitName, Limits, WindDown } from '../../model/risk-limits.ts';
import { ACCESS_LIMITS } from './limit-access.ts';
import { EXPOSURE_LIMITS } from './limit-exposure.ts';
import type { LimitKind } from './limit-kind.ts';
import { PACE_LIMITS } from './limit-pace.ts';
import { RESULT_LIMITS } from './limit-results.ts';

/** In the order in which they are judged. */
export const LIMIT_KINDS: readonly LimitKind[] = [...ACCESS_LIMITS, ...PACE_LIMITS, ...EXPOSURE_LIMITS, ...RESULT_LIMITS];

export function limitKind(name: LimitName): LimitKind {
  const kind = LIMIT_KINDS.find((each) => each.name === name);
  if (kind === undefined) throw new Error(`the limit ${name} is in no list`);
  return kind;
}

export const actionOf = ({ onBreach }: Limits, { name, action }: LimitKind): BreachAction => onBreach[name] ?? action;

/** What was killed for is not left alone without a stop; a pause leaves what is held to its own plan. */
export const windDownOf = ({ windDown }: Limits, action: BreachAction): WindDown =>
  windDown ?? (action === 'kill' ? 'keep_protected' : 'keep_all');

/** The table of docs/limits.md. Markdown. */
export function renderLimitTable(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = LIMIT_KINDS.map(
    ({ name, code, action, meaning, example }) => `| \`${name}\` | \`${cell(example)}\` | ${cell(meaning)} | ${action} | \`${code}\` |`,
  );
  return ['| key | for example | what it limits | at a breach | code |', '|---|---|---|---|---|', ...rows].join('\n');
}
