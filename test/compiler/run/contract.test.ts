import { describe, expect, it } from "vitest";
import { missingFiles, requirements } from "../../../compiler/run/contract.ts";
import type { Mode } from "../../../schemas/front-matter.ts";

const always = ["manifest.json", "logs/run.log", "logs/run.jsonl", "run_summary.json", "state/stage_state.json"];
const data = ["data/data_summary.json"];
const reports = ["figures/metadata.json", "report/index.html", "report.json", "report.md"];
const preprocess = ["preprocessing_pipeline.json", "X_preprocessed.npy", "rows.csv", "axis.json"].map(
  (name) => `preprocessing/${name}`,
);
const features = ["features/X_features.npy", "features/feature_names.json", "features/feature_importance.json"];
const model = ["model.json", "metrics.json", "best_params.json", "predictions.csv"].map((name) => `model/${name}`);

const missing = (mode: Mode, kinds: readonly string[], present: readonly string[] = []) =>
  [...missingFiles(mode, new Set(kinds), new Set(present))].sort();

describe("a run folder must hold", () => {
  it.each<[string, Mode, readonly string[], readonly string[]]>([
    ["in monitoring mode what all modes need", "monitoring", [], always],
    [
      "in monitoring mode the data summary, where there are data",
      "monitoring",
      ["data", "preprocess", "model"],
      [...always, ...data],
    ],
    ["in research mode the report too", "research", [], [...always, ...reports]],
    [
      "in research mode what each kind of the document gives: data",
      "research",
      ["data"],
      [...always, ...reports, ...data],
    ],
    ["in research mode: preprocessing", "research", ["preprocess"], [...always, ...reports, ...preprocess]],
    ["in research mode: features", "research", ["features"], [...always, ...reports, ...features]],
    ["in research mode: a model", "research", ["model"], [...always, ...reports, ...model]],
    ["nothing for a kind that promises no file", "research", ["figure", "qc"], [...always, ...reports]],
    [
      "in regulatory mode all that research needs",
      "regulatory",
      ["data", "preprocess", "features", "model"],
      [...always, ...reports, ...data, ...preprocess, ...features, ...model],
    ],
  ])("%s", (_, mode, kinds, expected) => {
    expect(missing(mode, kinds)).toEqual(expect.arrayContaining([...expected]));
    if (mode !== "regulatory") expect(missing(mode, kinds)).toEqual([...expected].sort());
  });

  it("nothing more than what it holds", () => {
    const all = requirements.map(({ path }) => path);
    expect(missing("research", ["data", "preprocess", "model"], all)).toEqual([]);
    expect(
      missing(
        "research",
        ["model"],
        all.filter((path) => path !== "model/metrics.json"),
      ),
    ).toEqual(["model/metrics.json"]);
  });
});
