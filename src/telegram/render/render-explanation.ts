// Owns: /explain: how an alert is read, every step of what would come of it, and the button that makes it real.

import type { Denial } from '../../core/model/denial.ts';
import type { Reading } from '../../core/model/signal.ts';
import { cutHtml } from './cut-html.ts';
import { escapeHtml } from './escape-html.ts';
import type { Message } from './message.ts';
import { alertFacts } from './render-alert.ts';
import { renderDenial } from './render-denial.ts';
import { promptKeyboard, type PromptView } from './render-prompt.ts';
import { ourText, senderText } from './sender-text.ts';

type Fact = readonly [name: string, value: string];

export interface ExplanationView {
  readonly reading: Reading;
  /** What the reading says beside the usual: name and value. */
  readonly facts: readonly Fact[];
  /** The same of each leg. */
  readonly legFacts: readonly (readonly Fact[])[];
  readonly would: 'execute' | 'ask' | 'deny';
  readonly checks: readonly { readonly check: string; readonly passed: boolean; readonly detail: string }[];
  readonly denial: Denial | null;
  /** Null: nothing can be made of it, or this person may not. */
  readonly prompt: PromptView | null;
  /** Sentences of ours. */
  readonly hints: readonly string[];
}

/** Sentences with numbers in them are longer than a sender's words may be; a sum has up to eight steps. */
const DETAIL_CHARS_MAX = 600;
const WARNINGS_SHOWN_MAX = 8;
const LEGS_SHOWN_MAX = 10;

const WOULD_WORDS = {
  execute: '⚡️ <b>It would be done at once</b>',
  ask: '🔔 <b>A card would ask first</b>',
  deny: '⛔ <b>It would be denied</b>',
} as const;
const WAIT_WORDS = {
  execute: '⏲ <b>It would wait, and be done when its condition is met</b>',
  ask: '⏲ <b>It would wait, and a card would ask when its condition is met</b>',
  deny: WOULD_WORDS.deny,
} as const;
/** What is refused of it now may pass by then. */
const WAIT_AND_FAIL = '⏲ <b>It would wait; if its condition were met now, it would be refused: see ✗</b>';

function headline({ kind, action, symbol }: Reading): string {
  if (kind === 'reject') return '<b>🔎 Not taken as an alert</b>';
  const words = [(action ?? kind).replaceAll('_', ' ').toUpperCase(), symbol === null ? '' : senderText(symbol, 40)];
  return `<b>🔎 ${words.join(' ').trim()}</b>`;
}

const factText = ([name, value]: Fact): string => `${escapeHtml(name)}: ${senderText(value)}`;

function legLine(leg: Reading, index: number, facts: readonly Fact[]): string {
  const fault = leg.refusal ?? leg.entryRefusal;
  const refused = fault === null ? [] : [`⛔ ${senderText(fault.message)}`];
  return [`Leg ${index + 1}: ${alertFacts(leg)}`, ...facts.map(factText), ...refused].join(' · ');
}

/** What of its levels is wrong, where no warning says it. */
function faultLines({ entryRefusal, warnings }: Reading): string[] {
  if (entryRefusal === null || warnings.some((warning) => warning.startsWith(entryRefusal.message))) return [];
  return [`⛔ ${senderText(entryRefusal.message)}`];
}

function readingLines({ reading, facts, legFacts }: ExplanationView): string[] {
  const legs = reading.legs.slice(0, LEGS_SHOWN_MAX).map((leg, index) => legLine(leg, index, legFacts[index] ?? []));
  if (reading.refusal?.code === 'NOT_UNDERSTOOD' && reading.warnings.length === 0) return [];
  return [
    `Read as ${escapeHtml(reading.dialect)}: ${alertFacts(reading)}`,
    ...legs,
    ...facts.map(factText),
    ...faultLines(reading),
    ...reading.warnings.slice(0, WARNINGS_SHOWN_MAX).map((warning) => `⚠️ ${senderText(warning)}`),
  ];
}

const checkLine = ({ check, passed, detail }: ExplanationView['checks'][number]): string =>
  `${passed ? '✓' : '✗'} ${escapeHtml(check)}: ${ourText(detail, DETAIL_CHARS_MAX)}`;

/** Of an alert of many legs only what decides is shown of what passed: with everything it would be cut in the middle. */
const CHECKS_SHOWN_MAX = 30;
const DECIDES = /(?:strategy and symbol|price|size|exit|approval)$/;

function checkLines(checks: ExplanationView['checks']): string[] {
  if (checks.length <= CHECKS_SHOWN_MAX) return checks.map(checkLine);
  const shown = checks.filter(({ check, passed }) => !passed || DECIDES.test(check));
  return [...shown.map(checkLine), `✓ ${checks.length - shown.length} more checks passed`];
}

function wouldWords({ condition }: Reading, would: ExplanationView['would'], checks: ExplanationView['checks']): string {
  if (condition === null) return WOULD_WORDS[would];
  return would !== 'deny' && checks.some(({ passed }) => !passed) ? WAIT_AND_FAIL : WAIT_WORDS[would];
}

/** A reading that was refused has one check, which says what the denial says. */
const verdictLines = ({ would, checks, denial, reading }: ExplanationView): string[] => [
  ...(reading.kind === 'reject' ? [] : [wouldWords(reading, would, checks), ...checkLines(checks)]),
  ...(denial === null ? [] : [renderDenial(denial)]),
];

export function renderExplanation(view: ExplanationView): Message {
  const blocks = [
    [headline(view.reading)],
    readingLines(view),
    verdictLines(view),
    view.hints.map((hint) => ourText(hint, DETAIL_CHARS_MAX)),
  ];
  const html = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
  return { html: cutHtml(html), keyboard: view.prompt === null ? [] : promptKeyboard(view.prompt) };
}
