/** Generated JSON schemas accept what the reader accepts and refuse what it refuses. */
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { frontMatterSchema } from "../../schemas/front-matter.ts";
import { generated } from "../../schemas/generate.ts";
import { type JsonSchema, toJsonSchema } from "../../schemas/json.ts";
import { tagged } from "../../schemas/tagged.ts";
import { schemes } from "../compiler/document/kinds.ts";

const check = (schema: JsonSchema) =>
  new Ajv2020({ strict: true, strictTuples: false, allowUnionTypes: true }).compile(schema);
const frontMatter = JSON.parse(generated(schemes)["front-matter.schema.json"]);
const full = frontMatterSchema.extend({ scheme: tagged(schemes).optional() });

describe("the schema of the front matter", () => {
  const accepts = check(frontMatter);
  const valid = [
    { title: "a" },
    { title: "a", scheme: "lobo", seed: 0, mode: "monitoring", params: { lv: 8, list: [1, "a", true] } },
    {
      title: "a",
      scheme: { kfold: { folds: 3 } },
      inputs: { meat: { path: ["a.csv", "b.csv"], sha256: "0".repeat(64) } },
    },
    {
      title: "a",
      scheme: { lobo: null },
      claims: { standard: "s" },
      report: { exhibits: "all" },
      authors: [{ name: "n" }],
    },
  ];
  const wrong = [
    {},
    { title: "" },
    { title: "a", sead: 1 },
    { title: "a", seed: 1.5 },
    { title: "a", seed: -1 },
    { title: "a", foodspec: 2 },
    { title: "a", mode: "strict" },
    { title: "a", scheme: "lobbo" },
    { title: "a", scheme: { kfold: { fold: 3 } } },
    { title: "a", scheme: { kfold: {}, lobo: {} } },
    { title: "a", inputs: { "1a": { path: "x" } } },
    { title: "a", inputs: { meat: {} } },
    { title: "a", inputs: { meat: { path: "x", sha256: "zz" } } },
    { title: "a", claims: { limitations: [] } },
    { title: "a", params: { a: { b: 1 } } },
  ];
  it.each(valid.map((one) => [JSON.stringify(one), one]))("accepts %s", (_, one) => {
    expect(accepts(one), JSON.stringify(accepts.errors)).toBe(true);
    expect(full.safeParse(one).success).toBe(true);
  });
  it.each(wrong.map((one) => [JSON.stringify(one), one]))("refuses %s", (_, one) => {
    expect(accepts(one)).toBe(false);
    expect(full.safeParse(one).success).toBe(false);
  });
  it("describes its fields, and has neither limits nor titles nobody wrote", () => {
    expect(frontMatter).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "foodspec:front-matter",
      required: ["title"],
    });
    expect(frontMatter.properties.seed.description).toBe("seed of every random draw");
    expect(JSON.stringify(frontMatter)).not.toContain("9007199254740991");
  });
});

describe("the schema of a tagged choice", () => {
  const step = tagged({
    savgol: z.strictObject({ window: z.int() }),
    snv: z.strictObject({}),
    deep: z.strictObject({ of: tagged({ a: z.strictObject({}) }) }),
  });
  const accepts = check(toJsonSchema(z.strictObject({ steps: z.array(step.describe("a step")).min(1) })));
  it.each([["snv"], [{ snv: {} }], [{ snv: null }], [{ savgol: { window: 5 } }], [{ deep: { of: "a" } }]])(
    "accepts %j",
    (one) => {
      expect(accepts({ steps: [one] }), JSON.stringify(accepts.errors)).toBe(true);
      expect(step.safeParse(one).success).toBe(true);
    },
  );
  it.each([
    ["savgol"],
    ["x"],
    [{ savgol: null }],
    [{ savgol: {} }],
    [{ snv: { a: 1 } }],
    [{ snv: {}, savgol: { window: 1 } }],
    [{ deep: { of: "b" } }],
    [5],
  ])("refuses %j", (one) => {
    expect(accepts({ steps: [one] })).toBe(false);
    expect(step.safeParse(one).success).toBe(false);
  });
});

describe("generated files", () => {
  it("are the same each time, in order of their names, with those of the kinds", () => {
    const more = {
      results: { title: "Results", schema: z.strictObject({ n: z.int() }) },
      a: { title: "A", schema: z.string() },
    };
    expect(Object.keys(generated(schemes, more))).toEqual([
      "a.schema.json",
      "front-matter.schema.json",
      "results.schema.json",
    ]);
    expect(generated(schemes, more)).toEqual(generated(schemes, more));
    for (const text of Object.values(generated({}, more))) check(JSON.parse(text));
  });
});
