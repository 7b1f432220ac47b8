/** The table of joined tables: what each brought, and what found no partner. */
import { inList, tableOf } from "../../charts/table-of.ts";
import type { DatasetView } from "../data-view.ts";

const artifact = "data/join.json";

export const join: DatasetView = {
  shape: "table",
  title: "joined tables",
  byDefault: false,
  exists: ({ options }) => Object.values(options.join ?? {}).some(({ time }) => time === undefined),
  async make({ results }) {
    const rows = (results.joined ?? []).map(({ columns, unmatched, ...one }) => ({
      ...one,
      columns: columns.join(", "),
      unmatched: one.spectra_without === 0 ? "" : unmatchedWords[unmatched],
    }));
    const numbers = ["rows", "matched", "repeated", "spectra", "spectra_without"] as const;
    const heads = {
      path: "Table",
      by: "By",
      columns: "Columns",
      rows: ["Rows", "count"],
      matched: ["Rows with spectra", "count"],
      repeated: ["Keys averaged", "count"],
      spectra: ["Spectra with a row", "count"],
      spectra_without: ["Spectra without a row", "count"],
      unmatched: "Those",
    } as const;
    const words = (results.joined ?? []).map(
      ({ path, matched, spectra }) => `${path} gave ${spectra} spectra the values of ${matched} rows`,
    );
    return {
      data: tableOf(heads, rows, inList(artifact, "joins", numbers)),
      alt: `Table of joined tables: ${words.join("; ")}.`,
      caption:
        "Tables whose columns were joined to the spectra by their keys; the names of what was left over stand in data/join.json.",
    };
  },
};

const unmatchedWords = { refuse: "refused", drop: "left out", predict: "only predicted" } as const;
