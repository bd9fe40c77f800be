// Owns: tables that may be as long as the journal: made and sent line by line, as fast as the reader takes them.

import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { Redactor } from '../../redact.ts';
import { csvRow } from './csv.ts';
import type { HttpPorts } from '../http-ports.ts';

/** One write for many lines. Characters. */
const PIECE_CHARS = 16_384;

async function* pieces(
  columns: readonly string[],
  rows: AsyncIterable<readonly (string | null)[]>,
  redactor: Redactor,
): AsyncGenerator<string> {
  let piece = csvRow(columns);
  for await (const row of rows) {
    piece += csvRow(row);
    if (piece.length < PIECE_CHARS) continue;
    yield redactor.redact(piece);
    piece = '';
  }
  yield redactor.redact(piece);
}

/** A table that ends too early must not look like a whole one: the connection breaks, and the operator hears of it. */
async function* told(lines: AsyncGenerator<string>, name: string, onFault: HttpPorts['onFault']): AsyncGenerator<string> {
  try {
    yield* lines;
  } catch (error) {
    onFault(error, name);
    throw error;
  }
}

/** `name`: of the file that a browser saves. The answer begins before the rows are known. */
export function streamCsv(
  ctx: Context,
  table: { readonly name: string; readonly columns: readonly string[]; readonly rows: AsyncIterable<readonly (string | null)[]> },
  { redactor, onFault }: Pick<HttpPorts, 'redactor' | 'onFault'>,
): void {
  ctx.status = 200;
  ctx.set('Content-Disposition', `attachment; filename="${table.name}"`);
  ctx.body = Readable.from(told(pieces(table.columns, table.rows, redactor), table.name, onFault), { objectMode: false });
  ctx.type = 'text/csv; charset=utf-8';
}
