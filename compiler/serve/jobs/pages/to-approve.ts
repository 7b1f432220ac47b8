/** To approve: what waits for people, in words: what an approval says, what is approved, and what is new in it. */
import { join } from "node:path";
import { sentenceCase } from "../../../../blocks/contract/sentence-case.ts";
import type { Step } from "../../../../schemas/approval-words.ts";
import { asked } from "../../../../schemas/asked.ts";
import { isRecord } from "../../../../schemas/is-record.ts";
import { previewSchema } from "../../../../schemas/preview.ts";
import { type Candidates, candidatesSchema } from "../../../../schemas/study.ts";
import { determinesIn } from "../../../jobs/determines.ts";
import { bytesAt, jsonIn } from "../../../jobs/reading.ts";
import type { JobRecord } from "../../../jobs/record.ts";
import { lastRun } from "../../../jobs/state.ts";
import { candidatesShown, choiceWords, metricWords } from "../../../render/candidates-shown.ts";
import { type Child, h } from "../../../render/hast.ts";
import type { Disk } from "../../../store/disk.ts";
import type { Remembering, Served } from "../route.ts";
import { manifestOfRun } from "../run-files.ts";
import { type Change, changes, lastApproved, leaves, toldFor } from "./facts.ts";
import { shortTime } from "./frame.ts";
import { cell, table } from "./table.ts";

/** What is approved at a step of a job. */
export function toApprove(step: Step, record: JobRecord, served: Served): readonly Child[] {
  const { disk } = served.world;
  const json = (name: string): unknown => {
    const bytes = bytesAt(disk, join(record.folder, `outputs/${name}.json`));
    return bytes === null ? null : jsonIn(bytes);
  };
  switch (step) {
    case "protocol":
      return [documentFold(record, disk, true)];
    case "study":
      return [factsTable(leaves(record.policy?.study ?? {}))];
    case "plan":
      return planShown(record, json("plan"));
    case "preview":
      return previewShown(json("preview"));
    case "candidates":
      return candidatesTable(json("candidates"));
    case "lockbox":
    case "release":
      return runShown(record, disk);
  }
}

/** The bytes as they were submitted. */
export function documentFold({ folder, spec }: JobRecord, disk: Disk, isOpen: boolean): Child {
  const bytes = bytesAt(disk, join(folder, spec.kind === "idea" ? "inputs/idea.json" : "inputs/protocol.md"));
  if (bytes === null) return null;
  const text = new TextDecoder().decode(bytes);
  return h(
    "details",
    { className: ["more"], open: isOpen },
    h("summary", {}, `The document as it was submitted, ${text.split("\n").length - 1} lines`),
    h("pre", { tabIndex: 0, role: "region", ariaLabel: "Document" }, h("code", {}, text)),
  );
}

function planShown({ spec }: JobRecord, plan: unknown): readonly Child[] {
  const determines = determinesIn(plan);
  if (determines === null) return [h("p", { className: ["bad"] }, "The plan cannot be read.")];
  const { blocks } = determines;
  const outlook = isRecord(plan) && Array.isArray(plan.outlook) ? plan.outlook : [];
  const reused = outlook.filter((one) => isRecord(one) && one.action === "reuse").length;
  const inputs = spec.inputs.map(({ name, path }) => name ?? path).join(", ");
  return [
    h(
      "p",
      {},
      `${blocks.length} blocks on ${inputs === "" ? "no file" : inputs}${reused === 0 ? "" : `; ${reused} are in the store already`}.`,
    ),
    table(
      "What will be computed",
      ["Block", "Kind", "Starts from", "Settings"],
      blocks.map(({ id, kind, inputs: from, options }) => [
        h("strong", {}, id),
        kind,
        [...new Set(from.map(({ block }) => block))].join(", ") || spec.inputs.map(({ name }) => name ?? "").join(", "),
        settingsFold(leaves(options)),
      ]),
    ),
  ];
}

function settingsFold(all: readonly (readonly [string, string])[]): Child {
  if (all.length === 0) return "none";
  return h(
    "details",
    {},
    h("summary", {}, `${all.length} settings`),
    h(
      "ul",
      { className: ["settings"] },
      all.map(([name, value]) => h("li", {}, h("span", { className: ["unit"] }, `${name}: `), value)),
    ),
  );
}

const factsTable = (all: readonly (readonly [string, string])[]): Child =>
  table("What is approved", ["What", "Is"], all);

function previewShown(found: unknown): readonly Child[] {
  const read = asked(previewSchema, found);
  if (!read.success) return [h("p", { className: ["bad"] }, "The preview cannot be read.")];
  const { data, columns, folds } = read.data;
  const number = (n: number) => cell(String(n), "number");
  return [
    ...data.flatMap(({ block, samples, spectra, external, by_class, by_batch }): Child[] => [
      h(
        "p",
        {},
        h("strong", {}, block),
        `: ${samples} samples in ${spectra} spectra${external.samples === 0 ? "" : `, and ${external.samples} external samples`}.`,
      ),
      ...(
        [
          ["Class", by_class],
          ["Batch", by_batch],
        ] as const
      ).map(([name, by]) =>
        by === null
          ? null
          : table(
              `${name} of ${block}`,
              [name, "Samples", "Spectra"],
              Object.entries(by).map(([one, of]) => [one, number(of.samples), number(of.spectra)]),
            ),
      ),
    ]),
    table(
      "Variables",
      ["Block", "Variables left"],
      columns.map((one) => [one.block, number(one.columns)]),
    ),
    ...folds.map(({ model, scheme, folds: all }) =>
      table(
        `Folds of ${model}, ${scheme}`,
        ["Fold", "Training spectra", "Test spectra"],
        all.map(({ name, training, test }) => [name, number(training), number(test)]),
      ),
    ),
  ];
}

/** Candidates of a study, the chosen one marked. */
export function candidatesTable(found: unknown): readonly Child[] {
  const read = asked(candidatesSchema, found);
  if (!read.success) return [h("p", { className: ["bad"] }, "The candidates cannot be read.")];
  const choice: Candidates = read.data;
  return [
    h("p", {}, choice.question),
    h("p", {}, choiceWords(choice)),
    table(
      "Candidates",
      ["Candidate", sentenceCase(metricWords[choice.metric]), "Interval (95 %)", "Difference to the chosen"],
      candidatesShown(choice).map(({ job, name, isChosen, value, interval, difference, lacks }) => [
        [h("a", { href: `/ui/jobs/${job}` }, name), isChosen ? h("strong", { className: ["good"] }, " chosen") : null],
        cell(lacks ?? value, "number"),
        cell(interval, "number"),
        cell(isChosen ? "" : difference, "number"),
      ]),
    ),
  ];
}

function runShown(record: JobRecord, disk: Disk): readonly Child[] {
  const run = lastRun(record.events);
  const manifest = run === null ? null : manifestOfRun(record, run.run_id, disk);
  if (run === null || manifest === null) return [h("p", { className: ["bad"] }, "The run cannot be read.")];
  const failed = manifest.gates.filter(({ status }) => status === "fail").length;
  return [
    h(
      "p",
      {},
      h("a", { className: ["button"], href: `/ui/runs/${run.run_id}` }, "Read the report"),
      manifest.gates.length === 0
        ? " No gate was to be judged."
        : ` ${manifest.gates.length - failed} of ${manifest.gates.length} gates passed.`,
    ),
    gatesTable(manifest.gates),
  ];
}

/** Gates of a run. */
export const gatesTable = (
  gates: readonly { readonly gate: string; readonly block: string; readonly status: string; readonly checks: number }[],
): Child =>
  table(
    "Gates",
    ["Gate", "Judges", "Checks", "Result"],
    gates.map(({ gate, block, status, checks }) => [
      gate,
      block,
      cell(String(checks), "number"),
      h("span", { className: ["mark", status === "pass" ? "ok" : "failed"] }, status),
    ]),
  );

const mostChanges = 40;

/** In what it differs from what was approved last for the same document. */
export function whatIsNew(step: Step, record: JobRecord, served: Remembering): readonly Child[] {
  const last = lastApproved(step, record, served);
  if (last === null) return [h("p", { className: ["quiet"] }, "None was approved before for this document.")];
  const { event, record: before, told } = last;
  const told2 = toldFor(step, record, served.world.disk);
  const of = [
    "approved in job ",
    h("a", { href: `/ui/jobs/${before.id}` }, before.id),
    ` by ${event.actor.id}, ${shortTime(event.time)} UTC`,
  ];
  if (step === "protocol") return lineChanges(before, record, of, served.world.disk);
  if (told === null || told2 === null)
    return [h("p", { className: ["quiet"] }, "The one ", ...of, ", has been made anew since: there is no comparison.")];
  const all = changes(told.facts, told2.facts);
  if (all.length === 0) return [h("p", {}, "Nothing differs from the one ", ...of, ".")];
  return [
    h("p", {}, `${all.length === 1 ? "One thing differs" : `${all.length} things differ`} from the one `, ...of, ":"),
    changesTable(all.slice(0, mostChanges)),
    all.length > mostChanges ? h("p", { className: ["quiet"] }, `and ${all.length - mostChanges} more.`) : null,
  ];
}

const changesTable = (all: readonly Change[]): Child =>
  table(
    "What differs",
    ["What", "Approved", "Now"],
    all.map(({ name, before, now }) => [
      name,
      before === null ? h("span", { className: ["quiet"] }, "was not there") : h("del", {}, before),
      now === null ? h("span", { className: ["quiet"] }, "is gone") : h("ins", {}, now),
    ]),
  );

/** Lines between the first and the last that differ. */
function lineChanges(before: JobRecord, now: JobRecord, of: readonly Child[], disk: Disk): readonly Child[] {
  const lines = ({ folder }: JobRecord): readonly string[] =>
    new TextDecoder().decode(bytesAt(disk, join(folder, "inputs/protocol.md")) ?? new Uint8Array()).split("\n");
  const [was, is] = [lines(before), lines(now)];
  let from = 0;
  while (from < Math.min(was.length, is.length) && was[from] === is[from]) from++;
  let same = 0;
  while (same < Math.min(was.length, is.length) - from && was[was.length - 1 - same] === is[is.length - 1 - same])
    same++;
  const [gone, come] = [was.slice(from, was.length - same), is.slice(from, is.length - same)];
  if (gone.length === 0 && come.length === 0) return [h("p", {}, "Nothing differs from the one ", ...of, ".")];
  return [
    h("p", {}, `From line ${from + 1} on it differs from the one `, ...of, ":"),
    h(
      "pre",
      { className: ["lines"], tabIndex: 0, role: "region", ariaLabel: "Lines that differ" },
      gone.map((line) => h("del", {}, `${line}\n`)),
      come.map((line) => h("ins", {}, `${line}\n`)),
    ),
  ];
}
