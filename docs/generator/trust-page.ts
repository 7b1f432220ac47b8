/** The page of trust methods: calibration, sets, abstention, designs and tests for drift, and the reasons of their defaults. */
import type { SummarisedPage } from "../../blocks/contract/method-page.ts";
import { driftPages } from "../../blocks/methods/drift/pages.ts";
import { calibrationPages } from "../../blocks/methods/trust/calibration/pages.ts";
import { conformalPages } from "../../blocks/methods/trust/conformal/pages.ts";
import { trustOptions } from "../../blocks/methods/trust/options.ts";
import { defaultReasons } from "../../blocks/trust/default-reasons.ts";
import { abstentionPages, designPages } from "../../blocks/trust/pages.ts";
import { driftPolicySchema } from "../../schemas/drift-policy.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { optionTable, page, table } from "./markdown.ts";
import { type Entry, entryTexts, index } from "./method.ts";
import { type Field, fields } from "./words.ts";

interface Group {
  readonly title: string;
  readonly intro: string;
  readonly pages: { readonly [name: string]: SummarisedPage };
  readonly options: readonly Field[];
  readonly fence: string;
}

const trustFields = fields(toJsonSchema(trustOptions));
const below = (key: string): readonly Field[] =>
  trustFields.filter(({ path }) => path === key || path.startsWith(`${key}.`));
const inTrust = "foodspec trust";

const groups: readonly Group[] = [
  {
    title: "Calibration",
    intro: "`method` under `calibration` of a [trust block](blocks/trust.md).",
    pages: calibrationPages,
    options: below("calibration"),
    fence: inTrust,
  },
  {
    title: "Sets and intervals",
    intro:
      "`score`, `by` and `unit` under `conformal` of a [trust block](blocks/trust.md). A regression always has `residual`.",
    pages: conformalPages,
    options: below("conformal"),
    fence: inTrust,
  },
  {
    title: "Abstention",
    intro: "Under `abstention` of a [trust block](blocks/trust.md); a sample is answered where both rules let it.",
    pages: abstentionPages,
    options: below("abstention"),
    fence: inTrust,
  },
  {
    title: "Designs",
    intro: "`design` of a [trust block](blocks/trust.md).",
    pages: designPages,
    options: below("design"),
    fence: inTrust,
  },
  {
    title: "Drift",
    intro:
      "Run on new spectra in [monitoring](blocks/monitor.md). Together p = min(1, tests × smallest p), which `drift_policy` in the [front matter](front-matter.md) judges.",
    pages: driftPages,
    options: fields(toJsonSchema(driftPolicySchema)).map((one) => ({ ...one, path: `drift_policy.${one.path}` })),
    fence: "yaml",
  },
];

const entriesOf = ({ pages, fence }: Group): readonly Entry[] =>
  Object.entries(pages).map(([name, { summary, ...one }]) => ({
    name,
    summary,
    page: one,
    facts: [],
    options: null,
    tunable: [],
    fence,
  }));

export function trustPage(): string {
  return page(
    "Trust methods",
    "What a [trust block](blocks/trust.md) and [monitoring](blocks/monitor.md) compute. Why it is done this way: [trust](../explanation/trust.md), [drift](../explanation/drift.md).",
    "In formulas and costs n are samples (a sample's score is the mean over its spectra), m samples of the reference, K classes, p variables; p_c is the probability of class c, y the observed class or value, ŷ the predicted value.",
    ...groups.flatMap((group) => [
      `## ${group.title}`,
      group.intro,
      index("method", entriesOf(group)),
      `**Options**\n\n${optionTable(group.options)}`,
    ]),
    "## Defaults",
    "Why a default is what it is begins with a word: **measured** on data, **calculated** from the definition, or **a choice** that was not measured and that another laboratory may make otherwise.",
    table(
      ["default of", "is", "may be changed", "why"],
      defaultReasons.map((one) => [
        one.isOption ? `\`${one.of}\`` : one.of,
        one.default,
        one.isOption ? "yes" : "no",
        one.reason,
      ]),
    ),
    entryTexts(groups.flatMap(entriesOf)),
  );
}
