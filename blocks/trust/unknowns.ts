/** trust/unknowns.csv: what the certified predictor says of samples that are only predicted. */
import type { CertifiedPredictor } from "../contract/certified.ts";
import { csvText } from "../contract/csv.ts";
import type { DatasetParts } from "../contract/dataset.ts";
import { row, takeRows } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import { unlessRefused } from "../contract/refusal.ts";
import { groupedInOrder } from "../methods/numeric/grouped.ts";
import { type Scored, scoreCertified } from "../methods/trust/certified.ts";

type Given = Pick<DatasetParts, "unknown" | "unknownSpectra" | "columns">;

/**
 * A row a spectrum, in input order: id, sample, predicted, calibrated `p:CLASS` and `set` (classes joined by `|`), for regression `low`
 * and `high`; answered, and why not: `density` (far from what the model knows), `confidence`. Spectra of one sample say the same. Cells
 * of a sample that cannot be predicted, and infinite ends, are empty. Null where nothing is only predicted.
 */
export function trustUnknowns(methods: Methods, certified: CertifiedPredictor, given: Given): string | null {
  const { id, sample } = given.unknown;
  if (id.length === 0) return null;
  const { classes } = certified.predictor;
  const hasSets = certified.conformal !== null;
  const all = Array.from(id, (_, i) => i);
  const score = (rows: readonly number[]) =>
    unlessRefused(() =>
      scoreCertified(methods, certified, {
        spectra: takeRows(given.unknownSpectra, rows),
        columns: given.columns,
        sample: rows.map((i) => sample[i]),
      }),
    );
  const together = score(all);
  const said = new Map<string, readonly string[]>();
  // One that a step cannot treat must not hide the others.
  const each = together === null ? groupedInOrder(all, (i) => sample[i]).map(([, rows]) => score(rows)) : [together];
  for (const scored of each)
    scored?.samples.forEach((name, s) => {
      said.set(name, cellsOf(scored, s, certified));
    });
  const named =
    classes === null
      ? hasSets
        ? ["low", "high"]
        : []
      : [...classes.map((name) => `p:${name}`), ...(hasSets ? ["set"] : [])];
  const none = ["", ...named.map(() => ""), "", ""];
  const lines = id.map((one, i) => [one, sample[i], ...(said.get(sample[i]) ?? none)]);
  return csvText([["id", "sample", "predicted", ...named, "answered", "why"], ...lines]);
}

function cellsOf(
  scored: Scored,
  s: number,
  { predictor: { classes }, confidence: rule, conformal }: CertifiedPredictor,
): string[] {
  const { answered, near, confidence } = scored;
  const tau = rule === null ? Number.NEGATIVE_INFINITY : (rule.tau ?? Number.POSITIVE_INFINITY);
  const isUnsure = confidence !== null && !(confidence[s] >= tau);
  const why = [...(near[s] ? [] : ["density"]), ...(isUnsure ? ["confidence"] : [])];
  return [...predictedCells(scored, s, classes, conformal !== null), String(answered[s]), why.join("|")];
}

function predictedCells(scored: Scored, s: number, classes: readonly string[] | null, hasSets: boolean): string[] {
  const { predicted, probabilities, issued, margin, scores } = scored;
  if (classes === null || predicted === null) {
    const value = scores.data[s];
    const width = margin?.[s] ?? Number.POSITIVE_INFINITY;
    const end = (at: number) => (Number.isFinite(at) ? String(at) : "");
    return [String(value), ...(hasSets ? [end(value - width), end(value + width)] : [])];
  }
  const shares = probabilities === null ? classes.map(() => "") : Array.from(row(probabilities, s), String);
  const set = issued?.[s].map((c) => classes[c]).join("|") ?? "";
  return [classes[predicted[s]], ...shares, ...(hasSets ? [set] : [])];
}
