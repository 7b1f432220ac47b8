/** Findings as SARIF 2.1.0 (OASIS): what code scanning services read. */
import { alternatives, readable } from "./build.ts";
import { anchorOf, entryOf } from "./catalogue.ts";
import { type Finding, isError, type Position } from "./finding.ts";

/**
 * One log with one run; the rules are the catalogue's entries of the codes that occur, in order of the codes. What has a place is a result
 * in it; what has none is about the words that were typed, and a notification of the invocation: a service refuses a result without a
 * location, and with it the whole log.
 *
 * @param findings their files as the repository names them
 */
export function sarif(findings: readonly Finding[], version: string | null = null): string {
  const codes = [...new Set(findings.map((finding) => finding.code))].sort();
  const results = findings.flatMap((finding) =>
    finding.position === null ? [] : [result(finding, finding.position, codes.indexOf(finding.code))],
  );
  const unplaced = findings.filter(({ position }) => position === null);
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "foodspec", ...(version === null ? {} : { version }), rules: codes.map(rule) } },
        invocations: [
          {
            executionSuccessful: !unplaced.some(isError),
            toolExecutionNotifications: unplaced.map((finding) => notification(finding, codes.indexOf(finding.code))),
          },
        ],
        originalUriBaseIds: { [sourceRoot]: { description: { text: "The top of the repository." } } },
        columnKind: "utf16CodeUnits",
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** Against what every place is meant. */
const sourceRoot = "%SRCROOT%";

const notification = (finding: Finding, index: number) => ({
  descriptor: { id: finding.code, index },
  level: finding.severity,
  message: messageOf(finding),
});

const messageOf = ({ message, help }: Finding) => ({
  text: [message, ...help.map((one) => `help: ${one}`)].join("\n"),
});

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

function result(finding: Finding, position: Position, ruleIndex: number) {
  const related = finding.related.map((one, i) => ({
    id: i + 1,
    message: { text: one.message },
    ...location(one.position, null),
  }));
  return {
    ruleId: finding.code,
    ruleIndex,
    level: finding.severity,
    message: messageOf(finding),
    locations: [location(position, finding.block)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    ...(finding.count === 1 ? {} : { occurrenceCount: finding.count }),
    properties: { block: finding.block, pointer: finding.pointer, facts: finding.facts },
  };
}

function location({ file, line, column, endLine, endColumn }: Position, block: string | null) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: sourceRoot },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
    ...(block === null ? {} : { logicalLocations: [{ name: block, kind: "member" }] }),
  };
}
