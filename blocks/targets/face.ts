/** Face of the `targets` block: one table, a line a target. */

import type { z } from "zod";
import { inList, tableOf } from "../charts/table-of.ts";
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/face.ts";
import { counted } from "../contract/number-text.ts";
import { presentation } from "../contract/presentation.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import type { View } from "../contract/view.ts";
import type { targetsCompute, targetsResults } from "./compute.ts";

const artifact = "model/targets.json";
const numbers = [
  "n",
  "min",
  "max",
  "sd",
  "components",
  "rmsec",
  "rmsecv",
  "r2",
  "bias",
  "sep",
  "rpd",
  "rmsep",
] as const;

const targets: View = {
  shape: "table",
  title: "models of several targets",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const { rows, trust } = source.results as z.output<typeof targetsResults>;
    if (trust !== undefined) return ofTrust(trust);
    if (rows.length === 0) return { na: "No model of a target has ended." };
    const shown = rows.map(({ rmsecv_ci, key: _, unit, target, ...row }) => ({
      target: unit === null ? target : `${target} (${unit})`,
      ...row,
      low: rmsecv_ci?.[0] ?? null,
      high: rmsecv_ci?.[1] ?? null,
    }));
    const ci = (end: number) => (line: number) => ({
      artifact,
      pointer: jsonPointer(["rows", line, "rmsecv_ci", end]),
    });
    const heads = {
      target: "Target",
      n: ["Samples", "count"],
      min: ["Lowest", "number"],
      max: ["Highest", "number"],
      sd: ["sd", "number"],
      components: ["Latent variables", "count"],
      rmsec: ["RMSEC", "number"],
      rmsecv: ["RMSECV", "number"],
      low: ["95 % from", "number"],
      high: ["to", "number"],
      r2: ["R²", "index"],
      bias: ["Bias", "number"],
      sep: ["SEP", "number"],
      rpd: ["RPD", "number"],
      ...(rows.some(({ rmsep }) => rmsep !== null) ? { rmsep: ["RMSEP", "number"] as const } : {}),
    } as const;
    const places = { ...inList(artifact, "rows", numbers), low: ci(0), high: ci(1) };
    return {
      data: tableOf(heads, shown, places),
      alt: `Models of ${counted(rows.length, "target")}: ${rows.map(({ target }) => target).join(", ")}.`,
      caption: "One model a target, on the same folds, each tuned for itself; the sections behind have the rest.",
    };
  },
};

/** The same of blocks of trust. */
function ofTrust(trust: NonNullable<z.output<typeof targetsResults>["trust"]>) {
  const rows = trust.map(({ coverage_ci, ...row }) => ({
    ...row,
    low: coverage_ci?.[0] ?? null,
    high: coverage_ci?.[1] ?? null,
  }));
  const at =
    (...path: string[]) =>
    (line: number) => ({ artifact, pointer: jsonPointer(["trust", line, ...path]) });
  const heads = {
    key: "Target",
    coverage: ["Coverage", "share"],
    low: ["95 % from", "share"],
    high: ["to", "share"],
    mean_set_size: ["Mean length of the intervals", "number"],
  } as const;
  const places = {
    coverage: at("coverage"),
    low: at("coverage_ci", "0"),
    high: at("coverage_ci", "1"),
    mean_set_size: at("mean_set_size"),
  };
  return {
    data: tableOf(heads, rows, places),
    alt: `Coverage of the intervals of ${counted(rows.length, "target")}.`,
    caption:
      "What the intervals of each target hold of the samples that were left out; the sections behind have the rest.",
  };
}

export const targetsFace: Face<typeof targetsCompute, typeof presentation> = {
  quantity: (path) => quantityIn(quantities, path),
  summary: "Sums up the models of several targets; it is written by `targets` in the data block, not as a block.",
  mustExplain: ["rows"],
  presentation,
  views: { targets },
  origin: (path) => ({ artifact, pointer: jsonPointer(path) }),
};

const quantities: DeclaredQuantities = {
  min: "given",
  max: "given",
  sd: "number",
  rmsec: "number",
  rmsecv: "estimate",
  r2: "index",
  bias: "number",
  sep: "number",
  rpd: "number",
  rmsep: "number",
  coverage: "share",
  mean_set_size: "number",
  correlation: "index",
};
