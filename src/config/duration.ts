// Owns: lengths of time as people write them in config.yaml: `500ms`, `120s`, `5m`, `1h`, `2d`. A number without a unit
// is none: nobody can tell seconds from milliseconds.

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Whole milliseconds, or null where `text` is no duration (or longer than about a century). */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,3}))?\s?(ms|s|m|h|d)$/.exec(text.trim());
  if (match === null) return null;
  const [, whole = '', fraction = '', unit = ''] = match;
  const unitMs = UNIT_MS[unit] ?? 0;
  const ms = ((Number(whole) * 1_000 + Number(fraction.padEnd(3, '0'))) * unitMs) / 1_000;
  return Number.isInteger(ms) && ms < 3.2e12 ? ms : null;
}

/** `120000` → `2m`: the largest unit that divides it. */
export function formatDuration(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's']) {
    const unitMs = UNIT_MS[unit] ?? 1;
    if (ms >= unitMs && ms % unitMs === 0) return `${ms / unitMs}${unit}`;
  }
  return `${ms}ms`;
}
