// Owns: what is on the disk says all: the same events make the same state, whatever config.yaml says when they are replayed.

import { expect, it } from 'vitest';
import { tradingCore } from '../../src/boot/trading-core.ts';
import type { Event } from '../../src/core/engine/event.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { checkState } from '../../src/core/engine/invariants.ts';
import type { Command, Reply } from '../../src/core/engine/command.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { Engine, settingsWith } from './engine.ts';

interface Batch {
  readonly at: number;
  readonly events: readonly Event[];
}

class Recorded extends Engine {
  readonly journal: Batch[] = [];

  override run(command: Command): Reply {
    const reply = super.run(command);
    if (this.events.length > 0) this.journal.push({ at: this.now, events: JSON.parse(JSON.stringify(this.events)) as Event[] });
    return reply;
  }

  start(settings: Settings): void {
    this.settings = settings;
    this.now += 60_000;
    this.run({ type: 'started', bootId: '00000000b0070001', restoredFromBackup: false });
  }
}

const json = (fields: Record<string, unknown>): string => JSON.stringify({ symbol: 'BTCUSDT.P', ...fields });
const first = settingsWith({ defaultQuantity: decimal('0.1') });
const second: Settings = {
  ...settingsWith({ defaultQuantity: decimal('3'), approval: { type: 'auto' }, symbols: { 'BTCUSDT.P': 'ETH/USDT:USDT' }, maxLagMs: 1 }),
  timeZone: 'Asia/Kolkata',
  mail: true,
  entriesPerMinuteMax: 1,
};

/** Something of everything, over starts with other settings. */
function life(): Recorded {
  const engine = new Recorded(first);
  engine.start(first);
  engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000', '45000');
  engine.price(engine.alert(json({ action: 'buy', comment: 'a card' })), '45000');
  engine.alert(json({ action: 'buy', quantity: 1, delay: 3000 }));
  engine.alert(json({ action: 'buy', quantity: 1, condition: 'price above 50000' }));
  engine.alert(
    JSON.stringify({
      order_legs: [
        { action: 'buy', symbol: 'ETHUSDT.P', quantity: 1 },
        { action: 'sell', symbol: 'SOLUSDT.P', quantity: 1 },
      ],
    }),
  );
  engine.start(second);
  engine.alert('CLOSE BTCUSDT.P');
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, '46000');
  engine.start({ ...second, strategies: new Map() });
  engine.now += 4_000_000;
  engine.run({ type: 'clock' });
  engine.start(first);
  return engine;
}

it.each<[string, Settings]>([
  ['the first', first],
  ['another one', second],
  ['one without strategies and accounts', { ...second, strategies: new Map(), accounts: new Map() }],
])('replayed under %s, the journal makes the same state', (_, settings) => {
  const { journal, state } = life();
  const core = tradingCore(settings);
  const replayed = journal.reduce((at, batch) => batch.events.reduce((now, event) => core.evolve(now, event, batch.at), at), emptyState());
  expect(JSON.stringify(core.encode(replayed))).toBe(JSON.stringify(core.encode(state)));
  expect(checkState(replayed)).toEqual([]);
});

it('a queue of mails ends where the mailbox is gone, and what the chat has not had stays', () => {
  const engine = new Engine({ ...first, mail: true });
  const command = { type: 'notify', severity: 'error', title: 'a', text: 'b', nextStep: null } as const;
  engine.run({ ...command, notificationId: 'n_1' as never, groupKey: 'one' });
  engine.run({ ...command, notificationId: 'n_2' as never, groupKey: 'two' });
  const [told, waiting] = [...engine.state.notifications.keys()];
  if (told === undefined || waiting === undefined) throw new Error('not told');
  engine.run({ type: 'notification_delivered', notificationId: told, count: 1, chatId: '1', done: true });
  expect(engine.state.notifications.size).toBe(2);
  engine.settings = first;
  engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
  expect([...engine.state.notifications.keys()]).toEqual([waiting]);
  expect(engine.dueTypes()).not.toContain('mail_notifications');
});
