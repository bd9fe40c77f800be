// Owns: Alertatron's scripts: `Account(SYMBOL) { market(side=buy, amount=1); limit(…); }`, one or several accounts, `#bot`
// behind it. Each order is a leg. A price is absolute only with `@`; distances from the market are refused for entries.

import { decimal, isNegative, isZero } from '../../model/decimal.ts';
import { deny, type DenialCode } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import type { Dialect } from '../dialect.ts';
import { rejected, UNKNOWN_READING } from '../draft-reading.ts';
import { COMMANDS_MAX, joinLegs } from '../join-legs.ts';
import { readNumber } from '../read-number.ts';
import { COMMAND_TEXT_MAX, readOrderFields, readPair, type OrderFields } from '../word-fields.ts';

const NAME = 'alertatron';
const BLOCK = /([A-Za-z][\w-]{0,39})\(([A-Za-z0-9_:./-]{1,40})\)\s{0,20}\{([^{}]{0,1500})\}/g;
const CALL = /([A-Za-z]{2,30})\(([^()]{0,300})\)/g;

interface Call {
  readonly account: string;
  readonly symbol: string;
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
}

function readCalls(text: string): Call[] {
  return [...text.matchAll(BLOCK)].flatMap(([, account = '', symbol = '', block = '']) =>
    [...block.matchAll(CALL)].map(([, name = '', parameters = '']): Call => {
      const pairs = parameters.split(',').map((part) => readPair(part.trim()));
      return {
        account,
        symbol,
        name: name.toLowerCase(),
        values: new Map(pairs.flatMap((pair) => (pair === null ? [] : [[pair.name, pair.value]]))),
      };
    }),
  );
}

/** Commands that change when, or whether, the others happen. */
const TIMING: ReadonlySet<string> = new Set(['wait', 'waitfor', 'continue', 'if', 'stopif', 'delay']);
const SAYING: ReadonlySet<string> = new Set(['notify', 'balance', 'exchangesettings', 'tag']);

const refusedCall = (code: DenialCode, message: string, remedy?: string): Reading => rejected(NAME, deny(code, message, remedy));

function readCall(call: Call): Reading | null {
  const { name, values } = call;
  const fields: OrderFields = new Map([
    ['account', call.account],
    ['symbol', call.symbol],
  ]);
  if (SAYING.has(name)) return null;
  if (name === 'cancel') {
    fields.set('action', 'cancel');
    return readOrderFields(fields, NAME);
  }
  if (TIMING.has(name))
    return refusedCall('UNSUPPORTED', `${name}(…) decides when the rest happens and is not understood.`, 'Send one alert for each step.');
  if (name !== 'market' && name !== 'limit' && name !== 'stopmarket')
    return refusedCall('UNSUPPORTED', `${name}(…) is not understood.`, 'Use market, limit, stopMarket or cancel.');
  if (values.get('reduceonly') === 'true') fields.set('reduce_only', true);
  const price = priceOf(name, values);
  if (typeof price === 'object' && price !== null) return price;
  fields.set('order_type', name === 'stopmarket' ? 'stop' : name);
  if (price !== null) fields.set(name === 'limit' ? 'limit_price' : 'stop_price', price);
  const position = values.get('position');
  return position === undefined ? readAmount(fields, values) : readTarget(fields, position);
}

/** The absolute price of a limit or stop; a refusal where it is a distance. */
function priceOf(name: string, values: ReadonlyMap<string, string>): string | null | Reading {
  if (name === 'market') return null;
  const offset = values.get('offset') ?? '';
  if (offset.startsWith('@')) return offset.slice(1);
  return refusedCall(
    'UNSUPPORTED',
    `${name}(…) names no price with @: a distance from the market is not understood.`,
    'Send offset=@ and the price.',
  );
}

function readAmount(fields: OrderFields, values: ReadonlyMap<string, string>): Reading {
  const amount = values.get('amount') ?? '';
  fields.set('action', values.get('side') ?? '');
  if (amount === '') return refusedCall('NO_QUANTITY', 'The command names no amount.');
  if (/p$/i.test(amount))
    return refusedCall('UNSUPPORTED', 'An amount of the position (with p) is not understood.', 'Send position=0 to close, or an amount.');
  if (amount.endsWith('%')) {
    fields.set('percent', amount);
    fields.set('percent_of', 'available');
  } else fields.set('quantity', amount.replace(/[a-z]{2,6}$/i, ''));
  if (/[a-z]{2,6}$/i.test(amount))
    return refusedCall('UNSUPPORTED', 'An amount in another currency is not understood.', 'Send the amount as a bare number.');
  return readOrderFields(fields, NAME);
}

/** `position=` is where to get to; 0 is flat. */
function readTarget(fields: OrderFields, position: string): Reading {
  const size = readNumber(position);
  if (size.type !== 'number') return refusedCall('UNSUPPORTED', 'position= takes a number of units.');
  if (isZero(size.value)) {
    fields.set('action', 'close');
    return { ...readOrderFields(fields, NAME), positionTarget: 'flat', positionSize: size.value };
  }
  fields.set('action', isNegative(size.value) ? 'sell' : 'buy');
  return { ...readOrderFields(fields, NAME), positionTarget: isNegative(size.value) ? 'short' : 'long', positionSize: size.value };
}

const isScript = (text: string): boolean => {
  if (text.length > COMMAND_TEXT_MAX || !text.includes('{') || !text.includes('(')) return false;
  const rest = text
    .replaceAll(BLOCK, '')
    .replaceAll(/#\w{1,20}/g, '')
    .trim();
  return rest === '' && text.match(BLOCK) !== null;
};

export const alertatron: Dialect = {
  name: NAME,
  claims: (body) => (body.type === 'text' && isScript(body.text) ? 'certain' : 'no'),
  read(body) {
    if (body.type !== 'text') return UNKNOWN_READING;
    const calls = readCalls(body.text);
    if (calls.length > COMMANDS_MAX)
      return rejected(NAME, deny('UNSUPPORTED', `The script has ${calls.length} commands; at most ${COMMANDS_MAX} are read.`));
    return joinLegs(
      calls.flatMap((call) => readCall(call) ?? []),
      NAME,
    );
  },
  examples: [
    {
      body: 'Desk(ETHUSD) { market(side=sell, amount=12); }\n#bot',
      reading: { action: 'sell', symbol: 'ETHUSD', quantity: decimal('12'), orderType: 'market', account: 'Desk' },
    },
    {
      body: 'Desk(ETHUSD) { limit(side=buy, amount=3, offset=@1850.5); }',
      reading: { orderType: 'limit', limitPrice: decimal('1850.5'), quantity: decimal('3') },
    },
    { body: 'Desk(ETHUSD) { market(position=0); } #bot', reading: { action: 'close', positionTarget: 'flat' } },
    { body: 'Desk(ETHUSD) { cancel(which=all); }', reading: { kind: 'cancel', symbol: 'ETHUSD' } },
    { body: 'Desk(ETHUSD) { cancel(which=all); market(side=buy, amount=5); }', reading: { action: 'multi', symbol: 'ETHUSD' } },
  ],
};
