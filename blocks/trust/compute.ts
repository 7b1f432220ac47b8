/** What the `trust` block computes: calibrated probabilities, sets with a promised coverage, and when not to answer; with a certified predictor. */

import type { Outcome } from "../contract/dataset.ts";
import { compute } from "../contract/kind.ts";
import { plainJson } from "../contract/plain-json.ts";
import type { Context, Inputs } from "../contract/running.ts";
import { methodsOfRecipe, stepsLeft } from "../methods/recipe/methods-used.ts";
import { type Built, build } from "../methods/trust/build.ts";
import { certifiedFile } from "../methods/trust/certified.ts";
import { trustOptions, wishesOf } from "../methods/trust/options.ts";
import type { Setup } from "../methods/trust/pass.ts";
import { type Plan, planOf } from "../methods/trust/plan.ts";
import { samplesOf } from "../methods/trust/samples.ts";
import type { Shortage } from "../methods/trust/shortage.ts";
import { type Beside, besideModel, failedPolicy, nothingBeside } from "./beside-model.ts";
import { trustPredictions } from "./predictions.ts";
import { abstentionReport, noAbstention } from "./report-abstention.ts";
import { calibrationReport, noCalibration } from "./report-calibration.ts";
import { conformalReport, noConformal } from "./report-conformal.ts";
import { type Reports, trustArtifacts, trustResults } from "./results.ts";
import { remarkOnPolicy, remarkOnShortage, remarkOnTrust } from "./say.ts";
import { summaryOf } from "./summary.ts";
import { trustUnknowns } from "./unknowns.ts";

export const trustCompute = compute({
  kind: "trust",
  lane: "decision",
  role: "decision_capable",
  stage: "trust",
  reads: ["id", "qc_policy"],
  draws: true,
  options: trustOptions,
  gives: "trust",
  results: trustResults,
  artifacts: trustArtifacts,
  needs: () => [
    { accepts: [{ value: "model", parts: ["recipe", "split", "scores"] }], found: "chain" },
    { accepts: [{ value: "variables", parts: ["ready"] }], found: "via" },
    {
      accepts: [
        { value: "dataset", parts: ["spectra", "columns", "rows", "declared", "outcome", "unknown", "unknownSpectra"] },
      ],
      found: "via",
    },
  ],
  inputs: () => [],
  uses: (_, { parts }) => [
    ...parts("model", "recipe").flatMap(methodsOfRecipe),
    // What is only predicted is predicted from the spectra as read.
    ...(parts("dataset", "unknown").some(({ id }) => id.length > 0)
      ? parts("model", "recipe").flatMap(({ pipeline: { steps } }) => stepsLeft({ steps, done: 0 }))
      : []),
  ],
  async run(inputs, options, context) {
    const { setup, model } = setupOf(inputs, wishesOf(options, taskOf(inputs)), context);
    const plan = planOf(setup, model.split);
    if ("reason" in plan) {
      remarkOnShortage(plan, context);
      return nothingDone(setup, plan);
    }
    if (plan.calibration !== null) remarkOnShortage(plan.calibration, context);
    const able: Setup =
      plan.calibration === null ? setup : { ...setup, wishes: { ...setup.wishes, calibration: null } };
    const built = await build(context.methods, able, plan, context.spread);
    logPasses(built, context);
    const reports = {
      calibration: calibrationReport(able, built, plan.calibration),
      conformal: conformalReport(able, built),
      abstention: abstentionReport(able, built),
    };
    remarkOnTrust(able.wishes, reports, built, context);
    const failed = failedPolicy(able, built.evaluated, model, context.settings.qc_policy ?? {});
    remarkOnPolicy(failed, context);
    const beside = besideModel(able, built.evaluated, model);
    const unknowns =
      inputs.dataset === undefined ? null : trustUnknowns(context.methods, built.certified, inputs.dataset);
    return done(able, plan, built, reports, beside, failed.length === 0, unknowns);
  },
});

function taskOf({ model }: Inputs) {
  if (model === undefined) throw new Error("trust was run without its model");
  return model.recipe.task;
}

/** Raw spectra are what a model without variables was fitted on. */
function setupOf({ model, variables, dataset }: Inputs, wishes: Setup["wishes"], context: Context) {
  if (model === undefined || dataset === undefined) throw new Error("trust was run without its model or its dataset");
  const { rows, outcome, declared } = dataset;
  const setup: Setup = {
    recipe: model.recipe,
    data: { ready: variables?.ready ?? dataset.spectra, rows, outcome },
    samples: samplesOf(rows, outcome, declared),
    wishes,
    classes: classesOf(outcome, wishes.task),
    name: [context.seed, context.settings.id ?? "trust"],
  };
  return { setup, model };
}

const classesOf = ({ label }: Outcome, task: Setup["wishes"]["task"]): readonly string[] | null =>
  task === "regression" ? null : (label?.classes ?? []);

function logPasses({ folds, deployed }: Built, context: Context): void {
  for (const { name, passed } of [...folds, { name: "deployed", passed: deployed }]) {
    const { sets, predictor } = passed;
    const { training, calibration, conformal } = sets;
    const facts = {
      fold: name,
      train_size: training.length,
      calibration_size: calibration.length,
      conformal_size: conformal.length,
      hyperparams: predictor.options,
    };
    context.log("trust_fitted", facts);
  }
}

function done(
  setup: Setup,
  plan: Plan | null,
  built: Built | null,
  reports: Reports,
  beside: Beside,
  policyPass: boolean | null,
  unknowns: string | null = null,
) {
  const { wishes, samples } = setup;
  const results = summaryOf(reports, {
    wishes,
    separatedBy: samples.unit,
    plan,
    built,
    beside,
    policyPass,
    samples: samples.names.length,
  });
  const { calibration, conformal, abstention } = reports;
  return {
    gives: {
      certified: built?.certified ?? null,
      evaluated:
        built === null ? null : plainJson(built.evaluated.map((one) => ({ ...one, name: samples.names[one.sample] }))),
      reports: plainJson(reports),
    },
    results,
    artifacts: [
      { path: "trust/calibration_artifact.json", json: plainJson(calibration) },
      { path: "trust/conformal_artifact.json", json: plainJson(conformal) },
      { path: "trust/abstention_artifact.json", json: plainJson(abstention) },
      { path: "trust/trust_summary.json", json: plainJson(results) },
      ...(built === null
        ? []
        : [
            { path: "trust/certified_predictor.json", json: plainJson(certifiedFile(built.certified)) },
            { path: "trust/predictions.csv", text: trustPredictions(setup, built.evaluated) },
            ...(unknowns === null ? [] : [{ path: "trust/unknowns.csv", text: unknowns }]),
          ]),
    ],
    logged: {
      calibration_method: results.calibration_method,
      conformal_alpha: results.alpha,
      coverage_achieved: results.coverage,
      mean_set_size: results.mean_set_size,
    },
  };
}

/** Every step is `na` for the same reason. */
function nothingDone(setup: Setup, shortage: Shortage) {
  const { reason } = shortage;
  const short = { ...shortage.short };
  const { wishes, samples } = setup;
  const reports = {
    calibration: noCalibration(reason, short),
    conformal: noConformal(wishes, samples.unit, reason, short),
    abstention: noAbstention(reason, short),
  };
  return {
    ...done(setup, null, null, reports, nothingBeside, null),
    na: { reason },
  };
}
