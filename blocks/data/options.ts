/** What a `data` block may say, and what presentation it takes. */
import { z } from "zod";
import { dataLimits } from "../../schemas/limits.ts";
import { quantities, techniques } from "../contract/dataset.ts";
import { words } from "../contract/words.ts";
import { joinOption } from "./join/options.ts";
import { readOptions } from "./read-options.ts";

const text = z.string().min(1);
const column = text;
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const cutLabel = z
  .strictObject({
    from: column.describe("number column that is cut into classes"),
    cut: z.array(z.number()).min(1).describe("limits, ascending; a value equal to a limit belongs to the lower class"),
    names: z.array(text).min(2).describe("names of the classes from low to high: one more than there are limits"),
  })
  .describe("classes made by cutting a number column");

const names = z.union([column, z.array(column).min(1)]);

const gridSchema = z
  .strictObject({
    from: z.number().describe("first point"),
    to: z.number().describe("last point at most"),
    step: z.number().positive().describe("distance of neighbours"),
    method: z.enum(["linear", "cubic"]).default("linear").describe("between neighbours, or by a natural cubic spline"),
  })
  .refine(({ from, to }) => from < to, { error: words("`from` must be below `to`."), path: ["to"] })
  .refine(({ from, to, step }) => (to - from) / step < dataLimits.columns, {
    error: words(`This grid has more than ${dataLimits.columns} points; take a larger step.`),
    path: ["step"],
  })
  .describe(
    "points onto which each spectrum is interpolated before rows of several files meet; nothing is extrapolated",
  );

const axisSchema = z
  .strictObject({
    unit: z
      .enum(["cm-1", "nm", "um", "channel"])
      .optional()
      .describe("unit of the axis (default: as the file says, else the only one the technique leaves for the values)"),
    technique: z.enum(techniques).optional().describe("how the spectra were measured"),
    range: z
      .tuple([z.number(), z.number()])
      .optional()
      .describe("lowest and highest axis value, in the axis unit, both included; points outside are left out"),
    header: z
      .string()
      .regex(/^(?:(?!\{x\}).)*\{x\}(?:(?!\{x\}).)*$/, {
        error: words("Write `{x}` once, where the axis value stands."),
      })
      .optional()
      .describe("text around the axis values in the names of the columns, such as `wl_{x}` (default: found)"),
    exclude: z
      .array(z.union([text, z.number()]))
      .min(1)
      .optional()
      .describe("headers or axis values that are no points"),
    match: z
      .number()
      .positive()
      .optional()
      .describe("axis values this near to those of the first file or spectrum are its points"),
    grid: gridSchema.optional(),
    overlap: z
      .enum(["first", "last"])
      .optional()
      .describe("of two detectors that measured the same stretch, the one whose values hold there"),
  })
  .refine(({ match, grid }) => match === undefined || grid === undefined, {
    error: words("`match` says nothing where a `grid` is: each spectrum is interpolated. Leave out one of the two."),
    path: ["match"],
  })
  .describe("the spectral axis: columns whose headers are numbers");

const missingPolicy = z.enum(["refuse", "drop", "interpolate"]);

const upstreamSchema = z.union([
  z.literal("none").describe("the files are as the instrument wrote them"),
  z
    .array(
      z.strictObject({
        what: text.describe("what was done: averaged, smoothed, MSC, OSC, variables or samples selected …"),
        with: text.optional().describe("software and its version"),
        scope: z
          .enum(["spectrum", "sample", "set"])
          .describe(
            "what went into it: the spectrum alone, spectra of the same sample, or others of these rows (`set`)",
          ),
        outcome: z.boolean().default(false).describe("true where labels or values of the target were used"),
      }),
    )
    .min(1),
]);

/** So many targets a document may have. */
export const mostTargets = 20;

/** Checks that a document may accept, each with its reason; those of a column are accepted for one column. */
export const acceptable = {
  upstream: false,
  undeclared_replicates: false,
  reused_sample_names: true,
  confounding: true,
  near_duplicates: false,
} as const satisfies { readonly [check: string]: boolean };

const designSchema = z.strictObject({
  accept: z
    .array(
      z.strictObject({
        check: z.enum(Object.keys(acceptable) as (keyof typeof acceptable)[]).describe("check of the data gate"),
        column: column.optional().describe("the column it is accepted for, where the check is about columns"),
        reason: text.describe("why; printed beside each headline, in the statement and in the manifest"),
      }),
    )
    .default([])
    .describe("checks that may fail, each with its reason"),
});

export const dataOptions = z.strictObject({
  input: text.describe("name of the input in the front matter"),
  id: names.optional().describe("column that names each spectrum (default: the row number)"),
  sample: names.optional().describe("column that names the physical sample; its spectra are replicates (default: id)"),
  replicates: z
    .literal("none")
    .optional()
    .describe("declares that every spectrum is of a sample of its own; regulatory mode wants this or `sample`"),
  upstream: upstreamSchema
    .optional()
    .describe("what happened to the spectra before these files; regulatory mode wants it, `none` where nothing did"),
  design: designSchema.optional().describe("what of the design is known to be wanting and accepted"),
  quantity: z
    .enum(quantities)
    .optional()
    .describe("what the values are (default: as an instrument's file says; never guessed from names or values)"),
  saturation: z
    .number()
    .optional()
    .describe("detector limit in units of the signal; values at or above it are saturated"),
  label: z.union([column, cutLabel]).optional().describe("class column, or classes made by cutting a number column"),
  time: column.optional().describe("column of the time of measurement: ISO 8601, or numbers that rise with time"),
  reference: z
    .enum(["same", "mean"])
    .optional()
    .describe(
      "values of the target within a sample: all the same (default), or averaged, their spread then told as the error of the reference method (SEL)",
    ),
  target: column.optional().describe("number column to be predicted"),
  targets: z
    .union([
      z.array(column).min(1).max(mostTargets),
      z.record(column, z.strictObject({ unit: text.optional().describe("unit of this target") })),
    ])
    .optional()
    .describe("number columns to be predicted, a model each; `unit` is that of all that have none of their own"),
  unit: text.optional().describe("unit of the target, or of all targets"),
  censored: z
    .enum(["refuse", "drop", "half", "limit"])
    .optional()
    .describe(
      "values of the target of which only a limit is known (`<10`): refuse them (default), drop their spectra, or take the limit, or half of it where the value lies below",
    ),
  positive: scalar.optional().describe("the class that a binary test looks for"),
  group: names.optional().describe("column of what folds may not split (default: sample)"),
  batch: names.optional().describe("column of the session, lot or instrument (default: group, where it is given)"),
  instrument: column.optional().describe("column of the instrument"),
  ...readOptions.shape,
  axis: axisSchema.default({}),
  where: z
    .record(z.string(), z.union([scalar, z.array(scalar).min(1)]))
    .default({})
    .describe("keeps the rows whose column has this value, or one of these"),
  exclude: z
    .array(
      z
        .strictObject({
          sample: scalar.optional().describe("sample to leave out, all its spectra"),
          id: scalar.optional().describe("spectrum to leave out"),
          lines: z
            .tuple([z.int().min(1), z.int().min(1)])
            .optional()
            .describe("first and last line of the file whose rows to leave out"),
          reason: text.describe("why; printed in the report"),
        })
        .refine(({ sample, id, lines }) => [sample, id, lines].filter((one) => one !== undefined).length === 1, {
          message: "one of `sample`, `id` and `lines`",
        }),
    )
    .default([])
    .describe("samples, spectra or lines left out, each with its reason"),
  test: z
    .strictObject({
      input: text.optional().describe("name of the input that holds the external rows"),
      read: readOptions.optional().describe("how that input is written and lies (default: found anew)"),
      column: column.optional().describe("column that marks external rows"),
      is: scalar.optional().describe("what the column says of them"),
    })
    .optional()
    .describe("external rows: in no fold, reported by every model"),
  predict: z
    .union([
      z.literal("no-outcome"),
      z.strictObject({
        input: text.optional().describe("name of the input that holds them"),
        column: column.optional().describe("column that marks them"),
        is: scalar.optional().describe("what the column says of them"),
        read: readOptions.optional().describe("how that input is written and lies (default: found anew)"),
      }),
    ])
    .optional()
    .describe(
      "rows that are only predicted, in no fold, fit, gate or count; `no-outcome`: those without label and target",
    ),
  lockbox: z
    .strictObject({
      last: z
        .number()
        .gt(0)
        .lt(1)
        .optional()
        .describe("share of the samples: the fewest latest batches, without batches samples, by `time` that hold it"),
      column: column.optional().describe("column that marks sealed rows"),
      is: scalar.optional().describe("what the column says of them"),
      input: text
        .optional()
        .describe("name of the input that holds them; with `sha256` it is not opened before `lockbox open`"),
      read: readOptions.optional().describe("how that input is written and lies (default: found anew)"),
    })
    .optional()
    .describe(
      "sealed rows: in no dataset, fit, figure or count, until `foodspec lockbox open` tests the model on them",
    ),
  join: joinOption.optional(),
  missing: z
    .union([
      missingPolicy,
      z.strictObject({
        codes: z
          .array(z.union([text, z.number()]))
          .min(1)
          .describe("texts and numbers that say that there is no value"),
        // biome-ignore lint/suspicious/noThenProperty: the word of the document; nobody awaits options
        then: missingPolicy.default("refuse").describe("what happens to missing spectral values"),
      }),
    ])
    .default("refuse")
    .describe(
      "missing spectral values: refuse them, drop their spectra, or interpolate along the axis (nearest value at the ends); with `codes`, what else stands for a missing value in any column",
    ),
  duplicates: z
    .enum(["keep", "drop", "refuse"])
    .default("keep")
    .describe(
      "spectra equal at every point: keep and mark them; drop those that agree with an earlier one in label and target; or refuse",
    ),
  export: z.boolean().default(false).describe("true writes the rows used to data/data.csv"),
});

/** What a document says. */
export type DocumentOptions = z.output<typeof dataOptions>;

type Names = "id" | "sample" | "group" | "batch";

/** The same with one column for each name: those that are several are joined. */
export type DataOptions = Omit<DocumentOptions, Names | "missing" | "targets"> & {
  readonly [name in Names]?: string;
} & {
  readonly missing: z.output<typeof missingPolicy>;
  /** Of one of several targets: spectra without it are left out. */
  readonly isOneOfSeveral?: true;
};
