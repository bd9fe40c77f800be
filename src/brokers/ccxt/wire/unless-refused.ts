// Owns: lists that an account may not have: one that the venue refuses to give is empty. Any other failure is none.

import { classifyError } from './classify-error.ts';

export async function unlessRefused(list: Promise<unknown>): Promise<unknown> {
  try {
    return await list;
  } catch (error) {
    if (classifyError(error).type === 'rejected') return [];
    throw error;
  }
}
