import { Decimal as BigDecimal } from 'decimal.js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  abs,
  add,
  compare,
  decimal,
  div,
  floorToStep,
  mul,
  neg,
  parseDecimal,
  sub,
  sum,
  type Decimal,
} from '../../src/core/model/decimal.ts';
import { addSmall, compareSmall, divSmall, floorSmall, mulSmall, subSmall } from '../../src/core/model/small-decimal.ts';

const Exact = BigDecimal.clone({ precision: 40, rounding: BigDecimal.ROUND_HALF_EVEN });

/** Long and short, around the border up to which a number fits in an integer. */
const number = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.nat({ max: 15 }), fc.nat({ max: 16 }))
  .map(([negative, digits, places, short]): Decimal => {
    const units = digits / 10n ** BigInt(short);
    return decimal(
      new Exact(units.toString())
        .div(new Exact(10).pow(places))
        .times(negative ? -1 : 1)
        .toDecimalPlaces(18)
        .toFixed(),
    );
  });
const aboveZero = number.map((each) => abs(each)).filter((each) => each !== '0');
const text = (value: BigDecimal): string => {
  const plain = value.toDecimalPlaces(18).toFixed();
  return plain === '-0' ? '0' : plain;
};
const RUNS = { numRuns: 5_000 };

describe('arithmetic of decimals', () => {
  it('gives what arithmetic with 40 digits gives, digit by digit, whatever the size', () => {
    fc.assert(
      fc.property(number, number, aboveZero, (a, b, step) => {
        const [x, y] = [new Exact(a), new Exact(b)];
        expect(add(a, b)).toBe(text(x.plus(y)));
        expect(sub(a, b)).toBe(text(x.minus(y)));
        expect(mul(a, b)).toBe(text(x.times(y)));
        expect(div(a, step)).toBe(text(x.div(step)));
        expect(compare(a, b)).toBe(x.comparedTo(y));
        expect(neg(a)).toBe(text(x.negated()));
        expect(abs(a)).toBe(text(x.abs()));
        expect(sum([a, b, step])).toBe(text(x.plus(y).plus(step)));
        expect(floorToStep(a, step)).toBe(text(x.div(step).trunc().times(step)));
      }),
      RUNS,
    );
  });

  it('takes the fast way for what people trade', () => {
    expect(addSmall('0.1', '0.2')).toBe('0.3');
    expect(subSmall('45000.5', '45000.5')).toBe('0');
    expect(mulSmall('45000.5', '-0.1')).toBe('-4500.05');
    expect(divSmall('1', '8')).toBe('0.125');
    expect(divSmall('-100', '0.25')).toBe('-400');
    expect(compareSmall('-0.1', '-0.09')).toBe(-1);
    expect(floorSmall('-0.0075', '0.001')).toBe('-0.007');
  });

  it('leaves to the exact way what has no end or does not fit', () => {
    expect(divSmall('1', '3')).toBeNull();
    expect(addSmall('999999999999999.5', '1')).toBeNull();
    expect(addSmall('9007199254', '0.00000001')).toBeNull();
    expect(mulSmall('94906267', '94906267')).toBeNull();
    expect(mulSmall('0.0000000001', '0.0000000001')).toBeNull();
    expect(compareSmall('1', '1e-7')).toBeNull();
    expect(addSmall('', '1')).toBeNull();
  });
});

describe('a number in a text', () => {
  /** As parseDecimal would without its short way: every number made, looked at and written again. */
  function readExactly(written: string): string | null {
    const value = new Exact(written);
    if (value.abs().gt('1e15') || value.decimalPlaces() > 18) return null;
    return text(value);
  }
  const digits = (maxLength: number): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom('0', '0', '1', '2', '3', '4', '5', '9'), maxLength });
  /** With zeros in front and behind, around both limits. */
  const written = fc
    .tuple(fc.constantFrom('', '-', '+'), digits(17), fc.constantFrom('', '.'), digits(20))
    .map(([sign, whole, point, places]) => `${sign}${whole}${point}${point === '' ? '' : places}`)
    .filter((each) => /\d/.test(each));

  it('reads in canonical form, however it is written, or is none', () => {
    fc.assert(
      fc.property(written, (each) => {
        expect(parseDecimal(each)).toBe(readExactly(each));
      }),
      RUNS,
    );
  });

  it.each([
    ['0', '0'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['007', '7'],
    ['45000.50', '45000.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['1e-7', '0.0000001'],
    ['999999999999999', '999999999999999'],
    ['1000000000000000', '1000000000000000'],
    ['1000000000000001', null],
    ['0.000000000000000001', '0.000000000000000001'],
    ['0.0000000000000000001', null],
    ['1.2.3', null],
    ['1,5', null],
    ['', null],
  ])('%s is %s', (each, expected) => {
    expect(parseDecimal(each)).toBe(expected);
  });
});
