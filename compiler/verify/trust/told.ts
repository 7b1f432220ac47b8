/** Told: what the table of trust says of each sample, with the set that its probabilities and the thresholds give. */
import { commonest, gathered, mean } from "../samples.ts";
import type { Material, Told } from "./material.ts";

/** One a sample, in the order of their names; what spectra of a sample say differently is found by `tableFindings`. */
export function toldOf(material: Material, open: Set<string>): readonly Told[] {
  const { rows, classes, conformal, splits } = material;
  const cells = (name: string) => rows.cells(name);
  const [sample, foldOf, batch, group, observed, predicted, set, answered] = [
    "sample",
    "fold",
    "batch",
    "group",
    "observed",
    "predicted",
    "set",
    "answered",
  ].map(cells);
  const p = (classes ?? []).map((name) => rows.numbers(`p:${name}`));
  const target = classes === null ? rows.numbers("observed") : null;
  const members = [...gathered([...sample.keys()], (i) => sample[i])].sort(([a], [b]) => (a < b ? -1 : 1));
  // The conformal samples of a fold were all measured more often only where there are as many such samples outside it.
  const mayBeSparse = (fold: string, count: number) => {
    const others = members.filter(([, own]) => foldOf[own[0]] !== fold && own.length > count).length;
    const inside = splits.reduce((all, one) => all + (one.fold === fold ? one.n_calibration : 0), 0);
    return inside > 0 && others >= inside;
  };
  return members.flatMap(([, own]): readonly Told[] => {
    const [i] = own;
    if (predicted[i] === "") return [];
    const row = p.map((column) => column[i]);
    const values = target === null ? Number.NaN : mean(own.map((one) => target[one]));
    const at = {
      fold: foldOf[i],
      batch: conformal.separated_by === "batch" ? batch[i] || group[i] : "",
      answered: answered[i] === "true",
    };
    if (classes === null) {
      const margin = conformal.status === "na" ? null : limitOf(material, at.fold, at.batch, null);
      const value = Number(predicted[i]);
      const end = margin !== null && Number.isFinite(margin) ? margin : null;
      return [
        {
          ...at,
          code: -1,
          target: values,
          predicted: value,
          p: [],
          raw: null,
          issued: null,
          margin: end,
          covered: margin !== null && Math.abs(values - value) <= margin,
        },
      ];
    }
    const code = commonest(own.map((one) => classes.indexOf(observed[one])));
    const best = row.reduce((most, one, c) => (one > row[most] ? c : most), 0);
    const said = rows.columns.includes("set")
      ? classes.flatMap((name, c) => (partsOf(set[i], classes).includes(name) ? [c] : []))
      : null;
    const within =
      splits.length === 0
        ? null
        : scoresOf(row, conformal.score).flatMap((score, c) =>
            score <= limitOf(material, at.fold, at.batch, classes[c]) ? [c] : [],
          );
    const issued = within === null ? null : [...new Set([...within, best])].sort((a, b) => a - b);
    // A sample measured less often than the conformal ones has thresholds of its own, which only the kept predictor tells.
    const isSparse = said !== null && said.join() !== issued?.join() && mayBeSparse(at.fold, own.length);
    if (isSparse) open.add("sets of samples that were measured less often than others");
    const [raw, sent] = isSparse
      ? [said.filter((c) => c !== best || within?.includes(c) === true), said]
      : [within, issued];
    return [
      {
        ...at,
        code,
        target: Number.NaN,
        predicted: best,
        p: row,
        raw,
        issued: sent,
        margin: null,
        covered: raw?.includes(code) === true,
      },
    ];
  });
}

/** Classes of a cell joined by `|`; names that hold one are found by trying each. */
export function partsOf(cell: string, classes: readonly string[]): readonly string[] {
  if (cell === "") return [];
  const first = classes
    .filter((name) => cell === name || cell.startsWith(`${name}|`))
    .sort((a, b) => b.length - a.length)[0];
  return first === undefined ? [cell] : [first, ...partsOf(cell.slice(first.length + 1), classes)];
}

/** LAC: 1 − p; APS: probabilities summed from the largest down to the class. */
function scoresOf(p: readonly number[], score: unknown): readonly number[] {
  if (score === "lac") return p.map((one) => 1 - one);
  const order = [...p.keys()].sort((a, b) => p[b] - p[a] || a - b);
  let before = 0;
  const scores = p.map(() => 0);
  order.forEach((c, place) => {
    before += p[c];
    scores[c] = place === p.length - 1 ? 1 : Math.min(1, before);
  });
  return scores;
}

/** The threshold of a fold for a class or batch; one without its own gets the largest. */
function limitOf({ splits, conformal: { by } }: Material, fold: string, batch: string, name: string | null): number {
  const all = splits.filter((one) => one.fold === fold);
  const own = all.filter((one) => (by === "class" ? one.class === name : by === "batch" ? one.batch === batch : true));
  return Math.max(...(own.length === 0 ? all : own).map(({ qhat }) => qhat ?? Number.POSITIVE_INFINITY));
}
