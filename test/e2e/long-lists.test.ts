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
