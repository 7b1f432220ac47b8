/** Calibration: how far probabilities mean what they say, before and after, from the table. */
import { type Fields, fieldsOf, isRecord } from "../../../schemas/is-record.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { About, differences } from "../differ.ts";
import { uniforms } from "../numeric/uniforms.ts";
import { reliabilityOf } from "../reliability.ts";
import type { Material, Told } from "./material.ts";

/** Probabilities after calibration stand in the table; those before follow from them where they were divided by a temperature. */
export function calibrationFindings(
  material: Material,
  told: readonly Told[],
  seed: readonly (string | number)[],
  open: Set<string>,
): readonly Finding[] {
  const { calibration, classes, folder } = material;
  if (classes === null) return [];
  const codes = told.map(({ code }) => code);
  const quality = (which: string, p: readonly (readonly number[])[]) =>
    reliabilityOf(p, codes, uniforms(...seed, "null", which));
  const folds = calibration.folds as readonly Fields[];
  const temperatures = new Map(folds.map(({ fold, calibrator }) => [fold, fieldsOf(calibrator).temperature]));
  const isDone = calibration.status === "success";
  const raised = told.map(({ p, fold }) => powered(p, isDone ? Number(temperatures.get(fold)) : 1));
  const isKnown = raised.every((row) => row.every(Number.isFinite));
  if (!isKnown) open.add("probabilities before calibration");
  const found = {
    n: calibration.n,
    before: calibration.before,
    after: calibration.after,
    binning: calibration.binning,
    null_draws: calibration.null_draws,
  };
  const wanted = {
    n: told.length,
    before: isKnown ? about(quality("before", raised)) : undefined,
    after: isDone
      ? quality(
          "after",
          told.map(({ p }) => p),
        )
      : null,
    binning: "equal_width_10",
    null_draws: 999,
  };
  return differences(`${folder}calibration_artifact.json`, found, wanted);
}

/** pᵀ, divided by their sum. */
function powered(p: readonly number[], exponent: number): readonly number[] {
  const logs = p.map((one) => exponent * Math.log(Math.max(one, 1e-300)));
  const top = Math.max(...logs);
  const powers = logs.map((one) => Math.exp(one - top));
  const total = powers.reduce((all, one) => all + one, 0);
  return powers.map((one) => one / total);
}

/** Numbers of powers are known less well than those of what stands in a file. */
function about(value: unknown): unknown {
  if (typeof value === "number") return new About(value, 1e-7);
  if (Array.isArray(value)) return value.map(about);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, about(one)])) : value;
}
