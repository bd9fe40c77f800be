// Owns: whook's lines: account, symbol and command in any order, with amounts that carry their unit: `220$` money, `0.5`
// units, `27.5%` of the position, `x4` leverage. `position -5` names the position to reach, not an order of five.

import { decimal, gte, isNegative, isZero, parseDecimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { readActionWord } from '../order/action-words.ts';
import { certainWhere } from './dialect.ts';
import { rejected } from '../fields/draft-reading.ts';
import { COMMANDS_MAX, joinLegs } from '../legs/join-legs.ts';
import { floorOf } from '../texts/price-floors.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';
import { COMMAND_TEXT_MAX, linesOf, readOrderFields, wordsOf, type OrderFields } from '../texts/word-fields.ts';
import { inText } from '../texts/in-text.ts';

const NAME = 'whook';
const COMMAND = /^(buy|long|sell|short|position|pos|close|cancel)(?::([\w.-]{1,64}))?$/i;
const AMOUNT = /^[+-]?\d[\d.]{0,20}[$%@]?$/;
/** Words that change what a size means; `reduce` is read. */
const MODIFIER = /^(?:nominal|bclock|collateral|force_usdt|force_percent)$/i;
const REDUCE = /^reduce(?:only)?$/i;
const LEVERAGE = /^(?:x\d{1,3}|\d{1,3}x)$/i;
const LIMIT = /^limit:([\w.-]{1,64}):(\d[\d.]{0,20})$/i;
/** What stands in front of a market where people talk. */
const CHAT =
  /^(?:average|avg|wait|signals?|scalp|swing|entry|entries|trade|vip|alert|new|now|crypto|forex|futures?|spot|call|tip|idea|update|free|premium|intraday|breakout|strong|quick|safe|risky)$/i;
const ACCOUNT = /^[A-Za-z][\w-]{1,39}$/;
/** Words of sentences and of reports, and no account: `close half BTCUSDT`, `close BTCUSDT at 40000`, `BTCUSDT long profit 50%`. */
const SENTENCE = new Set(
  `half third quarter part parts partial partially most some rest remaining double no not never dont do at to on in by from with without
  for if when once after before until above below over under stop limit market price tomorrow today later soon maybe please take move
  set we i just risk trail trailing tp sl target targets profit loss gain gains gained booked closed closing opened open exited exiting stopped covered filled hit reached
  pnl roi roe win won lost result results up down high low average avg`.split(/\s+/),
);
/** `TP1 BTCUSDT close 50%` tells of a target. */
const COUNTED = /^(?:tp|sl|targets?|stop)\d{1,2}$/i;
/** Written as nobody writes a word of a sentence, or what everybody calls an account. */
const isNamed = (word: string): boolean => /[\d_]|[a-z][A-Z]/.test(word) || USUAL.test(word);
const USUAL =
  /^(?:main|default|primary|master|account|acct?|sub|spare|live|demo|binance|bybit|okx|kraken|kucoin|bitget|gate|mexc|coinbase|bingx|htx|phemex|deribit|bitmex)$/i;

interface Command {
  readonly verb: string;
  readonly id: string | null;
  readonly symbol: string;
  readonly account: string;
  readonly amount: string | null;
  readonly leverage: string | null;
  readonly modifier: string | null;
  readonly reduces: boolean;
  readonly limit: { readonly id: string; readonly price: string } | null;
}

/** Written like a market and not like a name of an account: a pair, or a perpetual, or one that ends in a currency. */
const isMarket = (word: string): boolean => isSymbolShaped(word) && (/[/:.]/.test(word) || /(?:USDT?|USDC|EUR|BTC|ETH|PERP)$/.test(word));

/** The one word that `is`; null where there is none, undefined where there are several. */
function theOne(words: readonly string[], is: (word: string) => boolean): string | null | undefined {
  const found = words.filter(is);
  return found.length > 1 ? undefined : (found[0] ?? null);
}

const isBare = (amount: string | null): boolean => amount !== null && /^\+?\d[\d.]*$/.test(amount);

/**
 * `BINANCE BTCUSDT LONG 64000` and `BYBIT SOLUSDT LONG 45%` are what people post, `binance SOLUSDT buy 40` is an order of whook: with
 * the name of an exchange a number is no size where all is in capitals, or where it is what the coin may cost.
 */
function isToldOf(account: string, symbol: string, verb: string, amount: string | null): boolean {
  if (!USUAL.test(account) || !/^(?:buy|sell|long|short)$/i.test(verb) || amount === null || amount.endsWith('$')) return false;
  const [floor, size] = [floorOf(symbol), parseDecimal(amount)];
  return (account + verb).toUpperCase() === account + verb || (floor !== null && size !== null && gte(size, floor));
}

/** Where account, symbol and command stand in whook's documents. */
const isInOrder = (words: readonly string[], account: string, symbol: string, command: string): boolean =>
  words[0] === account && words[1] === symbol && words[2] === command && !CHAT.test(account);

function readLine(line: string): Command | null {
  const words = wordsOf(line);
  if (words.length < 3 || words.length > 9) return null;
  const command = theOne(words, (word) => COMMAND.test(word));
  if (!command) return null;
  const symbol = theOne(words, (word) => isMarket(word) && !COMMAND.test(word) && !LIMIT.test(word));
  if (!symbol) return null;
  const amount = theOne(words, (word) => AMOUNT.test(word));
  const leverage = theOne(words, (word) => LEVERAGE.test(word));
  const limited = theOne(words, (word) => LIMIT.test(word));
  const modifier = theOne(words, (word) => MODIFIER.test(word));
  const reduce = theOne(words, (word) => REDUCE.test(word));
  if (modifier === undefined || reduce === undefined) return null;
  if (amount === undefined || leverage === undefined || limited === undefined) return null;
  const rest = words.filter((word) => ![command, symbol, amount, leverage, limited, modifier, reduce].includes(word));
  const [account = '', ...others] = rest;
  // `exit long BTCUSDT` is a sentence of its own, and no account is called exit
  if (!ACCOUNT.test(account) || others.length > 0 || readActionWord(account) !== null) return null;
  // plain words in any order are what people say: `close BTCUSDT entirely`, `BTCUSDT long paid 50%`
  if (SENTENCE.has(account.toLowerCase()) || COUNTED.test(account) || !(isInOrder(words, account, symbol, command) || isNamed(account)))
    return null;
  const [, verb = '', id] = COMMAND.exec(command) ?? [];
  // people write `BUY BTCUSDT 65000 now` and `Hold BTCUSDT long 65000`: the number is a price
  const isSize = isNamed(account) && isInOrder(words, account, symbol, command);
  if (isBare(amount) && /^(?:buy|sell|long|short|close)$/i.test(verb) && !isSize) return null;
  if (isToldOf(account, symbol, verb, amount)) return null;
  // a cancel names its order (cancel:id); the bare word is what people say
  if (verb.toLowerCase() === 'cancel' && id === undefined) return null;
  const [, limitId, price] = limited === null ? [] : (LIMIT.exec(limited) ?? []);
  const limit = limitId === undefined || price === undefined ? null : { id: limitId, price };
  return { verb: verb.toLowerCase(), id: id ?? null, symbol, account, amount, leverage, limit, modifier, reduces: reduce !== null };
}

/** To reach a position is an order of its own: its side is the position's, its size is not known here. */
function readTarget(fields: OrderFields, { amount, verb }: Command): Reading {
  const size = amount === null || /[$%@]$/.test(amount) ? null : parseDecimal(amount);
  if (size === null)
    return rejected(NAME, deny('UNSUPPORTED', `${verb} takes a number of units.`, 'Send position with units, such as: position -5'));
  if (isZero(size)) {
    fields.set('action', 'close');
    return { ...readOrderFields(fields, NAME), positionTarget: 'flat', positionSize: size };
  }
  const target = isNegative(size) ? 'short' : 'long';
  fields.set('action', isNegative(size) ? 'sell' : 'buy');
  return { ...readOrderFields(fields, NAME), positionTarget: target, positionSize: size };
}

function read(command: Command): Reading {
  const { verb, id, symbol, account, amount, leverage, limit } = command;
  const fields: OrderFields = new Map([
    ['symbol', symbol],
    ['account', account],
  ]);
  if (leverage !== null) fields.set('leverage', leverage.replace(/x/i, ''));
  if (verb === 'cancel') {
    fields.set('action', 'cancel');
    if (id !== null && id.toLowerCase() !== 'all') fields.set('order_id', id);
    return readOrderFields(fields, NAME);
  }
  if (verb === 'position' || verb === 'pos') return readTarget(fields, command);
  fields.set('action', verb);
  if (command.modifier !== null)
    return rejected(NAME, deny('UNSUPPORTED', `The word ${command.modifier} changes what the size means and is not followed.`));
  if (command.reduces) fields.set('reduce_only', true);
  if (limit !== null) {
    fields.set('limit_price', limit.price);
    fields.set('order_id', limit.id);
  }
  if (amount === null)
    return verb === 'close' ? readOrderFields(fields, NAME) : rejected(NAME, deny('NO_QUANTITY', `${verb} names no amount.`));
  if (amount.endsWith('@'))
    return rejected(NAME, deny('UNSUPPORTED', 'The size counts contracts of the venue.', 'Send it in units (without @) or in money ($).'));
  if (amount.startsWith('-')) return rejected(NAME, deny('INVALID_QUANTITY', `${verb} ${amount}: the amount is below zero.`));
  if (amount.endsWith('%')) {
    fields.set('percent', amount);
    fields.set('percent_of', verb === 'close' ? 'position' : 'equity');
  } else if (amount.endsWith('$')) fields.set('notional', amount.slice(0, -1));
  else fields.set('quantity', amount);
  return readOrderFields(fields, NAME);
}

function readMessage(text: string): readonly Command[] | null {
  if (text.length > COMMAND_TEXT_MAX) return null;
  const lines = linesOf(text).filter((line) => !line.startsWith('//'));
  if (lines.length === 0 || lines.length > COMMANDS_MAX) return null;
  const commands: Command[] = [];
  for (const line of lines) {
    const command = readLine(line);
    if (command === null) return null;
    commands.push(command);
  }
  return commands;
}

const commandsIn = inText(readMessage);

export const whook = certainWhere(NAME, commandsIn, (commands) => joinLegs(commands.map(read), NAME), [
  {
    body: 'main ADA/USDT buy 150$ x3',
    reading: { action: 'buy', symbol: 'ADA/USDT', notional: decimal('150'), quantity: null, leverage: decimal('3'), account: 'main' },
  },
  { body: 'ADAUSDT.P position 40 main', reading: { action: 'buy', positionTarget: 'long', positionSize: decimal('40'), quantity: null } },
  { body: 'main ADA/USDT position 0', reading: { action: 'close', positionTarget: 'flat' } },
  { body: 'main ADA/USDT close 33%', reading: { action: 'close', percent: decimal('33'), percentOf: 'position' } },
  { body: 'main ADA/USDT cancel:grid9', reading: { kind: 'cancel', symbol: 'ADA/USDT', orderId: 'grid9' } },
  {
    body: 'main ADA/USDT buy 20 limit:grid9:0.44',
    reading: { orderType: 'limit', limitPrice: decimal('0.44'), quantity: decimal('20') },
  },
]);
