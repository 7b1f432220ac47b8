/** Face of the `data` block: its words, figures and tables, and where its numbers come from. */
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import { checkFacts } from "../methods/qc/words.ts";
import { briefOf } from "./brief.ts";
import type { dataCompute } from "./compute.ts";
import { describedData } from "./described.ts";
import { classByBatch, design, designMap } from "./design-views.ts";
import { evidenceOf } from "./evidence.ts";
import { features } from "./join/features-view.ts";
import { join } from "./join/join-view.ts";
import { classDistribution, read, spectraRaw, summary } from "./views.ts";

export const dataFace: Face<typeof dataCompute, typeof presentation> = {
  quantity: (path) => quantityIn(quantities, path),
  chapter: "data",
  summary: "Reads spectra from delimited text files and says what each row and column is.",
  mustExplain: ["n_samples", "n_spectra", "n_features"],
  presentation,
  origin: (path) => ({ artifact: "data/data_summary.json", pointer: jsonPointer(path) }),
  views: {
    "spectra-raw": spectraRaw,
    summary,
    read,
    join,
    features,
    "class-distribution": classDistribution,
    design,
    "class-by-batch": classByBatch,
    "design-map": designMap,
  },
  told: (_, facts) => checkFacts(facts),
  brief: briefOf,
  described: describedData,
  evidence: evidenceOf,
  headline: (results) => ((results?.views ?? []).length > 0 ? { feature_store_enabled: true } : {}),
};

const quantities: DeclaredQuantities = {
  missing_fraction: "share",
  numeric_stats: "number",
  axis: "given",
  target: "given",
  mean: "number",
  sd: "number",
  sel: "number",
  saturation: "given",
  age: "number",
  design: "number",
  p: "p",
  below: "p",
  v: "index",
  epsilon_squared: "index",
  samples: "count",
  excluded_fraction: "share",
  read: "given",
  fraction: "share",
};
