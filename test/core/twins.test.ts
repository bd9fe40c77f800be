// A twin on paper is there to be compared: it never holds back, asks for, refuses or closes anything of what it stands beside.

import { expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import type { ApprovalPolicy, Settings } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { ANN, Engine, perpetual, settingsWith } from './engine.ts';

const REAL = accountName('testnet');
const TWIN = accountName('paper');
const BUY = 'BUY BTCUSDT.P @ 1000 qty=0.1 sl=900';

const share = (name: typeof REAL, scale: string) => ({ name, scale: decimal(scale), symbols: {}, approval: null, maxNotional: null });

function settings(approval: ApprovalPolicy, twinScale: string): Settings {
  const base = settingsWith({ approval, accounts: [share(REAL, '1'), share(TWIN, twinScale)], account: REAL, twin: TWIN });
  const [paper] = base.accounts.values();
  if (paper === undefined) throw new Error('no account');
  return {
    ...base,
    accounts: new Map([
      [REAL, { ...paper, name: REAL, mode: 'sandbox' as const }],
      [TWIN, { ...paper, name: TWIN }],
    ]),
  };
}

class Pair extends Engine {
  constructor(approval: ApprovalPolicy, twinScale = '1') {
    super(settings(approval, twinScale));
  }

  part(alert: Signal, account: typeof REAL): Signal {
    const found = (this.signal(alert.id).group?.children ?? []).map((id) => this.signal(id)).find((each) => each.account === account);
    if (found === undefined) throw new Error(`no part on ${account}`);
    return found;
  }

  priceOn(account: typeof REAL): void {
    for (const work of this.due()) {
      if (work.type !== 'price_signal' || work.account !== account) continue;
      this.run({ type: 'price_signal', signalId: work.signalId, instrument: perpetual, quote: this.quote('1000'), nonce: this.nonce() });
    }
  }

  entryOn(account: typeof REAL): string | null {
    return this.orders((order) => order.account === account && order.role === 'entry')[0]?.status ?? null;
  }

  answer(alert: Signal, type: 'approve' | 'decline'): void {
    const nonce = this.signal(alert.id).approval?.nonce;
    if (nonce === undefined) throw new Error('nobody is asked');
    if (type === 'approve') this.run({ type, nonce, by: ANN, quote: null, updateId: null });
    else this.run({ type, nonce, by: ANN, updateId: null, pauseStrategy: false });
  }
}

it('the card of an alert does not wait for the price of its twin, which enters later without a question', () => {
  const pair = new Pair({ type: 'confirm' });
  const alert = pair.alert(BUY);
  pair.priceOn(REAL);
  expect(pair.signal(alert.id).state).toBe('awaiting_approval');
  pair.answer(alert, 'approve');
  expect([pair.entryOn(REAL), pair.entryOn(TWIN)]).toEqual(['initialized', null]);
  pair.priceOn(TWIN);
  expect(pair.entryOn(TWIN)).toBe('initialized');
});

it('what a person declines is not traded on paper either, although the twin had no price yet', () => {
  const pair = new Pair({ type: 'confirm' });
  const alert = pair.alert(BUY);
  pair.priceOn(REAL);
  pair.answer(alert, 'decline');
  pair.priceOn(TWIN);
  expect([pair.entryOn(REAL), pair.entryOn(TWIN)]).toEqual([null, null]);
  expect(pair.part(alert, TWIN).state).toBe('declined');
  expect(pair.signal(alert.id).state).toBe('declined');
});

it('a card that nobody answers expires for the twin, too', () => {
  const pair = new Pair({ type: 'confirm' });
  const alert = pair.alert(BUY);
  pair.priceOn(REAL);
  pair.now += 121_000;
  pair.run({ type: 'clock' });
  pair.priceOn(TWIN);
  expect([pair.part(alert, REAL).state, pair.part(alert, TWIN).state, pair.entryOn(TWIN)]).toEqual(['expired', 'expired', null]);
});

it('a twin that is larger than what passes by rule asks nobody: what it stands beside passes', () => {
  const pair = new Pair({ type: 'auto_below', notional: decimal('500') }, '10');
  const alert = pair.alert(BUY);
  pair.priceOn(TWIN);
  expect(pair.entryOn(TWIN)).toBeNull();
  pair.priceOn(REAL);
  expect([pair.entryOn(REAL), pair.entryOn(TWIN)]).toEqual(['initialized', 'initialized']);
  expect(pair.signal(alert.id).approval).toBeNull();
});

it('one card is for both where both have their size, and half of it is half of both', () => {
  const pair = new Pair({ type: 'confirm' });
  const alert = pair.alert(BUY);
  pair.priceOn(TWIN);
  pair.priceOn(REAL);
  const nonce = pair.signal(alert.id).approval?.nonce ?? pair.nonce();
  pair.run({ type: 'halve', nonce, by: ANN, nextNonce: pair.nonce(), quote: null, updateId: null });
  expect([pair.part(alert, REAL).proposal?.qty, pair.part(alert, TWIN).proposal?.qty]).toEqual(['0.05', '0.05']);
  pair.answer(alert, 'approve');
  expect([pair.entryOn(REAL), pair.entryOn(TWIN)]).toEqual(['initialized', 'initialized']);
});

it('a twin too small to be halved keeps nobody from halving the order that counts', () => {
  const pair = new Pair({ type: 'confirm' }, '0.06');
  const alert = pair.alert(BUY);
  pair.priceOn(TWIN);
  pair.priceOn(REAL);
  const nonce = pair.signal(alert.id).approval?.nonce ?? pair.nonce();
  const halved = pair.run({ type: 'halve', nonce, by: ANN, nextNonce: pair.nonce(), quote: null, updateId: null });
  expect(halved.type).toBe('done');
  expect([pair.part(alert, REAL).proposal?.qty, pair.part(alert, TWIN).proposal?.qty]).toEqual(['0.05', '0.006']);
});

it('a twin that fails leaves what is real as it is, and asks nothing about it', () => {
  const pair = new Pair({ type: 'auto' });
  const alert = pair.alert(BUY);
  pair.priceOn(REAL);
  pair.priceOn(TWIN);
  const real = pair.orders(({ account, role }) => account === REAL && role === 'entry')[0];
  const paper = pair.orders(({ account, role }) => account === TWIN && role === 'entry')[0];
  if (real === undefined || paper === undefined) throw new Error('no entries');
  pair.send(real);
  pair.fill(real, '0.1', '1000');
  pair.run({ type: 'begin_submit', orderId: paper.id });
  pair.run({ type: 'venue_report', report: { type: 'rejected', orderId: paper.id, reason: 'insufficient balance' } });
  expect(pair.signal(alert.id).group?.lanes.map(({ remedy }) => remedy)).toEqual([null, null]);
  expect(pair.orders(({ account, role }) => account === REAL && role === 'exit')).toEqual([]);
  expect([...pair.state.positions.values()].map(({ account, qty }) => [account, qty])).toEqual([[REAL, '0.1']]);
});
