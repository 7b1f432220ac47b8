/** Quick piece: one paragraph, list, quotation or table read and written again by itself, before the whole document is. */
import type { Root } from "mdast";
import { lines } from "../diagnostics/lines.ts";
import { parseMarkdown } from "../document/markdown.ts";
import { type KindsById, readProse } from "../document/prose.ts";
import type { Protocol } from "../document/protocol.ts";
import { part } from "../render/page.ts";
import { prose } from "../render/prose.ts";
import type { Report } from "../render/report.ts";

/** A top-level piece of a text, and what stands in its place now. */
export interface QuickPiece {
  /** Index of the node among those of the tree. */
  readonly index: number;
  readonly html: string;
}

/** Where a top-level node of a text begins and ends. */
export interface Span {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Text that hangs on nothing else of its document: what may change by itself. */
const alone: ReadonlySet<string> = new Set(["paragraph", "list", "blockquote", "table"]);

/**
 * What links, notes, citations, formulas, HTML, definitions, parts and captions need stands elsewhere in the document, or changes what
 * stands elsewhere: a piece with one of their signs is read with the whole.
 */
const isOfWhole = (text: string): boolean => /\]\(#|\[\^|\]\[|\]:|\]\s*$|@|[$<{\\]|!\[|^\s*:/m.test(text);

export const spansOf = (tree: Root): readonly Span[] =>
  tree.children.map(({ type, position }) => ({
    type,
    start: position?.start.offset ?? 0,
    end: position?.end.offset ?? 0,
  }));

/**
 * The one piece in which two texts differ, written anew with the values that the report has; null where more than that may change, and
 * the whole has to be read.
 *
 * @param spans of the text before
 */
export function quickPiece(before: string, after: string, spans: readonly Span[], report: Report): QuickPiece | null {
  const { from, end } = differing(before, after);
  const grown = after.length - before.length;
  const index = spans.findIndex(({ start, end: last }) => start <= from && end <= last);
  const span = spans[index];
  if (span === undefined || !alone.has(span.type)) return null;
  const [was, now] = [before.slice(span.start, span.end), after.slice(span.start, span.end + grown)];
  if (isOfWhole(was) || isOfWhole(now) || !isBetweenBlanks(after, span.start, span.end + grown)) return null;
  const read = parseMarkdown(now);
  if ("beyond" in read || read.left.length > 0) return null;
  const { children } = read.tree;
  if (children.length !== 1 || children[0].type !== span.type || children[0].position?.end.offset !== now.length)
    return null;
  const html = writtenAlone(now, read.tree, report);
  return html === null ? null : { index, html };
}

/** The range of the text before outside of which both texts are the same. */
function differing(before: string, after: string): { readonly from: number; readonly end: number } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { from, end: before.length - same };
}

/** Nothing above or below goes on in it: a line without a sign stands on either side, or the text ends. */
const isBetweenBlanks = (text: string, start: number, end: number): boolean =>
  /(?:^|\n)[ \t]*\r?\n$/.test(text.slice(0, start)) && /^[ \t]*(?:$|\r?\n[ \t]*(?:$|\r?\n))/.test(text.slice(end));

/** Null where it says something that only the whole can number, or that is wrong. */
function writtenAlone(text: string, tree: Root, report: Report): string | null {
  const at = lines(report.protocol.file, text);
  const kinds: KindsById = new Map(report.protocol.blocks.map(({ id, kind }) => [id, kind]));
  const read = readProse(tree, at, kinds, report.protocol.blocks);
  if (read.findings.length > 0 || read.references.length > 0) return null;
  const protocol: Protocol = { ...report.protocol, text, tree, at, inlineValues: read.inlineValues };
  const { content, notes, headings } = prose({ ...report, protocol, blockAt: () => null }, () => {
    throw new Error("a piece of text holds no block");
  });
  const shown = content.filter((node) => node.type === "element");
  return notes.length > 0 || headings.length > 0 || shown.length !== 1 ? null : part(shown);
}
