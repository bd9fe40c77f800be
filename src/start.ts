// Owns: what `npm start` runs: the program as one file, with the code that was compiled for it; where it was not made,
// module by module. Finding, reading and compiling some 800 modules takes three times as long as all the rest of a start.

import { fileURLToPath } from 'node:url';
import { compileBundle } from './compile-bundle.ts';

const bundle = compileBundle(fileURLToPath(new URL('./bundle/signalman.cjs', import.meta.url)));
if (bundle === null) await import('./main.ts');
else bundle.run();
