// The bare twin: parses the same JSON and answers; nothing is kept.

import { serveJsonRoute } from './json-route.ts';

serveJsonRoute(() => null);
