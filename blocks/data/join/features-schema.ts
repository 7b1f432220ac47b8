/** data/features.json: what is told of each feature view, and what the summary of the data has of it. */
import { z } from "zod";

const count = z.int().min(0);
const days = z.number().nullable();

const ageSchema = z
  .strictObject({ median: days, p95: days.describe("95th percentile, type 7"), max: days })
  .describe(
    "days from the time of the row to that of the spectrum, below 0 where the row is later; null without a row",
  );

const viewFields = {
  input: z.string(),
  path: z.string().describe("file; several are joined by commas"),
  sha256: z.array(z.string()).describe("digest of each file"),
  by: z.array(z.strictObject({ spectra: z.string(), table: z.string() })).describe("entity on both sides"),
  role: z.enum(["metadata", "outcome"]),
  columns: z.array(z.string()).describe("columns taken, as they are called beside the spectra"),
  time: z.string().describe("column of the time for which a row holds"),
  recorded: z
    .string()
    .nullable()
    .describe("column of the time of entry; without one a value that was corrected cannot be told from the first"),
  as_of: z.string().nullable().describe("rows entered later are not known; null: all are"),
  ttl: z.string().nullable(),
  rows: count.describe("rows of the table"),
  entities: count.describe("different entities of the table"),
  spectra: count.describe("spectra that `where` and `exclude` leave, those only predicted among them"),
  matched: count.describe("of these, spectra that have a row"),
  missing: z
    .strictObject({
      none: count.describe("the view has no row of the entity"),
      not_yet_known: count.describe("a row is in time, but was entered later than is known"),
      expired: count.describe("rows there are, but farther away than `ttl`"),
      after: count.describe("all rows are later than the spectrum"),
    })
    .describe("the others, by the first reason that holds"),
  age: ageSchema,
  hidden_by_as_of: count.describe("rows of the table that are not known at `as_of`"),
  ties: count.describe(
    "spectra of which several rows had the same time and were entered at the same time; they say the same",
  ),
};

export const featuresSchema = z.strictObject({
  schema_version: z.literal(1),
  as_of: z.string().nullable().describe("the front matter's"),
  views: z.record(z.string(), z.strictObject(viewFields)).describe("by the name of the input"),
});

export type FeaturesFile = z.output<typeof featuresSchema>;

const { sha256: _, by: __, columns: ___, ...counted } = viewFields;

/** The views in data/data_summary.json. */
export const viewSummarySchema = z.strictObject({ ...counted, by: z.string(), columns: z.string() });
