/** What a `data` block may say, and what presentation it takes. */
import { z } from "zod";
import { tagged } from "../../schemas/tagged.ts";

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

const axisSchema = z
  .strictObject({
    unit: z
      .enum(["cm-1", "nm", "um", "channel"])
      .optional()
      .describe("unit of the axis; without it, nm for NIR and cm-1 otherwise"),
    technique: z.enum(["Raman", "FTIR", "NIR"]).optional().describe("how the spectra were measured"),
    range: z
      .tuple([z.number(), z.number()])
      .optional()
      .describe("lowest and highest axis value, in the axis unit, both included; points outside are left out"),
  })
  .describe("the spectral axis: columns whose headers are numbers");

const layoutSchema = tagged({
  wide: z.strictObject({}).describe("one row a spectrum, one column a point of the axis"),
  transposed: z
    .strictObject({})
    .describe(
      "the axis down the first column, one spectrum a column; the rows above it are metadata, the first has the ids",
    ),
  files: z
    .strictObject({
      axis: z
        .union([z.int().min(1), column])
        .default(1)
        .describe("column of the axis, by number or name"),
      value: z
        .union([z.int().min(1), column])
        .default(2)
        .describe("column of the values, by number or name"),
    })
    .describe("one spectrum a file; its id is the name of the file without extension"),
  long: z
    .strictObject({
      axis: column.describe("column that holds the axis value"),
      value: column.describe("column that holds the measured value"),
    })
    .describe("one row a point; rows with the same `id` are one spectrum"),
});

const headerSchema = z
  .strictObject({
    comment: text.optional().describe("what a line begins with that is no row, such as `#`"),
    skip: z.int().min(0).optional().describe("lines above the table that are passed over"),
    after: text.optional().describe("the table begins below the first line that holds this text"),
    names: z
      .union([z.literal("none"), z.array(text).min(2)])
      .optional()
      .describe("names of the columns where no line has them; `none` calls them by number"),
  })
  .describe("where the table begins and what its columns are called (default: found from the file and stated)");

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
  unit: text.optional().describe("unit of the target"),
  positive: scalar.optional().describe("the class that a binary test looks for"),
  group: names.optional().describe("column of what folds may not split (default: sample)"),
  batch: names.optional().describe("column of the session, lot or instrument (default: group, where it is given)"),
  instrument: column.optional().describe("column of the instrument"),
  layout: layoutSchema.optional().describe("how the table lies (default: found from the file and stated)"),
  from_name: text
    .optional()
    .describe("pattern of the last parts of a file's path, each placeholder a column: `{oil}/{sample}_rep{n:digits}`"),
  from_header: z
    .record(text, text)
    .optional()
    .describe("columns from lines above the table: the name of each, and the key its line begins with"),
  header: headerSchema.optional(),
  spectrum: z
    .union([text, z.int().min(1)])
    .optional()
    .describe("of an instrument's file that holds several, the one to be read: its title or number"),
  sheet: z
    .union([text, z.int().min(1)])
    .optional()
    .describe("of a workbook with several sheets that are not empty, the one to be read: its name or number"),
  delimiter: z
    .enum([",", ";", "\t", "|", "space"])
    .optional()
    .describe("what separates fields; `space` is a run of blanks (default: found from the file and stated)"),
  decimal: z.enum([".", ","]).optional().describe("decimal sign (default: found from the file and stated)"),
  thousands: z
    .enum([",", ".", "'", " "])
    .optional()
    .describe("sign between thousands (default: found from the file and stated)"),
  encoding: z
    .enum(["utf-8", "utf-16", "windows-1252"])
    .optional()
    .describe("how letters are written (default: found from the file and stated)"),
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
      column: column.optional().describe("column that marks external rows"),
      is: scalar.optional().describe("what the column says of them"),
    })
    .optional()
    .describe("external rows: in no fold, reported by every model"),
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
      "spectra equal in every bit with the same label and target: keep and mark them, drop all but the first, or refuse",
    ),
  export: z.boolean().default(false).describe("true writes the rows used to data/data.csv"),
});

/** What a document says. */
export type DocumentOptions = z.output<typeof dataOptions>;

type Names = "id" | "sample" | "group" | "batch";

/** The same with one column for each name: those that are several are joined. */
export type DataOptions = Omit<DocumentOptions, Names | "missing"> & {
  readonly [name in Names]?: string;
} & { readonly missing: z.output<typeof missingPolicy> };
