/** Pages: everything that is generated, as text by path below the project's root. */
import { join } from "node:path";
import type { z } from "zod";
import { estimators } from "../../blocks/model/estimators.ts";
import { presets } from "../../blocks/preprocess/presets.ts";
import { steps } from "../../blocks/preprocess/steps.ts";
import { registry } from "../../blocks/registry.ts";
import { schemes } from "../../blocks/shared/split/schemes.ts";
import { generated } from "../../schemas/generate.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { artifactsPage } from "./artifacts.ts";
import { blockPage } from "./block-page.ts";
import { commandsPage, type Run } from "./commands.ts";
import { type Docstring, docstrings } from "./docstrings.ts";
import { exitCodesPage, findingsPage } from "./findings.ts";
import { jsonSchemas } from "./json-schemas.ts";
import { fenced, optionTable, page, table } from "./markdown.ts";
import { policyPage } from "./policy.ts";
import { branches, fields, typeWords } from "./words.ts";

/**
 * All generated files.
 *
 * @param root the project's folder: docstrings are read below it
 * @param run runs the built command line and gives what it prints
 */
export function allPages(root: string, run: Run): { readonly [path: string]: string } {
  const kinds = Object.values(registry.kinds);
  const docs = docstrings(join(root, "blocks"));
  const reference: { readonly [name: string]: string } = {
    "README.md": overview(),
    "front-matter.md": frontMatterPage(),
    "steps.md": stepsPage(docs),
    "estimators.md": estimatorsPage(docs),
    "schemes.md": schemesPage(),
    "quality-policy.md": policyPage(),
    "findings.md": findingsPage(),
    "exit-codes.md": exitCodesPage(),
    "commands.md": commandsPage(run),
    "artifacts.md": artifactsPage(),
    ...Object.fromEntries(kinds.map((kind) => [`blocks/${kind.kind}.md`, blockPage(kind)])),
  };
  const json = generated(registry.schemes, jsonSchemas());
  return {
    ...Object.fromEntries(Object.entries(reference).map(([name, text]) => [`docs/reference/${name}`, text])),
    ...Object.fromEntries(Object.entries(json).map(([name, text]) => [`schemas/json/${name}`, text])),
  };
}

function overview(): string {
  const kinds = Object.values(registry.kinds);
  return page(
    "Reference",
    "Every page here is generated from the program itself, so it says what the program does.",
    table(
      ["page", "holds"],
      [
        ["[Front matter](front-matter.md)", "the fields between the two `---` at the top of a protocol"],
        ...kinds.map(({ kind, summary }) => [`[Block \`${kind}\`](blocks/${kind}.md)`, summary.replace(/\.$/, "")]),
        ["[Preprocessing steps](steps.md)", "every step with its options, formula and source"],
        ["[Estimators](estimators.md)", "what a model block can fit"],
        ["[Validation schemes](schemes.md)", "how rows are divided into training and test rows"],
        ["[Quality policy](quality-policy.md)", "thresholds of the gates, and what each check looks at"],
        ["[Commands](commands.md)", "the command line"],
        ["[Exit codes](exit-codes.md)", "how a run ended"],
        ["[Findings](findings.md)", "every message the program can give, by its code"],
        ["[Artifacts](artifacts.md)", "the files of a run folder, field by field"],
      ],
    ),
    "JSON Schemas of all this stand in [schemas/json](../../schemas/json).",
  );
}

function frontMatterPage(): string {
  const schema = JSON.parse(generated(registry.schemes)["front-matter.schema.json"]);
  return page(
    "Front matter",
    "A protocol begins with `---`, then these fields in YAML, then `---`. A field that is not in this table is refused.",
    optionTable(fields(schema)),
    "`scheme` is described under [validation schemes](schemes.md). Regulatory and monitoring mode are refused by this version (`FS2605`).",
    "JSON Schema: [front-matter.schema.json](../../schemas/json/front-matter.schema.json).",
  );
}

const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const nothing: Docstring = { text: "", source: "" };
const sourceLine = ({ source }: Docstring): string => (source === "" ? "" : `Source: ${source}.`);

const learnt = {
  none: "Learns nothing: each spectrum is treated by itself.",
  spectra: "Learns from the training spectra, so it is fitted again inside every fold.",
  outcome: "Learns from the training spectra and their outcome, so it is fitted again inside every fold.",
};

function stepsPage(docs: ReadonlyMap<string, Docstring>): string {
  const names = Object.keys(steps);
  return page(
    "Preprocessing steps",
    "Steps stand under `steps` of a [preprocess block](blocks/preprocess.md) and run in that order. A step is a bare name (`- snv`) or a name with its options (`- savgol: {window: 11, order: 2}`).",
    names.map((name) => `[${name}](#${name})`).join(" · "),
    ...names.map((name) => {
      const step = steps[name];
      const doc = docs.get(camel(name)) ?? nothing;
      return [
        `## ${name}`,
        described(step.options),
        doc.text,
        learnt[step.learns ?? "none"],
        sourceLine(doc),
        optionsOf(step.options, (form) => methodText(form, docs)),
      ]
        .filter((part) => part !== "")
        .join("\n\n");
    }),
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

/** The formula of one method of a step with several (baseline), by the constant it is told by. */
function methodText(method: string, docs: ReadonlyMap<string, Docstring>): string {
  const doc = docs.get(camel(method)) ?? nothing;
  return [doc.text, sourceLine(doc)].filter((part) => part !== "").join("\n\n");
}

function estimatorsPage(docs: ReadonlyMap<string, Docstring>): string {
  return page(
    "Estimators",
    "An estimator stands under `estimator` of a [model block](blocks/model.md). A list of values is a grid; it is tried inside the training rows only ([how to tune](../how-to/tune.md)).",
    ...Object.entries(estimators).map(([name, one]) => {
      const doc = docs.get(camel(name)) ?? nothing;
      const tunable =
        one.tunable.length === 0
          ? ""
          : `A list is allowed for ${one.tunable.map((option) => `\`${option}\``).join(", ")}.`;
      return [
        `## ${name}`,
        `${one.title}, for ${one.task}.`,
        doc.text,
        sourceLine(doc),
        optionsOf(one.options),
        tunable,
      ]
        .filter((part) => part !== "")
        .join("\n\n");
    }),
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
  return page(
    "Validation schemes",
    "A scheme stands under `scheme` in the [front matter](front-matter.md) or in a [model block](blocks/model.md): a name, or a name with its options. Without one it is `lobo` where the data block names a `batch` or `group`, else `loso`. Which to take: [choose a validation scheme](../how-to/choose-a-scheme.md).",
    ...Object.entries(schemes).map(([name, one]) => {
      const unit = one.unit(one.options.parse({}));
      const facts = [
        `Leaves out ${units[unit]}.`,
        one.draws ? "Its folds are drawn by lot, so they hang on the seed." : "Nothing is drawn by lot.",
        ...(one.needsClasses ? ["Needs classes."] : []),
        ...(one.needsTune ? ["The model block must say `tune`."] : []),
      ];
      return [
        `## ${name}`,
        `${one.title[0].toUpperCase()}${one.title.slice(1)}. ${facts.join(" ")}`,
        optionsOf(one.options),
      ]
        .filter((part) => part !== "")
        .join("\n\n");
    }),
  );
}

const described = (schema: z.ZodType): string => String(toJsonSchema(schema).description ?? "");

/** Options as tables: one, or one for each form where there are several. */
function optionsOf(schema: z.ZodType, methodSays: (method: string) => string = () => ""): string {
  const json = toJsonSchema(schema);
  const forms = branches(json);
  if (forms === null || forms.some((form) => form.properties === undefined)) {
    const all = fields(json);
    if (all.length > 0) return optionTable(all);
    return json.type === "object" ? "No options." : `Written as: ${typeWords(json)}.`;
  }
  return forms
    .map((form) => {
      const { method } = form.properties as { readonly [name: string]: { readonly const?: string } };
      const name = method?.const ?? "";
      return [
        `### method: ${name}`,
        String(form.description ?? ""),
        methodSays(name),
        optionTable(fields(form).filter(({ path }) => path !== "method")) || "No options.",
      ]
        .filter((part) => part !== "")
        .join("\n\n");
    })
    .join("\n\n");
}
