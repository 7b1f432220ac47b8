import { describe, expect, it } from "vitest";
import { differences } from "../../../compiler/plan/why.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import type { Preimage } from "../../../schemas/records.ts";

const [x, y] = [digestOf("x"), digestOf("y")];
const now: Preimage = {
  schema_version: 1,
  kind: "model",
  implementation: x,
  methods: { "step:snv": "a", "estimator:pls-da": "a" },
  options: {
    estimator: { name: "pls-da", options: { components: 5 } },
    steps: [{ name: "savgol", window: 7 }, { name: "snv" }],
    note: null,
  },
  settings: { scheme: { name: "lobo", options: {} }, mode: "research" },
  seed: 7,
  inputs: [
    { value: "variables", parts: { ready: x, pipeline: x } },
    { value: "model", block: "plsda", parts: { scores: x } },
  ],
  files: { meat: [{ path: "meat.csv", sha256: x }] },
};
const options = now.options as { readonly [name: string]: Json };
const without = (name: string): Json => Object.fromEntries(Object.entries(options).filter(([key]) => key !== name));

/** What the last run had instead. */
const cases: readonly (readonly [what: string, last: Preimage | null, sentences: readonly string[]])[] = [
  ["nothing: it never ran here", null, ["no earlier result in the store"]],
  ["the same: its record is gone", now, ["its record is no longer in the store"]],
  ["its options in another order", { ...now, order: y }, ["its options stand in another order"]],
  ["another kind", { ...now, kind: "trust" }, ["it was a trust block"]],
  ["other code", { ...now, implementation: y }, ["the program that computes it has changed"]],
  [
    "other code of a method it uses",
    { ...now, methods: { "step:snv": "b", "estimator:pls-da": "a" } },
    ["the step snv has changed"],
  ],
  ["other methods: its options say so", { ...now, methods: {} }, ["its record is no longer in the store"]],
  [
    "another value deep in its options",
    { ...now, options: { ...options, estimator: { name: "pls-da", options: { components: 3 } } } },
    ["estimator.options.components: 3 → 5"],
  ],
  [
    "another value in a list",
    { ...now, options: { ...options, steps: [{ name: "savgol", window: 9 }, { name: "snv" }] } },
    ["steps[0].window: 9 → 7"],
  ],
  [
    "a shorter list",
    { ...now, options: { ...options, steps: [{ name: "savgol", window: 7 }] } },
    ['steps[1]: none → {"name":"snv"}'],
  ],
  [
    "an option less",
    { ...now, options: without("estimator") },
    ['estimator: none → {"name":"pls-da","options":{"components":5}}'],
  ],
  ["an option more", { ...now, options: { ...options, tune: true } }, ["tune: true → none"]],
  ["null instead of nothing: the same", { ...now, options: without("note") }, ["its record is no longer in the store"]],
  [
    "a plain value instead of a mapping",
    { ...now, options: { ...options, estimator: "pls-da" } },
    ['estimator: "pls-da" → {"name":"pls-da","options":{"components":5}}'],
  ],
  [
    "no options at all",
    { ...now, options: 1 },
    ['options: 1 → {"estimator":{"name":"pls-da","options":{"components":5}}…'],
  ],
  [
    "a long value: it is cut",
    { ...now, options: { ...options, note: "a".repeat(59) } },
    [`note: "${"a".repeat(56)}… → none`],
  ],
  [
    "a value that just fits",
    { ...now, options: { ...options, note: "a".repeat(58) } },
    [`note: "${"a".repeat(58)}" → none`],
  ],
  [
    "other front matter, at its top",
    { ...now, settings: { ...now.settings, mode: "regulatory" } },
    ['front matter mode: "regulatory" → "research"'],
  ],
  [
    "other front matter, deeper",
    { ...now, settings: { ...now.settings, scheme: { name: "loso", options: {} } } },
    ['front matter scheme.name: "loso" → "lobo"'],
  ],
  ["another seed", { ...now, seed: 8 }, ["seed 8 → 7"]],
  ["no seed", { ...now, seed: undefined }, ["seed none → 7"]],
  ["another file", { ...now, files: { meat: [{ path: "meat.csv", sha256: y }] } }, ["the input `meat` has changed"]],
  [
    "another path of the same bytes",
    { ...now, files: { meat: [{ path: "m.csv", sha256: x }] } },
    ["the input `meat` has changed"],
  ],
  ["an input more", { ...now, files: { ...now.files, olive: [] } }, ["the input `olive` has changed"]],
  ["no input yet", { ...now, files: {} }, ["the input `meat` has changed"]],
  ["another start", { ...now, inputs: now.inputs.slice(0, 1) }, ["it starts from other blocks"]],
  [
    "a start of another name",
    { ...now, inputs: [now.inputs[0], { value: "model", block: "svc", parts: { scores: y } }] },
    ["it starts from other blocks"],
  ],
  [
    "other bytes of a part",
    { ...now, inputs: [{ value: "variables", parts: { ready: y, pipeline: x } }, now.inputs[1]] },
    ["ready of the variables has changed"],
  ],
  [
    "other bytes of a part of one of many",
    { ...now, inputs: [now.inputs[0], { value: "model", block: "plsda", parts: { scores: y } }] },
    ["scores of the model of plsda has changed"],
  ],
  [
    "several things: each is said, in order",
    { ...now, implementation: y, seed: 1, files: {} },
    ["the program that computes it has changed", "seed 1 → 7", "the input `meat` has changed"],
  ],
];

describe("what differs from the last time", () => {
  it.each(cases)("%s", (_, last, sentences) => expect(differences(last, now)).toEqual(sentences));

  it("is what a block gave, where a figure shows it", () => {
    const shown = (outcome: string): Preimage => ({
      ...now,
      inputs: [{ value: "outcome", block: "plsda", parts: { outcome } }],
    });
    expect(differences(shown(x), shown(y))).toEqual(["what plsda gave has changed"]);
  });

  it("is a seed that is no longer read", () => {
    expect(differences(now, { ...now, seed: undefined })).toEqual(["seed 7 → none"]);
  });
});
