// Owns: 3Commas' DCA bot: message_type and bot_id; without an action it starts a deal (a buy of the bot's pair). The pair is
// written quote first (USDT_SOL). `volume` is money of the quote currency.

import { decimal } from '../../model/decimal.ts';
import { deny } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';
import { fieldsDialect } from './dialect.ts';
import type { FieldIndex } from '../fields/field-index.ts';
import { rejected } from '../fields/draft-reading.ts';
import { editFields } from '../fields/edit-fields.ts';
import { readOrder } from '../order/read-order.ts';
import { closingAll, warnedReading } from '../fields/refused-reading.ts';

const NAME = 'threecommas_dca';
const DROP: ReadonlySet<string> = new Set(['messagetype', 'botid', 'emailtoken', 'dealid']);
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ['', 'buy'],
  ['startdeal', 'buy'],
  ['addfundsinquote', 'add'],
  ['addfunds', 'add'],
  ['closeatmarketprice', 'close'],
  ['closeatmarketpriceall', 'close'],
  ['closealldeals', 'close'],
  ['stopbotandclosedeals', 'close'],
  ['canceldeal', 'cancel'],
  ['cancel', 'cancel'],
]);
/** They are for all deals of the bot: without a pair everything is closed. */
const ALL_DEALS: ReadonlySet<string> = new Set(['closeatmarketpriceall', 'closealldeals', 'stopbotandclosedeals']);
/** What switches the bot at 3Commas, or ends its deals everywhere: /pause, /resume and /kill do that here. */
const SWITCHES: ReadonlySet<string> = new Set(['startbot', 'stopbot', 'startbotandstartdeal', 'stopbotandcanceldeals']);

function isItsOwn(index: FieldIndex): boolean {
  const { byName } = index;
  return byName.has('botid') && (byName.has('messagetype') || byName.has('emailtoken'));
}

function read(index: FieldIndex): Reading {
  const value = index.byName.get('action')?.value;
  const word = typeof value === 'string' ? value.toLowerCase().replaceAll(/[_\s-]/g, '') : '';
  if (SWITCHES.has(word))
    return rejected(
      NAME,
      deny('UNSUPPORTED', `The action ${word} switches a bot at 3Commas.`, 'Use /pause, /resume or /close in the chat.'),
    );
  const action = ACTIONS.get(word);
  const edited = editFields(index, {
    rename: new Map([['volume', 'notional']]),
    drop: action === undefined ? DROP : new Set([...DROP, 'action']),
    add: [['action', action ?? null]],
  });
  const reading = ALL_DEALS.has(word) ? closingAll(readOrder(edited, NAME)) : readOrder(edited, NAME);
  return word === 'stopbotandclosedeals' ? warnedReading(reading, 'Entries are not held back by it: /pause does that.') : reading;
}

export const threecommasDca = fieldsDialect(NAME, isItsOwn, read, [
  {
    body: '{"action":"close_at_market_price_all","message_type":"bot","bot_id":31,"email_token":"example-of-a-secret"}',
    reading: { kind: 'order', action: 'close', symbol: null, everything: true },
  },
  {
    body: '{"message_type":"bot","bot_id":4711,"email_token":"example-of-a-secret","delay_seconds":0,"pair":"USDT_LTC"}',
    reading: { action: 'buy', symbol: 'USDT_LTC', quantity: null, delayMs: null },
  },
  {
    body: '{"action":"add_funds_in_quote","message_type":"bot","bot_id":4711,"email_token":"example-of-a-secret","delay_seconds":30,"pair":"USDT_LTC","volume":40}',
    reading: { action: 'add', notional: decimal('40'), quantity: null, delayMs: 30_000 },
  },
  {
    body: '{"action":"close_at_market_price","message_type":"bot","bot_id":4711,"email_token":"example-of-a-secret","pair":"USDT_LTC"}',
    reading: { action: 'close', symbol: 'USDT_LTC' },
  },
  {
    body: '{"message_type":"bot_signal","bot_id":4711,"action":"exit_short","pair":"LTCUSDT","secret":"example-of-a-secret"}',
    reading: { action: 'close_short' },
  },
]);
