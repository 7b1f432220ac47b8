/** The reference of methods: every entry is whole, its DOIs can be links, and its example runs in a real compile. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isFamily, type MethodPage } from "../../blocks/contract/method-page.ts";
import { driftPages } from "../../blocks/methods/drift/pages.ts";
import { estimators } from "../../blocks/methods/estimators/table.ts";
import { featurePages } from "../../blocks/methods/features/pages.ts";
import { metricPages } from "../../blocks/methods/metrics/pages.ts";
import { REGRESSION } from "../../blocks/methods/metrics/regression.ts";
import { checkPages } from "../../blocks/methods/qc/check-pages.ts";
import { schemes } from "../../blocks/methods/split/schemes.ts";
import { steps } from "../../blocks/methods/steps/table.ts";
import { calibrationPages } from "../../blocks/methods/trust/calibration/pages.ts";
import { conformalPages } from "../../blocks/methods/trust/conformal/pages.ts";
import { trustOptions } from "../../blocks/methods/trust/options.ts";
import { defaultReasons } from "../../blocks/trust/default-reasons.ts";
import { abstentionPages, designPages } from "../../blocks/trust/pages.ts";
import type { RunResult } from "../../compiler/compile/compile.ts";
import { isError } from "../../compiler/diagnostics/finding.ts";
import { dedented } from "../../docs/generator/method.ts";
import { fields } from "../../docs/generator/words.ts";
import { driftPolicySchema } from "../../schemas/drift-policy.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { project } from "../fixtures/project.ts";
import { meatsCsv } from "../fixtures/real-data.ts";
import { documents, samplesOf } from "./documents.ts";

type Page = Omit<MethodPage, "example"> & { readonly example?: string };

/** Every page by its name, methods of a family as `baseline: asls`. */
function pagesOf(table: { readonly [name: string]: { readonly page: unknown } }): readonly (readonly [string, Page])[] {
  return Object.entries(table).flatMap(([name, { page }]) => {
    const one = page as Parameters<typeof isFamily>[0];
    return isFamily(one)
      ? Object.entries(one.methods).map(([method, of]) => [`${name}: ${method}`, of] as const)
      : [[name, one] as const];
  });
}
const asTable = (pages: { readonly [name: string]: unknown }) =>
  Object.fromEntries(Object.entries(pages).map(([name, page]) => [name, { page }]));

const everyPage = [
  steps,
  asTable(featurePages),
  estimators,
  schemes,
  asTable(metricPages),
  asTable(checkPages),
  asTable(calibrationPages),
  asTable(conformalPages),
  asTable(abstentionPages),
  asTable(designPages),
  asTable(driftPages),
].flatMap(pagesOf);

/** Examples as a reader meets them: the fences of the reference's method pages. */
const methodPage = /^docs\/reference\/(steps\/|features|estimators|schemes|metrics|checks|trust)/;
const examples = documents()
  .filter(({ path }) => methodPage.test(path))
  .flatMap((one) => samplesOf(one).map(({ lang, meta, value }) => ({ lang, kind: meta ?? "", value })));
const blocks = examples.filter(({ lang }) => lang === "foodspec");
const quotes = examples.filter(({ lang }) => lang === "markdown");

/** One document that holds every example: preprocessing from the data, all else from one preprocess block. */
function everyExample(): string {
  const fence = (head: string, body: string) => `\`\`\`foodspec ${head}\n${body}\n\`\`\`\n`;
  const from: { readonly [kind: string]: string } = { preprocess: "data", features: "prep", model: "prep", trust: "c" };
  const fences = blocks.map(({ kind, value }, k) => {
    // A regression has nothing to calibrate.
    if (kind === "trust" && value.includes("calibration: false"))
      return fence(`trust #example-${k}`, `${value}\nfrom: r`);
    const gate = { data: "data", spectral: "prep", model: "c" }[/^gate: (\w+)/.exec(value)?.[1] ?? ""];
    return fence(`${kind} #example-${k}`, `${value}\nfrom: ${gate ?? from[kind]}`);
  });
  const isOfTarget = new RegExp(`model\\.(external\\.)?(rmse[cp]|rmsecv|${REGRESSION.join("|")})\\b`);
  const values = quotes.map(({ value }) => value.replaceAll("model.", isOfTarget.test(value) ? "r." : "c."));
  return [
    "---\ntitle: Every example\nscheme: {holdout: {test: 0.4}}\ninputs: {meats: {path: meats.csv}}\n---\n",
    fence(
      "data",
      "input: meats\nid: sample_id\nsample: sample\ngroup: lot\ntarget: fat\nlabel: {from: fat, cut: [20], names: [lean, fat]}\naxis: {unit: nm, technique: NIR}",
    ),
    fence("preprocess #prep", "steps: [mean-center]\nfrom: data"),
    fence("model #c", "estimator: {pls-da: {components: 4}}\nfrom: prep"),
    fence("model #r", "estimator: {pls-regression: {components: 4}}\nfrom: prep"),
    ...fences,
    ...values,
  ].join("\n\n");
}

/** Every fourth spectrum, so that leaving out one after another stays quick. */
function fewMeats(): string {
  const lines = meatsCsv().trim().split("\n");
  return `${lines.filter((_, i) => i % 4 === 0).join("\n")}\n`;
}

describe("the reference of methods", () => {
  it("tells of steps, features, estimators, schemes, metrics, checks and trust", () => {
    expect(everyPage.length).toBeGreaterThan(80);
  });
  it.each(everyPage)("%s says its formula, conventions and cost", (_, { formula, conventions, cost }) => {
    expect(dedented(formula).length).toBeGreaterThan(5);
    expect(dedented(formula)).not.toMatch(/^\s/);
    expect(conventions.length).toBeGreaterThan(0);
    for (const one of conventions) expect(one).toMatch(/[.)]$/);
    expect(cost).toMatch(/\.$/);
  });
  it.each(Object.entries(steps))("%s says what it learns exactly where it learns", (_, step) => {
    for (const [, { state }] of pagesOf({ step })) expect(state !== undefined).toBe(step.learns !== null);
  });
  it.each(everyPage.filter(([, { sources }]) => sources.length > 0))(
    "%s names sources that can be found",
    (_, page) => {
      for (const { year, where, doi } of page.sources) {
        expect(year).toBeGreaterThan(1900);
        expect(where.length).toBeGreaterThan(5);
        if (doi !== undefined) expect(doi).toMatch(/^10\.\d{4,}\/\S+$/);
      }
    },
  );
  it("has one example for every method", () => {
    expect(examples.filter(({ lang }) => lang !== "text").length).toBe(everyPage.length);
  });
});

describe("defaults of trust and monitoring", () => {
  const options = [
    ...fields(toJsonSchema(trustOptions)),
    ...fields(toJsonSchema(driftPolicySchema)).map((one) => ({ ...one, path: `drift_policy.${one.path}` })),
  ].filter(({ preset }) => preset !== null);
  it.each(options.map(({ path, preset }) => [path, preset] as const))("%s is told as it is", (path, preset) => {
    const told = defaultReasons.find(({ of }) => of === path);
    expect(told?.default).toBe(String(preset).replaceAll('"', ""));
  });
  it.each(defaultReasons)("$of has a reason of a known sort", ({ reason }) =>
    expect(reason).toMatch(/^(measured|calculated|a choice): /),
  );
});

describe("examples of the reference", () => {
  const folder = project({ "meats.csv": fewMeats(), "every.md": everyExample() });
  afterAll(() => folder.remove());
  let ended: RunResult;
  beforeAll(async () => {
    ended = await folder.compile({ documents: ["every.md"] });
  }, 120_000);

  it("run, all of them, in one document", () => {
    expect(ended.documents[0].findings.filter(isError)).toEqual([]);
    expect(ended.exitCode).toBe(0);
  });
  it("are all in it", () => {
    const own = folder.manifest().blocks.filter(({ id }) => id.startsWith("example-"));
    expect(own.length).toBe(blocks.length);
    expect(own.filter(({ execution, result }) => !/^(ran|reused)$/.test(execution) || result === "failed")).toEqual([]);
  });
  it("of drift are policies", () => {
    const policies = examples.filter(({ lang }) => lang === "yaml");
    expect(policies.length).toBe(Object.keys(driftPages).length);
    for (const { value } of policies) {
      const policy = /^drift_policy: \{warn_p: ([\d.]+), fail_p: ([\d.]+)\}$/.exec(value.trim())?.slice(1).map(Number);
      expect(driftPolicySchema.parse({ warn_p: policy?.[0], fail_p: policy?.[1] }).warn_p).toBe(policy?.[0]);
    }
  });
  it("of metrics print a number, or why there is none", () => {
    const text = folder.read("runs/latest/report.md");
    for (const { value } of quotes) expect(text).not.toContain(value.replaceAll("model.", "c."));
  });
});
