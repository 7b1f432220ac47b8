/** Read options: what may be declared of the way the files of an input are written and their tables lie. */
import { z } from "zod";
import { tagged } from "../../schemas/tagged.ts";

const text = z.string().min(1);
const column = text;

const listsSchema = z
  .strictObject({
    value: column.describe("column whose cells are lists: the values of a spectrum"),
    axis: z
      .union([
        column,
        z.strictObject({
          from: z.number().describe("value of the first point"),
          to: z.number().describe("value of the last point"),
          step: z.number().describe("distance of two points; negative where the axis falls"),
        }),
      ])
      .describe("column whose cells are lists of axis values, or the axis itself"),
  })
  .describe("one row a spectrum, all its values in one cell");

export type ListsLayout = z.output<typeof listsSchema>;

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
  lists: listsSchema,
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

/** Of the data block, and under `read` of every other input it takes rows from. */
export const readOptions = z.strictObject({
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
});

export type DeclaredReading = z.output<typeof readOptions>;

/** The options with which another input is read: its own, and none of those of the main one. */
export function optionsFor<Options extends DeclaredReading>(
  options: Options,
  own: DeclaredReading | undefined,
): Options {
  const none = Object.fromEntries(Object.keys(readOptions.shape).map((name) => [name, undefined]));
  return { ...options, ...none, ...own };
}
