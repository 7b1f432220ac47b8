/** Asides: what is worth saying of data that can be used. */
import type { Context } from "../kind.ts";
import { namedColumns } from "./columns.ts";
import { parseDecimal } from "./csv/decimal.ts";
import { paddedCells } from "./names.ts";
import type { DataOptions } from "./options.ts";
import type { Kept } from "./outcome.ts";

/**
 * Says FS3033 (ids that repeat), FS3040 (samples both external and not), FS3060 (spaces around names), FS3061 (ids that a
 * spreadsheet takes for a formula).
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
  sayFormulas(kept, say);
}

function sayPadded({ table, rows }: Kept, options: DataOptions, say: Context["remark"]): void {
  for (const column of new Set(namedColumns(options).map((named) => named.column))) {
    const cells = paddedCells(table, rows, column);
    if (cells > 0) say("FS3060", { column, cells }, { data: { input: table.files[0].path } });
  }
}

function sayFormulas({ table, rows, roles }: Kept, say: Context["remark"]): void {
  const isFormula = (text: string) => /^[=+\-@\t\r]/.test(text) && Number.isNaN(parseDecimal(text, "."));
  const names = roles.id.map((id, i) => [id, roles.sample[i]].find(isFormula) ?? null);
  const first = names.findIndex((name) => name !== null);
  if (first === -1) return;
  const ids = [...new Set(names.filter((name) => name !== null))];
  say("FS3061", { id: names[first], n_ids: ids.length }, { data: table.place(rows[first]) });
}
