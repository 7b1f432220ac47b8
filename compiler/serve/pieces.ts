/** Pieces: a report's page as top-level pieces, each known by the digest of its markup, and what leads from one page to the next. */
import type { Element, ElementContent } from "hast";
import { type PageParts, pageParts, part } from "../render/page.ts";
import type { Report } from "../render/report.ts";
import { digestOf, hexOf } from "../store/digest.ts";

/** Where on a page a piece stands. */
export type Region = "head" | "contents" | "main";

export interface Piece {
  /** The first digits of the digest of its markup, and a number behind them where the page has the same twice. */
  readonly id: string;
  readonly region: Region;
  /** Drawings stand in it by their digest only. */
  readonly html: string;
  /** First and last line of the text that it shows; null of what no line of the document is. */
  readonly lines: readonly [number, number] | null;
}

export interface Pieces {
  readonly all: readonly Piece[];
  /** Drawings by their digest. */
  readonly drawings: ReadonlyMap<string, string>;
}

/** What changes a page into the next: pieces it has not, names of those it loses, and the names of all in their order. */
export interface Patch {
  readonly pieces: readonly { readonly id: string; readonly region: Region; readonly html: string }[];
  readonly removed: readonly string[];
  readonly order: readonly string[];
}

/** The pieces of a report's page. */
export function piecesOf(report: Report): Pieces {
  const drawings = new Map<string, string>();
  const taken = new Map<string, number>();
  const written = (region: Region, element: ElementContent): Piece => {
    const html = part([withoutLines(apart(element, drawings))]);
    return { id: named(html, taken), region, html, lines: linesOf(element, report) };
  };
  const { head, contents, main }: PageParts = pageParts(report);
  const isShown = (element: ElementContent): boolean => element.type !== "text" || element.value.trim() !== "";
  const all = [
    written("head", head),
    ...(contents === null ? [] : [written("contents", contents)]),
    ...main.filter(isShown).map((element) => written("main", element)),
  ];
  return { all, drawings };
}

/** A name that no other piece of its page has. */
export function named(html: string, taken: Map<string, number>): string {
  const name = hexOf(digestOf(html)).slice(0, 16);
  const before = taken.get(name) ?? 0;
  taken.set(name, before + 1);
  return before === 0 ? name : `${name}-${before + 1}`;
}

/** @param had names of the pieces that the page has now */
export function patchTo(pieces: readonly Piece[], had: ReadonlySet<string>): Patch {
  const order = pieces.map(({ id }) => id);
  const now = new Set(order);
  return {
    pieces: pieces.filter(({ id }) => !had.has(id)).map(({ id, region, html }) => ({ id, region, html })),
    removed: [...had].filter((id) => !now.has(id)),
    order,
  };
}

/** The drawing that stands for it is put in its place by the page's script. */
const standIn = (digest: string): string => `<i data-drawing="${digest}"></i>`;

/** A drawing of no more is quicker sent than asked for. */
const fewSigns = 400;

/** A copy in which every drawing is a stand-in. */
function apart(element: ElementContent, drawings: Map<string, string>): ElementContent {
  if (element.type === "raw") {
    if (element.value.length < fewSigns) return element;
    const digest = hexOf(digestOf(element.value)).slice(0, 32);
    drawings.set(digest, element.value);
    return { type: "raw", value: standIn(digest) };
  }
  if (element.type !== "element") return element;
  return { ...element, children: element.children.map((child) => apart(child, drawings)) };
}

/**
 * A copy that does not say in which line of the document a block stands: each line written above it would change it, and the document
 * lies beside the page.
 */
function withoutLines(element: ElementContent): ElementContent {
  if (element.type !== "element") return element;
  const { className } = element.properties;
  if (element.tagName === "details" && Array.isArray(className) && className.includes("source"))
    return { ...element, children: element.children.map(whereWithout) };
  return { ...element, children: element.children.map(withoutLines) };
}

function whereWithout(node: ElementContent): ElementContent {
  const [first, ...rest] = node.type === "element" && node.tagName === "p" ? node.children : [];
  if (first?.type !== "text") return node;
  return { ...(node as Element), children: [{ ...first, value: first.value.replace(/, line \d+$/, "") }, ...rest] };
}

/** Lines are those of the document where all of its text stands in it. */
function linesOf(element: ElementContent, { protocol }: Report): readonly [number, number] | null {
  if (protocol.sources.some(({ role }) => role === "include")) return null;
  const position = element.type === "element" ? element.position : undefined;
  return position === undefined ? null : [position.start.line, position.end.line];
}
