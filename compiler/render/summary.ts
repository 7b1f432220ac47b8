/** Summary: what was found and how sure one may be, in plain sentences; the same in HTML, Markdown and JSON. */

import type { Brief, Quantity, Sentence } from "../../blocks/contract/brief.ts";
import { counted } from "../../blocks/contract/number-text.ts";
import { noBreak } from "../../blocks/contract/quantity.ts";
import type { ValueName } from "../../blocks/contract/values.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { listed } from "../diagnostics/listed.ts";
import { languageOf } from "../language/language.ts";
import type { Run, RunBlock } from "../run/types.ts";
import { briefBeside } from "./beside.ts";
import { plainWords } from "./inline-words.ts";
import { proseValue } from "./numbers.ts";
import { isAvailable, statusOf } from "./status.ts";

/** Title of the report: a failed run never reads like a result. */
export const reportTitle = (run: Run): string =>
  titlePrefix(run) + plainWords(run.protocol, run.protocol.frontMatter.title);

/** What stands before the title of a run that did not end well. */
export function titlePrefix({ status, protocol }: Pick<Run, "status" | "protocol">): string {
  const { say } = languageOf(protocol.frontMatter.lang);
  if (status === "success") return "";
  if (status === "cancelled") return `${say("Cancelled")}: `;
  return protocol.settings.mode === "regulatory" ? `${say("NOT APPROVED")}: ` : `${say("Failed")}: `;
}

/** What a block says at the head of the report. */
export interface Said {
  readonly block: RunBlock;
  readonly brief: Brief;
}

/** Briefs of the blocks that finished, in the order of the document. */
function briefs(run: Run): readonly Said[] {
  return run.blocks.flatMap((block) => {
    const brief = briefBeside(block, run);
    return brief === null ? [] : [{ block, brief }];
  });
}

/** Every sentence, in the order of the page. */
export function summary(run: Run): readonly string[] {
  const said = briefs(run).flatMap(({ block, brief }) => {
    const [first, ...others] = brief.sentences.map(sentenceText);
    return [`${block.block.id} (${brief.about}): ${first ?? ""}`, ...others, ...brief.warnings.map(sentenceText)];
  });
  return [...said, gatesSentence(run), ...remarks(run)].filter((sentence) => sentence !== "");
}

/** What stands under the results: how the run ended, what was not done, what there is to read. */
export function remarks(run: Run): readonly string[] {
  return [ended(run), ...notDone(run), findings(run)].filter((sentence) => sentence !== "");
}

/** @internal */
export const sentenceText = (sentence: Sentence): string =>
  sentence.map((part) => (typeof part === "string" ? part : quantityText(part))).join("");

/** `98.8 %`, `1.29 to 1.66 %`, `161 samples`. */
export function quantityText({ value, format, unit }: Quantity): string {
  const text = proseValue(value as Json, format) ?? "";
  return unit === null ? text : `${text}${noBreak}${unit}`;
}

export function gatesSentence({ content }: Run): string {
  const failed = content.gates.filter(({ status }) => status === "fail");
  if (content.gates.length === 0) return "No quality gate was evaluated.";
  if (failed.length === 0)
    return `${counted(content.gates.length, "quality gate")} ${content.gates.length === 1 ? "was" : "were"} evaluated and passed.`;
  const names = failed.map(({ gate, blocking }) => `${gate}${blocking ? "" : ", which does not block in this mode"}`);
  return `Of ${counted(content.gates.length, "quality gate")}, ${failed.length} failed: ${names.join("; ")}.`;
}

/** Only where it is not simply good. */
function ended(run: Run): string {
  const words = run.blocks.map((block) => statusOf(block).word);
  const ends = Object.entries(endings)
    .map(([word, ending]) => ({ count: words.filter((one) => one === word).length, ending }))
    .filter(({ count }) => count > 0)
    .map(({ count, ending }) => `${count} ${ending}`);
  if (run.status === "success" && ends.length === 1) return "";
  const how =
    run.status === "success"
      ? "was compiled"
      : run.status === "cancelled"
        ? "was cancelled before it ended"
        : "could not be completed";
  return `This protocol ${how} in ${run.protocol.settings.mode} mode; of its ${counted(run.blocks.length, "block")}, ${listed(ends)}.`;
}

const endings: { readonly [word: string]: string } = {
  ok: "ended well",
  warning: "ended with a warning",
  "not applicable": "had nothing to give",
  failed: "failed",
  blocked: "could not start",
  cancelled: "did not finish",
};

/** What a reader might take for granted and this run did not do. */
function notDone({ blocks }: Run): readonly string[] {
  const gives = (value: ValueName) => blocks.some(({ block }) => block.kind.gives === value);
  if (gives("monitoring")) return [];
  if (!gives("model")) return ["No model was asked for."];
  const given = new Set(blocks.filter(isAvailable).flatMap(({ block }) => block.kind.gives ?? []));
  const missing = [...new Set(blocks.map(({ block }) => block.kind))].flatMap((kind) => {
    const own = blocks.filter(({ block, results }) => block.kind === kind && results !== null);
    return (
      kind.undone?.(
        own.map(({ results }) => results),
        given,
      ) ?? []
    );
  });
  return missing.length === 0 ? [] : [`Not done: ${missing.join("; ")}.`];
}

function findings(run: Run): string {
  const count = (severity: string): number => run.findings.filter((one) => one.severity === severity).length;
  const parts = [
    [count("error"), "error"],
    [count("warning"), "warning"],
    [count("note"), "note"],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, word]) => counted(n, word));
  return said.length === 0
    ? "There are no findings."
    : `There ${said.length === 1 && said[0].startsWith("1 ") ? "is" : "are"} ${listed(said)} to read.`;
}
