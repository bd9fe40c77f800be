// Owns: from a text message to the command that it names. The user id is checked here, for every command.

import type { Context } from 'grammy';
import { answerQuestion } from './plans/answer-question.ts';
import { textMessage } from './answer-reply.ts';
import { mayDo, obeysNobody, roleOf } from './people/authorize.ts';
import type { HandlerDeps } from './bot-deps.ts';
import { anonymousIn, type Speaker, speakerOf } from './people/chat-context.ts';
import type { BotCommand, CommandCall } from './commands/bot-command.ts';
import { explainCommand } from './commands/explain.ts';
import { commandsFor } from './commands/registry.ts';
import { isForeign, questionOf } from './plans/plan-question.ts';
import type { StrangerDesk } from './people/refuse-stranger.ts';

interface Typed {
  readonly name: string;
  readonly args: string;
}

/** Who is in a hurry writes "/kill!!" and "/ kill"; who writes "/resume?" may ask what it does. */
const COMMAND = /^\/\s*([A-Za-z0-9_]+)(?:@(\w+))?[!.,;:]*(?:\s+([\s\S]*))?$/;
/** "/order_1a2b3c4d": ids in lists are tappable that way. */
const TAPPABLE = /^(order|signal|cancel)_([0-9a-f]+)$/i;

/** Null: no command, or one for another bot. */
export function readCommand(text: string, botName: string): Typed | null {
  const match = COMMAND.exec(text.trim());
  const name = match?.[1];
  if (match === null || name === undefined) return null;
  if (match[2] !== undefined && match[2].toLowerCase() !== botName.toLowerCase()) return null;
  const tapped = TAPPABLE.exec(name);
  if (tapped?.[1] !== undefined && tapped[2] !== undefined) return { name: tapped[1].toLowerCase(), args: tapped[2].toLowerCase() };
  return { name: name.toLowerCase(), args: (match[3] ?? '').trim() };
}

export interface TextHandlerParts {
  readonly deps: HandlerDeps;
  readonly commands: readonly BotCommand[];
  readonly desk: StrangerDesk;
}

export function createTextHandler({ deps, commands, desk }: TextHandlerParts): (context: Context) => Promise<void> {
  return async (context) => {
    const speaker = speakerOf(context);
    const text = context.message?.text ?? context.message?.caption;
    if (text === undefined) return;
    if (speaker === null) return tellAnonymous(context, text, { deps, desk });
    const tell = (line: string): void => void deps.outbox.send({ to: speaker.chat, message: textMessage(line), priority: 'info' });
    const typed = readCommand(text, context.me.username);
    const question = typed === null ? questionOf(context, speaker, text, deps.questions) : null;
    // In a group people talk to each other: only commands are for us, and answers to what we asked.
    if (typed === null && question === null && !speaker.isPrivate) return;
    const state = deps.dispatcher.snapshot();
    const role = roleOf(speaker.actor.userId, deps.access, state);
    const command = commands.find((each) => each.name === typed?.name);
    // a slash by itself, and no command behind it
    if (command === undefined && !speaker.isPrivate && /^\/\s/.test(text.trim())) return;
    // What is for anyone is for a bot that nobody owns: later it is one more thing that a stranger tries.
    const isForAnyone = command?.role === null && obeysNobody(deps.access, state);
    if (role === null && !isForAnyone) {
      const line = await desk.refuse(speaker, typed === null ? 'to talk to the bot' : `/${typed.name.slice(0, 40)}`);
      return line === null ? undefined : tell(line);
    }
    // Somebody else wrote the text of a forwarded message or of an inline bot: it is explained, and never obeyed.
    if (isForeign(context) && (typed !== null || question !== null)) return tell('Forwarded messages are not obeyed; type it yourself.');
    if (question !== null)
      return answerQuestion(callOf(context, speaker, { name: question.topic, args: text.trim() }, { deps, commands, role }), question);
    if (typed === null)
      return explainCommand.run(callOf(context, speaker, { name: 'explain', args: text.trim() }, { deps, commands, role }));
    if (command === undefined) return tell(`There is no command /${typed.name.slice(0, 40)}; /help lists them.`);
    if (command.role !== null && !mayDo(role, command.role))
      return tell(`/${command.name} needs the role ${command.role}; you are ${role ?? 'nobody'}.`);
    await command.run(callOf(context, speaker, typed, { deps, commands, role }));
  };
}

function tellAnonymous(context: Context, text: string, { deps, desk }: Pick<TextHandlerParts, 'deps' | 'desk'>): void {
  const to = anonymousIn(context);
  const line = to === null || readCommand(text, context.me.username) === null ? null : desk.refuseAnonymous(to.chatId);
  if (to !== null && line !== null) void deps.outbox.send({ to, message: textMessage(line), priority: 'info' });
}

function callOf(
  context: Context,
  speaker: Speaker,
  typed: Typed,
  { deps, commands, role }: Pick<TextHandlerParts, 'deps' | 'commands'> & { readonly role: CommandCall['role'] },
): CommandCall {
  const replied = context.message?.reply_to_message;
  return {
    args: typed.args,
    repliedText: replied?.text ?? replied?.caption ?? '',
    actor: speaker.actor,
    role,
    chat: speaker.chat,
    isPrivate: speaker.isPrivate,
    typedAt: (context.message?.date ?? 0) * 1_000,
    updateId: context.update.update_id,
    deps,
    commands: commandsFor(commands, role),
    state: () => deps.dispatcher.snapshot(),
    dispatch: (command) => deps.dispatcher.dispatch(command),
    reply: (message) => void deps.outbox.send({ to: speaker.chat, message, priority: 'answer' }),
  };
}
