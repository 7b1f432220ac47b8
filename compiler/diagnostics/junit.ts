/** Findings as JUnit XML: a suite a document, a case a finding; errors and warnings of CI test reports. */
import { type Finding, isError } from "./finding.ts";
import { visible } from "./visible.ts";

/** A document as a suite has it. */
export interface Judged {
  readonly document: string;
  readonly findings: readonly Finding[];
  /** How long it took; null where nobody says. */
  readonly seconds: number | null;
}

/** A suite a document, of whatever file its findings are: one without findings is one case that passes, one that cannot be read fails in its own. */
export function junit(judged: readonly Judged[]): string {
  const suites = judged.map(suite);
  const failures = judged.reduce((sum, { findings }) => sum + findings.filter(isError).length, 0);
  const cases = suites.reduce((sum, { count }) => sum + count, 0);
  const seconds = judged.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="foodspec" tests="${cases}" failures="${failures}" errors="0"${timeOf(seconds)}>`,
    ...suites.map(({ xml }) => xml),
    "</testsuites>",
    "",
  ].join("\n");
}

function suite({ document, findings, seconds }: Judged): { count: number; xml: string } {
  const name = escaped(document);
  const cases =
    findings.length === 0
      ? [`    <testcase name="check" classname="${name}"${timeOf(seconds)}/>`]
      : findings.map((one) => testcase(one, document));
  const failures = findings.filter(isError).length;
  const head = `  <testsuite name="${name}" tests="${cases.length}" failures="${failures}" errors="0"${timeOf(seconds)}>`;
  return { count: cases.length, xml: [head, ...cases, "  </testsuite>"].join("\n") };
}

const timeOf = (seconds: number | null): string => (seconds === null ? "" : ` time="${seconds.toFixed(3)}"`);

function testcase(finding: Finding, document: string): string {
  const { position, code } = finding;
  const place = position === null ? "" : `${position.file}:${position.line}:${position.column}`;
  const name = escaped([place, code, finding.message].filter((part) => part !== "").join(" "));
  const body = escaped(
    [place, finding.message, ...finding.help.map((help) => `help: ${help}`)].filter((part) => part !== "").join("\n"),
  );
  const head = `    <testcase name="${name}" classname="${escaped(position?.file ?? document)}"`;
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
