/** Figures and tables of the `data` block: summary, raw spectra, class distribution. */

import { axisTitle, isDescending, ordinateTitle, unitBehind, unitName } from "../charts/axis-words.ts";
import { bars } from "../charts/bars.ts";
import { farthest, farWords, formOfSelection, formWords, noSuchForm } from "../charts/spectra.ts";
import { tableOf } from "../charts/table-of.ts";
import { jsonPointer } from "../contract/brief.ts";
import type { Columns, Outcome, Rows } from "../contract/dataset.ts";
import { type Matrix, takeColumns, takeRows } from "../contract/matrix.ts";
import { counted } from "../contract/number-text.ts";
import { axisForm, numberText } from "../contract/quantity.ts";
import type { PartSource, Selection, SpectraView } from "../contract/view.ts";
import type { DatasetView } from "./data-view.ts";
import { readTableView } from "./read/read-table-view.ts";
import { artifact, summaryTable } from "./summary-table.ts";

/** What was read and what is left, number by number. */
export const summary: DatasetView = {
  shape: "table",
  title: "summary of the data",
  byDefault: true,
  exists: () => true,
  async make({ results }) {
    const data = summaryTable(results);
    const { n_spectra, n_samples, n_features } = results;
    return {
      data,
      alt: `Table with ${data.rows.length} rows: ${n_spectra} spectra of ${n_samples} samples at ${n_features} points, and what was left out.`,
      caption: "What was read and what is left of it.",
    };
  },
};

/** How each file was read, a line for those that were read alike. */
export const read: DatasetView = {
  shape: "table",
  title: "how the files were read",
  byDefault: true,
  exists: () => true,
  async make({ results }) {
    const data = readTableView(results);
    return {
      data,
      alt: `Table with ${data.rows.length} rows: how the files were written and how their tables lie.`,
      caption: "What the document does not declare was found, and only one reading fitted.",
    };
  },
};

/** All spectra kept, as read, in the colours of their classes. */
export const spectraRaw: DatasetView = {
  shape: "figure",
  title: "spectra as read",
  byDefault: true,
  exists: () => true,
  async make(source, selection) {
    const { columns, outcome, rows, spectra } = await parts(source);
    const chosen = choose(columns, outcome, spectra.rows, selection);
    if (chosen.na !== undefined) return { na: chosen.na };
    const { points, indexes, classes, codes } = chosen;
    const { unit } = columns;
    const values = points.map((j) => columns.values[j]);
    const [from, to] = [values[0], values[values.length - 1]].map((end) => numberText(end, axisForm(values)));
    const shown = narrowed(spectra, indexes, points);
    const external = indexes.map((i) => rows.external[i]);
    const outlying = farthest(shown, external);
    const far = farWords(outlying.length, external.filter((is) => !is).length, selection);
    const unlike = noSuchForm(selection, classes.length);
    if (unlike !== null) return { na: unlike };
    const of = classes.length === 0 ? "" : ` of the classes ${classes.join(", ")}`;
    const data: SpectraView = {
      type: "spectra",
      axis: {
        title: axisTitle(columns),
        unit: unitName(unit),
        values,
        descending: isDescending(columns),
      },
      ordinate: ordinateTitle(columns, false),
      spectra: shown,
      codes,
      classes,
      ids: indexes.map((i) => rows.id[i]),
      samples: indexes.map((i) => rows.sample[i]),
      marked: [],
      outlying,
      ...formOfSelection(selection),
      from: { artifact, pointer: "/sha256", how: "the spectra of the input with this digest" },
    };
    return {
      data,
      alt: `${indexes.length} spectra as read${of}, drawn over each other from ${from} to ${to}${unitBehind(unit)}.`,
      caption: [
        `${counted(indexes.length, "spectrum", "spectra")} before any preprocessing.`,
        formWords(selection),
        far,
      ]
        .filter((part) => part !== null)
        .join(" "),
    };
  },
};

/** How many samples each class has. */
export const classDistribution: DatasetView = {
  shape: "figure",
  title: "class distribution",
  byDefault: false,
  exists: ({ options }) => options.label !== undefined,
  async make({ results }, { classes }) {
    const { class_distribution, class_spectra, label, samples_known } = results;
    const names = Object.keys(class_distribution)
      .sort()
      .filter((name) => classes === undefined || classes.includes(name));
    if (names.length === 0)
      return { na: label === null ? "the data have no label" : "none of the chosen classes is in the data" };
    const rows = names.map((name) => ({
      class: name,
      samples: class_distribution[name],
      spectra: class_spectra[name],
    }));
    const at = (field: string) => (line: number) => ({ artifact, pointer: jsonPointer([field, names[line]]) });
    const data = tableOf(
      { class: label ?? "class", samples: ["Samples", "count"], spectra: ["Spectra", "count"] },
      rows,
      {
        samples: at("class_distribution"),
        spectra: at("class_spectra"),
      },
    );
    const list = rows.map((row) => `${row.class} ${row.samples}`).join(", ");
    return {
      data: {
        ...bars({ names, values: rows.map(({ samples }) => samples), title: label ?? "class", measure: "Samples" }),
        data,
        from: { artifact, pointer: "/class_distribution" },
      },
      alt: `Bar chart of samples by class: ${list}.`,
      caption: samples_known
        ? "Samples by class; replicate spectra of a sample count once."
        : "Samples by class, as named; which spectra are replicates is not known.",
    };
  },
};

type Axis = Columns & { readonly kind: "axis" };

async function parts(source: PartSource) {
  const [columns, outcome, rows, spectra] = await Promise.all(
    ["columns", "outcome", "rows", "spectra"].map((part) => source.own(part)),
  );
  return {
    columns: columns as Axis,
    outcome: outcome as Outcome,
    rows: rows as Rows,
    spectra: spectra as Matrix,
  };
}

/** Points, rows, classes and codes into them that a selection leaves, or why there are none. */
function choose({ values }: Axis, { label }: Outcome, n: number, { classes, range }: Selection) {
  const points = [...values.keys()].filter(
    (j) => range === undefined || (values[j] >= range[0] && values[j] <= range[1]),
  );
  if (points.length === 0) return { na: "no point of the axis lies in the chosen range" };
  if (label === null) {
    if (classes !== undefined) return { na: "classes were chosen, but the data have no label" };
    return { points, indexes: [...Array(n).keys()], classes: [], codes: null };
  }
  const chosen = label.classes.filter((name) => classes === undefined || classes.includes(name));
  const code = label.codes.map((each) => chosen.indexOf(label.classes[each]));
  const indexes = [...code.keys()].filter((i) => code[i] !== -1);
  if (indexes.length === 0) return { na: "none of the chosen classes is in the data" };
  return { points, indexes, classes: chosen, codes: indexes.map((i) => code[i]) };
}

function narrowed(spectra: Matrix, indexes: readonly number[], points: readonly number[]): Matrix {
  const some = indexes.length === spectra.rows ? spectra : takeRows(spectra, indexes);
  return points.length === spectra.cols ? some : takeColumns(some, points);
}
