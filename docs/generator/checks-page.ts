/** Checks page: the reference of what the gates measure, and of their thresholds. */
import type { AnyCheck } from "../../blocks/methods/qc/check.ts";
import { checkOf } from "../../blocks/methods/qc/check-of.ts";
import { type PolicyField, policyFields } from "../../blocks/methods/qc/policy-fields.ts";
import { checks } from "../../blocks/methods/qc/table.ts";
import { fieldWords, wordsOf } from "../../blocks/methods/qc/words.ts";
import { gates } from "../../schemas/gate-report.ts";
import { page, table } from "./markdown.ts";
import { type Entry, entryTexts, legend, withPage } from "./method.ts";
import { pageForm } from "./method-page.ts";
import type { MethodSources } from "./method-sources.ts";
import { policyPage } from "./policy.ts";

/** The page of the checks, and that of the quality policy, which takes the reasons of its defaults from theirs. */
export function checksPages(sources: MethodSources): { readonly [name: string]: string } {
  const entries = checks.map((one) => checkEntry(sources, one));
  return {
    "checks.md": checksPage(entries),
    "quality-policy.md": policyPage(Object.assign({}, ...entries.map(reasonsOf))),
  };
}

function checkEntry(sources: MethodSources, { id, gate, code, isAdvice }: AnyCheck): Entry {
  const form = pageForm(fieldsOf(id).length > 0 ? ["Thresholds"] : []);
  return withPage(sources, `qc/${gate}/${id}`, form, {
    name: id,
    summary: sentenceOf(id),
    facts: [
      [
        "Gate",
        `${gate}${isAdvice === undefined ? "" : `; advice${isAdvice === "research" ? " in research mode" : ""}, never fails it`}.`,
      ],
      ["Where it fails", `[${code}](findings.md#${code.toLowerCase()}) ${wordsOf(id).action}`],
    ],
    options: null,
    tunable: [],
    fence: "foodspec qc",
  });
}

const fieldsOf = (id: string): readonly PolicyField[] => policyFields.filter(({ check }) => check === id);

/**
 * Why each threshold of a check is what it is, by its field.
 *
 * @throws Error, a sentence, where the check's page does not tell of its thresholds one by one
 */
function reasonsOf({ name, page: { sections } }: Entry): { readonly [field: string]: string } {
  const told = (sections.Thresholds ?? []).map((one) => /^`(\w+)`: (.+)$/.exec(one)?.slice(1) ?? [one, ""]);
  const fields = fieldsOf(name).map(({ field }) => field);
  if (told.map(([field]) => field).join() !== fields.join())
    throw new Error(`the page of ${name} must list its thresholds as “\`${fields.join("`: why, `")}\`: why”`);
  return Object.fromEntries(told);
}

function checksPage(entries: readonly Entry[]): string {
  return page(
    "Checks",
    "What the gates of a [qc block](blocks/qc.md) measure. Thresholds, floors and why they are what they are: [quality policy](quality-policy.md). Limits are inclusive; samples are counted, not spectra.",
    `${legend} u are samples.`,
    ...gates.flatMap((gate) => [
      table(
        [`check of the ${gate} gate`, "in a sentence"],
        entries
          .filter(({ name }) => checkOf(name).gate === gate)
          .map(({ name, summary }) => [
            `[\`${name}\`](#${name})`,
            checkOf(name).isAdvice === true ? `${summary} (advice)` : summary,
          ]),
      ),
    ]),
    entryTexts(entries),
  );
}

/** The title, and what the policy says is measured. */
function sentenceOf(id: string): string {
  const { title } = wordsOf(id);
  const [field] = fieldsOf(id);
  return field === undefined ? title : `${title}: ${fieldWords(field).meaning}`;
}
