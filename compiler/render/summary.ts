/** The run in plain sentences: what a reader wants to know before anything else. */
import type { Run } from "../run/types.ts";
import { listed } from "./disclaimer.ts";
import { statusOf } from "./status.ts";

/** Title of the report: a failed run never reads like a result. */
export function reportTitle(run: Run): string {
  const { title } = run.protocol.frontMatter;
  if (run.status === "success") return title;
  if (run.status === "cancelled") return `Cancelled: ${title}`;
  return run.protocol.settings.mode === "regulatory" ? `NOT APPROVED: ${title}` : `Failed: ${title}`;
}

export function summary(run: Run): readonly string[] {
  return [outcome(run), inputs(run), gates(run), findings(run)].filter((sentence) => sentence !== "");
}

function outcome(run: Run): string {
  const words = run.blocks.map((block) => statusOf(block).word);
  const ends = Object.entries(endings)
    .map(([word, ending]) => ({ count: words.filter((one) => one === word).length, ending }))
    .filter(({ count }) => count > 0)
    .map(({ count, ending }) => `${count} ${ending}`);
  const how =
    run.status === "success"
      ? "was compiled"
      : run.status === "cancelled"
        ? "was cancelled before it ended"
        : "could not be completed";
  return `This protocol ${how} in ${run.protocol.settings.mode} mode; of its ${many(run.blocks.length, "block")}, ${listed(ends)}.`;
}

const endings: { readonly [word: string]: string } = {
  ok: "ended well",
  warning: "ended with a warning",
  "not applicable": "had nothing to give",
  failed: "failed",
  blocked: "could not start",
  cancelled: "did not finish",
};

function inputs({ content }: Run): string {
  if (content.inputs.length === 0) return "";
  const files = content.inputs.map(({ path, n_rows }) => (n_rows === null ? path : `${path} (${many(n_rows, "row")})`));
  return `It read ${listed(files)}.`;
}

function gates({ content }: Run): string {
  const failed = content.gates.filter(({ status }) => status === "fail");
  if (content.gates.length === 0) return "No quality gate was evaluated.";
  if (failed.length === 0)
    return `${many(content.gates.length, "quality gate")} ${content.gates.length === 1 ? "was" : "were"} evaluated and passed.`;
  const names = failed.map(({ gate, blocking }) => `${gate}${blocking ? "" : ", which does not block in this mode"}`);
  return `Of ${many(content.gates.length, "quality gate")}, ${failed.length} failed: ${names.join("; ")}.`;
}

function findings(run: Run): string {
  const count = (severity: string): number => run.findings.filter((one) => one.severity === severity).length;
  const parts = [
    [count("error"), "error"],
    [count("warning"), "warning"],
    [count("note"), "note"],
  ] as const;
  const said = parts.filter(([n]) => n > 0).map(([n, word]) => many(n, word));
  return said.length === 0
    ? "There are no findings."
    : `There ${said.length === 1 && said[0].startsWith("1 ") ? "is" : "are"} ${listed(said)} to read.`;
}

export const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
