/** Job page: what a job waits for and what is to be approved, first; then what happened to it, and what it is. */
import { join } from "node:path";
import type { Step } from "../../../../schemas/approval-words.ts";
import { mayOrder, whyNotCounted } from "../../../jobs/give.ts";
import { next } from "../../../jobs/next.ts";
import { readPeople } from "../../../jobs/people.ts";
import { bytesAt, jsonIn } from "../../../jobs/reading.ts";
import type { JobRecord } from "../../../jobs/record.ts";
import { shownJob, submittedAt, titleOf } from "../../../jobs/shown.ts";
import { stateOf, type Waiting } from "../../../jobs/state.ts";
import { type Child, h } from "../../../render/hast.ts";
import { hexOf } from "../../../store/digest.ts";
import type { Answer, Remembering, Served } from "../route.ts";
import { actorOf } from "../who.ts";
import { hidden, pageAnswer, type Reader, shortDigest, shortTime, timeElement } from "./frame.ts";
import { candidatesTable, documentFold, toApprove, whatIsNew } from "./to-approve.ts";
import { eventWords, meaningOf, stateMark, stepWords } from "./words.ts";

/** What was not done, told above all else, and what was typed for it. */
export interface Refused {
  readonly status: number;
  readonly message: string;
  readonly advice: readonly string[];
  readonly note: string;
}

export function jobPage(
  record: JobRecord,
  reader: Reader,
  served: Remembering,
  refused: Refused | null = null,
): Answer {
  const { id, events } = record;
  const state = stateOf(events);
  const hasEnded = "end" in next(record.course, events);
  const waiting = state?.waiting ?? null;
  return pageAnswer(
    {
      title: titleOf(record),
      status: refused?.status ?? 200,
      ...(hasEnded ? {} : { follows: { job: id, seq: events.length } }),
      main: [
        h("p", { className: ["kicker"] }, "Job ", h("code", {}, id)),
        h("h1", {}, titleOf(record)),
        h(
          "p",
          { className: ["stands"] },
          state === null ? null : stateMark(state),
          h("span", { className: ["quiet"] }, `submitted by ${events[0].actor.id}, `, timeElement(submittedAt(record))),
        ),
        refused === null
          ? null
          : h(
              "div",
              { className: ["banner"], role: "alert" },
              h("p", {}, h("strong", {}, "Nothing was written: "), refused.message),
              refused.advice.map((one) => h("p", {}, one)),
            ),
        waiting === null || waiting.event.step === null
          ? whereItStands(record)
          : waitingPart(waiting.event.step, waiting, record, reader, served, refused?.note ?? ""),
        comparedPart(record, waiting, served),
        h("h2", { id: "happened" }, "What happened"),
        h("ol", { className: ["timeline"], reversed: true }, [...events].reverse().map(eventItem)),
        aboutPart(record, served),
        ordersPart(record, reader, served, hasEnded),
      ],
    },
    reader,
  );
}

/** Where it waits for nobody who approves. */
function whereItStands({ course, events }: JobRecord): Child {
  const following = next(course, events);
  const says =
    "do" in following
      ? "It goes on as soon as a worker takes it."
      : "wait" in following && following.wait === "answer"
        ? "It waits for a protocol that answers it."
        : "wait" in following
          ? "It waits for the choice among the candidates of its study."
          : null;
  return says === null ? null : h("p", { className: ["callout"] }, says);
}

function waitingPart(
  step: Step,
  { event, have }: Waiting,
  record: JobRecord,
  reader: Reader,
  served: Remembering,
  note: string,
): Child {
  const { roles, count, expires } = event.data;
  const digest = hexOf(event.about?.digest ?? "");
  const who = roles.length === 0 ? "anybody" : roles.join(" or ");
  return h(
    "section",
    { className: ["to-approve"], ariaLabelledBy: ["waits"] },
    h("h2", { id: "waits" }, `Approve ${stepWords[step]}?`),
    h("p", {}, meaningOf[step]),
    h(
      "p",
      { className: ["quiet"] },
      `By ${who}: ${have.length} of ${count} so far${have.length === 0 ? "" : ` (${have.join(", ")})`}${expires === null ? "" : `, until ${shortTime(expires)} UTC`}. Digest `,
      shortDigest(digest),
    ),
    h("h3", {}, "What is new"),
    whatIsNew(step, record, served),
    h("h3", {}, "What you approve"),
    toApprove(step, record, served),
    verdictForm(step, digest, record, reader, note),
  );
}

/** A form where an approval or a rejection of the reader's counts; else why it does not. */
function verdictForm(step: Step, digest: string, record: JobRecord, reader: Reader, note: string): Child {
  const actor = actorOf(reader.visitor, "page");
  const why = (type: "APPROVED" | "REJECTED"): string | null =>
    actor.role === "reader" ? "may read here, and nothing else" : whyNotCounted(record, { type, step, actor });
  const [notApproved, notRejected] = [why("APPROVED"), why("REJECTED")];
  const button = (verb: "approve" | "reject", words: string): Child =>
    h("button", { type: "submit", className: [verb], formAction: `/ui/jobs/${record.id}/${verb}` }, words);
  return [
    notApproved === null ? null : h("p", { className: ["reason"] }, `Not by you: ${actor.id} ${notApproved}.`),
    notApproved !== null && notRejected !== null
      ? null
      : h(
          "form",
          {
            method: "post",
            action: `/ui/jobs/${record.id}/${notApproved === null ? "approve" : "reject"}`,
            className: ["verdict"],
          },
          hidden("_csrf", reader.csrf()),
          hidden("step", step),
          hidden("digest", digest),
          h("label", { htmlFor: ["note"] }, "Note, kept with your name for ever"),
          h("textarea", { id: "note", name: "note", rows: 3, required: true, maxLength: 2000 }, note),
          h(
            "div",
            { className: ["buttons"] },
            notApproved === null ? button("approve", `Approve ${stepWords[step]}`) : null,
            notRejected === null ? button("reject", "Reject") : null,
          ),
        ),
  ];
}

/** Candidates that were compared, where they do not wait themselves. */
function comparedPart({ folder }: JobRecord, waiting: Waiting | null, { world: { disk } }: Served): Child {
  const bytes = waiting?.event.step === "candidates" ? null : bytesAt(disk, join(folder, "outputs/candidates.json"));
  return bytes === null ? null : [h("h2", {}, "Candidates"), candidatesTable(jsonIn(bytes))];
}

const eventItem = (event: JobRecord["events"][number]): Child => {
  const { seq, time, actor, note, about } = event;
  return h(
    "li",
    { value: String(seq), id: `event-${seq}` },
    h("p", {}, eventWords(event)),
    note === null ? null : h("blockquote", {}, note),
    h(
      "p",
      { className: ["quiet"] },
      timeElement(time),
      actor.via === "worker" ? ", a worker" : `, ${actor.id}${actor.role === null ? "" : ` (${actor.role})`}`,
      about === null ? null : [", digest ", shortDigest(hexOf(about.digest))],
    ),
  );
};

function aboutPart(record: JobRecord, { places, world: { disk } }: Served): Child {
  const { id, spec } = record;
  const { lineage, runs, budget } = shownJob(record, places, disk);
  const pair = (name: string, ...is: readonly Child[]): Child => [h("dt", {}, name), h("dd", {}, is)];
  const job = (one: string): Child => h("a", { href: `/ui/jobs/${one}` }, one);
  return [
    h("h2", {}, "The job"),
    h(
      "dl",
      { className: ["about"] },
      pair(
        spec.kind === "idea" ? "Request" : "Document",
        spec.document.path,
        " ",
        shortDigest(hexOf(spec.document.sha256)),
      ),
      spec.inputs.map(({ name, path, sha256, size_bytes }) =>
        pair(`Input ${name ?? ""}`, `${path}, ${size_bytes} bytes `, shortDigest(hexOf(sha256))),
      ),
      spec.settings.map(({ key, value }) => pair(`Typed ${key}`, value)),
      runs.map(({ run_id, exit_code }) =>
        pair("Run", h("a", { href: `/ui/runs/${run_id}` }, run_id), exit_code === 0 ? "" : `, exit code ${exit_code}`),
      ),
      lineage.parent_job_id === null ? null : pair("Came from", job(lineage.parent_job_id)),
      spec.extensions.idea === undefined ? null : pair("Answers", job(spec.extensions.idea)),
      spec.extensions.why === undefined ? null : pair("Why", spec.extensions.why),
      lineage.generation === 0 && budget === null
        ? null
        : pair("All jobs of it", h("a", { href: `/ui/jobs?root=${lineage.root_job_id}` }, lineage.root_job_id)),
      budget === null
        ? null
        : pair(
            "Budget",
            Object.entries(budget.counters)
              .map(([name, used]) => `${name} ${Number.isInteger(used) ? used : used.toFixed(3)}`)
              .join(", "),
            budget.stopped === null ? "" : `; out of budget: ${budget.stopped}`,
          ),
      pair("Record", h("a", { href: `/jobs/${id}/events` }, "all events as JSON")),
    ),
    documentFold(record, disk, spec.kind === "idea"),
  ];
}

/** Cancel, retry and spawn, for whom they are. */
function ordersPart(record: JobRecord, reader: Reader, { places, world }: Served, hasEnded: boolean): Child {
  const people = readPeople(places, world);
  const actor = actorOf(reader.visitor, "page");
  const { id, spec, events } = record;
  if (actor.role === "reader" || "code" in people) return null;
  const orders = mayOrder(record, actor, people.length > 0);
  const isError = stateOf(events)?.type === "ERROR";
  const form = (name: string, says: string, field: Child, button: string): Child =>
    h(
      "details",
      { className: ["more"] },
      h("summary", {}, says),
      h(
        "form",
        { method: "post", action: `/ui/jobs/${id}/${name}` },
        hidden("_csrf", reader.csrf()),
        field,
        h("div", { className: ["buttons"] }, h("button", { type: "submit" }, button)),
      ),
    );
  const text = (name: string, at: string, label: string, most: number, isNeeded = true): Child => [
    h("label", { htmlFor: [at] }, label),
    h("textarea", { id: at, name, rows: 2, required: isNeeded, maxLength: most }),
  ];
  const all = [
    orders && isError ? form("retry", "Begin again", text("note", "retry-note", "Note", 2000), "Begin again") : null,
    orders && !hasEnded
      ? form("cancel", "Cancel the job", text("note", "cancel-note", "Note", 2000), "Cancel the job")
      : null,
    spec.kind === "idea" || !("auth" in actor) || (actor.role === null && actor.auth === "proxy")
      ? null
      : form(
          "spawn",
          "A job of the same document with other settings",
          [
            text("set", "spawn-set", "Settings, one KEY=VALUE a line", 20_000, false),
            text("why", "spawn-why", "Why, in 10 to 500 characters", 500),
          ],
          "Submit it",
        ),
  ].filter((one) => one !== null);
  return all.length === 0 ? null : [h("h2", {}, "More"), all];
}
