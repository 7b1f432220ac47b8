/** Runs the way to trust on datasets: preprocess, model, trust; and hands views what the compiler hands them. */

import type { CertifiedPredictor } from "../../../blocks/contract/certified.ts";
import type { DatasetParts } from "../../../blocks/contract/dataset.ts";
import type { ModelParts } from "../../../blocks/contract/model.ts";
import type { Settings } from "../../../blocks/contract/running.ts";
import { stream } from "../../../blocks/contract/stream.ts";
import type { VariablesParts } from "../../../blocks/contract/variables.ts";
import type { ViewSource } from "../../../blocks/contract/view.ts";
import { model } from "../../../blocks/model/block.ts";
import { preprocess } from "../../../blocks/preprocess/block.ts";
import { trust } from "../../../blocks/trust/block.ts";
import type {
  AbstentionReport,
  CalibrationReport,
  ConformalReport,
  TrustResults,
} from "../../../blocks/trust/results.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { baseMeats, type Ran, runBlock, value } from "../qc/sets.ts";

export interface Fitted {
  readonly dataset: DatasetParts;
  readonly variables: VariablesParts;
  readonly model: ModelParts;
}

const derived: Json = [{ savgol: { window: 11, order: 2, deriv: 1 } }, "snv"];
const plsDa = { "pls-da": { components: 5 } };

export async function fitted(
  dataset: DatasetParts,
  options: { readonly estimator?: Json; readonly scheme?: Json; readonly steps?: Json } = {},
): Promise<Fitted> {
  const { estimator = plsDa, scheme = "lobo", steps = derived } = options;
  const prep = await runBlock(preprocess, { steps }, [value("dataset", dataset)]);
  const ran = await runBlock(model, { estimator, scheme }, [value("variables", prep.gives), value("dataset", dataset)]);
  return {
    dataset,
    variables: prep.gives as unknown as VariablesParts,
    model: ran.gives as unknown as ModelParts,
  };
}

/** Meats with the lots left out and kept apart, or with samples kept apart and no lot known. */
export const byLot = (): DatasetParts => baseMeats();
export function bySample(): DatasetParts {
  const of = baseMeats();
  return {
    ...of,
    declared: { sample: true, group: false, batch: false },
    rows: { ...of.rows, group: of.rows.sample, batch: null },
  };
}

/** Trust on meats, lots left out, still to be run. */
export async function trustByLot(): Promise<() => Promise<TrustRun>> {
  const of = await fitted(byLot());
  return () => runTrust(of);
}

export interface TrustRun {
  readonly ran: Ran;
  readonly results: TrustResults;
  readonly calibration: CalibrationReport;
  readonly conformal: ConformalReport;
  readonly abstention: AbstentionReport;
  readonly certified: CertifiedPredictor | null;
  readonly predictions: string | null;
  readonly codes: readonly string[];
  readonly source: ViewSource;
}

/** Artifacts go through their schemas, as they do in a run. */
export async function runTrust(
  { dataset, variables, model: of }: Fitted,
  options: Json = {},
  settings: Partial<Settings> = { mode: "research", qc_policy: {} },
  seed = 0,
): Promise<TrustRun> {
  const given = [value("model", of), value("variables", variables), value("dataset", dataset)];
  const ran = await runBlock(
    {
      ...trust,
      run: (inputs, all, context) =>
        trust.run(inputs, all, { ...context, seed, stream: (...name) => stream(seed, ...name) }),
    },
    options,
    given,
    { id: "trust", ...settings },
  );
  const file = (path: string): unknown => {
    const found = ran.artifacts.find((one) => one.path === path);
    if (found === undefined) return null;
    return "json" in found ? trust.artifacts[path].parse(found.json) : "text" in found ? found.text : null;
  };
  const parts = ran.gives as { readonly [part: string]: unknown };
  return {
    ran,
    results: trust.results.parse(ran.results) as TrustResults,
    calibration: file("trust/calibration_artifact.json") as CalibrationReport,
    conformal: file("trust/conformal_artifact.json") as ConformalReport,
    abstention: file("trust/abstention_artifact.json") as AbstentionReport,
    certified: parts.certified as CertifiedPredictor | null,
    predictions: file("trust/predictions.csv") as string | null,
    codes: ran.remarks.map(({ code }) => code),
    source: {
      block: "trust",
      options: trust.options.parse(options) as Json,
      results: ran.results,
      own: async (part) => JSON.parse(JSON.stringify(parts[part])),
      input: async () => {
        throw new Error("no view of trust looks at what it started from");
      },
    },
  };
}

/** Lines of a CSV without quotes, as records. */
export function records(text: string): { readonly [name: string]: string }[] {
  const [head, ...body] = text
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  return body.map((cells) => Object.fromEntries(head.map((name, j) => [name, cells[j]])));
}
