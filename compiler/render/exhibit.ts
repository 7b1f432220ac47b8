/** Exhibits: every figure and table made, drawn and numbered. What cannot be shown says why. */
import { sentenceCase } from "../../blocks/contract/sentence-case.ts";
import type { Origin, SpectraView, TableView, ViewData } from "../../blocks/contract/view.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { InlineTexts } from "../document/inline-texts.ts";
import { numberedIn } from "../document/text/own-ids.ts";
import type { Draw } from "../draw/draw.ts";
import { type Language, languageOf } from "../language/language.ts";
import type { RunSource } from "../run/types.ts";
import { digestOfJson } from "../store/digest.ts";
import { arrange, type Drawable, type Placement } from "./arrange.ts";
import { spectraCsv, tableCsv } from "./csv.ts";
import { inWords } from "./exhibit-words.ts";
import type { KeptFigures, MadeFigure } from "./made-figure.ts";
import { withoutQuantity } from "./numbers.ts";
import { artifactPath } from "./origin.ts";

/** Data offered inside the report; what is larger stands in the run folder only. */
const csvLimit = 60_000;

export interface Exhibit {
  readonly placement: Placement;
  /** In the page: the address, for a second showing with the host behind it. */
  readonly id: string;
  /** "Figure 3", "Table 1", of what is folded away "Figure S1"; null where there is nothing to show. */
  readonly label: string | null;
  readonly title: string;
  readonly caption: string;
  readonly alt: string;
  readonly content:
    | { readonly type: "na"; readonly reason: string }
    | { readonly type: "table"; readonly view: TableView }
    | { readonly type: "drawing"; readonly svg: string; readonly narrow: string; readonly file: string };
  /** One before it whose drawing this one, which is folded, repeats stroke by stroke: it is drawn there alone. */
  readonly sameAs: { readonly id: string; readonly label: string | null } | null;
  /** Its numbers as CSV; null where they are too many. */
  readonly csv: string | null;
  /** Where all of it comes from, with the path in the run folder; null where the view does not say. */
  readonly from: Origin | null;
  /** Where to look for numbers that are too many for a CSV and have no `from`: an input. */
  readonly source: string | null;
  /** In which title, caption and heads are. */
  readonly language: Language;
  readonly inlineTexts: InlineTexts;
}

/** What making figures takes of the outside world. */
export interface Drawers {
  readonly draw: Draw;
  readonly kept: KeptFigures;
  /** Digest of everything that makes and draws: views, charts, drawing code, packages. */
  readonly digest: string;
}

/** Makes every placement of the run, one after another: views load stored parts. */
export async function exhibits(
  run: Drawable,
  drawers: Drawers,
): Promise<{ readonly exhibits: readonly Exhibit[]; readonly findings: readonly Finding[] }> {
  const made: Exhibit[] = [];
  const language = languageOf(run.protocol.frontMatter.lang);
  const findings: Finding[] = [];
  const counts = { figure: 0, table: 0 };
  // Counted apart, so that those of the text run without gaps where these are left out.
  const folded = { figure: 0, table: 0 };
  const own = [...numberedIn(run.protocol.tree)];
  for (const placement of arrange(run)) {
    // The author's own tables and figures are counted where they stand.
    const host = run.blocks.find(({ block }) => block.id === placement.host)?.block;
    const line = host === undefined || host.added !== null ? Number.POSITIVE_INFINITY : host.line;
    while (own.length > 0 && own[0].line < line) {
      const { word } = own.shift() as (typeof own)[number];
      if (word !== "Equation") counts[word === "Table" ? "table" : "figure"] += 1;
    }
    const again = made.filter((one) => one.placement.address === placement.address).length;
    const id =
      again === 0 ? placement.address : `${placement.address}.${placement.host}${again > 1 ? `.${again}` : ""}`;
    const exhibit = await exhibitOf(placement, id, drawers, findings, {
      language,
      inlineTexts: run.protocol.inlineTexts,
    });
    const shape = placement.view.shape;
    if (exhibit.content.type === "na") made.push(exhibit);
    else {
      const word = shape === "figure" ? "Figure" : "Table";
      const number = placement.isFolded ? `S${++folded[shape]}` : ++counts[shape];
      made.push({ ...exhibit, label: `${language.say(word)} ${number}` });
    }
  }
  return { exhibits: withinBudget(withoutRepeats(made)), findings };
}

/** Models that differ in their validation alone have one final model: what is folded away is drawn once. */
function withoutRepeats(all: readonly Exhibit[]): readonly Exhibit[] {
  const drawn = new Map<string, Exhibit>();
  return all.map((exhibit) => {
    const { content, placement } = exhibit;
    if (content.type !== "drawing") return exhibit;
    const first = drawn.get(content.svg);
    if (first === undefined || !placement.isFolded) {
      if (first === undefined) drawn.set(content.svg, exhibit);
      return exhibit;
    }
    return { ...exhibit, csv: null, source: null, sameAs: { id: first.id, label: first.label } };
  });
}

/** CSV of all figures and tables of a page: what stands first comes first, what is folded after it; the rest names the file to look in. */
const csvBudget = 60_000;

function withinBudget(all: readonly Exhibit[]): readonly Exhibit[] {
  const first = [...all].sort((a, b) => Number(a.placement.isFolded) - Number(b.placement.isFolded));
  const kept = new Set<Exhibit>();
  let room = csvBudget;
  for (const exhibit of first) {
    const bytes = exhibit.csv?.length ?? 0;
    if (bytes > room) continue;
    kept.add(exhibit);
    room -= bytes;
  }
  return all.map((exhibit) =>
    kept.has(exhibit)
      ? exhibit
      : { ...exhibit, csv: null, source: exhibit.from === null ? inputsOf(exhibit.placement) : null },
  );
}

async function exhibitOf(
  placement: Placement,
  id: string,
  drawers: Drawers,
  findings: Finding[],
  words: Pick<Exhibit, "language" | "inlineTexts">,
): Promise<Exhibit> {
  const { language } = words;
  const { view, block, address } = placement;
  const title = placement.title ?? sentenceCase(language.say(view.title));
  const blank = {
    placement,
    id,
    label: null,
    title,
    caption: placement.caption ?? "",
    alt: "",
    sameAs: null,
    csv: null,
    from: null,
    source: null,
    ...words,
  };
  const na = (reason: string): Exhibit => ({ ...blank, content: { type: "na", reason: language.say(reason) } });
  if (block.source === null) return na(block.reason?.sentence ?? `Block ${block.block.id} did not finish.`);
  try {
    const made = await madeOf(placement, block.source, id, drawers, language);
    if ("na" in made) return na(made.na);
    const said = [placement.caption ?? made.caption, made.note === null ? null : language.say(made.note)].filter(
      (part) => part !== null && part !== "",
    );
    const from = fromOf(placement, made.from);
    const source = made.csv === null && from === null ? inputsOf(placement) : null;
    const content: Exhibit["content"] =
      "svg" in made
        ? { type: "drawing", svg: made.svg, narrow: made.narrow, file: `figures/${id}.svg` }
        : { type: "table", view: made.table };
    return { ...blank, caption: said.join(" "), alt: made.alt, content, csv: made.csv, from, source };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    findings.push(finding("FS8101", placement.position, { address, why }, { block: block.block.id }));
    return na("It could not be drawn; see the findings.");
  }
}

/** A figure, or a table worked out, that was made of the same values by the same code is taken as it is kept, before any is loaded. */
async function madeOf(
  { view, name, block, selection }: Placement,
  source: RunSource,
  id: string,
  drawers: Drawers,
  language: Language,
): Promise<MadeFigure> {
  const isKept = view.shape === "figure" || view.isWorkedOut === true;
  const looks = { drawing: drawers.digest, kind: block.block.kind.kind, source: source.digest, view: name };
  const key = isKept ? digestOfJson({ ...looks, selection, id, lang: language.lang }) : "";
  const kept = isKept ? drawers.kept.get(key) : null;
  if (kept !== null) return kept;
  const made = await view.make(source, selection);
  if ("na" in made) {
    if (isKept) drawers.kept.keep(key, made);
    return made;
  }
  const { data, alt, caption } = inWords(made, language);
  const bare = data.type === "table" ? withoutQuantity(data) : [];
  if (bare.length > 0) throw new Error(`numbers of no quantity in: ${bare.join(", ")}`);
  const csv = csvOf(made.data);
  if (data.type === "table") {
    const words = { note: null, alt, caption, csv, from: null };
    if (!isKept) return { table: data, ...words };
    // As it will be read again: −0 is 0 from the first time on.
    const table = { table: JSON.parse(JSON.stringify(data)) as TableView, ...words };
    drawers.kept.keep(key, table);
    return table;
  }
  const figure = { ...(await drawers.draw(data, id, language.lang)), alt, caption, csv, from: data.from ?? null };
  drawers.kept.keep(key, figure);
  return figure;
}

function fromOf({ block }: Placement, from: Origin | null): Origin | null {
  if (from === null) return null;
  const artifact = artifactPath(block, from.artifact);
  return Object.hasOwn(block.artifacts, artifact) ? { ...from, artifact } : null;
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
