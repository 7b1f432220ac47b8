/** The page of the quality policy: thresholds with their floors and reasons. */
import { type PolicyField, policyFields } from "../../blocks/methods/qc/policy-fields.ts";
import { fieldWords } from "../../blocks/methods/qc/words.ts";
import { gates } from "../../schemas/gate-report.ts";
import { page, table } from "./markdown.ts";

const limit = { min: "at least", max: "at most" } as const;
const value = (number: number | null): string => (number === null ? "–" : String(number));

function defaultText({ isSwitch, follows, direction, default: preset }: PolicyField): string {
  if (isSwitch === true) return "false";
  return follows === undefined ? `${limit[direction]} ${value(preset)}` : `that of \`${follows}\``;
}

/** @param reasons why each default is what it is, by its field */
export function policyPage(reasons: { readonly [field: string]: string }): string {
  return page(
    "Quality policy",
    "Thresholds stand under `qc_policy` in the [front matter](front-matter.md). A [qc block](blocks/qc.md) may tighten them, never loosen them. No document may go beyond the floor. Limits are inclusive, and samples are counted, not spectra. `required: true` lets a failed gate block what comes after it.",
    "Why a default is what it is begins with a word: **measured** on data, **calculated** from the definition, **a choice** that was not measured and that another laboratory may make otherwise, or **none** where there is no default. Floors are choices too.",
    ...gates.flatMap((gate) => [
      `## ${gate} gate`,
      table(
        ["threshold", "default", "floor", "what is measured", "check", "why this default"],
        policyFields
          .filter((one) => one.gate === gate)
          .map((one) => [
            `\`${one.field}\``,
            defaultText(one),
            value(one.floor),
            fieldWords(one).meaning,
            `[${one.check}](checks.md#${one.check})`,
            reasons[one.field],
          ]),
      ),
    ]),
  );
}
