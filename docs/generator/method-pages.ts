/** Method pages: the reference of steps, features, estimators, schemes, metrics, checks and trust, an entry a method. */
import type { z } from "zod";
import { learnsOf } from "../../blocks/contract/step.ts";
import { estimators } from "../../blocks/methods/estimators/table.ts";
import { featureColumns } from "../../blocks/methods/features/options.ts";
import { features } from "../../blocks/methods/features/step.ts";
import { metricSchemas } from "../../blocks/methods/metrics/schema.ts";
import { schemes } from "../../blocks/methods/split/schemes.ts";
import { type JsonSchema, toJsonSchema } from "../../schemas/json.ts";
import { checksPages } from "./checks-page.ts";
import { page } from "./markdown.ts";
import { describedBy, type Entry, entryTexts, index, legend, withPage } from "./method.ts";
import { pageForm } from "./method-page.ts";
import { type MethodFiles, type MethodSources, methodSources } from "./method-sources.ts";
import { stepPages } from "./step-pages.ts";
import { trustPage } from "./trust-page.ts";

/**
 * Pages by their path below docs/reference, in the order in which a reader meets them.
 *
 * @throws Error, a sentence, where a method has no page, a page no method, or a page is not as it should be
 */
export function methodPages(files: MethodFiles): { readonly [name: string]: string } {
  const sources = methodSources(files);
  const pages = {
    ...stepPages(sources),
    "features.md": featuresPage(sources),
    "estimators.md": estimatorsPage(sources),
    "schemes.md": schemesPage(sources),
    "metrics.md": metricsPage(sources),
    ...checksPages(sources),
    "trust.md": trustPage(sources),
  };
  const unused = sources.unused();
  if (unused.length > 0) throw new Error(`blocks/methods/${unused[0]} is the page of no method`);
  return pages;
}

function featuresPage(sources: MethodSources): string {
  const { shape } = featureColumns;
  const schemas = toJsonSchema(featureColumns).properties as { readonly [family: string]: JsonSchema };
  const entries = Object.keys(schemas).map((name): Entry => {
    const isLearnt = learnsOf(features, { [name]: {} }) !== null;
    return withPage(sources, `features/${name}`, pageForm(isLearnt ? ["What it learns"] : []), {
      name,
      summary: String(schemas[name].description ?? ""),
      facts: [],
      options: { type: "object", properties: { [name]: schemas[name] } },
      tunable: tunableIn(shape[name as keyof typeof shape]).map((option) => `${name}.${option}`),
      fence: "foodspec features",
    });
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

function estimatorsPage(sources: MethodSources): string {
  const entries = Object.entries(estimators).map(([name, one]) =>
    withPage(sources, `estimators/${name}`, pageForm(["What it learns"]), {
      name,
      summary: describedBy(one.options),
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
  segment: "spans of the calendar",
  none: "nothing: there is no validation",
};

function schemesPage(sources: MethodSources): string {
  const entries = Object.entries(schemes).map(([name, one]): Entry => {
    const unit = one.unit(one.options.parse({}));
    return withPage(sources, `split/${name}`, pageForm([], true), {
      name,
      summary: "",
      facts: [
        ["Leaves out", `${units[unit]}.`],
        ["Lot", one.draws ? "Its folds are drawn by lot, so they hang on the seed." : "Nothing is drawn by lot."],
        ...(one.needsClasses ? [["Needs", "classes."] as const] : []),
        ...(one.needsTune ? [["Needs", "`tune` in the model block."] as const] : []),
      ],
      options: toJsonSchema(one.options),
      tunable: [],
      fence: "foodspec model",
    });
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

function metricsPage(sources: MethodSources): string {
  const entries = Object.entries(metricSchemas).map(([name, schema]): Entry => {
    const own = { name, summary: describedBy(schema), facts: [], options: null, tunable: [], fence: "markdown" };
    const entry = withPage(sources, `metrics/${name}`, pageForm(["Better"]), own);
    return { ...entry, facts: [["Better", `${better(entry)}.`]] };
  });
  return page(
    "Metrics",
    "What a [model block](blocks/model.md) says of its predictions. A document quotes them inline, with the block's id before the name; beside each `x` stand `x_ci` (interval of 95 %: at each end the outer of `x_ci_sample` and `x_ci_unit`), `x_method` (how these were made), `x_unit` (what a new measurement would be one of), `x_na` (why there is no interval), `x_n` (how many) and `x_over` (of what); with repeats `x_repeats` and `x_sd` too. How they are counted and why: [metrics](../explanation/metrics.md).",
    "In formulas u are samples, K classes; of class c, there_c samples are of it, called_c are predicted to be, right_c are both; y is measured, ŷ predicted.",
    index("metric", entries, { head: ["better"], cells: (entry) => [better(entry)] }),
    entryTexts(entries),
  );
}

/** Which way is better. */
const better = ({ page: { sections } }: Entry): string => sections.Better[0];
