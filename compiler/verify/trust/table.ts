/** Table: trust/predictions.csv against itself, the thresholds and the likeliest class. */
import type { Finding } from "../../diagnostics/finding.ts";
import { otherwise } from "../differ.ts";
import { gathered } from "../samples.ts";
import type { Material } from "./material.ts";
import { toldOf } from "./told.ts";

/** Spectra of a sample say the same, the class called is the likeliest, and the set is that of the thresholds. */
export function tableFindings(material: Material): readonly Finding[] {
  const { rows, classes } = material;
  const sample = rows.cells("sample");
  const columns = rows.columns
    .filter((name) => !["id", "sample", "group", "batch", "observed", "residual"].includes(name))
    .map((name) => ({ name, cells: rows.cells(name) }));
  const torn = [...gathered([...sample.keys()], (i) => sample[i]).values()].flatMap((own) =>
    columns.flatMap(({ name, cells }) =>
      own
        .filter((i) => cells[i] !== cells[own[0]])
        .map((i) => otherwise(rows.path, `/${i}/${name}`, cells[i], cells[own[0]])),
    ),
  );
  const told = new Map(toldOf(material, new Set()).map((one, s) => [s, one]));
  const names = [...new Set(sample)].sort().filter((name) => rows.cells("predicted")[sample.indexOf(name)] !== "");
  const wrong = names.flatMap((name, s): readonly Finding[] => {
    const [i, one] = [sample.indexOf(name), told.get(s)];
    if (one === undefined) return [];
    const said = (column: string) => rows.cells(column)[i];
    if (classes === null) {
      const ends = one.margin === null ? ["", ""] : [one.predicted - one.margin, one.predicted + one.margin];
      const off = ["low", "high"].findIndex(
        (column, k) =>
          rows.columns.includes(column) &&
          Math.abs(Number(said(column)) - Number(ends[k])) > 1e-9 * (1 + Math.abs(Number(ends[k]))),
      );
      return off < 0
        ? []
        : [otherwise(rows.path, `/${i}/${["low", "high"][off]}`, said(["low", "high"][off]), ends[off])];
    }
    const set = one.issued?.map((c) => classes[c]).join("|") ?? "";
    if (said("predicted") !== classes[one.predicted])
      return [otherwise(rows.path, `/${i}/predicted`, said("predicted"), classes[one.predicted])];
    return rows.columns.includes("set") && said("set") !== set
      ? [otherwise(rows.path, `/${i}/set`, said("set"), set)]
      : [];
  });
  return [...torn, ...wrong].slice(0, 20);
}
