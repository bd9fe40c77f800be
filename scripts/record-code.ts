// Owns: recording what V8 compiles for a start and for a first trade, so that the first alert does not wait for it either.
// Arguments: the bundle, and an empty folder to start it in. The environment has HOST, PORT and WEBHOOK_SECRET. Ends by itself.

import { writeFileSync } from 'node:fs';
import { compileBundle } from '../src/compile-bundle.ts';

/** After the last answer: what the orders, the chat and the files still have to do. */
const SETTLE_MS = 500;
/** A whole trade, as texts and as JSON: an entry with its stop and target, a part of it, and the way out. */
const ALERTS = [
  'BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000',
  JSON.stringify({ action: 'close', symbol: 'BTCUSDT', percent: 50 }),
  JSON.stringify({ action: 'buy', ticker: 'ETHUSDT', quantity: '1', price: '3000', stop_loss: '2900', take_profit: '3200' }),
  'CLOSE BTCUSDT',
  'CLOSE ETHUSDT',
];

const [path = '', scratch = ''] = process.argv.splice(2);
const bundle = compileBundle(path);
if (bundle === null) throw new Error(`there is no bundle at ${path}`);
process.chdir(scratch);
writeFileSync(
  'config.yaml',
  'accounts: { paper: { broker: paper, balances: { USDT: 100000 } } }\nstrategies: { default: { account: paper, approval: auto } }\n',
);

async function trade(webhook: string): Promise<void> {
  for (const body of ALERTS) {
    const answer = await fetch(webhook, { method: 'POST', body, headers: { 'X-Webhook-Secret': process.env['WEBHOOK_SECRET'] ?? '' } });
    if (!answer.ok) throw new Error(`a first trade was refused: ${await answer.text()}`);
  }
}

const write = process.stdout.write.bind(process.stdout);
let printed = '';
process.stdout.write = ((...given: Parameters<typeof write>) => {
  printed += String(given[0]);
  const webhook = /^Webhook: +(\S+)$/m.exec(printed)?.[1];
  if (webhook !== undefined) {
    printed = '';
    void trade(webhook).then(() =>
      setTimeout(() => {
        bundle.keepCode();
        process.exit(0);
      }, SETTLE_MS),
    );
  }
  return write(...given);
}) as typeof write;
bundle.run();
