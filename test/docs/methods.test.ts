/**
 * The reference of methods: every method has its page, and its example runs in a real compile.
 *
 * @module-tag slow
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { metrics } from "../../blocks/methods/metrics/declared.ts";
import { trustOptions } from "../../blocks/methods/trust/options.ts";
import type { RunResult } from "../../compiler/compile/compile.ts";
import { isError } from "../../compiler/diagnostics/finding.ts";
import { methodFiles } from "../../docs/generator/method-sources.ts";
import { fields } from "../../docs/generator/words.ts";
import { driftPolicySchema } from "../../schemas/drift-policy.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { inMemory } from "../fixtures/in-memory.ts";
import { meatsCsv } from "../fixtures/real-data.ts";
import { documents, root, samplesOf, tableRows } from "./documents.ts";

const files = methodFiles(root);
const whole = Object.values(files).filter((text) => text.includes("\n## Example\n"));

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
  const ofTargets = metrics.flatMap(({ name, task }) => (task === "regression" ? [name] : []));
  const isOfTarget = new RegExp(`model\\.(external\\.)?(${ofTargets.join("|")})\\b`);
  const values = quotes.map(({ value }) => value.replaceAll("model.", isOfTarget.test(value) ? "r." : "c."));
  return [
    "---\ntitle: Every example\nscheme: {holdout: {test: 0.4}}\ninputs: {meats: {path: meats.csv}}\n---\n",
    fence(
      "data",
      "input: meats\nid: sample_id\nsample: sample\ngroup: lot\ntime: measured\ntarget: fat\nlabel: {from: fat, cut: [20], names: [lean, fat]}\naxis: {unit: nm, technique: NIR}\nquantity: transmittance",
    ),
    fence("preprocess #prep", "steps: [mean-center]\nfrom: data"),
    fence("model #c", "estimator: {pls-da: {components: 4}}\nfrom: prep"),
    fence("model #r", "estimator: {pls-regression: {components: 4}}\nfrom: prep"),
    ...fences,
    ...values,
  ].join("\n\n");
}

/** Every fourth spectrum, so that leaving out one after another stays quick; a lot a month. */
function fewMeats(): string {
  const lines = meatsCsv().trim().split("\n");
  const lot = lines[0].split(",").indexOf("lot");
  const months = [...new Set(lines.slice(1).map((line) => line.split(",")[lot]))].sort();
  const timed = lines.map((line, i) => {
    const month = months.indexOf(line.split(",")[lot]);
    return `${i === 0 ? "measured" : `${2024 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}-05`},${line}`;
  });
  return `${timed.filter((_, i) => i % 4 === 0).join("\n")}\n`;
}

describe("the reference of methods", () => {
  it("tells of steps, features, estimators, schemes, metrics, checks and trust", () => {
    expect(whole.length).toBeGreaterThan(80);
  });
  it("has one example for every method", () => {
    expect(examples.filter(({ lang }) => lang !== "text").length).toBe(whole.length);
  });
});

describe("defaults of trust and monitoring", () => {
  const options = [
    ...fields(toJsonSchema(trustOptions)),
    ...fields(toJsonSchema(driftPolicySchema)).map((one) => ({ ...one, path: `drift_policy.${one.path}` })),
  ].filter(({ preset }) => preset !== null);
  const reasons = tableRows(files["trust/defaults.md"]);
  it.each(options.map(({ path, preset }) => [path, preset] as const))("%s is told as it is", (path, preset) => {
    const told = reasons.find(([of]) => of === `\`${path}\``);
    expect(told?.slice(1, 3)).toEqual([String(preset).replaceAll('"', ""), "yes"]);
  });
  it.each(reasons)("%s has a reason of a known sort", (...[, , isOption, reason]) => {
    expect(isOption).toMatch(/^(yes|no)$/);
    expect(reason).toMatch(/^(measured|calculated|a choice): /);
  });
});

describe("examples of the reference", () => {
  const folder = inMemory({ "meats.csv": fewMeats(), "every.md": everyExample() });
  afterAll(() => folder.remove());
  let ended: RunResult;
  beforeAll(async () => {
    ended = await folder.compile({ documents: ["every.md"] });
  });

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
    expect(policies.length).toBe(Object.keys(files).filter((path) => path.startsWith("drift/")).length);
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
