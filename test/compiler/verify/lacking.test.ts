/**
 * Lacking: a run in which one file was taken out, or says nothing that fits its schema, sealed again. Each is refused by its place, and the
 * other checks say what they can without it.
 *
 * @module-tag slow
 */
import { beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { type Files, type Forger, forged } from "../../fixtures/forge.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { honestRun, otherRun } from "../../verify-py/honest.ts";

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));

async function runOf(files: { readonly [path: string]: string }): Promise<Files> {
  const place = inMemory(files);
  const { exitCode, documents } = await place.compile();
  expect([exitCode, documents[0].findings.filter(({ severity }) => severity === "error")]).toEqual([0, []]);
  const run = `runs/${place.runs()[0]}`;
  const paths = place.names(run).filter((path) => place.disk.stands(`${place.folder}/${run}/${path}`) === "file");
  return new Map(paths.map((path) => [path, place.disk.read(`${place.folder}/${run}/${path}`)]));
}
const sortOf = (path: string) => path.replace(/^blocks\/[^/]+|\d+(?=\.json$)|[^/]+(?=\.svg$)/, "*");
const gates = ["data", "spectral", "model"]
  .map((gate) => `\n\`\`\`foodspec qc #${gate}-check\ngate: ${gate}\n\`\`\`\n`)
  .join("");
const runs: { readonly [what: string]: () => Promise<Files> } = {
  "a regulatory run": async () => (await honestRun()).files,
  "a regression with external rows": async () =>
    (await otherRun("a regression with external rows and every figure of merit")).files,
  "a run judged by whole batches": async () => (await otherRun("logistic regression, isotonic, whole batches")).files,
  "a walk in time": () =>
    runOf({
      "season.csv": seasonCsv({ months: 6, samples: 20, drift: 12 }),
      "protocol.md": seasonProtocol({
        model: "estimator: {pls-da: {components: 2}}\nscheme: {walk_forward: {min_train: 2}}\n",
      }),
    }),
  "samples taken out and a formula": () =>
    runOf({
      "small.csv": smallCsv(),
      "protocol.md": smallProtocol({
        data: "exclude:\n  - {sample: m3, reason: spilt}\n",
        prose: "$$ y = 2.5 x $$",
        more: gates,
      }),
    }),
};

describe.each(Object.entries(runs))("%s", (_, make) => {
  let files: Files;
  beforeAll(async () => {
    files = await make();
  }, 120_000);
  const said = (change: (own: Forger) => void) =>
    verifyRun(forged(files, change), schemas, registry.all).findings.map(({ code, message }) => `${code} ${message}`);
  /** A file of each sort: of folds, figures and ends of blocks the first. What the methods are called no other file needs. */
  const sorts = () => [...new Map([...files.keys()].reverse().map((path) => [sortOf(path), path])).values()];
  /** Paths whose loss is not noticed, and those at which a check broke down. */
  const unnoticed = (paths: readonly string[], change: (own: Forger, path: string) => void) =>
    paths.flatMap((path) => {
      const found = said((own) => change(own, path));
      if (found.length === 0) return [path];
      return found.filter((one) => one.includes("cannot be worked out from")).map((one) => `${path}: ${one}`);
    });

  it("is taken as it was written", () => expect(said(() => undefined)).toEqual([]));

  it("is refused without any one of its files", () => {
    const paths = sorts().filter((path) => path !== "manifest.json" && !path.startsWith("report/methods."));
    expect(unnoticed(paths, (own, path) => own.drop(path))).toEqual([]);
  });

  it("is refused with any one file of JSON that fits no schema", () => {
    const paths = sorts().filter((path) => path.endsWith(".json") && path !== "manifest.json");
    expect(unnoticed(paths, (own, path) => own.put(path, '{\n  "schema_version": 1\n}\n'))).toEqual([]);
  });
});
