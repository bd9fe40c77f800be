// Owns: `npm run docs`: writes the documents that are made from the registries. test/tidy.test.ts holds that it was run.

import { readFileSync, writeFileSync } from 'node:fs';
import { GENERATED_DOCUMENTS } from './generated-documents.ts';

for (const { path, render } of GENERATED_DOCUMENTS) {
  const file = new URL(`../${path}`, import.meta.url);
  const now = readFileSync(file, 'utf8');
  const made = render(now);
  if (made !== now) writeFileSync(file, made);
  process.stdout.write(`${path}: ${made === now ? 'as it should be' : 'written anew'}\n`);
}
