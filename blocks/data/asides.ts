/** Asides: what is worth saying of data that can be used. */
import type { Context } from "../contract/running.ts";
import { namedColumns } from "./columns.ts";
import { parseDecimal } from "./csv/decimal.ts";
import { distinct, lookalikes, paddedCells, spellings } from "./names.ts";
import type { DataOptions } from "./options.ts";
import type { Kept } from "./outcome.ts";

/**
 * Says FS3033 (ids that repeat), FS3040 (samples both external and not), FS3060 (spaces around names), FS3061 (ids that a
 * spreadsheet takes for a formula), FS3062 (groups, batches and instruments that look alike), FS3063 (one name spelt in two ways).
 */
export function sayAsides(kept: Kept, options: DataOptions, say: Context["remark"]): void {
  const { table, rows, roles, external } = kept;
  const first = new Map<string, number>();
  const repeated = roles.id.flatMap((id, i) => {
    if (first.has(id)) return [i];
    first.set(id, i);
    return [];
  });
  if (repeated.length > 0)
    say(
      "FS3033",
      { column: options.id ?? null, id: roles.id[repeated[0]], n_spectra: repeated.length },
      { data: table.place(rows[repeated[0]], options.id) },
    );
  const inside = new Set(roles.sample.filter((_, i) => !external[i]));
  const shared = [...new Set(roles.sample.filter((sample, i) => external[i] && inside.has(sample)))].sort();
  if (shared.length > 0) say("FS3040", { samples: shared.slice(0, 5), n_samples: shared.length }, { option: ["test"] });
  sayPadded(kept, options, say);
  sayLookalikes(kept, options, say);
  sayFormulas(kept, options, say);
}

function sayPadded({ table, rows }: Kept, options: DataOptions, say: Context["remark"]): void {
  for (const column of new Set(namedColumns(options).map((named) => named.column))) {
    const cells = paddedCells(table, rows, column);
    if (cells > 0) say("FS3060", { column, cells }, { data: { input: table.files[0].path } });
    const spelt = spellings(table, rows, column);
    if (spelt !== null)
      say("FS3063", { name: spelt.first, n_names: spelt.count, column }, { data: { input: table.files[0].path } });
  }
}

/** So many pairs of one column are said. */
const mostPairs = 20;

/** `L1` and `l1` would be two batches, and what one batch learnt be tested on the other. */
function sayLookalikes({ table, roles }: Kept, options: DataOptions, say: Context["remark"]): void {
  const named = [
    [options.sample, roles.sample, "sample"],
    [options.group, roles.group, "group"],
    [options.batch, roles.batch, "batch"],
    [options.instrument, roles.instrument, "instrument"],
  ] as const;
  for (const [column, names, role] of named) {
    if (column === undefined || names === null) continue;
    const at = { option: [role], data: { input: table.files[0].path } };
    const things = role === "batch" ? "batches" : `${role}s`;
    for (const facts of lookalikes(distinct(names)).slice(0, mostPairs))
      say("FS3062", { column, things, ...facts }, at);
  }
}

function sayFormulas({ table, rows, roles }: Kept, options: DataOptions, say: Context["remark"]): void {
  const isFormula = (text: string) => /^[=+\-@\t\r]/.test(text) && Number.isNaN(parseDecimal(text, "."));
  const { id, sample, group, batch, instrument, label } = roles;
  // `data/data.csv` holds every column that is not spectral.
  const written = options.export ? table.meta.map(({ texts }) => rows.map((row) => texts[row])) : [];
  const known = [id, sample, group, batch ?? [], instrument ?? [], label ?? [], ...written];
  const names = id.map((_, i) => known.map((of) => of[i] ?? "").find(isFormula) ?? null);
  const first = names.findIndex((name) => name !== null);
  if (first === -1) return;
  const all = new Set(known.flat().filter(isFormula));
  say("FS3061", { id: names[first], n_ids: all.size }, { data: table.place(rows[first]) });
}
