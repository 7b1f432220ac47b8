/** The one style of references: numbers in the order of the text, and each source in the manner of Vancouver. */
import type { Entry } from "./entries.ts";

/** A source that the text cites. */
export interface CitedSource {
  readonly number: number;
  readonly key: string;
  /** "Barnes RJ, Dhanoa MS. Standard normal variate. Appl. Spectrosc. 1989;43(5):772–777." */
  readonly text: string;
  /** Where it is found. */
  readonly link: { readonly text: string; readonly url: string } | null;
}

const mostAuthors = 10;

export function citedSource(number: number, entry: Entry): CitedSource {
  const { key, authors, title, container, publisher, year, volume, issue, pages, doi, url } = entry;
  const people = authors.length > mostAuthors ? [...authors.slice(0, mostAuthors), "et al"] : authors;
  const place = `${volume ?? ""}${issue === null ? "" : `(${issue})`}${pages === null ? "" : `:${pages}`}`;
  const issued = [year, place]
    .filter((part) => part !== null && part !== "")
    .join(";")
    .replace(/;:/, ":");
  const within =
    container === null ? [publisher, issued].filter((part) => part !== null && part !== "").join("; ") : issued;
  const sentences = [people.join(", "), title, container, within].filter((part) => part !== null && part !== "");
  return {
    number,
    key,
    text: sentences.map((part) => (/[.?!]$/.test(part as string) ? part : `${part}.`)).join(" "),
    link:
      doi !== null
        ? { text: `doi:${doi}`, url: `https://doi.org/${encodeURI(doi)}` }
        : url !== null
          ? { text: url, url }
          : null,
  };
}

/** What is missing that a reader needs to find the source. */
export const missingIn = ({ authors, title, year }: Entry): readonly string[] => [
  ...(authors.length === 0 ? ["author"] : []),
  ...(title === null ? ["title"] : []),
  ...(year === null ? ["year"] : []),
];
