/** Findings as JUnit XML: a suite a file, a case a finding; errors and warnings of CI test reports. */
import { type Finding, isError } from "./finding.ts";
import { noSources, type Sources } from "./sources.ts";
import { visible } from "./visible.ts";

/** Files of the sources are named even where nothing was found in them: a document without findings is one case that passes. */
export function junit(findings: readonly Finding[], sources: Sources = noSources): string {
  const names = [...new Set([...sources.files, ...findings.map((finding) => finding.position?.file ?? "foodspec")])];
  const suites = names.map((file) =>
    suite(
      file,
      findings.filter((finding) => (finding.position?.file ?? "foodspec") === file),
    ),
  );
  const failures = findings.filter(isError).length;
  const cases = suites.reduce((sum, { count }) => sum + count, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="foodspec" tests="${cases}" failures="${failures}" errors="0">`,
    ...suites.map(({ xml }) => xml),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite(file: string, findings: readonly Finding[]): { count: number; xml: string } {
  const cases =
    findings.length === 0 ? [`    <testcase name="check" classname="${escaped(file)}"/>`] : findings.map(testcase);
  const failures = findings.filter(isError).length;
  const head = `  <testsuite name="${escaped(file)}" tests="${cases.length}" failures="${failures}" errors="0">`;
  return { count: cases.length, xml: [head, ...cases, "  </testsuite>"].join("\n") };
}

function testcase(finding: Finding): string {
  const { position, code } = finding;
  const place = position === null ? "" : `${position.file}:${position.line}:${position.column}`;
  const name = escaped([place, code, finding.message].filter((part) => part !== "").join(" "));
  const body = escaped(
    [place, finding.message, ...finding.help.map((help) => `help: ${help}`)].filter((part) => part !== "").join("\n"),
  );
  const head = `    <testcase name="${name}" classname="${escaped(position?.file ?? "foodspec")}"`;
  if (isError(finding)) {
    return `${head}>\n      <failure type="${code}" message="${escaped(finding.message)}">${body}</failure>\n    </testcase>`;
  }
  return `${head}>\n      <system-out>${body}</system-out>\n    </testcase>`;
}

const entities: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
};

/** XML text or attribute; what XML 1.0 cannot hold is shown as U+XXXX, line ends stay. */
const escaped = (text: string) =>
  text
    .split("\n")
    .map(visible)
    .join("\n")
    .replaceAll(/[&<>"'\t]/g, (character) => entities[character])
    .replaceAll(/[\uFFFE\uFFFF]/g, "U+FFFE");
