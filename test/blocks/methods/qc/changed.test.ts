/** Checks that compare a model with itself, validated otherwise: what they say where nothing was compared. */
import { describe, expect, it } from "vitest";
import { declaration as permutation } from "../../../../blocks/methods/qc/model/permutation.ts";
import { declaration as segments } from "../../../../blocks/methods/qc/model/segment_accuracy.ts";
import { declaration as similarity } from "../../../../blocks/methods/qc/model/similarity_blocked.ts";

const material = (more: object) => ({ validation: null, task: "classification", ...more }) as never;

describe("a permutation test", () => {
  const said = (part: object) => permutation.measure(material({ validation: { permutation: part } }));
  it.each<[string, object, object]>([
    ["that was made gives its p", { p: 0.004 }, { value: 0.004 }],
    ["that nobody asked for judges nothing", { na: "not_requested" }, { na: "not_requested" }],
    ["of a model without validation judges nothing", { na: "not_validated" }, { na: "not_validated" }],
    ["of too many spectra judges nothing", { na: "too_many_spectra" }, { na: "too_large" }],
    ["that could not be made fails by having no number", { na: "too_few_samples" }, { value: Number.NaN }],
  ])("%s", (_, part, expected) => expect(said(part)).toEqual(expected));
  it("is none of a block that validated nothing", () => expect(permutation.measure(material({}))).toBeNull());
});

describe("samples that look alike", () => {
  const said = (part: object, task = "classification") =>
    similarity.measure(material({ validation: { similarity: part }, task }));
  const made = { ordinary: 0.9, lost: 0.2, p: 0.01, blocked: 0.7, moved: 2, lists: [["m1", "m2"]] };
  it("are named with how many they are, where folds had parted them", () => {
    expect(said(made)).toMatchObject({
      chance: { p: 0.01 },
      worst: [
        { sample: "m1", value: 2, about: "in_a_cluster_of" },
        { sample: "m2", value: 2, about: "in_a_cluster_of" },
      ],
    });
    expect(said({ ...made, moved: 0 })).toMatchObject({ worst: [] });
    expect(said({ ...made, lists: [] })).toMatchObject({ worst: [] });
  });
  it("judge nothing where nobody looked, and fail where looking was not possible", () => {
    expect(said({ na: "not_requested" })).toEqual({ na: "not_requested" });
    expect(said({ na: "too_many_spectra" })).toEqual({ value: Number.NaN });
    expect(said({ na: "too_many_spectra" }, "regression")).toMatchObject({
      value: Number.NaN,
      unit: "times the RMSECV",
    });
    expect(similarity.measure(material({}))).toBeNull();
  });
});

describe("the worst segment", () => {
  const said = (more: object) => segments.measure(material(more));
  it.each<[string, object, object | null]>([
    ["is none of a regression", { task: "regression" }, { na: "regression" }],
    ["is none of what has no model of its own", {}, null],
    ["of a model without segments is not shown, which fails", { segments: null }, { value: Number.NaN, worst: [] }],
    [
      "of segments that are all too small is not shown",
      { segments: { worst: null, segments: [] } },
      { value: Number.NaN, worst: [] },
    ],
    [
      "is judged by its accuracy, and named",
      {
        segments: {
          worst: { id: "2", value: 0.6 },
          segments: [
            { id: "1", name: "east" },
            { id: "2", name: "west" },
          ],
        },
      },
      { value: 0.6, worst: [{ value: 0.6, about: "segment", as: "west" }] },
    ],
  ])("%s", (_, more, expected) => expect(said(more)).toEqual(expected));
});
