/** Step pages: the reference of preprocessing steps, a page for those that are for the same thing. */
import type { AnyStep, StepFamily } from "../../blocks/contract/step.ts";
import { steps } from "../../blocks/methods/steps/table.ts";
import { presets } from "../../blocks/preprocess/presets.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { fenced, page } from "./markdown.ts";
import { describedBy, type Entry, entryTexts, index, legend, withPage } from "./method.ts";
import { pageForm } from "./method-page.ts";
import type { MethodSources } from "./method-sources.ts";

/** In the order in which the reference tells of them. */
const families: { readonly [Family in StepFamily]: string } = {
  axis: "Axis and range",
  noise: "Spikes and noise",
  baseline: "Baseline",
  scatter: "Scatter and intensity",
  columns: "Centring and scaling of columns",
};
const pathOf = (family: string): string => `steps/${family}.md`;

/** Pages by their path below docs/reference. */
export function stepPages(sources: MethodSources): { readonly [name: string]: string } {
  const entries = Object.entries(steps).map(([name, step]) => stepEntry(sources, name, step));
  const byFamily = Object.entries(families).map(([family, title]) => ({
    family,
    title,
    entries: entries.filter(({ name }) => steps[name].family === family),
  }));
  return {
    "steps.md": stepsPage(byFamily),
    ...Object.fromEntries(byFamily.map((one) => [pathOf(one.family), familyPage(one)])),
  };
}

interface Family {
  readonly family: string;
  readonly title: string;
  readonly entries: readonly Entry[];
}

const learnt = {
  none: ["nothing", "Nothing: each spectrum is treated by itself."],
  spectra: ["training spectra", "From the training spectra, so it is fitted again inside every fold."],
  outcome: [
    "spectra and outcome",
    "From the training spectra and their outcome, so it is fitted again inside every fold.",
  ],
} as const;

function stepEntry(sources: MethodSources, name: string, { options, learns }: AnyStep): Entry {
  return withPage(sources, `steps/${name}`, pageForm(learns === null ? [] : ["What it learns"]), {
    name,
    summary: describedBy(options),
    facts: [["Learns", learnt[learns ?? "none"][1]]],
    options: toJsonSchema(options),
    tunable: [],
    fence: "foodspec preprocess",
  });
}

const learnsCell = { head: ["learns from"], cells: ({ name }: Entry) => [learnt[steps[name].learns ?? "none"][0]] };

function stepsPage(byFamily: readonly Family[]): string {
  return page(
    "Preprocessing steps",
    "Steps stand under `steps` of a [preprocess block](blocks/preprocess.md) and run in that order. A step is a bare name (`- snv`) or a name with its options (`- savgol: {window: 11, order: 2}`).",
    ...byFamily.flatMap(({ family, title, entries }) => [
      `## ${title}`,
      index("step", entries, learnsCell, () => pathOf(family)),
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

function familyPage({ title, entries }: Family): string {
  return page(
    `Steps: ${title.toLowerCase()}`,
    `Of the [preprocessing steps](../steps.md). ${legend}`,
    index("step", entries, learnsCell),
    entryTexts(entries),
  );
}
