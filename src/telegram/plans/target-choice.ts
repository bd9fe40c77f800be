// Owns: the question which of several targets is meant. Whoever has written the new price already needs one tap more, and the
// command that says it at once stands beside it. Nothing is changed before that: a ladder is not lost to a guess.

import { openTargets } from '../../core/engine/exits/move-target.ts';
import type { State } from '../../core/engine/state.ts';
import type { Decimal } from '../../core/model/decimal.ts';
import type { Position } from '../../core/model/position.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import { manageData, moveTargetData } from './position-handle.ts';
import { positionTitle } from './position-title.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { formatPrice } from '../render/format-number.ts';
import { LIST_ROWS_MAX } from '../render/limits.ts';
import type { Message } from '../render/message.ts';

/** `to`: where it goes; null: it is taken away; absent: that is asked next. Null: there are not several. HTML. */
export function targetChoice(state: State, deps: Pick<HandlerDeps, 'settings'>, position: Position, to?: Decimal | null): Message | null {
  const targets = position.plan === null ? [] : openTargets(position.plan).slice(0, LIST_ROWS_MAX);
  if (targets.length < 2) return null;
  const where = to === undefined ? 'moved' : to === null ? 'taken away' : `moved to ${formatPrice(to)}`;
  const rows = targets.flatMap(({ price, share }) => {
    const data = to === undefined ? manageData(state, position.key, 'tg', price) : moveTargetData(position, price, to);
    return data === null ? [] : [[{ text: `🎯 ${formatPrice(price)} for ${share} %`, data }]];
  });
  const html = [`🎯 Which target is to be ${where}?`, positionTitle(deps, position)];
  return { html: [...html, ...(to === undefined ? [] : commandLines(position, to))].join('\n'), keyboard: rows };
}

function commandLines(position: Position, to: Decimal | null): readonly string[] {
  const { instrument, strategy, account, plan } = position;
  const line = (...words: readonly string[]): string =>
    `<code>${escapeHtml(['/target', instrument.symbol, strategy, account, ...words, to ?? 'off'].join(' '))}</code>`;
  const targets = plan === null ? [] : openTargets(plan).slice(0, LIST_ROWS_MAX);
  const all = to === null ? 'All of them:' : 'All of them, for everything to leave there:';
  return ['Nothing was changed yet.', ...targets.map(({ price }) => line(price)), `${all} ${line('all')}`];
}
