/** Tables of trust: calibration before and after, coverage group by group, and the thresholds that are handed on. */

import { own } from "../../../schemas/dictionary.ts";
import { tableOf } from "../../charts/table-of.ts";
import { sentences } from "../../charts/words.ts";
import { jsonPointer } from "../../contract/brief.ts";
import { percent } from "../../contract/number-text.ts";
import type { TableView } from "../../contract/view.ts";
import type { Group } from "../../methods/trust/conformal/coverage.ts";
import type { ConformalReport } from "../results.ts";
import type { TrustView } from "../trust-view.ts";
import { binningWords, reasonInWords } from "../words.ts";
import { at, reportsOf, wanted } from "./parts.ts";

type Row = TableView["rows"][number];

export const calibration: TrustView = {
  shape: "table",
  title: "quality of the probabilities",
  byDefault: false,
  exists: wanted(({ task }) => task === "classification"),
  async make(source) {
    const { calibration: of } = await reportsOf(source);
    const { before, after } = of;
    if (before === null) return { na: reasonInWords(of, "calibration") ?? "Nothing was predicted." };
    const rows = [
      ["Expected calibration error", "ece"],
      ["Maximum calibration error", "mce"],
      ["Brier score", "brier"],
      ["Log loss", "log_loss"],
    ] as const;
    const bandAt = (field: string, end: number) =>
      band(field) === null ? null : at("calibration", `/${after === null ? "before" : "after"}/${field}_null/${end}`);
    const band = (field: string) => (field === "ece" || field === "mce" ? (after ?? before)[`${field}_null`] : null);
    return {
      data: tableOf(
        {
          measure: "Measure",
          before: ["Before", "index"],
          after: ["After", "index"],
          low: ["By chance, from", "index"],
          high: ["to", "index"],
        },
        rows.map(([measure, field]) => ({
          measure,
          before: before[field],
          after: after?.[field] ?? null,
          low: band(field)?.[0] ?? null,
          high: band(field)?.[1] ?? null,
        })),
        {
          before: (i) => at("calibration", `/before/${rows[i][1]}`),
          after: (i) => (after === null ? null : at("calibration", `/after/${rows[i][1]}`)),
          low: (i) => bandAt(rows[i][1], 0),
          high: (i) => bandAt(rows[i][1], 1),
        },
      ),
      alt: `Calibration error, Brier score and log loss before and after calibration of ${of.n} samples.`,
      caption: sentences(
        `Quality of the probabilities of ${of.n} samples left out; smaller is better.`,
        `By chance: 95 % of ${of.null_draws} sets of outcomes drawn from the probabilities themselves (${binningWords[of.binning]}).`,
        after === null ? reasonInWords(of, "calibration") : null,
      ),
    };
  },
};

export const coverage: TrustView = {
  shape: "table",
  title: "coverage by class and batch",
  byDefault: false,
  exists: wanted(({ conformal }) => conformal !== null),
  async make(source) {
    const { conformal: of } = await reportsOf(source);
    if (of.n === 0) return { na: reasonInWords(of, "conformal sets") ?? "No set was made." };
    const all = lineOf("all", "", { ...of, accuracy: null, covered: 0, coverage: of.coverage_achieved }, of.coverage_p);
    const lines: readonly Line[] = [
      { row: all, pointer: "", reached: "/coverage_achieved" },
      ...groupLines("class", of.by_class, "/by_class"),
      ...groupLines("batch", of.by_batch, "/by_batch"),
      ...groupLines("instrument", of.by_instrument, "/by_instrument"),
    ];
    return {
      data: tableOf(
        {
          of: "Of",
          name: "Name",
          n: ["Samples", "count"],
          accuracy: ["Accuracy", "share"],
          coverage: ["Coverage", "share"],
          low: ["95 % from", "share"],
          high: ["to", "share"],
          p: ["p", "p"],
          size: ["Mean size", "number"],
        },
        lines.map(({ row }) => row),
        {
          n: (i) => placeOf(lines[i], "n", "/n"),
          accuracy: (i) => placeOf(lines[i], "accuracy", "/accuracy"),
          coverage: (i) => placeOf(lines[i], "coverage", lines[i].reached),
          low: (i) => placeOf(lines[i], "low", "/coverage_ci/0"),
          high: (i) => placeOf(lines[i], "high", "/coverage_ci/1"),
          p: (i) => placeOf(lines[i], "p", "/coverage_p"),
          size: (i) => placeOf(lines[i], "size", "/mean_set_size"),
        },
      ),
      alt: `Coverage in all and by class, batch and instrument of ${of.n} samples.`,
      caption: sentences(
        `Coverage of the sets as the threshold has them; nominal coverage ${percent(1 - of.alpha)}.`,
        `p: probability of so few covered samples at the nominal coverage, ${of.tail}; below 0.01 (classes: 0.01 over their number) the nominal coverage is not kept.`,
        "Batches and instruments are reported, not judged.",
      ),
    };
  },
};

interface Line {
  readonly row: Row;
  readonly pointer: string;
  /** Where its coverage stands below the pointer. */
  readonly reached: string;
}

/** Where a cell's number stands; null where there is none. */
const placeOf = ({ row, pointer }: Line, key: string, below: string) =>
  (own(row, key) ?? null) === null ? null : at("conformal", pointer + below);

function groupLines(
  of: string,
  groups: { readonly [name: string]: Group & { coverage_p?: number | null } },
  pointer: string,
) {
  return Object.entries(groups).map(([name, group]) => ({
    row: lineOf(of, name, group, group.coverage_p ?? null),
    pointer: pointer + jsonPointer([name]),
    reached: "/coverage",
  }));
}

function lineOf(of: string, name: string, group: Group, p: number | null): Row {
  const [low, high] = group.coverage_ci ?? [null, null];
  const { n, accuracy, coverage: reached, mean_set_size: size } = group;
  return { of, name, n, accuracy, coverage: reached, low, high, p, size };
}

export const thresholds: TrustView = {
  shape: "table",
  title: "thresholds of the certified predictor",
  byDefault: false,
  exists: wanted(({ conformal }) => conformal !== null),
  async make(source) {
    const { conformal: of } = await reportsOf(source);
    const lines = of.splits.flatMap((one, i) => (one.fold === "deployed" ? [{ ...one, i }] : []));
    if (lines.length === 0) return { na: reasonInWords(of, "abstention") ?? "No threshold was taken." };
    return {
      data: tableOf(
        {
          category: of.by === "batch" ? "Batch" : "Class",
          n: [of.unit === "batch" ? "Conformal batches" : "Conformal samples", "count"],
          k: ["k", "count"],
          qhat: ["Threshold", "number"],
          low: ["Coverage, 95 % from", "share"],
          high: ["to", "share"],
        },
        lines.map(rowOf),
        {
          n: (i) => at("conformal", `/splits/${lines[i].i}/n_calibration`),
          k: (i) => at("conformal", `/splits/${lines[i].i}/k`),
          qhat: (i) => (lines[i].qhat === null ? null : at("conformal", `/splits/${lines[i].i}/qhat`)),
          low: (i) => (lines[i].range === null ? null : at("conformal", `/splits/${lines[i].i}/range/0`)),
          high: (i) => (lines[i].range === null ? null : at("conformal", `/splits/${lines[i].i}/range/1`)),
        },
      ),
      alt: `${lines.length} thresholds of the certified predictor, with the coverage each may have.`,
      caption:
        "Thresholds that are handed on: the k-th smallest score of the conformal samples. One threshold's coverage is itself a matter of chance; its range is that of Beta(k, n + 1 − k). Without a number a threshold is infinite.",
    };
  },
};

function rowOf({ class: name, batch, n_calibration, k, qhat, range }: ConformalReport["splits"][number]): Row {
  const [low, high] = range ?? [null, null];
  return { category: name ?? batch ?? "all", n: n_calibration, k, qhat, low, high };
}
