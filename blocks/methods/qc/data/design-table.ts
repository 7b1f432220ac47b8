/** The table of design checks: what of the data gate is about how the study was laid out, in the order of a report. */
import type { CheckDeclaration } from "../check.ts";
import * as confounding from "./confounding.ts";
import * as nearDuplicates from "./near_duplicates.ts";
import * as orderDrift from "./order_drift.ts";
import * as reusedSampleNames from "./reused_sample_names.ts";
import * as undeclaredReplicates from "./undeclared_replicates.ts";
import * as upstream from "./upstream.ts";

export const designChecks: readonly CheckDeclaration<"data">[] = [
  upstream.declaration,
  undeclaredReplicates.declaration,
  reusedSampleNames.declaration,
  confounding.declaration,
  nearDuplicates.declaration,
  orderDrift.declaration,
];
