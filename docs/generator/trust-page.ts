/** The page of trust methods: calibration, sets, abstention, designs and tests for drift, and the reasons of their defaults. */
import { testNames } from "../../blocks/contract/drift-report.ts";
import { trustOptions } from "../../blocks/methods/trust/options.ts";
import { driftPolicySchema } from "../../schemas/drift-policy.ts";
import { toJsonSchema } from "../../schemas/json.ts";
import { optionTable, page } from "./markdown.ts";
import { type Entry, entryTexts, index, namesIn, withPage } from "./method.ts";
import { pageForm } from "./method-page.ts";
import type { MethodSources } from "./method-sources.ts";
import { type Field, fields } from "./words.ts";

interface Group {
  readonly title: string;
  readonly intro: string;
  /** Where its pages stand, below blocks/methods. */
  readonly folder: string;
  readonly names: readonly string[];
  readonly options: readonly Field[];
  readonly fence: string;
}

const trustFields = fields(toJsonSchema(trustOptions));
const below = (key: string): readonly Field[] =>
  trustFields.filter(({ path }) => path === key || path.startsWith(`${key}.`));
/** What an option may be, by name. */
const choices = (option: string): readonly string[] =>
  namesIn(trustFields.find(({ path }) => path === option)?.type ?? "");
const inTrust = "foodspec trust";

const groups: readonly Group[] = [
  {
    title: "Calibration",
    intro: "`method` under `calibration` of a [trust block](blocks/trust.md).",
    folder: "trust/calibration",
    names: choices("calibration.method"),
    options: below("calibration"),
    fence: inTrust,
  },
  {
    title: "Sets and intervals",
    intro:
      "`score`, `by` and `unit` under `conformal` of a [trust block](blocks/trust.md). A regression always has `residual`.",
    folder: "trust/conformal",
    names: [
      ...choices("conformal.score"),
      "residual",
      ...choices("conformal.by").map((one) => `by-${one}`),
      "unit-batch",
    ],
    options: below("conformal"),
    fence: inTrust,
  },
  {
    title: "Abstention",
    intro: "Under `abstention` of a [trust block](blocks/trust.md); a sample is answered where both rules let it.",
    folder: "trust/abstention",
    names: ["confidence", "density"],
    options: below("abstention"),
    fence: inTrust,
  },
  {
    title: "Designs",
    intro: "`design` of a [trust block](blocks/trust.md).",
    folder: "trust/design",
    names: choices("design"),
    options: below("design"),
    fence: inTrust,
  },
  {
    title: "Drift",
    intro:
      "Run on new spectra in [monitoring](blocks/monitor.md). Together p = min(1, tests × smallest p), which `drift_policy` in the [front matter](front-matter.md) judges.",
    folder: "drift",
    names: [...testNames, "psi"],
    options: fields(toJsonSchema(driftPolicySchema)).map((one) => ({ ...one, path: `drift_policy.${one.path}` })),
    fence: "yaml",
  },
];

const entriesOf = ({ folder, names, fence }: Group, sources: MethodSources): readonly Entry[] =>
  names.map((name) =>
    withPage(sources, `${folder}/${name}`, pageForm([], true), {
      name,
      summary: "",
      facts: [],
      options: null,
      tunable: [],
      fence,
    }),
  );

export function trustPage(sources: MethodSources): string {
  const told = groups.map((group) => ({ ...group, entries: entriesOf(group, sources) }));
  return page(
    "Trust methods",
    "What a [trust block](blocks/trust.md) and [monitoring](blocks/monitor.md) compute. Why it is done this way: [trust](../explanation/trust.md), [drift](../explanation/drift.md).",
    "In formulas and costs n are samples (a sample's score is the mean over its spectra), m samples of the reference, K classes, p variables; p_c is the probability of class c, y the observed class or value, ŷ the predicted value.",
    ...told.flatMap((group) => [
      `## ${group.title}`,
      group.intro,
      index("method", group.entries),
      `**Options**\n\n${optionTable(group.options)}`,
    ]),
    "## Defaults",
    "Why a default is what it is begins with a word: **measured** on data, **calculated** from the definition, or **a choice** that was not measured and that another laboratory may make otherwise.",
    sources.text("trust/defaults.md"),
    entryTexts(told.flatMap(({ entries }) => entries)),
  );
}
