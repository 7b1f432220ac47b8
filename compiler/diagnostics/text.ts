/** Findings as a person reads them on a terminal: sentence, place, the line with a caret below it, what to do next. */
import { pointerSteps } from "../../schemas/pointer-steps.ts";
import { displayed, excerpt } from "./excerpt.ts";
import type { Finding, Position } from "./finding.ts";
import { fieldColumns, type Sources } from "./sources.ts";
import { visible } from "./visible.ts";

export interface TextStyle {
  readonly colour: boolean;
  /** Columns a quoted line may take; longer ones are cut around the caret. */
  readonly width: number;
}

/** One paragraph a finding, in the order given. */
export function text(findings: readonly Finding[], sources: Sources, style: Partial<TextStyle> = {}): string {
  const full: TextStyle = { colour: style.colour ?? false, width: style.width ?? 100 };
  return findings.map((finding) => paragraph(finding, sources, full)).join("\n");
}

/** The lines it is about, with a caret below; empty where none are known. */
export function frame(finding: Finding, sources: Sources): string {
  const gutter = " ".repeat(Math.max(2, String(finding.position?.line ?? 0).length));
  return quoted(finding, sources, gutter, { colour: false, width: 100 }).join("\n");
}

function paragraph(finding: Finding, sources: Sources, style: TextStyle): string {
  const paint = style.colour ? painted : unpainted;
  const { position } = finding;
  const gutter = " ".repeat(position === null ? 2 : Math.max(2, String(position.line).length));
  const lines = [
    `${paint(finding.severity, `${finding.severity}[${finding.code}]`)}${paint("strong", `: ${displayed(finding.message)}`)}`,
  ];
  if (position !== null) {
    const where = `${visible(position.file)}:${position.line}:${position.column}`;
    lines.push(`${gutter} ${paint("frame", "┌─")} ${where}${about(finding)}`);
    lines.push(...quoted(finding, sources, gutter, style));
  } else if (finding.block !== null) lines.push(`${gutter} ${paint("frame", "┌─")}${about(finding)}`);
  for (const one of finding.related)
    lines.push(
      `${gutter} ${paint("frame", "=")} also: ${visible(one.position.file)}:${one.position.line}:${one.position.column}, ${one.message}`,
    );
  for (const help of finding.help) lines.push(`${gutter} ${paint("frame", "=")} help: ${displayed(help)}`);
  return `${lines.join("\n")}\n`;
}

/** `   (block `prep`, steps[1])`: the path is cut after its last index, since the caret shows the rest. */
function about(finding: Finding): string {
  const path = finding.pointer === null || finding.pointer === "" ? null : dotted(finding.pointer);
  const parts = [
    finding.block === null ? (path === null ? null : "front matter") : `block \`${visible(finding.block)}\``,
    path,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "" : `   (${parts.join(", ")})`;
}

/** `/steps/1/savgol/polyoder` → `steps[1]`; `/estimator/pls-da` → `estimator.pls-da`. @internal */
export function dotted(pointer: string): string {
  const steps = pointerSteps(pointer);
  const last = steps.findLastIndex((step) => /^\d+$/.test(step));
  const shown = last < 0 ? steps : steps.slice(0, last + 1);
  return visible(shown.map((step, i) => (/^\d+$/.test(step) ? `[${step}]` : i === 0 ? step : `.${step}`)).join(""));
}

function quoted(finding: Finding, sources: Sources, gutter: string, style: TextStyle): string[] {
  const { position } = finding;
  if (position === null || isBeginning(position)) return [];
  const line = sources.line(position.file, position.line);
  if (line === null) return [];
  const paint = style.colour ? painted : unpainted;
  const { column, end } = columns(position, line, sources);
  const cut = excerpt(line, column, end, style.width);
  const numbered = (number: number, content: string) =>
    `${paint("frame", `${String(number).padStart(gutter.length)} │`)}${content === "" ? "" : ` ${content}`}`;
  const before = position.line > 1 ? sources.line(position.file, position.line - 1) : null;
  const mark = finding.mark === null ? "" : ` ${displayed(finding.mark)}`;
  return [
    ...(before === null || before.trim() === "" ? [] : [numbered(position.line - 1, cut.also(before))]),
    numbered(position.line, cut.text),
    `${gutter} ${paint("frame", "│")} ${" ".repeat(cut.before)}${paint(finding.severity, "^".repeat(cut.carets) + mark)}`,
  ];
}

/** The document as such, and no line of it. */
const isBeginning = ({ line, column, endLine, endColumn }: Position): boolean =>
  line === 1 && column === 1 && endLine === 1 && endColumn === 1;

function columns(position: Position, line: string, sources: Sources): { column: number; end: number } {
  const delimiter = sources.delimiter(position.file);
  if (delimiter !== null) return fieldColumns(line, position.column, delimiter);
  const end = position.endLine === position.line ? position.endColumn : line.trimEnd().length + 1;
  return { column: position.column, end };
}

type Role = "error" | "warning" | "note" | "frame" | "strong";
const colours: { readonly [R in Role]: string } = {
  error: "1;31",
  warning: "1;33",
  note: "1;36",
  frame: "34",
  strong: "1",
};
const painted = (role: Role, content: string) => `\u001b[${colours[role]}m${content}\u001b[0m`;
const unpainted = (_: Role, content: string) => content;
