/** Text: a diff for a terminal. */
import type { Diff } from "../../schemas/diff.ts";
import { visible } from "../diagnostics/visible.ts";
import { type Cell, type Section, sectionsOf, verdictSentence } from "./sections.ts";

export function diffText(diff: Diff): string {
  const head = [sideLine("before", diff.before), sideLine("now   ", diff.after), "", verdictSentence(diff)];
  return `${[...head, ...sectionsOf(diff).flatMap(sectionLines)].map(visible).join("\n")}\n`;
}

const sideLine = (name: string, { document, run_id, content_digest, revision }: Diff["before"]): string =>
  `${name}  ${document}${revision === null ? "" : ` at ${revision}`}  ${run_id}  ${content_digest.slice(7, 19)}`;

function sectionLines({ title, lead, head, rows }: Section): readonly string[] {
  const cells = [head.map((text): Cell => ({ text })), ...rows];
  const widths = head.map((_, c) => Math.max(...cells.map((row) => [...visible(row[c].text)].length)));
  const line = (row: readonly Cell[]): string =>
    `  ${row.map((cell, c) => padded(cell, widths[c], c === head.length - 1)).join("  ")}`.trimEnd();
  return ["", title, ...(lead === null ? [] : [`  ${lead}`]), ...cells.map(line)];
}

function padded({ text, isNumber }: Cell, width: number, isLast: boolean): string {
  const shown = visible(text);
  const blanks = " ".repeat(Math.max(0, width - [...shown].length));
  return isNumber === true ? blanks + shown : isLast ? shown : shown + blanks;
}
