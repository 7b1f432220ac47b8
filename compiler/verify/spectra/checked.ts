/** Checked spectra: values of the spectral gate from preprocessing/X_checked.npy, the spectra that it judged. */
import { isRecord } from "../../../schemas/is-record.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Measured, Measures } from "../measured.ts";
import { rowsOf } from "../rows.ts";
import { jsonOf, type RunFolder } from "../run-folder.ts";
import { spectralValues } from "./health.ts";
import { rowsOfNpy } from "./npy.ts";

/** The largest count of a converter of 16 bits: the gate takes it for a limit where the spectra as read are counts that reach it. */
const fullScale = 65535;

/**
 * @param gate id of the gate
 * @param block id of what it judged
 * @returns nothing where the folder does not hold the spectra, or not enough to say what of them was judged
 */
export function measuredSpectra(folder: RunFolder, { blocks }: Manifest, gate: string, block: string): Measures {
  const artifacts = (id: string) => Object.keys(blocks.find((one) => one.id === id)?.artifacts ?? {});
  const arrays = artifacts(gate).filter((path) => path.endsWith("X_checked.npy"));
  const path =
    arrays.find((one) => one.endsWith(`/${block}/X_checked.npy`)) ?? (arrays.length === 1 ? arrays[0] : null);
  const bytes = path === null ? null : folder.read(path);
  const all = bytes === null ? null : rowsOfNpy(bytes);
  const own = artifacts(block);
  const summaries = blocks.flatMap(({ id }) => artifacts(id)).filter((one) => one.endsWith("/data_summary.json"));
  // Of several datasets nobody says here which one was judged.
  const summary = summaries.length === 1 ? jsonOf(folder, summaries[0]) : undefined;
  if (all === null || !isRecord(summary)) return new Map();
  const judged = withoutExternal(folder, own, all, summary.n_external);
  const axis = axisOf(folder, own) ?? summary.axis;
  if (judged === null || !isRecord(axis)) return new Map();
  const values = spectralValues(judged, orderOf(axis), null);
  const isLimited = summary.saturation !== null || judged.some((x) => x.some((value) => value >= fullScale));
  return new Map(
    (["health_score", "spike_fraction", "saturation", "baseline_drift"] as const)
      .filter((id) => !(isLimited && (id === "saturation" || id === "health_score")))
      .map((id): [string, Measured] => [
        id,
        values === null ? { value: null, na: "too_few_points" } : { value: values[id] },
      ]),
  );
}

/** The rows that were judged; null where it is not known which are external. */
function withoutExternal(
  folder: RunFolder,
  artifacts: readonly string[],
  all: readonly Float64Array[],
  external: unknown,
): readonly Float64Array[] | null {
  const path = artifacts.find((one) => one.endsWith("rows.csv"));
  const rows = path === undefined ? null : rowsOf(folder, path);
  if (rows === null) return external === 0 ? all : null;
  const cells = rows.cells("external");
  return cells.length === all.length ? all.filter((_, i) => cells[i] === "false") : null;
}

/** The axis behind the steps, where there is one. */
function axisOf(folder: RunFolder, artifacts: readonly string[]): { readonly [field: string]: unknown } | null {
  const path = artifacts.find((one) => one.endsWith("axis.json"));
  const axis = path === undefined ? undefined : jsonOf(folder, path);
  return isRecord(axis) && axis.kind === "axis" ? axis : null;
}

/** Baselines bend in Raman and FTIR; where the technique is not told, wavenumbers are taken for one of them. */
const orderOf = ({ technique, unit }: { readonly [field: string]: unknown }): 1 | 2 =>
  technique === "NIR" || (technique === null && unit !== "cm-1") ? 1 : 2;
