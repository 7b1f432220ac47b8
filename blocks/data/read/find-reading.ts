/** Find reading: the one way in which a text is a table of spectra; refused where there is none, or more than one. */
import { Refusal } from "../../contract/refusal.ts";
import type { Dialect } from "../csv/dialect.ts";
import { type Draft, dialectOf, draftSigns, draftsOf, type ReadOptions } from "./draft.ts";
import { type Candidate, fewestPoints, type LayoutName, layouts } from "./layouts.ts";
import { isPlausible } from "./plausible.ts";
import { type Probe, probeOf } from "./probe.ts";
import { readingWords } from "./reading-words.ts";
import type { FoundSigns } from "./signs.ts";
import { refuseLongCell, type Text } from "./text.ts";

/** How a text is read. */
export interface Reading {
  readonly dialect: Dialect;
  readonly layout: LayoutName;
  readonly linesAbove: number;
  /** What no option said. */
  readonly found: readonly string[];
}

/**
 * Delimiter, signs and layout → the one reading. Of several only one on a plausible axis is taken; how many values a reading
 * has, which comes first and what things are called decide nothing.
 *
 * @returns null where nothing fits; who called then reads `nearest` to say what is wrong with it
 * @throws Refusal FS3101 several fit, FS3102 numbers that can be read both ways, FS3121 counters only
 */
export function findReading(text: Text, options: ReadOptions): Reading | null {
  const probe = probeOf(text.bytes, options.header?.comment ?? null);
  const fitting = candidates(probe, options);
  const isAxis = ({ fit }: Candidate) => !fit.isCounter;
  const able = fitting.filter(isAxis);
  if (able.length === 0) {
    if (fitting.length > 0) throw counter(text, fitting[0]);
    return null;
  }
  const plausible = able.filter(({ fit }) => isPlausible(fit.axis, options.axis));
  const [chosen, ...others] = able.length > 1 && plausible.length === 1 ? plausible : able;
  if (others.length > 0) throw several(text, [chosen, ...others]);
  const signs = lateSigns(text, probe, chosen, options);
  refuseDoubt(text, chosen.draft, signs);
  refuseLongCell(text.file.path, text.bytes, chosen.draft.delimiter);
  return reading(chosen, signs, options);
}

/** The reading nearest to one that fits: what the reader says of it is what is wrong with the file. */
export function nearestReading(text: Text, options: ReadOptions): Reading {
  const probe = probeOf(text.bytes, options.header?.comment ?? null);
  const drafts = draftsOf(probe, options);
  const [first] = drafts;
  if (first === undefined) throw new Refusal("FS3002", { path: text.file.path }, { data: { input: text.file.path } });
  const divided = drafts.filter(({ header }) => header.length > 1);
  const even = divided.find(({ header, rows }) => rows.every(({ cells }) => cells.length === header.length));
  const draft = even ?? divided[0] ?? { ...first, delimiter: options.delimiter ?? "," };
  const layout = (options.layout?.name ?? "wide") as LayoutName;
  const signs = draftSigns(draft, probe, layouts[layout].values(draft, options), options);
  return reading({ draft, layout }, signs, options);
}

function candidates(probe: Probe, options: ReadOptions): Candidate[] {
  const names = (Object.keys(layouts) as LayoutName[]).filter((layout) =>
    options.layout === undefined ? layouts[layout].isFound : options.layout.name === layout,
  );
  return draftsOf(probe, options).flatMap((draft) =>
    names.flatMap((layout): Candidate[] => {
      const signs = draftSigns(draft, probe, layouts[layout].values(draft, options), options);
      const fit = layouts[layout].fit(draft, signs.signs, options);
      return fit === null ? [] : [{ draft, layout, signs, fit }];
    }),
  );
}

function reading(
  { draft, layout }: Pick<Candidate, "draft" | "layout">,
  signs: FoundSigns,
  options: ReadOptions,
): Reading {
  return {
    dialect: dialectOf(draft, signs, options),
    layout,
    linesAbove: draft.linesAbove,
    found: (["encoding", "layout", "delimiter", "decimal", "thousands", "header"] as const).filter(
      (option) => options[option] === undefined,
    ),
  };
}

/** The signs by the whole text, where the first megabyte had whole numbers only and there is more. */
function lateSigns(
  { bytes }: Text,
  probe: Probe,
  { draft, layout, signs }: Candidate,
  options: ReadOptions,
): FoundSigns {
  if (signs.isSeen || probe.isWhole) return signs;
  const beyond = probe.lines[probe.lines.length - 1].end;
  if (![".", ",", "'"].some((sign) => bytes.includes(sign.charCodeAt(0), beyond))) return signs;
  const whole = probeOf(bytes, options.header?.comment ?? null, true);
  const same = draftsOf(whole, { ...options, delimiter: draft.delimiter }).find(({ at }) => at === draft.at);
  return same === undefined ? signs : draftSigns(same, whole, layouts[layout].values(same, options), options);
}

const placeOf = (path: string, line: number, field?: number) => ({ data: { input: path, line, field } });

/** FS3102: `1,492` is 1492 or 1.492, and nothing in the file says which. */
function refuseDoubt({ file: { path } }: Text, { rows, header, line }: Draft, { doubt }: FoundSigns): void {
  if (doubt === null) return;
  const row = rows.find(({ cells }) => cells.some((cell) => cell.trim() === doubt));
  const field = (row?.cells ?? header).findIndex((cell) => cell.trim() === doubt);
  const facts = {
    path,
    cell: doubt,
    large: Number(doubt.replace(/[.,]/, "")),
    small: Number(doubt.replace(",", ".")),
    sign: doubt.includes(",") ? "," : ".",
    other: doubt.includes(",") ? "." : ",",
  };
  throw new Refusal("FS3102", facts, placeOf(path, row?.line ?? line, field + 1));
}

function several({ file: { path } }: Text, able: readonly Candidate[]): Refusal {
  const [first, second, third = null] = able.map(readingWords);
  return new Refusal("FS3101", { path, n: able.length, first, second, third }, placeOf(path, able[0].draft.line));
}

function counter({ file: { path } }: Text, { draft, fit }: Candidate): Refusal {
  const facts = { path, from: fit.axis[0], to: fit.axis[fit.axis.length - 1], points: fit.axis.length };
  return new Refusal("FS3121", facts, placeOf(path, draft.line));
}

/** FS3010 of a file whose nearest reading has an axis, of too few points. */
export const tooFewPoints = (path: string, line: number, columns: number, numbers: number): Refusal =>
  new Refusal("FS3010", { path, columns, few: numbers, fewest: fewestPoints }, placeOf(path, line));
