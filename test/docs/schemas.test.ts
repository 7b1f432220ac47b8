/** The JSON Schemas we publish, held against files of real runs: what a script may rely on is what there is. */
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { registry } from "../../blocks/registry.ts";
import { jsonSchemas, runFiles } from "../../docs/generator/json-schemas.ts";
import { artifactSchemaName } from "../../schemas/contract.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { inMemory } from "../fixtures/in-memory.ts";
import { smallCsv, smallProtocol } from "../fixtures/small.ts";

const schemas = jsonSchemas();
const ajv = new Ajv2020({ strict: false, allErrors: true, code: { optimize: false } });
const checks = new Map<string, ValidateFunction>();
/** Each schema is made ready once: that takes longer than all else here. */
function checkOf(name: string): ValidateFunction {
  const check = checks.get(name) ?? ajv.compile(toJsonSchema(schemas[name].schema));
  checks.set(name, check);
  return check;
}
const problems = (name: string, value: unknown): readonly string[] => {
  const check = checkOf(name);
  return check(value)
    ? []
    : (check.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath}: ${message}`);
};

/** The schema of a file of a run folder, by its path; a second block of a kind has a folder of its own. */
function schemaOf(path: string): string | null {
  const kinds = registry.all;
  for (const [name, one] of Object.entries(runFiles)) {
    if (new RegExp(`^${one.path.replace("‹id›", "[^/]+")}$`).test(path)) return name;
  }
  for (const kind of kinds) {
    for (const declared of Object.keys(kind.artifacts)) {
      const pattern = declared.replace("{}", "\\d+").replace("/", "/(?:[^/]+/)?");
      if (new RegExp(`^${pattern}$`).test(path)) return artifactSchemaName(kind.kind, declared);
    }
  }
  return null;
}

const secondModel =
  "\n```foodspec model #pls\nestimator: {pls-regression: {components: [1, 2, 3]}}\n```\n\n```foodspec qc\ngate: data\n```\n";
const made = inMemory({
  "small.csv": smallCsv(),
  "good.md": smallProtocol({ more: secondModel }),
  "bad.md": smallProtocol({ steps: "  - snvv\n" }),
  "wrong.md": smallProtocol({ data: "exclude: [{sample: nobody, reason: why}]\ninstrument: none\n" }),
});
afterAll(() => made.remove());

function jsonFiles(): readonly string[] {
  return made
    .runs()
    .flatMap((run) => made.names(`runs/${run}`).map((path) => `${run}/${path}`))
    .filter((path) => path.endsWith(".json"));
}

describe("published schemas", () => {
  let found = "";
  beforeAll(async () => {
    await made.type(["compile", "good.md", "--record"]);
    await made.type(["compile", "bad.md", "wrong.md"]);
    found = (await made.type(["check", "bad.md", "--format", "json"])).out;
  });
  it("exist for every JSON file of a run, and hold for it", () => {
    const files = jsonFiles();
    expect(files.length).toBeGreaterThan(20);
    const without = files.filter((path) => schemaOf(path.slice(path.indexOf("/") + 1)) === null);
    expect(without).toEqual([]);
    const wrong = files.flatMap((path) => {
      const name = schemaOf(path.slice(path.indexOf("/") + 1)) as string;
      return problems(name, JSON.parse(made.read(`runs/${path}`)));
    });
    expect(wrong).toEqual([]);
  });
  it("are met by failed runs too", () => {
    expect(jsonFiles().filter((path) => path.endsWith("/error.json")).length).toBe(2);
  });
  it("hold for the lock file", () => {
    expect(made.names()).toContain("good.md.lock.yaml");
    expect(problems("lock-file", parse(made.read("good.md.lock.yaml")))).toEqual([]);
  });
  it("hold for findings as scripts get them", () => {
    const lines = found.trim().split("\n");
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.flatMap((line) => problems("finding", JSON.parse(line)))).toEqual([]);
  });
  it("hold for what blocks may say, and refuse what the program refuses", () => {
    expect(
      problems("block.preprocess", {
        steps: ["snv", { savgol: { window: 11, order: 2 } }],
        caption: "a",
        from: "data",
      }),
    ).toEqual([]);
    expect(problems("block.preprocess", { steps: ["snvv"] })).not.toEqual([]);
    expect(problems("block.model", { estimator: { "pls-da": { components: [1, 2] } }, scheme: "lobo" })).toEqual([]);
    expect(problems("block.model", { estimator: "pls-da", sheme: "lobo" })).not.toEqual([]);
  });
  it("refuse a file that is not as it should be", () => {
    const manifest = JSON.parse(made.read(`runs/${jsonFiles().find((path) => path.endsWith("/manifest.json"))}`));
    expect(problems("manifest", { ...manifest, seed: "7" })).not.toEqual([]);
    expect(problems("manifest", { ...manifest, more: 1 })).not.toEqual([]);
  });
});
