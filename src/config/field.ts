// Owns: how one value of .env or config.yaml becomes a typed one: a reader that answers the value or what is wrong and
// how to mend it, as a zod type; and how zod's issues become problems.

import { z } from 'zod';
import { suggestName } from './suggest-name.ts';

export interface Wrong {
  readonly type: 'wrong';
  readonly message: string;
  readonly remedy: string;
}
export type Read<T> = { readonly type: 'ok'; readonly value: T } | Wrong;

export const ok = <T>(value: T): Read<T> => ({ type: 'ok', value });
export const wrong = (message: string, remedy: string): Wrong => ({ type: 'wrong', message, remedy });

/** A zod type of one optional key; absent stays undefined. */
export const field = <T>(read: (value: unknown) => Read<T>) =>
  z
    .unknown()
    .transform((value, context): T => {
      const result = read(value);
      if (result.type === 'ok') return result.value;
      context.addIssue({ code: 'custom', message: result.message, params: { remedy: result.remedy } });
      return z.NEVER;
    })
    .optional();

export interface Issue {
  readonly path: readonly (string | number)[];
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
        message: `the key "${key}" is not known.`,
        remedy: suggestName(key, knownKeys),
      }));
    }
    const remedy: unknown = issue.code === 'custom' ? issue.params?.['remedy'] : undefined;
    return [{ path, message: issue.message, remedy: typeof remedy === 'string' ? remedy : 'Correct the value.' }];
  });
}
