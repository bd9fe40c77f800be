// Owns: names of contracts that end on a day, as exchanges and charts write them. A day is no currency, and the contract of one day is neither
// that of another nor the perpetual.

const MONTHS: readonly string[] = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const DAY = '(0[1-9]|[12]\\d|3[01])';
/** `BTCUSDT_260327`, `BTC-USDT-20260327`, `FF_XBTUSD_260327` */
const IN_DIGITS = new RegExp(`^(?:F[FI]_)?(.+?)[_-](?:20)?(\\d{2})(0[1-9]|1[0-2])${DAY}$`);
/** `BTCUSDT-27MAR26`, `BTC-6MAR26` */
const IN_LETTERS = new RegExp(`^(.+?)[_-](\\d|0[1-9]|[12]\\d|3[01])(${MONTHS.join('|')})(\\d{2})$`);
/** Of charts: a month without its day (`BTCUSDTH2026`), and whatever ends next (`BTC1!`). */
const ON_CHARTS = /^(.+?)(?:[FGHJKMNQUVXZ](?:20)?\d{2}|[12]!)$/;

export interface DatedName {
  /** What it is a contract on, as written. */
  readonly stem: string;
  /** YYMMDD. */
  readonly day: string;
}

/** `name`: upper case, without exchange. Null: it names no day. */
export function datedName(name: string): DatedName | null {
  const [, stem, year, month, day] = IN_DIGITS.exec(name) ?? [];
  if (stem !== undefined) return { stem, day: `${year}${month}${day}` };
  const [, root, date = '', word = '', last] = IN_LETTERS.exec(name) ?? [];
  if (root === undefined) return null;
  return { stem: root, day: `${last}${String(MONTHS.indexOf(word) + 1).padStart(2, '0')}${date.padStart(2, '0')}` };
}

/** What a contract on a chart is a contract on, where only a person can say its day; null: it is none. */
export const stemOnChart = (name: string): string | null => ON_CHARTS.exec(name)?.[1] ?? null;
