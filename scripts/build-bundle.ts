// Owns: `npm run build`, after tsc.

import { fileURLToPath } from 'node:url';
import { makeBundle } from './bundle.ts';

await makeBundle(fileURLToPath(new URL('../dist', import.meta.url)));
