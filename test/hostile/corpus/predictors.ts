/** Hostile predictors: an exported one, changed in one place, its digest made anew. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { digestOf, hexOf } from "../../../compiler/store/digest.ts";
import { savedText } from "../../../schemas/saved-predictor.ts";
import type { Member } from "./member.ts";

const folder = resolve(import.meta.dirname, "../../../analyses/meat-fat");
const exported = readFileSync(resolve(folder, "lean.predictor.json"), "utf8");
const portions = readFileSync(resolve(folder, "new-portions.csv"), "utf8");

const places = [
  "certified",
  "certified.schema_version",
  "certified.predictor",
  "certified.predictor.task",
  "certified.predictor.pipeline",
  "certified.predictor.pipeline.steps",
  "certified.predictor.pipeline.done",
  "certified.predictor.stepStates",
  "certified.predictor.estimator",
  "certified.predictor.options",
  "certified.predictor.state",
  "certified.predictor.classes",
  "certified.calibrator",
  "certified.conformal",
  "certified.conformal.alpha",
  "certified.conformal.thresholds",
  "certified.confidence.tau",
  "certified.density",
  "certified.samples",
  "certified.drift",
  "certified.drift.mean",
  "certified.drift.loadings",
  "certified.drift.residuals",
  "certified.predictions",
] as const;
const values: readonly (readonly [what: string, value: unknown])[] = [
  ["nothing", null],
  ["a list of nothing", []],
  ["a name that every object has", "constructor"],
  ["a number below all", -1e300],
];
/** Parts that a predictor may be without. */
const mayBeAbsent: readonly string[] = ["certified.conformal", "certified.confidence.tau", "certified.density"];

function changed(path: string, value: unknown): string {
  const { content } = JSON.parse(exported);
  const keys = path.split(".");
  const last = keys.pop() as string;
  // biome-ignore lint/suspicious/noExplicitAny: a file of a stranger
  const holder = keys.reduce((at: any, key) => at[key], content);
  holder[last] = value;
  return savedText(content, digestOf);
}

const watching = (file: string): string =>
  readFileSync(resolve(folder, "monitoring.md"), "utf8").replace(/saved: \{[^}]*\}|sha256: [0-9a-f]{64}/g, (text) =>
    text.replace(/[0-9a-f]{64}/, hexOf(digestOf(file))),
  );

const member = (tries: string, content: () => string, codes: readonly string[], exit = 3): Member => ({
  kind: "predictor",
  tries,
  exit,
  codes,
  files: () => {
    const file = content();
    return { "monitoring.md": watching(file), "lean.predictor.json": file, "new-portions.csv": portions };
  },
  words: ["compile", "monitoring.md"],
});

export const hostilePredictors: readonly Member[] = [
  ...places.flatMap((path) =>
    values
      .filter(([, value]) => value !== null || !mayBeAbsent.includes(path))
      .map(([what, value]) =>
        member(`${what} in place of ${path}`, () => changed(path, value), ["FS3907", "FS5609", "FS5615"]),
      ),
  ),
  ...[
    ["an empty file", () => ""],
    ["no JSON", () => "{"],
    ["a list", () => "[]"],
    ["brackets of very many levels", () => "[".repeat(200_000)],
    ["a key that every object has", () => exported.replace("{", '{"__proto__":{"polluted":true},')],
    ["another kind", () => exported.replace("foodspec-saved-predictor", "pickle")],
    ["another digest", () => exported.replace(/"digest":"sha256:./, '"digest":"sha256:g')],
  ].map(([tries, content]) => member(tries as string, content as () => string, ["FS3907", "FS5609", "FS5615"])),
];
