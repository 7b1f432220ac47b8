/** Topics of methods: steps, features, estimators, schemes, metrics, checks, each from what it declares and the page beside it. */
import { registry } from "../../../blocks/registry.ts";
import { own } from "../../../schemas/dictionary.ts";
import { isRecord } from "../../../schemas/is-record.ts";
import { toJsonSchema } from "../../../schemas/json.ts";
import { optionLines, type Schemas } from "./option-lines.ts";
import { section, type Topic } from "./topic.ts";

/** Pages of methods by path below blocks/methods, without `.md`. */
export type Pages = { readonly [path: string]: string };

/** The sort of thing that stands in a folder. */
const sorts: { readonly [folder: string]: string } = {
  steps: "step",
  features: "feature",
  estimators: "estimator",
  split: "scheme",
  metrics: "metric",
  qc: "check",
};

/** A topic a page; those in a folder of a choice are named by both: `baseline asls`. */
export function methodTopics(pages: Pages): readonly Topic[] {
  return Object.entries(pages).flatMap(([path, text]) => {
    const [folder, ...names] = path.split("/");
    const sort = sorts[folder];
    if (sort === undefined) return [];
    const words = sort === "check" ? names.slice(1) : names;
    return [{ sort, name: words.join(" "), text: () => textOf(sort, words, text) }];
  });
}

function textOf(sort: string, names: readonly string[], page: string): readonly string[] {
  const sections = sectionsOf(page);
  const schema = schemaOf(sort, names[0]);
  const formula = sections.get("Formula");
  const example = sections.get("Example");
  return [
    schema?.description === undefined ? (sections.get("") ?? "") : String(schema.description),
    ...(formula === undefined ? [] : [section("Formula", unfenced(formula))]),
    ...(sections.has("Conventions") ? [`Conventions\n\n${sections.get("Conventions")}`] : []),
    ...(sections.has("Thresholds") ? [`Thresholds\n\n${sections.get("Thresholds")}`] : []),
    ...(schema === null || names.length > 1 ? [] : optionLines(schema)),
    ...(example === undefined ? [] : [section("Right", unfenced(example))]),
  ].filter((one) => one !== "");
}

function schemaOf(sort: string, name: string): Schemas | null {
  const scheme = own(registry.schemes, name);
  if (sort === "scheme") return scheme == null ? null : (toJsonSchema(scheme) as Schemas);
  if (sort !== "step" && sort !== "estimator") return null;
  const { methods } = registry;
  const declared = sort === "step" ? methods.step(name) : methods.estimator(name);
  return isRecord(declared) ? (toJsonSchema(declared.options) as Schemas) : null;
}

/** Texts under the headings of a page; what stands above the first under "". */
function sectionsOf(page: string): ReadonlyMap<string, string> {
  const [head, ...rest] = page.split(/^## /m);
  const lead = head.replace(/^# .*\n/, "").trim();
  return new Map([
    ["", lead],
    ...rest.map((one) => {
      const end = one.indexOf("\n");
      return [one.slice(0, end).trim(), one.slice(end).trim()] as const;
    }),
  ]);
}

const unfenced = (text: string): string => text.replace(/^```.*\n/, "").replace(/\n?```[\s\S]*$/, "");
