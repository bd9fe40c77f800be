// Owns: the words of a field's name, whichever way they are joined: `maxPositionSize`, `max-position-size` and `order.max_position size`
// end in the same words. Names whose words a sender has not parted (`maxpositionsize`) stay one word.

/** Longer names are no field that anybody would have written by hand. */
const KEY_MAX = 64;

const PLAIN = /^[a-z\d]+(?:_[a-z\d]+)*$/;

/** `maxPositionSize` → `_max_position_size_`: every word with a bar before and behind it, for patterns. */
export function wordsOf(key: string): string {
  if (key.length > KEY_MAX) return '_';
  if (PLAIN.test(key)) return `_${key}_`;
  const parted = key
    .replaceAll(/([a-z\d])(?=[A-Z])/g, '$1_')
    .replaceAll(/[^A-Za-z\d]+/g, '_')
    .toLowerCase();
  return `_${parted}_`.replaceAll(/_{2,}/g, '_');
}
