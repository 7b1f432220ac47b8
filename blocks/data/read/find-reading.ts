/** Find reading: the one way in which a text is a table of spectra; refused where there is none, or more than one. */
import { Refusal } from "../../contract/refusal.ts";
import { columnsOf } from "./down-columns.ts";
import { type Draft, dialectOf, draftSigns, draftsOf, type ReadOptions } from "./draft.ts";
import { type Candidate, type Fit, fewestPoints, layouts, numbersIn } from "./layouts.ts";
import { isPlausible } from "./plausible.ts";
import { type Probe, probeOf } from "./probe.ts";
import { type Columns, type LayoutName, layoutNames, type Reading } from "./reading.ts";
import { readingWords } from "./reading-words.ts";
import { type FoundSigns, sensesOf } from "./signs.ts";
import { refuseLongCell, type Text } from "./text.ts";

/** A text, and every way in which it is a table of spectra. */
export interface Readable {
  readonly text: Text;
  readonly probe: Probe;
  readonly able: readonly Candidate[];
}

/**
 * Delimiter, signs and layout → the readings that fit. Of several only one on a plausible axis is left; how many values a
 * reading has, which comes first and what things are called decide nothing.
 * @throws Refusal FS3121 where all that fit only count
 */
export function readingsOf(text: Text, options: ReadOptions): Readable {
  const probe = probeOf(text.bytes, options.header?.comment ?? null);
  const fitting = candidates(probe, options);
  const counting = fitting.filter(({ fit }) => !fit.isCounter || options.axis.unit === "channel");
  if (counting.length === 0 && fitting.length > 0) throw counter(text, fitting[0]);
  // A table with fewer points is one only where its layout is declared, and nothing else could be meant.
  const whole = counting.filter(({ fit }) => fit.axis.length >= fewestPoints);
  const able = whole.length > 0 ? whole : counting;
  const plausible = able.filter(({ fit }) => isPlausible(fit.axis, options.axis));
  return { text, probe, able: able.length > 1 && plausible.length === 1 ? plausible : able };
}

/**
 * The one reading of a text in a layout.
 * @throws Refusal FS3010 spectra without names, FS3101 several fit, FS3102 numbers that can be read both ways, FS3140 a long cell
 */
export function settled({ text, probe, able }: Readable, options: ReadOptions): Reading {
  const [chosen, ...others] = able;
  if (others.length > 0) throw several(text.file.path, able, able.map(readingWords));
  if (chosen.fit.isNameless) throw nameless(text, chosen);
  const signs = lateSigns(text, probe, chosen, options);
  refuseDoubt(text, chosen.draft, signs);
  refuseLongCell(text.file.path, text.bytes, chosen.draft.delimiter);
  return reading(chosen, signs, options, probe);
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
  const columns = columnsOf(draft, options);
  const layout = nearestLayout(columns, options);
  const fit = columns === null || ["wide", "long", "lists"].includes(layout) ? null : { columns };
  const signs = draftSigns(draft, probe, numbersIn(layout, draft, options), options);
  return reading({ draft, layout, fit }, signs, options, probe);
}

/** As declared; else an axis down a column where one column stands beside it, and wide for all other tables. */
function nearestLayout(columns: Columns | null, { layout }: ReadOptions): LayoutName {
  const declared = layoutNames.find((name) => name === layout?.name);
  if (declared === "lists") return declared;
  if (columns === null) return declared === "long" ? "long" : "wide";
  return declared ?? (columns.values.length === 1 ? "files" : "wide");
}

function candidates(probe: Probe, options: ReadOptions): Candidate[] {
  const names = layoutNames.filter((layout) =>
    options.layout === undefined ? layouts[layout].isFound : options.layout.name === layout,
  );
  return draftsOf(probe, options).flatMap((draft) => {
    // Layouts whose values stand in the same columns have the same signs.
    const known = new Map<string, FoundSigns>();
    return names.flatMap((layout): Candidate[] => {
      const numbers = numbersIn(layout, draft, options);
      const key = JSON.stringify(numbers);
      const signs = known.get(key) ?? draftSigns(draft, probe, numbers, options);
      known.set(key, signs);
      return sensesOf(signs)
        .flatMap((sense) => {
          const fit = layouts[layout].fit(draft, sense.signs, options);
          return fit === null ? [] : [{ draft, layout, signs: sense, fit }];
        })
        .slice(0, 1);
    });
  });
}

function reading(
  { draft, layout, fit }: Pick<Candidate, "draft" | "layout"> & { readonly fit: Pick<Fit, "columns"> | null },
  signs: FoundSigns,
  options: ReadOptions,
  { bytes, lines }: Probe,
): Reading {
  const columns = fit?.columns ?? null;
  const dialect = dialectOf(draft, signs, options);
  return {
    dialect: columns === null || columns.top.length > 0 ? dialect : { ...dialect, names: [] },
    layout,
    columns,
    above: lines.filter(({ at }) => at < draft.at).map(({ at, end }) => utf8.decode(bytes.subarray(at, end))),
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
  return same === undefined ? signs : draftSigns(same, whole, numbersIn(layout, same, options), options);
}

const placeOf = (path: string, line: number, field?: number) => ({ data: { input: path, line, field } });

/** FS3102: `1,492` is 1492 or 1.492, and nothing in the file says which. */
function refuseDoubt({ file: { path } }: Text, { rows, header, line }: Draft, { doubt }: FoundSigns): void {
  if (doubt === null) return;
  const row = rows.find(({ cells }) => cells.some((cell) => cell.trim() === doubt));
  const field = (row?.cells ?? header).findIndex((cell) => cell.trim() === doubt);
  throw numberDoubt(path, doubt, row?.line ?? line, field + 1);
}

/** FS3102 of a cell, at its place. */
export function numberDoubt(path: string, cell: string, line: number, field: number): Refusal {
  const facts = {
    path,
    cell,
    large: Number(cell.replace(/[.,]/, "")),
    small: Number(cell.replace(",", ".")),
    sign: cell.includes(",") ? "," : ".",
    other: cell.includes(",") ? "." : ",",
  };
  return new Refusal("FS3102", facts, placeOf(path, line, field));
}

/** FS3101: readings of one file side by side, or of several files that no layout fits together. */
export function several(path: string, able: readonly Candidate[], readings: readonly string[]): Refusal {
  const [first = null, second = null, third = null] = readings;
  return new Refusal("FS3101", { path, first, second, third }, placeOf(path, able[0].draft.line));
}

function nameless({ file: { path } }: Text, { draft, fit }: Candidate): Refusal {
  const facts = { path, columns: draft.header.length, unnamed: fit.columns?.values.length ?? 0 };
  return new Refusal("FS3010", facts, placeOf(path, draft.line));
}

function counter({ file: { path } }: Text, { draft, fit }: Candidate): Refusal {
  const facts = { path, from: fit.axis[0], to: fit.axis[fit.axis.length - 1], points: fit.axis.length };
  return new Refusal("FS3121", facts, placeOf(path, draft.line));
}

/** FS3010 of a file whose nearest reading has an axis, of too few points. */
export const tooFewPoints = (path: string, line: number, columns: number, numbers: number): Refusal =>
  new Refusal("FS3010", { path, columns, few: numbers, fewest: fewestPoints }, placeOf(path, line));

const utf8 = new TextDecoder();
