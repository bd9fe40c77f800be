// Owns: how long things took, in bounded room: counts in fixed steps, none of which is more than twice the one before. A
// percentile is therefore the upper end of its step: never less than the truth, and at most twice as much.

export interface Latencies {
  readonly count: number;
  readonly sumMs: number;
  /** Step to count; steps that nothing fell into are left out. */
  readonly steps: Readonly<Record<string, number>>;
}

/** Upper ends of the steps, ms; what took longer than the last falls behind it. */
export const STEPS_MS: readonly number[] = [
  1, 2, 3, 5, 7, 10, 15, 20, 30, 50, 70, 100, 150, 200, 300, 500, 700, 1_000, 1_500, 2_000, 3_000, 5_000, 7_000, 10_000, 15_000, 20_000,
  30_000, 60_000, 120_000, 300_000,
];

export const NO_LATENCIES: Latencies = { count: 0, sumMs: 0, steps: {} };

const stepOf = (ms: number): number => {
  const step = STEPS_MS.findIndex((end) => ms <= end);
  return step === -1 ? STEPS_MS.length : step;
};

/** A clock that was set back makes no time negative. */
export function addLatency(known: Latencies, ms: number): Latencies {
  const took = Math.max(0, ms);
  const step = stepOf(took);
  return { count: known.count + 1, sumMs: known.sumMs + took, steps: { ...known.steps, [step]: (known.steps[step] ?? 0) + 1 } };
}

export function joinLatencies(a: Latencies, b: Latencies): Latencies {
  const steps: Record<string, number> = { ...a.steps };
  for (const [step, count] of Object.entries(b.steps)) steps[step] = (steps[step] ?? 0) + count;
  return { count: a.count + b.count, sumMs: a.sumMs + b.sumMs, steps };
}

/** ms within which `share` (0.5 = half) of all lay; null = nothing was measured. Beyond the last step: the last step's end. */
export function percentileMs(latencies: Latencies, share: number): number | null {
  if (latencies.count === 0) return null;
  const wanted = Math.ceil(latencies.count * share);
  let seen = 0;
  for (const [step, end] of STEPS_MS.entries()) {
    seen += latencies.steps[step] ?? 0;
    if (seen >= wanted) return end;
  }
  return STEPS_MS.at(-1) ?? null;
}

/** ms, one place; null = nothing was measured. */
export const averageMs = ({ count, sumMs }: Latencies): number | null => (count === 0 ? null : Math.round((sumMs / count) * 10) / 10);
