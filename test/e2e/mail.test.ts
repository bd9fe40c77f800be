import { afterEach, expect, it } from 'vitest';
import { startMailServer, type MailServer } from '../email/mail-server.ts';
import { House } from './house.ts';

const AUTO = `
accounts:
  paper: { broker: paper, balances: { USDT: 100 }, prices: signal }
strategies:
  default: { account: paper, approval: auto }
`;

let house: House | null = null;
let mails: MailServer | null = null;
afterEach(async () => {
  await house?.close();
  await mails?.close();
  house = null;
  mails = null;
});

it('an error reaches the mailbox with its cause and the next step, and nothing secret', async () => {
  mails = await startMailServer();
  house = await House.open({
    configYaml: AUTO,
    env: { SMTP_URL: mails.url, EMAIL_FROM: 'signalman@example.org', EMAIL_TO: 'me@example.org' },
  });
  const received = mails.mails;
  const id = await house.refusedAlert('BUY BTCUSDT.P @ 45000 qty=1');
  await house.inState(id, 'failed');
  const mail = await house.until('a mail', () => received[0]);
  expect(mail.headers.get('subject')?.[0]).toMatch(/^\[Signalman\]/);
  expect(mail.body).toContain('rejected');
  expect(mail.body).toContain('balance');
  await house.until('nothing owed to the mailbox', () => house?.app.dispatcher.snapshot().notifications.every((each) => each.mailed));
  expect(received).toHaveLength(1);
});
