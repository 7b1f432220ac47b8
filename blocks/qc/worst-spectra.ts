/** Worst spectra: what a gate that failed names, drawn over all others, so that one sees what is wrong with it. */

import type { GateReport } from "../../schemas/gate-report.ts";
import { axisTitle, isDescending, ordinateTitle, unitName } from "../charts/axis-words.ts";
import type { DatasetParts } from "../contract/dataset.ts";
import type { SpectraView } from "../contract/view.ts";
import type { QcView } from "./qc-view.ts";
import { reportPath } from "./report-path.ts";

const most = 10;

export const worstSpectra: QcView = {
  shape: "figure",
  title: "worst spectra",
  byDefault: false,
  onFailure: true,
  exists: () => true,
  async make(source) {
    const report = source.results as GateReport;
    const rows = (await source.input("dataset", "rows")) as DatasetParts["rows"];
    const columns = (await source.input("dataset", "columns")) as DatasetParts["columns"];
    const spectra = (await source.input("dataset", "spectra")) as DatasetParts["spectra"];
    if (columns.kind !== "axis") return { na: "the data have no spectral axis" };
    const outlying = worstRows(report, rows);
    if (outlying.length === 0) return { na: "what failed is about classes or features, not about single samples" };
    const names = [...new Set(outlying.map((i) => rows.sample[i]))];
    const { unit } = columns;
    const data: SpectraView = {
      type: "spectra",
      axis: {
        title: axisTitle(columns),
        unit: unitName(unit),
        values: columns.values,
        descending: isDescending(columns),
      },
      ordinate: ordinateTitle(columns, false),
      spectra,
      codes: null,
      classes: [],
      ids: rows.id,
      samples: rows.sample,
      marked: rows.external.flatMap((external, i) => (external ? [i] : [])),
      outlying,
      named: outlying.length,
      from: { artifact: reportPath(report.gate), pointer: "/checks", how: "spectra of the samples listed as worst" },
    };
    return {
      data,
      alt: `${spectra.rows} spectra as read; those of ${names.join(", ")} are drawn grey and named in the margin.`,
      caption: `Spectra as read; grey and named in the margin, the worst of the ${report.gate} gate: ${names.join(", ")}.`,
    };
  },
};

/** Rows named by the failed checks, the worst first; where these name classes only, those of all checks. @internal */
export function worstRows(report: GateReport, rows: DatasetParts["rows"]): readonly number[] {
  const parts = [report, ...Object.values(report.by_block ?? {})];
  const named = (only: boolean): GateReport["checks"][string]["worst"] =>
    parts.flatMap(({ checks, failed_checks }) =>
      Object.entries(checks).flatMap(([id, { worst }]) => (!only || failed_checks.includes(id) ? worst : [])),
    );
  const found = rowsOf(named(true), rows);
  return (found.length > 0 ? found : rowsOf(named(false), rows)).slice(0, most);
}

const rowsOf = (worst: GateReport["checks"][string]["worst"], rows: DatasetParts["rows"]): readonly number[] => [
  ...new Set(
    worst.flatMap(({ spectrum, sample }) =>
      spectrum === undefined
        ? rows.sample.flatMap((name, i) => (name === sample ? [i] : []))
        : rows.id.flatMap((id, i) => (id === spectrum ? [i] : [])),
    ),
  ),
];
