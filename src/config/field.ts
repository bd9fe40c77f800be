// Owns: how one value of .env or config.yaml becomes a typed one: a reader that answers the value or what is wrong and
// how to mend it, as a zod type; and how zod's issues become problems.

import { z } from 'zod';
import { suggestName } from './suggest-name.ts';

export interface Wrong {
  readonly type: 'wrong';
  readonly message: string;
  readonly remedy: string;
  /** In a group of keys: the way to the key that is meant. */
  readonly within?: readonly string[];
  /** What else is wrong with the same value. */
  readonly others?: readonly Wrong[];
}
export type Read<T> = { readonly type: 'ok'; readonly value: T } | Wrong;

export const ok = <T>(value: T): Read<T> => ({ type: 'ok', value });
export const wrong = (message: string, remedy: string): Wrong => ({ type: 'wrong', message, remedy });

/** Each by itself. */
export const faultsOf = (fault: Wrong): readonly Wrong[] => [fault, ...(fault.others ?? [])];

/** A zod type of one optional key; absent stays undefined. */
export const field = <T>(read: (value: unknown) => Read<T>) =>
  z
    .unknown()
    .transform((value, context): T => {
      const result = read(value);
      if (result.type === 'ok') return result.value;
      for (const { message, remedy, within } of faultsOf(result))
        context.addIssue({ code: 'custom', message, params: { remedy, within: within ?? [] } });
      return z.NEVER;
    })
    .optional();

export interface Issue {
  readonly path: readonly (string | number)[];
  /** Below the path, where the value is a group: for its line. */
  readonly within: readonly string[];
  readonly message: string;
  readonly remedy: string;
}

/** `knownKeys`: the keys of the object that was parsed, for "did you mean". */
export function issuesOf(error: z.ZodError, knownKeys: readonly string[]): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, key],
        within: [],
        message: `the key "${key}" is not known.`,
        remedy: suggestName(key, knownKeys),
      }));
    }
    const { remedy, within }: Partial<Record<string, unknown>> = issue.code === 'custom' ? (issue.params ?? {}) : {};
    return [
      {
        path,
        within: Array.isArray(within) ? within.map(String) : [],
        message: issue.message,
        remedy: typeof remedy === 'string' ? remedy : 'Correct the value.',
      },
    ];
  });
}
