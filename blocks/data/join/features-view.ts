/** The table of feature views: which rows the spectra took by their time, how old those were, and what was not known yet. */
import { type QuantityLine, quantityTable } from "../../charts/quantity-table.ts";
import type { DatasetView } from "../data-view.ts";
import type { DataSummary } from "../results.ts";
import { artifact } from "../summary-table.ts";

export const features: DatasetView = {
  shape: "table",
  title: "feature views",
  byDefault: true,
  exists: ({ options }) => Object.values(options.join ?? {}).some(({ time }) => time !== undefined),
  async make({ results }) {
    const views = results.views ?? [];
    const words = views.map(({ path, matched, spectra }) => `${path} gave ${matched} of ${spectra} spectra a row`);
    return {
      data: quantityTable(views.flatMap(linesOf), (pointer) => ({ artifact, pointer })),
      alt: `Table of feature views: ${words.join("; ")}.`,
      caption:
        "Tables of which each spectrum took one row by its time; which row, and how old it was, stands in data/features.csv.",
    };
  },
};

type View = NonNullable<DataSummary["views"]>[number];

function linesOf(view: View, k: number): readonly QuantityLine<string>[] {
  const at = (field: string): string => `/views/${k}/${field}`;
  const { missing, age } = view;
  const unlessZero = (quantity: string, value: number, field: string): readonly QuantityLine<string>[] =>
    value === 0 ? [] : [[quantity, value, "count", at(field)]];
  const inDays = (quantity: string, value: number | null, field: string): readonly QuantityLine<string>[] =>
    value === null ? [] : [[quantity, value, "number", at(field)]];
  return [
    ["Feature view", view.path, null, at("path")],
    ["Its values are", roleWords[view.role], null, null],
    ["Known as of", view.as_of ?? "no time declared: all rows are known", null, null],
    ["Time of entry", view.recorded ?? "not in the table: corrections cannot be told", null, null],
    ...(view.ttl === null ? [] : [["Time to live", view.ttl, null, at("ttl")] as const]),
    ["Rows of the table", view.rows, "count", at("rows")],
    ...unlessZero("Rows not known yet", view.hidden_by_as_of, "hidden_by_as_of"),
    ["Spectra with a row", view.matched, "count", at("matched")],
    ...unlessZero("Spectra whose entity has no row", missing.none, "missing/none"),
    ...unlessZero("Spectra whose row was entered later", missing.not_yet_known, "missing/not_yet_known"),
    ...unlessZero("Spectra whose row is too far away", missing.expired, "missing/expired"),
    ...unlessZero("Spectra older than each row", missing.after, "missing/after"),
    ...inDays("Median age of the rows (days)", age.median, "age/median"),
    ...inDays("Largest age of the rows (days)", age.max, "age/max"),
  ];
}

const roleWords = {
  metadata: "what was known when a spectrum was measured",
  outcome: "reference values, whenever they were determined",
} as const;
