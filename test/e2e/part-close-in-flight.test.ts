// A part is closed while the venue has not yet told what became of the entry: over HTTP for a copied trade, and in the chat.

import { expect, it } from 'vitest';
import { SHARE } from '../venues/alpaca-venue.ts';
import { alpacaHouse, type AlpacaAccount } from './alpaca-house.ts';
import type { House } from './house.ts';

const alpaca = alpacaHouse();

async function open(): Promise<{ readonly h: House; readonly venue: AlpacaAccount }> {
  const venue = await alpaca.openVenue('desk');
  const h = await alpaca.openHouse(`
accounts: { desk: ${venue.yaml} }
strategies:
  default: { account: desk, max_notional: 5000, approval: auto }
  follow: { account: desk, max_notional: 5000, approval: confirm, copy: { scale: 0.5 } }
`);
  return { h, venue };
}

const event = (type: string, amount: string): string =>
  JSON.stringify({ strategy: 'follow', type, trade_id: '7', pair: 'AAPL', direction: 'Long', amount });
const qtyAt = ({ exchange }: AlpacaAccount): string => exchange.ledger.position(SHARE).qty;
/** The entry has left, and its answer does not come. */
const inFlight = (h: House, { server }: AlpacaAccount): Promise<true> =>
  h.until('the entry to be under way', () => server.plan.met.some(({ kind, fault }) => kind === 'submit' && fault.type === 'late'));

it('a copied trade, approved in the chat, keeps the half that its leader keeps, also behind a restart', async () => {
  const { h, venue } = await open();
  const id = await h.alert(event('entry', '8'));
  await h.message('BUY 4 AAPL', 'left, until', 'SANDBOX');
  venue.server.plan.next('submit', { type: 'late' });
  await h.press('Approve');
  await inFlight(h, venue);
  const exit = await h.client.alert(event('exit', '4'));
  expect(exit).toMatchObject({ status: 202, body: { state: 'working' } });
  await h.restart();
  expect(qtyAt(venue)).toBe('0');
  venue.server.releaseLate();
  await h.inState(id, 'completed');
  await h.inState(String(exit.body['signal_id']), 'completed');
  expect(qtyAt(venue)).toBe('2');
  expect((await h.positions())[0]).toMatchObject({ strategy: 'follow', quantity: '2' });
  await h.message('CLOSE LONG AAPL', 'Filled: 2 AAPL');
  // the leader leaves what it kept
  await h.alert(event('exit', '4'));
  await h.until('nothing to be held', () => qtyAt(venue) === '0');
}, 60_000);

it.each([
  ['said in the chat', (h: House) => h.client.say('/close AAPL 50')],
  ['by an alert', (h: House) => h.alert('CLOSE AAPL 50%')],
])(
  'half, %s, is half of what is held at once and half of what is on its way when it comes',
  async (_, close) => {
    const { h, venue } = await open();
    await h.inState(await h.alert('BUY AAPL qty=4'), 'completed');
    venue.server.plan.next('submit', { type: 'late' });
    const id = await h.alert('BUY AAPL qty=6');
    await inFlight(h, venue);
    await close(h);
    // getting out waits for no answer about the entry
    await h.until('half of what is held to be sold', () => qtyAt(venue) === '2');
    await h.message('CLOSE AAPL', 'Filled: 2 AAPL');
    venue.server.releaseLate();
    await h.inState(id, 'completed');
    await h.message('BUY 6 AAPL', 'Filled: 6 AAPL');
    await h.until('half of it to be sold too', () => qtyAt(venue) === '5');
    await h.until('the books to agree', async () => (await h.positions())[0]?.['quantity'] === '5');
    await h.message('CLOSE AAPL', 'Filled: 3 AAPL');
  },
  60_000,
);
