// Owns: a Reading while it is being put together. The first refusal wins and what was read before and after it stays, so
// that /webhook/test and the chat can show as much of the alert as there is.

import { deny, type Denial, type DenialCode } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';

/** Warnings of one reading; a message with thousands of unknown fields must not fill the chat. */
const WARNINGS_MAX = 12;
/** The dialect of an alert that none claims. */
export const NO_DIALECT = 'unknown';

export type Draft = { -readonly [Name in Exclude<keyof Reading, 'warnings'>]: Reading[Name] } & { warnings: string[] };

/** An order about which nothing is known yet. */
export function newDraft(dialect: string): Draft {
  return {
    kind: 'order',
    dialect,
    action: null,
    side: null,
    symbol: null,
    everything: null,
    marketKind: null,
    quantity: null,
    quantityUnit: null,
    contractsOf: null,
    notional: null,
    percent: null,
    percentOf: null,
    orderType: null,
    limitPrice: null,
    stopPrice: null,
    signalPrice: null,
    waitedFor: null,
    takeProfits: [],
    stopLoss: null,
    trailing: null,
    leverage: null,
    marginMode: null,
    positionTarget: null,
    positionSize: null,
    sizeAfter: null,
    positionSide: null,
    previousPosition: null,
    previousSize: null,
    strategy: null,
    account: null,
    exchange: null,
    timeInForce: null,
    extendedHours: null,
    reduceOnly: null,
    orderId: null,
    riskPercent: null,
    riskAmount: null,
    atrSizing: null,
    atr: null,
    profitLock: null,
    breakEvenAfter: null,
    timeStop: null,
    productType: null,
    contract: null,
    entries: [],
    legs: [],
    sortOrder: null,
    onLegFailure: null,
    alertType: null,
    copyEvent: null,
    tradeId: null,
    fillPrice: null,
    fillQuantity: null,
    delayMs: null,
    condition: null,
    comment: null,
    sentAt: null,
    maxLagMs: null,
    eventId: null,
    misspeltStop: null,
    warnings: [],
    entryRefusal: null,
    refusal: null,
  };
}

const isWhole = (reading: Reading): boolean =>
  (reading.maxLagMs as Reading['maxLagMs'] | undefined) !== undefined &&
  (reading.atr as Reading['atr'] | undefined) !== undefined &&
  (reading.onLegFailure as Reading['onLegFailure'] | undefined) !== undefined &&
  (reading.condition as Reading['condition'] | undefined) !== undefined &&
  (reading.alertType as Reading['alertType'] | undefined) !== undefined &&
  (reading.everything as Reading['everything'] | undefined) !== undefined &&
  (reading.extendedHours as Reading['extendedHours'] | undefined) !== undefined &&
  (reading.marketKind as Reading['marketKind'] | undefined) !== undefined &&
  (reading.waitedFor as Reading['waitedFor'] | undefined) !== undefined &&
  (reading.breakEvenAfter as Reading['breakEvenAfter'] | undefined) !== undefined &&
  (reading.timeStop as Reading['timeStop'] | undefined) !== undefined &&
  (reading.contractsOf as Reading['contractsOf'] | undefined) !== undefined &&
  (reading.misspeltStop as Reading['misspeltStop'] | undefined) !== undefined &&
  (reading.entryRefusal as Reading['entryRefusal'] | undefined) !== undefined &&
  reading.legs.every(isWhole);

/** A reading of an older journal or checkpoint, and its legs, with the fields that have come since. */
export function completeReading(reading: Reading): Reading {
  if (isWhole(reading)) return reading;
  const whole = { ...newDraft(reading.dialect), ...reading };
  return { ...whole, legs: whole.legs.map(completeReading) };
}

/**
 * Refuses the alert, unless it is refused already. A missing symbol stands back behind every other reason: config.yaml may
 * fill it in (default_symbol), and then nothing else may be wrong.
 */
export function refuse(draft: Draft, code: DenialCode, message: string, remedy?: string): void {
  if (draft.refusal === null || draft.refusal.code === 'MISSING_SYMBOL') draft.refusal = deny(code, message, remedy);
}

/** What `read` answers, and what it would refuse: that refuses nothing yet. */
export function readApart<T>(draft: Draft, read: () => T): { readonly answer: T; readonly fault: Denial | null } {
  const before = draft.refusal;
  draft.refusal = null;
  const answer = read();
  const fault = draft.refusal;
  draft.refusal = before;
  return { answer, fault };
}

/** What these may enter or close: only the book can tell. */
const MAY_ENTER: ReadonlySet<Draft['action']> = new Set<Draft['action']>(['buy', 'sell', 'reverse', 'add']);

/** Refuses what the alert would enter; what it closes is closed. */
export function refuseEntry(draft: Draft, code: DenialCode, message: string, remedy?: string): void {
  if (MAY_ENTER.has(draft.action)) draft.entryRefusal ??= deny(code, message, remedy);
  else refuse(draft, code, message, remedy);
}

export function warn(draft: Draft, warning: string): void {
  if (draft.warnings.length < WARNINGS_MAX) draft.warnings.push(warning);
}

/** The reading: a reject where anything was refused. */
export const finishReading = (draft: Draft): Reading => (draft.refusal === null ? draft : { ...draft, kind: 'reject' });

/** A reading that says nothing but why. */
export const rejected = (dialect: string, refusal: Denial): Reading => ({ ...newDraft(dialect), kind: 'reject', refusal });

/** What a dialect answers for a body that it never claims. */
export const UNKNOWN_READING: Reading = rejected(NO_DIALECT, deny('NOT_UNDERSTOOD', 'The message is of another kind than its dialect.'));
