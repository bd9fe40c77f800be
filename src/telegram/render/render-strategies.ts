// Owns: /strategies: which ones there are, where they trade, who lets their entries pass.

import type { Decimal } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { ApprovalPolicy, Strategy } from '../../core/model/settings.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { formatMoney } from './format-number.ts';
import { formatDuration, formatTime, type TimeView } from './format-time.ts';
import type { Message } from './message.ts';
import { pageOf, pageRow, placeLine } from './page-of.ts';
import { type AccountView, renderAccount } from './render-account.ts';
import { senderText } from './sender-text.ts';

export interface StrategyView {
  readonly strategy: Strategy;
  readonly account: AccountView;
  readonly quoteCurrency: string;
  readonly paused: { readonly by: string; readonly at: Instant } | null;
  /** Set with /mode; null = as config.yaml says. */
  readonly approvalMode: 'confirm' | 'auto' | null;
}

/** `first`: the number of a row of the page, from 0. */
export function renderStrategies(views: readonly StrategyView[], time: TimeView, first: number): Message {
  const htmlOf = (view: StrategyView): string => strategyLines(view, time).join('\n');
  const page = pageOf(views, { first, htmlOf });
  const blocks = [...page.rows.map(htmlOf), ...placeLine(page)];
  const html = cutHtml(blocks.length === 0 ? 'No strategies: add one to config.yaml.' : blocks.join('\n\n'));
  return { html, keyboard: pageRow(page, 'strategies') };
}

function strategyLines(view: StrategyView, time: TimeView): string[] {
  const { strategy } = view;
  const size = sizeText(strategy.defaultQuantity, strategy.defaultNotional, view.quoteCurrency);
  return [
    `<b>${escapeHtml(strategy.name)}</b>`,
    renderAccount(view.account),
    view.paused === null ? '▶️ Running' : `⏸ Paused by ${senderText(view.paused.by, 40)} · ${formatTime(view.paused.at, time)}`,
    `Entries: ${approvalText(view)}; a card lives ${formatDuration(strategy.approvalTtlMs)}`,
    ...(size === null ? [] : [size]),
    ...(strategy.maxNotional === null ? [] : [`At most ${formatMoney(strategy.maxNotional, view.quoteCurrency)} an entry`]),
  ];
}

function approvalText(view: StrategyView): string {
  const configured = policyText(view.strategy.approval, view.quoteCurrency);
  if (view.approvalMode === null) return configured;
  const set = `${view.approvalMode === 'auto' ? 'pass by rule' : 'a person confirms'} (set in the chat`;
  return view.approvalMode === view.strategy.approval.type ? `${set})` : `${set}; config.yaml says: ${configured})`;
}

function policyText(policy: ApprovalPolicy, currency: string): string {
  if (policy.type === 'confirm') return 'a person confirms';
  return policy.type === 'auto' ? 'pass by rule' : `pass by rule below ${formatMoney(policy.notional, currency)}, else a person confirms`;
}

function sizeText(qty: Decimal | null, notional: Decimal | null, currency: string): string | null {
  if (qty !== null) return `Quantity where the alert has none: ${qty}`;
  return notional === null ? null : `Value where the alert has none: ${formatMoney(notional, currency)}`;
}
