/** Sections: a diff in words and tables, once, in the order of its JSON; text, Markdown and HTML write these. */
import { counted, ends, significant } from "../../blocks/contract/number-text.ts";
import { naWords } from "../../blocks/methods/metrics/na-words.ts";
import { registry } from "../../blocks/registry.ts";
import type { Diff, MetricDifference, Verdict } from "../../schemas/diff.ts";
import type { Json } from "../../schemas/plain-json.ts";

export interface Section {
  readonly title: string;
  /** A sentence above the table. */
  readonly lead: string | null;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** `code`: as the document or a file spells it. `tone`: how it is to be taken. */
export interface Cell {
  readonly text: string;
  readonly isCode?: boolean;
  readonly isNumber?: boolean;
  readonly tone?: "good" | "bad";
}

const plain = (text: string): Cell => ({ text });
const code = (text: string): Cell => ({ text, isCode: true });
const number = (text: string): Cell => ({ text, isNumber: true });

/** What the whole comes to, in a sentence or two. */
export function verdictSentence({ same, headline, loosened, gates }: Diff): string {
  if (same) return "Nothing that was asked and nothing that came out differs.";
  const parts = [headline === null ? null : headlineWords(headline), looserWords(loosened.length), failedWords(gates)];
  return parts.filter((part) => part !== null).join(" ");
}

function headlineWords(one: MetricDifference): string {
  const { model, metric, before, after, difference, verdict } = one;
  const unit = one.unit === null ? "" : ` ${one.unit}`;
  const [was, is] = [before, after].map((value) => amount(value, one));
  const name = `${titleOf(metric)} of ${model}`;
  if (verdict === "same") return `${name}: ${is}${unit} in both.`;
  const told = difference === null ? "" : `, a difference of ${amount(difference, one)}${unit}${intervalOf(one)}`;
  return `${name}: ${was} before, ${is}${unit} now${told}: ${verdictWords[verdict]}.`;
}

const looserWords = (count: number): string | null =>
  count === 0 ? null : `${counted(count, "requirement is", "requirements are")} looser than before.`;

function failedWords(gates: Diff["gates"]): string | null {
  const failed = gates.filter(({ before, after }) => after === "fail" && before !== "fail").length;
  return failed === 0 ? null : `${counted(failed, "check")} of the gates ${failed === 1 ? "fails" : "fail"} now.`;
}

const verdictWords: { readonly [V in Verdict]: string } = {
  same: "the same",
  better: "better",
  worse: "worse",
  not_distinguishable: "not distinguishable",
};

/** Those that have something to say, in order. */
export const sectionsOf = (diff: Diff): readonly Section[] =>
  [
    looser(diff),
    causes(diff),
    metrics(diff),
    gates(diff),
    samples(diff),
    blocks(diff),
    findings("New findings", diff.findings.added),
    findings("Findings that are gone", diff.findings.removed),
  ].filter(({ rows }) => rows.length > 0);

const looser = ({ loosened }: Diff): Section => ({
  title: "Looser than before",
  lead: "Less is asked of the data, the models or their validation.",
  head: ["Field", "Before", "Now"],
  rows: loosened.map(({ field, before, after }) => [code(field), valueCell(before), valueCell(after)]),
});

const causes = ({ causes: all }: Diff): Section => ({
  title: "What was asked otherwise",
  lead: null,
  head: ["Where", "Option", "Before", "Now"],
  rows: all.map(({ block, pointer, before, after }) => [
    block === null ? plain("front matter") : code(block),
    pointer === "" ? plain("the whole block") : code(pointer.slice(1)),
    valueCell(before),
    valueCell(after),
  ]),
});

function metrics({ metrics: all }: Diff): Section {
  const moved = all.filter(({ verdict }) => verdict !== "same");
  const paired = moved.filter(({ difference }) => difference !== null);
  const still = all.length - moved.length;
  const said = [
    paired.length === 0
      ? null
      : `Now less before, over the ${counted(Math.max(...paired.map(({ n }) => n)), "sample")} that both runs scored, with the 95 % interval of the paired difference; ${counted(paired.length, "comparison")}, none of them corrected for the others.`,
    still === 0 ? null : `${counted(still, "metric is", "metrics are")} the same.`,
  ].filter((part) => part !== null);
  return {
    title: "Metrics",
    lead: said.length === 0 ? null : said.join(" "),
    head: ["Model", "Metric", "Before", "Now", "Difference", "95 % interval", "Verdict"],
    rows: moved.map((one) => [
      code(one.model),
      plain(`${titleOf(one.metric)}${one.unit === null ? "" : ` (${one.unit})`}`),
      number(amount(one.before, one)),
      number(amount(one.after, one)),
      number(one.difference === null ? "–" : amount(one.difference, one)),
      one.difference_ci === null ? plain(whyNone(one)) : number(ends(one.difference_ci.map((end) => amount(end, one)))),
      { text: verdictWords[one.verdict], ...toneOf(one.verdict) },
    ]),
  };
}

const whyNone = ({ difference_na: why }: MetricDifference): string =>
  why === null ? "none" : `none: ${why in naWords ? naWords[why as keyof typeof naWords] : why}`;

const toneOf = (verdict: Verdict): { readonly tone?: "good" | "bad" } =>
  verdict === "better" ? { tone: "good" } : verdict === "worse" ? { tone: "bad" } : {};

const intervalOf = (one: MetricDifference): string =>
  one.difference_ci === null
    ? ""
    : ` (95 % interval ${ends(one.difference_ci.map((end) => amount(end, one)))}, ${counted(one.n, "sample")})`;

const gates = ({ gates: all }: Diff): Section => ({
  title: "Gates",
  lead: null,
  head: ["Gate", "Check", "Before", "Now"],
  rows: all.map(({ gate, check, before, after }) => [
    plain(gate),
    code(check),
    plain(passWords(before)),
    { text: passWords(after), ...(after === "fail" ? { tone: "bad" as const } : {}) },
  ]),
});

const passWords = (said: Diff["gates"][number]["before"]): string =>
  said === null ? "not made" : said === "na" ? "not available" : said;

const samples = ({ samples: all }: Diff): Section => ({
  title: "Samples that came out otherwise",
  lead: all.some(({ flip }) => !flip)
    ? "Every sample called another class; of a regression the ten that moved most."
    : null,
  head: ["Model", "Sample", "Measured", "Before", "Now"],
  rows: all.map(({ model, sample, observed, before, after }) => [
    code(model),
    code(sample),
    outcome(observed),
    outcome(before),
    outcome(after),
  ]),
});

const outcome = (value: string | number): Cell =>
  typeof value === "number" ? number(significant(value, 4)) : plain(value);

function blocks({ blocks: all }: Diff): Section {
  const others = all.filter(({ state }) => state !== "same");
  const still = all.length - others.length;
  return {
    title: "Blocks",
    lead: still === 0 ? null : `${counted(still, "block")} of ${all.length} gave the same bytes.`,
    head: ["Block", "State", "Files"],
    rows: others.map(({ id, state, files }) => [code(id), plain(state), plain(filesWords(files))]),
  };
}

const mostNamed = 4;

const filesWords = (files: readonly string[]): string =>
  files.length === 0
    ? "results only"
    : files.length <= mostNamed
      ? files.join(", ")
      : `${files.slice(0, mostNamed).join(", ")} and ${files.length - mostNamed} more`;

const findings = (title: string, all: Diff["findings"]["added"]): Section => ({
  title,
  lead: null,
  head: ["Code", "Block", "Says"],
  rows: all.map(({ code: own, block, message }) => [
    code(own),
    block === null ? plain("–") : code(block),
    plain(message),
  ]),
});

const longest = 80;

function valueCell(value: Json): Cell {
  if (value === null) return plain("–");
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return code(text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
}

const titleOf = (metric: string): string =>
  registry.kinds.model.metrics?.find(({ name }) => name === metric)?.title ?? metric;

/** To two significant digits of half the interval's width, so that before, now and difference have as many decimals. */
function amount(value: number | null, { difference_ci: ci, difference }: MetricDifference): string {
  if (value === null) return "–";
  const scale = ci === null ? Math.abs(difference ?? 0) : (ci[1] - ci[0]) / 2;
  const decimals = scale > 0 ? Math.max(0, Math.min(9, 1 - Math.floor(Math.log(scale) / Math.LN10))) : 4;
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}
