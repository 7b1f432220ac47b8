/** Findings as SARIF 2.1.0 (OASIS): what code scanning services read. */
import { alternatives, readable } from "./build.ts";
import { anchorOf, entryOf } from "./catalogue.ts";
import type { Finding, Position } from "./finding.ts";
import { noSources, type Sources } from "./sources.ts";

/** One log with one run; the rules are the catalogue's entries of the codes that occur, in order of the codes. */
export function sarif(
  findings: readonly Finding[],
  _sources: Sources = noSources,
  version: string | null = null,
): string {
  const codes = [...new Set(findings.map((finding) => finding.code))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "foodspec", ...(version === null ? {} : { version }), rules: codes.map(rule) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => result(finding, codes.indexOf(finding.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(code: string) {
  const entry = entryOf(code);
  return {
    id: code,
    name: entry.title.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, letter: string | undefined) => (letter ?? "").toUpperCase()),
    shortDescription: { text: entry.title },
    fullDescription: { text: readable(entry.sentence) },
    help: {
      text: `${entry.help
        .flatMap(alternatives)
        .map((one) => readable(one))
        .join("\n")}\n${anchorOf(code)}`,
    },
    defaultConfiguration: { level: entry.severity },
    properties: { stage: entry.stage, exit_code: entry.exit },
  };
}

function result(finding: Finding, ruleIndex: number) {
  return {
    ruleId: finding.code,
    ruleIndex,
    level: finding.severity,
    message: { text: [finding.message, ...finding.help.map((help) => `help: ${help}`)].join("\n") },
    locations: finding.position === null ? [] : [location(finding.position, finding)],
    properties: { block: finding.block, pointer: finding.pointer, facts: finding.facts },
  };
}

function location(position: Position, finding: Finding) {
  const { line, column, endLine, endColumn } = position;
  return {
    physicalLocation: {
      artifactLocation: { uri: position.file.split("/").map(encodeURIComponent).join("/") },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
    ...(finding.block === null ? {} : { logicalLocations: [{ name: finding.block, kind: "member" }] }),
  };
}
