/** Saved predictor: the file that `export --predictor` writes and monitoring loads. Plain data; nothing in it executes. */
import { z } from "zod";
import { modes } from "./front-matter.ts";
import { digest, json } from "./records.ts";

export const savedContentSchema = z.strictObject({
  certified: json.describe("as in trust/certified_predictor.json of the run"),
  source: z
    .strictObject({
      content_digest: digest.describe("of the run it comes from"),
      protocol_file: z.string(),
      protocol_version: z.string(),
      protocol_hash: digest,
      mode: z.enum(modes),
      approved: z.boolean().describe("true where it comes from a regulatory run whose gates all passed"),
      block: z.string().describe("id of the trust block"),
      foodspec_version: z.string(),
    })
    .describe("where it comes from"),
  serving: z
    .strictObject({
      columns: z
        .array(
          z.strictObject({
            view: z.string(),
            name: z.string().describe("as it is called beside the spectra"),
            dtype: z.enum(["float64", "string"]),
            unit: z.string().nullable(),
            ttl: z.string().nullable().describe("greatest age of a row"),
          }),
        )
        .describe("of feature views, outcomes left out"),
      axis: z.strictObject({
        unit: z.string().nullable(),
        technique: z.string().nullable(),
        points: z.array(z.number()),
      }),
      id: z.string().nullable().describe("column that names spectra; null where no option does"),
      sample: z.string().nullable().describe("column that names samples"),
    })
    .optional()
    .describe("what the run read, for whoever serves it; absent in files of versions that did not say"),
});
export type SavedContent = z.output<typeof savedContentSchema>;

export const savedPredictorSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal("foodspec-saved-predictor"),
  digest: digest.describe("SHA-256 of `content` as it stands in the file, from its first brace to its last"),
  content: savedContentSchema,
});

/**
 * The text of a saved predictor: one line, so that the content's bytes are those its digest is of.
 *
 * @param digestOf SHA-256 of a text, as `sha256:<hex>`
 */
export function savedText(content: SavedContent, digestOf: (text: string) => string): string {
  const own = contentText(content);
  const head = { schema_version: 1, kind: "foodspec-saved-predictor", digest: digestOf(own) };
  return `${JSON.stringify(head).slice(0, -1)},"content":${own}}\n`;
}

/** The bytes the digest is of. Reading and writing again gives the same text: JSON keeps order and numbers. */
export const contentText = (content: unknown): string => JSON.stringify(JSON.parse(JSON.stringify(content)));
