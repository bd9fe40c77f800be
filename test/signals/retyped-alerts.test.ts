// What is read hangs on the form of an alert and not on its values: every alert of the corpus is typed anew for other markets,
// prices, sizes, the other side, in other spellings, and is read as the same order with those values. A refusal is right where
// the new value leaves two readings; a wrong order never is.

import { describe, expect, it } from 'vitest';
import { corpusIsThere, loadCorpus } from './corpus-case.ts';
import { readAlert } from './read-alert.ts';
import { BESIDE_A_CLOSE, RETYPED, SAID_BESIDE, STOP_NAMES, type Said } from './retyped-alerts.ts';
import { dangerOf, mistakesOf } from './score-reading.ts';

/** Of what is typed anew, percent. */
const RIGHT_PERCENT_MIN = 98;

if (!corpusIsThere)
  process.stdout.write('retyped-alerts.test.ts is skipped: there is no ../shared/corpus/dev.jsonl beside this repository\n');

const plain = loadCorpus().filter(({ body_encoding: encoding, expect: { stage } }) => encoding === 'utf-8' && stage !== 'auth');

describe.skipIf(!corpusIsThere)('the alerts of the corpus typed anew', () => {
  it.each(RETYPED)('for %s', (_change, retype) => {
    const typed = plain.flatMap((one) => retype(one).map((alert) => ({ ...alert, name: `${one.id} ${alert.name}` })));
    expect(typed.length).toBeGreaterThan(100);
    const wrong: string[] = [];
    const dangers: string[] = [];
    for (const { name, body, expect: meant } of typed) {
      const reading = readAlert(body);
      const danger = dangerOf(reading, meant);
      if (danger !== null) dangers.push(`${name}: ${danger} in ${body}`);
      const mistakes = meant.kind === 'reject' ? [] : mistakesOf(reading, meant);
      if (mistakes.length > 0) wrong.push(`${name}: ${mistakes.join('; ')} in ${body}`);
    }
    expect(dangers).toEqual([]);
    const right = (100 * (typed.length - wrong.length)) / typed.length;
    expect(right, wrong.join('\n')).toBeGreaterThanOrEqual(RIGHT_PERCENT_MIN);
  });

  const entries = plain.filter(
    ({ expect: { kind, action, accept_kinds: also } }) => kind === 'order' && also === undefined && /^(?:buy|sell)$/.test(action ?? ''),
  );
  const beside = (body: string, said: Said): string | null => {
    if (!body.trimStart().startsWith('{')) return null;
    const fields: Said = JSON.parse(body);
    return Object.keys(said).some((name) => name in fields) ? null : JSON.stringify({ ...fields, ...said });
  };

  it.each(SAID_BESIDE.map((said) => [JSON.stringify(said), said] as const))('are no entries beside %s', (_name, said) => {
    const bodies = entries.flatMap(({ id, body }) => {
      const text = beside(body, said);
      return text === null ? [] : [[id, text] as const];
    });
    expect(bodies.length).toBeGreaterThan(50);
    // what is called an exit is read as one, and takes nothing that is not held
    const entered = bodies.filter(
      ([, text]) => /^(?:buy|sell|add|reverse|multi)$/.test(readAlert(text).action ?? '') && readAlert(text).kind === 'order',
    );
    expect(entered.map(([id]) => id)).toEqual([]);
  });

  const closes = plain.filter(
    ({ expect: { kind, action, accept_kinds: also, needs_default_symbol: needs } }) =>
      kind === 'order' && also === undefined && needs !== true && (action ?? '').startsWith('close'),
  );

  it.each(BESIDE_A_CLOSE.map((said) => [JSON.stringify(said), said] as const))('are closes still beside %s', (_name, said) => {
    const bodies = closes.flatMap(({ id, body }) => {
      const text = beside(body, said);
      return text === null ? [] : [[id, text] as const];
    });
    expect(bodies.length).toBeGreaterThan(8);
    const heldBack = bodies.filter(([, text]) => readAlert(text).kind !== 'order' || !(readAlert(text).action ?? '').startsWith('close'));
    expect(heldBack.map(([id]) => id)).toEqual([]);
  });

  it.each(STOP_NAMES)('are entries with their stop or none beside %s', (name) => {
    const lost = entries.filter(({ body, expect: { side, signal_price: price = 100, stop_loss: stop, trailing } }) => {
      const text = stop !== undefined || trailing !== undefined ? null : beside(body, { [name]: price * (side === 'buy' ? 0.75 : 1.25) });
      const reading = text === null ? null : readAlert(text);
      return reading?.kind === 'order' && reading.stopLoss === null;
    });
    expect(lost.map(({ id }) => id)).toEqual([]);
  });
});
