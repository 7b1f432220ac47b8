/** Named: what a document says of itself and its authors, as crate, citation and README tell it. */
import { z } from "zod";
import { asked } from "../../../schemas/asked.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import type { Protocol } from "../../verify/protocol.ts";

const text = z.string();
const namedSchema = z.object({
  title: text,
  authors: z
    .array(z.object({ name: text, orcid: text.optional(), affiliation: text.optional(), email: text.optional() }))
    .default([]),
  license: text.optional(),
  keywords: z.array(text).default([]),
});

export type Named = z.output<typeof namedSchema>;
export type Author = Named["authors"][number];

/** Where the document cannot be read it has its file's name, and no authors. */
export function namedIn(protocol: Protocol | null, { protocol_file }: Manifest): Named {
  const read = asked(namedSchema, protocol?.settings ?? {});
  return read.success ? read.data : { title: protocol_file, authors: [], keywords: [] };
}

/** ORCID iD as an address. */
export const orcidAddress = (orcid: string): string => `https://orcid.org/${orcid.slice(-19)}`;

/** Whether a licence is told by an address, not by its SPDX identifier. */
export const isAddress = (license: string): boolean => /^https?:\/\//.test(license);
