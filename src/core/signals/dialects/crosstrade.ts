// Owns: CrossTrade's message for NinjaTrader: `key=…; command=PLACE; account=…; instrument=MNQ 03-26; action=BUY; …`, pairs
// between semicolons, on one line or many. The name of a future holds a blank and stays as it is written.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import type { Dialect } from '../dialect.ts';
import { rejected, UNKNOWN_READING } from '../draft-reading.ts';
import { COMMAND_TEXT_MAX, putPairs, readOrderFields, readPair, type OrderFields, type Pair } from '../word-fields.ts';
import { inText } from '../in-text.ts';

const NAME = 'crosstrade';
const NAMES: ReadonlyMap<string, string> = new Map([
  ['instrument', 'symbol'],
  ['qty', 'quantity'],
  ['quantity', 'quantity'],
  ['ordertype', 'order_type'],
  ['limitprice', 'limit_price'],
  ['stopprice', 'stop_price'],
  ['price', 'price'],
  ['tif', 'time_in_force'],
  ['account', 'account'],
  ['action', 'action'],
  ['marketposition', 'market_position'],
  ['position', 'market_position'],
  ['prevmarketposition', 'prev_market_position'],
  ['marketpositionsize', 'market_position_size'],
  ['prevmarketpositionsize', 'prev_market_position_size'],
  ['positionsize', 'position_size'],
  ['orderid', 'order_id'],
  ['percent', 'percent'],
  ['takeprofit', 'take_profit'],
  ['stoploss', 'stop_loss'],
]);
/** What the sender's own desk does with the message: nothing that changes the order here. */
const DESK: ReadonlySet<string> = new Set(
  'command syncstrategy outofsync timeframe strategytag strategy requiremarketposition flattenfirst ratelimit'.split(' '),
);
const CLOSING: ReadonlySet<string> = new Set(['close', 'closeposition', 'flatten', 'flat', 'flatplace', 'exit']);
const FUTURE = /^[A-Z0-9]{1,8} \d{2}-\d{2}$/i;

function readPairs(text: string): readonly Pair[] | null {
  if (text.length > COMMAND_TEXT_MAX || !text.includes(';')) return null;
  const parts = text.split(';').map((part) => part.trim());
  const pairs = parts.filter((part) => part !== '').map(readPair);
  const known = pairs.filter((pair): pair is Pair => pair !== null);
  const has = (name: string): boolean => known.some((pair) => pair.name === name);
  const isOwn = has('instrument') && has('account') && (has('command') || has('action'));
  const isCancel = has('command') && has('orderid');
  return known.length === pairs.length && (isOwn || isCancel) ? known : null;
}

const valueOf = (pairs: readonly Pair[], name: string): string | null => pairs.find((pair) => pair.name === name)?.value ?? null;

/** A future is read under its root, and gets its name back: no other reader knows a symbol with a blank. */
function readNamed(fields: OrderFields, instrument: string | null): Reading {
  if (instrument === null || !FUTURE.test(instrument)) return readOrderFields(fields, NAME);
  fields.set('symbol', instrument.split(' ', 1)[0] ?? instrument);
  return { ...readOrderFields(fields, NAME), symbol: instrument };
}

function read(pairs: readonly Pair[]): Reading {
  const fields: OrderFields = new Map();
  const twice = putPairs(
    fields,
    pairs.filter(({ name }) => !DESK.has(name)),
    NAMES,
  );
  if (twice !== null) return rejected(NAME, deny('CONTRADICTION', `${twice}= stands twice with different values.`));
  const command = (valueOf(pairs, 'command') ?? 'place').toLowerCase().replaceAll('_', '');
  const instrument = valueOf(pairs, 'instrument');
  if (command === 'place') return readNamed(fields, instrument);
  if (command === 'cancel' || command === 'cancelorder' || command === 'cancelorders' || command === 'cancelall') {
    fields.set('action', 'cancel');
    return readNamed(fields, instrument);
  }
  if (command === 'flatplace')
    return rejected(
      NAME,
      deny('UNSUPPORTED', 'FLATPLACE closes and opens in one message.', 'Send a close and then an order, or action=reverse.'),
    );
  if (command === 'reverse' || command === 'reverseposition') fields.set('action', 'reverse');
  else if (CLOSING.has(command)) fields.set('action', 'close');
  else return rejected(NAME, deny('UNKNOWN_ACTION', 'The command is none that is known: use PLACE, CLOSEPOSITION, REVERSE or CANCEL.'));
  return readNamed(fields, instrument);
}

const pairsIn = inText(readPairs);

export const crosstrade: Dialect = {
  name: NAME,
  claims: (body) => (pairsIn(body) !== null ? 'certain' : 'no'),
  read(body) {
    const pairs = pairsIn(body);
    return pairs === null ? UNKNOWN_READING : read(pairs);
  },
  examples: [
    {
      body: 'key=example-of-a-secret; command=PLACE; account=Sim7; instrument=NQ 06-26; action=SELL; qty=1; order_type=LIMIT; limit_price=18250.5; tif=GTC;',
      reading: {
        action: 'sell',
        symbol: 'NQ 06-26',
        quantity: decimal('1'),
        orderType: 'limit',
        limitPrice: decimal('18250.5'),
        account: 'Sim7',
        timeInForce: 'gtc',
      },
    },
    {
      body: 'key=example-of-a-secret;command=CLOSEPOSITION;account=Sim7;instrument=YM 06-26;',
      reading: { action: 'close', symbol: 'YM 06-26' },
    },
    { body: 'key=example-of-a-secret;command=CANCEL;account=Sim7;order_id=grid-3;', reading: { kind: 'cancel', orderId: 'grid-3' } },
  ],
};
