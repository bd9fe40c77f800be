// Owns: /status: may entries pass, who is paused, what is open, what nobody knows. The first line answers the first question.

import type { AccountName, Instant, StrategyName } from '../../core/model/ids.ts';
import type { LimitView } from '../../core/model/limit-view.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { formatDuration, formatTime, type TimeView } from './format-time.ts';
import { type Message, refreshButton } from './message.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { ourText, senderText } from './sender-text.ts';

export interface StatusView {
  readonly tradingState: 'active' | 'reducing' | 'halted';
  readonly tradingStateBy: { readonly who: string; readonly at: Instant; readonly reason: string } | null;
  readonly accounts: readonly AccountView[];
  readonly diskTrouble: string | null;
  /** Accounts whose venues could not be asked. */
  readonly silent: readonly AccountName[];
  /** Limits that hold back entries. */
  readonly limitsReached: readonly LimitView['limit'][];
  readonly pausedStrategies: readonly StrategyName[];
  readonly pausedSymbols: readonly string[];
  readonly strategyCount: number;
  readonly openCards: number;
  readonly workingOrders: number;
  /** Orders whose outcome nobody knows. */
  readonly unknownOrders: number;
  readonly positions: number;
  /** Positions that hold quantity and have no stop-loss working at the venue. */
  readonly unprotectedPositions: number;
  /** Their stop-loss is with us, by plan: the venue of their account holds none. */
  readonly watchedPositions: number;
  /** Orders that wait for a price or a time. */
  readonly waiting: number;
  /** As in /stats: what came from outside, since the first start. */
  readonly alerts: number;
  readonly duplicates: number;
  readonly undelivered: number;
  readonly telegramDownSince: Instant | null;
  readonly time: TimeView;
}

const TRADING_WORDS = {
  active: '✅ <b>Trading is active</b>',
  reducing: '🟠 <b>Reducing</b>: exits pass, entries do not',
  halted: '🛑 <b>Halted</b>: exits pass, entries do not; /unlock lets them pass again',
} as const;

export function renderStatus(view: StatusView): Message {
  const by = view.tradingStateBy;
  const blocks = [
    [
      ...(view.diskTrouble === null ? [] : [`🚨 <b>${ourText(view.diskTrouble, 300)}</b>`]),
      isAllPaused(view)
        ? '⏸ <b>Every strategy is paused</b>: exits pass, entries do not; /resume lets them pass again'
        : TRADING_WORDS[view.tradingState],
      ...(by === null || view.tradingState === 'active'
        ? []
        : [`Since ${formatTime(by.at, view.time)} by ${senderText(by.who, 40)}: ${senderText(by.reason)}`]),
    ],
    [
      ...view.accounts.map((account) => renderAccount(account)),
      ...(view.silent.length === 0
        ? []
        : [`📡 Could not be asked: ${view.silent.map((name) => escapeHtml(name)).join(', ')} · /positions`]),
    ],
    [
      `Positions: ${view.positions}${view.positions > 0 ? ' · /positions' : ''}`,
      ...(view.unprotectedPositions > 0 ? [`⚠️ Without a working stop-loss: ${view.unprotectedPositions}`] : []),
      ...(view.watchedPositions > 0 ? [`👁 Stop-loss watched by Signalman, not held by the venue: ${view.watchedPositions}`] : []),
      `Orders working: ${view.workingOrders}${view.workingOrders > 0 ? ' · /orders' : ''}`,
      ...(view.unknownOrders > 0 ? [`❓ Orders whose outcome is unknown: ${view.unknownOrders}`] : []),
      ...(view.waiting > 0 ? [`⏲ Waiting for a price or a time: ${view.waiting} · /waiting`] : []),
      `Cards waiting for an answer: ${view.openCards}`,
      ...pausedLines(view),
      ...(view.limitsReached.length === 0 ? [] : [`⛔ Limits that hold back entries: ${view.limitsReached.join(', ')} · /risk`]),
    ],
    [
      `Alerts: ${view.alerts}, repeats: ${view.duplicates}`,
      ...(view.undelivered > 0 ? [`Messages on their way: ${view.undelivered}`] : []),
      ...(view.telegramDownSince === null ? [] : [`📡 Telegram unreachable for ${formatDuration(view.time.now - view.telegramDownSince)}`]),
      `As of ${formatTime(view.time.now, view.time)}`,
    ],
  ];
  const html = blocks.map((block) => block.join('\n')).join('\n\n');
  return { html: cutHtml(html), keyboard: [[refreshButton('status')]] };
}

const isAllPaused = ({ tradingState, pausedStrategies, strategyCount }: StatusView): boolean =>
  tradingState === 'active' && strategyCount > 0 && pausedStrategies.length === strategyCount;

const pausedLines = ({ pausedStrategies, pausedSymbols, strategyCount }: StatusView): string[] => [
  pausedStrategies.length === 0
    ? `Strategies: ${strategyCount}, none paused`
    : `⏸ Paused: ${pausedStrategies.map((name) => escapeHtml(name)).join(', ')} of ${strategyCount} strategies`,
  ...(pausedSymbols.length === 0 ? [] : [`⏸ No entries in ${pausedSymbols.map((name) => escapeHtml(name)).join(', ')}`]),
];
