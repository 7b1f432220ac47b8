/** Say: what trust found that a reader should know, as findings. */
import type { Context } from "../contract/running.ts";
import type { Built } from "../methods/trust/build.ts";
import { isotonicAdvice } from "../methods/trust/calibration/calibrate.ts";
import { leastConformal } from "../methods/trust/conformal/threshold.ts";
import type { Wishes } from "../methods/trust/options.ts";
import { type Shortage, shortages } from "../methods/trust/shortage.ts";
import type { Reports } from "./results.ts";

export function remarkOnShortage({ reason, facts }: Shortage, context: Context): void {
  context.remark(shortages[reason], facts);
}

/** The policy of the model gate, which the certified recipe would fail. */
export function remarkOnPolicy(failed: readonly string[], context: Context): void {
  if (failed.length > 0) context.remark("FS6046", { checks: failed });
}

export function remarkOnTrust(wishes: Wishes, { conformal, calibration }: Reports, built: Built, context: Context) {
  const at = (...option: readonly string[]) => ({ option });
  if (conformal.status === "fail") context.remark("FS6045", brokenFacts(conformal));
  const open = conformal.splits.filter(({ qhat }) => qhat === null);
  if (open.length > 0) {
    const [{ fold, class: name, batch, n_calibration }] = open;
    const facts = {
      sets: open.length,
      fold,
      of: name ?? batch,
      have: n_calibration,
      need: leastConformal(wishes.alpha),
    };
    context.remark("FS6051", facts, at("conformal"));
  }
  if (calibration.method === "isotonic" && calibration.n_calibration < isotonicAdvice) {
    context.remark("FS6052", { have: calibration.n_calibration, advised: isotonicAdvice }, at("calibration"));
  }
  const { confidence } = built.deployed.rules;
  if (confidence !== null && confidence.rule === "none") {
    context.remark(
      "FS6053",
      { target: confidence.target_risk, n: confidence.n, needed: confidence.needed },
      at("abstention"),
    );
  }
  const passes = [...built.folds.map(({ passed }) => passed), built.deployed];
  const unbounded = passes.filter(({ isBounded }) => isBounded).length;
  if (unbounded > 0) context.remark("FS6054", { passes: unbounded }, at("calibration"));
  const { after } = calibration;
  if (after !== null && after.ece > after.ece_null[1]) {
    context.remark(
      "FS6055",
      { ece: after.ece, high: after.ece_null[1], method: calibration.method },
      at("calibration"),
    );
  }
  if (wishes.design === "cross" && wishes.conformal !== null) {
    context.remark("FS6056", { bound: conformal.bound, promised: 1 - wishes.alpha }, at("design"));
  }
}

function brokenFacts({ coverage_achieved, n, alpha, coverage_p, by_class }: Reports["conformal"]) {
  const classes = Object.entries(by_class)
    .filter(([, { coverage_p: p, least_p }]) => p !== null && least_p !== null && p < least_p)
    .map(([name]) => name);
  return { coverage: coverage_achieved, n, promised: 1 - alpha, p: coverage_p, classes };
}
