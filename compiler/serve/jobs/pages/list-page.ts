/** List page: what waits for whoever looks, above all jobs, the newest first. */
import { type EventType, eventTypes } from "../../../../schemas/job.ts";
import { whyNotCounted } from "../../../jobs/give.ts";
import type { JobRecord } from "../../../jobs/record.ts";
import { jobsWhere, submittedAt, titleOf } from "../../../jobs/shown.ts";
import { stateOf } from "../../../jobs/state.ts";
import { type Child, h } from "../../../render/hast.ts";
import type { Answer, Served } from "../route.ts";
import { actorOf } from "../who.ts";
import { pageAnswer, type Reader, timeElement } from "./frame.ts";
import { table } from "./table.ts";
import { meaningOf, stateMark, stepWords, typeWords } from "./words.ts";

const mostShown = 200;

export function listPage(
  { state, root }: { readonly state?: string; readonly root?: string },
  reader: Reader,
  { places, world }: Served,
): Answer {
  const { records, findings } = jobsWhere(root === undefined ? {} : { root }, places, world.disk);
  const all = [...records].reverse();
  const meant = state === undefined ? all : all.filter(({ events }) => stateOf(events)?.type === state);
  const yours = all.filter((record) => waitsFor(record, reader));
  return pageAnswer(
    {
      title: "Jobs",
      isWide: true,
      main: [
        h("h1", {}, root === undefined ? "Jobs" : `Jobs from ${root}`),
        yoursPart(yours),
        findings.map(({ message }) => h("p", { className: ["reason"] }, message)),
        filters(all, state, root),
        meant.length === 0
          ? h("p", { className: ["quiet"] }, all.length === 0 ? "There are no jobs yet." : "There are no such jobs.")
          : table("Jobs", ["Job", "State", "Submitted by", "Submitted"], meant.slice(0, mostShown).map(line)),
        meant.length > mostShown
          ? h("p", { className: ["quiet"] }, `The newest ${mostShown} of ${meant.length}: choose a state to see fewer.`)
          : null,
      ],
    },
    reader,
  );
}

/** Whether an approval of theirs would count. */
function waitsFor({ policy, events }: JobRecord, { visitor }: Reader): boolean {
  const state = stateOf(events);
  if (visitor === null || visitor.role === "reader" || state === null || state.waiting === null || state.step === null)
    return false;
  const verdict = { type: "APPROVED", step: state.step, actor: actorOf(visitor, "page") } as const;
  return whyNotCounted({ policy, events }, verdict) === null;
}

function yoursPart(yours: readonly JobRecord[]): Child {
  if (yours.length === 0) return h("p", { className: ["none-waits"] }, "Nothing waits for you.");
  return h(
    "section",
    { ariaLabelledBy: ["yours"] },
    h("h2", { id: "yours" }, yours.length === 1 ? "One job waits for you" : `${yours.length} jobs wait for you`),
    h(
      "ul",
      { className: ["yours"] },
      yours.map((record) => {
        const step = stateOf(record.events)?.step ?? null;
        return h(
          "li",
          {},
          h("a", { href: `/ui/jobs/${record.id}` }, titleOf(record)),
          step === null
            ? null
            : [
                h("p", {}, h("strong", {}, `Approve ${stepWords[step]}? `), meaningOf[step]),
                h(
                  "p",
                  { className: ["quiet"] },
                  `submitted by ${record.events[0].actor.id}, `,
                  timeElement(submittedAt(record)),
                ),
              ],
        );
      }),
    ),
  );
}

/** States that there are, each with how many jobs are in it. */
function filters(all: readonly JobRecord[], chosen: string | undefined, root: string | undefined): Child {
  const types = all.flatMap(({ events }): EventType[] => {
    const type = stateOf(events)?.type;
    return type === undefined ? [] : [type];
  });
  const link = (type: EventType | null, words: string, count: number): Child => {
    const asked = new URLSearchParams({
      ...(type === null ? {} : { state: type }),
      ...(root === undefined ? {} : { root }),
    });
    const isChosen = (type ?? undefined) === chosen;
    return h(
      "li",
      {},
      h(
        "a",
        { href: asked.size === 0 ? "/ui/jobs" : `/ui/jobs?${asked}`, ...(isChosen ? { ariaCurrent: "page" } : {}) },
        `${words} ${count}`,
      ),
    );
  };
  return h(
    "nav",
    { ariaLabel: "States" },
    h(
      "ul",
      { className: ["states"] },
      link(null, "all", all.length),
      eventTypes
        .filter((type) => types.includes(type))
        .map((type) => link(type, typeWords(type), types.filter((one) => one === type).length)),
    ),
  );
}

function line(record: JobRecord): readonly Child[] {
  const state = stateOf(record.events);
  return [
    [
      h("a", { href: `/ui/jobs/${record.id}` }, titleOf(record)),
      h("div", { className: ["quiet"] }, h("code", {}, record.id), ` ${record.spec.document.path}`),
    ],
    state === null ? "" : stateMark(state),
    record.events[0].actor.id,
    timeElement(submittedAt(record)),
  ];
}
