/** Read table: `read` of data_summary.json as a table, a row for files that were read alike. */
import { unitName } from "../../charts/axis-words.ts";
import { inList, tableOf } from "../../charts/table-of.ts";
import { endsForm } from "../../contract/quantity.ts";
import type { TableView } from "../../contract/view.ts";
import type { DataSummary } from "../results.ts";
import { artifact } from "../summary-table.ts";
import { signNames } from "./reading-words.ts";

type Entry = DataSummary["read"][number];

const saidBy: { readonly [from in Entry["unit_from"]]: string } = {
  declared: "declared",
  file: "of the file",
  values: "by technique and values",
  none: "by nobody",
};

export function readTableView({ read, axis }: DataSummary): TableView {
  const unit = unitName(axis.unit);
  const rows = read.map((entry) => ({
    file: entry.count === 1 ? entry.path : `${entry.path} and ${entry.count - 1} more`,
    reading: [entry.layout, textWords(entry), lineWords(entry)].filter((words) => words !== "").join("; "),
    spectra: entry.spectra,
    points: entry.points,
    from: entry.from,
    to: entry.to,
    step: entry.step,
    said: [
      entry.unit === null ? unitName(null) : `${unitName(entry.unit)} (${saidBy[entry.unit_from]})`,
      entry.quantity === null ? "quantity not declared" : `${entry.quantity} (${saidBy[entry.quantity_from]})`,
    ].join("; "),
    found: entry.found.length === 0 ? "nothing" : entry.found.join(", "),
  }));
  return tableOf(
    {
      file: "File",
      reading: "Reading",
      spectra: ["Spectra", "count"],
      points: ["Points", "count"],
      from: [`From (${unit})`, "number"],
      to: [`To (${unit})`, "number"],
      step: [`Step (${unit})`, "number"],
      said: "Unit and quantity",
      found: "Found, not declared",
    },
    rows,
    inList(artifact, "read", ["spectra", "points", "from", "to", "step"]),
    (line, key) =>
      key === "from" || key === "to" ? endsForm(read[line].from, read[line].to, read[line].points) : null,
  );
}

/** `a.csv: UTF-8, columns by comma, decimal point; names on line 1; layout wide; 24 spectra of 100 points, 850 to 1048`. */
export function readingLine(entry: Entry): string {
  const { path, count, layout, spectra, points, from, to } = entry;
  const lines = lineWords(entry);
  return `${[
    `${path}${count === 1 ? "" : ` and ${count - 1} more`}: ${textWords(entry)}`,
    ...(lines === "" ? [] : [lines]),
    `layout ${layout}`,
    `${spectra} ${spectra === 1 ? "spectrum" : "spectra"} of ${points} points, ${from} to ${to}`,
  ].join("; ")}`;
}

/** `UTF-8, columns by comma, decimal point`. */
function textWords({ format, encoding, packed, delimiter, decimal, thousands }: Entry): string {
  const unpacked = packed === null ? [] : [packed];
  if (encoding === null || delimiter === null || decimal === null) return [...unpacked, format].join(", ");
  return [
    ...unpacked,
    encoding === "windows-1252" ? encoding : encoding.toUpperCase(),
    `columns by ${signNames[delimiter]}`,
    `decimal ${signNames[decimal]}`,
    ...(thousands === null ? [] : [`thousands ${signNames[thousands]}`]),
  ].join(", ");
}

/** `names on line 3, 2 lines above, 1 below`. */
function lineWords({ encoding, header_line, lines_above, lines_below }: Entry): string {
  if (encoding === null) return "";
  return [
    header_line === null ? "no names" : `names on line ${header_line}`,
    ...(lines_above === 0 ? [] : [`${lines_above} above`]),
    ...(lines_below === 0 ? [] : [`${lines_below} below`]),
  ].join(", ");
}
