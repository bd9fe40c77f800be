// Owns: the answer to a command that names an order or a signal by its id, when that names none or several.

import type { OrderId, SignalId } from '../../core/model/ids.ts';
import { textMessage } from '../answer-reply.ts';
import { findById } from '../find-by-id.ts';
import { ID_FRAGMENT_MIN } from '../limits.ts';
import { cutHtml } from '../render/cut-html.ts';
import { LIST_ROWS_MAX } from '../render/limits.ts';
import { quotedText } from '../render/sender-text.ts';
import type { CommandCall } from './bot-command.ts';

/** The one that is meant; null: the person was told why there is none. `line`: one candidate in a list, HTML. */
export function findOrTell<Entity extends { readonly id: OrderId | SignalId }>(
  call: CommandCall,
  what: 'order' | 'signal',
  typed: string,
  entities: Iterable<Entity>,
  line: (entity: Entity) => string,
): Entity | null {
  const match = findById(entities, typed);
  if (match.type === 'found') return match.entity;
  call.reply(
    textMessage(cutHtml(match.type === 'ambiguous' ? choice(what, match.candidates.map(line)) : missing(what, typed, match.type))),
  );
  return null;
}

function choice(what: string, lines: readonly string[]): string {
  const shown = lines.slice(0, LIST_ROWS_MAX);
  return [`Which ${what}?`, ...shown, ...(lines.length > shown.length ? [`… and ${lines.length - shown.length} more`] : [])].join('\n\n');
}

function missing(what: string, typed: string, why: 'none' | 'too_short'): string {
  if (typed === '') return `Say which ${what}: /${what}s lists them with their ids.`;
  if (why === 'too_short')
    return `${quotedText(typed, 40)} is too short: at least ${ID_FRAGMENT_MIN} characters of the id. /${what}s lists them.`;
  return `There is no ${what} ${quotedText(typed, 40)} in the last 7 days. /${what}s lists them.`;
}
