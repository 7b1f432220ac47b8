/** Words: what pages call the states and steps of a job. */
import type { Step } from "../../../../schemas/approval-words.ts";
import type { EventType, JobEvent } from "../../../../schemas/job.ts";
import { type Child, h } from "../../../render/hast.ts";

/** What somebody approves, as the object of a sentence. */
export const stepWords: { readonly [step in Step]: string } = {
  protocol: "the protocol",
  study: "the study",
  plan: "the plan",
  preview: "the preview of the data",
  candidates: "the choice among the candidates",
  lockbox: "the opening of the lockbox",
  release: "the release",
};

/** What an approval of it says. */
export const meaningOf: { readonly [step in Step]: string } = {
  protocol: "You approve this document, to the letter. Nothing is planned before.",
  study: "You approve what is tried, how it is compared, and how the best is chosen.",
  plan: "You approve what will be computed, with which settings, on which data: all that fixes the numbers. Nothing runs before.",
  preview: "You approve the samples, classes and folds on which models will be fitted. Nothing is fitted before.",
  candidates: "You approve which candidate is chosen, and why. Only the chosen one goes on.",
  lockbox: "You approve that the samples set aside are predicted, once. It cannot be undone.",
  release: "You approve the results of this run, to the last digit. It is what may be quoted.",
};

const states: { readonly [type in EventType]: string } = {
  PROTOCOL_SUBMITTED: "submitted",
  IDEA_SUBMITTED: "waits for a protocol",
  PLAN_COMPILED: "planned",
  PREVIEW_COMPLETED: "data looked at",
  WAITING_APPROVAL: "waits for approval",
  APPROVED: "approved",
  REJECTED: "rejected",
  RUN_STARTED: "running",
  RUN_COMPLETED: "run ended",
  GATES_COMPLETED: "gates judged",
  REPORT_COMPLETED: "report written",
  CANDIDATES_COMPARED: "candidates compared",
  LOCKBOX_OPENED: "lockbox opened",
  REGISTRY_UPDATED: "registered",
  DONE: "done",
  ERROR: "failed",
  RETRIED: "begun again",
  CANCELLED: "cancelled",
  SPAWNED: "another job came from it",
  STOPPED_BUDGET: "out of budget",
  SEQUEL_COMPLETED: "report of the chosen made",
  TRACKED: "sent to a tracking server",
};

export const typeWords = (type: EventType): string => states[type];

/** A state of a job as half a sentence. */
const stateWords = ({ type, step }: Pick<JobEvent, "type" | "step">): string =>
  step === null ? states[type] : `${states[type]}: ${stepWords[step].replace(/^the /, "")}`;

const classes: { readonly [type in EventType]?: string } = {
  WAITING_APPROVAL: "warn",
  IDEA_SUBMITTED: "warn",
  DONE: "ok",
  REJECTED: "failed",
  ERROR: "failed",
  CANCELLED: "na",
};

/** A state, in the colour of what it asks for. */
export const stateMark = (state: Pick<JobEvent, "type" | "step">): Child =>
  h("span", { className: ["mark", classes[state.type] ?? "quiet"] }, stateWords(state));

/** What happened, for the list of all that did. */
export function eventWords(event: JobEvent): readonly Child[] {
  const { type, step } = event;
  const what = step === null ? "" : ` ${stepWords[step]}`;
  switch (event.type) {
    case "APPROVED":
      return [h("strong", {}, `Approved${what}`)];
    case "REJECTED":
      return [h("strong", { className: ["bad"] }, `Rejected${what}`)];
    case "WAITING_APPROVAL": {
      const { roles, count, expires } = event.data;
      const who = roles.length === 0 ? "anybody" : roles.join(" or ");
      return [
        `Waits for approval of${what}, by ${count === 1 ? who : `${count} people: ${who}`}`,
        expires === null ? "" : `, until ${expires.slice(0, 10)}`,
      ];
    }
    case "RUN_STARTED":
      return [`Run started${event.data.start === 1 ? "" : `, for the ${event.data.start}. time`}`];
    case "RUN_COMPLETED":
    case "LOCKBOX_OPENED": {
      const { run_id } = event.data;
      const ended =
        event.type === "RUN_COMPLETED" ? `Run ended with exit code ${event.data.exit_code}: ` : "Lockbox opened: ";
      return [ended, h("a", { href: `/ui/runs/${run_id}` }, run_id)];
    }
    case "GATES_COMPLETED": {
      const failed = event.data.gates.filter(({ status }) => status === "fail").map(({ gate }) => gate);
      const count = event.data.gates.length;
      if (count === 0) return ["No gate was to be judged"];
      return [failed.length === 0 ? `Gates passed: ${count} of ${count}` : `Gates failed: ${failed.join(", ")}`];
    }
    case "SPAWNED":
      return ["Another job came from it: ", h("a", { href: `/ui/jobs/${event.data.job_id}` }, event.data.job_id)];
    case "CANDIDATES_COMPARED":
      return ["Candidates compared, chosen: ", h("a", { href: `/ui/jobs/${event.data.chosen}` }, event.data.chosen)];
    case "ERROR": {
      const { exit_code, code } = event.data;
      return [
        h("strong", { className: ["bad"] }, `Failed with exit code ${exit_code}${code === null ? "" : ` (${code})`}`),
      ];
    }
    case "STOPPED_BUDGET":
      return [`Out of budget: ${event.data.reason} ${event.data.limit}`];
    default: {
      const said = states[type];
      return [said.slice(0, 1).toUpperCase() + said.slice(1)];
    }
  }
}
