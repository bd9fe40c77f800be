// Owns: /template: the text of an alert for a strategy, ready to be pasted into TradingView.

import {
  indicatorTemplate,
  lineTemplate,
  SIZE_PLACEHOLDER,
  strategyTemplate,
  TEMPLATE_ACTIONS,
  webhookPath,
  type TemplateAction,
} from '../../core/model/alerts/alert-template.ts';
import type { StrategyName } from '../../core/model/ids.ts';
import type { Strategy } from '../../core/model/settings.ts';
import { textMessage } from '../answer-reply.ts';
import { quotedText } from '../render/sender-text.ts';
import { renderTemplate } from '../render/render-template.ts';
import { viewAccountNow } from '../view-account.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { findStrategy, strategyOrTell } from './find-strategy.ts';
import { words } from './words.ts';

export const templateCommand: BotCommand = {
  name: 'template',
  args: '[strategy] [action …]',
  description: 'the text of an alert, ready to be pasted into TradingView, and where to send it',
  role: 'viewer',
  run(call) {
    const { name, actions } = readArguments(call);
    const stray = strayWord(call, name);
    if (stray !== null) return call.reply(textMessage(`${quotedText(stray, 60)} is no action. There is: ${TEMPLATE_ACTIONS.join(', ')}`));
    const found = name === '' ? onlyStrategy(call) : strategyOrTell(call, name);
    const strategy = found === null ? undefined : call.deps.settings.strategies.get(found);
    if (strategy === undefined) return name === '' ? call.reply(whichOne(call)) : undefined;
    call.reply(renderTemplate(templateView(call, strategy, actions)));
  },
};

const isAction = (word: string): word is TemplateAction => TEMPLATE_ACTIONS.some((action) => action === word);

/** The last words that are actions; a strategy may have such a name. */
function readArguments({ args, deps }: CommandCall): { readonly name: string; readonly actions: readonly TemplateAction[] } {
  const typed = words(args);
  const actions: TemplateAction[] = [];
  while (typed.length > 0 && findStrategy(deps.settings, typed.join(' ')) === null) {
    const last = typed.at(-1)?.toLowerCase() ?? '';
    if (!isAction(last)) break;
    actions.unshift(last);
    typed.pop();
  }
  return { name: typed.join(' '), actions: actions.length > 0 ? actions : ['buy', 'sell', 'close'] };
}

/** What stands behind the name of a strategy and is no action; null: nothing does. */
function strayWord({ deps }: CommandCall, name: string): string | null {
  const typed = words(name);
  const ends = typed.map((_, index) => index + 1).filter((end) => end < typed.length);
  const end = ends.find((each) => findStrategy(deps.settings, typed.slice(0, each).join(' ')) !== null);
  if (end === undefined || findStrategy(deps.settings, name) !== null) return null;
  return typed.slice(end).find((word) => !isAction(word.toLowerCase())) ?? null;
}

/** Without a name: the one called default, or the only one. */
function onlyStrategy({ deps }: CommandCall): StrategyName | null {
  const names = [...deps.settings.strategies.keys()];
  return names.find((name) => name === 'default') ?? (names.length === 1 ? (names[0] ?? null) : null);
}

const whichOne = (call: CommandCall) =>
  textMessage(
    `Say for which strategy, for example:\n<code>/template ${[...call.deps.settings.strategies.keys()][0] ?? 'my-strategy'} buy close</code>`,
  );

function templateView({ deps }: CommandCall, strategy: Strategy, actions: readonly TemplateAction[]) {
  const { baseUrl, isPublic, secretPlace } = deps.senders(strategy.name);
  const templates = [
    strategyTemplate(strategy),
    ...actions.map((action) => indicatorTemplate(strategy, action)),
    ...actions.map((action) => lineTemplate(strategy, action)),
  ];
  return {
    strategy: strategy.name,
    account: viewAccountNow(deps.settings, strategy.account),
    templates,
    url: `${baseUrl}${webhookPath(strategy.name)}`,
    isPublic,
    secretPlace,
    needsSize: templates.some(({ text }) => text.includes(SIZE_PLACEHOLDER)),
  };
}
