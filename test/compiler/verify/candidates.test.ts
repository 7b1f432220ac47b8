/** The choice of a study, through the product: both verifiers work it out again, and refuse by name what somebody changed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { folderOf } from "../../fixtures/forge.ts";
import { sequelIn, studyPlace, studyProtocol, worked } from "../../fixtures/studies.ts";
import { type Forgery, forged, type Loose } from "../../verify-py/forge.ts";
import type { Files } from "../../verify-py/honest.ts";
import { havePython, looked, writeRun } from "../../verify-py/python.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
const documents = {
  batches: studyProtocol({ model: "estimator: {pls-da: {components: = params.n}}\nscheme: lobo\n" }),
  repeats: studyProtocol({
    metric: "mcc",
    more: "  rule: best\n",
    model: "estimator: {pls-da: {components: = params.n}}\nscheme: {kfold: {folds: 4, repeats: 2}}\n",
  }),
  number: studyProtocol({
    metric: "rmsecv",
    model: "estimator: {pls-regression: {components: = params.n}}\nscheme: lobo\n",
  }),
};

async function sequelOf(document: string): Promise<Files> {
  const place = studyPlace(document);
  const run = await sequelIn(place, await worked(place));
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  return new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
}

const verified = (files: Files) =>
  verifyRun(folderOf(files), schemas, registry.all, { version: "0", program: "sha256:0" });

const hasPython = havePython();
const folder = mkdtempSync(join(tmpdir(), "foodspec-candidates-"));
const sequels = new Map<string, Files>();
beforeAll(async () => {
  for (const [name, document] of Object.entries(documents)) sequels.set(name, await sequelOf(document));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const sequel = (name: string): Files => sequels.get(name) as Files;

const forgeries: readonly (readonly [what: string, change: (run: Forgery) => void])[] = [
  ["the corrected figure", (run) => run.json("candidates.json", (it: Loose) => (it.corrected.value += 0.01))],
  ["its interval", (run) => run.json("candidates.json", (it: Loose) => (it.corrected.low += 0.01))],
  ["how many were tried", (run) => run.json("candidates.json", (it: Loose) => (it.tried = 1))],
  ["a candidate left out", (run) => run.json("candidates.json", (it: Loose) => it.candidates.splice(1, 1))],
  ["the value of another", (run) => run.json("candidates.json", (it: Loose) => (it.candidates[1].value -= 0.1))],
  ["a difference", (run) => run.json("candidates.json", (it: Loose) => (it.candidates[1].difference.value += 0.1))],
  [
    "the end of a difference",
    (run) => run.json("candidates.json", (it: Loose) => (it.candidates[1].difference.high += 0.1)),
  ],
  ["which was chosen", (run) => run.json("candidates.json", (it: Loose) => (it.chosen = it.candidates[1].job_id))],
  ["the rule", (run) => run.json("candidates.json", (it: Loose) => (it.rule = "best"))],
  [
    "what was observed",
    (run) => run.json("candidates.json", (it: Loose) => (it.samples.observed[0] = 1 - it.samples.observed[0])),
  ],
  ["the seed", (run) => run.json("candidates.json", (it: Loose) => (it.seed = 5))],
  ["the run it follows", (run) => run.json("manifest.json", (it: Loose) => (it.sequel_of = it.content_digest))],
  ["that it is a sequel", (run) => run.json("manifest.json", (it: Loose) => delete it.sequel_of)],
];

describe("the choice of a study", () => {
  it.each(Object.keys(documents))("over %s is worked out again by the verifier", (name) => {
    const { checks, findings } = verified(sequel(name));
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(checks.find((one) => one.name === "study")?.says).toMatch(/^one of 5/);
  });

  it.runIf(hasPython)("is worked out again by the second verifier, over batches, repeats and numbers", () => {
    const folders = Object.keys(documents).map((name) => writeRun(join(folder, name), sequel(name)));
    for (const said of looked(folders)) {
      expect(said.bad).toEqual({});
      expect(said.lines.find(([, name]) => name === "study")?.[2]).toMatch(/^one of 5/);
    }
  });

  it.each(forgeries)("is refused where somebody changed %s", (_, change) => {
    const { checks } = verified(forged(sequel("batches"), change));
    const refused = checks.filter(({ status }) => status === "refused").map(({ name }) => name);
    expect(refused.filter((name) => name === "study" || name === "lockbox")).not.toEqual([]);
  });

  it.runIf(hasPython)("is refused by the second verifier, whatever of it was changed", () => {
    const folders = forgeries.map(([, change], k) =>
      writeRun(join(folder, `forged-${k}`), forged(sequel("batches"), change)),
    );
    const missed = looked(folders).flatMap(({ bad }, k) =>
      "study" in bad || "lockbox" in bad ? [] : [forgeries[k][0]],
    );
    expect(missed).toEqual([]);
  });
});
