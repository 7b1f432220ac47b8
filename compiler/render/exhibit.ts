/** Exhibits: every figure and table made, drawn and numbered. What cannot be shown says why. */
import type { Origin, SpectraView, TableView, ViewData } from "../../blocks/contract/view.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { chartSvg } from "../draw/chart-svg.ts";
import { spectraSvg } from "../draw/spectra-svg.ts";
import { arrange, type Drawable, type Placement } from "./arrange.ts";
import { spectraCsv, tableCsv } from "./csv.ts";
import { artifactPath } from "./origin.ts";

/** Data offered inside the report; what is larger stands in the run folder only. */
const csvLimit = 100_000;

export interface Exhibit {
  readonly placement: Placement;
  /** In the page: the address, for a second showing with the host behind it. */
  readonly id: string;
  /** "Figure 3", "Table 1"; null where there is nothing to show. */
  readonly label: string | null;
  readonly title: string;
  readonly caption: string;
  readonly alt: string;
  readonly content:
    | { readonly type: "na"; readonly reason: string }
    | { readonly type: "table"; readonly view: TableView }
    | { readonly type: "drawing"; readonly svg: string; readonly file: string };
  /** Its numbers as CSV; null where they are too many. */
  readonly csv: string | null;
  /** Where all of it comes from, with the path in the run folder; null where the view does not say. */
  readonly from: Origin | null;
  /** Where to look for numbers that are too many for a CSV and have no `from`: an input. */
  readonly source: string | null;
}

/** Makes every placement of the run, one after another: views load stored parts. */
export async function exhibits(
  run: Drawable,
): Promise<{ readonly exhibits: readonly Exhibit[]; readonly findings: readonly Finding[] }> {
  const made: Exhibit[] = [];
  const findings: Finding[] = [];
  const counts = { figure: 0, table: 0 };
  for (const placement of arrange(run)) {
    const again = made.filter((one) => one.placement.address === placement.address).length;
    const id =
      again === 0 ? placement.address : `${placement.address}.${placement.host}${again > 1 ? `.${again}` : ""}`;
    const exhibit = await exhibitOf(placement, id, findings);
    const shape = placement.view.shape;
    if (exhibit.content.type === "na") made.push(exhibit);
    else {
      counts[shape] += 1;
      made.push({ ...exhibit, label: `${shape === "figure" ? "Figure" : "Table"} ${counts[shape]}` });
    }
  }
  return { exhibits: made, findings };
}

async function exhibitOf(placement: Placement, id: string, findings: Finding[]): Promise<Exhibit> {
  const { view, block, selection, address } = placement;
  const title = placement.title ?? sentenceCase(view.title);
  const blank = {
    placement,
    id,
    label: null,
    title,
    caption: placement.caption ?? "",
    alt: "",
    csv: null,
    from: null,
    source: null,
  };
  const na = (reason: string): Exhibit => ({ ...blank, content: { type: "na", reason } });
  if (block.source === null) return na(block.reason?.sentence ?? `Block ${block.block.id} did not finish.`);
  try {
    const made = await view.make(block.source, selection);
    if ("na" in made) return na(made.na);
    const { content, note } = await drawn(made.data, id);
    const csv = csvOf(made.data);
    const words = [placement.caption ?? made.caption, note].filter((part) => part !== null && part !== "");
    const from = fromOf(placement, made.data);
    const source = csv === null && from === null ? inputsOf(placement) : null;
    return { ...blank, caption: words.join(" "), alt: made.alt, content, csv, from, source };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    findings.push(finding("FS8101", placement.position, { address, why }, { block: block.block.id }));
    return na("It could not be drawn; see the findings.");
  }
}

async function drawn(data: ViewData, id: string): Promise<{ content: Exhibit["content"]; note: string | null }> {
  if (data.type === "table") return { content: { type: "table", view: data }, note: null };
  const file = `figures/${id}.svg`;
  if (data.type === "spectra") {
    const { svg, note } = spectraSvg(data);
    return { content: { type: "drawing", svg, file }, note };
  }
  return { content: { type: "drawing", svg: await chartSvg(data, `d-${id.replaceAll(".", "-")}`), file }, note: null };
}

/** A table says cell by cell where its numbers come from; a figure as a whole. */
function fromOf({ block }: Placement, data: ViewData): Origin | null {
  if (data.type === "table" || data.from === undefined) return null;
  const artifact = artifactPath(block, data.from.artifact);
  return Object.hasOwn(block.artifacts, artifact) ? { ...data.from, artifact } : null;
}

function csvOf(data: ViewData): string | null {
  if (data.type === "spectra" && spectraBytes(data) > csvLimit) return null;
  const csv = data.type === "spectra" ? spectraCsv(data) : tableCsv(data.type === "table" ? data : data.data);
  return csv.length > csvLimit ? null : csv;
}

/** At least what the CSV takes: no number is shorter than four characters and a comma in practice. */
const spectraBytes = ({ spectra }: SpectraView): number => spectra.data.length * 5;

/** The inputs a block read. Which of its files would hold the numbers of a view only the view can know, and says in `from`. */
function inputsOf({ block: { block } }: Placement): string | null {
  const read = block.kind.inputs(block.options);
  return read.length > 0 ? `input ${read.join(", ")}` : null;
}

export const sentenceCase = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
