// Owns: the one table of the benchmark: what was measured, beside its twin, and whether it reaches its target.

export interface Row {
  readonly name: string;
  readonly application: string;
  readonly twin: string;
  /** null: told for information, nothing is demanded. */
  readonly target: { readonly text: string; readonly ratio: number; readonly isReached: boolean } | null;
}

export const atLeast = (ratio: number, limit: number): Row['target'] => ({ text: `>= ${limit}`, ratio, isReached: ratio >= limit });
export const atMost = (ratio: number, limit: number): Row['target'] => ({ text: `<= ${limit}`, ratio, isReached: ratio <= limit });

const HEAD = ['measured', 'Signalman', 'twin', 'ratio', 'target', ''] as const;

const cells = ({ name, application, twin, target }: Row): readonly string[] => [
  name,
  application,
  twin,
  target === null ? '' : target.ratio.toFixed(2),
  target?.text ?? '',
  target === null ? '' : target.isReached ? 'PASS' : 'FAIL',
];

/** A table that is Markdown as it stands. */
export function formatTable(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0), 3));
  const format = (line: readonly string[]): string => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head, ...rest] = lines;
  return [format(head ?? []), rule, ...rest.map(format)].join('\n');
}
