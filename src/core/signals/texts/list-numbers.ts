// Owns: the numbers of a list that say which level it is: `1) 62000`, and several in one line: `1) 62000 2) 63100 3) 64500`.
// Invariant: they count from one, in order; any other number is a price.

/** The number of a list item: `1) 62000`, `2. 63100`; behind a dash only where one number follows, for `80 - 79 - 78` are three. */
export const LIST_ITEM = /^\(?\d{1,2} ?(?:[):]|\.(?=[ $])|[-=@](?= ?\$?\d[\d.,]*$)| (?=\$ ?\d[\d.,]*$)) ?(?=\$? ?\d)/;
/** `1 62000`, `1 / 62000`: a digit that counts as the next of a list would, or a price. */
const MAY_COUNT = /^([1-9])(?: ?[,/|] ?| )[@$]? ?\d[\d.,]*$/;

/** Whether the digit in front of the price in `text` may be the number of the next of `count` levels. */
export const mayCount = (text: string, count: number): boolean => Number(MAY_COUNT.exec(text)?.[1] ?? 0) === count + 1;

/** Behind a dash only where none stands between it and the price before: `1- 62000 2- 63100`. */
const COUNTED = /(?<![\d.,(]|- ?)(\d{1,2})(?: ?[):]| ?[=@](?! ?\d[\d.]* ?%)|\.(?= )|-(?= )) ?(?=[@$]?\d)/g;

const ONE_ITEM = /^\(?1(?: ?[):=@]|\.(?= )) ?\$?\d/;

/** `T1 62000 T2 63100`, `TP1=62000`, behind the label of a list: the letters say what the label does. */
const LETTERED = /\bTP? ?([1-9])(?: ?[:=@)-] ?| )(?=\$?\d)/gi;

/** Without the numbers of its items. The first may have gone with its label: `TP1: 62000 2: 63100`. */
export function withoutListNumbers(written: string): string {
  const text = written.replaceAll(LETTERED, '$1) ');
  const counted = [...text.matchAll(COUNTED)].map(([, number]) => Number(number));
  const [first] = counted;
  if (first === undefined || first > 2 || (first === 1 && counted.length === 1 && !ONE_ITEM.test(text))) return text;
  return counted.every((number, i) => number === first + i) ? text.replaceAll(COUNTED, ' ').trim() : text;
}

/** `TP 1 & 2: 62000, 63100`: a label of several numbers, of which none is a price. */
export const SEVERAL_COUNTED = /^\d{1,2} ?(?:&|and|to|[-,/+]) ?\d{1,2} ?[:=]/i;
