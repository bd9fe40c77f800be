// Owns: /risk: every limit, how much of it is used, what it does, and what is reached now. What holds entries back comes first.

import type { Instant } from '../../core/model/ids.ts';
import { gte, HUNDRED, type Decimal } from '../../core/model/decimal.ts';
import type { LimitView } from '../../core/model/limit-view.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import { formatPrice } from './format-number.ts';
import { formatDuration, formatTime, type TimeView } from './format-time.ts';
import { refreshButton, type Message } from './message.ts';
import { renderMode } from './render-account.ts';
import { quotedText, senderText } from './sender-text.ts';
import { madeUp } from '../../core/model/markets/price-origin.ts';

export interface RiskView {
  readonly limits: readonly LimitView[];
  /** Nothing has a limit, whatever was asked for. */
  readonly isUnlimited: boolean;
  /** What bounds entries beside them. */
  readonly ofEntries: readonly LimitView[];
  /** What was asked for and has none: all are shown. */
  readonly unknown: string | null;
  readonly time: TimeView;
}

const CLOSE_TO = '80' as Decimal;
const ACTIONS = { deny: 'refuses the entry', pause: 'pauses until midnight', kill: 'kills until /unlock' } as const;
const WIND_DOWNS = { flatten_all: ', closes everything', keep_protected: ', closes what has no stop-loss', keep_all: '' } as const;

const isHolding = ({ breached }: LimitView): boolean => breached !== null && breached.liftedBy === null;

function signOf(limit: LimitView): string {
  if (isHolding(limit)) return '⛔';
  if (limit.uncounted !== null) return '⚠️';
  if (limit.isClosed || (limit.percent !== null && gte(limit.percent, HUNDRED))) return '🔴';
  return limit.percent !== null && gte(limit.percent, CLOSE_TO) ? '🟠' : '🟢';
}

const usedWords = ({ used, of, percent }: LimitView): string =>
  `${used === '' ? '' : `${escapeHtml(used)} of `}${escapeHtml(of)}${percent === null ? '' : ` (${percent} %)`}`;

function breachLine({ breached, onBreach, limit }: LimitView, time: TimeView): string[] {
  if (breached === null) return [];
  const until = (at: Instant | null): string => (at === null ? 'until /unlock' : `until ${formatTime(at, time)}`);
  const { at, detail, liftedBy } = breached;
  if (liftedBy !== null) {
    const lets = liftedBy === 'you' ? 'let' : 'lets';
    return [`   Reached ${formatTime(at, time)}; ${escapeHtml(liftedBy)} ${lets} entries pass ${until(breached.until)}`];
  }
  const way = onBreach === 'kill' ? '' : `, or /resume ${limit}`;
  return [`   <b>No entries ${until(breached.until)}${way}</b>: reached ${formatTime(at, time)}, ${escapeHtml(detail)}`];
}

/** A pause or a kill that nobody can count protects nobody: it has to be seen. */
function uncountedLine({ uncounted, onBreach }: LimitView): string[] {
  if (uncounted === null) return [];
  const then = onBreach === 'deny' ? '' : '; it is not reached by results as long as that lasts';
  return [`   <b>It cannot be counted: ${escapeHtml(uncounted)}</b>. Entries are refused (NO_RATE)${then}`];
}

/** "1 INR = 0.0119 USDT, 45 s old". */
const rateLines = ({ rates }: LimitView, { now }: TimeView): string[] =>
  rates.map(
    ({ from, to, price, at, source }) =>
      `   <i>1 ${senderText(from, 20)} = ${formatPrice(price)} ${senderText(to, 20)}${madeUp(source)}, ${formatDuration(now - at)} old</i>`,
  );

const limitLines = (limit: LimitView, time: TimeView): string[] => [
  `${signOf(limit)} <code>${limit.limit}</code>: ${usedWords(limit)}`,
  ...uncountedLine(limit),
  ...rateLines(limit, time),
  `   <i>${ACTIONS[limit.onBreach]}${limit.onBreach === 'deny' ? '' : WIND_DOWNS[limit.windDown]}</i>`,
  ...breachLine(limit, time),
];

function scopeBlock(limits: readonly LimitView[], time: TimeView): string {
  const [first] = limits;
  const modes = [...new Set(first?.accounts.map(({ mode }) => mode))].map(renderMode).join(', ');
  return [`<b>${escapeHtml(first?.scope ?? '')}</b> ${modes}`, ...limits.flatMap((limit) => limitLines(limit, time))].join('\n');
}

/** What each entry is measured by alone shares a line; what is used up has its own. */
function entryBlocks(views: readonly LimitView[]): readonly string[] {
  const lineOf = (limit: LimitView): string => `${signOf(limit)} <code>${limit.limit}</code>: ${usedWords(limit)}`;
  return [...new Set(views.map(({ scope }) => scope))].map((scope) => {
    const own = views.filter((each) => each.scope === scope);
    const modes = [...new Set(own[0]?.accounts.map(({ mode }) => mode))].map(renderMode).join(', ');
    const fixed = own.filter(({ used }) => used === '').map((limit) => `<code>${limit.limit}</code> ${escapeHtml(limit.of)}`);
    const counted = own.filter(({ used }) => used !== '').map(lineOf);
    return [`<b>${escapeHtml(scope)}</b> ${modes}`.trimEnd(), ...(fixed.length === 0 ? [] : [`▫️ ${fixed.join(' · ')}`]), ...counted].join(
      '\n',
    );
  });
}

const NONE =
  'No limit is set. Write <code>limits:</code> under a strategy or an account, or <code>risk:</code> over all of them, in config.yaml, such as <code>risk: { daily_loss: 3%, orders_per_minute: 10 }</code>.';

export function renderRisk({ limits, isUnlimited, ofEntries, unknown, time }: RiskView): Message {
  const keyboard = [[refreshButton('risk')]];
  const holding = limits.filter(isHolding);
  const uncounted = limits.filter((limit) => limit.uncounted !== null).length;
  const closed = limits.filter((limit) => limit.isClosed && !isHolding(limit));
  const head =
    holding.length + closed.length === 0
      ? `${uncounted === 0 ? '✅' : '⚠️'} <b>Risk limits</b>: none holds entries back${uncounted === 0 ? '' : `, ${uncounted} cannot be counted`}`
      : `⛔ <b>Risk limits</b>: ${[...holding, ...closed].map(({ limit, scope }) => `<code>${limit}</code> of ${escapeHtml(scope)}`).join(', ')} ${holding.length + closed.length === 1 ? 'holds' : 'hold'} entries back`;
  const scopes = [...new Set(limits.map(({ scope }) => scope))].map((scope) => limits.filter((limit) => limit.scope === scope));
  const ordered = [...scopes.filter((each) => each.some(isHolding)), ...scopes.filter((each) => !each.some(isHolding))];
  const missed = unknown === null ? [] : [`Nothing called ${quotedText(unknown, 60)} has limits; these are all:`];
  const entries = ofEntries.length === 0 ? [] : ['<b>Of each entry</b>: what is beyond it is refused', ...entryBlocks(ofEntries)];
  const blocks = [
    ...missed,
    isUnlimited ? NONE : head,
    ...ordered.map((each) => scopeBlock(each, time)),
    ...entries,
    'Exits pass every limit.',
  ];
  return { html: cutHtml(blocks.join('\n\n')), keyboard };
}
