// Owns: the question that a disagreement asks (sync or ignore), and what Sync does: the book is brought to what the alert
// says, an exit at once, an entry through sizing, risk and approval like any other. A newer alert takes the question back.

import { type Decimal, div, isPositive, isZero } from '../../model/decimal.ts';
import type { PositionKey } from '../../model/ids.ts';
import { SYNC_TTL_MS } from '../../model/limits.ts';
import type { Reading, Signal } from '../../model/signal.ts';
import type { ReceiveAlert } from '../command.ts';
import { record, tell, type Draft } from '../draft.ts';
import type { Disagreement } from './missed-alerts.ts';
import { describeQty } from './plan-target.ts';
import type { PromptAction } from '../state.ts';

const senderName = (dialect: string): string => (dialect.startsWith('tradingview') ? 'TradingView' : `The sender (${dialect})`);

/** Questions about this share that an older alert has left. */
export function closeOldQuestions(draft: Draft, key: PositionKey): void {
  for (const prompt of draft.state.prompts.values()) {
    if (prompt.action.type === 'sync' && prompt.action.positionKey === key)
      record(draft, { type: 'prompt_closed', nonce: prompt.nonce, by: null });
  }
}

/** `alert`: the order that disagrees, of an alert of several that part of it. */
export function askToSync(
  draft: Draft,
  alert: Pick<ReceiveAlert, 'signalId' | 'nonce'>,
  key: PositionKey,
  { target, says, after, held }: Disagreement,
): void {
  const signal = draft.state.signals.get(alert.signalId);
  // what a person does in the chat is no news of the sender's
  if (signal === undefined || signal.origin.type !== 'webhook') return;
  const said = target === null ? (says ?? 'another position') : describeQty(target);
  const action: PromptAction | null = target === null ? null : { type: 'sync', signalId: signal.id, positionKey: key, target };
  if (action !== null)
    record(draft, { type: 'prompt_opened', prompt: { nonce: alert.nonce, action, askedBy: null, expiresAt: draft.now + SYNC_TTL_MS } });
  const title = `${senderName(signal.reading.dialect)} says ${said}, you hold ${describeQty(held)}`;
  const mode = draft.settings.accounts.get(signal.account ?? ('' as never))?.mode ?? 'paper';
  tell(draft, {
    severity: 'warning',
    groupKey: `sync:${key}`,
    title: action === null ? title : `${title}: sync or ignore?`,
    text: `${signal.strategy ?? ''} on ${signal.account ?? ''} (${mode.toUpperCase()}), ${signal.symbol ?? ''}: an alert may have been missed. This one (${signal.reading.action ?? ''}) was worked by its own words, which leads to ${describeQty(after)}.`,
    nextStep:
      action === null
        ? 'The alert names no size to sync with: look at both, and close or enter by hand if need be.'
        : 'Sync closes or enters what is missing; an entry is checked and asked for like any other. Ignore leaves it as it is.',
    signalId: signal.id,
    ...(action === null ? {} : { prompt: alert.nonce }),
  });
}

/** The reading of the order that Sync gives: the target, with the stop and the targets of the alert. `lot`: units, where its market counts lots. */
export function syncReading({ reading, symbol }: Signal, action: PromptAction & { type: 'sync' }, lot: Decimal | null): Reading {
  const target = lot === null ? action.target : div(action.target, lot);
  return {
    ...reading,
    action: isZero(target) ? 'close' : isPositive(target) ? 'buy' : 'sell',
    side: isZero(target) ? null : isPositive(target) ? 'buy' : 'sell',
    symbol: reading.symbol ?? symbol,
    quantity: null,
    quantityUnit: null,
    notional: null,
    percent: null,
    percentOf: null,
    riskPercent: null,
    riskAmount: null,
    orderType: 'market',
    limitPrice: null,
    stopPrice: null,
    positionTarget: isZero(target) ? 'flat' : isPositive(target) ? 'long' : 'short',
    positionSize: target,
    positionSide: null,
    sizeAfter: null,
    previousPosition: null,
    previousSize: null,
    reduceOnly: null,
    // a person means it now
    sentAt: null,
    delayMs: null,
    eventId: null,
  };
}
