// Owns: whether an alert brings a stop or a target of its own: what has one enters, where its words may be of an entry or of an exit.

import { isZero } from '../../model/decimal.ts';
import { fieldsNamed, isSet, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { readNumber } from '../fields/read-number.ts';

const LEVELS = nameList('sl stoploss stoplossprice slprice tp takeprofit takeprofitprice tpprice'.split(' '));

export const hasLevels = (fields: FieldSet): boolean =>
  fieldsNamed(fields, LEVELS).some(({ field: { value } }) => {
    const number = readNumber(value);
    return isSet(value) && !(number.type === 'number' && isZero(number.value));
  });
