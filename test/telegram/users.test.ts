// /users: who is added and removed in the chat, and that what .env says stays.

import { afterEach, describe, expect, test } from 'vitest';
import type { AccessList } from '../../src/telegram/people/authorize.ts';
import { type ChatHarness, openChat } from './chat-harness.ts';
import { ANN, BOB, EVE } from './desk-settings.ts';

const ANN_ALONE: AccessList = { admins: [ANN.id], traders: [], viewers: [] };
let chat: ChatHarness;
afterEach(() => chat.close());

const say = async (user: { id: number; name: string }, text: string, shown: string): Promise<string> => {
  await chat.telegram.says(user, text).confirmed;
  return (await chat.shown(user.id, shown)).text;
};

describe('/users', () => {
  test('adds a stranger, who is obeyed from then on and after a restart of the state', async () => {
    chat = await openChat({ access: ANN_ALONE });
    await say(EVE, '/positions', 'Not allowed');
    await chat.shown(ANN.id, `/users add ${EVE.id} viewer`);
    await say(ANN, `/users add ${EVE.id} viewer`, 'is viewer from now on');
    await say(EVE, '/positions', 'No open positions');
    await say(EVE, '/pause', 'needs the role trader');
    await say(ANN, `/users add ${EVE.id} trader`, 'is trader from now on');
    await say(EVE, '/pause', 'paused');
    expect(chat.dispatcher.snapshot().users.get(String(EVE.id))).toMatchObject({ id: EVE.id, role: 'trader' });
    const list = await say(ANN, '/users', 'Who may speak');
    expect(list).toContain(`${ANN.id} · admin, by .env`);
    expect(list).toContain(`${EVE.id} · trader, added here`);
  });

  test('removes who was added, and nobody who stands in .env', async () => {
    chat = await openChat({ access: { ...ANN_ALONE, viewers: [BOB.id] } });
    await say(ANN, `/users remove ${BOB.id}`, 'cannot be removed here');
    await say(ANN, `/users add ${BOB.id} trader`, 'is trader from now on');
    await say(ANN, `/users remove ${BOB.id}`, 'is viewer again, by .env');
    await say(BOB, '/pause', 'needs the role trader');
    await say(ANN, `/users add ${EVE.id} admin`, 'is admin from now on');
    await say(ANN, `/users remove ${EVE.id}`, 'may no longer speak');
    await say(EVE, '/status', 'Not allowed');
    await say(ANN, `/users remove ${EVE.id}`, 'nobody with the id');
  });

  test('keeps the last admin, and is for admins only', async () => {
    chat = await openChat({ access: { admins: [], traders: [BOB.id], viewers: [] } });
    await chat.dispatcher.dispatch({ type: 'add_user', userId: ANN.id, userName: 'Ann', role: 'admin', updateId: null });
    await say(ANN, `/users remove ${ANN.id}`, 'The last admin cannot be removed');
    await say(ANN, `/users add ${ANN.id} viewer`, 'The last admin stays admin');
    await say(BOB, `/users add ${BOB.id} admin`, 'needs the role admin');
    expect([...chat.dispatcher.snapshot().users.values()].map(({ id, role }) => [id, role])).toEqual([[ANN.id, 'admin']]);
  });

  test.each(['/users add', '/users add me admin', '/users add 0 admin', '/users add 66 boss', '/users drop 66', '/users add 66 admin now'])(
    '%s changes nothing and says how it is written',
    async (typed) => {
      chat = await openChat({ access: ANN_ALONE });
      await say(ANN, typed, '/users add 123456789 trader');
      expect(chat.dispatcher.snapshot().users.size).toBe(0);
    },
  );
});
