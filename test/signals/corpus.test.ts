// The alert corpus, where it is there: alerts as people send them, with what they mean. Held here: no reading of any case
// is dangerous, every case that must be refused is refused, and the share of the others that is read right. What is wrong
// is printed by family, so that whoever writes a dialect sees it.

import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { asEntry } from '../../src/core/signals/fields/refused-reading.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { readAlert } from './read-alert.ts';
import { bytesOfCase, corpusIsThere, loadCorpus, withoutFields, type CorpusCase } from './corpus-case.ts';
import { dangerOf, mistakesOf } from './score-reading.ts';

/** Positives that are read right, percent; raised with every family that is learnt. */
const RIGHT_PERCENT_MIN = 98;

if (!corpusIsThere) process.stdout.write('corpus.test.ts is skipped: there is no ../shared/corpus/dev.jsonl beside this repository\n');

// `auth` cases are decided by the secret and the clock, not by reading
const cases = loadCorpus().filter(({ expect: { stage } }) => stage !== 'auth');
const positives = cases.filter((one) => one.expect.kind !== 'reject');
const read = (one: CorpusCase): Reading => asEntry(parseAlert(readBody(bytesOfCase(one))));

/** Fields that must have no effect: without them the reading is the same, up to what is said about them. */
function ignoredMistakes(one: CorpusCase): string[] {
  const { must_ignore: names = [] } = one.expect;
  const rest = names.length === 0 ? null : withoutFields(one.body, names);
  if (rest === null) return [];
  const { warnings: _told, ...all } = read(one);
  const { warnings: _less, ...without } = readAlert(rest);
  return JSON.stringify(all) === JSON.stringify(without) ? [] : [`${names.join(', ')} changed the reading`];
}

const mistakes = (one: CorpusCase): string[] => [...mistakesOf(read(one), one.expect), ...ignoredMistakes(one)];

function dangers(): string[] {
  return cases.flatMap((one) => {
    const danger = dangerOf(read(one), one.expect);
    return danger === null ? [] : [`${one.id}: ${danger}`];
  });
}

/** Right and total by family, with each wrong case below it. */
function report(): string {
  const lines = [...new Set(positives.map(({ dialect }) => dialect))].map((family) => {
    const own = positives.filter(({ dialect }) => dialect === family);
    const wrong = own.flatMap((one) => {
      const list = mistakes(one);
      return list.length === 0 ? [] : [`    ${one.id}: ${list.join('; ')}`];
    });
    return [`  ${family}: ${own.length - wrong.length}/${own.length}`, ...wrong].join('\n');
  });
  return lines.toSorted().join('\n');
}

describe.skipIf(!corpusIsThere)('the alert corpus', () => {
  it('has no dangerous reading', () => {
    expect(cases.length).toBeGreaterThan(200);
    expect(dangers()).toEqual([]);
  });

  it('every case that must be refused is refused with a code, a sentence and a remedy', () => {
    const negatives = cases.filter((one) => one.expect.kind === 'reject');
    expect(negatives.length).toBeGreaterThan(50);
    const wrong = negatives.filter((one) => ![one.expect.kind, ...(one.expect.accept_kinds ?? [])].includes(read(one).kind));
    expect(wrong.map(({ id }) => id)).toEqual([]);
    for (const one of negatives) {
      const { kind, refusal } = read(one);
      if (kind !== 'reject') continue;
      expect(refusal?.message.length, one.id).toBeGreaterThan(10);
      expect(refusal?.remedy.length, one.id).toBeGreaterThan(10);
    }
  });

  it('most of what must be understood is read right, in everything that it says', () => {
    const right = positives.filter((one) => mistakes(one).length === 0).length;
    const percent = (100 * right) / positives.length;
    process.stdout.write(`corpus: ${right} of ${positives.length} positives read right (${percent.toFixed(1)} %)\n${report()}\n`);
    expect(positives.length).toBeGreaterThan(150);
    expect(percent).toBeGreaterThanOrEqual(RIGHT_PERCENT_MIN);
  });
});
