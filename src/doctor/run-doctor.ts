// Owns: `npm run doctor`: the check-up of what is configured, as text, and its exit code.

import { loadConfig, type ConfigInput } from '../config/load-config.ts';
import { createRedactor } from '../redact.ts';
import { systemPorts } from './doctor-ports.ts';
import { examineHouse } from './examine-house.ts';
import { isHealthy, renderReport } from './render-report.ts';

export interface Report {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

export async function runDoctor(input: ConfigInput): Promise<Report> {
  const loaded = loadConfig(input);
  const findings = await examineHouse(loaded, systemPorts);
  const redactor = createRedactor(loaded.type === 'ok' ? loaded.config.secrets : []);
  return { text: renderReport(findings, (text) => redactor.redact(text)), exitCode: isHealthy(findings) ? 0 : 1 };
}
