// Owns: the report of the check-up as lines of a terminal, and whether it is good.

import { cleanText } from '../core/model/clean-text.ts';
import type { Finding } from './finding.ts';

const SIGNS: Readonly<Record<Finding['state'], string>> = {
  ok: '  ok     ',
  warning: '  watch  ',
  failed: '  MEND   ',
  unknown: '  ?      ',
};

/** Characters: a reason of a venue may be long. */
const TEXT_MAX = 600;

const lineOf = ({ check, state, detail, remedy }: Finding): string =>
  [
    `${SIGNS[state]}${check}: ${cleanText(detail, TEXT_MAX)}`,
    ...(remedy === null ? [] : [`         → ${cleanText(remedy, TEXT_MAX)}`]),
  ].join('\n');

const count = (findings: readonly Finding[], state: Finding['state']): number => findings.filter((each) => each.state === state).length;

export const isHealthy = (findings: readonly Finding[]): boolean => count(findings, 'failed') === 0;

export function renderReport(findings: readonly Finding[], redact: (text: string) => string): string {
  const failures = count(findings, 'failed');
  const verdict =
    failures === 0
      ? `Nothing has to be mended (${count(findings, 'warning')} to watch, ${count(findings, 'unknown')} could not be looked at).`
      : `${failures} to mend.`;
  return redact([...findings.map(lineOf), '', verdict, ''].join('\n'));
}
