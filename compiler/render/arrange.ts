/** Which figures and tables stand where, before any is made: document order, each address known. */

import { type Selection, spectraForms, type View } from "../../blocks/contract/view.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Position } from "../diagnostics/finding.ts";
import type { Run, RunBlock } from "../run/types.ts";

/** A run before its content is digested: figures are part of that content. */
export type Drawable = Omit<Run, "content">;

/** One view at one place. */
export interface Placement {
  /** `plsda.confusion`. */
  readonly address: string;
  /** The block whose view it is, the view's name and the view. */
  readonly block: RunBlock;
  readonly name: string;
  readonly view: View;
  /** The id of the block under whose fence it stands. */
  readonly host: string;
  /** It stands among what its block has besides, folded away on a screen and not on paper. */
  readonly isFolded: boolean;
  readonly selection: Selection;
  /** The author's own words, where there are any. */
  readonly title: string | null;
  readonly caption: string | null;
  readonly position: Position;
}

/**
 * Every placement in the order of the document: what figure and table blocks show stands at their fence; what nobody
 * placed stands under its own block, first what stands there by default or is referred to, then, folded, all else it has.
 */
export function arrange(run: Drawable): readonly Placement[] {
  const shown = new Map(run.blocks.map((block) => [block.block.id, explicitAt(run, block)]));
  const taken = new Set([...shown.values()].flat().map(({ address }) => address));
  const referred = new Set(run.protocol.references.map(({ address }) => address));
  return inDocumentOrder(run).flatMap((block) => {
    const own = Object.entries(block.views)
      .filter(([name]) => !taken.has(address(block, name)))
      .map(([name, view]) => ({ name, view, place: placeOf(run, block, name, view, referred) }));
    const at = (wanted: Place): readonly Placement[] =>
      own
        .filter(({ place }) => place === wanted)
        .map(({ name, view }) => ({
          ...placement(block, name, view, block, {}, wordsOf(block)),
          isFolded: wanted === "folded",
        }));
    return [...(shown.get(block.block.id) ?? []), ...at("shown"), ...at("folded")];
  });
}

/** A comparison is a table block's own: its title and caption are the table's. Elsewhere they are the section's. */
const wordsOf = ({ block }: RunBlock): Json => (block.kind.shows === undefined ? {} : block.presentation);

/** Blocks as their fences stand; those the compiler added come last. */
export function inDocumentOrder(run: Drawable): readonly RunBlock[] {
  const place = ({ block }: RunBlock): number => (block.added !== null ? Number.POSITIVE_INFINITY : block.line);
  return run.blocks
    .map((block, i) => ({ block, i }))
    .sort((a, b) => (place(a.block) === place(b.block) ? a.i - b.i : place(a.block) - place(b.block)))
    .map(({ block }) => block);
}

/** The view an address names, or null. */
function viewAt(
  run: Drawable,
  name: string,
): { readonly block: RunBlock; readonly name: string; readonly view: View } | null {
  const dot = name.indexOf(".");
  const block = run.blocks.find(({ block }) => block.id === name.slice(0, dot));
  const viewName = name.slice(dot + 1);
  if (dot < 0 || block === undefined || !Object.hasOwn(block.views, viewName)) return null;
  return { block, name: viewName, view: block.views[viewName] };
}

const address = (block: RunBlock, name: string): string => `${block.block.id}.${name}`;

function explicitAt(run: Drawable, host: RunBlock): Placement[] {
  const { kind, options, presentation } = host.block;
  if (kind.shows === undefined) return [];
  return kind.shows(options, presentation).flatMap(({ address, at }) => {
    const found = viewAt(run, address);
    if (found === null) return [];
    const narrowed = { ...selectionOf(options), ...selectionOf(presentation) };
    return [
      { ...placement(found.block, found.name, found.view, host, narrowed, presentation), position: host.block.at(at) },
    ];
  });
}

function placement(
  block: RunBlock,
  name: string,
  view: View,
  host: RunBlock,
  selection: Selection,
  words: Json,
): Placement {
  return {
    address: address(block, name),
    block,
    name,
    view,
    host: host.block.id,
    isFolded: false,
    selection,
    title: textField(words, "title"),
    caption: textField(words, "caption"),
    position: host.block.position,
  };
}

type Place = "shown" | "folded" | "absent";

/** `show` on the block, then `report.exhibits`, then what the view itself says; a reference always brings its view. */
function placeOf(run: Drawable, block: RunBlock, name: string, view: View, referred: ReadonlySet<string>): Place {
  if (referred.has(address(block, name))) return "shown";
  // Its section says why it did not finish; once is enough.
  if (block.source === null) return "absent";
  if (view.onFailure === true && block.result === "failed") return "shown";
  // Of no use where nothing failed, or too large for every page.
  const rest = view.onFailure === true || view.onRequest === true ? "absent" : "folded";
  const show = block.block.kind.shows === undefined ? field(block.block.presentation, "show") : undefined;
  if (show === false || show === "none") return "absent";
  if (show === true || show === "all") return "shown";
  const listed = typeof show === "string" ? [show] : Array.isArray(show) ? show : null;
  if (listed !== null) return listed.some((one) => one === name || one === address(block, name)) ? "shown" : rest;
  const { exhibits } = run.protocol.frontMatter.report;
  if (exhibits === "none") return "absent";
  return exhibits === "all" || view.byDefault ? "shown" : rest;
}

function selectionOf(fields: Json): Selection {
  const classes = field(fields, "classes");
  const range = field(fields, "range");
  return {
    ...(Array.isArray(classes) ? { classes: classes.map(String) } : {}),
    ...(Array.isArray(range) && range.length === 2 ? { range: [Number(range[0]), Number(range[1])] as const } : {}),
    ...formOf(fields),
  };
}

/** How spectra are drawn. */
function formOf(fields: Json): Pick<Selection, "form" | "peaks" | "outliers"> {
  const form = spectraForms.find((one) => one === field(fields, "view"));
  const peaks = field(fields, "peaks");
  const outliers = field(fields, "outliers");
  return {
    ...(form === undefined ? {} : { form }),
    ...(typeof peaks === "boolean" ? { peaks } : Array.isArray(peaks) ? { peaks: peaks.map(Number) } : {}),
    ...(typeof outliers === "number" ? { outliers } : {}),
  };
}

/** A field of a JSON object, or undefined. */
export function field(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return undefined;
  return (value as { readonly [key: string]: Json | undefined })[name];
}

export function textField(value: Json, name: string): string | null {
  const text = field(value, name);
  return typeof text === "string" ? text : null;
}
