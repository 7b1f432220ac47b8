/** "Materials and methods" knows every method with every option, and cites what its page names: no more and no less. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Source, Told } from "../../../blocks/contract/described.ts";
import { estimators } from "../../../blocks/methods/estimators/table.ts";
import { featureColumns } from "../../../blocks/methods/features/options.ts";
import { schemes } from "../../../blocks/methods/split/schemes.ts";
import { steps } from "../../../blocks/methods/steps/table.ts";
import { schemeSources, toldEstimators, toldFeatures } from "../../../blocks/methods/told/models.ts";
import { toldSteps } from "../../../blocks/methods/told/steps.ts";
import { methodTold } from "../../../blocks/methods/told/told.ts";
import { confidenceSources, toldTrust } from "../../../blocks/methods/told/trust.ts";
import { trustOptions } from "../../../blocks/methods/trust/options.ts";
import { innerWords } from "../../../blocks/model/described.ts";
import { modelOptions } from "../../../blocks/model/options.ts";
import { readBibtex } from "../../../compiler/document/citations/bibtex.ts";
import { entriesOf } from "../../../compiler/document/citations/entries.ts";
import { bibtex } from "../../../compiler/render/methods-files.ts";
import { methodFiles } from "../../../docs/generator/method-sources.ts";
import { root } from "../../docs/documents.ts";

interface Schema {
  readonly properties?: { readonly [name: string]: Schema };
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
}

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }) as Schema;
const formsOf = (schema: Schema): readonly Schema[] =>
  (schema.oneOf ?? schema.anyOf ?? [schema]).flatMap((one) => (one === schema ? [one] : formsOf(one)));
const valuesOf = ({ enum: all, const: one, type }: Schema): readonly string[] =>
  (all ?? (one === undefined ? (type === "boolean" ? [true, false] : []) : [one])).map(String);

/** Names under which a step may be told, with the options of each: `baseline/asls`, or the step itself where it has no methods. */
function usesOf(name: string, schema: z.ZodType): readonly (readonly [string, Schema])[] {
  return formsOf(schemaOf(schema)).flatMap((form) => {
    const methods = form.properties?.method === undefined ? [] : valuesOf(form.properties.method);
    return methods.length === 0 ? [[name, form] as const] : methods.map((one) => [`${name}/${one}`, form] as const);
  });
}

/** Options without a phrase, and values of a closed list without one. */
function untold(told: Told | undefined, { properties = {} }: Schema): readonly string[] {
  if (told === undefined) return ["is not told"];
  return Object.entries(properties).flatMap(([option, schema]) => {
    if (option === "method") return [];
    const phrase = told.options.get(option);
    if (phrase === undefined) return [option];
    if (typeof phrase === "string") return phrase.includes("{}") ? [] : [option];
    return valuesOf(schema)
      .filter((value) => !phrase.has(value))
      .map((value) => `${option}: ${value}`);
  });
}

const pages = methodFiles(root);
/** `savitzky1964 10.1021/ac60214a047`: who, when and where of each source of a page. */
function sourcesOnPage(path: string): readonly string[] {
  const [, section = ""] = /## Sources\n+([\s\S]*?)(?=\n## |$)/.exec(pages[path]) ?? [];
  return [...section.matchAll(/^- (.+)$/gm)].map(([, line]) => {
    const [, authors, year] = /^(.+?) (\d{4}),/.exec(line) ?? [];
    return `${authors.replace(/ et al\.$/, "").split(", ")[0]} ${year} ${/doi (\S+)/.exec(line)?.[1] ?? /arXiv:(\S+)/.exec(line)?.[1] ?? ""}`.trim();
  });
}
const told = (sources: readonly Source[]) =>
  sources.map(({ authors, year, doi, arxiv }) => `${authors[0].split(",")[0]} ${year} ${doi ?? arxiv ?? ""}`.trim());

const uses = Object.entries(steps).flatMap(([name, { options }]) => usesOf(name, options));

describe("a step", () => {
  it("is one of many", () => expect(uses.length).toBeGreaterThan(30));
  it.each(uses)("%s is told with every option", (name, form) => expect(untold(toldSteps.get(name), form)).toEqual([]));
  it("is none that no document can name", () => {
    const names = new Set(uses.map(([name]) => name));
    expect([...toldSteps.keys()].filter((name) => !names.has(name))).toEqual([]);
  });
  it("is told with the values it ran with, each with where it stands", () => {
    const at = { artifact: "a.json", path: ["steps", 0, "options"] };
    const said = methodTold(toldSteps, "savgol", { window: 7, order: 2, deriv: 0, per: "point" }, at);
    const [window] = said.filter((part) => typeof part === "object" && "value" in part);
    expect(window).toMatchObject({ value: 7, origin: { artifact: "a.json", pointer: "/steps/0/options/window" } });
    expect(said.filter((part) => typeof part === "string").join("")).toContain("smoothing");
    expect(JSON.stringify(methodTold(toldSteps, "exclude", [[950, 960]], at))).toContain("/steps/0/options/0/1");
    expect(JSON.stringify(methodTold(toldSteps, "crop", [950, 960], at))).toContain("/steps/0/options/1");
  });
});

describe("a model", () => {
  it.each([...toldEstimators])("%s is told with every option", (name, told) =>
    expect(untold(told, schemaOf(estimators[name].options))).toEqual([]),
  );
  it("has an estimator that is told with its publications", () =>
    expect([...toldEstimators.keys()]).toEqual(["pls-regression", "pls-da", "logistic-regression", "linear-svc"]));
  it("of an estimator without an entry is told by its title and its options", () => {
    const at = { artifact: "a.json", path: [] };
    const said = methodTold(toldEstimators, "knn", { k: 5, weights: "even" }, at, "k nearest neighbours");
    expect(said.map((part) => (typeof part === "object" && "value" in part ? part.value : part)).join("")).toBe(
      "k nearest neighbours (k = 5, weights even)",
    );
  });
  it("is validated by schemes that are known", () => expect([...schemeSources.keys()]).toEqual(Object.keys(schemes)));
  it("is tuned by inner schemes that are known", () => {
    const inner = (schemaOf(modelOptions.shape.tune.unwrap()).properties?.inner.anyOf ?? []).flatMap(valuesOf);
    expect(inner.length).toBeGreaterThan(5);
    expect(inner.filter((name) => !/validation/.test(innerWords(name)))).toEqual([]);
  });
});

describe("features", () => {
  const { properties = {} } = schemaOf(featureColumns);
  it.each(["bands", "peaks", "ratios"])("of %s are told", (name) => expect(toldFeatures.has(name)).toBe(true));
  it.each(["pca", "pls"])("of %s are told with every option", (name) =>
    expect(untold(toldFeatures.get(name), properties[name])).toEqual([]),
  );
  it("are kept by ways that are told", () => {
    const ways = valuesOf(properties.select.properties?.method ?? {});
    expect(ways.flatMap((way) => untold(toldFeatures.get(`select/${way}`), properties.select))).toEqual([]);
  });
  it("are no others", () =>
    expect(Object.keys(properties)).toEqual(["bands", "peaks", "ratios", "pca", "pls", "select"]));
});

describe("trust", () => {
  const { properties = {} } = schemaOf(trustOptions);
  const closed = (name: string) =>
    formsOf(properties[name]).find((form) => form.properties !== undefined)?.properties ?? {};
  it("is told with every choice", () => {
    const { method, prior } = closed("calibration");
    const { score, by, unit } = closed("conformal");
    const wanted = [
      ...valuesOf(properties.design).map((one) => `design/${one}`),
      ...valuesOf(method).map((one) => `calibration/${one}`),
      ...[...valuesOf(score), "residual"].map((one) => `conformal/${one}`),
      ...valuesOf(by).map((one) => `by/${one}`),
      ...valuesOf(unit).map((one) => `unit/${one}`),
      "abstention/density",
    ];
    expect([...toldTrust.keys()].sort()).toEqual(wanted.sort());
    expect(untold(toldTrust.get("calibration/temperature"), { properties: { prior } })).toEqual([]);
  });
});

const byPage: readonly (readonly [string, readonly Source[]])[] = [
  ...uses.flatMap(([name]) => {
    const path =
      [`steps/${name}.md`, `steps/${name.split("/")[0]}.md`].find((one) => Object.hasOwn(pages, one)) ?? name;
    // One page for both interpolations: the spline has its source.
    return name === "resample/linear" ? [] : [[path, toldSteps.get(name)?.sources ?? []] as const];
  }),
  ...[...toldEstimators].map(([name, { sources }]) => [`estimators/${name}.md`, sources] as const),
  ...[...toldFeatures].map(([name, { sources }]) => [`features/${name}.md`, sources] as const),
  ...[...schemeSources].map(([name, sources]) => [`split/${name}.md`, sources] as const),
  ...[...toldTrust].flatMap(([name, { sources }]) => {
    const [part, choice] = name.split("/");
    const file = part === "by" ? `conformal/by-${choice}` : part === "unit" ? `conformal/unit-${choice}` : name;
    return Object.hasOwn(pages, `trust/${file}.md`) ? [[`trust/${file}.md`, sources] as const] : [];
  }),
  ["trust/abstention/confidence.md", confidenceSources],
];

describe("sources", () => {
  it.each(byPage)("of %s are those of the page", (path, sources) => {
    expect(pages[path]).toMatch(/^# /);
    expect(told(sources).sort()).toEqual([...sourcesOnPage(path)].sort());
  });
  it("make a bibliography that a program for BibTeX reads, whole", () => {
    const all = [...new Map(byPage.flatMap(([, sources]) => sources.map((one) => [one.key, one]))).values()];
    expect(all.length).toBeGreaterThan(40);
    const read = readBibtex(bibtex(all));
    const entries = "json" in read ? entriesOf(read.json) : read;
    if ("problem" in entries) throw new Error(entries.problem);
    expect(entries.map(({ key, doi, year, title }) => [key, doi, Number(year), title !== null])).toEqual(
      all.map(({ key, doi, year }) => [key, doi, year, true]),
    );
    expect(entries.map(({ authors }) => authors.length)).toEqual(all.map(({ authors }) => authors.length));
  });
});
