/** Read texts: each file of an input as text, and how it is read; all of them in the same layout. */
import { retelling } from "../../contract/refusal.ts";
import type { ReadOptions } from "./draft.ts";
import { nearestReading, type Readable, readingsOf, settled, several } from "./find-reading.ts";
import type { Candidate } from "./layouts.ts";
import { type LayoutName, layoutNames, type Reading, type TextReading } from "./reading.ts";
import { readingWords } from "./reading-words.ts";
import { type Text, textOf } from "./text.ts";
import type { Unpacked } from "./unpack.ts";

/**
 * The files as texts with their readings, in their order.
 * @throws Refusal as the stages say: FS3001–FS3006, FS3010, FS3101, FS3102, FS3120, FS3121, FS3140
 */
export function readTexts(files: readonly Unpacked[], options: ReadOptions): TextReading[] {
  const all = files.map((file) => light(readingsIn(textOf(file, options.encoding), options), options));
  const unfit = all.find(({ able }) => able.length === 0);
  if (unfit !== undefined) return [{ text: unfit.text, reading: nearestReading(unfit.text, options), isFit: false }];
  const common = layoutNames.filter((layout) => all.every(({ able }) => inLayout(able, layout).length > 0));
  if (common.length !== 1) throw unlike(all, common);
  const chosen = all.map((one) => ({ ...one, able: inLayout(one.able, common[0]) }));
  if (common[0] === "transposed" && options.layout === undefined) refuseColumnsOfOne(chosen);
  return chosen.map((one) => ({
    text: one.text,
    reading: (one.settle ?? (() => settled(one, options)))(),
    isFit: true,
  }));
}

interface Light extends Readable {
  /** The reading, or what refuses it, where there is one alone. */
  readonly settle?: () => Reading;
}

/** Where one reading alone fits it is settled at once, and told later: the cells of the first megabyte of each of many files are not kept. */
function light(one: Readable, options: ReadOptions): Light {
  const [candidate, ...others] = one.able;
  if (candidate === undefined || others.length > 0) return one;
  const settle = later(() => settled(one, options));
  const { text, probe } = one;
  const able = [{ ...candidate, draft: { ...candidate.draft, rows: [] } }];
  return { text, probe: { ...probe, lines: [] }, able, settle };
}

/** Runs now; gives or throws when it is asked. */
function later<T>(run: () => T): () => T {
  try {
    const done = run();
    return () => done;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** What refuses a file by what is declared of its lines knows no path. */
const readingsIn = (text: Text, options: ReadOptions): Readable =>
  retelling(
    () => readingsOf(text, options),
    ({ code, facts }) => (code === "FS3103" ? { facts: { path: text.file.path, ...facts } } : {}),
  );

const inLayout = (able: readonly Candidate[], layout: LayoutName) => able.filter((one) => one.layout === layout);

/** FS3101: a file that fits in several layouts, or files of which each fits in another. */
function unlike(all: readonly Readable[], common: readonly LayoutName[]) {
  const [first] = all;
  const { text, able } = all.find((one) => one.able.length > 1) ?? first;
  if (able.length > 1) return several(text.file.path, able, able.map(readingWords));
  const other = all.find((one) => one.able[0].layout !== first.able[0].layout) ?? first;
  const words = [first, other].map((one) => `${one.text.file.path}: ${readingWords(one.able[0])}`);
  return several(other.text.file.path, common.length === 0 ? other.able : able, words);
}

/**
 * Throws FS3101 where the columns beside an axis may be those of one measurement (dark, reference, sample): they are called the
 * same in another file, or have another unit than the column before.
 */
function refuseColumnsOfOne(all: readonly Readable[]): void {
  const seen = new Set<string>();
  for (const { text, able } of all) {
    const [{ fit }] = able;
    const { top = [], values = [] } = fit.columns ?? {};
    const names = values.map((j) => (top[0]?.[j] ?? "").trim());
    const isRepeated = names.some((name) => seen.has(name));
    const hasUnits = top.some((cells) => {
      const units = values.map((j) => /^[[(](.*)[\])]$/.exec((cells[j] ?? "").trim())?.[1] ?? null);
      return units.every((unit) => unit !== null) && new Set(units).size > 1;
    });
    if (isRepeated || hasUnits) {
      const each = values.map(
        (j) => `layout files: {axis: ${(fit.columns?.axis ?? 0) + 1}, value: ${j + 1}} (${names[values.indexOf(j)]})`,
      );
      throw several(
        text.file.path,
        able,
        [`layout transposed: ${values.length} spectra`, each[0], each.slice(1).join("; ") || ""].filter(
          (one) => one !== "",
        ),
      );
    }
    for (const name of names) seen.add(name);
  }
}
