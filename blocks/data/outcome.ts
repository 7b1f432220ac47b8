/** Outcome: classes and codes, target values; refuses what no model can learn from. */

import { dataLimits } from "../../schemas/limits.ts";
import { closest } from "../contract/closest.ts";
import type { Label, Outcome, Target } from "../contract/dataset.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import { grouped } from "../methods/numeric/grouped.ts";
import { isCensored } from "./censored.ts";
import type { Findings } from "./collected.ts";
import { bare } from "./csv/cell.ts";
import { distinct, lookalikes, says } from "./names.ts";
import type { DataOptions } from "./options.ts";
import type { Roles } from "./roles.ts";
import { columnTexts, type Table } from "./table.ts";
import { placeWords, takenWords } from "./words.ts";

/** The rows that are left, with what stands in them. */
export interface Kept {
  readonly table: Table;
  /** Rows of the table. */
  readonly rows: readonly number[];
  readonly roles: Roles;
  readonly external: readonly boolean[];
}

/**
 * The outcome of the rows kept. Classes are those of rows that are not external, in code-unit order.
 * One class is no fault of the data: who learns from it refuses it. Adds FS3036 (constant target), FS3037 (positive is no class), FS3038 (one sample, several labels or values),
 * FS3039 (class only in external rows); says FS3062 of classes that look alike.
 */
export function outcomeOf(kept: Kept, options: DataOptions, wrong: Findings, say: Context["remark"]): Outcome {
  const { label, target } = kept.roles;
  return {
    label: label === null ? null : labelOf(kept, label, options, wrong, say),
    target:
      target === null
        ? null
        : {
            name: options.target as string,
            unit: options.unit ?? null,
            ...referenceOf(kept, checked(kept, target, options, wrong), options, wrong),
            ...censoredOf(kept, options, say),
          },
  };
}

function labelOf(
  kept: Kept,
  names: readonly string[],
  options: DataOptions,
  wrong: Findings,
  say: Context["remark"],
): Label {
  const { table, rows, external } = kept;
  const column = typeof options.label === "object" ? options.label.from : (options.label as string);
  const classes = distinct(names.filter((_, i) => !external[i]));
  const at = { option: ["label"], data: { input: table.files[0].path } };
  if (classes.length > dataLimits.classes)
    throw new Refusal(
      "FS3140",
      {
        path: table.files[0].path,
        found: classes.length,
        things: `classes in \`${column}\``,
        limit: dataLimits.classes,
      },
      at,
    );
  const code = new Map(classes.map((name, k) => [name, k]));
  names.forEach((name, i) => {
    if (external[i] && !code.has(name))
      wrong.add("FS3039", { column, class: name, classes }, { data: table.place(rows[i], column) });
  });
  addContradictions(kept, names, column, options, wrong);
  for (const facts of lookalikes(classes)) say("FS3062", { column, things: "classes", ...facts }, at);
  return {
    name: column,
    classes,
    codes: names.map((name) => code.get(name) ?? -1),
    positive: positiveOf(classes, options, wrong),
  };
}

function positiveOf(classes: readonly string[], { positive }: DataOptions, wrong: Findings): string | null {
  if (positive === undefined) return null;
  const found = classes.find((name) => name === String(positive)) ?? classes.find((name) => says(name, positive, "."));
  if (found !== undefined) return found;
  const facts = { positive: String(positive), classes, suggestion: closest(String(positive), classes) };
  wrong.add("FS3037", facts, { option: ["positive"] });
  return null;
}

/** A sample has one label: FS3038 names each that has several, once. */
function addContradictions(
  { table, rows, roles }: Kept,
  names: readonly string[],
  column: string,
  options: DataOptions,
  wrong: Findings,
): void {
  const first = new Map<string, number>();
  const said = new Set<string>();
  names.forEach((name, i) => {
    const sample = roles.sample[i];
    const before = first.get(sample);
    if (before === undefined) first.set(sample, i);
    else if (names[before] !== name && !said.has(sample)) {
      said.add(sample);
      const facts = {
        sample,
        column,
        labels: [names[before], name],
        first: placeWords(table.place(rows[before])),
        ...namedAgain(across(sample, roles, names, options), options),
      };
      wrong.add("FS3038", facts, { data: table.place(rows[i], column) });
    }
  });
}

/** The column of batches where a sample's name stands in several of them and its outcome is the same within each: the name was used again. */
function across(
  sample: string,
  { sample: samples, batch }: Roles,
  outcomes: readonly (string | number)[],
  options: DataOptions,
): string | null {
  if (batch === null) return null;
  const said = new Map<string, string | number>();
  const isSettled = samples.every((name, i) => {
    if (name !== sample) return true;
    const before = said.get(batch[i]);
    said.set(batch[i], before ?? outcomes[i]);
    return before === undefined || before === outcomes[i];
  });
  return isSettled && said.size > 1 ? (options.batch ?? options.group ?? null) : null;
}

/** That column, and what `sample` would be with it; null where it is made of several columns already. */
function namedAgain(across: string | null, { sample, id }: DataOptions) {
  const own = sample ?? id ?? null;
  const isOne = across !== null && own !== null && ![across, own].some((name) => name.includes("/"));
  return { across, named: isOne ? `[${across}, ${own}]` : null };
}

/** Values of a target within a sample: all the same (FS3038 names each sample of which they are not), or their mean. */
function referenceOf(
  { table, rows, roles }: Kept,
  values: readonly number[],
  options: DataOptions,
  wrong: Findings,
): Pick<Target, "values" | "measured" | "sel"> {
  const { reference, target } = options;
  const bySample = grouped(roles.sample.keys(), (i) => roles.sample[i]);
  if (reference === "mean") return averaged([...bySample.values()], values);
  for (const [sample, [first, ...others]] of bySample) {
    const other = others.find((i) => values[i] !== values[first]);
    if (other === undefined) continue;
    const labels = [String(values[first]), String(values[other])];
    const facts = {
      sample,
      column: target as string,
      labels,
      first: placeWords(table.place(rows[first])),
      ...namedAgain(across(sample, roles, values, options), options),
      mean: "mean",
    };
    wrong.add("FS3038", facts, { data: table.place(rows[other], target) });
  }
  return { values };
}

/** The mean of each sample, and the pooled standard deviation within samples, √(Σ SS/Σ(n − 1)), where any has several values. */
function averaged(
  samples: readonly (readonly number[])[],
  values: readonly number[],
): Pick<Target, "values" | "measured" | "sel"> {
  const means = [...values];
  let [squares, degrees] = [0, 0];
  for (const own of samples) {
    const mean = own.reduce((sum, i) => sum + values[i], 0) / own.length;
    for (const i of own) {
      means[i] = mean;
      squares += (values[i] - mean) * (values[i] - mean);
    }
    degrees += own.length - 1;
  }
  return { values: means, measured: values, ...(degrees > 0 ? { sel: Math.sqrt(squares / degrees) } : {}) };
}

/** Which values are limits, and FS3116 where any is. */
function censoredOf({ table, rows }: Kept, options: DataOptions, say: Context["remark"]): Pick<Target, "censored"> {
  const { target, censored } = options;
  if (target === undefined || (censored !== "half" && censored !== "limit")) return {};
  const limits = rows.map((row) => isCensored(table, row, options));
  const first = limits.indexOf(true);
  if (first === -1) return {};
  const text = bare(columnTexts(table, target)?.[rows[first]] ?? "");
  const spectra = limits.filter(Boolean).length;
  const place = { option: ["censored"], data: table.place(rows[first], target) };
  say("FS3116", { column: target, spectra, text, taken: takenWords[censored] }, place);
  return { censored: limits };
}

function checked(
  { table, external }: Kept,
  values: readonly number[],
  options: DataOptions,
  wrong: Findings,
): readonly number[] {
  const inner = values.filter((_, i) => !external[i]);
  if (inner.every((value) => value === inner[0]))
    wrong.add(
      "FS3036",
      { column: options.target as string, value: inner[0] ?? null },
      { option: ["target"], data: { input: table.files[0].path } },
    );
  return values;
}
