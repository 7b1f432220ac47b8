/** data/data_summary.json: what was read, what was left out, what is left. */

import { z } from "zod";
import { checkSchema } from "../../schemas/gate-report.ts";
import { quantities, techniques } from "../contract/dataset.ts";
import { viewSummarySchema } from "./join/features-schema.ts";
import { lockboxSchema } from "./lockbox/schema.ts";
import { layoutNames } from "./read/reading.ts";

const count = z.int().min(0);
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/);
const counts = z.record(z.string(), count);
const statistic = z.number().nullable();

const columnStats = z.strictObject({
  n: count.describe("cells that hold a number"),
  min: statistic,
  max: statistic,
  mean: statistic,
  sd: statistic.describe("sample standard deviation, divisor n − 1; null below two numbers"),
});

const readEntry = z.strictObject({
  path: z.string().describe("file; of several that were read alike the first"),
  count: count.describe("files that were read alike"),
  format: z
    .string()
    .describe(
      "`text`, or the format of an instrument's file, to which the fields from `encoding` to `thousands` do not apply: null",
    ),
  packed: z.enum(["gzip"]).nullable().describe("what the file was unpacked from"),
  status: z
    .enum(["tried", "experimental"])
    .describe("`tried`: files of instruments or other programs agree with another reader in the tests"),
  encoding: z.enum(["utf-8", "utf-16", "windows-1252"]).nullable(),
  lines_above: count.describe("lines above the table"),
  lines_below: count.describe("lines below the table that hold something"),
  header_line: count.nullable().describe("line of the names of the columns; null where no line has them"),
  delimiter: z.enum([",", ";", "\t", "|", "space"]).nullable(),
  decimal: z.enum([".", ","]).nullable(),
  thousands: z.enum([",", ".", "'", " "]).nullable(),
  layout: z.enum(layoutNames),
  spectra: count.describe("of all these files"),
  points: count,
  from: z.number().describe("first value of the axis, ascending"),
  to: z.number(),
  step: statistic.describe("median distance of neighbours; null with one point"),
  uneven: z.boolean().describe("whether distances of neighbours differ by more than a thousandth of the median"),
  unit: z.enum(["cm-1", "nm", "um", "channel"]).nullable(),
  unit_from: z
    .enum(["declared", "file", "values", "none"])
    .describe("who says the unit: the document, the file, or the technique, which leaves no other for the values"),
  quantity: z.enum(quantities).nullable().describe("what the values are; null where nobody says"),
  quantity_from: z.enum(["declared", "file", "none"]),
  gaps: z
    .array(z.tuple([z.number(), z.number()]))
    .describe("neighbours more than 3 times as far apart as the points around them usually are"),
  found: z.array(z.string()).describe("options that were not declared but found"),
});

export const dataSummary = z.strictObject({
  schema_version: z.literal(1),
  path: z.string().describe("file of the input; several are joined by commas, `files` has each"),
  file_size_bytes: count.describe("of all files of the input"),
  sha256: digest.describe(
    "of the file's bytes; of several, of their bytes one after the other in the order of `files`",
  ),
  row_count: count.describe("rows below the header, all files of the input"),
  column_count: count.describe("all columns of the file"),
  column_names: z.array(z.string()).describe("all columns of the file, in its order"),
  dtypes: z
    .record(z.string(), z.enum(["number", "text"]))
    .describe(
      "by metadata column; the columns of the axis stand together under `(spectral)`, a column without a name under `(field n)`",
    ),
  missing_counts: counts.describe("empty cells and NA, NaN, null, of all rows read; keys as in dtypes"),
  missing_fraction: z
    .number()
    .min(0)
    .max(1)
    .describe("missing cells over all cells read; the gate's number is missing.fraction"),
  numeric_stats: z.record(z.string(), columnStats).describe("of number columns, all rows read; keys as in dtypes"),
  n_samples: count.describe("physical samples kept, external ones included"),
  samples_known: z
    .boolean()
    .describe("whether samples are declared, or declared to have no replicates, and their names do not contradict it"),
  n_spectra: count.describe("spectra kept, external ones included"),
  n_features: count.describe("points of the axis"),
  n_classes: count.nullable().describe("null without a label"),
  class_distribution: counts.describe("samples by class, external ones included; empty without a label"),
  class_spectra: counts.describe("spectra by class"),
  group_counts: counts.describe("samples by group; the group is the sample where none was declared"),
  n_external: count.describe("spectra that are external"),
  n_external_samples: count,
  n_unknown: count.optional().describe("spectra that are only predicted; absent where none is asked for"),
  n_unknown_samples: count.optional(),
  axis: z.strictObject({
    unit: z
      .enum(["cm-1", "nm", "um", "channel"])
      .nullable()
      .describe("null: neither declared nor of the file, and the technique leaves more than one or none"),
    technique: z.enum(techniques).nullable(),
    from: z.number(),
    to: z.number(),
    points: count,
    step: z.number().nullable().describe("mean distance of neighbours; null with one point"),
    reversed: z.boolean().describe("the file has the axis descending"),
  }),
  label: z.string().nullable().describe("column of the label, or the one it is cut from"),
  target: z
    .strictObject({
      column: z.string(),
      unit: z.string().nullable(),
      censored: count
        .optional()
        .describe("spectra whose value is a limit (`<10`) that `censored` lets stand; absent where there is none"),
      sel: statistic.describe(
        "pooled standard deviation of the values within a sample, of `reference: mean`; null where none has several",
      ),
      ...columnStats.shape,
    })
    .nullable(),
  saturation: z.number().nullable().describe("declared detector limit"),
  upstream: z
    .array(
      z.strictObject({
        what: z.string(),
        with: z.string().nullable(),
        scope: z.enum(["spectrum", "sample", "set"]),
        outcome: z.boolean(),
      }),
    )
    .nullable()
    .describe(
      "what happened before these files, as declared; null where nothing was said, empty where nothing happened",
    ),
  accepted: z
    .array(z.strictObject({ check: z.string(), column: z.string().nullable(), reason: z.string() }))
    .describe("checks of the design that the document lets fail (`design.accept`)"),
  design: z
    .record(z.string(), checkSchema)
    .describe("checks of the design by id, as research mode judges them; in regulatory mode the gate's report decides"),
  design_columns: z
    .array(
      z.strictObject({
        column: z.string(),
        role: z.enum(["batch", "group", "instrument", "time"]).nullable().describe("null where nothing is declared"),
        values: count,
        v: statistic.describe("Cramér's V with the label, by sample; null without one"),
        epsilon_squared: statistic.describe("ε² of the target between its values; null without a target"),
        fewest: count.nullable().describe("fewest of its values in any class; null without a label"),
        result: z
          .enum(["apart", "nested", "stands_for_outcome", "accepted"])
          .describe(
            "`nested`: each value in one class, and every class has three or more; `stands_for_outcome`: the check confounding fails of it, or would without `design.accept` (`accepted`)",
          ),
      }),
    )
    .describe("metadata columns of few values, held against the outcome"),
  class_by_batch: z
    .strictObject({
      column: z.string().describe("the batch, else the column that goes with the label most closely"),
      classes: z.array(z.string()),
      rows: z.array(z.strictObject({ value: z.string(), samples: z.array(z.number()) })),
    })
    .nullable()
    .describe("samples that models learn from, by value and class; one with several values counts in parts"),
  files: z.array(
    z.strictObject({
      role: z.enum(["input", "external", "predict", "lockbox", "join"]),
      path: z.string(),
      size_bytes: count,
      sha256: digest,
      row_count: count,
    }),
  ),
  selection: z
    .strictObject({
      samples_in_files: count.describe("samples of all files, by name"),
      samples_in_scope: count.describe("of these, samples that `where` does not put outside the scope"),
      scope: z
        .array(z.strictObject({ column: z.string(), values: z.array(z.string()) }))
        .describe(
          "what `where` says of what the data are about: on a column that picks no samples (id, sample, group, batch, instrument, time, label, target do), or leaving out whole classes; empty where it left nothing out",
        ),
      excluded_samples: count.describe("samples in the scope of which no spectrum is left"),
      excluded_fraction: z.number().min(0).max(1).describe("excluded_samples over samples_in_scope"),
      by: z
        .array(
          z.strictObject({
            why: z.enum(["exclude", "where", "missing", "duplicates"]),
            reason: z.string().nullable().describe("of `exclude`"),
            class: z.string().nullable().describe("null where the data say none"),
            samples: count,
          }),
        )
        .describe("excluded samples by way, reason and class, in the order of the files"),
    })
    .describe("what was left out by choice: samples, not spectra"),
  read: z.array(readEntry).describe("how the files were read; files that were read alike are one entry"),
  where_dropped: count.describe("spectra that `where` left out"),
  excluded: z.array(z.strictObject({ sample: z.string(), reason: z.string(), n_spectra: count })),
  missing: z.strictObject({
    policy: z.enum(["refuse", "drop", "interpolate"]),
    spectral_values: count.describe("spectral values of the rows that `where`, `exclude` and joined tables leave"),
    spectral_missing: count.describe("of these, missing"),
    fraction: z.number().min(0).max(1).describe("spectral_missing over spectral_values, before `missing`"),
    rows_dropped: count.describe("spectra dropped by `missing: drop`, and those without a row in a joined table"),
    values_interpolated: count,
  }),
  duplicates: z.strictObject({
    policy: z.enum(["keep", "drop", "refuse"]),
    pairs: count.describe(
      "spectra equal to an earlier one at every point kept, whatever id, label, target or row: all of them",
    ),
    dropped: count,
    fraction: z.number().min(0).max(1).describe("copies left, over n_spectra"),
    contradicting: count.describe("of these, spectra whose label or target is another than that of the first"),
    across_samples: count.describe(
      "of these, copies that bear the name of another sample than the first, before any are dropped",
    ),
  }),
  lockbox: lockboxSchema.optional(),
  joined: z
    .array(
      z.strictObject({
        input: z.string(),
        path: z.string(),
        by: z.string().describe("key columns; `spectra = table` where they are called otherwise there"),
        columns: z.array(z.string()),
        rows: count.describe("rows of the table"),
        matched: count.describe("of these, rows whose key some spectrum has"),
        repeated: count.describe("keys of spectra with several rows, whose numbers were averaged"),
        spectra: count.describe("spectra with a row in the table"),
        spectra_without: count.describe("spectra without one that `where` and `exclude` leave"),
        unmatched: z.enum(["refuse", "drop", "predict"]),
      }),
    )
    .optional()
    .describe("joined tables in the order of the document; absent where nothing is joined. The names: data/join.json"),
  views: z
    .array(viewSummarySchema)
    .optional()
    .describe("feature views in the order of the document; absent where there is none. Row by row: data/features.csv"),
  columns_left_out: z
    .array(z.string())
    .describe("long layout: columns that vary within a spectrum and no option names"),
});

export type DataSummary = z.output<typeof dataSummary>;
