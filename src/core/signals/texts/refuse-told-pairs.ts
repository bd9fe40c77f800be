// Owns: pairs of a name and a value in a text that nobody reads and that people mean: `Result: +3%`, `Update: TP1 hit`, a stop in the
// words of a comment. Only entries are asked about: an exit is one whatever stands beside it.

import type { Reading } from '../../model/signal.ts';
import { normalName } from '../fields/field-index.ts';
import { isTalk } from './posted-talk.ts';
import { isSmallTalk } from './small-talk.ts';
import { refusedReading } from '../fields/refused-reading.ts';

type Pair = readonly [key: string, value: string];

const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'reverse', 'add']);
/** What these hold are names, addresses, and words that are read. */
const NAMES =
  /^(?:action|side|type|order|direction|signal|command|symbol|ticker|pair|market|instrument|asset|coin|strategy|bot|indicator|exchange|account|setup|author|channel|source|chart|link|url|secret|token|key|passphrase|password|timeframe|interval)(?:name|title|id|type|action|side)?$|^(?:name|id|title)$|confirmed$/;
/** Text of machines and people, which may be a name of anything: less of it counts. */
const FREE = /^(?:order|alert|strategyordercomment)?(?:comment|message|note|notes|remark|text|reason|tag|label|info|description|msg)s?$/;
const FREE_TALK =
  /\b(?:cancel(?:l?ed)?|only if|unless|wait(?:ing)? for|do not|don['’]?t|clos(?:ed|ing) (?:at|with|in)|(?:this|it) is (?:only |just )?a test|invalidated|just watching)\b/i;
const HIDDEN_STOP = /(?<![\w.])(?:sl|stop[ -]?loss)\b ?(?:at|@|is|below|above|:)? ?\$?\d/i;
/** `Order: buy stop at 65000` */
const PENDING = /\b(?:buy|sell)[ -](?:stop|limit)\b/i;
/** Names of a strategy may hold anything: `TP 3 SL 2`. */
const TITLES = /strategy(?!ordercomment)|name|title|bot|indicator|^id$/;
/** What is added to a signal, or was corrected in it, and what a position says of itself. */
const ADDED =
  /^(?:correction|typo|update|also|second(?:entry|sl|stop)|add(?:at)?|pair2|outcome|starts?|at|directionnow|averageentry|avgentry|avgprice|averageprice)$/;
/** What was won or lost, in a field of its own. */
const GAINED = /^(?:profits?|gains?|roi|roe|pnl|realized(?:pnl|profit)?|result|outcome)$/;

/** What a person adds in a sentence: it is passed over only where all of it is known to say nothing. */
const SAID =
  /^(?:notes?|remarks?|info|information|verdict|advice|outlook|(?:our|my)?view|opinion|trend|decision|recommendation|conclusion|summary|situation|plan|warning|attention|important|hint|tip|disclaimer|sentiment|ps)$/;
const isSaid = (name: string, value: string, text: string): boolean =>
  SAID.test(name) && /\p{L}{2}/u.test(value) && !isSmallTalk(value, text) && !isSmallTalk(`${name}: ${value}`, text);

/** What became of it, whoever writes it. */
const BECAME = /^(?:results?|outcome|hit|closed(?:at|price|lots|qty)?|lotsclosed|qtyclosed|update)$/;
/** `Closing price: 66000`: what the market was at. */
const CLOSE_OF_BAR = /^(?:bar|candle|last)?clos(?:e|ing)(?:price)?$/;
/** `Close position: no`: what is not to be done as well. */
const NOT_DONE = /^(?:close|exit|cancel|reduce|flatten)/;
const isNo = (value: string): boolean => /^(?:0(?:\.0+)?|no|none|false|null|nan|na|n\/a|-|)$/i.test(value.trim());

/** `Symbol: …` is what people type; with equals signs a machine writes. */
const isTyped = (text: string): boolean => /:\s/.test(text) && !text.includes('=');

function tells([key, value]: Pair, text: string, { stopLoss, trailing, orderType }: Reading): boolean {
  const name = normalName(key);
  if (/^https?:/i.test(value)) return false;
  if (TITLES.test(name)) return false;
  if (orderType === null && PENDING.test(value)) return true;
  if (stopLoss === null && trailing === null && HIDDEN_STOP.test(value)) return true;
  if (BECAME.test(name)) return !isNo(value);
  if (isTyped(text) && isSaid(name, value, text)) return true;
  if (FREE.test(name)) return FREE_TALK.test(value);
  if (NAMES.test(name) || !isTyped(text) || (CLOSE_OF_BAR.test(name) && /^\$?\d[\d.,]*$/.test(value))) return false;
  if (NOT_DONE.test(name) && isNo(value)) return false;
  return ADDED.test(name) || (GAINED.test(name) && /\d/.test(value)) || isTalk(`${key}: ${value}`);
}

/** Refuses an entry that one of its pairs takes back, tells of, or guards in words that nobody reads. */
export function refuseToldPairs(reading: Reading, pairs: readonly Pair[], text: string): Reading {
  if (!ENTRIES.has(reading.action) || reading.reduceOnly === true) return reading;
  const told = pairs.find((pair) => tells(pair, text, reading));
  if (told === undefined) return reading;
  const shown = /^[\w .-]{1,40}$/.test(told[0]) ? `"${told[0]}"` : 'One of the fields';
  return refusedReading(
    reading,
    'UNSUPPORTED',
    `${shown} says in words that the order is another one, or none.`,
    'Write levels in fields of their own (stop_loss=80), or leave the words out.',
  );
}
