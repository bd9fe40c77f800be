// Owns: which strategy a person means.

import type { StrategyName } from '../../core/model/ids.ts';
import type { Settings } from '../../core/model/settings.ts';
import { textMessage } from '../answer-reply.ts';
import { escapeHtml } from '../render/escape-html.ts';
import { quotedText } from '../render/sender-text.ts';
import type { CommandCall } from './bot-command.ts';

/** The exact name first, then without regard to case if only one fits. */
export function findStrategy(settings: Settings, typed: string): StrategyName | null {
  const names = [...settings.strategies.keys()];
  const exact = names.find((name) => name === typed);
  if (exact !== undefined) return exact;
  const similar = names.filter((name) => name.toLowerCase() === typed.toLowerCase());
  return similar.length === 1 ? (similar[0] ?? null) : null;
}

/** A strategy that the text begins with, exactly as it is called (names may have blanks in them), and what follows it. */
export function leadingStrategy(settings: Settings, text: string): { readonly strategy: StrategyName | null; readonly rest: string } {
  const leads = (name: string): boolean => text.startsWith(name) && /^(\s|$)/.test(text.slice(name.length));
  const [strategy = null] = [...settings.strategies.keys()].filter(leads).sort((a, b) => b.length - a.length);
  return { strategy, rest: text.slice(strategy?.length ?? 0).trim() };
}

/** The name as findStrategy finds it, and tells the person when there is none. */
export function strategyOrTell(call: CommandCall, typed: string): StrategyName | null {
  const found = findStrategy(call.deps.settings, typed);
  if (found === null) {
    const known = [...call.deps.settings.strategies.keys()].slice(0, 20).map((name) => escapeHtml(name));
    call.reply(
      textMessage(`There is no strategy ${quotedText(typed, 60)}.\nThere is: ${known.join(', ') || 'none; add one to config.yaml'}`),
    );
  }
  return found;
}
