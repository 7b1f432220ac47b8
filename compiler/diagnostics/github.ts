/** Findings as GitHub workflow commands: annotations on the lines of a pull request. */
import type { Finding } from "./finding.ts";

/** One command a finding: `::error file=,line=,endLine=,col=,endColumn=,title=::message`. */
export function github(findings: readonly Finding[]): string {
  return findings.map((finding) => `${command(finding)}\n`).join("");
}

function command(finding: Finding): string {
  const { position } = finding;
  const place: [string, string | number][] =
    position === null
      ? []
      : [["file", position.file], ["line", position.line], ["endLine", position.endLine], ...columns(finding)];
  const properties = [...place, ["title", finding.code] as const].map(
    ([name, value]) => `${name}=${property(String(value))}`,
  );
  const name = finding.severity === "note" ? "notice" : finding.severity;
  const message = [finding.message, ...finding.help.map((help) => `help: ${help}`)].join("\n");
  return `::${name} ${properties.join(",")}::${data(message)}`;
}

/** GitHub refuses columns of an annotation over several lines; its end column is inclusive. */
function columns({ position }: Finding): [string, number][] {
  if (position === null || position.line !== position.endLine) return [];
  return [
    ["col", position.column],
    ["endColumn", Math.max(position.column, position.endColumn - 1)],
  ];
}

const data = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string) => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
