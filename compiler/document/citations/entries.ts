/** Entries of a bibliography: what is printed of a source, out of CSL-JSON. */
import { z } from "zod";

export interface Entry {
  readonly key: string;
  readonly authors: readonly string[];
  readonly title: string | null;
  readonly container: string | null;
  readonly publisher: string | null;
  readonly year: string | null;
  readonly volume: string | null;
  readonly issue: string | null;
  readonly pages: string | null;
  readonly doi: string | null;
  readonly url: string | null;
}

const text = z.union([z.string(), z.number()]).transform(String);
const name = z.looseObject({
  family: z.string().optional(),
  given: z.string().optional(),
  literal: z.string().optional(),
  "non-dropping-particle": z.string().optional(),
});
const item = z.looseObject({
  id: text,
  title: text.optional(),
  author: z.array(name).optional(),
  editor: z.array(name).optional(),
  issued: z
    .looseObject({ "date-parts": z.array(z.array(text)).optional(), raw: text.optional(), literal: text.optional() })
    .optional(),
  "container-title": text.optional(),
  publisher: text.optional(),
  volume: text.optional(),
  issue: text.optional(),
  number: text.optional(),
  page: text.optional(),
  DOI: text.optional(),
  URL: text.optional(),
});

/** The entries of CSL-JSON in their order; or what is wrong with it, as the end of a sentence. */
export function entriesOf(json: unknown): readonly Entry[] | { readonly problem: string } {
  const read = z.array(item).safeParse(json);
  if (!read.success) {
    const [{ path }] = read.error.issues;
    const where = path.map((step) => `/${String(step)}`).join("");
    return {
      problem: `it is no CSL-JSON: a list of entries, each with its \`id\`${where === "" ? "" : ` (at ${where})`}`,
    };
  }
  return read.data.map((one) => ({
    key: one.id,
    authors: (one.author ?? one.editor ?? []).map(nameOf).filter((author) => author !== ""),
    title: plain(one.title),
    container: plain(one["container-title"]),
    publisher: plain(one.publisher),
    year: yearOf(one.issued),
    volume: plain(one.volume),
    issue: plain(one.issue ?? one.number),
    pages: plain(one.page)?.replaceAll(/\s*(?:--|-|–)\s*/g, "–") ?? null,
    doi: plain(one.DOI)?.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i, "") ?? null,
    url: /^https?:\/\//i.test(one.URL ?? "") ? (one.URL ?? null) : null,
  }));
}

/** Family name, and the first letters of the others: "Barnes RJ". */
function nameOf(author: z.output<typeof name>): string {
  const { family, given, literal } = author;
  if (family === undefined) return plain(literal ?? given) ?? "";
  const particle = author["non-dropping-particle"];
  const initials = [...(plain(given) ?? "").matchAll(/(?<![\p{L}\p{M}])\p{L}/gu)]
    .map(([letter]) => letter.toUpperCase())
    .join("");
  return [particle, plain(family), initials].filter((part) => part !== undefined && part !== "").join(" ");
}

function yearOf(issued: z.output<typeof item>["issued"]): string | null {
  const [first] = issued?.["date-parts"]?.[0] ?? [];
  return first ?? /\b\d{4}\b/.exec(issued?.raw ?? issued?.literal ?? "")?.[0] ?? null;
}

/** Text alone: without the tags by which titles are set, and on one line. */
const plain = (value: string | undefined): string | null => {
  const bare = (value ?? "")
    .replaceAll(/<\/?(?:i|b|sub|sup|span|sc)\b[^<>]*>/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return bare === "" ? null : bare;
};
