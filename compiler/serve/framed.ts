/** Framed: findings as sentences for the page, each with the lines it is about and the piece over which it stands. */
import type { Finding } from "../diagnostics/finding.ts";
import type { Sources } from "../diagnostics/sources.ts";
import { frame } from "../diagnostics/text.ts";
import { findingsList } from "../render/findings-list.ts";
import { h } from "../render/hast.ts";
import { part } from "../render/page.ts";
import type { Piece } from "./pieces.ts";
import type { Framed } from "./told.ts";

/** A text that was shown, and the pieces that show it. */
export interface OnPage {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

/**
 * @param text of the document the findings are of
 * @param page what is shown; its lines and those of the text meet as far as both are the same above and below
 */
export function framed(
  findings: readonly Finding[],
  document: { readonly file: string; readonly text: string; readonly sources: Sources },
  page: OnPage,
): readonly Framed[] {
  const lineOnPage = linesBetween(document.text, page.text);
  return findings.map((finding) => {
    const { code, severity, position } = finding;
    const isHere = position !== null && position.file === document.file && !isBeginning(finding);
    return {
      code,
      severity,
      line: position?.line ?? null,
      column: position?.column ?? null,
      piece: isHere ? pieceAt(lineOnPage(position.line), page.pieces) : null,
      html: part([box(finding, document.sources)]),
    };
  });
}

/** The document as such, and no line of it. */
const isBeginning = ({ position }: Finding): boolean =>
  position?.line === 1 && position.column === 1 && position.endLine === 1 && position.endColumn === 1;

function box(finding: Finding, sources: Sources) {
  // The letters of the page have no lines to draw with.
  const lines = frame(finding, sources).replaceAll("│", "|");
  return h(
    "section",
    { className: ["preview-finding", finding.severity], ariaLabel: `${finding.severity} ${finding.code}` },
    findingsList([finding], false),
    lines === "" ? null : h("pre", { className: ["preview-frame"] }, lines),
  );
}

/** The last piece that begins in this line or above it. */
function pieceAt(line: number, pieces: readonly Piece[]): string | null {
  const above = pieces.filter(({ lines }) => lines !== null && lines[0] <= line);
  return above.at(-1)?.id ?? null;
}

/** From a line of one text to the line of another that stands there: where they differ, the last that both have. @internal */
export function linesBetween(from: string, to: string): (line: number) => number {
  if (from === to) return (line) => line;
  const [own, other] = [from.split("\n"), to.split("\n")];
  const most = Math.min(own.length, other.length);
  let before = 0;
  while (before < most && own[before] === other[before]) before++;
  let after = 0;
  while (after < most - before && own[own.length - 1 - after] === other[other.length - 1 - after]) after++;
  return (line) => {
    if (line <= before) return line;
    if (line > own.length - after) return line + other.length - own.length;
    return Math.max(1, Math.min(line, other.length - after));
  };
}
