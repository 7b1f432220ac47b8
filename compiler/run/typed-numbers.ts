/** Typed numbers: warnings where a number typed beside a metric's name is not what the run gave for it. */

import type { Metric, Quotable } from "../../blocks/contract/metric.ts";
import { fixed } from "../../blocks/contract/number-text.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Protocol } from "../document/protocol.ts";
import { elsewhere, goesOn, others } from "../prose/metric-words.ts";
import { readTyped, type Typed } from "../prose/read-typed.ts";
import { type Sentence, sentencesIn, sentencesOf, sentencesOfBlocks } from "../prose/sentences.ts";
import type { RunBlock } from "./types.ts";

/** One warning a number, in the order of the text. Where it is not clear of which model a sentence speaks, none. */
export function typedNumberFindings(protocol: Protocol, blocks: readonly RunBlock[]): readonly Finding[] {
  const models = blocks.flatMap(modelOf);
  if (models.length === 0) return [];
  const metrics = [...new Set(models.flatMap((model) => model.metrics))];
  const sentences = [
    ...sentencesIn(protocol.frontMatter.title, protocol.frontMatterAt(["title"]), protocol.inlineTexts),
    ...sentencesOf(protocol.tree, protocol.text, protocol.at),
    ...sentencesOfBlocks(protocol.blocks, protocol.inlineTexts),
  ];
  return sentences.flatMap((sentence) => {
    if (elsewhere.test(sentence.text)) return [];
    const typed = readTyped(sentence.text, metrics);
    const named = typed.length === 0 || models.length < 2 ? models : namedBy(sentence, models);
    return typed.flatMap((one) => wrong(sentence, one, models, named));
  });
}

interface Model extends Quotable {
  readonly id: string;
  readonly metrics: readonly Metric[];
}

function modelOf({ block, results }: RunBlock): Model[] {
  const { metrics, quotable } = block.kind;
  if (metrics === undefined || quotable === undefined || !isRecord(results)) return [];
  return [{ id: block.id, metrics, ...quotable(results) }];
}

function wrong(sentence: Sentence, typed: Typed, models: readonly Model[], named: readonly Model[]): Finding[] {
  const { metric, start, end } = typed;
  const having = models.filter(({ meant: [pooled] }) => typeof pooled[metric.name] === "number");
  const meant = having.length < 2 ? having : named.filter((model) => having.includes(model));
  if (meant.length !== 1) return [];
  const [model] = meant;
  const factor = factorOf(typed, model.unit);
  if (factor === null) return [];
  const values = valuesOf(model, metric.name, others.test(sentence.text)).map((value) => value * factor);
  const least = typed.isRough ? roughUnit(typed) : unitOf(typed.decimals) / 2;
  // Classes, and external rows where the sentence speaks of such, have the metric too: any of them may be meant.
  if (values.some((value) => Math.abs(value - typed.value) <= least * (1 + 1e-9))) return [];
  const shown = (model.meant[0][metric.name] as number) * factor;
  const sign = typed.percent ? " %" : "";
  const format = factor === 100 ? `.${typed.decimals}%` : `.${typed.decimals}f`;
  const facts = {
    typed: sentence.text.slice(start, end),
    metric: metric.name,
    block: model.id,
    computed: `${fixed(shown, typed.decimals, "-")}${sign}`,
    quote: `= ${model.id}.${metric.name} : ${format}`,
  };
  return [finding("FS2902", sentence.place(start, end), facts, { block: model.id })];
}

/** The models a sentence names: by id, by id in code, or by a name only one of them has. */
function namedBy({ text, code }: Sentence, models: readonly Model[]): readonly Model[] {
  const words = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}_-]+/gu, " ")} `;
  const spaced = words.replaceAll("-", " ");
  return models.filter(({ id, called }) => {
    // "The model" is a way to speak of any of them.
    if (id !== "model" && words.includes(` ${id.toLowerCase()} `)) return true;
    if (code.some((one) => one === id || one.replace(/^=\s*/, "").startsWith(`${id}.`))) return true;
    const isOnly = models.filter((one) => one.called === called).length === 1;
    return isOnly && called !== "" && spaced.includes(` ${called.replaceAll("-", " ")} `);
  });
}

/** By how much a result is multiplied to be written as the author did; null where that is not known. */
function factorOf({ metric, percent, decimals, value, rest }: Typed, unit: string | null): number | null {
  if (metric.scale === "share") {
    if (!goesOn.test(rest)) return null;
    if (percent) return 100;
    // A whole number without % counts something.
    return decimals === 0 ? null : value > 1 ? 100 : 1;
  }
  if (metric.scale === "plain") return !percent && (decimals > 0 || goesOn.test(rest)) ? 1 : null;
  const isPercent = unit !== null && /^%/.test(unit);
  if (percent) return isPercent ? 1 : null;
  const next = /^[\s]*([^\s.,;:)]+)/u.exec(rest)?.[1];
  return goesOn.test(rest) || (unit !== null && next === unit) ? 1 : null;
}

/** Values of a metric that may be meant; with `all`, of other rows too. */
const valuesOf = ({ meant, besides }: Model, name: string, all: boolean): readonly number[] =>
  [...meant, ...(all ? besides : [])].flatMap(({ [name]: value }) => (typeof value === "number" ? [value] : []));

/** One unit of the last decimal: 1, 0.1, 0.01, … */
const unitOf = (decimals: number): number => Number(`1e-${decimals}`);

/** One unit of the last digit that is not zero: 10 for 90, 1 for 95, 0.01 for 0.95. */
function roughUnit({ value, decimals }: Typed): number {
  if (decimals > 0 || value === 0) return unitOf(decimals);
  let unit = 1;
  while (value % (unit * 10) === 0) unit *= 10;
  return unit;
}
