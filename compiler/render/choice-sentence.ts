/** Choice sentence: among how many a run was chosen, and what its figure is once that is counted; on the first page, beside the figure. */
import { counted } from "../../blocks/contract/number-text.ts";
import { isRecord } from "../../schemas/is-record.ts";
import { candidatesPath } from "../../schemas/study.ts";
import { formOfChoice, metricWords, ruleWords } from "./candidates-shown.ts";
import type { Child } from "./hast.ts";
import { proseValue } from "./numbers.ts";
import type { Report } from "./report.ts";
import { type Parts, partsElement, partsText, type Said, said } from "./said.ts";

type Of = Pick<Report, "blocks" | "choice">;

/** Null of a run that nobody chose among others. */
function told({ blocks, choice }: Of): Parts | null {
  if (choice === null) return null;
  const { tried, metric, rule, corrected, candidates, chosen, model } = choice;
  const at = candidates.findIndex(({ job_id }) => job_id === chosen);
  const own = candidates[at];
  const tally = said(tried, String(tried), candidatesPath, "/tried");
  const name = metricWords[metric];
  const first: Parts = ["One of ", tally, " tried on these data; corrected for the choice, "];
  const by = ` It was chosen by ${name}, ${ruleWords[rule]}.`;
  if (corrected === null || own === undefined || own.value === null)
    return [...first, `${name} cannot be told from ${counted(choice.samples.names.length, "sample")}.`, by];
  const isShare = metric !== "rmsecv";
  const form = formOfChoice(choice);
  const results = blocks.find(({ id }) => id === model)?.results;
  const unit = isShare ? "" : unitOf(results);
  const number = (value: number, pointer: string, behind = ""): Said =>
    said(value, `${proseValue(value, form) ?? ""}${behind}`, candidatesPath, pointer, form);
  return [
    ...first,
    `${name} is `,
    number(corrected.value, "/corrected/value", unit),
    " (",
    // Draws of samples that were all judged alike cannot differ: that is no certainty.
    ...(corrected.low === corrected.high
      ? ["every draw came to the same, which tells nothing of its spread"]
      : [
          "95 % of draws between ",
          number(corrected.low, "/corrected/low"),
          " and ",
          number(corrected.high, "/corrected/high"),
        ]),
    `). The figure of the chosen one alone, `,
    number(own.value, `/candidates/${at}/value`, unit),
    `, does not count that it was chosen by it.${by}`,
  ];
}

/** Of the number that the judged model predicts. */
const unitOf = (results: unknown): string =>
  isRecord(results) && typeof results.target_unit === "string" ? ` ${results.target_unit}` : "";

export const choiceTexts = (report: Of): readonly string[] => {
  const parts = told(report);
  return parts === null ? [] : [partsText(parts)];
};

/** The same as an element whose numbers say where they stand. */
export const choiceElement = (report: Of): Child => {
  const parts = told(report);
  return parts === null ? null : partsElement(parts);
};
