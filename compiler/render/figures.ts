/** Figures: what a run shows, drawn once; the files are content, so they come before the report that quotes their digest. */
import { z } from "zod";
import type { Finding } from "../diagnostics/finding.ts";
import { asFile } from "../draw/svg.ts";
import { digestOf } from "../store/digest.ts";
import { jsonText } from "../store/json-text.ts";
import type { Drawable } from "./arrange.ts";
import { type Drawers, type Exhibit, exhibits } from "./exhibit.ts";

/** What drawing gives; `exhibits` is absent where drawing itself failed. */
export interface Figures {
  readonly files: { readonly [path: string]: string };
  readonly findings: readonly Finding[];
  readonly exhibits?: readonly Exhibit[];
}

export const figuresMetadataSchema = z
  .strictObject({
    schema_version: z.literal(1),
    figures: z.array(
      z.strictObject({
        address: z.string(),
        label: z.string(),
        title: z.string(),
        caption: z.string(),
        alt: z.string(),
        file: z.string(),
        digest: z.string(),
        size_bytes: z.int(),
        block: z.string().describe("the block whose figure it is"),
        under: z.string().describe("the block under which it stands"),
      }),
    ),
  })
  .describe("figures/metadata.json: every figure with its number, words and digest");

/** Makes and draws every figure and table of a run: `figures/<block>.<name>.svg` and `figures/metadata.json`. */
export async function drawFigures(run: Drawable, drawers: Drawers): Promise<Figures> {
  const made = await exhibits(run, drawers);
  const files: { [path: string]: string } = {};
  const figures: z.input<typeof figuresMetadataSchema>["figures"] = [];
  for (const { content, placement, label, title, caption, alt } of made.exhibits) {
    if (content.type !== "drawing" || label === null) continue;
    const svg = asFile(content.svg, alt);
    files[content.file] = svg;
    figures.push({
      address: placement.address,
      label,
      title,
      caption,
      alt,
      file: content.file,
      digest: digestOf(svg),
      size_bytes: new TextEncoder().encode(svg).length,
      block: placement.block.block.id,
      under: placement.host,
    });
  }
  files["figures/metadata.json"] = jsonText(figuresMetadataSchema.parse({ schema_version: 1, figures }));
  return { files, findings: made.findings, exhibits: made.exhibits };
}
