// Owns: the instruments of the fake Dhan and its list of them, in the form of the detailed file: ticks in paise, columns in
// the documented order and a few that nobody needs. Rows of our own making.

import { type Decimal, decimal, HUNDRED, mul } from '../../src/core/model/decimal.ts';

export interface DhanScrip {
  readonly exchange: 'NSE' | 'BSE' | 'MCX';
  readonly segment: 'E' | 'D' | 'C' | 'M' | 'I';
  readonly securityId: string;
  readonly instrument: string;
  readonly underlying: string;
  readonly name: string;
  readonly series: string;
  readonly lot: Decimal;
  /** In rupees. */
  readonly tick: Decimal;
  readonly expiry: string;
  readonly strike: string;
  readonly right: 'CE' | 'PE' | 'XX';
  readonly freeze: string;
}

const HEADER =
  'EXCH_ID,SEGMENT,SECURITY_ID,ISIN,INSTRUMENT,UNDERLYING_SECURITY_ID,UNDERLYING_SYMBOL,SYMBOL_NAME,DISPLAY_NAME,INSTRUMENT_TYPE,SERIES,LOT_SIZE,SM_EXPIRY_DATE,STRIKE_PRICE,OPTION_TYPE,TICK_SIZE,EXPIRY_FLAG,BRACKET_FLAG,SM_FREEZE_QTY,';

const share = (part: Partial<DhanScrip> & { securityId: string; underlying: string }): DhanScrip => ({
  exchange: 'NSE',
  segment: 'E',
  instrument: 'EQUITY',
  name: `${part.underlying} LTD`,
  series: 'EQ',
  lot: decimal('1'),
  tick: decimal('0.05'),
  expiry: '0001-01-01',
  strike: '',
  right: 'XX',
  freeze: '0',
  ...part,
});

const future = (part: Partial<DhanScrip> & { securityId: string; underlying: string; expiry: string }): DhanScrip => ({
  ...share(part),
  segment: 'D',
  instrument: 'FUTIDX',
  name: `${part.underlying}-Jan2026-FUT`,
  series: 'NA',
  ...part,
});

/** A chain of an underlying with one expiry, strikes `from`, `from + step`, … */
function chain(part: {
  underlying: string;
  expiry: string;
  from: number;
  step: number;
  count: number;
  firstId: number;
  lot: string;
}): DhanScrip[] {
  const { underlying, expiry, from, step, count, firstId, lot } = part;
  return Array.from({ length: count * 2 }, (_, index) => {
    const right = index % 2 === 0 ? 'CE' : 'PE';
    const strike = from + step * Math.floor(index / 2);
    return {
      ...future({ securityId: String(firstId + index), underlying, expiry }),
      instrument: 'OPTIDX',
      name: `${underlying}-Jan2026-${strike}-${right}`,
      lot: decimal(lot),
      strike: `${strike}.00000`,
      right,
      freeze: '1800',
    };
  });
}

/** The clock of tests starts on Monday, 5 January 2026. */
export const DHAN_SCRIPS: readonly DhanScrip[] = [
  share({ securityId: '2885', underlying: 'RELIANCE', name: 'RELIANCE INDUSTRIES LTD' }),
  share({ securityId: '500325', underlying: 'RELIANCE', exchange: 'BSE', series: 'A', tick: decimal('0.05') }),
  share({ securityId: '532540', underlying: 'TCS', exchange: 'BSE', series: 'A' }),
  share({ securityId: '11536', underlying: 'TCS', name: '"TATA CONSULTANCY, SERVICES LTD"' }),
  share({ securityId: '2031', underlying: 'M&M', name: 'MAHINDRA & MAHINDRA LTD' }),
  share({ securityId: '16669', underlying: 'BAJAJ-AUTO' }),
  share({ securityId: '90001', underlying: 'RELIANCE', series: 'N5', name: 'RELIANCE DEBENTURE' }),
  share({ securityId: '90002', underlying: '011NSETEST', name: '011NSETEST' }),
  { ...share({ securityId: '13', underlying: 'NIFTY' }), segment: 'I', instrument: 'INDEX', name: 'NIFTY', series: 'X' },
  future({ securityId: '35001', underlying: 'NIFTY', expiry: '2026-01-27', lot: decimal('65'), freeze: '1800' }),
  future({ securityId: '35002', underlying: 'NIFTY', expiry: '2026-02-24', lot: decimal('65'), freeze: '1800' }),
  ...chain({ underlying: 'NIFTY', expiry: '2026-01-06', from: 24000, step: 50, count: 9, firstId: 47001, lot: '65' }),
  ...chain({ underlying: 'NIFTY', expiry: '2026-01-27', from: 24000, step: 100, count: 5, firstId: 48001, lot: '65' }),
  ...chain({ underlying: 'NIFTY', expiry: '2025-12-30', from: 24000, step: 100, count: 5, firstId: 49001, lot: '75' }),
  ...chain({ underlying: 'SENSEX', expiry: '2026-01-08', from: 80000, step: 100, count: 3, firstId: 57001, lot: '20' }).map(
    (scrip): DhanScrip => ({ ...scrip, exchange: 'BSE' }),
  ),
  { ...share({ securityId: '51', underlying: 'SENSEX' }), exchange: 'BSE', segment: 'I', instrument: 'INDEX', name: 'SENSEX', series: 'X' },
  // of a commodity: one gram, no freeze quantity
  {
    ...future({ securityId: '466029', underlying: 'GOLDPETAL', expiry: '2026-01-30' }),
    exchange: 'MCX',
    segment: 'M',
    instrument: 'FUTCOM',
  },
  // the list says that a lot is 1, whatever it holds
  ...(
    [
      ['466101', 'GOLD', '2026-02-05', '10'],
      ['466102', 'GOLDM', '2026-02-05', '0'],
      ['466103', 'SILVER', '2026-03-05', '20'],
      ['466104', 'CRUDEOIL', '2026-01-19', '100'],
      ['466105', 'NATURALGAS', '2026-01-27', '48'],
      ['466106', 'NICKEL', '2026-01-30', '24'],
    ] as const
  ).map(([securityId, underlying, expiry, freeze]): DhanScrip => {
    const name = `${underlying}-${expiry.slice(8)}Jan2026-FUT`;
    const row = future({ securityId, underlying, expiry, freeze, name, tick: decimal(underlying === 'NATURALGAS' ? '0.1' : '1') });
    return { ...row, exchange: 'MCX', segment: 'M', instrument: 'FUTCOM' };
  }),
  {
    ...future({ securityId: '2147', underlying: 'USDINR', expiry: '2026-01-28', tick: decimal('0.0025') }),
    segment: 'C',
    instrument: 'FUTCUR',
  },
];

const paise = ({ segment, tick }: DhanScrip): string =>
  segment === 'I' ? tick : `${mul(tick, HUNDRED)}000`.replace(/^(\d+)000$/, '$1.0000');

const rowOf = (scrip: DhanScrip): string =>
  [
    scrip.exchange,
    scrip.segment,
    scrip.securityId,
    'NA',
    scrip.instrument,
    '',
    scrip.underlying,
    scrip.name,
    scrip.name,
    'ES',
    scrip.series,
    `${scrip.lot}.0`,
    scrip.expiry,
    scrip.strike,
    scrip.right,
    paise(scrip),
    'NA',
    'N',
    scrip.freeze,
    '',
  ].join(',');

export const dhanScripFile = (scrips: readonly DhanScrip[] = DHAN_SCRIPS): string => [HEADER, ...scrips.map(rowOf), ''].join('\n');

const COMPACT =
  'SEM_EXM_EXCH_ID,SEM_SEGMENT,SEM_SMST_SECURITY_ID,SEM_INSTRUMENT_NAME,SEM_EXPIRY_CODE,SEM_TRADING_SYMBOL,SEM_LOT_UNITS,SEM_CUSTOM_SYMBOL,SEM_EXPIRY_DATE,SEM_STRIKE_PRICE,SEM_OPTION_TYPE,SEM_TICK_SIZE,SEM_EXPIRY_FLAG,SEM_EXCH_INSTRUMENT_TYPE,SEM_SERIES,SM_SYMBOL_NAME';

/** The older file: the trading symbol is the share's own, and holds the underlying of a contract. */
export const dhanCompactFile = (scrips: readonly DhanScrip[] = DHAN_SCRIPS): string =>
  [
    COMPACT,
    ...scrips.map((scrip) => {
      const symbol = scrip.segment === 'E' || scrip.segment === 'I' ? scrip.underlying : scrip.name;
      const day = scrip.expiry === '0001-01-01' ? '' : `${scrip.expiry} 14:30:00`;
      const { exchange, segment, securityId, instrument, lot, strike, right, series } = scrip;
      return [
        exchange,
        segment,
        securityId,
        instrument,
        '0',
        symbol,
        `${lot}.0`,
        symbol,
        day,
        strike,
        right,
        paise(scrip),
        'NA',
        'ES',
        series,
        '',
      ].join(',');
    }),
    '',
  ].join('\n');

const SEGMENTS: Readonly<Record<string, string>> = {
  'NSE E': 'NSE_EQ',
  'BSE E': 'BSE_EQ',
  'NSE D': 'NSE_FNO',
  'BSE D': 'BSE_FNO',
  'NSE C': 'NSE_CURRENCY',
  'MCX M': 'MCX_COMM',
  'NSE I': 'IDX_I',
  'BSE I': 'IDX_I',
};

export const segmentOf = ({ exchange, segment }: DhanScrip): string => SEGMENTS[`${exchange} ${segment}`] ?? '';
/** What the engine calls it. */
export const engineName = (segment: string, securityId: string): string => `${segment}:${securityId}`;
