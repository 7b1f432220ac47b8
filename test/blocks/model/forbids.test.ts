import { describe, expect, it } from "vitest";
import type { DocumentSettings } from "../../../blocks/contract/running.ts";
import { forbiddenOfModel } from "../../../blocks/model/forbids.ts";
import { modelOptions } from "../../../blocks/model/options.ts";
import { defaultDriftPolicy } from "../../../schemas/drift-policy.ts";

const settings: DocumentSettings = {
  mode: "regulatory",
  scheme: null,
  qc_policy: {},
  drift_policy: defaultDriftPolicy,
  approved_models: ["pls-da", "logistic-regression", "linear-svc"],
  as_of: null,
};
const scheme = (name: string) => ({ name, options: {} });
const forbidden = (options: object, more: Partial<typeof settings> = {}) =>
  forbiddenOfModel({}, { ...settings, ...more }, modelOptions.parse(options)).map(({ code, option, facts }) => [
    code,
    option?.join("."),
    facts.scheme ?? facts.estimator,
  ]);

describe("regulatory mode accepts of a model", () => {
  it.each<[string, object, Partial<typeof settings>, unknown]>([
    ["an approved classifier that leaves samples out", { estimator: "pls-da" }, {}, []],
    ["a scheme by groups", { estimator: "linear-svc", scheme: "group_kfold" }, { scheme: scheme("none") }, []],
    [
      "no estimator that is not approved",
      { estimator: "linear-svc" },
      { approved_models: ["pls-da"] },
      [["FS2621", "estimator", "linear-svc"]],
    ],
    ["no regression by default", { estimator: "pls-regression" }, {}, [["FS2622", "estimator", "pls-regression"]]],
    ["regression that is approved", { estimator: "pls-regression" }, { approved_models: ["pls-regression"] }, []],
    ["no kfold", { estimator: "pls-da", scheme: "kfold" }, {}, [["FS2623", "scheme", "kfold"]]],
    [
      "no kfold of the front matter",
      { estimator: "pls-da" },
      { scheme: scheme("kfold") },
      [["FS2623", "scheme", "kfold"]],
    ],
    ["no model without validation", { estimator: "pls-da", scheme: "none" }, {}, [["FS2623", "scheme", "none"]]],
    [
      "no tuning over single spectra",
      { estimator: { "pls-da": { components: [1, 2] } }, tune: { inner: "kfold" } },
      {},
      [["FS2624", "tune.inner", "kfold"]],
    ],
    [
      "an inner scheme that is never used",
      { estimator: { "pls-da": { components: 2 } }, tune: { inner: "kfold" } },
      {},
      [],
    ],
  ])("%s", (_, options, more, expected) => {
    expect(forbidden(options, more)).toEqual(expected);
  });

  it.each(["research", "monitoring"] as const)("while %s mode forbids nothing of it", (mode) => {
    expect(forbidden({ estimator: "pls-regression", scheme: "none" }, { mode })).toEqual([]);
  });
});
