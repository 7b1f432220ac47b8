/** Design views: columns held against the outcome, samples of each class by batch, and the same as a map. */
import { colours } from "../charts/palette.ts";
import { inList, tableOf } from "../charts/table-of.ts";
import { jsonPointer } from "../contract/brief.ts";
import type { ChartView, TableView } from "../contract/view.ts";
import type { DatasetView } from "./data-view.ts";
import type { DataSummary } from "./results.ts";
import { artifact } from "./summary-table.ts";

type ByBatch = NonNullable<DataSummary["class_by_batch"]>;

const noColumns = "The files have no column of few values beside the outcome.";
const noClasses = "There are no classes, or no column of few values to hold them against.";

const results: { readonly [result in DataSummary["design_columns"][number]["result"]]: string } = {
  apart: "apart from the outcome",
  nested: "nested in the classes",
  stands_for_outcome: "stands for the outcome",
  accepted: "stands for the outcome, accepted by the document",
};

/** Which columns may stand for the outcome. */
export const design: DatasetView = {
  shape: "table",
  title: "columns against the outcome",
  byDefault: false,
  exists: () => true,
  async make({ results: { design_columns: all } }) {
    if (all.length === 0) return { na: noColumns };
    const numbers = ["values", "v", "epsilon_squared", "fewest"] as const;
    const data = tableOf(
      {
        column: "Column",
        role: "Role",
        values: ["Values", "count"],
        v: ["Cramér's V", "index"],
        epsilon_squared: ["ε²", "index"],
        fewest: ["Fewest in a class", "count"],
        result: "Result",
      },
      all.map((one) => ({ ...one, role: one.role ?? "none declared", result: results[one.result] })),
      inList(artifact, "design_columns", numbers, (line, field) => all[line][field] !== null),
    );
    const standing = all.filter(({ result }) => result === "stands_for_outcome").map(({ column }) => column);
    return {
      data,
      alt: `Table with ${all.length} rows: how far each column of the metadata goes with the outcome.`,
      caption:
        standing.length === 0
          ? "Columns of few values against the outcome, by sample: V with the classes, ε² of the target; from 0.9 on a column tells the outcome."
          : `Columns of few values against the outcome, by sample; ${standing.join(", ")} cannot be told from it.`,
    };
  },
};

/** Samples of each class by batch. */
export const classByBatch: DatasetView = {
  shape: "table",
  title: "classes by batch",
  byDefault: false,
  exists: ({ options }) => options.label !== undefined,
  async make({ results: { class_by_batch: found } }) {
    if (found === null) return { na: noClasses };
    return {
      data: countsTable(found),
      alt: `Table with ${found.rows.length} rows: samples of ${found.classes.join(", ")} by ${found.column}.`,
      caption: `Samples of each class by ${found.column}; external ones are left out.`,
    };
  },
};

/** The same as a map: an empty cell is a class that was not measured there. */
export const designMap: DatasetView = {
  shape: "figure",
  title: "map of the design",
  byDefault: false,
  exists: ({ options }) => options.label !== undefined,
  async make({ results: { class_by_batch: found } }) {
    if (found === null) return { na: noClasses };
    const empty = found.rows.reduce((n, { samples }) => n + samples.filter((count) => count === 0).length, 0);
    return {
      data: mapOf(found),
      alt: `Map of ${found.rows.length} values of ${found.column} by ${found.classes.length} classes; ${empty} of its cells are empty.`,
      caption: `Samples of each class by ${found.column}; where a cell is empty the class was not measured there.`,
    };
  },
};

function countsTable({ column, classes, rows }: ByBatch): TableView {
  const key = (c: number) => `class_${c}`;
  return tableOf(
    { value: column, ...Object.fromEntries(classes.map((name, c) => [key(c), [name, "~g"] as const])) },
    rows.map(({ value, samples }) => ({ value, ...Object.fromEntries(samples.map((n, c) => [key(c), n])) })),
    Object.fromEntries(
      classes.map((_, c) => [
        key(c),
        (line: number) => ({ artifact, pointer: jsonPointer(["class_by_batch", "rows", line, "samples", c]) }),
      ]),
    ),
  );
}

function mapOf(found: ByBatch): ChartView {
  const { column, classes, rows } = found;
  const values = rows.flatMap(({ value, samples }) =>
    samples.flatMap((count, c) => (count === 0 ? [] : [{ value, class: classes[c], count }])),
  );
  const side = Math.max(14, Math.min(40, Math.floor(560 / rows.length)));
  return {
    type: "chart",
    spec: {
      data: { values },
      width: Math.max(60, Math.min(120, Math.floor(460 / classes.length))) * classes.length,
      height: side * rows.length,
      encoding: {
        x: { field: "class", type: "nominal", title: null, scale: { domain: classes }, axis: { labelAngle: 0 } },
        y: {
          field: "value",
          type: "nominal",
          title: column,
          scale: { domain: rows.map(({ value }) => value) },
        },
      },
      layer: [
        {
          mark: { type: "rect", color: colours[0] },
          encoding: {
            opacity: {
              field: "count",
              type: "quantitative",
              scale: { domainMin: 0, range: [0.15, 1] },
              legend: { title: "Samples", format: "~g" },
            },
          },
        },
      ],
    },
    data: countsTable(found),
    from: { artifact, pointer: "/class_by_batch" },
  };
}
