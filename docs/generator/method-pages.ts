/** Method pages: the reference of steps, features, estimators, schemes, metrics, checks and trust, an entry a method. */
import type { z } from "zod";
import { estimators } from "../../blocks/methods/estimators/table.ts";
import { featureColumns } from "../../blocks/methods/features/options.ts";
import { featurePages } from "../../blocks/methods/features/pages.ts";
import { metricPages } from "../../blocks/methods/metrics/pages.ts";
import { checkPages } from "../../blocks/methods/qc/check-pages.ts";
import { type CheckId, type CheckSpec, checkSpecs, gates } from "../../blocks/methods/qc/check-specs.ts";
import { policyFields } from "../../blocks/methods/qc/policy-fields.ts";
import { schemes } from "../../blocks/methods/split/schemes.ts";
import { type AnyStep, type StepFamily, stepFamilies } from "../../blocks/methods/steps/step.ts";
import { steps } from "../../blocks/methods/steps/table.ts";
import { presets } from "../../blocks/preprocess/presets.ts";
import { type JsonSchema, toJsonSchema } from "../../schemas/json.ts";
import { fenced, page, table } from "./markdown.ts";
import { describedBy, type Entry, entryTexts, index } from "./method.ts";
import { trustPage } from "./trust-page.ts";

/** Pages by their path below docs/reference, in the order in which a reader meets them. */
export function methodPages(): { readonly [name: string]: string } {
  return {
    "steps.md": stepsPage(),
    ...Object.fromEntries(families.map((family) => [stepPath(family), familyPage(family)])),
    "features.md": featuresPage(),
    "estimators.md": estimatorsPage(),
    "schemes.md": schemesPage(),
    "metrics.md": metricsPage(),
    "checks.md": checksPage(),
    "trust.md": trustPage(),
  };
}

const legend =
  "In formulas and costs n are spectra (rows), p variables (points), K classes; x is one spectrum, xⱼ its value at point j.";

const families = Object.keys(stepFamilies) as StepFamily[];
const stepPath = (family: StepFamily): string => `steps/${family}.md`;

const learnt = {
  none: ["nothing", "Nothing: each spectrum is treated by itself."],
  spectra: ["training spectra", "From the training spectra, so it is fitted again inside every fold."],
  outcome: [
    "spectra and outcome",
    "From the training spectra and their outcome, so it is fitted again inside every fold.",
  ],
} as const;

function stepEntry(name: string, { options, learns, page }: AnyStep): Entry {
  if (page === null) throw new Error(`the step ${name} has no page`);
  return {
    name,
    summary: describedBy(options),
    page,
    facts: [["Learns", learnt[learns ?? "none"][1]]],
    options: toJsonSchema(options),
    tunable: [],
    fence: "foodspec preprocess",
  };
}

const stepsOf = (family: StepFamily): readonly Entry[] =>
  Object.entries(steps)
    .filter(([, step]) => step.family === family)
    .map(([name, step]) => stepEntry(name, step));

const learnsCell = { head: ["learns from"], cells: ({ name }: Entry) => [learnt[steps[name].learns ?? "none"][0]] };

function stepsPage(): string {
  return page(
    "Preprocessing steps",
    "Steps stand under `steps` of a [preprocess block](blocks/preprocess.md) and run in that order. A step is a bare name (`- snv`) or a name with its options (`- savgol: {window: 11, order: 2}`).",
    ...families.flatMap((family) => [
      `## ${stepFamilies[family]}`,
      index("step", stepsOf(family), learnsCell, () => stepPath(family)),
    ]),
    "## Presets",
    "`preset:` puts these steps before the listed ones. The report prints them.",
    ...Object.entries(presets).map(([name, list]) =>
      [
        `\`preset: ${name}\` stands for`,
        fenced("yaml", `steps:\n${list.map((one) => `  - ${stepYaml(one)}`).join("\n")}`),
      ].join("\n\n"),
    ),
  );
}

/** A step as it would be written: `snv`, or `savgol: {window: 11}`. */
function stepYaml(step: (typeof presets)[string][number]): string {
  const [[name, options]] = Object.entries(step);
  const inside = Object.entries(options).map(([key, value]) => `${key}: ${value}`);
  return inside.length === 0 ? name : `${name}: {${inside.join(", ")}}`;
}

function familyPage(family: StepFamily): string {
  const entries = stepsOf(family);
  return page(
    `Steps: ${stepFamilies[family].toLowerCase()}`,
    `Of the [preprocessing steps](../steps.md). ${legend}`,
    index("step", entries, learnsCell),
    entryTexts(entries),
  );
}

function featuresPage(): string {
  const { shape } = featureColumns;
  const schemas = toJsonSchema(featureColumns).properties as { readonly [family: string]: JsonSchema };
  const entries = Object.entries(featurePages).map(([name, page]): Entry => {
    const options = { type: "object", properties: { [name]: schemas[name] } };
    return {
      name,
      summary: String(schemas[name].description ?? ""),
      page,
      facts: [],
      options,
      tunable: tunableIn(shape[name as keyof typeof shape]).map((option) => `${name}.${option}`),
      fence: "foodspec features",
    };
  });
  return page(
    "Features",
    "Families of columns stand under `columns` of a [features block](blocks/features.md), side by side in this order. What they learn they learn from the training rows, so it is fitted again inside every fold. How to use them: [features](../how-to/features.md).",
    legend,
    index("family", entries),
    entryTexts(entries),
  );
}

/** Options that take a value or a list of values. */
function tunableIn(schema: z.ZodType): readonly string[] {
  const properties = (toJsonSchema(schema).properties ?? {}) as { readonly [option: string]: JsonSchema };
  return Object.keys(properties).filter((option) =>
    ((properties[option].anyOf ?? []) as JsonSchema[]).some((form) => form.type === "array"),
  );
}

function estimatorsPage(): string {
  const entries = Object.entries(estimators).map(
    ([name, one]): Entry => ({
      name,
      summary: describedBy(one.options),
      page: one.page,
      facts: [["For", `${one.task}.`]],
      options: toJsonSchema(one.options),
      tunable: one.tunable,
      fence: "foodspec model",
    }),
  );
  return page(
    "Estimators",
    "An estimator stands under `estimator` of a [model block](blocks/model.md). A list of values is a grid; it is tried inside the training rows only ([how to tune](../how-to/tune.md)).",
    legend,
    index("estimator", entries, { head: ["for"], cells: ({ name }) => [estimators[name].task] }),
    entryTexts(entries),
  );
}

const units = {
  batch: "whole batches",
  sample: "whole samples",
  group: "whole groups",
  spectrum: "single spectra",
  none: "nothing: there is no validation",
};

function schemesPage(): string {
  const entries = Object.entries(schemes).map(([name, one]): Entry => {
    const unit = one.unit(one.options.parse({}));
    return {
      name,
      summary: one.title,
      page: one.page,
      facts: [
        ["Leaves out", `${units[unit]}.`],
        ["Lot", one.draws ? "Its folds are drawn by lot, so they hang on the seed." : "Nothing is drawn by lot."],
        ...(one.needsClasses ? [["Needs", "classes."] as const] : []),
        ...(one.needsTune ? [["Needs", "`tune` in the model block."] as const] : []),
      ],
      options: toJsonSchema(one.options),
      tunable: [],
      fence: "foodspec model",
    };
  });
  return page(
    "Validation schemes",
    "A scheme stands under `scheme` in the [front matter](front-matter.md) or in a [model block](blocks/model.md): a name, or a name with its options. Without one it is `lobo` where the data block names a `batch` or `group`, else `loso`. Which to take: [choose a validation scheme](../how-to/choose-a-scheme.md).",
    index("scheme", entries, {
      head: ["leaves out"],
      cells: ({ name }) => [units[schemes[name].unit(schemes[name].options.parse({}))]],
    }),
    entryTexts(entries),
  );
}

function metricsPage(): string {
  const entries = Object.entries(metricPages).map(([name, { summary, better, format, ...one }]): Entry => {
    const where = name === "rmsep" ? `external.${name}` : name;
    return {
      name,
      summary,
      page: { ...one, example: `\`= model.${where} : ${format}\` (95 % CI \`= model.${where}_ci : ${format}\`)` },
      facts: [["Better", `${better}.`]],
      options: null,
      tunable: [],
      fence: "markdown",
    };
  });
  return page(
    "Metrics",
    "What a [model block](blocks/model.md) says of its predictions. A document quotes them inline, with the block's id before the name; beside each `x` stand `x_ci` (interval of 95 %), `x_n` (how many) and `x_over` (of what). How they are counted and why: [metrics](../explanation/metrics.md).",
    "In formulas u are samples, K classes; of class c, there_c samples are of it, called_c are predicted to be, right_c are both; y is measured, ŷ predicted.",
    index("metric", entries, {
      head: ["better"],
      cells: ({ name }) => [metricPages[name as keyof typeof metricPages].better],
    }),
    entryTexts(entries),
  );
}

function checksPage(): string {
  const all = Object.entries<CheckSpec>(checkSpecs) as [CheckId, CheckSpec][];
  const entryOf = ([id, { gate, title, code, advisory, action }]: [CheckId, CheckSpec]): Entry => ({
    name: id,
    summary: sentenceOf(id, title),
    page: checkPages[id],
    facts: [
      ["Gate", advisory === true ? `${gate}; advice, never fails it.` : `${gate}.`],
      ["Where it fails", `[${code}](findings.md#${code.toLowerCase()}) ${action}`],
    ],
    options: null,
    tunable: [],
    fence: "foodspec qc",
  });
  return page(
    "Checks",
    "What the gates of a [qc block](blocks/qc.md) measure. Thresholds, floors and why they are what they are: [quality policy](quality-policy.md). Limits are inclusive; samples are counted, not spectra.",
    `${legend} u are samples.`,
    ...gates.flatMap((gate) => [
      table(
        [`check of the ${gate} gate`, "in a sentence"],
        all
          .filter(([, spec]) => spec.gate === gate)
          .map(([id, { title, advisory }]) => [
            `[\`${id}\`](#${id})`,
            `${sentenceOf(id, title)}${advisory === true ? " (advice)" : ""}`,
          ]),
      ),
    ]),
    entryTexts(all.map(entryOf)),
  );
}

/** The title, and what the policy says is measured. */
function sentenceOf(id: CheckId, title: string): string {
  const meaning = policyFields.find(({ check }) => check === id)?.meaning;
  return meaning === undefined ? title : `${title}: ${meaning}`;
}
