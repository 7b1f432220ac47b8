/** The page of one block kind: what may be written, what it gives, what may be named, what it shows. */
import { type Kind, wordOf } from "../../blocks/contract/kind.ts";
import type { View } from "../../blocks/contract/view.ts";
import { registry } from "../../blocks/registry.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { fieldTable, optionTable, page, table } from "./markdown.ts";
import { branches, type Field, fields } from "./words.ts";

const gives: { readonly [value: string]: string } = {
  dataset: "a dataset: spectra, axis, and the role of every row",
  variables: "variables: the matrix a model is fitted on, and the steps still to be learnt inside folds",
  model: "a model: predictions of rows it has not seen, and a final predictor",
  gate: "a verdict: passed or failed, with every check",
  monitoring: "what a saved predictor says of new spectra, and whether they have drifted",
  trust: "a certified predictor: a predictor with its calibrator, conformal thresholds and rule of abstention",
};

/** A kind by the word it is written with; another form of one by the key that asks for it. */
export function blockTitle(kind: Kind): string {
  for (const word of Object.keys(registry.kinds)) {
    const key = Object.entries(registry.kinds[word].forms ?? {}).find(([, form]) => form === kind)?.[0];
    if (key !== undefined) return `Block \`${word}\` with \`${key}\``;
  }
  return `Block \`${kind.kind}\``;
}

export function blockPage(kind: Kind): string {
  const results = toJsonSchema(kind.results);
  const named = oneLevel((branches(results) ?? [results]).flatMap((form) => fields(form)));
  const views = Object.entries(kind.views);
  return page(
    blockTitle(kind),
    kind.summary,
    kind.gives === null ? "Gives nothing that other blocks start from." : `Gives ${gives[kind.gives] ?? kind.gives}.`,
    kind.draws ? "Draws random numbers: its result hangs on the seed." : "Draws no random numbers.",
    "## What it may say",
    optionTable(fields(toJsonSchema(kind.options))) || "No options.",
    links[kind.kind] ?? "",
    "## Presentation",
    "These change how the report looks, never what is computed, so changing them runs nothing again.",
    optionTable(fields(toJsonSchema(kind.presentation))) || "None.",
    "Every block may also say `from: ID`: the block it starts from, where that is not the end of the chain above it.",
    ...(named.length === 0
      ? []
      : [
          "## What a document may name",
          `Inline values (\`= ${wordOf(kind)}.NAME\`, with the block's own id where it has one) may name these. What is \`null\` prints “not available” with the reason.`,
          fieldTable(named),
        ]),
    ...(views.length === 0
      ? []
      : [
          "## Figures and tables",
          `Each has the address \`ID.NAME\`. Those shown by default stand under their block unless a \`figure\` or \`table\` block places them elsewhere; the others are folded away below them, under “More diagnostics”.`,
          table(
            ["name", "what", "sort", "shown by default"],
            views.map(([name, view]) => [`\`${name}\``, view.title, view.shape, whetherFirst(view)]),
          ),
        ]),
    Object.keys(kind.artifacts).length === 0 ? "" : `Files it writes: [artifacts](../artifacts.md#${kind.kind}).`,
    `JSON Schema: [block.${kind.kind}.schema.json](../../../schemas/json/block.${kind.kind}.schema.json).`,
  );
}

function whetherFirst({ byDefault, isFirst, insteadOf }: View): string {
  if (!byDefault) return "no";
  if (insteadOf !== undefined) return `where there is no \`${insteadOf}\``;
  return isFirst === undefined ? "yes" : "in a regression";
}

/** Without the names that stand again below `external` and `fitted`, where they mean the same of other rows. */
function oneLevel(all: readonly Field[]): readonly Field[] {
  const top = new Set(all.map(({ path }) => path));
  const again = (path: string) => /^(external|fitted)\.(.+)$/.exec(path)?.[2];
  return all
    .filter(({ path }) => path !== "schema_version" && !top.has(again(path) ?? ""))
    .map((one) =>
      one.path === "external" || one.path === "fitted"
        ? { ...one, says: `${one.says}. Below it stand the same names as above` }
        : one,
    );
}

/** Where the long lists stand that an option chooses from. */
const links: { readonly [kind: string]: string } = {
  trust:
    "Formulas, conventions and why the defaults are what they are: [trust methods](../trust.md). Background: [trust](../../explanation/trust.md). How to: [trust](../../how-to/trust.md).",
  preprocess: "Steps and presets: [preprocessing steps](../steps.md).",
  features: "Formulas and conventions: [features](../features.md).",
  qc: "What is measured: [checks](../checks.md). Defaults, floors and reasons: [quality policy](../quality-policy.md).",
  model:
    "Estimators: [estimators](../estimators.md). Schemes: [validation schemes](../schemes.md). Metrics: [metrics](../metrics.md).",
};
