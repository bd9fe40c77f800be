// Owns: the numbers of a list that say which level it is: `1) 62000`, and several in one line: `1) 62000 2) 63100 3) 64500`.
// Invariant: they count from one, in order; any other number is a price.

/** The number of a list item: `1) 62000`, `2. 63100`; behind a dash only where one number follows, for `80 - 79 - 78` are three. */
export const LIST_ITEM = /^\(?\d{1,2} ?(?:[):]|\.(?=[ $])|-(?= ?\$?\d[\d.,]*$)) ?(?=\$?\d)/;

/** Behind a dash only where none stands between it and the price before: `1- 62000 2- 63100`. */
const COUNTED = /(?<![\d.,(]|- ?)(\d{1,2})(?: ?[):]|\.(?= )|-(?= )) ?(?=[@$]?\d)/g;

const ONE_ITEM = /^\(?1 ?\) ?\$?\d/;

/** Without the numbers of its items. The first may have gone with its label: `TP1: 62000 2: 63100`. */
export function withoutListNumbers(text: string): string {
  const counted = [...text.matchAll(COUNTED)].map(([, number]) => Number(number));
  const [first] = counted;
  if (first === undefined || first > 2 || (first === 1 && counted.length === 1 && !ONE_ITEM.test(text))) return text;
  return counted.every((number, i) => number === first + i) ? text.replaceAll(COUNTED, ' ').trim() : text;
}
