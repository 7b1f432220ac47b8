/** Serving: what whoever serves a predictor has to hand it, as the run it comes from read it. */
import { fieldsOf } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { SavedContent } from "../../schemas/saved-predictor.ts";
import { protocolOf } from "../verify/protocol.ts";
import { rowsOf } from "../verify/rows.ts";
import { jsonOf, type RunFolder } from "../verify/run-folder.ts";

type Serving = NonNullable<SavedContent["serving"]>;

/**
 * Columns are those of feature views that were known when a spectrum was measured: no outcome.
 *
 * @param input of the predictor's pipeline: the axis it learnt on
 */
export function servingOf(folder: RunFolder, manifest: Manifest, input: unknown): Serving {
  const { unit, technique, values } = fieldsOf(input);
  const data = (protocolOf(folder, manifest)?.blocks ?? []).filter(({ kind }) => kind === "data");
  const only = data.length === 1 ? data[0].options : {};
  const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
  return {
    columns: folder.paths
      .filter((path) => /^data\/(?:[^/]+\/)?features\.json$/.test(path))
      .flatMap((path) => columnsIn(folder, path)),
    axis: { unit: text(unit), technique: text(technique), points: Array.isArray(values) ? values.map(Number) : [] },
    id: text(only.id),
    sample: text(only.sample),
  };
}

function columnsIn(folder: RunFolder, path: string): Serving["columns"] {
  const rows = rowsOf(folder, path.replace(/json$/, "csv"));
  return Object.entries(fieldsOf(fieldsOf(jsonOf(folder, path)).views)).flatMap(([view, said]) => {
    const { role, columns, ttl } = fieldsOf(said);
    if (role !== "metadata" || !Array.isArray(columns)) return [];
    return columns.map((name) => ({
      view,
      name: String(name),
      dtype: dtypeOf(rows?.cells(String(name)) ?? []),
      // A table of a laboratory does not tell units of its columns.
      unit: null,
      ttl: typeof ttl === "string" ? ttl : null,
    }));
  });
}

/** `float64` where every cell that is not empty is a number. */
function dtypeOf(cells: readonly string[]): "float64" | "string" {
  const there = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  return there.length > 0 && there.every((cell) => Number.isFinite(Number(cell))) ? "float64" : "string";
}
