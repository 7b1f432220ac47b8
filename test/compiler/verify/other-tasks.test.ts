/**
 * Other tasks: runs of a regression with external rows, of repeats and of whole batches are taken as they were written, and refused
 * where a figure of them was changed by somebody who seals them again.
 *
 * @module-tag slow
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Files, type Forger, forged, type Loose } from "../../fixtures/forge.ts";
import { otherRun } from "../../verify-py/honest.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const folder = mkdtempSync(join(tmpdir(), "foodspec-tasks-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));

/** What somebody changes, the check that refuses it, and what it says. */
type Forgery = readonly [does: string, check: string, says: RegExp, change: (own: Forger) => void];
const inFile = (path: string, change: (file: Loose) => void) => (own: Forger) => own.json(path, change);
const pooled = (change: (of: Loose) => void) => inFile("model/metrics.json", ({ pooled: of }) => change(of));
const conformal = (change: (of: Loose) => void) => inFile("trust/conformal_artifact.json", change);
const abstention = (change: (of: Loose) => void) => inFile("trust/abstention_artifact.json", change);
const summary = (change: (of: Loose) => void) => inFile("trust/trust_summary.json", change);
/** A group as the artifacts tell one. */
const nobody = { n: 9, accuracy: null, covered: 9, coverage: 1, coverage_ci: [0.7, 1], mean_set_size: 1 };

const forgeries: { readonly [what: string]: readonly Forgery[] } = {
  "a regression with external rows and every figure of merit": [
    ["the error", "metrics", /at \/pooled\/rmsecv;/, pooled((p) => Object.assign(p, { rmsecv: 0.01 }))],
    ["the bias", "metrics", /at \/pooled\/bias;/, pooled((p) => Object.assign(p, { bias: 0.5 }))],
    ["a coefficient", "metrics", /at \/pooled\/r2;/, pooled((p) => Object.assign(p, { r2: 0.999 }))],
    ["the standard error", "metrics", /at \/pooled\/sep;/, pooled((p) => Object.assign(p, { sep: 0.01 }))],
    [
      "what intervals cover, of which there are none",
      "trust",
      /conformal_artifact.json` tells coverage_achieved of samples, and trust\/predictions.csv is not there/,
      conformal((c) => Object.assign(c, { coverage_achieved: 1 })),
    ],
    [
      "how many are silent, of whom there are none",
      "trust",
      /abstention_artifact.json` tells abstain_rate of samples/,
      abstention((a) => Object.assign(a, { abstain_rate: 0.9 })),
    ],
    [
      "a batch that nobody judged",
      "trust",
      /trust_summary.json` tells by_batch of samples/,
      summary((s) => Object.assign(s, { by_batch: { B1: nobody } })),
    ],
    [
      "trust that passed without a table of samples",
      "trust",
      /predictions.csv` is missing or cannot be read, and trust is judged by it/,
      summary((s) => Object.assign(s, { status: "success", reason: null, short: null })),
    ],
  ],
  "repeats, Platt, sets by probability mass, a threshold": [
    ["accuracy", "metrics", /at \/pooled\/accuracy;/, pooled((p) => Object.assign(p, { accuracy: 0.999 }))],
    [
      "what was covered",
      "trust",
      /at \/coverage_achieved;/,
      conformal((c) => Object.assign(c, { coverage_achieved: 0.5 })),
    ],
    ["a threshold", "trust", /at \/splits\/0\/qhat;/, conformal((c) => Object.assign(c.splits[0], { qhat: 0.1 }))],
    [
      "a table of samples that is gone",
      "trust",
      /predictions.csv` is missing or cannot be read, and trust is judged by it/,
      (own) => own.drop("trust/predictions.csv"),
    ],
    [
      "a summary of trust that is gone",
      "trust",
      /manifest.json` lists no trust_summary.json of the block trust, which gave results/,
      (own) => own.drop("trust/trust_summary.json"),
    ],
    [
      "all of trust that is gone",
      "trust",
      /manifest.json` lists no trust_summary.json of the block trust, which gave results/,
      (own) => {
        for (const path of own.manifest.blocks.flatMap(({ artifacts }) => Object.keys(artifacts)))
          if (path.startsWith("trust/")) own.drop(path);
      },
    ],
    ["the threshold of answers", "trust", /at \/tau;/, abstention((a) => Object.assign(a, { tau: 0.1 }))],
  ],
  "logistic regression, isotonic, whole batches": [
    ["a promise", "trust", /at \/bound;/, conformal((c) => Object.assign(c, { bound: 0.99 }))],
    ["the size of sets", "trust", /at \/mean_set_size;/, conformal((c) => Object.assign(c, { mean_set_size: 1.9 }))],
    ["a rank", "trust", /at \/splits\/0\/k;/, conformal((c) => Object.assign(c.splits[0], { k: 1 }))],
    [
      "what its probabilities were before",
      "trust",
      /at \/ece_before;/,
      summary((s) => Object.assign(s, { ece_before: 0.1 })),
    ],
  ],
};

describe.each(Object.entries(forgeries))("a run of %s", (what, all) => {
  let files: Files;
  beforeAll(async () => {
    const { exitCode, files: own } = await otherRun(what);
    expect(exitCode).toBe(0);
    files = own;
  }, 120_000);
  const judged = (change: (own: Forger) => void) => {
    const { checks, findings } = verifyRun(forged(files, change), schemas, registry.all);
    return {
      refused: checks.flatMap(({ name, status }) => (status === "refused" ? [name] : [])),
      says: findings.map(({ message }) => message).join("\n"),
    };
  };

  it("is taken as it was written", () => {
    expect(judged(() => undefined)).toEqual({ refused: [], says: "" });
  });
  it.each(all)("is refused for %s, by %s", (_, check, says, change) => {
    const found = judged(change);
    expect(found.says).toMatch(says);
    expect(found.refused).toContain(check);
  });
  it.runIf(havePython())("is refused by the second verifier for what is forged of trust", () => {
    const ofTrust = all.filter(([, check]) => check === "trust");
    const runs = [["nothing", "", /^$/, () => undefined] as Forgery, ...ofTrust].map(([does, , , change]) => {
      const { paths, read } = forged(files, change);
      const place = mkdtempSync(join(folder, "run-"));
      const all = new Map(paths.map((path) => [path, read(path) ?? new Uint8Array()]));
      return [does, writeRun(join(place, "run"), all)] as const;
    });
    const found = looked(runs.map(([, place]) => place));
    const accepted = runs.flatMap(([does], k) => (found[k].bad.trust === undefined ? [does] : []));
    expect(accepted).toEqual(["nothing"]);
  });
});
