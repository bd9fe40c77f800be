// Owns: the labels of the lines of a posted signal (entry, target, stop, leverage, size …), the number that a label may carry,
// and what stands behind it.

export type Section =
  | 'entry'
  | 'target'
  | 'stop'
  | 'leverage'
  | 'exchange'
  | 'size'
  | 'lots'
  | 'quantity'
  | 'risk'
  | 'trailing'
  | 'side'
  | 'symbol'
  | 'price'
  | 'other';
/**
 * The number of a label (`TP1: …`, `TP 2) …`), never the price behind it: it is glued to the label or ends in a separator,
 * and a point counts as one only where no digit follows. `TP 30.4` and `SL 1.0921` have none.
 */
const INDEX = String.raw`(?:\d{1,2}(?= ?[:=)-]| ?\.(?!\d)| *[@$]{1,2} ?\d| +\d)|[ -]\d{1,2}(?= ?[:=)]| ?\.(?!\d)))?`;
/** After a label comes a separator, a number, or nothing. */
const END = String.raw`(?= ?[:=)-]| ?\.(?!\d)| *[@$] ?\d| +\d| *$)`;
const label = (words: string): RegExp => new RegExp(`^(?:${words})${INDEX}${END}`, 'i');
/** `Enter at 15:00` is about the time. */
const labelBeforeNoTime = (words: string): RegExp => label(String.raw`(?:${words})(?! \d{1,2}:\d{2}(?!\d))`);

const LABELS: readonly (readonly [Section, RegExp])[] = [
  [
    'target',
    label('(?:[1-9](?:st|nd|rd|th) )?(?:take[ -]?profits?(?: (?:targets?|orders?))?|t[.-]?ps?|targets?|tgts?|profit targets?|t(?=[1-9]))'),
  ],
  ['stop', label('(?:safety )?stop[ /-]?loss(?:es)?|stop (?:targets?|orders?)|stop|s[.-]?l')],
  [
    'entry',
    labelBeforeNoTime(
      '(?:(?:valid|suggested|recommended) )?entry(?: (?:targets?|zone|prices?|points?|range|area|orders?))?|entries|(?:buy|sell|long|short)(?:ing)? (?:(?:entry )?(?:zone|range|area)|between|entry(?: price)?)|enter(?: (?:at|zone|between))?',
    ),
  ],
  ['leverage', /^(?:leverage|lev)\b/i],
  ['trailing', /^trailing(?:[ -]?stop(?:[ -]?loss)?)?(?= ?[:=]? ?\d{1,2}(?:\.\d{1,4})? ?% *$)/i],
  ['exchange', /^exchanges?(?= ?[:=])/i],
  ['lots', /^lots?(?:[ -]?size)?(?= ?[:=]| +\d)/i],
  ['quantity', /^(?:qty|quantity)(?= ?[:=])/i],
  ['size', /^(?:position size|size|allocation|amount(?: per trade)?|(?:use|invest)(?: up to)?(?= \d{1,2}(?:\.\d)? ?% of))(?= ?[:=]| +\d)/i],
  [
    'risk',
    /^risk(?:ing)?(?= ?[:=]? ?\d{1,3}(?:\.\d{1,4})?(?: ?%? ?(?:-|to) ?\d{1,3}(?:\.\d{1,4})?)? ?%(?: of (?:your |the |my )?(?:account|balance|capital|equity|portfolio)| per (?:trade|position|signal))? *$)/i,
  ],
  ['side', /^(?:signal type|trade type|type|direction|position|side|action|trade direction)(?= ?[:=]| +(?:long|short|buy|sell) *$)/i],
  [
    'symbol',
    /^(?:symbol|(?:(?:forex|currency|trading) )?pair|coin(?: name)?|ticker|asset|instrument|stock|scrip)(?= ?[:=]| +[#$]?[A-Z][A-Z0-9/.]{4,}(?: (?:long|short|buy|sell))? *$)/i,
  ],
  ['price', /^price(?= ?[:=@]? ?\$?\d[\d.,]*$)/i],
  ['other', /^(?:r ?[:/]? ?r|risk ?[/:-]? ?(?:to ?)?reward)\b/i],
  [
    'other',
    /^(?:trailing configuration|time ?frame|tf|strategy|risk|date|time|setup|timeframe|client(?= ?:)|(?:current|live|market) price(?= ?[:=])|published|posted|accuracy|(?:signal )?id(?= ?[:#=])|(?:signal )?(?:confidence|probability|strength|quality|score|grade|rating)(?: (?:score|level|rate))?(?= ?[:=-])|(?:win|success)[ -]?rate(?= ?[:=-]))\b/i,
  ],
];

/** The label of a line and what stands behind it. */
export function readLabel(line: string): { readonly section: Section; readonly index: number | null; readonly rest: string } | null {
  for (const [section, pattern] of LABELS) {
    const written = pattern.exec(line)?.[0];
    if (written !== undefined)
      return {
        section,
        index: Number(/\d{1,2}$/.exec(written)?.[0] ?? 0) || null,
        rest: line
          .slice(written.length)
          .replace(/^[ :=)-]+|^\.(?!\d)/, '')
          .trim(),
      };
  }
  return null;
}
