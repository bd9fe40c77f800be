// Owns: /users: who may speak to the bot, and who is added or removed in the chat. What .env says stays as it is.

import { cleanText } from '../../core/model/clean-text.ts';
import type { Role, User } from '../../core/engine/state.ts';
import { answerReply, textMessage } from '../answer-reply.ts';
import { adminIds, roleOf, type AccessList } from '../people/authorize.ts';
import { escapeHtml } from '../render/escape-html.ts';
import type { BotCommand, CommandCall } from './bot-command.ts';
import { words } from './words.ts';

const ROLES: readonly Role[] = ['viewer', 'trader', 'admin'];
const USAGE =
  'Add: <code>/users add 123456789 trader</code> (viewer, trader or admin)\nRemove: <code>/users remove 123456789</code>\n' +
  'Who is refused reads their id in the answer; admins read it in the report.';

/** Telegram's ids of persons are positive and below 2^52. */
function userIdOf(word: string | undefined): number | null {
  const id = /^\d{1,16}$/.test(word ?? '') ? Number(word) : 0;
  return Number.isSafeInteger(id) && id > 0 ? id : null;
}

const namedIn = ({ admins, traders, viewers }: AccessList): readonly (readonly [number, Role])[] => [
  ...admins.map((id) => [id, 'admin'] as const),
  ...traders.map((id) => [id, 'trader'] as const),
  ...viewers.map((id) => [id, 'viewer'] as const),
];

const addedLine = ({ id, name, role }: User): string => `${escapeHtml(cleanText(name))} · <code>${id}</code> · ${role}, added here`;

function list(call: CommandCall): string {
  const named = namedIn(call.deps.access).map(([id, role]) => `<code>${id}</code> · ${role}, by .env`);
  const added = [...call.state().users.values()].map(addedLine);
  return ['<b>Who may speak to this bot</b>', ...named, ...added, '', USAGE].join('\n');
}

/** Without an admin nobody could name another one. */
const isLastAdmin = (call: CommandCall, userId: number): boolean =>
  adminIds(call.deps.access, call.state()).every((id) => id === userId) && !call.deps.access.admins.includes(userId);

async function add(call: CommandCall, userId: number, role: Role): Promise<void> {
  const { deps, actor } = call;
  if (role !== 'admin' && isLastAdmin(call, userId)) return call.reply(textMessage('The last admin stays admin. Add another one first.'));
  const userName = call.state().users.get(String(userId))?.name ?? `user ${userId}`;
  const reply = await call.dispatch({ type: 'add_user', userId, userName, role, updateId: call.updateId });
  deps.log.info({ userId, role, by: actor.userId }, 'telegram: a user was added');
  const counts = roleOf(userId, deps.access, call.state()) ?? role;
  const note = counts === role ? '' : `\n.env makes them ${counts}, which stays.`;
  call.reply(answerReply(reply, `👤 <code>${userId}</code> is ${role} from now on.${note}`));
}

async function remove(call: CommandCall, userId: number): Promise<void> {
  const { deps, actor } = call;
  if (isLastAdmin(call, userId)) return call.reply(textMessage('The last admin cannot be removed: nobody could add another one.'));
  const named = namedIn(deps.access).find(([id]) => id === userId)?.[1];
  if (named !== undefined && !call.state().users.has(String(userId)))
    return call.reply(
      textMessage(`<code>${userId}</code> is ${named} by .env and cannot be removed here: delete the id there and restart.`),
    );
  const reply = await call.dispatch({ type: 'remove_user', userId, updateId: call.updateId });
  deps.log.info({ userId, by: actor.userId }, 'telegram: a user was removed');
  const left = named === undefined ? 'may no longer speak to this bot' : `is ${named} again, by .env`;
  call.reply(answerReply(reply, `👤 <code>${userId}</code> ${left}.`));
}

export const usersCommand: BotCommand = {
  name: 'users',
  args: '[add <id> viewer|trader|admin | remove <id>]',
  description: 'who may speak to the bot; adds and removes',
  role: 'admin',
  async run(call) {
    const [verb, id, role, ...more] = words(call.args.toLowerCase());
    if (verb === undefined) return call.reply(textMessage(list(call)));
    const userId = userIdOf(id);
    const known = ROLES.find((each) => each === role);
    if (verb === 'add' && userId !== null && known !== undefined && more.length === 0) return add(call, userId, known);
    if (verb === 'remove' && userId !== null && role === undefined) return remove(call, userId);
    call.reply(textMessage(USAGE));
  },
};
