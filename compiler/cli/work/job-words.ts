/** Job words: where a job stands, for people who read it on a terminal, with what to type next. */
import { join, relative } from "node:path";
import { asked } from "../../../schemas/asked.ts";
import { own } from "../../../schemas/dictionary.ts";
import type { JobEvent } from "../../../schemas/job.ts";
import type { ShownJob } from "../../../schemas/job-answers.ts";
import { candidatesSchema } from "../../../schemas/study.ts";
import { slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { next } from "../../jobs/next.ts";
import { placesOf } from "../../jobs/places.ts";
import { bytesAt, jsonIn } from "../../jobs/reading.ts";
import type { JobRecord } from "../../jobs/record.ts";
import { titleOf } from "../../jobs/shown.ts";
import { lastRun, stateOf, type Waiting } from "../../jobs/state.ts";
import type { OutOfBudget } from "../../jobs/study/admit.ts";
import { budgetOf } from "../../jobs/study/budget-shown.ts";
import { candidatesFile } from "../../jobs/study/compare.ts";
import { candidatesShown, choiceWords } from "../../render/candidates-shown.ts";
import { hexOf } from "../../store/digest.ts";

/** Exit code of a job, and of a round, that waits for people, was ended by them or is out of budget: nothing failed. */
export const stopped = 10;

/** What a study ran out of. */
export const budgetWords = ({ beyond: { reason, limit }, counters }: OutOfBudget): string =>
  `the study is out of budget: ${reason} ${limit}; used: ${counters.candidates} candidates, generation ${counters.generation}, ${counters.hours.toFixed(3)} hours, ${counters.since_gain} without a gain`;

/** `WAITING_APPROVAL(plan)`. */
export function stateWords({ events }: Pick<JobRecord, "events">): string {
  const state = stateOf(events);
  return state === null ? "not submitted" : withStep(state);
}

const withStep = ({ type, step }: Pick<JobEvent, "type" | "step">): string =>
  step === null ? type : `${type}(${step})`;

/** A line each: what it is, where it stands, what it waits for, what to read and what to type. */
export function shownLines(record: JobRecord, world: World): readonly (readonly [label: string, says: string])[] {
  const { id, spec, events, course, folder } = record;
  const following = next(course, events);
  const waiting = stateOf(events)?.waiting ?? null;
  const run = lastRun(events);
  const ended = events.at(-1);
  return [
    ["job", `${id}  ${titleOf(record)}`],
    ["document", `${spec.document.path}  ${hexOf(spec.document.sha256)}`],
    ...(spec.settings.length === 0
      ? []
      : [["typed", spec.settings.map(({ key, value }) => `${key}=${value}`).join(" ")] as const]),
    ["submitted", `${events[0].time}  by ${events[0].actor.id}`],
    ["state", stateWords(record)],
    ...(run === null
      ? []
      : [["run", `${here(join(folder, "runs", run.run_id), world)}  exit ${run.exit_code}`] as const]),
    ...(ended?.type === "REJECTED" ? [["note", `${ended.actor.id}: ${ended.note ?? ""}`] as const] : []),
    ...(waiting === null ? [] : waitingLines(record, waiting, world)),
    ...studyLines(record, budgetOf(record, placesOf(world), world.disk)),
    ...choiceLines(record, world),
    ...("wait" in following && following.wait === "choice"
      ? [["waits for", `the choice among the candidates of job ${spec.extensions.lineage?.root_job_id ?? ""}`] as const]
      : []),
    ...("wait" in following && following.wait === "answer"
      ? [["type", `foodspec job spawn ${id} PROTOCOL.md --why "…"`] as const]
      : []),
    ...("do" in following ? [["type", `foodspec worker --once --job ${id}`] as const] : []),
    ...("end" in following && following.end === "ERROR"
      ? [["type", `foodspec job retry ${id} --note "…"`] as const]
      : []),
  ];
}

/** What a study has used of what it may. */
function studyLines({ id, course }: JobRecord, budget: ShownJob["budget"]): readonly (readonly [string, string])[] {
  if (course.part === "alone" || budget === null) return [];
  const { counters, limits, stopped: out } = budget;
  const used = Object.entries(counters).map(
    ([name, used]) =>
      `${name} ${Number.isInteger(used) ? used : used.toFixed(3)}${own(limits, name) === undefined ? "" : ` of ${own(limits, name)}`}`,
  );
  return [
    ["study", `${used.join(", ")}${out === null ? "" : `; out of budget: ${out}`}`],
    ["jobs", `foodspec job list --root ${budget.root}${budget.root === id ? "" : " (a candidate of it)"}`],
  ];
}

/** What was compared, once it was: the choice in words, and a line a candidate. */
function choiceLines(record: JobRecord, { disk }: World): readonly (readonly [string, string])[] {
  const bytes = bytesAt(disk, candidatesFile(record));
  if (bytes === null) return [];
  const read = asked(candidatesSchema, jsonIn(bytes));
  if (!read.success) return [["choice", "the candidates cannot be read"]];
  return [
    ["choice", choiceWords(read.data)],
    ...candidatesShown(read.data).map(({ name, value, interval, difference, lacks, isChosen }) => {
      const figure = lacks ?? `${value}  (${interval})`;
      const beside = isChosen ? "chosen" : lacks === null ? `difference to the chosen ${difference}` : "";
      return ["candidate", [name, figure, beside].filter((one) => one !== "").join("  ")] as const;
    }),
  ];
}

const reads = {
  protocol: "inputs/protocol.md",
  study: "outputs/policy_ref.json",
  plan: "outputs/plan.json",
  preview: "outputs/preview.json",
  candidates: "outputs/candidates.json",
} as const;

function waitingLines(
  { id, folder, events }: JobRecord,
  { event, have }: Waiting,
  world: World,
): readonly (readonly [string, string])[] {
  const { step, about, data } = event;
  const digest = hexOf(about?.digest ?? "");
  const run = lastRun(events);
  const file =
    step !== null && step in reads ? reads[step as keyof typeof reads] : `runs/${run?.run_id ?? ""}/report/index.html`;
  const who = data.roles.length === 0 ? "anybody" : data.roles.join(" or ");
  const toSign = step === "release" && run !== null;
  return [
    [
      "waits for",
      `${step}, by ${who}: ${have.length} of ${data.count}${have.length === 0 ? "" : ` (${have.join(", ")})`}${data.expires === null ? "" : `, until ${data.expires}`}`,
    ],
    ["digest", `${digest}  (${about?.what ?? ""})`],
    ["read", here(join(folder, file), world)],
    ...(toSign
      ? [
          [
            "sign",
            `foodspec sign ${here(join(folder, "runs", run.run_id), world)} --role ROLE --key FILE.p12, where the document asks for signatures`,
          ] as const,
        ]
      : []),
    ["type", `foodspec job approve ${id} --step ${step} --digest ${digest.slice(0, 12)} --note "…"`],
    ["or", `foodspec job reject ${id} --step ${step} --digest ${digest.slice(0, 12)} --note "…"`],
  ];
}

/** A path as somebody who stands in the working directory types it. */
export function here(path: string, { cwd }: World): string {
  const way = slashes(relative(cwd, path));
  return way.startsWith("../../..") ? slashes(path) : way;
}

export const eventLine = (event: JobEvent): string => {
  const { seq, time, actor, note, about } = event;
  const role = actor.role === null ? "" : ` (${actor.role})`;
  const digest = about === null ? "" : `  ${hexOf(about.digest).slice(0, 12)}`;
  return `${String(seq).padStart(4)}  ${time}  ${withStep(event).padEnd(26)}  ${actor.id}${role}${digest}${note === null ? "" : `  “${note}”`}\n`;
};
