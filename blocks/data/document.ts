/** What the document alone says of a `data` block: the shape of its dataset, and what cannot be right in any file. */

import { dataLimits } from "../../schemas/limits.ts";
import { closest } from "../contract/closest.ts";
import type { Shapes } from "../contract/kind.ts";
import type { OptionPath, Remark } from "../contract/refusal.ts";
import { namedColumns } from "./columns.ts";
import { outcomeColumns } from "./join/join-context.ts";
import { columnsAsked } from "./join/options.ts";
import { acceptable, type DataOptions } from "./options.ts";
import { asksForUnknown, unknownInput } from "./predicted.ts";
import type { DeclaredReading, ListsLayout } from "./read-options.ts";

/** The dataset's shape before anything is read; classes are known only where they are made by cutting. */
export function shapeOf(options: DataOptions): Shapes["dataset"] {
  return {
    label: options.label !== undefined,
    positive: options.positive !== undefined,
    classes: typeof options.label === "object" ? [...options.label.names].sort() : null,
    target: options.target !== undefined,
    ...(options.target === undefined ? {} : { targetName: options.target }),
    batch: options.batch !== undefined || options.group !== undefined,
    group: options.group !== undefined,
    time: options.time !== undefined,
    columns: null,
    ...(asksForUnknown(options) ? { unknown: true as const } : {}),
  };
}

/** Everything in the options that contradicts itself: FS2351 to FS2365. */
export function documentRemarks(options: DataOptions): Remark[] {
  return [
    ...labelRemarks(options),
    ...testRemarks(options),
    ...predictRemarks(options),
    ...lockboxRemarks(options),
    ...otherRemarks(options),
  ];
}

function labelRemarks({ label, positive }: DataOptions): Remark[] {
  const remarks: Remark[] = [];
  if (typeof label === "object") {
    const { cut, names } = label;
    if (names.length !== cut.length + 1)
      remarks.push({ code: "FS2351", facts: { cuts: cut.length, names: names.length }, option: ["label", "names"] });
    const unsorted = cut.findIndex((limit, i) => i > 0 && !(limit > cut[i - 1]));
    if (unsorted !== -1)
      remarks.push({
        code: "FS2352",
        facts: { value: cut[unsorted], before: cut[unsorted - 1] },
        option: ["label", "cut", unsorted],
      });
    const repeated = names.findIndex((name, i) => names.indexOf(name) < i);
    if (repeated !== -1)
      remarks.push({ code: "FS2353", facts: { name: names[repeated] }, option: ["label", "names", repeated] });
    if (positive !== undefined && !names.includes(String(positive)))
      remarks.push({
        code: "FS2354",
        facts: { positive: String(positive), classes: names, suggestion: closest(String(positive), names) },
        option: ["positive"],
      });
  }
  if (positive !== undefined && label === undefined)
    remarks.push({ code: "FS2355", facts: { positive: String(positive) }, option: ["positive"] });
  return remarks;
}

function testRemarks({ test, input }: DataOptions): Remark[] {
  if (test === undefined) return [];
  if (test.read !== undefined && test.input === undefined)
    return [{ code: "FS2356", facts: { option: "read" }, option: ["test", "read"] }];
  const byInput = test.input !== undefined;
  const byColumn = test.column !== undefined && test.is !== undefined;
  const half = (test.column !== undefined) !== (test.is !== undefined);
  if (half || byInput === byColumn) return [{ code: "FS2356", facts: {}, option: ["test"] }];
  if (test.input === input) return [{ code: "FS2357", facts: { input }, option: ["test", "input"] }];
  return [];
}

function predictRemarks({ predict, input, test, label, target }: DataOptions): Remark[] {
  if (predict === undefined) return [];
  if (predict === "no-outcome")
    return label === undefined && target === undefined ? [{ code: "FS2369", facts: {}, option: ["predict"] }] : [];
  const byInput = predict.input !== undefined;
  const byColumn = predict.column !== undefined && predict.is !== undefined;
  const half = (predict.column !== undefined) !== (predict.is !== undefined);
  if (half || byInput === byColumn || (predict.read !== undefined && !byInput))
    return [{ code: "FS2367", facts: {}, option: ["predict"] }];
  const taken = predict.input !== undefined && [input, test?.input].includes(predict.input);
  return taken ? [{ code: "FS2368", facts: { input: predict.input ?? "" }, option: ["predict", "input"] }] : [];
}

/** FS2376 to FS2378, FS2403. */
function lockboxRemarks({ lockbox, input, test, predict, join = {}, time, target, label }: DataOptions): Remark[] {
  if (lockbox === undefined) return [];
  const byColumn = lockbox.column !== undefined && lockbox.is !== undefined;
  const half = (lockbox.column !== undefined) !== (lockbox.is !== undefined);
  const ways = [lockbox.last !== undefined, byColumn, lockbox.input !== undefined].filter(Boolean).length;
  if (half || ways !== 1 || (lockbox.read !== undefined && lockbox.input === undefined))
    return [{ code: "FS2376", facts: {}, option: ["lockbox"] }];
  if (label === undefined && target === undefined) return [{ code: "FS2378", facts: {}, option: ["lockbox"] }];
  if (lockbox.last !== undefined && time === undefined)
    return [{ code: "FS2403", facts: { what: "lockbox: last" }, option: ["lockbox", "last"] }];
  const others = [input, test?.input, unknownInput(predict)?.input, ...Object.keys(join)];
  return lockbox.input !== undefined && others.includes(lockbox.input)
    ? [{ code: "FS2377", facts: { input: lockbox.input }, option: ["lockbox", "input"] }]
    : [];
}

function otherRemarks(options: DataOptions): Remark[] {
  const remarks: Remark[] = [];
  const { range } = options.axis;
  if (options.unit !== undefined && options.target === undefined)
    remarks.push({ code: "FS2358", facts: { unit: options.unit }, option: ["unit"] });
  if (range !== undefined && !(range[0] < range[1]))
    remarks.push({ code: "FS2359", facts: { from: range[0], to: range[1] }, option: ["axis", "range"] });
  remarks.push(
    ...readRemarks(options, options.id, []),
    ...readRemarks(options.test?.read ?? {}, options.id, ["test", "read"]),
    ...readRemarks(unknownInput(options.predict)?.read ?? {}, options.id, ["predict", "read"]),
    ...readRemarks(options.lockbox?.read ?? {}, options.id, ["lockbox", "read"]),
    ...Object.entries(options.join ?? {}).flatMap(([name, { read }]) =>
      readRemarks(read, undefined, ["join", name, "read"]),
    ),
  );
  remarks.push(...viewRemarks(options));
  if (Object.hasOwn(options.join ?? {}, options.input))
    remarks.push({ code: "FS2366", facts: { input: options.input }, option: ["join", options.input] });
  if (options.replicates !== undefined && options.sample !== undefined)
    remarks.push({ code: "FS2364", facts: { column: options.sample }, option: ["replicates"] });
  (options.design?.accept ?? []).forEach(({ check, column }, i) => {
    if (acceptable[check] === (column !== undefined)) return;
    const wanted = acceptable[check] ? "single columns" : "the data as a whole";
    const facts = { check: acceptable[check] ? check : null, wanted };
    remarks.push({ code: "FS2363", facts, option: ["design", "accept", i] });
  });
  return remarks;
}

/** What is declared of the way an input is written, below `at`: FS2360, FS2361, FS2365. */
function readRemarks(
  { layout, delimiter, decimal, thousands, header }: DeclaredReading,
  id: string | undefined,
  at: OptionPath,
): Remark[] {
  const remarks: Remark[] = [];
  const say = (code: string, facts: Remark["facts"], option: OptionPath) =>
    remarks.push({ code, facts, option: [...at, ...option] });
  if (layout?.name === "long" && id === undefined) say("FS2360", {}, ["layout"]);
  const axis = layout?.name === "lists" ? (layout.options as ListsLayout).axis : null;
  if (axis !== null && typeof axis === "object" && !doStepsMeet(axis))
    say("FS2375", { ...axis }, ["layout", "lists", "axis"]);
  if (delimiter !== undefined && delimiter === decimal)
    say("FS2361", { sign: decimal, what: "delimiter" }, ["decimal"]);
  if (thousands !== undefined && decimal === thousands)
    say("FS2361", { sign: decimal, what: "thousands" }, ["thousands"]);
  if (header?.skip !== undefined && header.after !== undefined) say("FS2365", {}, ["header", "after"]);
  return remarks;
}

/** Whether whole steps lead from the first point to the last, to within a millionth of one. */
function doStepsMeet({ from, to, step }: Exclude<ListsLayout["axis"], string>): boolean {
  const steps = (to - from) / step;
  return steps >= 1 && steps <= dataLimits.columns && Math.abs(steps - Math.round(steps)) <= 1e-6 * steps;
}

/** What is declared of feature views: FS2380, FS2381, FS2403, FS2512. */
function viewRemarks(options: DataOptions): Remark[] {
  const outcomes = outcomeColumns(options);
  return Object.entries(options.join ?? {}).flatMap(([name, entry]): Remark[] => {
    const at = (option: string): OptionPath => ["join", name, option];
    if (entry.time === undefined)
      return viewOnly.flatMap((option) =>
        entry[option] === undefined ? [] : [{ code: "FS2380", facts: { option }, option: at(option) }],
      );
    const repeats = entry.repeats === undefined ? [] : [{ code: "FS2381", facts: {}, option: at("repeats") }];
    const timeless =
      options.time === undefined ? [{ code: "FS2403", facts: { what: `join.${name}.time` }, option: at("time") }] : [];
    return [...repeats, ...timeless, ...(entry.role === "outcome" ? outcomeUses(options, name, outcomes) : [])];
  });
}

const viewOnly = ["recorded", "ttl", "role"] as const;

/** FS2512: what is known only afterwards says something else than the outcome. */
function outcomeUses(options: DataOptions, view: string, outcomes: ReadonlySet<string>): Remark[] {
  const given = columnsAsked(options.join?.[view].columns)?.map(({ name }) => name);
  if (given === undefined)
    return [{ code: "FS2512", facts: { view, column: null, option: null }, option: ["join", view, "role"] }];
  return given.flatMap((column): Remark[] => {
    const use = namedColumns(options).find((one) => one.column === column && !asOutcome.has(one.at[0] as string));
    const facts = { view, column, option: use?.option ?? null };
    if (use !== undefined) return [{ code: "FS2512", facts, option: use.at }];
    return outcomes.has(column) ? [] : [{ code: "FS2512", facts, option: ["join", view, "columns"] }];
  });
}

const asOutcome: ReadonlySet<string> = new Set(["label", "target"]);
