/** trust/predictions.csv: the rows of model/predictions.csv, each with what trust says of its sample. */
import { quoted } from "../contract/csv.ts";
import type { Evaluated } from "../methods/trust/evaluate.ts";
import type { Setup } from "../methods/trust/pass.ts";

/**
 * A row a spectrum, in input order: id, sample, group, batch, fold, observed, predicted, then calibrated `p:CLASS` and `set` (the
 * issued one, classes joined by `|`), for regression `residual`, `low`, `high`; `answered`. Spectra of one sample say the same but
 * for who they are; cells of spectra that no fold left out are empty, and so are infinite ends.
 */
export function trustPredictions(setup: Setup, evaluated: readonly Evaluated[]): string {
  const { data, classes, samples, wishes } = setup;
  const { rows, outcome } = data;
  const byRow = new Map(
    evaluated.flatMap((one) => (one.rows ?? samples.rows[one.sample]).map((i) => [i, one] as const)),
  );
  const hasSets = wishes.conformal !== null;
  const observed = (i: number): string =>
    classes === null ? String(outcome.target?.values[i]) : classes[outcome.label?.codes[i] ?? 0];
  const own = rows.id.flatMap((id, i): string[][] => {
    if (rows.external[i]) return [];
    const one = byRow.get(i);
    const who = [id, rows.sample[i], rows.group[i], rows.batch?.[i] ?? "", one?.fold ?? "", observed(i)];
    const said =
      classes === null
        ? intervalCells(one, outcome.target?.values[i] ?? Number.NaN, hasSets)
        : classCells(one, classes, hasSets);
    return [[...who, ...said, one === undefined ? "" : String(one.answered)]];
  });
  const named =
    classes === null
      ? ["residual", ...(hasSets ? ["low", "high"] : [])]
      : [...classes.map((name) => `p:${name}`), ...(hasSets ? ["set"] : [])];
  const head = ["id", "sample", "group", "batch", "fold", "observed", "predicted", ...named, "answered"];
  return `${[head, ...own].map((line) => line.map(quoted).join(",")).join("\n")}\n`;
}

function classCells(one: Evaluated | undefined, classes: readonly string[], hasSets: boolean): string[] {
  const predicted = one === undefined ? "" : classes[one.predicted];
  const set = one?.issued?.map((c) => classes[c]).join("|") ?? "";
  return [predicted, ...classes.map((_, c) => String(one?.after?.[c] ?? "")), ...(hasSets ? [set] : [])];
}

function intervalCells(one: Evaluated | undefined, observed: number, hasSets: boolean): string[] {
  if (one === undefined) return ["", "", ...(hasSets ? ["", ""] : [])];
  const { predicted, margin } = one;
  const ends = margin === null ? ["", ""] : [String(predicted - margin), String(predicted + margin)];
  return [String(predicted), String(predicted - observed), ...(hasSets ? ends : [])];
}
