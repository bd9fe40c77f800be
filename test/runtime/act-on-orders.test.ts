import { describe, expect, it } from 'vitest';
import type { Approved, OrderRequest } from '../../src/core/model/order.ts';
import type { Broker, SubmitOutcome } from '../../src/brokers/broker.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createOrderActions } from '../../src/runtime/act-on-orders.ts';
import { StorageError } from '../../src/store/dispatch.ts';
import { perpetual } from '../core/engine.ts';
import { buy, engineWith } from '../core/plan-engine.ts';
import { createFakeClock } from '../fake-clock.ts';

const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });

/** An exit that is sent to a venue which answers `outcome`, while the disk fails the next `times` writes of that. */
async function sendExit(outcome: SubmitOutcome, times: number, reason: 'failed' | 'stopping' = 'failed') {
  const clock = createFakeClock();
  const engine = engineWith();
  engine.enter(buy(), '50000', perpetual);
  engine.alert('CLOSE BTCUSDT.P');
  const exit = engine.active('exit');
  let failing = times;
  const sent: string[] = [];
  const broker = {
    submit: ({ id }: { readonly id: string }) => {
      sent.push(id);
      return Promise.resolve(outcome);
    },
  } as unknown as Broker;
  const actions = createOrderActions({
    dispatcher: {
      dispatch(command) {
        engine.now = clock.now();
        const isOutcome = command.type === 'venue_report' || command.type === 'submit_failed';
        if (isOutcome && failing > 0) {
          failing -= 1;
          return Promise.reject(new StorageError(reason, 'the disk does not take it'));
        }
        return Promise.resolve(engine.run(command));
      },
      snapshot: () => engine.state,
      onCommit: () => () => undefined,
    },
    brokers: new Map([[accountName('paper'), broker]]),
    clock,
    log,
    failpoint: () => undefined,
    randomHex: (digits) => '0'.repeat(digits),
  });
  let end = 'under way';
  void actions.submit(exit.id).then(
    () => (end = 'told'),
    (error: unknown) => (end = String(error)),
  );
  await clock.settle();
  return { clock, engine, exit, sent, end: () => end };
}

const REFUSED: SubmitOutcome = { type: 'rejected', reason: 'no' };

it('an entry goes with the price of its alert: a process that was killed may not have kept it', async () => {
  const engine = engineWith();
  engine.enter(buy({ price: 50000 }), '50000', perpetual);
  const entry = [...engine.state.orders.values()].find(({ role }) => role === 'entry');
  if (entry === undefined) throw new Error('there is no entry');
  const hints: unknown[] = [];
  const actions = createOrderActions({
    dispatcher: {
      dispatch: (command) =>
        Promise.resolve(
          command.type === 'begin_submit'
            ? { type: 'submit', request: { id: entry.id, account: entry.account } as unknown as Approved<OrderRequest> }
            : { type: 'done', detail: '' },
        ),
      snapshot: () => engine.state,
      onCommit: () => () => undefined,
    },
    brokers: new Map([
      [
        accountName('paper'),
        {
          submit: (_request: unknown, hint: unknown) => {
            hints.push(hint);
            return Promise.resolve({ type: 'accepted', venueOrderId: 'v' });
          },
        } as unknown as Broker,
      ],
    ]),
    clock: createFakeClock(),
    log,
    failpoint: () => undefined,
    randomHex: (digits) => '0'.repeat(digits),
  });
  await actions.submit(entry.id);
  expect(hints).toMatchObject([{ price: '50000' }]);
});

describe('what a venue has said of an order that was sent', () => {
  it('is stored a moment later where the disk fails: a refused exit goes again then, and waits for no look-up', async () => {
    const { clock, engine, exit, sent, end } = await sendExit(REFUSED, 2);
    expect(engine.order(exit.id).status).toBe('submitted');
    await clock.advance(2_000);
    expect([end(), engine.order(exit.id).status, engine.active('exit').status]).toEqual(['told', 'rejected', 'initialized']);
    expect(sent).toEqual([exit.id]);
  });

  it('is not tried for ever, and not while the program ends: then it is looked up', async () => {
    const { clock, engine, exit, sent, end } = await sendExit(REFUSED, 100);
    await clock.advance(60_000);
    expect([end(), engine.order(exit.id).status]).toEqual(['StorageError: the disk does not take it', 'submitted']);
    expect(sent).toEqual([exit.id]);
    const stopping = await sendExit(REFUSED, 1, 'stopping');
    expect(stopping.end()).toBe('StorageError: the disk does not take it');
  });
});
