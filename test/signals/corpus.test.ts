// The alert corpus, where it is there: alerts as people send them, with what they mean. Held here: no reading of any case
// is dangerous, and the families that the dialects of today cover are read right. The other families have no dialect yet.

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readBody } from '../../src/core/signals/read-body.ts';
import { bytesOfCase, dangerOf, mistakeOf, type CorpusCase } from './score-reading.ts';

const file = new URL('../../../shared/corpus/dev.jsonl', import.meta.url);
const present = existsSync(file);
if (!present) process.stdout.write('corpus.test.ts is skipped: there is no ../shared/corpus/dev.jsonl beside this repository\n');

function loadCases(): CorpusCase[] {
  const lines = present ? readFileSync(file, 'utf8').trim().split('\n') : [];
  // `auth` cases are decided by the secret and the clock, not by reading
  return lines.map((line): CorpusCase => JSON.parse(line)).filter(({ expect: { stage } }) => stage !== 'auth');
}

const cases = loadCases();
const read = (one: CorpusCase): ReturnType<typeof parseAlert> => parseAlert(readBody(bytesOfCase(one)));

describe.skipIf(!present)('the alert corpus', () => {
  it('has no dangerous reading', () => {
    expect(cases.length).toBeGreaterThan(200);
    const dangers = cases.flatMap((one) => {
      const danger = dangerOf(read(one), one.expect);
      return danger === null ? [] : [`${one.id}: ${danger}`];
    });
    expect(dangers).toEqual([]);
  });

  it('every case that must be refused is refused with a code, a sentence and a remedy', () => {
    const negatives = cases.filter((one) => one.expect.kind === 'reject');
    expect(negatives.length).toBeGreaterThan(50);
    for (const one of negatives) {
      const { kind, refusal } = read(one);
      expect({ id: one.id, kind }).toEqual({ id: one.id, kind: 'reject' });
      expect(refusal?.message.length).toBeGreaterThan(10);
      expect(refusal?.remedy.length).toBeGreaterThan(10);
    }
  });

  // plain TradingView JSON and the ways it travels; a case that may be rejected counts as right when it is
  it.each(['hg_action_symbol', 'transport_variants'])('the family %s is read right, every case', (family) => {
    const own = cases.filter((one) => one.dialect === family);
    expect(own.length).toBeGreaterThan(5);
    expect(own.flatMap((one) => mistakeOf(read(one), one.expect) ?? [])).toEqual([]);
  });

  it('prints the share of positives that are read right', () => {
    const positives = cases.filter(({ expect: { kind } }) => kind === 'order' || kind === 'cancel');
    const right = positives.filter((one) => mistakeOf(read(one), one.expect) === null);
    process.stdout.write(
      `corpus: ${right.length} of ${positives.length} positives read right (${Math.round((100 * right.length) / positives.length)} %)\n`,
    );
    expect(right.length).toBeGreaterThan(0);
  });
});
