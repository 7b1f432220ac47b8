/** Counted: what a monitoring run says of predictions of every sort, with and without a conformal rule, is worked out again from its table. */
import { describe, expect, it } from "vitest";
import type { CertifiedPredictor } from "../../../blocks/contract/certified.ts";
import type { Rows } from "../../../blocks/contract/dataset.ts";
import type { DriftReport } from "../../../blocks/contract/drift-report.ts";
import type { MonitoredSample } from "../../../blocks/contract/monitored.ts";
import type { Opened } from "../../../blocks/monitor/open-saved.ts";
import { summaryOf } from "../../../blocks/monitor/summary.ts";
import { monitoredFindings } from "../../../compiler/verify/monitored.ts";
import type { RunFolder } from "../../../compiler/verify/run-folder.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Loose } from "../../fixtures/forge.ts";

const classes = ["a", "b"];
const said = (sample: string, of: Partial<MonitoredSample>): MonitoredSample => ({
  ...{ sample, batch: null, rows: [0], predicted: 1, probabilities: null, set: null, covered: null, interval: null },
  ...{ answered: true, observed: null, ...of },
});
/** Four values with their intervals, of which one misses; the fifth nobody measured. */
const values = [
  said("s1", { predicted: 1, observed: 1.5, interval: [0, 2], covered: true }),
  said("s2", { predicted: 2, observed: 1.75, interval: [1, 3], covered: true }),
  said("s3", { predicted: 3, observed: 4.5, interval: [2, 4], covered: false }),
  said("s4", { predicted: 4, observed: 2.5, interval: [3, 5], covered: false }),
  said("s5", { predicted: 5, interval: [4, 6] }),
];
const called = (sample: string, predicted: string, observed: string | null, set: readonly string[] | null) =>
  said(sample, {
    ...{ predicted, observed, set, probabilities: predicted === "a" ? [0.75, 0.25] : [0.25, 0.75] },
    covered: set === null || observed === null ? null : set.includes(observed),
    answered: set?.length === 1,
  });
const names = [called("s1", "a", "a", ["a"]), called("s2", "b", "a", ["a", "b"]), called("s3", "b", "b", ["b"])];
const bare = names.map(({ sample, predicted, observed }) =>
  called(sample, String(predicted), observed as string | null, null),
);

const drift: DriftReport = {
  ...{ schema_version: 1, status: "na", reason: "too_few_samples", p: null, warn_p: 0.05, fail_p: 0.01 },
  ...{ permutations: 0, n_reference: 20, n_new: 0, components: 0, tests: [], moved: [], flagged: [] },
  spectra_per_sample: { reference: 1, new: 1 },
} as unknown as DriftReport;
const failed = { ...drift, status: "fail", p: 0.004 } as DriftReport;

const blank = (value: unknown) => (value === null || value === undefined ? "" : String(value));
function folderOf(
  samples: readonly MonitoredSample[],
  alpha: number | null,
  of: DriftReport,
  change: (files: Loose) => void,
) {
  const isClass = typeof samples[0].predicted === "string";
  const predictor = { estimator: "e", task: "t", classes: isClass ? classes : null, target: null };
  const certified = { predictor, conformal: alpha === null ? null : { alpha } } as unknown as CertifiedPredictor;
  const own = { ...of, n_new: samples.length };
  const summary = summaryOf(
    { certified, source: {} } as unknown as Opened,
    "sha256:",
    { id: samples.map(({ sample }) => sample) } as unknown as Rows,
    samples,
    own,
  );
  const head = ["id", "sample", "predicted", "observed", "answered", "set", "low", "high", "p:a", "p:b", "far"];
  const lines = samples.map((one) =>
    [one.sample, one.sample, one.predicted, one.observed, one.answered, one.set?.join("|"), one.interval?.[0]]
      .concat([one.interval?.[1], one.probabilities?.[0], one.probabilities?.[1], ""].map(blank))
      .map(blank)
      .join(","),
  );
  const files: Loose = {
    summary: structuredClone(summary),
    drift: structuredClone(own),
    table: [head.join(","), ...lines],
  };
  change(files);
  const texts = new Map(
    Object.entries({
      "m/monitoring_summary.json": files.summary && JSON.stringify(files.summary),
      "m/drift_report.json": files.drift && JSON.stringify(files.drift),
      "m/predictions.csv": files.table && `${files.table.join("\n")}\n`,
    }),
  );
  const read = (path: string) => {
    const text = texts.get(path);
    return text === undefined || text === null ? null : new TextEncoder().encode(text);
  };
  const folder: RunFolder = { name: "run", paths: [...texts.keys()], read };
  return { folder, manifest: { blocks: [{ artifacts: Object.fromEntries([...texts.keys()].map((p) => [p, ""])) }] } };
}
function says(
  samples: readonly MonitoredSample[],
  alpha: number | null,
  change: (files: Loose) => void = () => undefined,
  of = drift,
): readonly string[] {
  const { folder, manifest } = folderOf(samples, alpha, of, change);
  return monitoredFindings(folder, manifest as unknown as Manifest).map(({ message }) => message);
}
const endless = values.map(
  (one) => ({ ...one, interval: [null, null], covered: one.observed === null ? null : true }) as const,
);
const without = values.map((one) => ({ ...one, interval: null, covered: null }));
const unseen = values.map((one) => ({ ...one, observed: null, covered: null }));

describe("what a monitoring run counts", () => {
  it.each<[string, readonly MonitoredSample[], number | null]>([
    ["values with their intervals", values, 0.2],
    ["values with endless intervals, each of which covers", endless, 0.2],
    ["values without a conformal rule", without, null],
    ["values that nobody measured", unseen, 0.2],
    ["classes with sets", names, 0.2],
    ["classes without a conformal rule", bare, null],
  ])("is taken as it was written of %s", (_, samples, alpha) => expect(says(samples, alpha)).toEqual([]));

  it("is taken where drift ends it", () => expect(says(values, 0.2, undefined, failed)).toEqual([]));

  it.each<[string, readonly MonitoredSample[], number | null, RegExp, (files: Loose) => void]>([
    [
      "coverage without a rule",
      without,
      null,
      /at \/observed\/coverage;/,
      ({ summary }) => {
        summary.observed.coverage = 1;
      },
    ],
    [
      "a coverage of endless intervals",
      endless,
      0.2,
      /at \/observed\/coverage;/,
      ({ summary }) => {
        summary.observed.coverage = 0.5;
      },
    ],
    [
      "the error",
      values,
      0.2,
      /at \/observed\/rmsep;/,
      ({ summary }) => {
        summary.observed.rmsep = 0.1;
      },
    ],
    [
      "the bias",
      values,
      0.2,
      /at \/observed\/bias;/,
      ({ summary }) => {
        summary.observed.bias = 0;
      },
    ],
    [
      "what nobody measured",
      unseen,
      0.2,
      /at \/observed;/,
      ({ summary }) => {
        summary.observed = { n: 1 };
      },
    ],
    [
      "a coverage that no threshold gives",
      names,
      0.2,
      /at \/observed\/coverage;/,
      ({ summary }) => {
        summary.observed.coverage = 0;
      },
    ],
    [
      "a class that is none",
      bare,
      null,
      /says of row 0 what its probabilities, its set or its sample/,
      ({ table }) => {
        table[1] = table[1].replace("s1,s1,a,", "s1,s1,c,");
      },
    ],
    [
      "sets that are gone",
      names,
      0.2,
      /says of row 0 what its probabilities, its set/,
      ({ table }) => {
        table[1] = table[1].replace(",true,a,", ",true,,");
      },
    ],
  ])("is refused for %s", (_, samples, alpha, wanted, change) =>
    expect(says(samples, alpha, change).join("\n")).toMatch(wanted),
  );

  it.each(["summary", "drift", "table"])("is not worked out again without its %s, which is named by itself", (name) =>
    expect(says(values, 0.2, (files) => Object.assign(files, { [name]: null }))).toEqual([]),
  );
});
