// Owns: "did you mean …?". Distance between names counts inserted, deleted, changed and swapped letters. How many slips still
// make a name the same is for the caller to say: a field of an alert needs more care than a key of a configuration.

/** Names are short; what is behind this is not compared, so that the work is bounded. Characters. */
const COMPARED_MAX = 64;

/** The letters of a name as bits; other characters share what is left. */
function lettersOf(name: string): number {
  let letters = 0;
  for (let i = 0; i < name.length; i += 1) letters |= 1 << (name.charCodeAt(i) & 31);
  return letters;
}

/** Whether the letters alone tell that two names are further apart: one slip takes a letter and puts another. */
function isOtherWord(a: number, b: number, slips: number): boolean {
  let different = 0;
  for (let bits = a ^ b; bits !== 0; bits &= bits - 1) different += 1;
  return different > 2 * slips;
}

/** Optimal string alignment distance; where it is above `allowed`, any number above that. */
function distance(a: string, b: string, allowed: number): number {
  let beforeLast: number[] = [];
  let beforeLeast = 0;
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const changed = a[row - 1] === b[column - 1] ? 0 : 1;
      let best = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + changed);
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) best = Math.min(best, (beforeLast[column - 2] ?? 0) + 1);
      current.push(best);
      if (best < least) least = best;
    }
    // each row comes from the two before it: from here on nothing is nearer
    if (least > allowed && beforeLeast >= allowed) return least;
    beforeLeast = least;
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** The one of `known` that is nearest to `written`, at most `slipsMax` slips away; null for none. Case does not count; of equally near ones the first. */
export function nearestName(written: string, known: Iterable<string>, slipsMax: number): string | null {
  const name = written.toLowerCase().slice(0, COMPARED_MAX);
  const letters = lettersOf(name);
  let nearest: string | null = null;
  let allowed = slipsMax;
  for (const candidate of known) {
    if (allowed < 0) break;
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const compared = candidate.toLowerCase().slice(0, COMPARED_MAX);
    if (isOtherWord(letters, lettersOf(compared), allowed)) continue;
    const away = distance(name, compared, allowed);
    if (away > allowed) continue;
    nearest = candidate;
    // From now on only nearer ones.
    allowed = away - 1;
  }
  return nearest;
}
