// More positions, orders and strategies than one message has room for: all of them can be seen, and reached by a button.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { House } from './house.ts';

const NAMES = Array.from({ length: 16 }, (_, index) => `s${index}`);
const CONFIG = `
accounts:
  paper: { broker: paper, balances: { USDT: 10000 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
${NAMES.map((name) => `  ${name}: { account: paper }`).join('\n')}
`;

let h: House;
beforeEach(async () => {
  h = await House.open({ configYaml: CONFIG });
});
afterEach(() => h.close());

it('pages lead to the last of them, and stay where they are when a button is pressed there', async () => {
  for (let index = 10; index < 27; index += 1) await h.alert(`BUY C${index}USDT @ 10 qty=1 sl=9`);
  await h.until('17 positions', async () => (await h.positions()).length === 17);

  await h.client.say('/positions');
  expect((await h.message('1 to 15 of 17', 'The venue holds')).text).not.toContain('C26/USDT at');
  await h.press('More ▸');
  expect((await h.message('16 to 17 of 17', 'C26/USDT at')).text).not.toContain('The venue holds');
  await h.press('Close 100 % C25/USDT');
  await h.message('16 to 17 of 17', 'An exit is under way');
  await h.until('16 positions', async () => (await h.positions()).length === 16);
  await h.press('Refresh');
  await h.message('16 to 16 of 16', 'C26/USDT at');
  await h.press('◂ Back');
  await h.message('1 to 15 of 16', 'C10/USDT at');

  await h.client.say('/orders');
  await h.message('1 to 15 of 16', 'Open at the venue');
  await h.press('More ▸');
  await h.message('16 to 16 of 16', 'stop at 9');

  await h.client.say('/strategies');
  await h.message('default', '1 to 15 of 17');
  await h.press('More ▸');
  await h.message('s15', '16 to 17 of 17');

  await h.client.say('/close');
  await h.message('Which one?', '… and 1 more; by name: /close SYMBOL STRATEGY');
  await h.client.say('/close all');
  await h.message('No position is called all.', '… and 6 more: /positions', '/kill');

  await h.client.say('/kill');
  await h.press('Confirm kill');
  await h.until('a flat book', async () => (await h.positions()).length === 0);
  await h.client.say('/close default');
  await h.message('There is no open position.');
});

it('rows that are long are fewer on a page: each stands on one in full, and a button leaves one on its page', async () => {
  await h.close();
  const name = 'a strategy whose name takes all the room that a name can have, &';
  h = await House.open({ configYaml: CONFIG.replace('default:', `"${name}":`) });
  const targets = [11, 12, 13].map((price) => ({ price, share: 33 }));
  const more = { quantity: 10, price: 10, stop_loss: 9, take_profits: targets, trailing: { percent: 3 } };
  for (let index = 10; index < 30; index += 1)
    await h.alert(JSON.stringify({ strategy: name, action: 'buy', symbol: `C${index}USDT`, ...more }));
  await h.until('20 positions', async () => (await h.positions()).length === 20);

  const shown = async (): Promise<string[]> => {
    const { text } = await h.message('LONG 10 C', ' of 20', 'As of');
    expect(text).not.toMatch(/…$/);
    return text.split('\n\n').filter((block) => block.includes('LONG 10 C') && block.includes('stop trails by 3 %'));
  };
  await h.client.say('/positions');
  const rows = await shown();
  await h.message('The venue holds');
  const secondPage = rows.length;
  for (let begin = rows.length; begin < 20; begin = rows.length) {
    await h.press('More ▸');
    await h.message(`${begin + 1} to `, ' of 20');
    rows.push(...(await shown()));
  }
  expect(rows.map((row) => /C\d\d/.exec(row)?.[0])).toEqual(Array.from({ length: 20 }, (_, index) => `C${index + 10}`));
  while (!(await h.message(' of 20', 'As of')).text.includes(`\n${secondPage + 1} to `)) await h.press('◂ Back');
  await h.press(`Close 100 % C${secondPage + 10}/USDT`);
  await h.message(`\n${secondPage + 1} to `, ' of 20', 'An exit is under way');
});
