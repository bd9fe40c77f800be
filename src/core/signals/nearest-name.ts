// Owns: "did you mean …?". Distance between names counts inserted, deleted, changed and swapped letters.
// Work is bounded: names longer than NAME_MAX are not compared.

const NAME_MAX = 32;

/** Optimal string alignment distance. */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + changed);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The name among `known` that `written` was probably meant to be, or null: one slip in short names, two from eight letters on. */
export function nearestName(written: string, known: Iterable<string>): string | null {
  const name = written.toLowerCase();
  if (name.length < 3 || name.length > NAME_MAX) return null;
  let allowed = name.length >= 8 ? 2 : 1;
  let nearest: string | null = null;
  for (const candidate of known) {
    if (candidate.length < 3 || Math.abs(candidate.length - name.length) > allowed) continue;
    const away = distance(name, candidate);
    if (away > allowed || (nearest !== null && away === allowed)) continue;
    nearest = candidate;
    allowed = away;
  }
  return nearest;
}
