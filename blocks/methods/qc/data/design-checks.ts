/** Design checks, judged: the data block says their failures itself, in every mode. */
import type { CheckResult } from "../../../../schemas/gate-report.ts";
import { judgeOne } from "../judge-one.ts";
import type { EffectivePolicy } from "../policy.ts";
import { designChecks } from "./design-table.ts";
import { dataMaterial, type JudgedData } from "./material.ts";

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
