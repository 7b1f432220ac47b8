/** Grid: tunable options of features as options of a recipe, and a pipeline with one value for each. */
import type { Json } from "../../../schemas/plain-json.ts";
import type { Recipe } from "../../contract/model.ts";
import type { StepSpec } from "../../contract/variables.ts";
import { madeColumns } from "./layout.ts";
import { type FeatureColumns, largest, valuesOf } from "./options.ts";

const tunable = [
  ["pca", "components"],
  ["pls", "components"],
  ["select", "k"],
] as const;

/** Options as models meet them; the second features block of a chain is `features-2`. */
const prefixOf = (nth: number): string => (nth === 0 ? "features" : `features-${nth + 1}`);

const isFeatures = ({ name }: StepSpec): boolean => name === "features";

/** The options that are those of features, not of the estimator, in code-unit order. */
export const featureOptions = (values: { readonly [option: string]: Json }): readonly string[] =>
  Object.keys(values)
    .filter((option) => /^features(?:-\d+)?\./.test(option))
    .sort();

/** Every tunable option of the features among the steps, with its values: `{"features.pca.components": [2, 4]}`. */
export function featureGrid(steps: readonly StepSpec[]): Recipe["grid"] {
  return Object.fromEntries(
    steps
      .filter(isFeatures)
      .flatMap(({ options }, nth) =>
        Object.entries(gridOfColumns(options as FeatureColumns)).map(([option, values]) => [
          `${prefixOf(nth)}.${option}`,
          values,
        ]),
      ),
  );
}

/** The same of one block's columns, without a prefix. */
export function gridOfColumns(columns: FeatureColumns): Recipe["grid"] {
  return Object.fromEntries(
    tunable.flatMap(([family, option]) => {
      const value = (columns[family] as { readonly [option: string]: number | readonly number[] } | undefined)?.[
        option
      ];
      return value === undefined ? [] : [[`${family}.${option}`, valuesOf(value)]];
    }),
  );
}

/** The steps with these values in place of the lists. A k beyond the columns there are with them keeps all of them. */
export function withFeatureValues(
  steps: readonly StepSpec[],
  values: { readonly [option: string]: Json },
): readonly StepSpec[] {
  const places = steps.flatMap((step, k) => (isFeatures(step) ? [k] : []));
  return steps.map((step, k) => {
    if (!isFeatures(step)) return step;
    const columns = { ...(step.options as FeatureColumns) };
    const value = (option: string) => values[`${prefixOf(places.indexOf(k))}.${option}`] as number | undefined;
    const { pca, pls, select } = columns;
    if (pca !== undefined) columns.pca = { ...pca, components: value("pca.components") ?? pca.components };
    if (pls !== undefined) columns.pls = { ...pls, components: value("pls.components") ?? pls.components };
    if (select !== undefined) {
      const count = madeColumns(columns).length || Number.POSITIVE_INFINITY;
      columns.select = { ...select, k: Math.min(value("select.k") ?? largest(select.k), count) };
    }
    return { name: step.name, options: columns };
  });
}
