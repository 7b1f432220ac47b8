/** An honest regulatory run, small and made in memory, with some samples predicted wrongly: what the forgeries are made of. */
import { expect } from "vitest";
import { inMemory } from "../fixtures/in-memory.ts";
import { paperless } from "../fixtures/paperless.ts";
import { pinned } from "../fixtures/pinned.ts";
import type { Place } from "../fixtures/project.ts";
import { smallCsv } from "../fixtures/small.ts";

/** Bytes by path below the run folder. */
export type Files = Map<string, Uint8Array>;

export const document = `---
title: Two classes that a peak tells apart
version: 1.0.0
mode: regulatory
seed: 3
inputs:
  small: {path: small.csv}
claims:
  standard: None
  use_case: A test
  limitations: [Made by code]
---

# Two classes

\`\`\`foodspec data
input: small
id: id
sample: sample
batch: batch
label: class
positive: b
upstream: none
axis: {unit: nm, technique: NIR, range: [900, 980]}
\`\`\`

\`\`\`foodspec preprocess
steps:
  - snv
\`\`\`

\`\`\`foodspec model
estimator: {pls-da: {components: 2}}
\`\`\`
`;

/** Files of a run of these data and this document, and its exit code. */
async function made(files: {
  readonly [path: string]: string;
}): Promise<{ exitCode: number; files: Files; register: string | null }> {
  const place = inMemory(files);
  const { exitCode } = await place.compile({}, {}, paperless());
  const beside = "protocol.md.register.jsonl";
  const register = place.names().includes(beside) ? place.read(beside) : null;
  return { exitCode, register, files: filesIn(place, `runs/${place.runs()[0]}`) };
}

function filesIn(place: Place, run: string): Files {
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  return new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
}

/** Of the document that somebody begins with. */
export async function starterRun(name: string): Promise<{ exitCode: number; files: Files }> {
  const place = inMemory({});
  expect(await place.type(["init", name, "--dir", name])).toMatchObject({ status: 0 });
  const { exitCode } = await place.compile({ documents: [`${name}/protocol.md`] }, {}, paperless());
  return { exitCode, files: filesIn(place, `${name}/runs/${place.runs(`${name}/runs`)[0]}`) };
}

/** Documents over other tasks, schemes, estimators and rules, by what is in them. */
export const others: { readonly [what: string]: string } = {
  "repeats, Platt, sets by probability mass, a threshold": research(
    "label: class\npositive: b",
    "{linear-svc: {C: 1}}\nscheme: {stratified_group_kfold: {folds: 4, repeats: 3}}",
    "calibration: {method: platt}\nconformal: {alpha: 0.2, score: aps, by: none}\nabstention: {threshold: 0.8}",
  ),
  "logistic regression, isotonic, whole batches": research(
    "label: class",
    "{logistic-regression: {C: [0.1, 1]}}\nscheme: lobo\ntune: {inner: group_kfold, folds: 3, metric: accuracy}",
    "calibration: false\nconformal: {alpha: 0.4, by: batch}\nabstention: {target_risk: 0.3, density: false}",
  ),
  "a regression with external rows and every figure of merit": research(
    "target: y\nunit: mg\ntest: {column: batch, is: B10}",
    "{pls-regression: {components: 2}}\nscheme: {group_kfold: {folds: 5}}",
    "conformal: {alpha: 0.2}",
    "min_r2: 0.1, max_rmsecv: 9, max_abs_bias: 2, max_sep: 9, min_rpd: 1, min_rpiq: 1, min_rer: 1, max_rmsep_sec: 3, bias_test: true, slope_test: true",
  ),
};

function research(outcome: string, estimator: string, trust: string, policy = "min_accuracy: 0.75"): string {
  return document
    .replace("mode: regulatory", `qc_policy: {${policy}}`)
    .replace("label: class\npositive: b", outcome)
    .replace("{pls-da: {components: 2}}", estimator)
    .replace("#model\n", "\n")
    .concat(
      "\n```foodspec qc #d\ngate: data\n```\n\n```foodspec qc #m\ngate: model\n```\n\n```foodspec trust\n",
      trust,
      "\n```\n",
    );
}

export const otherRun = (what: string) => made({ "protocol.md": others[what], "small.csv": data() });

/** Of samples far from the border between the classes: every one is predicted rightly, so that no loss varies. Its gate asks for more than the document. */
export function rightRun() {
  const [head, ...lines] = data().trimEnd().split("\n");
  const isFar = (line: string) => Math.abs(Number(line.split(",")[4]) - 14) > 4;
  const csv = `${[head, ...lines.filter(isFar)].join("\n")}\n`;
  const text = research("label: class", "{pls-da: {components: 2}}\nscheme: lobo", "conformal: {alpha: 0.4}").replace(
    "gate: model\n",
    "gate: model\nmin_accuracy: 0.9\n",
  );
  return made({ "protocol.md": text, "small.csv": csv });
}
export const data = () => smallCsv({ samples: 100, batches: 10 });
export const honestRun = () => made({ "protocol.md": pinned(document, data()), "small.csv": data() });
