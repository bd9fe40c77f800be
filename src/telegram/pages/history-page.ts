// Owns: one page of /history, from what a person typed to the message.

import { nearestName } from '../../core/model/nearest-name.ts';
import type { SignalFilter } from '../../store/signal-filter.ts';
import { FILTER_NAMES, readSignalFilter } from '../../store/signal-filter.ts';
import { searchSignals } from '../../store/search-signals.ts';
import { textMessage } from '../answer-reply.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import { leadingStrategy } from '../commands/find-strategy.ts';
import { HISTORY_PAGE_ROWS } from '../limits.ts';
import type { Message } from '../render/message.ts';
import { HISTORY_TITLE, renderHistory } from '../render/render-history.ts';
import { ourText } from '../render/sender-text.ts';
import { viewAccountNow } from '../view-account.ts';

type Written = Partial<Record<keyof SignalFilter, string>>;

const isFilterName = (name: string): name is keyof SignalFilter => FILTER_NAMES.some((known) => known === name);

/** What a bare word is: the name of a strategy, a state, a code of a refusal, else a symbol. */
function nameOf(word: string, { settings, timeZone }: Pick<HandlerDeps, 'settings' | 'timeZone'>): keyof SignalFilter {
  if ([...settings.strategies.keys()].some((strategy) => strategy === word)) return 'strategy';
  if (typeof readSignalFilter({ state: word }, timeZone) !== 'string') return 'state';
  if (typeof readSignalFilter({ code: word }, timeZone) !== 'string') return 'code';
  return /^\d{4}-\d{2}-\d{2}/.test(word) ? 'from' : 'symbol';
}

/** `alpha state=denied from=2026-01-31`; a value with blanks in it is written in quotes. A text: what is no filter. */
function readWritten(asked: string, deps: Pick<HandlerDeps, 'settings' | 'timeZone'>): Written | string {
  // names of strategies may have blanks in them
  const { strategy, rest } = leadingStrategy(deps.settings, asked);
  const written: Written = strategy === null ? {} : { strategy };
  for (const [word] of rest.matchAll(/\w+="[^"]*"|"[^"]*"|\S+/g)) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/s.exec(word) ?? [];
    const bare = (text: string): string => text.replace(/^"(.*)"$/, '$1');
    if (key !== '' && !isFilterName(key.toLowerCase())) {
      const meant = nearestName(key, FILTER_NAMES, key.length > 3 ? 2 : 1);
      return `${key} is no filter${meant === null ? '' : `; did you mean ${meant}=?`}. There is: ${FILTER_NAMES.join(', ')}.`;
    }
    if (isFilterName(key.toLowerCase())) written[key.toLowerCase() as keyof SignalFilter] = bare(value);
    else written[nameOf(bare(word), deps)] = bare(word);
  }
  return written;
}

/** The same wish in full, so that it can be read back from the message. */
const writtenText = (written: Written): string =>
  FILTER_NAMES.flatMap((name) => {
    const value = written[name];
    return value === undefined || value === '' ? [] : [`${name}=${/\s/.test(value) ? `"${value}"` : value}`];
  }).join(' ');

/** What stands behind the title in a message of ours; null = it is none. */
export function askedIn(text: string): string | null {
  const [first = ''] = text.split('\n', 1);
  return first.startsWith(HISTORY_TITLE) ? first.slice(HISTORY_TITLE.length).trim() : null;
}

/** `before`: `next` of the page before; null = from the newest. */
export async function historyPage(deps: HandlerDeps, asked: string, before: string | null): Promise<Message> {
  const written = readWritten(asked, deps);
  if (typeof written === 'string') return textMessage(`⛔ ${ourText(written)}`);
  const filter = readSignalFilter(written, deps.timeZone);
  if (typeof filter === 'string') return textMessage(`⛔ ${ourText(filter)}`);
  const state = deps.dispatcher.snapshot();
  const page = await searchSignals(deps.history, state, { filter, limit: HISTORY_PAGE_ROWS, before });
  if (page === null) return textMessage('This page is no longer there; ask again with /history.');
  const rows = page.signals.map((signal) => ({
    signal,
    account: viewAccountNow(deps.settings, signal.account),
    isRetired: !state.signals.has(signal.id),
  }));
  const time = { now: deps.clock.now(), timeZone: deps.timeZone };
  return renderHistory({ asked: writtenText(written), rows, next: page.next, isFirst: before === null, time });
}
