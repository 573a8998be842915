import type { GateReport, Report } from '../contracts.ts';

/** SARIF 2.1.0 (OASIS): one run per gate. */
export function toSarif(report: Report): string {
  const runs = report.gates.filter((g) => g.verdict === 'pass' || g.verdict === 'fail').map(runOf);
  const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
  return JSON.stringify({ $schema, version: '2.1.0', runs }, null, 2);
}

function runOf({ gate, purpose, findings }: GateReport): object {
  const rules = [...new Set(findings.map((f) => f.rule))].map((id) => ({ id }));
  return {
    tool: { driver: { name: `validate ${gate}`, fullName: purpose, rules } },
    results: findings.map(({ rule, message, file, line }) => ({
      ruleId: rule,
      level: 'error',
      message: { text: message },
      locations: [{ physicalLocation: { artifactLocation: { uri: file }, region: { startLine: line } } }]
    }))
  };
}
