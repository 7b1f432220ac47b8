/** Design checks: what of the data gate is about how the study was laid out. The data block says their failures itself, in every mode. */
import type { CheckResult } from "../../../../schemas/gate-report.ts";
import type { CheckDeclaration } from "../check.ts";
import { judgeOne } from "../judge-one.ts";
import type { EffectivePolicy } from "../policy.ts";
import * as confounding from "./confounding.ts";
import { dataMaterial, type JudgedData } from "./material.ts";
import * as nearDuplicates from "./near_duplicates.ts";
import * as orderDrift from "./order_drift.ts";
import * as reusedSampleNames from "./reused_sample_names.ts";
import * as undeclaredReplicates from "./undeclared_replicates.ts";
import * as upstream from "./upstream.ts";

const designChecks: readonly CheckDeclaration<"data">[] = [
  upstream.declaration,
  undeclaredReplicates.declaration,
  reusedSampleNames.declaration,
  confounding.declaration,
  nearDuplicates.declaration,
  orderDrift.declaration,
];

export interface DesignCheck {
  readonly id: string;
  readonly code: string;
  readonly check: CheckResult;
}

/** None of their thresholds can be moved. */
const unmoved: EffectivePolicy = { mode: "research", required: false, thresholds: {} };

/** Every design check that has a place among these data, judged as research mode judges it. */
export function judgedDesign(dataset: JudgedData): readonly DesignCheck[] {
  const material = dataMaterial(dataset);
  return designChecks.flatMap((one) => {
    const check = judgeOne(one, material, unmoved);
    return check === null ? [] : [{ id: one.id, code: one.code, check }];
  });
}

/** Those that failed. */
export const failedDesign = (dataset: JudgedData): readonly DesignCheck[] =>
  judgedDesign(dataset).filter(({ check }) => check.pass === false);
