// Owns: /stats: what came of the alerts so far, by strategy and dialect, and how long it took.

import { averageMs, percentileMs, type Latencies } from '../../core/model/alerts/latencies.ts';
import { successRate, type AlertGroup, type AlertSummary } from '../../core/model/alerts/summarize-alerts.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { LIST_ROWS_MAX } from './limits.ts';
import type { Message } from './message.ts';

const counted = (count: number, word: string): string[] => (count === 0 ? [] : [`${count} ${word}`]);

/** "12 received, 2 refused, 9 executed". */
function countsText({ tally, accepted }: AlertGroup): string {
  return [
    `${tally.received} received`,
    ...counted(tally.received - accepted, 'refused'),
    ...counted(tally.executed, 'executed'),
    ...counted(tally.failed, 'failed'),
    ...counted(tally.duplicates, 'repeats held back'),
    ...counted(tally.retried, 'sends repeated'),
  ].join(', ');
}

function latencyLine(what: string, latencies: Latencies): string[] {
  if (latencies.count === 0) return [];
  const [half, most] = [percentileMs(latencies, 0.5) ?? 0, percentileMs(latencies, 0.99) ?? 0];
  return [`${what}: half within ${half} ms, 99 % within ${most} ms, ${averageMs(latencies) ?? 0} ms on average`];
}

function overallLines(all: AlertGroup): string[] {
  const rate = successRate(all);
  return [
    '<b>Alerts since the first start</b>',
    countsText(all),
    ...(rate === null ? [] : [`Successful: ${Math.round(rate * 1_000) / 10} %`]),
    ...latencyLine('Sender answered', all.toSender),
    ...latencyLine('At the venue', all.tally.toVenue),
  ];
}

function groupLines(title: string, groups: ReadonlyMap<string, AlertGroup>): string[] {
  const busiest = [...groups].sort(([, a], [, b]) => b.tally.received - a.tally.received);
  const lines = busiest.slice(0, LIST_ROWS_MAX).map(([name, group]) => `${escapeHtml(name)}: ${countsText(group)}`);
  const rest = busiest.length - LIST_ROWS_MAX;
  return [`<b>${title}</b>`, ...lines, ...(rest > 0 ? [`… and ${rest} more`] : [])];
}

function refusalLines({ tally }: AlertGroup): string[] {
  const codes = Object.entries(tally.refused).sort(([, a], [, b]) => b - a);
  if (codes.length === 0) return [];
  return ['<b>Refused</b>', ...codes.slice(0, LIST_ROWS_MAX).map(([code, count]) => `<code>${escapeHtml(code)}</code> ${count}`)];
}

export function renderStats({ all, byStrategy, byDialect }: AlertSummary): Message {
  if (all.tally.received === 0)
    return { html: 'No alerts yet. POST one to /webhook, or to /webhook/test to see how it is read.', keyboard: [] };
  const blocks = [
    overallLines(all),
    groupLines('By strategy', byStrategy),
    groupLines('By way of writing', byDialect),
    refusalLines(all),
    ['Waiting for a person is not counted. The time until the sender was answered counts since this process started.'],
  ];
  const html = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
  return { html: cutHtml(html), keyboard: [] };
}
