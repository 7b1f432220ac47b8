/** Candidates shown: a study's comparison as somebody reads it who is to agree to the choice, in words and as rows. */
import { estimateForm, type Form, noBreak } from "../../blocks/contract/quantity.ts";
import type { Candidates, StudyMetric } from "../../schemas/study.ts";
import { proseValue } from "./numbers.ts";

export const metricWords: { readonly [metric in StudyMetric]: string } = {
  accuracy: "accuracy",
  balanced_accuracy: "balanced accuracy",
  mcc: "Matthews correlation coefficient",
  rmsecv: "RMSECV",
};

export const ruleWords = {
  best: "the best one",
  "one-standard-error": "the first listed within one standard error of the best",
} as const;

/** How figures of a study's metric are printed: with as many decimals as their interval carries. */
export function formOfChoice({ metric, corrected }: Pick<Candidates, "metric" | "corrected">): Form {
  if (metric === "mcc") return "index";
  return metric === "rmsecv" ? estimateForm(corrected === null ? null : [corrected.low, corrected.high]) : "share";
}

export interface CandidateShown {
  readonly job: string;
  readonly name: string;
  readonly isChosen: boolean;
  /** Figure, its own interval (95 %), and what it is more than the chosen; each a dash where it is not known. */
  readonly value: string;
  readonly interval: string;
  readonly difference: string;
  /** Why it has no figure; null where it has one. */
  readonly lacks: string | null;
}

const dash = "–";

/** As a report prints it, with plain blanks: a terminal shows it, too. */
const plainValue = (value: number, form: Form): string => (proseValue(value, form) ?? dash).replaceAll(noBreak, " ");

export function candidatesShown(choice: Candidates): readonly CandidateShown[] {
  const form = formOfChoice(choice);
  const number = (value: number | null): string => (value === null ? dash : plainValue(value, form));
  const range = (low: number | null, high: number | null): string =>
    low === null || high === null ? dash : `${number(low)} to ${number(high)}`;
  return choice.candidates.map(({ job_id, why, value, low, high, difference, paired, state }) => ({
    job: job_id,
    name: why === "" ? "the document as it stands" : why,
    isChosen: job_id === choice.chosen,
    value: number(value),
    interval: range(low, high),
    difference: difference === null ? dash : number(difference.value),
    lacks: paired ? null : whyNot(state),
  }));
}

/** A job that ended without a figure, by its last event. */
function whyNot(state: string): string {
  if (state === "ERROR") return "failed";
  if (state === "CANCELLED") return "cancelled";
  if (state === "REJECTED") return "rejected";
  return state === "REPORT_COMPLETED" || state === "DONE" ? "other samples" : "not run";
}

/** `Chosen by balanced accuracy, the best one: one of 7 tried on these data. Corrected for the choice: 91.0 % (84.0 % to 97.0 %).` */
export function choiceWords(choice: Candidates): string {
  const { metric, rule, tried, corrected } = choice;
  const form = formOfChoice(choice);
  const number = (value: number): string => plainValue(value, form);
  const first = `Chosen by ${metricWords[metric]}, ${ruleWords[rule]}: one of ${tried} tried on these data.`;
  if (corrected === null) return `${first} What the choice is worth cannot be told from so few samples.`;
  const { value, low, high } = corrected;
  const spread =
    low === high
      ? "every draw came to the same, which tells nothing of its spread"
      : `${number(low)} to ${number(high)}`;
  return `${first} Corrected for the choice: ${number(value)} (${spread}).`;
}
